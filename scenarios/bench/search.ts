/**
 * Bench search: how many states a second the explorer visits, and what a stored one costs, on
 * scenarios with full kernel steps: some that are made for it, and all of the catalogue that are
 * large enough to be timed and small enough to be exhausted. A second is one of processor time, of
 * all threads of the process, the compiler's too: what a core does that has nothing else to do. It
 * counts from question to answer, with the replay that tells what was found.
 */

import type { CheckDesign } from '../../kernel/index.ts';
import type { Scenario } from '../../actors/index.ts';
import {
  ask,
  explore,
  type ExploreOptions,
  type Question,
  type Supervision,
} from '../../workers/index.ts';
import { catalogue, parametersOf } from '../catalogue.ts';
import { loop } from '../file/build.ts';
import { rwsem } from '../litmus/locks.ts';
import { unlockedLookup } from '../litmus/memmap.ts';
import { type Bench, type BenchOptions, type Figure, median } from './bench.ts';

/**
 * Three threads with full kernel steps: calls are checked while one thread changes protections and
 * another unmaps and maps, each `turns` times.
 */
function checksAgainstEdits(check: CheckDesign, turns: number): Scenario {
  const scenario = unlockedLookup.build({});
  return {
    ...scenario,
    name: `${check} check against edits, turns=${turns}`,
    interposition: { kind: 'memmap', check },
    threads: Object.fromEntries(
      Object.entries(scenario.threads).map(([name, { at, program }]) => [
        name,
        { at, program: [loop(turns, ...program)] },
      ]),
    ),
    properties: [],
  };
}

/** What a state cannot cost less than: the fingerprint by which it is known again. */
const FINGERPRINT_BYTES = 8;

/** Scenarios with three threads, large enough to be timed. */
const SUBJECTS: readonly Scenario[] = [
  checksAgainstEdits('unlocked', 5),
  checksAgainstEdits('locked', 6),
  { ...rwsem.build({ writers: 1, readers: 2, turns: 4 }), name: 'rwsem, 1 writer, 2 readers' },
  { ...rwsem.build({ writers: 3, readers: 0, turns: 4 }), name: 'rwsem, 3 writers' },
];

/** States of a scenario of the catalogue that is timed: fewer say how long the compiler takes. */
const STATE_COUNT_MIN = 20_000;
/** Beyond these it is not exhausted here. */
const STATE_COUNT_MAX = 1_000_000;
/** Searches of each scenario, behind one that warms the compiler up. */
const ROUND_COUNT = 3;
/** What each of them is to reach. */
const AIM = 500_000;

/** What a search costs. */
export const searchBench: Bench = {
  name: 'search',
  about: 'states a second and bytes a state of an exhaustive search on one core',
  run: async (supervision, options) => [
    ...(await madeFigures(supervision)),
    ...(await catalogueFigures(supervision, options)),
  ],
};

/** Every scenario of the catalogue that can be timed, then the slowest and the middle one. */
async function catalogueFigures(
  supervision: Supervision,
  { rounds = ROUND_COUNT }: BenchOptions,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const entry of catalogue) {
    if (supervision.signal?.aborted === true) break;
    if (entry.kind === 'load') continue;
    const question = ask(entry.build(parametersOf(entry, {})));
    supervision.progress?.(entry.name);
    const figure = await timed(question, rounds, supervision);
    if (figure !== null) figures.push(figure);
  }
  if (figures.length === 0) return [];
  const values = figures.map(({ value }) => value);
  const of = `of ${figures.length} scenarios of the catalogue`;
  const total = (name: string, value: number): Figure => ({
    name: `${name} ${of}`,
    value,
    unit: 'states/s',
    bound: { name: 'the aim', value: AIM },
    ratio: value / AIM,
    aim: '>= 1x the bound',
  });
  const reaching = values.filter((value) => value >= AIM).length;
  return [
    ...figures,
    total('slowest', Math.min(...values)),
    total('median', median(values)),
    {
      name: `as many as the aim, or more, ${of}`,
      value: reaching,
      unit: 'scenarios',
      bound: { name: 'all of them', value: values.length },
      ratio: reaching / values.length,
    },
  ];
}

/** How fast a scenario is searched; null for one that is too small or too large to be timed. */
async function timed(
  question: Question,
  rounds: number,
  supervision: Supervision,
): Promise<Figure | null> {
  const options = { all: true, workerCount: 1, stateCountMax: STATE_COUNT_MAX };
  const { states } = (await explore(question, options, supervision)).explore!;
  if (states < STATE_COUNT_MIN || states >= STATE_COUNT_MAX) return null;
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    rates.push((await perSecond(question, options, supervision)).states);
  return {
    name: `${question.scenario.name}: ${states} states`,
    value: median(rates),
    unit: 'states/s',
    spread: { least: Math.min(...rates), most: Math.max(...rates), rounds },
    bound: { name: 'the aim', value: AIM },
    ratio: median(rates) / AIM,
  };
}

/** A search, and its states and steps in a second of processor time. */
async function perSecond(question: Question, options: ExploreOptions, supervision: Supervision) {
  const before = process.cpuUsage();
  const search = (await explore(question, options, supervision)).explore!;
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  return { search, states: search.states / seconds, steps: search.transitions / seconds };
}

/** Scenarios that are made to be timed, in both orders. */
async function madeFigures(supervision: Supervision): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const subject of SUBJECTS) {
    for (const order of ['breadth-first', 'depth-first'] as const) {
      // The first search warms the compiler up; the second is the figure.
      const question = ask(subject);
      const options = { order, all: true, workerCount: 1 };
      await explore(question, options, supervision);
      const { search, states, steps } = await perSecond(question, options, supervision);
      const name = `${subject.name}, ${order}`;
      figures.push(
        {
          name: `${name}: ${search.states} states of ${search.stateWordCount} words`,
          value: states,
          unit: 'states/s',
          bound: { name: 'the steps it made', value: steps },
          aim: '>= 500,000',
        },
        {
          name: `${name}: memory`,
          value: search.bytesPerState,
          unit: 'bytes/state',
          bound: { name: 'its fingerprint', value: FINGERPRINT_BYTES },
          aim: '<= 64',
        },
      );
    }
  }
  return figures;
}
