/**
 * Bench dispatch: what one simulated system call costs through the compiled dispatch. Beside the
 * same loads and stores in a bare loop and beside xstate's interpreter; under every mechanism
 * beside none; under filters of 1 to 128 instruction-pointer ranges; and, where no mechanism is
 * armed, beside a stepper that knows of none.
 */

import { Worker } from 'node:worker_threads';
import {
  type Access,
  bareLoop,
  createSharedWorld,
  RecordedWords,
  World,
} from '../../kernel/index.ts';
import { interpretNativeCalls } from '../../actors/dispatch/index.ts';
import { listFilters } from '../../actors/index.ts';
import { ask, type Question, type Supervision, workerUrl } from '../../workers/index.ts';
import { type Bench, type BenchOptions, type Figure, leastNs, median } from './bench.ts';
import { Caller, callerScenario, type Mechanism } from './caller.ts';
import type { OffTimes } from './off.worker.ts';
import { IN_COMPANY } from './company.ts';
import { LINUX, MEMMAP, RANGE_COUNTS, rangesMechanism, UNTOUCHED } from './mechanism.ts';

const CALL_COUNT = 200_000;
const ACTOR_CALL_COUNT = 2_000;
/** Calls of one mechanism in one round: short, as all of them take turns. */
const TURN_CALL_COUNT = 20_000;
/** Rounds of each measurement, unless the caller says otherwise. */
const CALL_ROUND_COUNT = 7;
const TURN_ROUND_COUNT = 15;
/** Isolates whose median says what mechanisms cost that are off. */
const OFF_ISOLATE_COUNT = 9;

/** The accesses of exactly one call, recorded in the middle of many. */
function recordCall(mechanism: Mechanism, question: Question): Access[] {
  let accesses: Access[] = [];
  const caller = new Caller(mechanism, question, (layout) => {
    const words = new RecordedWords(new Int32Array(layout.length), (kind, index) =>
      accesses.push({ kind, index }),
    );
    return new World(words, layout);
  });
  const callOnce = () => {
    const before = caller.calls;
    let kept = accesses.length;
    while (caller.calls === before) {
      // Looking at the counters is recorded as well: keep only what the step did.
      accesses.length = kept;
      caller.step();
      kept = accesses.length;
    }
    accesses.length = kept;
  };
  for (let warm = 0; warm < 3; warm += 1) callOnce();
  accesses = [];
  callOnce();
  return accesses;
}

/** The times of one isolate of its own. */
function measureOff(): Promise<OffTimes> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl('scenarios/bench/off'));
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/**
 * What the mechanisms cost that are built in and off: the stepper beside one without them; and that
 * one beside itself, which says what difference the machine makes of none.
 */
async function offFigures(isolateCount: number): Promise<Figure[]> {
  const isolates: OffTimes[] = [];
  for (let isolate = 0; isolate < isolateCount; isolate += 1) isolates.push(await measureOff());
  const figure = (
    name: string,
    bound: string,
    value: (times: OffTimes) => number,
    other: (times: OffTimes) => number,
  ): Figure => {
    const ratios = isolates.map((times) => value(times) / other(times));
    return {
      name,
      value: median(isolates.map(value)),
      unit: 'ns',
      bound: { name: bound, value: median(isolates.map(other)) },
      ratio: median(ratios),
    };
  };
  return [
    {
      ...figure(
        'no interposition, mechanisms built in and off',
        'the stepper without them',
        ({ builtNs }) => builtNs,
        ({ bareNs }) => bareNs,
      ),
      aim: '<= 1.02x',
    },
    figure(
      'no interposition, the stepper without them',
      'itself: what noise makes of 1',
      ({ bareNs }) => bareNs,
      ({ bareAgainNs }) => bareAgainNs,
    ),
  ];
}

/** A call beside its own loads and stores, and beside xstate's interpreter. */
function dispatchFigures(mechanism: Mechanism, rounds: number): Figure[] {
  const { name, interposition } = mechanism;
  const question = ask(callerScenario(mechanism));
  const caller = new Caller(mechanism, question);
  const accesses = recordCall(mechanism, question);
  const { array } = createSharedWorld(caller.world.layout).words;
  const plain = bareLoop(accesses, 'plain');
  const atomic = bareLoop(accesses, 'atomic');
  const [call, bare, bareAtomic, actor] = leastNs(
    [
      (count) => caller.callMany(count),
      (count) => void plain(array, count),
      (count) => void atomic(array, count),
      (count) => interpretNativeCalls(count, interposition.kind !== 'none'),
    ],
    [CALL_COUNT, CALL_COUNT, CALL_COUNT, ACTOR_CALL_COUNT],
    rounds,
  ) as [number, number, number, number];
  return [
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
  ];
}

/** Mechanisms beside none, all of them taking turns. */
function mechanismFigures(mechanisms: readonly Mechanism[], rounds: number): Figure[] {
  const callers = [UNTOUCHED, ...mechanisms].map((mechanism) => new Caller(mechanism));
  const [untouched, ...rest] = leastNs(
    callers.map((caller) => (count) => caller.callMany(count)),
    callers.map(() => TURN_CALL_COUNT),
    rounds,
  ) as [number, ...number[]];
  return mechanisms.map(({ name }, index) => ({
    name,
    value: rest[index]!,
    unit: 'ns',
    bound: { name: UNTOUCHED.name, value: untouched },
    ratio: rest[index]! / untouched,
  }));
}

/** Filters on the instruction pointer, with their length. */
function rangeMechanisms(): Mechanism[] {
  const mechanisms: Mechanism[] = [];
  for (const count of RANGE_COUNTS)
    for (const search of ['linear', 'binary'] as const)
      for (const place of count === 1 ? (['first'] as const) : (['first', 'last'] as const)) {
        const mechanism = rangesMechanism(count, search, place);
        const [filter] = listFilters(callerScenario(mechanism));
        const length = `${filter?.instructionCount} instructions`;
        mechanisms.push({ ...mechanism, name: `ranges ${count}, ${length}: ${mechanism.name}` });
      }
  return mechanisms;
}

async function measure({ progress }: Supervision, { rounds }: BenchOptions): Promise<Figure[]> {
  progress?.('mechanisms that are off');
  const figures = await offFigures(rounds ?? OFF_ISOLATE_COUNT);
  for (const mechanism of [UNTOUCHED, ...MEMMAP]) {
    progress?.(mechanism.name);
    figures.push(...dispatchFigures(mechanism, rounds ?? CALL_ROUND_COUNT));
  }
  progress?.('every mechanism in turn');
  const turns = rounds ?? TURN_ROUND_COUNT;
  figures.push(...mechanismFigures([...MEMMAP, ...LINUX, ...IN_COMPANY], turns));
  progress?.('filters on the instruction pointer');
  figures.push(...mechanismFigures(rangeMechanisms(), turns));
  return figures;
}

/** What the compiled dispatch costs. */
export const dispatchBench: Bench = {
  name: 'dispatch',
  about: 'a simulated system call: beside its loads and stores, xstate, and every mechanism',
  run: measure,
};
