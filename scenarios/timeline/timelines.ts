/**
 * All timelines that a result holds: one for each finding with a schedule, one for the nearest
 * passing schedule of each, one for a run in virtual time that kept it, and one for a journal.
 */

import type { Finding, Outcome } from '../../workers/index.ts';
import type { Result } from '../result/read.ts';
import { journalTimeline } from './journal.ts';
import { findingTimeline, scheduleTimeline } from './schedule.ts';
import type { Timeline } from './timeline.ts';
import { virtualTimeline } from './virtual.ts';

/** The timelines of a result, in the order in which the result has them. */
export function timelinesOf({ kind, value }: Result): Timeline[] {
  switch (kind) {
    case 'outcome':
      return outcomeTimelines(value, value.scenario);
    case 'diff':
      return value.sides.flatMap(({ label, outcome }) => outcomeTimelines(outcome, label));
    case 'guards':
      return value.answers.flatMap(({ name, finding }) =>
        finding === null ? [] : findingTimelines(finding, `${value.scenario}, ${name}`),
      );
    case 'explain':
      return findingTimelines(value.finding, value.scenario);
    case 'replay': {
      const { scenario, schedule, forever, finding } = value;
      return finding === null
        ? [scheduleTimeline(schedule, scenario)]
        : findingTimelines({ ...finding, schedule, forever }, scenario);
    }
    case 'stress':
    case 'matrix':
    case 'bench':
    case 'suite':
    case 'conform':
      return [];
  }
}

function outcomeTimelines({ findings, parallel, virtual }: Outcome, name: string): Timeline[] {
  const timeline = virtual?.timeline;
  return [
    ...findings.flatMap((finding) => findingTimelines(finding, name)),
    ...(timeline === undefined ? [] : [virtualTimeline(timeline, `${name}: virtual time`)]),
    ...(parallel === null || parallel.journal.length === 0
      ? []
      : [
          journalTimeline(
            parallel.journal,
            parallel.threads.map((thread) => thread.name),
            `${name}: journal`,
          ),
        ]),
  ];
}

function findingTimelines(finding: Finding, name: string): Timeline[] {
  const passing = finding.why?.passing ?? null;
  return [
    ...(finding.schedule === undefined
      ? []
      : [findingTimeline(finding, `${name}: ${finding.message}`)]),
    ...(passing === null
      ? []
      : [scheduleTimeline(passing.schedule, `${name}: the nearest passing schedule`)]),
  ];
}
