/**
 * Litmus scenarios of the lock itself, with waits modelled as futex waits: a blocked thread sleeps
 * until somebody wakes it. The broken twin looks for sleepers before it releases, and who falls
 * asleep between the look and the release is never woken.
 */
import { type CatalogueEntry } from '../../actors/index.ts';
/** The broken lock, which must be caught. */
export declare const lostWakeup: CatalogueEntry;
/** The laboratory's own lock: mutual exclusion, no deadlock, no lost wake-up. */
export declare const rwsem: CatalogueEntry;
