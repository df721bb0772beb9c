/**
 * Executions: judges what a scenario asks of whole executions, behind a search that has met all
 * states and broken nothing. It is loaded only where a scenario asks.
 */

import type { LivenessJudge } from '../../actors/index.ts';
import { UsageError } from '../../kernel/index.ts';
import type { Question, Supervision } from '../engine.ts';
import type { ExploreFigures } from '../outcome.ts';
import type { Budget } from './alone.ts';
import type { Find } from './examination.ts';
import { judgeHistories } from './histories/histories.ts';
import { judgeLiveness } from './liveness/liveness.ts';

/** What became of the properties of whole executions. */
interface ExecutionReport {
  readonly finds: readonly Find[];
  /** What ended a search before its end, or null. */
  readonly interruption: string | null;
  readonly figures: Pick<ExploreFigures, 'liveness' | 'histories'>;
}

/** Judges all properties of whole executions; the first that is violated ends it, but for `all`. */
export async function judgeExecutions(
  question: Question,
  liveness: LivenessJudge | null,
  { budget, all }: { readonly budget: Budget; readonly all: boolean },
  supervision: Supervision,
): Promise<ExecutionReport> {
  const finds: Find[] = [];
  let interruption: string | null = null;
  let figures: ExecutionReport['figures'] = {};
  const goesOn = (): boolean => interruption === null && (all || finds.length === 0);
  if (liveness !== null) {
    const begun = performance.now();
    const { states, transitions, ...report } = await judgeLiveness(
      question,
      budget,
      all,
      supervision,
    );
    finds.push(...report.finds);
    interruption = report.interruption;
    figures = { liveness: { states, transitions, durationMs: performance.now() - begun } };
  }
  const history = historyProperty(question);
  if (history >= 0 && goesOn()) {
    const begun = performance.now();
    const { find, states, transitions, ...report } = await judgeHistories(
      question,
      history,
      budget,
      supervision,
    );
    if (find !== null) finds.push(find);
    interruption = report.interruption;
    const histories = { states, transitions, durationMs: performance.now() - begun };
    figures = { ...figures, histories };
  }
  return { finds, interruption, figures };
}

/** The number of the property `linearizable`, or -1; two would say the same. */
function historyProperty({ scenario: { properties } }: Question): number {
  const isIt = ({ kind }: { readonly kind: string }): boolean => kind === 'linearizable';
  const first = properties.findIndex(isIt);
  if (first !== properties.findLastIndex(isIt))
    throw new UsageError(
      "'linearizable' is said of all memory calls, once",
      'leave one of the two out',
      `properties[${properties.findLastIndex(isIt)}]`,
    );
  return first;
}
