/**
 * Components: the strongly connected components of what is left of a state graph when the steps
 * that fulfil a property are taken out (R. Tarjan, "Depth-first search and linear graph
 * algorithms", 1972), without recursion.
 *
 * Invariant: each state that is looked at belongs to one component; components are told one by one,
 * each when all of its states are known.
 */

import type { StateGraph } from './state-graph.ts';

/** States between which steps go round, or one state alone. */
export interface Component {
  /** Its states are entries `begin` to `end` of `members`. */
  readonly members: Int32Array;
  readonly begin: number;
  readonly end: number;
  readonly number: number;
}

/** A graph without some of its steps, such as those that fulfil a property. */
export interface Remainder {
  readonly graph: StateGraph;
  /** 1 for each step that is taken out. */
  readonly gone: Uint8Array;
}

/**
 * Tells all components that the steps left reach from `roots`; returns the component of each state,
 * or -1.
 */
export function eachComponent(
  { graph, gone }: Remainder,
  roots: Iterable<number>,
  tell: (component: Component, componentOf: Int32Array) => void,
): Int32Array {
  const componentOf = new Int32Array(graph.count).fill(-1);
  /** When each state was met, from 1; 0: not yet. */
  const met = new Int32Array(graph.count);
  const lowest = new Int32Array(graph.count);
  /** States that were met and have no component yet. */
  const open = new Int32Array(graph.count);
  let openCount = 0;
  /** The path at hand, and the next step of each of its states. */
  const path = new Int32Array(graph.count);
  const cursors = new Int32Array(graph.count);
  let height = 0;
  let metCount = 0;
  let number = 0;
  const meet = (state: number): void => {
    metCount += 1;
    met[state] = metCount;
    lowest[state] = metCount;
    open[openCount] = state;
    openCount += 1;
    path[height] = state;
    cursors[height] = graph.firstStep(state);
    height += 1;
  };
  const close = (state: number): void => {
    const end = openCount;
    do {
      openCount -= 1;
      componentOf[open[openCount]!] = number;
    } while (open[openCount] !== state);
    tell({ members: open, begin: openCount, end, number }, componentOf);
    number += 1;
  };
  for (const root of roots) {
    if (met[root] !== 0) continue;
    meet(root);
    while (height > 0) {
      const state = path[height - 1]!;
      const step = cursors[height - 1]!;
      if (step < graph.endOfSteps(state)) {
        cursors[height - 1] = step + 1;
        if (gone[step] === 1) continue;
        const target = graph.target(step);
        if (met[target] === 0) meet(target);
        else if (componentOf[target] === -1) lowest[state] = Math.min(lowest[state]!, met[target]!);
        continue;
      }
      height -= 1;
      if (height > 0) {
        const below = path[height - 1]!;
        lowest[below] = Math.min(lowest[below]!, lowest[state]!);
      }
      if (lowest[state] === met[state]) close(state);
    }
  }
  return componentOf;
}
