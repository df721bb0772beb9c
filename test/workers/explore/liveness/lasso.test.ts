/**
 * Lassos of random state graphs, against the definition: a set of states is gone round for ever
 * fairly if it is strongly connected and each thread moves within it or rests somewhere in it.
 */
import fc from 'fast-check';
import {
  type Lasso,
  livelock,
  RULES,
  unfulfilled,
} from '../../../../workers/explore/liveness/lasso.ts';
import { StateGraph } from '../../../../workers/explore/liveness/state-graph.ts';
import { effort } from '../../../support/effort.ts';
import { is, ok, suite } from '../../../support/suite.ts';

const SEED = 16;
const GRAPH_COUNT = effort(400, 20_000);
const STATE_COUNT_MAX = 6;
const THREAD_COUNT = 3;
/** One step: its target, its thread, and whether it fulfils the property. */
type Step = readonly [target: number, thread: number, fulfilled: number];

const graphs = fc
  .integer({ min: 1, max: STATE_COUNT_MAX })
  .chain((count) =>
    fc.array(
      fc.array(
        fc.tuple(
          fc.nat(count - 1),
          fc.nat(THREAD_COUNT - 1),
          fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constant(1)),
        ),
        { maxLength: 4 },
      ),
      { minLength: count, maxLength: count },
    ),
  );

/** States that only say who they are: their fingerprints are their numbers. */
function graphOf(states: readonly (readonly Step[])[]): StateGraph {
  const graph = new StateGraph(THREAD_COUNT, STATE_COUNT_MAX);
  for (const state of states.keys()) graph.add(state, -state);
  for (const steps of states) {
    graph.beginSteps();
    for (const [target, thread, fulfilled] of steps) graph.note(target, thread, fulfilled);
  }
  return graph;
}

/** All states that steps lead to. */
function reached(states: readonly (readonly Step[])[], from: number, all: boolean): Set<number> {
  const known = new Set([from]);
  for (const state of known)
    for (const [target, , fulfilled] of states[state]!)
      if (all || fulfilled === 0) known.add(target);
  return known;
}

/** Whether one of the sets of these states can be gone round for ever. */
function goesRound(states: readonly (readonly Step[])[], known: ReadonlySet<number>): boolean {
  for (let set = 1; set < 1 << states.length; set += 1) {
    const members = [...states.keys()].filter((state) => ((set >> state) & 1) === 1);
    if (!members.every((state) => known.has(state))) continue;
    const within = states.map((steps, state) =>
      steps.filter(
        ([target, , fulfilled]) =>
          members.includes(state) && members.includes(target) && fulfilled === 0,
      ),
    );
    if (within.every((steps) => steps.length === 0)) continue;
    const isConnected = members.every(
      (from) => reached(within, from, true).size === members.length,
    );
    const isFair = [...Array(THREAD_COUNT).keys()].every((thread) =>
      members.some(
        (state) =>
          within[state]!.some(([, mover]) => mover === thread) ||
          states[state]!.every(([, mover]) => mover !== thread),
      ),
    );
    if (isConnected && isFair) return true;
  }
  return false;
}

/** A lasso is one: its steps follow each other, and its cycle is fair and leads back. */
function isLasso(graph: StateGraph, { stem, cycle }: Lasso, isProgress: boolean): boolean {
  let state = 0;
  let first = 0;
  const wronged = new Set(Array(THREAD_COUNT).keys());
  const rest = (): void => {
    const movers = new Set<number>();
    for (let step = graph.firstStep(state); step < graph.endOfSteps(state); step += 1)
      movers.add(graph.thread(step));
    for (const thread of wronged) if (!movers.has(thread)) wronged.delete(thread);
  };
  for (const [index, step] of [...stem, ...cycle].entries()) {
    const isCycle = index >= stem.length;
    if (index === stem.length) first = state;
    if (isCycle) rest();
    if (step < graph.firstStep(state) || step >= graph.endOfSteps(state)) return false;
    if ((isCycle || !isProgress) && graph.fulfilled(step) !== 0) return false;
    if (isCycle) wronged.delete(graph.thread(step));
    state = graph.target(step);
  }
  if (cycle.length === 0) return !isProgress && graph.firstStep(state) === graph.endOfSteps(state);
  return state === first && wronged.size === 0;
}

suite('workers/explore/liveness/lasso', (test) => {
  test(`eventually is violated where the definition says so (seed ${SEED})`, () => {
    let violated = 0;
    fc.assert(
      fc.property(graphs, (states) => {
        const graph = graphOf(states);
        const known = reached(states, 0, false);
        const ends = [...known].some((state) => states[state]!.length === 0);
        const lasso = unfulfilled(graph, 1, RULES);
        is(lasso !== null, ends || goesRound(states, known));
        if (lasso === null) return;
        violated += 1;
        ok(isLasso(graph, lasso, false), JSON.stringify(lasso));
      }),
      { seed: SEED, numRuns: GRAPH_COUNT },
    );
    ok(violated > GRAPH_COUNT / 8 && violated < GRAPH_COUNT, `${violated} violated`);
  });

  test(`there is a livelock where the definition says so (seed ${SEED})`, () => {
    let violated = 0;
    fc.assert(
      fc.property(graphs, (states) => {
        // Graphs of a search have no state to which no steps lead.
        const known = reached(states, 0, true);
        fc.pre(known.size === states.length);
        const graph = graphOf(states);
        const lasso = livelock(graph, 1, RULES);
        is(lasso !== null, goesRound(states, known));
        if (lasso === null) return;
        violated += 1;
        ok(isLasso(graph, lasso, true), JSON.stringify(lasso));
      }),
      { seed: SEED, numRuns: GRAPH_COUNT },
    );
    ok(violated > GRAPH_COUNT / 8 && violated < GRAPH_COUNT, `${violated} violated`);
  });
});
