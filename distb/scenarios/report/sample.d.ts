/**
 * What a sample covered, and how to repeat it. Invariant: a bound is only called one where its
 * premises hold.
 */
import type { Outcome, SampleFigures } from '../../workers/index.ts';
/** The figures of a sample. */
export declare function sampleLines(figures: SampleFigures): string[];
/** The commands that repeat the schedules that failed, or the sample if none did. */
export declare function repeatLines(outcome: Outcome, scenario: string): string[];
