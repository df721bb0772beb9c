/**
 * Bench vma: what a lookup, a split with the merge that undoes it, and a placement cost among 60 to
 * 60,000 mappings, at random addresses of one shared table, beside the bare binary search over a
 * flat array. A table of any size stands in a world with room for 65,530 mappings, since that is
 * what a process of Linux has.
 */
import type { Bench } from './bench.ts';
/** What the VMA table costs. */
export declare const vmaBench: Bench;
