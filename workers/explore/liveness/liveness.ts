/**
 * Liveness: judges properties of whole executions, `eventually` and `progress`, over all weakly
 * fair ones. It runs behind an exhausted search, and only where a scenario has such properties.
 *
 * Invariant: what it finds is a schedule that replays, with a cycle that comes back to where it
 * began.
 */

import { invariant } from '../../../kernel/index.ts';
import type { Question, Supervision } from '../../engine.ts';
import { type Budget, searchAlone } from '../alone.ts';
import type { Find } from '../examination.ts';
import { type Move, Mover } from '../mover.ts';
import { eachMove, GraphSearch } from './graph-search.ts';
import { type Lasso, livelock, RULES, type Rules, unfulfilled } from './lasso.ts';
import type { StateGraph } from './state-graph.ts';

/** What became of the properties of whole executions. */
export interface LivenessReport {
  /** One for each property that is violated; the first alone, unless all are asked for. */
  readonly finds: readonly Find[];
  readonly states: number;
  readonly transitions: number;
  /** What ended the search before its end, or null. */
  readonly interruption: string | null;
}

/** Judges the properties of whole executions. */
export async function judgeLiveness(
  question: Question,
  budget: Budget,
  collectsAll: boolean,
  supervision: Supervision = {},
  rules: Rules = RULES,
): Promise<LivenessReport> {
  const order = new GraphSearch(question, budget.stateCountMax);
  const { graph } = order;
  const { interruption, states, transitions } = await searchAlone(
    { order, visited: graph, budget, enough: Infinity, isOver: () => false },
    supervision,
  );
  const finds: Find[] = [];
  if (interruption === null)
    for (const [place, { number, property }] of order.properties.entries()) {
      const bit = 1 << place;
      const demand = { bit, isStrong: property.fairness === 'strong' };
      const isMet = (order.first & bit) !== 0;
      const lasso =
        property.kind === 'progress'
          ? livelock(graph, demand, rules)
          : isMet
            ? null
            : unfulfilled(graph, demand, rules);
      if (lasso === null) continue;
      finds.push({
        ending: { property: number, cycle: lasso.cycle.length },
        moves: movesAlong(question, graph, lasso),
      });
      if (!collectsAll) break;
    }
  return { finds, states, transitions, interruption };
}

/** The moves that are the steps of a lasso: each is as far behind the first of its state. */
function movesAlong(question: Question, graph: StateGraph, { stem, cycle }: Lasso): Move[] {
  const mover = new Mover(question);
  const moves: Move[] = [];
  let state = 0;
  for (const step of [...stem, ...cycle]) {
    let before = step - graph.firstStep(state);
    eachMove(
      mover,
      () => {},
      (move) => {
        before -= 1;
        if (before >= 0) return true;
        moves.push(move);
        return false;
      },
    );
    invariant(before === -1, 'a state has the steps that its graph says');
    state = graph.target(step);
  }
  return moves;
}
