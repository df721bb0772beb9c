/**
 * Timelines as a file of trace events, which ui.perfetto.dev and chrome://tracing open: a process
 * for each timeline, a track for each thread, slices for calls, steps and waits, instants for what
 * was told, arrows for wake-ups, and a counter of mappings.
 *
 * Invariant: every slice of a timeline is one complete event; slices of a track nest. A schedule
 * and a journal have an order and no times: there one step or event lasts 1 us of the trace, which
 * the file says of itself.
 * Source: Trace Event Format,
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */

import type { Timeline } from './timeline.ts';

/** One event; times in us, as the format has them. */
export interface TraceEvent {
  readonly name: string;
  /** `X` complete, `i` instant, `s`, `f` ends of an arrow, `C` counter, `M` metadata. */
  readonly ph: 'X' | 'i' | 's' | 'f' | 'C' | 'M';
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly id?: number;
  /** Where an instant is drawn: through its track `t` or its process `p`. */
  readonly s?: 't' | 'p';
  /** An arrow ends at the slice around it. */
  readonly bp?: 'e';
  readonly args?: Readonly<Record<string, string | number>>;
}

/** A file of trace events. */
export interface Trace {
  readonly displayTimeUnit: 'ns' | 'ms';
  readonly otherData: Readonly<Record<string, string>>;
  readonly traceEvents: readonly TraceEvent[];
}

/** The events of all timelines. */
export function traceOf(timelines: readonly Timeline[]): Trace {
  const hasTimes = timelines.some(({ unit }) => unit === 'ns');
  let arrow = 0;
  return {
    displayTimeUnit: hasTimes ? 'ns' : 'ms',
    otherData: {
      tool: 'racetrap',
      time: hasTimes
        ? 'simulated time; of schedules and journals: 1 us is one step or event'
        : '1 us is one step or event: schedules and journals have an order and no times',
    },
    traceEvents: timelines.flatMap((timeline, index) => {
      const first = arrow;
      arrow += timeline.flows.length;
      return eventsOf(timeline, index + 1, first);
    }),
  };
}

function eventsOf(timeline: Timeline, pid: number, firstArrow: number): TraceEvent[] {
  const { title, unit, lanes, slices, instants, flows } = timeline;
  // Virtual time counts whole picoseconds; readers nest by exact times.
  const inUs = (time: number): number => (unit === 'ns' ? Math.round(time * 1e3) / 1e6 : time);
  const begin = { ts: 0, ph: 'M', pid } as const;
  return [
    { ...begin, name: 'process_name', tid: 0, args: { name: title } },
    { ...begin, name: 'process_sort_index', tid: 0, args: { sort_index: pid } },
    ...lanes.flatMap((name, lane): TraceEvent[] => [
      { ...begin, name: 'thread_name', tid: lane + 1, args: { name } },
      { ...begin, name: 'thread_sort_index', tid: lane + 1, args: { sort_index: lane } },
    ]),
    // Readers that nest by the order of events want the outer slice first.
    ...slices
      .toSorted((a, b) => a.begin - b.begin || b.end - a.end || a.depth - b.depth)
      .map(({ lane, begin: from, end, name, kind, details }): TraceEvent => ({
        name,
        cat: kind,
        ph: 'X',
        pid,
        tid: lane + 1,
        ts: inUs(from),
        dur: inUs(end - from),
        args: details,
      })),
    ...instants.map(({ lane, at, name, isFinding }): TraceEvent => ({
      name,
      cat: isFinding ? 'finding' : 'event',
      ph: 'i',
      pid,
      tid: lane + 1,
      ts: inUs(at),
      s: isFinding ? 'p' : 't',
    })),
    ...flows.flatMap(({ from, to, name }, index): TraceEvent[] => {
      const arrow = { name, cat: 'wake', pid, id: firstArrow + index + 1 } as const;
      return [
        { ...arrow, ph: 's', tid: from.lane + 1, ts: inUs(from.at) },
        { ...arrow, ph: 'f', tid: to.lane + 1, ts: inUs(to.at), bp: 'e' },
      ];
    }),
    ...mappingCounter(timeline, pid, inUs),
  ];
}

/** How many mappings there are, each time that it changes. */
function mappingCounter(
  { slices }: Timeline,
  pid: number,
  inUs: (time: number) => number,
): TraceEvent[] {
  let last = -1;
  return slices.flatMap(({ begin, details }): TraceEvent[] => {
    const { memory } = details;
    if (memory === undefined) return [];
    const count = memory.split(' ').filter((entry) => entry !== '').length;
    if (count === last) return [];
    last = count;
    return [{ name: 'mappings', ph: 'C', pid, tid: 0, ts: inUs(begin), args: { mappings: count } }];
  });
}
