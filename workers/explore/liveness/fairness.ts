/**
 * Fairness: which executions count. Weak fairness (justice) to threads: one that could move from
 * some state on for ever does move. An execution that goes round within a component for ever, and
 * everywhere in it, is weakly fair if each thread moves in it or cannot move in one of its states.
 * So a component whose every thread does has a fair execution; and one that has a fair execution
 * along some of its steps has one along all of them.
 */

import { type Component, eachComponent, type Remainder } from './components.ts';
import type { StateGraph } from './state-graph.ts';

/** Whether some execution within a component goes on for ever and counts. */
export type Fairness = (left: Remainder, component: Component, componentOf: Int32Array) => boolean;

/** Whether a thread can move in a state. */
export function canMoveIn({ graph }: Remainder, state: number, thread: number): boolean {
  const end = graph.endOfSteps(state);
  for (let step = graph.firstStep(state); step < end; step += 1)
    if (graph.thread(step) === thread) return true;
  return false;
}

/** Weak fairness to all threads. */
export const weakFairness: Fairness = ({ graph, gone }, component, componentOf) => {
  const { members, begin, end, number } = component;
  const moves = new Uint8Array(graph.threadCount);
  const rests = new Uint8Array(graph.threadCount);
  /** The last state in which each thread can move. */
  const movable = new Int32Array(graph.threadCount).fill(-1);
  let goesRound = false;
  for (let position = begin; position < end; position += 1) {
    const state = members[position]!;
    const last = graph.endOfSteps(state);
    for (let step = graph.firstStep(state); step < last; step += 1) {
      const thread = graph.thread(step);
      movable[thread] = state;
      if (gone[step] === 1) continue;
      if (componentOf[graph.target(step)] !== number) continue;
      goesRound = true;
      moves[thread] = 1;
    }
    for (let thread = 0; thread < graph.threadCount; thread += 1)
      if (movable[thread] !== state) rests[thread] = 1;
  }
  return goesRound && moves.every((moved, thread) => moved === 1 || rests[thread] === 1);
};

/**
 * Takes out what strong fairness does not let go on for ever, until nothing of it is left. Who
 * draws in a state of a component, and can draw a step out of it, cannot do so for ever: what
 * remains are the end components of a Markov decision process (L. de Alfaro, "Formal Verification
 * of Probabilistic Systems", 1997). And where a thread moves nowhere in a component, the states in
 * which it could cannot be met for ever (A. Emerson and C. Lei, "Modalities for Model Checking",
 * 1987). What has no execution left comes true with probability 1, whoever schedules fairly.
 */
export function takeOutStronglyUnfair(left: Remainder, states: Int32Array): void {
  for (let isStable = false; !isStable;) {
    const movers = new Map<number, Set<number>>();
    const componentOf = eachComponent(left, states, () => {});
    isStable = !takeOutDraws(left, states, componentOf);
    if (!isStable) continue;
    const { graph, gone } = left;
    for (const state of states) {
      const end = graph.endOfSteps(state);
      const component = componentOf[state]!;
      let moving = movers.get(component);
      if (moving === undefined) movers.set(component, (moving = new Set()));
      for (let step = graph.firstStep(state); step < end; step += 1)
        if (gone[step] === 0 && componentOf[graph.target(step)] === component)
          moving.add(graph.thread(step));
    }
    for (const state of states) {
      const moving = movers.get(componentOf[state]!)!;
      const first = graph.firstStep(state);
      const end = graph.endOfSteps(state);
      const isWrong = isAny(first, end, (step) => !moving.has(graph.thread(step)));
      if (!isWrong || !isAny(first, end, (step) => gone[step] === 0)) continue;
      gone.fill(1, first, end);
      isStable = false;
    }
  }
}

/** Takes out the draws that can leave their component; returns whether there were any. */
function takeOutDraws(
  { graph, gone }: Remainder,
  states: Int32Array,
  componentOf: Int32Array,
): boolean {
  let hasFound = false;
  for (const state of states) {
    const end = graph.endOfSteps(state);
    for (let first = graph.firstStep(state); first < end;) {
      const behind = endOfDraw(graph, first, end);
      const leaves = (step: number): boolean =>
        gone[step] === 1 || componentOf[graph.target(step)] !== componentOf[state];
      if (behind > first + 1 && isAny(first, behind, leaves)) {
        if (isAny(first, behind, (step) => gone[step] === 0)) hasFound = true;
        gone.fill(1, first, behind);
      }
      first = behind;
    }
  }
  return hasFound;
}

/** The step behind the last one that a thread can draw in the state that has `first`. */
export function endOfDraw(graph: StateGraph, first: number, end: number): number {
  let behind = first + 1;
  while (behind < end && graph.thread(behind) === graph.thread(first)) behind += 1;
  return behind;
}

function isAny(first: number, end: number, test: (step: number) => boolean): boolean {
  for (let step = first; step < end; step += 1) if (test(step)) return true;
  return false;
}
