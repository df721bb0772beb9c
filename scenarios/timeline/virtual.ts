/**
 * A run in virtual time as a timeline, in simulated ns: a lane for each core with the threads that
 * ran on it, and one for each thread with its calls and, within them, its waits. Invariant: slices
 * of a lane nest, as a thread waits within its call and a core runs one thread at a time.
 */

import type { ToldTimeline } from '../../workers/index.ts';
import { isFindingEvent } from './schedule.ts';
import type { Slice, Timeline } from './timeline.ts';

/** The timeline of a run. */
export function virtualTimeline(told: ToldTimeline, title: string): Timeline {
  const { threads, stretches, moments, dropped } = told;
  const [first] = stretches;
  const beginNs = first?.fromNs ?? 0;
  const cores = [
    ...new Set(stretches.filter(({ kind }) => kind === 'runs').map(({ lane }) => lane)),
  ].toSorted((left, right) => left - right);
  const seen = new Set([
    ...stretches.filter(({ kind }) => kind !== 'runs').map(({ lane }) => lane),
    ...moments.map(({ thread }) => thread),
  ]);
  const shown = threads.map((_name, thread) => thread).filter((thread) => seen.has(thread));
  const laneOfCore = new Map(cores.map((core, lane) => [core, lane]));
  const laneOfThread = new Map(shown.map((thread, lane) => [thread, cores.length + lane]));
  const slices = stretches.map(({ kind, lane, name, fromNs, untilNs }): Slice => {
    const isWait = kind === 'waits';
    return {
      lane: (kind === 'runs' ? laneOfCore : laneOfThread).get(lane)!,
      begin: fromNs - beginNs,
      end: untilNs - beginNs,
      name: isWait ? `waits for ${name}` : name,
      kind: kind === 'runs' ? 'step' : isWait ? 'wait' : 'call',
      depth: isWait ? 1 : 0,
      details: { from: `${fromNs} ns`, lasts: `${tidyNs(untilNs - fromNs)} ns` },
    };
  });
  const left =
    dropped === 0 ? '' : `, the last ${stretches.length} of ${stretches.length + dropped}`;
  return {
    title: `${title}${left}`,
    unit: 'ns',
    lanes: [...cores.map((core) => `core ${core}`), ...shown.map((thread) => threads[thread]!)],
    slices,
    instants: moments.map(({ thread, name, atNs }) => ({
      lane: laneOfThread.get(thread)!,
      at: atNs - beginNs,
      name,
      isFinding: isFindingEvent(name),
    })),
    flows: [],
    end: slices.reduce((latest, { end }) => Math.max(latest, end), 0),
  };
}

/** Picoseconds are what virtual time counts in. */
function tidyNs(ns: number): number {
  return Math.round(ns * 1_000) / 1_000;
}
