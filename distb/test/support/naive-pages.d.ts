/** One mapped page: what must be equal for two to lie in one VMA. */
interface NaivePage {
    readonly flags: number;
    readonly file: number;
}
/** Pages `0..length-1`, all unmapped at first. */
export declare class NaivePages {
    readonly pages: (NaivePage | undefined)[];
    constructor(length: number);
    /** mmap with MAP_FIXED or MAP_FIXED_NOREPLACE. */
    mmap(page: number, count: number, prot: number, flags: number, file: number): number;
    munmap(page: number, count: number): number;
    mprotect(page: number, count: number, prot: number): number;
    /**
     * Lowest, or highest, page from `floor` up to `ceiling` where `count` pages are free; else -1.
     */
    gap(count: number, floor: number, ceiling: number, topDown: boolean): number;
    /** Runs of equal pages as entries `start-end:flags@file`. */
    runs(): string[];
    /** One letter a page, as the kernel's strips have it, without `|`. */
    letters(): string;
}
export {};
