/**
 * Bench search: how many states a second the explorer visits, and what a stored one costs, on
 * scenarios with full kernel steps: some that are made for it, and all of the catalogue that are
 * large enough to be timed and small enough to be exhausted. A second is one of processor time, of
 * all threads of the process, the compiler's too: what a core does that has nothing else to do. It
 * counts from question to answer, with the replay that tells what was found, when the compiler has
 * done with the scenario; how fast the first searches were is said below.
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
/** Searches of each scenario, behind those that warm the compiler up. */
const ROUND_COUNT = 3;
/**
 * States that are visited before a scenario is timed. A space of 20,000 states is done in 30 ms,
 * and the compiler goes on for as long again beside the searches behind the first; it is a rate of
 * states that is asked for, and what a first search takes is a figure of its own.
 */
const WARM_STATE_COUNT = 200_000;
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
  const firsts: number[] = [];
  for (const entry of catalogue) {
    if (supervision.signal?.aborted === true) break;
    if (entry.kind === 'load') continue;
    const question = ask(entry.build(parametersOf(entry, {})));
    supervision.progress?.(entry.name);
    const measured = await timed(question, rounds, supervision);
    if (measured === null) continue;
    figures.push(measured.figure);
    firsts.push(measured.first);
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
      name: `median ${of}, first search of each, with the compiler's time`,
      value: median(firsts),
      unit: 'states/s',
    },
    {
      name: `as many as the aim, or more, ${of}`,
      value: reaching,
      unit: 'scenarios',
      bound: { name: 'all of them', value: values.length },
      ratio: reaching / values.length,
    },
  ];
}

/**
 * How fast a scenario is searched, and how fast it was for the first time; null for one that is too
 * small or too large to be timed.
 */
async function timed(
  question: Question,
  rounds: number,
  supervision: Supervision,
): Promise<{ readonly figure: Figure; readonly first: number } | null> {
  const options = { all: true, workerCount: 1, stateCountMax: STATE_COUNT_MAX };
  const first = await perSecond(question, options, supervision);
  const { states } = first.search;
  if (states < STATE_COUNT_MIN || states >= STATE_COUNT_MAX) return null;
  for (let seen = states; seen < WARM_STATE_COUNT; seen += states)
    await explore(question, options, supervision);
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    rates.push((await perSecond(question, options, supervision)).states);
  const figure = {
    name: `${question.scenario.name}: ${states} states`,
    value: median(rates),
    unit: 'states/s',
    spread: { least: Math.min(...rates), most: Math.max(...rates), rounds },
    bound: { name: 'the aim', value: AIM },
    ratio: median(rates) / AIM,
  };
  return { figure, first: first.states };
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
