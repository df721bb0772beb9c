/**
 * Filters on the instruction pointer: what a launcher would have to install if the kernel had no
 * mark for memory whose system calls are to be trapped. BPF compares 32 bits and the pointer has
 * 64, so every range is tested by halves. Two shapes: a linear chain of five instructions a range
 * (as the RFC's author counts them), and a binary search that loads each half once. Invariant: both
 * decide as the plain test start <= ip < end, and neither can be cached by number (constant.ts).
 *
 * Note: ip is the address behind the 2-byte syscall instruction, so a call from the last two bytes
 * of a range is judged by what follows the range.
 */
/** Addresses from `start` up to, but without, `end`. */
export interface AddressRange {
    readonly start: bigint;
    readonly end: bigint;
}
/** How a range filter finds the range of an address. */
export type RangeSearch = 'linear' | 'binary';
/**
 * A filter that returns one word for addresses inside the ranges and another for all others.
 * Ranges may overlap and touch; the chain tests them in the order given, so frequent ones go first.
 * Whether the program is short enough to be installed is for `checkFilter` to say: the chain holds
 * some 800 ranges, the search some 2,000. Throws a UsageError for what is no range.
 */
export declare function rangeFilter(ranges: readonly AddressRange[], search: RangeSearch, inside: number, outside: number): Int32Array;
/**
 * The filter of the RFC's measurement: one word for system call numbers from `threshold` upwards,
 * which no native program uses, and another for all below. Four instructions.
 */
export declare function numberFilter(atLeast: number, below: number, threshold?: number): Int32Array;
