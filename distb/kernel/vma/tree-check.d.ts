/**
 * Tree check: whether the words of a VMA tree are a tree at all. Like check.ts, whose part it is,
 * it trusts nothing that tree.ts promises; what an entry says of its child is computed here from
 * the records, in another way.
 * Tested by: test/kernel/vma/tree.test.ts
 */
import type { World } from '../memory/world.ts';
/**
 * The first fault of the tree, in words, or undefined: nodes neither lost nor used twice, filled as
 * they must be, entries that tell the truth, leaves of one opinion with the records. Puts the
 * records, in order, into `order`. Preconditions: the table is a tree, and no edit is open.
 */
export declare function treeFault(world: World, order: number[]): string | undefined;
