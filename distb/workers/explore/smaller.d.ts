/**
 * Smaller: a scenario that fails, made small: first its parameters, then its threads, programs and
 * declarations, as long as it fails in the same way. What can be left out is not the reason.
 *
 * It fails in the same way if the same property is violated, or the same kind of waits is a
 * deadlock, and if some schedule still passes where one passed before: a scenario that can do
 * nothing but fail has lost its race.
 *
 * Invariant: the result fails so, and none of its single changes does, as far as the limit of nodes
 * can tell.
 */
import { type Parameters, type Scenario } from '../../actors/index.ts';
import { type Question } from '../engine.ts';
import type { Finding } from '../outcome.ts';
import { type Schedule } from './schedule.ts';
/** What another form of the scenario must do to fail in the same way. */
export interface Likeness {
    /** The property's name, or null for a deadlock. */
    readonly property: string | null;
    /** Who waits for what, without the names of threads. */
    readonly waits: string;
    /** Whether some schedule passes. */
    readonly isRace: boolean;
}
/** What makes another form of the scenario fail like this finding. */
export declare function likenessOf(question: Question, finding: Finding, isRace: boolean): Likeness;
/** A shortest schedule that fails in the same way; null if there is none within the limit. */
export declare function failsAlike(question: Question, likeness: Likeness, nodeCountMax: number): Schedule | null;
/** The least parameters, each no smaller than its minimum, with which a scenario still fails. */
export declare function smallestParameters(parameters: Parameters, minimums: Parameters, fails: (parameters: Parameters) => boolean): Parameters;
/** The least scenario that still fails; every change is one of `smallerScenarios`. */
export declare function smallestScenario(scenario: Scenario, fails: (question: Question) => boolean): Scenario;
/** Every scenario that is one change smaller: the larger changes come first. */
export declare function smallerScenarios(scenario: Scenario): Generator<Scenario>;
