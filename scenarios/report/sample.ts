/**
 * What a sample covered, and how to repeat it. Invariant: a bound is only called one where its
 * premises hold.
 */

import type { Outcome, SampleFigures } from '../../workers/index.ts';
import { instructionPairs, type Pair, pairs } from './figures.ts';
import { countOf, countText, msText, probabilityText, rateText, shareText } from './number.ts';

const STRATEGY_NAMES: Readonly<Record<SampleFigures['strategy'], string>> = {
  random: 'random walk',
  pct: 'PCT',
  coverage: 'guided by coverage',
};

/** The figures of a sample, as lines. */
export function sampleLines(figures: SampleFigures): string[] {
  return pairs(samplePairs(figures));
}

/** The figures of a sample. */
export function samplePairs(figures: SampleFigures): Pair[] {
  const { schedules, steps, durationMs, cutOff, unseen, unreached } = figures;
  const seconds = Math.max(durationMs / 1000, 1e-6);
  return [
    ['strategy', STRATEGY_NAMES[figures.strategy]],
    [
      'schedules',
      `${countText(schedules)}, ${countText(steps)} steps, the longest ` +
        countText(figures.stepCountMax) +
        (cutOff > 0 ? `; ${countText(cutOff)} were cut off there` : ''),
    ],
    ['bound', boundText(figures)],
    ...figures.hits.map(
      ({ name, schedules: hits, first }) =>
        [
          'failed',
          `${countText(hits)} (${shareText(hits, schedules)}), first schedule ${first}: ${name}`,
        ] as const,
    ),
    ['states', `${countText(figures.states)} different ones`],
    [
      'coverage',
      `${figures.transitionsTaken} of ${figures.transitionsAll} transitions of the dispatch ` +
        `machine, ${countOf(figures.places, 'place')}, ${countOf(figures.overtakings, 'overtaking')}`,
    ],
    ...instructionPairs(figures),
    ['last news', `in schedule ${countText(figures.newestSchedule)}`],
    ...unseen.map((name) => ['not seen', name] as const),
    ...unreached.map((name) => ['not judged', `${name}: no schedule came to an end`] as const),
    ['time', `${msText(durationMs)}, ${rateText(schedules / seconds)} schedules`],
  ];
}

/** The commands that repeat the schedules that failed, or the sample if none did. */
export function repeatLines(outcome: Outcome, scenario: string): string[] {
  const { sample, seed, parameters } = outcome;
  if (sample === null || seed === null) return [];
  const { strategy, pct, hits } = sample;
  const settings = [
    `--strategy ${strategy}`,
    ...(pct === null ? [] : [`--depth ${pct.depth} --steps ${pct.stepCount}`]),
    ...Object.entries(parameters).map(([name, value]) => `--set ${name}=${value}`),
  ].join(' ');
  const command = (from: number, schedules: number): string =>
    `  racetrap sample ${scenario} ${settings} --seed ${from} --schedules ${schedules}`;
  if (hits.length === 0) return [command(seed, sample.schedules)];
  return hits.map(({ first, seed: from }) => command(from, strategy === 'coverage' ? first : 1));
}

/** How sure it is, where nothing failed, that random schedules seldom do. */
const CONFIDENCE = 0.95;

function boundText({ pct, strategy, schedules, hits, stepCountMax }: SampleFigures): string {
  const isClean = hits.length === 0 && schedules > 0;
  if (pct === null) {
    // Only independent draws of one distribution tell of others: each guided one learns.
    if (strategy !== 'random' || !isClean) return 'none';
    const most = 1 - (1 - CONFIDENCE) ** (1 / schedules);
    return `none; of random schedules fewer than ${shareText(most, 1)} fail (95% confidence)`;
  }
  const { depth, stepCount, threadCount, bound } = pct;
  const formula =
    `a schedule finds a bug of depth ${depth} with p >= ${probabilityText(bound)} = ` +
    `1 / (${threadCount} * ${stepCount}^${depth - 1})`;
  const missed = probabilityText((1 - bound) ** schedules);
  const all = isClean ? `; all ${countText(schedules)} miss it with p <= ${missed}` : '';
  return stepCountMax <= stepCount
    ? formula + all
    : `none: schedules were longer than the ${stepCount} steps assumed; --steps ${stepCountMax}`;
}
