/**
 * Fairness: which executions count. Weak fairness (justice) to threads: one that could move from
 * some state on for ever does move. An execution that goes round within a component for ever, and
 * everywhere in it, is weakly fair if each thread moves in it or cannot move in one of its states.
 * So a component whose every thread does has a fair execution; and one that has a fair execution
 * along some of its steps has one along all of them.
 */

import type { Component, Unfulfilled } from './components.ts';

/** Whether some execution within a component goes on for ever and counts. */
export type Fairness = (
  left: Unfulfilled,
  component: Component,
  componentOf: Int32Array,
) => boolean;

/** Whether a thread can move in a state. */
export function canMoveIn({ graph }: Unfulfilled, state: number, thread: number): boolean {
  const end = graph.endOfSteps(state);
  for (let step = graph.firstStep(state); step < end; step += 1)
    if (graph.thread(step) === thread) return true;
  return false;
}

/** Weak fairness to all threads. */
export const weakFairness: Fairness = ({ graph, bit }, component, componentOf) => {
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
      if ((graph.fulfilled(step) & bit) !== 0) continue;
      if (componentOf[graph.target(step)] !== number) continue;
      goesRound = true;
      moves[thread] = 1;
    }
    for (let thread = 0; thread < graph.threadCount; thread += 1)
      if (movable[thread] !== state) rests[thread] = 1;
  }
  return goesRound && moves.every((moved, thread) => moved === 1 || rests[thread] === 1);
};
