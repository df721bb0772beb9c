/**
 * Lasso: the shape of every execution that violates a property of whole executions: a stem, and a
 * cycle that is gone round for ever; or a stem alone, behind which nothing moves. Breadth-first,
 * the stem is a shortest one; the cycle is short, not shortest.
 *
 * Invariant: in the cycle each thread moves or cannot move in one of its states.
 */

import { invariant } from '../../../kernel/index.ts';
import { eachComponent, type Unfulfilled } from './components.ts';
import { canMoveIn, type Fairness, weakFairness } from './fairness.ts';
import type { StateGraph } from './state-graph.ts';

/** Steps of a state graph, by number. */
export interface Lasso {
  readonly stem: readonly number[];
  /** None: the stem ends where nothing moves. */
  readonly cycle: readonly number[];
}

/** What violates a property; tests break a rule and see that it matters. */
export interface Rules {
  readonly fairness: Fairness;
  /** Whether an execution that ends is one to look at. */
  readonly heedsEnds: boolean;
}

export const RULES: Rules = { fairness: weakFairness, heedsEnds: true };

/** An execution that never fulfils `eventually`; null: there is none. */
export function unfulfilled(graph: StateGraph, bit: number, rules: Rules): Lasso | null {
  const left = { graph, bit };
  const { isFair, componentOf } = fairComponents(left, [0], rules);
  const isEnd = (state: number): boolean =>
    rules.heedsEnds && graph.firstStep(state) === graph.endOfSteps(state);
  const isLost = (state: number): boolean => isEnd(state) || isFair[componentOf[state]!] === 1;
  if (!componentOf.some((component, state) => component >= 0 && isLost(state))) return null;
  const stem = shortestWay(left, 0, isLost, (step) => (graph.fulfilled(step) & bit) === 0);
  invariant(stem !== null, 'a state of a component is one that the steps lead to');
  const last = endOf(graph, 0, stem);
  return { stem, cycle: isEnd(last) ? [] : fairCycle(left, last, componentOf) };
}

/** An execution that makes no `progress` from some state on; null: there is none. */
export function livelock(graph: StateGraph, bit: number, rules: Rules): Lasso | null {
  const left = { graph, bit };
  const { isFair, componentOf } = fairComponents(left, Array(graph.count).keys(), rules);
  if (!isFair.includes(1)) return null;
  const isLost = (state: number): boolean => isFair[componentOf[state]!] === 1;
  const stem = shortestWay(left, 0, isLost, () => true);
  invariant(stem !== null, 'steps lead to every state of a graph');
  return { stem, cycle: fairCycle(left, endOf(graph, 0, stem), componentOf) };
}

function fairComponents(
  left: Unfulfilled,
  roots: Iterable<number>,
  { fairness }: Rules,
): { readonly isFair: Uint8Array; readonly componentOf: Int32Array } {
  const isFair = new Uint8Array(left.graph.count);
  const componentOf = eachComponent(left, roots, (component, known) => {
    if (fairness(left, component, known)) isFair[component.number] = 1;
  });
  return { isFair, componentOf };
}

/** A cycle within the component of a state that is fair to all threads, from there and back. */
function fairCycle(left: Unfulfilled, first: number, componentOf: Int32Array): number[] {
  const { graph, bit } = left;
  const component = componentOf[first]!;
  const stays = (step: number): boolean =>
    (graph.fulfilled(step) & bit) === 0 && componentOf[graph.target(step)] === component;
  const cycle: number[] = [];
  const wronged = new Set(Array(graph.threadCount).keys());
  let state = first;
  const go = (way: readonly number[] | null): void => {
    if (way === null) return;
    for (const step of way) {
      wronged.delete(graph.thread(step));
      state = graph.target(step);
      rest();
    }
    cycle.push(...way);
  };
  const rest = (): void => {
    for (const thread of wronged) if (!canMoveIn(left, state, thread)) wronged.delete(thread);
  };
  rest();
  while (wronged.size > 0) {
    const { size } = wronged;
    go(
      shortestWay(
        left,
        state,
        (behind, step) =>
          (step >= 0 && wronged.has(graph.thread(step))) ||
          [...wronged].some((thread) => !canMoveIn(left, behind, thread)),
        stays,
      ),
    );
    // Under rules that are not fair nothing need be.
    if (wronged.size === size) break;
  }
  if (cycle.length === 0 || state !== first)
    go(shortestWay(left, state, (behind, step) => step >= 0 && behind === first, stays));
  invariant(cycle.length > 0 && state === first, 'a component with a cycle leads back');
  return cycle;
}

/**
 * The steps of a shortest way from a state to one that is meant, along steps that may be gone;
 * null: there is none. `isMeant` is asked of the state at hand with step -1, and then of each
 * step's target with the step.
 */
function shortestWay(
  { graph }: Unfulfilled,
  from: number,
  isMeant: (state: number, step: number) => boolean,
  mayGo: (step: number) => boolean,
): number[] | null {
  if (isMeant(from, -1)) return [];
  /** The step by which each state was met, and the state from which it was. */
  const by = new Map<number, { readonly step: number; readonly state: number }>();
  const queue = [from];
  const wayTo = (state: number, last: number): number[] => {
    const way = [last];
    for (let at = state; at !== from;) {
      const { step, state: before } = by.get(at)!;
      way.push(step);
      at = before;
    }
    return way.reverse();
  };
  for (const state of queue) {
    const end = graph.endOfSteps(state);
    for (let step = graph.firstStep(state); step < end; step += 1) {
      if (!mayGo(step)) continue;
      const target = graph.target(step);
      if (isMeant(target, step)) return wayTo(state, step);
      if (target === from || by.has(target)) continue;
      by.set(target, { step, state });
      queue.push(target);
    }
  }
  return null;
}

function endOf(graph: StateGraph, from: number, steps: readonly number[]): number {
  const last = steps.at(-1);
  return last === undefined ? from : graph.target(last);
}
