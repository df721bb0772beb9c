/**
 * Tree: the order of a large VMA table, a B+-tree in the manner of Linux's maple tree, leaves of up
 * to 31 entries under nodes of up to 127. Lookup and edit are logarithmic, and so is the search for
 * a hole, since each entry above the leaves knows the widest hole below it.
 *
 * An edit copies what it changes and leaves what readers may walk as it is. If that is one leaf and
 * what the levels above say of it stays true, as after most splits and merges, `endEdit` stores the
 * one word that leads to the leaf (a *patch*). Else it copied the whole way up and stores the root.
 *
 * Invariants: of a node that was ever published only the words that lead to its children change.
 * Nodes to which nothing leads are retired with the sequence of their edit, and used again when no
 * reader announces a walk that began before that edit's end. A walk therefore needs plain reads: it
 * meets whole nodes, and if it met a new one, the sequence that the reader looks at afterwards has
 * moved. Every node besides the root is filled to its minimum, ends of unused entries are
 * `END_NONE`. All of it is guarded by the mmap lock held for writing, but ROOT, the words that lead
 * to children, and the readers' announcements, which are atomic where they are stored.
 *
 * What stands in which node depends on history, and which VMA stands where does not: see
 * `distinctLength` in memory/layout.ts. Compare Linux lib/maple_tree.c, and K. Fraser, "Practical
 * lock freedom" (2004), on epochs.
 */
import { type Layout } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
/** The end of an unused entry: behind every page. */
export declare const END_NONE = 2147483647;
/** The first word of the node that a root names. */
export declare function rootNode(root: number): number;
/** Levels below a root, its own included. */
export declare function rootHeight(root: number): number;
/** Words from column to column of a node, by where it stands. */
export declare function widthOf(layout: Layout, node: number): number;
/** Word of a node that holds its last end, 0 if it is empty. */
export declare function lastEndWord(node: number, width: number): number;
/** Word of a node that holds how many entries it has. */
export declare function countWord(node: number, width: number): number;
/** Word of a node that holds the sequence of its edit, or of the one that retired it. */
export declare function stampWord(node: number, width: number): number;
/**
 * Word of a retired node that leads to the next one. It is a start, which no reader looks at.
 */
export declare function nextWord(node: number, width: number): number;
/** Makes the empty tree in a world whose words are zero. */
export declare function prepareTree(world: World): void;
/**
 * The record of the first VMA that ends behind the page, or `NO_VMA`, from the published root. The
 * reader announces its walk; `sequence` is what it read of the table's sequence, even, and it looks
 * at the sequence again afterwards.
 */
export declare function treeBehind(world: World, page: number, sequence: number): number;
/** As `treeBehind`, for who holds the mmap lock, within an edit too. */
export declare function treeBehindHeld(world: World, page: number): number;
/**
 * The record that begins at the page, or `NO_VMA`. The leaf knows: no record is looked at, which is
 * far away. Preconditions: the mmap lock is held.
 */
export declare function treeStartingAt(world: World, page: number): number;
/** The record that ends before the page, or `NO_VMA`. Preconditions: as above. */
export declare function treeEndingAt(world: World, page: number): number;
/**
 * The position of the first VMA that ends behind the page, or the count. Visits the leaves below.
 * Preconditions: the mmap lock is held, and no edit is open.
 */
export declare function treePosition({ words, layout }: World, page: number): number;
/** The record at a position, or `NO_VMA`. Visits the leaves below. Preconditions: as above. */
export declare function treeAt({ words, layout }: World, position: number): number;
/** Adds an entry. Returns whether its pages were free; if not, nothing has changed. */
export declare function treeInsert(world: World, start: number, end: number, record: number): boolean;
/**
 * Removes the entries within the range and frees their records; returns how many, or -1 if `start`
 * cuts a VMA.
 */
export declare function treeRemove(world: World, start: number, end: number): number;
/**
 * Moves the borders of the entry that ends at `oldEnd`. Returns whether the pages were free; if
 * not, nothing has changed.
 */
export declare function treeResize(world: World, oldEnd: number, start: number, end: number): boolean;
/**
 * Splits the entry around a page; `lower` and `upper` are the records on both sides of it. Holes
 * and outer borders stay, so there is nothing to say above. Returns whether the leaf had room; if
 * not, nothing has changed.
 */
export declare function treeSplit(world: World, page: number, lower: number, upper: number): boolean;
/**
 * Moves the border between two entries that touch there. As with a split there is nothing to say
 * above. Returns whether both stand in one leaf; if not, nothing has changed.
 */
export declare function treeShift(world: World, border: number, page: number): boolean;
/**
 * Makes one entry, that of `survivor`, of all within the range, and frees the other records;
 * returns how many, or -1 if they stand in several leaves or others reach into the range, and then
 * nothing has changed.
 */
export declare function treeMerge(world: World, survivor: number, start: number, end: number): number;
/** The lowest page from `floor` on with `want` free pages behind it, below all else or above. */
export declare function treeLowestGap({ words, layout }: World, want: number, floor: number): number;
/**
 * The page behind the highest hole below `ceiling` of `want` pages, or behind the lowest of all.
 */
export declare function treeHighestGap({ words, layout }: World, want: number, ceiling: number): number;
/** Makes the edit visible, and looks after retired nodes. Preconditions: at the end of an edit. */
export declare function publishTree(world: World): void;
