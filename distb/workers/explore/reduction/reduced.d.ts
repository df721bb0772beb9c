/**
 * Reduced: a breadth-first search that leaves out orders of steps that commute. It first learns
 * from random schedules what the steps of the scenario touch, then searches; where the search meets
 * a step that touches something else, it learns that and begins anew.
 *
 * Invariant: verdict, findings and end states are those of the full search. Its schedules are found
 * in fewer states, but need not be shortest.
 */
import type { Question, Supervision } from '../../engine.ts';
import type { Outcome } from '../../outcome.ts';
import { type ExploreOptions } from '../search.ts';
import type { Footprints } from './footprints.ts';
/** Searches all interleavings but for those that differ in the order of steps that commute. */
export declare function exploreReduced(question: Question, options?: Omit<ExploreOptions, 'order' | 'workerCount'>, supervision?: Supervision, footprints?: Footprints): Promise<Outcome>;
