/**
 * Lasso: the shape of every execution that violates a property of whole executions: a stem, and a
 * cycle that is gone round for ever; or a stem alone, behind which nothing moves. Breadth-first,
 * the stem is a shortest one, and so is the cycle behind it, unless fairness is strong or there are
 * too many threads and states to look at all ways round.
 *
 * Invariant: in the cycle each thread moves or cannot move in one of its states.
 */

import { invariant } from '../../../kernel/index.ts';
import { eachComponent, type Remainder } from './components.ts';
import {
  canMoveIn,
  endOfDraw,
  type Fairness,
  takeOutStronglyUnfair,
  weakFairness,
} from './fairness.ts';
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

/** What of a graph a property leaves over, and which executions count. */
export interface Demand {
  /** The property's bit. */
  readonly bit: number;
  /** Only strongly fair executions count. */
  readonly isStrong: boolean;
}

/** An execution that never fulfils `eventually`; null: there is none. */
export function unfulfilled(graph: StateGraph, demand: Demand, rules: Rules): Lasso | null {
  const never = (step: number): boolean => (graph.fulfilled(step) & demand.bit) === 0;
  const reached = statesFrom(graph, never);
  const fair = fairParts(graph, demand, reached, rules);
  const isEnd = (state: number): boolean =>
    rules.heedsEnds && graph.firstStep(state) === graph.endOfSteps(state);
  const isLost = (state: number): boolean => isEnd(state) || fair.has(state);
  if (!reached.some(isLost)) return null;
  const stem = shortestWay(graph, 0, isLost, never);
  invariant(stem !== null, 'steps lead to every state that was reached');
  const last = endOf(graph, 0, stem);
  return { stem, cycle: isEnd(last) ? [] : fair.cycle(last) };
}

/** An execution that makes no `progress` from some state on; null: there is none. */
export function livelock(graph: StateGraph, demand: Demand, rules: Rules): Lasso | null {
  const all = Int32Array.from({ length: graph.count }, (_none, state) => state);
  const fair = fairParts(graph, demand, all, rules);
  if (!all.some((state) => fair.has(state))) return null;
  const stem = shortestWay(
    graph,
    0,
    (state) => fair.has(state),
    () => true,
  );
  invariant(stem !== null, 'steps lead to every state of a graph');
  return { stem, cycle: fair.cycle(endOf(graph, 0, stem)) };
}

/** All states that such steps lead to from the first one. */
function statesFrom(graph: StateGraph, mayGo: (step: number) => boolean): Int32Array {
  const known = new Uint8Array(graph.count);
  const states = new Int32Array(graph.count);
  let count = 1;
  known[0] = 1;
  for (let position = 0; position < count; position += 1) {
    const state = states[position]!;
    const end = graph.endOfSteps(state);
    for (let step = graph.firstStep(state); step < end; step += 1) {
      const target = graph.target(step);
      if (known[target] === 1 || !mayGo(step)) continue;
      known[target] = 1;
      states[count] = target;
      count += 1;
    }
  }
  return states.subarray(0, count);
}

/** Where an execution that counts can go on for ever without the property. */
interface FairParts {
  has(state: number): boolean;
  /** A cycle that is fair, from such a state and back. */
  cycle(state: number): number[];
}

function fairParts(
  graph: StateGraph,
  { bit, isStrong }: Demand,
  states: Int32Array,
  { fairness }: Rules,
): FairParts {
  const gone = new Uint8Array(graph.stepCount);
  for (let step = 0; step < gone.length; step += 1)
    if ((graph.fulfilled(step) & bit) !== 0) gone[step] = 1;
  const left = { graph, gone };
  if (isStrong) takeOutStronglyUnfair(left, states);
  const isFair = new Uint8Array(graph.count);
  const componentOf = eachComponent(left, states, (component, known) => {
    if (fairness(left, component, known)) isFair[component.number] = 1;
  });
  return {
    has: (state) => isFair[componentOf[state]!] === 1,
    cycle: (state) =>
      (isStrong ? null : shortestFairCycle(left, state, componentOf)) ??
      fairCycle(left, state, componentOf, isStrong),
  };
}

/** Pairs of a state and who is wronged there, up to which a shortest cycle is looked for. */
const PAIR_COUNT_MAX = 1 << 22;
/** Threads whose sets are bits of a word. */
const SET_THREAD_COUNT_MAX = 16;

/**
 * A shortest cycle from a state and back that is weakly fair: breadth-first over pairs of a state
 * and the threads that have neither moved nor rested since the beginning. Null: there are too many
 * pairs to look at, or rules that are not fair have let none pass.
 */
function shortestFairCycle(
  left: Remainder,
  first: number,
  componentOf: Int32Array,
): number[] | null {
  const { graph, gone } = left;
  if (graph.threadCount > SET_THREAD_COUNT_MAX) return null;
  /** Who rests in each state that was met. */
  const rests = new Map<number, number>();
  const restsAt = (state: number): number => {
    const known = rests.get(state);
    if (known !== undefined) return known;
    let set = 0;
    for (let thread = 0; thread < graph.threadCount; thread += 1)
      if (!canMoveIn(left, state, thread)) set |= 1 << thread;
    rests.set(state, set);
    return set;
  };
  const setCount = 2 ** graph.threadCount;
  const start = first * setCount + (setCount - 1 - restsAt(first));
  /** The step by which each pair was met, and the pair from which it was. */
  const by = new Map<number, { readonly step: number; readonly pair: number }>();
  const queue = [start];
  for (const pair of queue) {
    const wronged = pair % setCount;
    const state = (pair - wronged) / setCount;
    const end = graph.endOfSteps(state);
    for (let step = graph.firstStep(state); step < end; step += 1) {
      const target = graph.target(step);
      if (gone[step] === 1 || componentOf[target] !== componentOf[first]) continue;
      const still = wronged & ~(1 << graph.thread(step)) & ~restsAt(target);
      if (target === first && still === 0) {
        const cycle = [step];
        for (let at = pair; at !== start;) {
          const met = by.get(at)!;
          cycle.push(met.step);
          at = met.pair;
        }
        return cycle.reverse();
      }
      const next = target * setCount + still;
      if (next === start || by.has(next)) continue;
      if (by.size >= PAIR_COUNT_MAX) return null;
      by.set(next, { step, pair });
      queue.push(next);
    }
  }
  return null;
}

/**
 * A cycle within the component of a state that is fair to all threads, from there and back: it goes
 * to whoever is wronged next, and is short, not shortest.
 */
function fairCycle(
  left: Remainder,
  first: number,
  componentOf: Int32Array,
  isStrong: boolean,
): number[] {
  const { graph, gone } = left;
  const stays = (step: number): boolean =>
    gone[step] === 0 && componentOf[graph.target(step)] === componentOf[first];
  const cycle: number[] = [];
  /** Threads that fairness lets move before the cycle ends; more may come under strong fairness. */
  const wronged = new Set(isStrong ? [] : Array(graph.threadCount).keys());
  const moved = new Set<number>();
  /** Steps that were made, and those that were not and could have been drawn in their place. */
  const made = new Set<number>();
  const owed = new Set<number>();
  let state = first;
  const rest = (): void => {
    for (let thread = 0; thread < graph.threadCount; thread += 1)
      if (canMoveIn(left, state, thread) === isStrong && !moved.has(thread)) {
        if (isStrong) wronged.add(thread);
        else wronged.delete(thread);
      }
  };
  const make = (step: number): void => {
    moved.add(graph.thread(step));
    wronged.delete(graph.thread(step));
    if (isStrong && !made.has(step))
      for (const other of drawnWith(graph, state, step)) if (!made.has(other)) owed.add(other);
    made.add(step);
    owed.delete(step);
    state = graph.target(step);
    rest();
  };
  const go = (isMeant: (behind: number, step: number) => boolean): boolean => {
    const way = shortestWay(graph, state, isMeant, stays);
    way?.forEach(make);
    cycle.push(...(way ?? []));
    return way !== null;
  };
  const isRight = (behind: number, step: number): boolean =>
    step >= 0 &&
    (owed.has(step) ||
      wronged.has(graph.thread(step)) ||
      (!isStrong && [...wronged].some((thread) => !canMoveIn(left, behind, thread))));
  rest();
  do {
    // Under rules that are not fair, not all can be done right.
    while (wronged.size + owed.size > 0 && go(isRight));
    if (cycle.length === 0 || state !== first) go((behind, step) => step >= 0 && behind === first);
  } while (isStrong && wronged.size + owed.size > 0);
  invariant(cycle.length > 0 && state === first, 'a component with a cycle leads back');
  return cycle;
}

/** The steps that the thread of a step could draw in its place, itself with them. */
function drawnWith(graph: StateGraph, state: number, step: number): number[] {
  const end = graph.endOfSteps(state);
  for (let first = graph.firstStep(state); first < end;) {
    const behind = endOfDraw(graph, first, end);
    if (step < behind) return Array.from({ length: behind - first }, (_none, at) => first + at);
    first = behind;
  }
  return [];
}

/**
 * The steps of a shortest way from a state to one that is meant, along steps that may be gone;
 * null: there is none. `isMeant` is asked of the state at hand with step -1, and then of each
 * step's target with the step.
 */
function shortestWay(
  graph: StateGraph,
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
