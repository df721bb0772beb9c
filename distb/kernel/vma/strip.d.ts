/**
 * Strips: address-space pictures that are both drawn and read, so that a picture in a test is its
 * fixture and its assertion.
 *
 * A *strip* has one character a page. `.` is unmapped; `N` ---, `R` r--, `W` rw-, `O` -w-, `E` --x,
 * `X` r-x, `B` -wx, `A` rwx; the small letter is the same with PROT_NOSYSCALL. `|` stands between
 * two VMAs that look alike. A *list* has one entry a VMA, `14-22:--x 22-26:rwx+a`: pages,
 * protection (`!` behind it for PROT_NOSYSCALL), `+a` accounted, `+n` not reserved, `+s` shared,
 * and in detailed lists `@3` the file and `#2` the anon_vma.
 */
import type { World } from '../memory/world.ts';
/** One VMA, apart from the table. */
export interface VmaText {
    readonly start: number;
    readonly end: number;
    readonly flags: number;
    readonly file: number;
    /**
     * 0 if never written to; write faults make positive identities, so recorded ones are negative.
     */
    readonly anon: number;
}
/** Pages `from` up to `to` as a strip. */
export declare function stripText(world: World, from: number, to: number): string;
/**
 * The VMAs that begin in pages `from` up to `to`, as a list; page numbers are counted from `from`.
 */
export declare function listText(world: World, from: number, to: number, isDetailed?: boolean): string;
/** Reads a strip whose first character is page `from`. Throws a UsageError for other characters. */
export declare function parseStrip(strip: string, from: number): VmaText[];
/**
 * Reads a list; page numbers are counted from `from`. Throws a UsageError for a malformed entry.
 */
export declare function parseList(list: string, from: number): VmaText[];
/**
 * Puts VMAs into the table as they are, merging nothing: the start of a world, or of a test.
 * Preconditions: nobody else runs; the ranges are unmapped.
 */
export declare function placeVmas(world: World, vmas: readonly VmaText[]): void;
