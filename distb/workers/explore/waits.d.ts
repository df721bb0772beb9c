/**
 * Waits: who waits for what in a state in which a thread cannot move, in the scenario's own names,
 * and who could end the wait. Nothing here steers a search; it runs for what was found.
 *
 * Invariant: whom a wait names (`on`) is somebody whose move could end it, as far as the state and
 * the programs tell: who holds the lock or the listener, who is to be waited for, who still comes
 * to a store of the word. So a cycle of such waits is one in which nobody can be the first.
 */
import type { Question } from '../engine.ts';
import type { Mover } from './mover.ts';
/** What one thread waits for. */
export interface Wait {
    readonly thread: number;
    /** One line, which begins with the thread's name. */
    readonly text: string;
    /** Threads that could end it. */
    readonly on: readonly number[];
}
/** Who waits for what in the state at hand: all threads that are not done, services too. */
export declare function waitsOf(question: Question, mover: Mover): Wait[];
/** What one thread waits for, in one line. */
export declare function waitText(question: Question, mover: Mover, thread: number): string;
/** The names of a shortest cycle of waits, each for the next; none if the waits form no cycle. */
export declare function cycleOf({ compiled }: Question, waits: readonly Wait[]): string[];
