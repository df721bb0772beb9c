/**
 * Columns: the order of a small VMA table, one sorted column of ends and one of records, edited in
 * place. It is the tree's one leaf where a single leaf is enough (`COLUMN_VMA_COUNT_MAX`), so that
 * the states that a search stores and hashes have no word too many. Invariant: behind the count the
 * columns hold zeros.
 *
 * A reader without a lock may meet an edit: a torn answer stays within the columns, and the table's
 * sequence tells that it is torn.
 * Tested by: test/kernel/vma/table.test.ts
 */
import type { World } from '../memory/world.ts';
/** The record of the first VMA that ends behind the page, or `NO_VMA`. */
export declare function columnBehind(world: World, page: number): number;
/** The position of the first VMA that ends behind the page, or the count. */
export declare function columnPosition(world: World, page: number): number;
/** The record at a position. */
export declare function columnAt(world: World, position: number): number;
/** Adds an entry. Returns whether its pages were free; if not, nothing has changed. */
export declare function columnInsert(world: World, start: number, end: number, record: number): boolean;
/**
 * Removes the entries within the range and frees their records; returns how many, or -1 if `start`
 * cuts a VMA.
 */
export declare function columnRemove(world: World, start: number, end: number): number;
/** Moves an entry's borders. Returns whether the pages were free; if not, nothing has changed. */
export declare function columnResize(world: World, record: number, start: number, end: number): boolean;
/** The lowest page from `floor` on with `want` free pages behind it, below all else or above. */
export declare function columnLowestGap(world: World, want: number, floor: number): number;
/**
 * The page behind the highest hole below `ceiling` of `want` pages, or behind the lowest of all.
 */
export declare function columnHighestGap(world: World, want: number, ceiling: number): number;
