/**
 * Litmus scenarios of supervisors that wait for themselves. Each beast of the zoo is a report of a
 * real one, reduced to the cycle of who waits for whom, beside the repair that breaks the cycle.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** Four ways to wait for oneself. */
export declare const selfDeadlockZoo: CatalogueEntry;
/** The repairs. */
export declare const selfDeadlockZooFixed: CatalogueEntry;
