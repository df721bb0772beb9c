/**
 * A schedule as a timeline, one unit of time a step: steps lie within the calls that they are part
 * of, and a call that another thread overtakes goes on meanwhile. Invariant: every step is a slice,
 * in order, and lies in its own thread's lane.
 */

import type { Finding, ScheduleStep } from '../../workers/index.ts';
import { accessesOf } from '../report/access.ts';
import type { Flow, Instant, Slice, Timeline } from './timeline.ts';

/** Events that say nothing beyond what calls and steps show already. */
const SHOWN_OTHERWISE = /^(called|returned|looked|acquired|released|native) /;
/** Events that tell of something that must not be. */
const FINDING =
  /^(escaped|misjudged|useAfterFree|staleDecision|staleTranslation|bug|segfault|expectationFailed|killed)\b/;

/** Calls within each other, as handlers of signals make them; a deeper one ends its caller. */
const CALL_DEPTH_MAX = 8;

/** A call that has not returned yet. */
interface OpenCall {
  readonly name: string;
  readonly begin: number;
  readonly depth: number;
}

/** Whether an event of a schedule or a journal is one that people look for. */
export function isFindingEvent(event: string): boolean {
  return FINDING.test(event);
}

/** The timeline of a finding: its schedule, what goes round behind it, and what it ends in. */
export function findingTimeline(
  { schedule = [], forever = [], message, why }: Finding,
  title: string,
): Timeline {
  const steps = [...schedule, ...forever];
  const timeline = scheduleTimeline(steps, title);
  const at = steps.length === 0 ? 0 : steps.length - 0.5;
  const lane = Math.max(0, timeline.lanes.indexOf(steps.at(-1)?.thread ?? ''));
  const critical = why?.criticalStep ?? 0;
  const marks: Instant[] = [
    ...(critical > 0 && critical <= steps.length
      ? [
          {
            lane: timeline.lanes.indexOf(steps[critical - 1]!.thread),
            at: critical - 0.5,
            name: 'behind this step every continuation fails',
            isFinding: true,
          },
        ]
      : []),
    ...(forever.length > 0
      ? [{ lane, at: schedule.length, name: 'from here on for ever', isFinding: true }]
      : []),
    ...(timeline.lanes.length > 0 ? [{ lane, at, name: message, isFinding: true }] : []),
  ];
  return { ...timeline, instants: [...timeline.instants, ...marks] };
}

/** The timeline of steps alone. */
export function scheduleTimeline(steps: readonly ScheduleStep[], title: string): Timeline {
  const lanes = [...new Set(steps.map(({ thread }) => thread))];
  const laneOf = new Map(lanes.map((name, lane) => [name, lane]));
  const calls: OpenCall[][] = lanes.map(() => []);
  const parkedSince: (number | undefined)[] = lanes.map(() => undefined);
  const slices: Slice[] = [];
  const instants: Instant[] = [];
  const flows: Flow[] = [];
  /** Who has woken each lane since it moved last. */
  const wakers: Flow['from'][][] = lanes.map(() => []);

  const endWait = (lane: number, end: number): void => {
    const begin = parkedSince[lane];
    if (begin === undefined) return;
    parkedSince[lane] = undefined;
    if (end <= begin) return;
    const depth = calls[lane]!.length;
    slices.push({ lane, begin, end, name: 'waits', kind: 'wait', depth, details: {} });
  };
  const endCall = (lane: number, end: number, result: string): void => {
    const { name, begin, depth } = calls[lane]!.pop()!;
    if (end > begin)
      slices.push({ lane, begin, end, name, kind: 'call', depth, details: { result } });
  };

  steps.forEach((step, index) => {
    const lane = laneOf.get(step.thread)!;
    endWait(lane, index);
    for (const from of wakers[lane]!.splice(0))
      flows.push({ from, to: { lane, at: index + 0.5 }, name: 'wakes' });
    // What a step begins behind the end of another call is drawn from the next step on.
    let begin = index;
    for (const event of step.events) {
      const called = /^called (.+)$/.exec(event)?.[1];
      const [, result, returned] = /^returned (\S+) from (.+)$/.exec(event) ?? [];
      const trapped = /^trapped (\S+) at /.exec(event)?.[1];
      const depth = calls[lane]!.length;
      if (called !== undefined) {
        if (depth >= CALL_DEPTH_MAX) endCall(lane, begin, 'not told');
        calls[lane]!.push({ name: called, begin, depth: calls[lane]!.length });
      }
      // A trapped call is undone and never returns; its handler's calls are calls of their own.
      if (trapped !== undefined && calls[lane]!.at(-1)?.name === trapped)
        endCall(lane, index + 1, 'trapped');
      if (returned !== undefined && calls[lane]!.some(({ name }) => name === returned))
        for (let isIt = false; !isIt;) {
          isIt = calls[lane]!.at(-1)!.name === returned;
          endCall(lane, index + 1, isIt ? result! : 'abandoned');
        }
      if (calls[lane]!.length < depth) begin = index + 1;
      if (!SHOWN_OTHERWISE.test(event))
        instants.push({ lane, at: index + 0.5, name: event, isFinding: isFindingEvent(event) });
    }
    slices.push({
      lane,
      begin: index,
      end: index + 1,
      name: step.did,
      kind: 'step',
      depth: calls[lane]!.length,
      details: detailsOf(step, index + 1),
    });
    const own = step.changes.find(({ word }) => word === `${step.thread} parked`);
    if (own !== undefined && own.after !== 0) parkedSince[lane] = index + 1;
    for (const woken of accessesOf(step).wakes) {
      const to = laneOf.get(woken);
      if (to !== undefined) {
        endWait(to, index + 1);
        wakers[to]!.push({ lane, at: index + 0.5 });
      }
    }
  });
  lanes.forEach((_name, lane) => {
    endWait(lane, steps.length);
    while (calls[lane]!.length > 0) endCall(lane, steps.length, 'open at the end');
  });
  return { title, unit: 'step', lanes, slices, instants, flows, end: steps.length };
}

/** A step in words, by what they tell. */
function detailsOf(step: ScheduleStep, number: number): Record<string, string> {
  const { reads, writes, wakes } = accessesOf(step);
  const told: readonly (readonly [string, readonly (string | number)[]])[] = [
    ['draws', step.choices],
    ['reads', reads],
    ['writes', writes],
    ['wakes', wakes],
    ['events', step.events],
  ];
  return {
    step: String(number),
    ...Object.fromEntries(
      told.flatMap(([name, list]) => (list.length === 0 ? [] : [[name, list.join('; ')]])),
    ),
    memory: step.mappings,
  };
}
