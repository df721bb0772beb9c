/**
 * Bench dispatch: what one simulated native system call costs through the compiled dispatch, for
 * each interposition, beside the same loads and stores in a bare loop and beside the same path
 * through xstate's interpreter.
 */

import {
  type Access,
  bareLoop,
  createSharedWorld,
  type Layout,
  RecordedWords,
  World,
} from '../../kernel/index.ts';
import { interpretNativeCalls } from '../../actors/dispatch/index.ts';
import {
  boot,
  type Interposition,
  layoutFor,
  type Scenario,
  SCENARIO_VERSION,
  Stepper,
} from '../../actors/index.ts';
import { ask, type Question } from '../../workers/index.ts';
import { loop, syscall } from '../file/build.ts';
import type { Bench, Figure } from './bench.ts';
import { leastNs } from './bench.ts';

const CALL_COUNT = 200_000;
const ACTOR_CALL_COUNT = 2_000;

const INTERPOSITIONS: readonly (readonly [string, Interposition])[] = [
  ['no interposition', { kind: 'none' }],
  ['memmap, unlocked check', { kind: 'memmap', check: 'unlocked' }],
  ['memmap, check under the mmap lock', { kind: 'memmap', check: 'locked' }],
  ['memmap, containment check', { kind: 'memmap', check: 'contained' }],
];

/** One thread that calls getpid for ever. */
function caller(interposition: Interposition): Scenario {
  return {
    version: SCENARIO_VERSION,
    name: 'bench-dispatch',
    question: '',
    standsFor: '',
    regions: {
      native: { page: 0, pages: 2, prot: 'r-x' },
      foreign: { page: 4, pages: 2, prot: 'r-x!', foreign: true },
    },
    words: {},
    interposition,
    threads: { caller: { at: 'native', program: [loop('forever', syscall('getpid'))] } },
    properties: [],
    observe: [],
    expect: {},
  };
}

/** Steps until the caller has made `count` more calls. */
function callMany(world: World, stepper: Stepper, count: number): void {
  const last = world.counters(0).syscall + count;
  for (;;) {
    // Reading the counters costs more than a step: look only every few calls.
    for (let step = 0; step < 1_000; step += 1) stepper.step(0);
    if (world.counters(0).syscall >= last) return;
  }
}

/** A booted world of the question, made for its layout, with what moves it. */
function createRunner(
  { compiled, table, kernel }: Question,
  createWorld: (layout: Layout) => World,
): { world: World; stepper: Stepper } {
  const world = createWorld(layoutFor(compiled, table, { padded: true, observationWordCount: 0 }));
  boot(world, compiled, table);
  return { world, stepper: new Stepper(world, compiled, kernel, table) };
}

/** The accesses of exactly one call, recorded in the middle of many. */
function recordCall(question: Question): Access[] {
  let accesses: Access[] = [];
  const { world, stepper } = createRunner(question, (layout) => {
    const words = new RecordedWords(new Int32Array(layout.length), (kind, index) =>
      accesses.push({ kind, index }),
    );
    return new World(words, layout);
  });
  const calls = () => world.counters(0).syscall;
  const callOnce = () => {
    const before = calls();
    let kept = accesses.length;
    while (calls() === before) {
      // Looking at the counters is recorded as well: keep only what the step did.
      accesses.length = kept;
      stepper.step(0);
      kept = accesses.length;
    }
    accesses.length = kept;
  };
  for (let warm = 0; warm < 3; warm += 1) callOnce();
  accesses = [];
  callOnce();
  return accesses;
}

/** What the compiled dispatch costs. */
export const dispatchBench: Bench = {
  name: 'dispatch',
  about: 'a simulated native system call beside its bare loads and stores and beside xstate',
  run: async ({ progress }) => {
    const figures: Figure[] = [];
    for (const [name, interposition] of INTERPOSITIONS) {
      progress?.(name);
      const question = ask(caller(interposition));
      const { world, stepper } = createRunner(question, createSharedWorld);
      const accesses = recordCall(question);
      const { array } = createSharedWorld(world.layout).words;
      const plain = bareLoop(accesses, 'plain');
      const atomic = bareLoop(accesses, 'atomic');
      const [call, bare, bareAtomic, actor] = leastNs(
        [
          (count) => callMany(world, stepper, count),
          (count) => void plain(array, count),
          (count) => void atomic(array, count),
          (count) => interpretNativeCalls(count, interposition.kind !== 'none'),
        ],
        [CALL_COUNT, CALL_COUNT, CALL_COUNT, ACTOR_CALL_COUNT],
      ) as [number, number, number, number];
      figures.push(
        {
          name: `${name}: native call`,
          value: call,
          unit: 'ns',
          bound: { name: `its ${accesses.length} loads and stores as Atomics`, value: bareAtomic },
          aim: '<= 2x',
          ratio: call / bareAtomic,
        },
        {
          name: `${name}: native call`,
          value: call,
          unit: 'ns',
          bound: { name: 'the same, private words as plain accesses', value: bare },
          ratio: call / bare,
        },
        {
          name: `${name}: through actor.send`,
          value: actor,
          unit: 'ns',
          bound: { name: 'the compiled dispatch', value: call },
          // The interpreter only walks the states; where there is a check, the call does its
          // look-up too.
          ...(interposition.kind === 'none' && { aim: '>= 50x' }),
          ratio: actor / call,
        },
      );
    }
    return figures;
  },
};
