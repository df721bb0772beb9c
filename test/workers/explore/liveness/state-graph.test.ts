/** The state graph beside a map of arrays, and its bounds. */
import { StateGraph } from '../../../../workers/explore/liveness/state-graph.ts';
import { SetFull } from '../../../../workers/explore/visited.ts';
import { equal, is, ok, suite, throws } from '../../../support/suite.ts';

const STATE_COUNT = 5_000;

suite('workers/explore/liveness/state-graph', (test) => {
  test('states keep their numbers and steps their order while the graph grows', () => {
    const graph = new StateGraph(300, Infinity);
    // Fingerprints that share their low half meet in the table; zeros are a fingerprint, too.
    const nameOf = (state: number): [number, number] => [state % 7, Math.floor(state / 7) - 3];
    for (let state = 0; state < STATE_COUNT; state += 1) {
      is(graph.add(...nameOf(state)), true);
      is(graph.last, state);
    }
    for (let state = 0; state < STATE_COUNT; state += 1) {
      is(graph.add(...nameOf(state)), false);
      is(graph.last, state);
      graph.beginSteps();
      for (let step = 0; step < state % 4; step += 1)
        graph.note((state * step) % STATE_COUNT, (state + step) % 300, step);
    }
    for (let state = 0; state < STATE_COUNT; state += 1) {
      const steps: number[][] = [];
      for (let step = graph.firstStep(state); step < graph.endOfSteps(state); step += 1)
        steps.push([graph.target(step), graph.thread(step), graph.fulfilled(step)]);
      equal(
        steps,
        Array.from({ length: state % 4 }, (_none, step) => [
          (state * step) % STATE_COUNT,
          (state + step) % 300,
          step,
        ]),
      );
    }
    ok(graph.bytesPeak >= graph.bytes / 2);
  });

  test('a graph takes no state more than it may', () => {
    const graph = new StateGraph(1, 2);
    graph.add(1, 1);
    graph.add(2, 2);
    is(graph.add(1, 1), false);
    throws(
      () => graph.add(3, 3),
      (error: unknown) => error instanceof SetFull,
    );
  });
});
