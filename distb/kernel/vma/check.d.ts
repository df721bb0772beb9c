/**
 * Check: whether the words of a VMA table are a table at all. It trusts nothing that table.ts
 * promises and reads the words themselves; a sound world has no fault between two edits.
 */
import type { World } from '../memory/world.ts';
/**
 * The first fault of the VMA table, in words, or undefined if it is sound: sorted, disjoint, no
 * empty VMA, exact counts, order and records of one opinion, free records empty. With `isMerged`
 * neighbours that could be one VMA are a fault too; page faults, and splits that met the map-count
 * limit, rightly leave such neighbours.
 */
export declare function tableFault(world: World, isMerged?: boolean): string | undefined;
