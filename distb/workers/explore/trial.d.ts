/**
 * Trial: makes proposed schedules, each from the first state, and says what came of them. A
 * proposal is followed as far as it can be: a step that cannot be made is left out, and behind the
 * last the threads run on, one as long as it can, until the target is met or nothing moves.
 *
 * Invariant: what a trial returns was made, step by step, and ends in the target.
 */
import type { Question } from '../engine.ts';
import type { Ending } from './examination.ts';
import { type Move, Mover } from './mover.ts';
import { type Schedule } from './schedule.ts';
/** The order of threads, and what each thread draws, in its own order. */
export interface Proposal {
    readonly threads: readonly number[];
    readonly draws: readonly (readonly number[])[];
}
/** A schedule that was made and ends in the target. */
export interface Attempt extends Proposal {
    readonly moves: readonly Move[];
    /** Switches away from a thread that could have gone on. */
    readonly preemptions: number;
    /** All switches. */
    readonly switches: number;
}
/** Makes proposals on one world. */
export declare class Trial {
    #private;
    /** Proposals made so far. */
    count: number;
    constructor(question: Question, ending: Ending);
    /** Makes a proposal; null if it does not come to the target. */
    make({ threads, draws }: Proposal): Attempt | null;
    /** The attempt as a schedule with its ending. */
    scheduleOf({ moves }: Attempt): Schedule;
}
/** Whether a thread can move in the state at hand, which stays as it is. */
export declare function canMove(mover: Mover, thread: number): boolean;
/** A recorded schedule as a proposal: whose draws are whose is found by making it. */
export declare function proposalOf(question: Question, { threads, choices }: Schedule): Proposal;
