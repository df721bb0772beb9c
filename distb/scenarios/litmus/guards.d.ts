/**
 * Litmus scenarios of a guard: a page that a supervisor protects from writes while it judges what
 * stands there and the kernel then uses it. The guard is a protection of the mapping, and lasts as
 * long as the mapping does.
 *
 * A write is a page fault and then a store; the sibling begins its own only behind the guard, so
 * that no store of an older fault comes in between.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** The sibling maps over the page as it likes. */
export declare const guardReplaced: CatalogueEntry;
/** The repaired twin: who maps waits until nobody guards. */
export declare const guardReplacedFixed: CatalogueEntry;
