/**
 * Strips in reports: the list of mappings behind a step as one character a page, in the letters of
 * kernel/vma/strip.ts. Invariant: the kernel reads what is drawn here back to the same mappings.
 */
/** Pages of a strip; a wider address space is told by its list or its size. */
export declare const STRIP_PAGE_COUNT_MAX = 48;
/** What the letters of a strip mean, for those that occur in it. */
export declare function stripLegend(strips: readonly string[]): string;
/** The pages that any of the lists maps, from the first to the one behind the last. */
export declare function mappedRange(lists: readonly string[]): readonly [number, number];
/** A list such as `0-2:r-x 4-6:r-x!` as a strip of the pages `from` up to `to`: `XX..xx`. */
export declare function stripOf(list: string, from: number, to: number): string;
/** Pages `from` up to `to` in words: `page 4`, `pages 0 to 8`. */
export declare function pagesText(from: number, to: number): string;
