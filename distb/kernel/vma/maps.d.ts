/**
 * Maps: /proc/PID/maps text, read, laid out for the simulated address space, and written back.
 * A real page number needs 35 bits and a simulated one has 31, so wide gaps are shortened; sizes,
 * neighbours and order stay. Invariant: `mapsText(parseMaps(text)) === text` for what Linux prints.
 * Source: Linux fs/proc/task_mmu.c show_map_vma(), proc_pid_maps(5).
 */
import type { VmaText } from './strip.ts';
/** A gap wider than this many pages is shortened to it. */
export declare const GAP_PAGE_COUNT_MAX: number;
/** One line of maps. Pages are real page numbers, below 2^52. */
export interface Mapping {
    readonly page: number;
    readonly count: number;
    /** PROT bits. */
    readonly prot: number;
    readonly isShared: boolean;
    /** Offset into the file, in bytes. */
    readonly offset: number;
    /** Device as printed, `major:minor` in hexadecimal. */
    readonly device: string;
    readonly inode: number;
    /** Path or `[name]`; empty for anonymous memory. */
    readonly path: string;
}
/** A mapping and the VMA that stands for it in the simulated address space. */
export interface PlacedMapping {
    readonly mapping: Mapping;
    readonly vma: VmaText;
}
/**
 * Reads maps text. Throws a UsageError that names the line if one is malformed, or overlaps or
 * precedes the line before it.
 */
export declare function parseMaps(text: string): Mapping[];
/**
 * Lays mappings out in simulated pages. A VMA's file is the identity of device, inode, path and of
 * the difference between page and offset, so that two merge only if Linux would merge them.
 * Neighbours that are alike in every column and yet two VMAs get two anon_vmas, which is what keeps
 * them apart (negative identities, so that none equals one that a write fault makes). The vsyscall
 * page is left out: it is in no process's table. Throws a UsageError if the mappings are too large
 * for the simulated address space.
 */
export declare function layoutMaps(mappings: readonly Mapping[]): PlacedMapping[];
/** Writes mappings as /proc/PID/maps prints them. */
export declare function mapsText(mappings: readonly Mapping[]): string;
