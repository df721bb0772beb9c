/**
 * Team: a breadth-first search on several cores. One searcher begins; where the search gets long it
 * hands over at the begin of a level to a team of workers, which share one set of states and take
 * turns at nothing (G. Holzmann, "Parallelizing the Spin model checker", 2012, splits the levels of
 * a search in the same way). This file starts them, tells how far they are and ends them; the words
 * that all share are in `meeting.ts`.
 *
 * Invariant: verdict, counts and lengths of schedules are those of one searcher. Which of equally
 * short schedules is found depends on who came first; its token repeats it.
 */
import type { Question, Supervision } from '../../engine.ts';
import { type Budget, type Extent } from '../alone.ts';
import type { HandOver } from '../breadth-first.ts';
import type { Examination } from '../examination.ts';
import { Mover } from '../mover.ts';
import type { Visited } from '../visited.ts';
/** A search that a team goes on with, and its bounds. */
export interface TeamTask {
    readonly question: Question;
    readonly mover: Mover;
    readonly examination: Examination;
    readonly visited: Visited;
    readonly begun: HandOver;
    readonly memberCount: number;
    readonly collectsAll: boolean;
    readonly wantsWitnesses: boolean;
    readonly budget: Budget;
}
/** Goes on with a search to its end. What is found goes to the examination of the task. */
export declare function searchAsTeam(task: TeamTask, supervision: Supervision): Promise<Extent>;
