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
/** Longer ones are not compared with all walks. */
const SEARCHED_CYCLE_LENGTH_MAX = 6;
const DEMAND = { bit: 1, isStrong: false };
/** Strongly fair sets are looked for among all sets of states and threads that move there. */
const SMALL = { states: 4, threads: 2 };
/** One step: its target, its thread, and whether it fulfils the property. */
type Step = readonly [target: number, thread: number, fulfilled: number];

const graphsOf = (stateCountMax: number, threadCount: number) =>
  fc.integer({ min: 1, max: stateCountMax }).chain((count) =>
    fc.array(
      fc
        .array(
          fc.tuple(
            fc.nat(count - 1),
            fc.nat(threadCount - 1),
            fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constant(1)),
          ),
          { maxLength: 4 },
        )
        .map((steps) => steps.toSorted(([, one], [, other]) => one - other)),
      { minLength: count, maxLength: count },
    ),
  );
const graphs = graphsOf(STATE_COUNT_MAX, THREAD_COUNT);

/** States that only say who they are: their fingerprints are their numbers. */
function graphOf(states: readonly (readonly Step[])[], threadCount = THREAD_COUNT): StateGraph {
  const graph = new StateGraph(threadCount, STATE_COUNT_MAX);
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

/** Whether some walk of fewer steps goes round as fairly as the cycle of a lasso does. */
function hasShorter(graph: StateGraph, { stem, cycle }: Lasso): boolean {
  const walk = (steps: readonly number[]): boolean => {
    if (steps.length > 0 && isLasso(graph, { stem, cycle: steps }, true)) return true;
    if (steps.length + 1 >= cycle.length) return false;
    const last = steps.at(-1) ?? stem.at(-1);
    const state = last === undefined ? 0 : graph.target(last);
    for (let step = graph.firstStep(state); step < graph.endOfSteps(state); step += 1)
      if (graph.fulfilled(step) === 0 && walk([...steps, step])) return true;
    return false;
  };
  return walk([]);
}

/**
 * Whether there are threads and states in which they move so that all that they can draw stays
 * among these states, which are connected, and every thread that can move in one of them does.
 */
function goesRoundStrongly(states: readonly (readonly Step[])[], known: ReadonlySet<number>) {
  const acts = [...known].flatMap((state) =>
    Array.from({ length: SMALL.threads }, (_none, thread) => ({
      state,
      thread,
      steps: states[state]!.filter(([, mover]) => mover === thread),
    })).filter(({ steps }) => steps.length > 0),
  );
  for (let set = 1; set < 1 << acts.length; set += 1) {
    const chosen = acts.filter((_act, place) => ((set >> place) & 1) === 1);
    const members = new Set(chosen.map(({ state }) => state));
    const stays = chosen.every(({ steps }) =>
      steps.every(([target, , fulfilled]) => fulfilled === 0 && members.has(target)),
    );
    if (!stays) continue;
    const within = states.map((_steps, state) =>
      chosen.filter((act) => act.state === state).flatMap(({ steps }) => steps),
    );
    const isConnected = [...members].every(
      (from) => reached(within, from, true).size === members.size,
    );
    const isFair = acts.every(
      ({ state, thread }) => !members.has(state) || chosen.some((act) => act.thread === thread),
    );
    if (isConnected && isFair) return true;
  }
  return false;
}

/** A cycle in which each draw comes out each way, and who can move does. */
function isStronglyFair(graph: StateGraph, { stem, cycle }: Lasso): boolean {
  const last = stem.at(-1);
  let state = last === undefined ? 0 : graph.target(last);
  const movers = new Set(cycle.map((step) => graph.thread(step)));
  for (const made of cycle) {
    for (let step = graph.firstStep(state); step < graph.endOfSteps(state); step += 1) {
      if (!movers.has(graph.thread(step))) return false;
      if (graph.thread(step) === graph.thread(made) && !cycle.includes(step)) return false;
    }
    state = graph.target(made);
  }
  return true;
}

suite('workers/explore/liveness/lasso', (test) => {
  test(`strong fairness is what the definition says (seed ${SEED})`, () => {
    let [violated, onlyWeakly] = [0, 0];
    fc.assert(
      fc.property(graphsOf(SMALL.states, SMALL.threads), (states) => {
        const graph = graphOf(states, SMALL.threads);
        const known = reached(states, 0, false);
        const ends = [...known].some((state) => states[state]!.length === 0);
        const lasso = unfulfilled(graph, { bit: 1, isStrong: true }, RULES);
        is(lasso !== null, ends || goesRoundStrongly(states, known));
        if (lasso !== null) violated += 1;
        else if (unfulfilled(graph, DEMAND, RULES) !== null) onlyWeakly += 1;
        ok(lasso === null || isStronglyFair(graph, lasso), JSON.stringify(lasso));
      }),
      { seed: SEED, numRuns: GRAPH_COUNT },
    );
    ok(violated > GRAPH_COUNT / 8 && onlyWeakly > GRAPH_COUNT / 50, `${violated} ${onlyWeakly}`);
  });

  test(`eventually is violated where the definition says so (seed ${SEED})`, () => {
    let violated = 0;
    fc.assert(
      fc.property(graphs, (states) => {
        const graph = graphOf(states);
        const known = reached(states, 0, false);
        const ends = [...known].some((state) => states[state]!.length === 0);
        const lasso = unfulfilled(graph, DEMAND, RULES);
        is(lasso !== null, ends || goesRound(states, known));
        if (lasso === null) return;
        violated += 1;
        ok(isLasso(graph, lasso, false), JSON.stringify(lasso));
      }),
      { seed: SEED, numRuns: GRAPH_COUNT },
    );
    ok(violated > GRAPH_COUNT / 8 && violated < GRAPH_COUNT, `${violated} violated`);
  });

  test(`no cycle from the same state and back is shorter (seed ${SEED})`, () => {
    let longCount = 0;
    fc.assert(
      fc.property(graphs, (states) => {
        fc.pre(reached(states, 0, true).size === states.length);
        const graph = graphOf(states);
        const lasso = livelock(graph, DEMAND, RULES);
        if (lasso === null || lasso.cycle.length > SEARCHED_CYCLE_LENGTH_MAX) return;
        if (lasso.cycle.length > 2) longCount += 1;
        ok(!hasShorter(graph, lasso), JSON.stringify(lasso));
      }),
      { seed: SEED, numRuns: GRAPH_COUNT },
    );
    ok(longCount > GRAPH_COUNT / 50, `${longCount} of more than two steps`);
  });

  test(`there is a livelock where the definition says so (seed ${SEED})`, () => {
    let violated = 0;
    fc.assert(
      fc.property(graphs, (states) => {
        // Graphs of a search have no state to which no steps lead.
        const known = reached(states, 0, true);
        fc.pre(known.size === states.length);
        const graph = graphOf(states);
        const lasso = livelock(graph, DEMAND, RULES);
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
