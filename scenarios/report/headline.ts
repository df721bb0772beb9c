/**
 * Headlines: the verdict as one sentence. Only an exhausted search says "proved"; what a budget, a
 * deadline or the user ended says that it proves nothing. Invariant: the three verdicts never share
 * a wording.
 */

import { EXPECTATIONS } from '../../actors/index.ts';
import type { ExploreFigures, Finding, Outcome, ParallelFigures } from '../../workers/index.ts';
import { countOf, countText, msText } from './number.ts';
import type { Tone } from './paint.ts';

/** A sentence and how it is meant. */
export interface Headline {
  readonly tone: Tone;
  readonly text: string;
}

/**
 * What a finding found: its property; of an expectation, which all share one name, the one that
 * failed in the last step.
 */
export function foundText({
  message,
  schedule = [],
}: Pick<Finding, 'message' | 'schedule'>): string {
  if (message !== EXPECTATIONS.name) return message;
  const failed = (schedule.at(-1)?.events ?? []).map(
    (event) => /^expectationFailed '(.+)'$/s.exec(event)?.[1],
  );
  const [expected] = failed.filter((text) => text !== undefined);
  return expected === undefined ? message : `${message}: ${expected}`;
}

/** The verdict of an outcome. */
export function headline(outcome: Outcome): Headline {
  const { scenario, verdict, findings } = outcome;
  const [first] = findings;
  switch (verdict) {
    case 'holds':
      return {
        tone: 'good',
        text: `${scenario} holds: proved for this scenario${extent(outcome)}, search exhausted.`,
      };
    case 'violated':
      return {
        tone: 'bad',
        text: `${scenario} is violated: ${first === undefined ? 'see below' : foundText(first)}.`,
      };
    case 'interrupted':
      return {
        tone: first === undefined ? 'doubtful' : 'bad',
        text: interruption(outcome, first),
      };
  }
}

/** Whether the outcome is what the scenario says it must be, in words. */
export function expectation({ expected, asExpected, engine, verdict }: Outcome): Headline {
  if (asExpected) {
    if (expected === null) return { tone: 'faint', text: 'The scenario expects no verdict.' };
    const isSample = engine !== 'explore' && verdict !== expected;
    return {
      tone: 'good',
      text: isSample
        ? `Nothing against it: the scenario says that a search finds '${expected}'.`
        : `As expected: the scenario says '${expected}'.`,
    };
  }
  if (verdict === 'interrupted')
    return { tone: 'doubtful', text: `No verdict: the scenario says '${expected ?? 'it ends'}'.` };
  return {
    tone: 'bad',
    text: `NOT as expected: the scenario says '${expected ?? 'nothing fails'}'.`,
  };
}

/** What a search has met: states, or traces where these are followed. */
function searchedText({ states, traces }: ExploreFigures): string {
  return traces === undefined ? countOf(states, 'state') : countOf(traces.complete, 'trace');
}

function extent({ explore }: Outcome): string {
  if (explore === null) return '';
  const ends = explore.endStates === 0 ? ', no schedule ends' : '';
  return `; ${searchedText(explore)}${ends}`;
}

function interruption(outcome: Outcome, first: Finding | undefined): string {
  const { scenario, explore, parallel, sample } = outcome;
  if (sample !== null)
    return (
      `${scenario}: nothing failed in ${countOf(sample.schedules, 'schedule')}; ` +
      'a sample proves nothing about the rest.'
    );
  if (explore?.bitstate !== undefined)
    return `${scenario}: nothing failed in ${searchedText(explore)}; ${first?.message ?? 'see below'}.`;
  if (explore !== null)
    return first === undefined
      ? `${scenario}: interrupted after ${searchedText(explore)}; ` +
          'nothing was found, which proves nothing about the rest.'
      : `${scenario}: interrupted after ${searchedText(explore)}: ${first.message}.`;
  if (parallel === null) return `${scenario}: interrupted before it began.`;
  const done = amount(outcome, parallel);
  const met = metText(parallel);
  if (first === undefined && met !== '') return `${scenario}: ${met}; ${done}.`;
  if (first === undefined)
    return `${scenario}: nothing failed in ${done}; a sample proves nothing about the rest.`;
  return `${scenario}: ${done}, but ${first.message}.`;
}

/** What calls met that they should not; a load counts it without a property that forbids it. */
function metText({ rounds, total }: ParallelFigures): string {
  if (rounds > 0) return '';
  const { trapped, misjudged, escaped, staleDecision, useAfterFree } = total;
  const foreign = escaped + trapped - misjudged;
  return [
    ...(escaped > 0
      ? [`${countText(escaped)} of ${countOf(foreign, 'foreign call')} escaped`]
      : []),
    ...(misjudged > 0 ? [`${countOf(misjudged, 'native call')} trapped`] : []),
    ...(staleDecision > 0 ? [countOf(staleDecision, 'stale decision')] : []),
    ...(useAfterFree > 0 ? [`${countText(useAfterFree)} decided by a freed mapping`] : []),
  ].join(', ');
}

function amount(
  { engine }: Outcome,
  { rounds, durationMs, workerCount, total }: ParallelFigures,
): string {
  const workers = countOf(workerCount, engine === 'virtual' ? 'virtual core' : 'worker');
  return rounds > 0
    ? `${countOf(rounds, 'round')} on ${workers}`
    : `${msText(durationMs)} and ${countText(total.syscall)} calls on ${workers}`;
}
