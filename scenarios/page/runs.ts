/**
 * Runs: several runs of one scenario, on real workers or in virtual time, as points of curves over
 * what they differ in. Runs of page faults stand beside what Linux was measured to do
 * (published.ts), by efficiency: what compares between machines is ratios.
 */

import type { Outcome } from '../../workers/index.ts';
import type { SuiteFigure, SuitePoint } from '../result/suite.ts';
import { PUBLISHED_FAULTS } from '../result/published.ts';
import { type Curves, curvesOf, mergedPoints, parametersKey } from './scaling.ts';

/** The scenario whose runs are of page faults. */
const FAULT_SCENARIO = 'fault-scaling';

/** Curves of all scenarios that ran more than once with different parameters. */
export function runCurves(outcomes: readonly Outcome[]): Curves[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const { parallel, scenario, engine } = outcome;
    if (parallel === null) continue;
    // Virtual time and the machine's are no points of one curve.
    const name = engine === 'virtual' ? `${scenario}, virtual` : scenario;
    groups.set(name, [...(groups.get(name) ?? []), outcome]);
  }
  return [...groups].flatMap(([name, group]) => {
    const points = mergedPoints(group.flatMap(pointOf));
    if (points.length < 2) return [];
    const curves = curvesOf(name, points);
    return group[0]!.scenario === FAULT_SCENARIO ? [curves, efficiency(curves)] : [curves];
  });
}

/** What a run says at its parameters. */
function pointOf({ parameters, parallel, virtual }: Outcome): SuitePoint[] {
  if (parallel === null) return [];
  const { total, durationMs, callsPerSecond, rounds, violatedRounds } = parallel;
  const seconds = Math.max(durationMs / 1000, 1e-6);
  const figure = (value: number, unit: string): SuiteFigure => ({
    median: value,
    low: value,
    high: value,
    unit,
  });
  return [
    {
      parameters: {
        ...parameters,
        ...(virtual !== undefined && { cores: virtual.cores, profile: virtual.profile }),
      },
      figures: {
        ...(total.fault > 0 && { 'page faults': figure(total.fault / seconds, 'faults/s') }),
        ...(total.syscall > 0 && { calls: figure(callsPerSecond, 'calls/s') }),
        ...(total.windowOpened > 0 && {
          'windows crossed': figure((100 * total.windowCrossed) / total.windowOpened, '%'),
        }),
        ...(rounds > 0 && { 'rounds violated': figure((100 * violatedRounds) / rounds, '%') }),
      },
    },
  ];
}

/** Faults of each thread in percent of those of one thread alone, beside the published ones. */
function efficiency({ name, points }: Curves): Curves {
  const rest = ({ parameters }: SuitePoint): string => parametersKey({ ...parameters, threads: 0 });
  const others = publishedPoints();
  const own = points.flatMap((point): SuitePoint[] => {
    const threads = Number(point.parameters['threads']);
    const faults = point.figures['page faults'];
    const alone = points.find(
      (each) => each.parameters['threads'] === 1 && rest(each) === rest(point),
    )?.figures['page faults'];
    if (faults === undefined || alone === undefined || !(threads > 0)) return [];
    const percent = (value: number): number => (100 * value) / (threads * alone.median);
    const { median, low, high } = faults;
    return [
      {
        parameters: point.parameters,
        figures: {
          efficiency: {
            median: percent(median),
            low: percent(low),
            high: percent(high),
            unit: '%',
            ideal: 100,
          },
        },
        published:
          others.find(({ parameters }) => parameters['threads'] === threads)?.published ?? {},
      },
    ];
  });
  return curvesOf(name, own.length === 0 ? [] : [...own, ...others]);
}

/** Efficiency at every published number of threads, whether or not anybody ran so many here. */
function publishedPoints(): SuitePoint[] {
  const { rows, rwsemSource, refcountSource } = PUBLISHED_FAULTS;
  const [alone] = rows;
  return rows.map(({ threads, rwsem, refcount }) => ({
    parameters: { threads },
    figures: {},
    published: {
      efficiency: [
        { value: (100 * rwsem) / alone!.rwsem, source: rwsemSource },
        { value: (100 * refcount) / alone!.refcount, source: refcountSource },
      ],
    },
  }));
}
