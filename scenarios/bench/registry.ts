/**
 * Registry of benches: what `racetrap bench` can measure. Invariant: a bench prints nothing itself;
 * it answers with lines for people and a value for machines, so that both say the same.
 */

/** What the command line hands to a bench. */
export interface BenchOptions {
  /** How long each measurement may take, in ms; undefined leaves it to the bench. */
  readonly durationMs?: number;
  readonly seed?: number;
  readonly progress?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** What a bench answers. */
export interface BenchResult {
  /** For people. */
  readonly lines: readonly string[];
  /** The same as plain JSON. */
  readonly value: unknown;
  /** Whether it is as the bench promises; a bench that promises nothing says true. */
  readonly asExpected: boolean;
}

/** One bench. */
export interface Bench {
  readonly name: string;
  /** What is measured, in one line. */
  readonly measures: string;
  readonly run: (options: BenchOptions) => Promise<BenchResult>;
}

/** All benches, in the order in which they run when none is named. */
export const benches: readonly Bench[] = [];
