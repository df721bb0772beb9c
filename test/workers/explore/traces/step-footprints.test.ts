/**
 * Step footprints: steps whose footprints do not meet commute, in random worlds; and twins that
 * see too little.
 */
import fc from 'fast-check';
import type { Scenario } from '../../../../actors/index.ts';
import { add, atomic, load, store, waitUntil } from '../../../../scenarios/file/build.ts';
import { ask } from '../../../../workers/engine.ts';
import { NEXT_STEP, StepFootprints } from '../../../../workers/explore/traces/step-footprints.ts';
import { PURPOSE, RandomStream } from '../../../../workers/stream.ts';
import { effort } from '../../../support/effort.ts';
import { randomScenario } from '../../../support/random-programs.ts';
import { smallWorld } from '../../../support/small-world.ts';
import { is, ok, suite } from '../../../support/suite.ts';
import { scenarioOf } from '../../../support/walk.ts';

const SEED = 1_977;
const WORLD_COUNT = effort(150, 3_000);
const STEP_COUNT = 40;

/** Sees no meeting of what one step reads with what the other changes. */
class Blind extends StepFootprints {
  override meet(left: Int32Array, at: number, right: Int32Array, other: number): boolean {
    const withoutReads = (from: Int32Array, first: number) =>
      from.slice(first, first + this.stride).map((bits, word) => (word % 3 === 0 ? 0 : bits));
    return super.meet(withoutReads(left, at), 0, withoutReads(right, other), 0);
  }
}

/** Takes any two changes of a word for two that commute. */
class Careless extends StepFootprints {
  override meet(left: Int32Array, at: number, right: Int32Array, other: number): boolean {
    const readsAlone = (from: Int32Array, first: number) =>
      from.slice(first, first + this.stride).map((bits, word) => (word % 3 === 1 ? 0 : bits));
    return super.meet(readsAlone(left, at), 0, readsAlone(right, other), 0);
  }
}

/** Along a random schedule: what two steps that do not meet do to each other; null: nothing. */
function disturbance(scenario: Scenario, Footprints = StepFootprints): string | null {
  const footprints = new Footprints(ask(scenario));
  const { mover, stride } = footprints;
  const { world } = mover;
  const stream = new RandomStream(SEED, 1, PURPOSE.schedule);
  const take = (thread: number) => {
    const taken = new Int32Array(stride);
    return { canMove: footprints.take(thread, taken, 0) !== NEXT_STEP.blocked, taken };
  };
  for (let step = 0; step < STEP_COUNT; step += 1) {
    const state = world.snapshot();
    const next = Array.from({ length: mover.threadCount }, (_none, thread) => take(thread));
    const able = next.flatMap(({ canMove }, thread) => (canMove ? [thread] : []));
    if (able.length === 0) return null;
    for (const first of able)
      for (const [second, { canMove, taken }] of next.entries()) {
        if (first === second || footprints.meet(next[first]!.taken, 0, taken, 0)) continue;
        const pair = `${first} and ${second} behind ${step} steps`;
        mover.move(first, 0);
        const behind = take(second);
        if (behind.canMove !== canMove) return `${pair}: one lets the other go`;
        if (behind.taken.join() !== taken.join()) return `${pair}: one changes what the other sees`;
        if (canMove) {
          mover.move(second, 0);
          const end = world.snapshot().join();
          world.restore(state);
          mover.move(second, 0);
          mover.move(first, 0);
          if (world.snapshot().join() !== end) return `${pair}: their order matters`;
        }
        world.restore(state);
      }
    mover.move(able[stream.below(able.length)]!, 0);
  }
  return null;
}

const WORLDS = { 'small worlds': smallWorld, programs: randomScenario } as const;

/** Whether the next steps of two threads meet in the first state. */
function meet(left: readonly object[], right: readonly object[], r0 = 0): boolean {
  const program = (body: readonly object[]) => [
    ...(r0 === 0 ? [] : [load('one', 'r0')]),
    ...(body as ReturnType<typeof add>[]),
  ];
  const scenario = scenarioOf({
    words: { x: 0, y: 0, one: 1 },
    threads: {
      a: { at: 'native', program: program(left) },
      b: { at: 'native', program: program(right) },
    },
  });
  const footprints = new StepFootprints(ask(scenario));
  for (let step = 0; step < r0; step += 1)
    for (const thread of [0, 1]) footprints.mover.move(thread, 0);
  const taken = new Int32Array(footprints.stride * 2);
  for (const thread of [0, 1]) footprints.take(thread, taken, thread * footprints.stride);
  return footprints.meet(taken, 0, taken, footprints.stride);
}

suite('workers/explore/traces/step-footprints', (test) => {
  for (const [what, world] of Object.entries(WORLDS)) {
    test(`random ${what}: steps that do not meet commute (seed ${SEED})`, () => {
      fc.assert(
        fc.property(world, (scenario) => is(disturbance(scenario), null)),
        { seed: SEED, numRuns: WORLD_COUNT },
      );
    });

    for (const Twin of [Blind, Careless])
      test(`random ${what}: footprints that are ${Twin.name.toLowerCase()} are caught`, () => {
        const { failed } = fc.check(
          fc.property(world, (scenario) => disturbance(scenario, Twin) === null),
          { seed: SEED, numRuns: WORLD_COUNT, endOnFailure: true },
        );
        ok(failed);
      });
  }

  test('additions to one word commute, unless one is read', () => {
    is(meet([add('x', 1)], [add('x', 2)]), false);
    is(meet([add('x', 1)], [atomic(['x', '=', ['x', '-', 1]])]), false);
    is(meet([add('x', 1, 'r1')], [add('x', 2)]), true);
    is(meet([add('x', 1)], [load('x', 'r1')]), true);
    is(meet([add('x', 1)], [store('x', 2)]), true);
    is(meet([add('x', 1)], [atomic(['x', '=', ['x', '+', 'x']])]), true);
    is(meet([add('x', 1)], [atomic(['x', '=', ['y', '-', 'x']])]), true);
  });

  test('a step that waits reads what it waits for, and touches nothing else yet', () => {
    is(meet([waitUntil(['x', '==', 1], ['y', '=', 1])], [store('x', 1)]), true);
    is(meet([waitUntil(['x', '==', 1], ['y', '=', 1])], [store('y', 1)]), false);
    is(meet([waitUntil(['x', '==', 0], ['y', '=', 1])], [store('y', 1)]), true);
  });

  test('a condition that a register decides reads no word', () => {
    const dispatch = [atomic({ expect: ['r0', '|', ['x', '==', 0]], otherwise: 'it broke' })];
    is(meet(dispatch, [store('x', 1)]), true);
    is(meet(dispatch, [store('x', 1)], 1), false);
  });
});
