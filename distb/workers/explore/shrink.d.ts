/**
 * Shrink: makes a schedule that was found by chance small, so that a person can read it: the fewest
 * preemptions first, then the fewest steps, then the fewest switches. Steps, blocks of steps and
 * whole threads are left out, blocks of one thread are brought together, neighbours change places;
 * what still ends in the same way and is smaller is kept, until nothing helps any more.
 *
 * Invariant: the result ends as the schedule did, and no single change of these makes it smaller.
 * Source: delta debugging (Zeller, Hildebrandt, 2002), applied to schedules; its order of values is
 * that of context bounding (Musuvathi, Qadeer, PLDI 2007): most bugs need few preemptions.
 */
import type { Question } from '../engine.ts';
import type { Schedule } from './schedule.ts';
import { type Attempt, type Proposal } from './trial.ts';
/** The smaller of a schedule and all that single changes lead to, and so on. */
export declare function shrinkSchedule(question: Question, schedule: Schedule): Attempt;
/** Below zero if the first is smaller: by preemptions, then steps, then switches, then draws. */
export declare function compareCost(left: Attempt, right: Attempt): number;
/** Every schedule that one change away from this one; for whoever checks that none is smaller. */
export declare function neighbours({ threads, draws }: Proposal): Generator<Proposal>;
