/**
 * Coverage-guided scheduling: a schedule that covered something new is kept, and later ones repeat
 * it up to a random step and then go on by chance, as fuzzers do with inputs. So rare places, once
 * reached, become starting points.
 *
 * Invariant: schedules of one campaign depend on those before them, so it repeats as a whole, by
 * the seed of its first. Kept schedules are bounded: the oldest makes room.
 * Source: AFL's loop of mutation and novelty (M. Zalewski, 2013), applied to schedules.
 */
import type { Scheduler } from './scheduler.ts';
/** Repeats schedules that were new, with changes. */
export declare class CoverageGuided implements Scheduler {
    #private;
    begin(seed: number): void;
    pick(threads: Uint16Array, count: number): number;
    moved(): void;
    ended(threads: readonly number[], noveltyCount: number): void;
}
