/**
 * Bench explore: the problems in guarded steps, which every model checker can state with the same
 * steps, beside SPIN without reduction: states a second on one core, bytes a state, time from the
 * command to the verdict, and to the first counterexample of each broken twin. SPIN takes turns
 * with racetrap where it is installed; elsewhere its figures are those that were published.
 */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CatalogueEntry, Parameters } from '../../actors/index.ts';
import { ask, explore, type ExploreFigures, exploreReduced } from '../../workers/index.ts';
import { parametersOf } from '../catalogue.ts';
import {
  mprotectRace,
  mprotectRaceFixed,
  notifyRace,
  notifyRaceFixed,
  readWriteLockEntry,
  splitReadWriteLock,
} from '../litmus/guarded.ts';
import { type Bench, type Figure, median } from './bench.ts';
import {
  createVerifier,
  LOCK_MODEL,
  MPROTECT_MODEL,
  NOTIFY_MODEL,
  type SpinFigures,
} from './promela.ts';

const run = promisify(execFile);

/** One problem, for both. */
interface Problem {
  readonly title: string;
  readonly entry: CatalogueEntry;
  readonly broken: CatalogueEntry;
  readonly parameters: Parameters;
  readonly model: string;
  readonly macros: Readonly<Record<string, number>>;
  /** States of the repaired twin, in every model checker. */
  readonly states: number;
  /** Where the same takes ten seconds: parameters, and states. */
  readonly long?: { readonly parameters: Parameters; readonly states: number };
  /** States where alike threads may be swapped, if some are. */
  readonly orbits?: number;
  /** What SPIN 6.5.2 took on a machine of two cores, without reduction. */
  readonly published: Pick<SpinFigures, 'statesPerSecond' | 'bytesPerState'>;
}

const PROBLEMS: readonly Problem[] = [
  {
    title: 'mprotect against calls, K=33',
    entry: mprotectRaceFixed,
    broken: mprotectRace,
    parameters: { callers: 2, turns: 33 },
    model: MPROTECT_MODEL,
    macros: { NS: 2, K: 33, GUARDED: 1 },
    states: 1_883_344,
    long: { parameters: { callers: 2, turns: 64 }, states: 13_558_657 },
    orbits: 950_005,
    published: { statesPerSecond: 1_385_000, bytesPerState: 347 },
  },
  {
    title: 'notification, N=4 T=6 A=5 F=7',
    entry: notifyRaceFixed,
    broken: notifyRace,
    parameters: { words: 4, transactions: 6, attackers: 5, flips: 7 },
    model: NOTIFY_MODEL,
    macros: { N: 4, T: 6, A: 5, F: 7, GUARDED: 1 },
    states: 1_663_232,
    published: { statesPerSecond: 1_279_000, bytesPerState: 393 },
  },
  {
    title: 'read-write lock, R=3 W=2 K=5',
    entry: readWriteLockEntry,
    broken: splitReadWriteLock,
    parameters: { readers: 3, writers: 2, turns: 5 },
    model: LOCK_MODEL,
    macros: { R: 3, W: 2, K: 5 },
    states: 1_191_861,
    long: { parameters: { readers: 3, writers: 2, turns: 8 }, states: 10_980_657 },
    orbits: 126_126,
    published: { statesPerSecond: 1_727_000, bytesPerState: 549 },
  },
];

const ROUND_COUNT = 3;
/** What is there when nothing is asked for: how long a command takes to print a schedule. */
const COUNTEREXAMPLE_MS_MAX = 300;

/** What the explorer costs where others have the same states to visit. */
export const exploreBench: Bench = {
  name: 'explore',
  about: 'three problems that other model checkers state with the same steps, beside SPIN',
  run: async (_supervision, { rounds = ROUND_COUNT }) => {
    const figures: Figure[] = [];
    for (const problem of PROBLEMS) figures.push(...(await figuresOf(problem, rounds)));
    return figures;
  },
};

async function figuresOf(problem: Problem, rounds: number): Promise<Figure[]> {
  const { title, entry, broken, parameters, published } = problem;
  const verifier = await createVerifier(problem.model, problem.macros);
  const own: ExploreFigures[] = [];
  const spin: SpinFigures[] = [];
  const commandMs: number[] = [];
  const brokenMs: number[] = [];
  const nodeMs: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      own.push(await searched(entry, parameters, false));
      commandMs.push(await commandTime(entry, parameters));
      brokenMs.push(await commandTime(broken, parameters, 'first print'));
      nodeMs.push(await runtimeTime());
      if (verifier !== null) spin.push(await verifier.search());
    }
  } finally {
    verifier?.dispose();
  }
  const { states } = own[0]!;
  const isMeasured = spin.length > 0;
  const name = isMeasured ? 'SPIN -DNOREDUCE' : 'SPIN, as published';
  const rate = median(own.map((each) => (each.states / each.durationMs) * 1000));
  const spinRate = isMeasured
    ? median(spin.map(({ statesPerSecond }) => statesPerSecond))
    : published.statesPerSecond;
  const bytes = median(own.map(({ bytesPerState }) => bytesPerState));
  const spinBytes = isMeasured
    ? median(spin.map(({ bytesPerState }) => bytesPerState))
    : published.bytesPerState;
  const count = `${states === problem.states ? '' : 'WRONG, '}${states} states`;
  const figures: Figure[] = [
    {
      name: `${title}: ${count}`,
      value: rate,
      unit: 'states/s',
      bound: { name, value: spinRate },
      aim: '>= 1x the bound',
      ratio: rate / spinRate,
    },
    {
      name: `${title}: memory`,
      value: bytes,
      unit: 'bytes/state',
      bound: { name, value: spinBytes },
      aim: '<= 16, and a quarter of the bound',
      ratio: bytes / spinBytes,
    },
  ];
  const wholeMs = median(commandMs);
  const spinMs = median(spin.map(({ totalMs }) => totalMs));
  figures.push({
    name: `${title}: from command to verdict`,
    value: wholeMs,
    unit: 'ms',
    ...(isMeasured && {
      bound: { name: 'spin -a, gcc and pan', value: spinMs },
      ratio: wholeMs / spinMs,
    }),
    aim: '<= 1x the bound',
  });
  figures.push({
    name: `${title}: from command to the schedule that breaks it`,
    value: median(brokenMs),
    unit: 'ms',
    bound: { name: 'node, which does nothing', value: median(nodeMs) },
    aim: `<= ${COUNTEREXAMPLE_MS_MAX}`,
  });
  if (problem.long !== undefined) {
    figures.push(await scaling(problem, problem.long, rounds));
    figures.push(await twice(problem, problem.long, rounds));
  }
  if (problem.orbits !== undefined) {
    const swapped = await searched(entry, parameters, true);
    figures.push({
      name: `${title}: with symmetry, of ${states}`,
      value: swapped.states,
      unit: 'states',
      aim: `= ${problem.orbits}`,
    });
  }
  figures.push(await reduction(problem));
  return figures;
}

/** The states that are left where orders of steps that commute are left out. */
async function reduction(problem: Problem): Promise<Figure> {
  const { title, entry, parameters, model, macros, states } = problem;
  const question = ask(entry.build(parametersOf(entry, parameters)));
  const own = (await exploreReduced(question, { all: true })).explore!.states;
  const verifier = await createVerifier(model, macros, true);
  // None of its states falls to a reduction that knows steps on global words as dependent.
  const spin = verifier === null ? states : (await verifier.search()).states;
  verifier?.dispose();
  return {
    name: `${title}: with reduction, of ${states}`,
    value: own,
    unit: 'states',
    bound: { name: 'SPIN with its own', value: spin },
    ratio: own / spin,
  };
}

/** What a second core is worth where a search is long. */
async function scaling(
  { title, entry }: Problem,
  { parameters, states }: NonNullable<Problem['long']>,
  rounds: number,
): Promise<Figure> {
  const alone: number[] = [];
  const both: number[] = [];
  let isRight = true;
  for (let round = 0; round < rounds; round += 1)
    for (const [workerCount, times] of [
      [1, alone],
      [2, both],
    ] as const) {
      const figures = await searched(entry, parameters, false, workerCount);
      times.push(figures.durationMs);
      isRight &&= figures.states === states;
    }
  const value = median(both);
  return {
    name: `${title.split(',')[0]}: ${isRight ? '' : 'WRONG, not '}${states} states on two cores`,
    value,
    unit: 'ms',
    bound: { name: 'one core', value: median(alone) },
    ratio: median(alone) / value,
    aim: '>= 1.6x as fast',
  };
}

/**
 * What two cores are worth here at most: cores share caches, memory and a host, so that two
 * searches that know nothing of each other take longer than one of them.
 */
async function twice(
  { title, entry }: Problem,
  { parameters }: NonNullable<Problem['long']>,
  rounds: number,
): Promise<Figure> {
  const alone: number[] = [];
  const both: number[] = [];
  const one = async () => commandTime(entry, parameters, 'end', ['--workers', '1']);
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await one());
    both.push(Math.max(...(await Promise.all([one(), one()]))));
  }
  const value = median(both);
  return {
    name: `${title.split(',')[0]}: two such searches at once, which bounds what two cores can do`,
    value,
    unit: 'ms',
    bound: { name: 'one of them', value: median(alone) },
    ratio: (2 * median(alone)) / value,
  };
}

async function searched(
  entry: CatalogueEntry,
  parameters: Parameters,
  symmetry: boolean,
  workerCount = 1,
): Promise<ExploreFigures> {
  const question = ask(entry.build(parametersOf(entry, parameters)));
  const outcome = await explore(question, { all: true, symmetry, workerCount });
  return outcome.explore!;
}

/** What no command can be quicker than on this machine: the start of node itself, in ms. */
async function runtimeTime(): Promise<number> {
  const begin = performance.now();
  await run(process.execPath, ['--eval', ''], { timeout: 600_000 });
  return performance.now() - begin;
}

/** How long the command line takes for a search, to its end or until it prints, in ms. */
async function commandTime(
  { name }: CatalogueEntry,
  parameters: Parameters,
  until: 'end' | 'first print' = 'end',
  options: readonly string[] = [],
): Promise<number> {
  const command = fileURLToPath(new URL('../cli/racetrap.js', import.meta.url));
  const settings = Object.entries(parameters).flatMap(([key, value]) => [
    '--set',
    `${key}=${value}`,
  ]);
  const begin = performance.now();
  let printedMs = 0;
  const running = run(process.execPath, [command, 'explore', name, ...settings, ...options], {
    timeout: 600_000,
  });
  running.child.stdout?.once('data', () => {
    printedMs = performance.now() - begin;
  });
  await running;
  return until === 'end' ? performance.now() - begin : printedMs;
}
