/**
 * Headlines: the verdict as one sentence. Only an exhausted search says "proved"; what a budget, a
 * deadline or the user ended says that it proves nothing. Invariant: the three verdicts never share
 * a wording.
 */
import type { Outcome } from '../../workers/index.ts';
import type { Tone } from './paint.ts';
/** A sentence and how it is meant. */
export interface Headline {
    readonly tone: Tone;
    readonly text: string;
}
/** The verdict of an outcome. */
export declare function headline(outcome: Outcome): Headline;
/** Whether the outcome is what the scenario says it must be, in words. */
export declare function expectation({ expected, asExpected, engine, verdict }: Outcome): Headline;
