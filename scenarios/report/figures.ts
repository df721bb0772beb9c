/**
 * Figures of both engines as lines of text: what a search cost, and what real workers did.
 * Invariant: a figure stands beside its unit, and a share beside what it is a share of.
 */

import type {
  Distribution,
  ExploreFigures,
  ParallelFigures,
  ThreadFigures,
  VirtualFigures,
} from '../../workers/index.ts';
import {
  bytesText,
  countOf,
  countText,
  msText,
  nsText,
  probabilityText,
  rateText,
  shareText,
  tableCount,
  wilsonInterval,
} from './number.ts';
import { type Column, drawTable } from './table.ts';

/** More threads than this are told by name, one line for all copies. */
const THREAD_ROW_COUNT_MAX = 20;

/** A name and what stands beside it. */
export type Pair = readonly [string, string];

/** What a search cost, as lines. */
export function exploreLines(figures: ExploreFigures): string[] {
  return pairs(explorePairs(figures));
}

/** What a search cost. */
export function explorePairs(figures: ExploreFigures): Pair[] {
  if (figures.traces !== undefined) return tracePairs(figures, figures.traces);
  const { states, transitions, endStates, depth, durationMs } = figures;
  return [
    [
      'states',
      `${countText(states)}, ${endStates === 0 ? 'none' : countText(endStates)} of them end states`,
    ],
    ...estimatePairs(figures),
    ['transitions', countText(transitions)],
    ['depth', `${countOf(depth, 'step')}, ${figures.order}`],
    ...reductionPairs(figures),
    ...instructionPairs(figures),
    ...executionPairs(figures),
    [
      'time',
      `${msText(durationMs)}, ${rateText(states / Math.max(durationMs / 1000, 1e-6))} states`,
    ],
    [
      'memory',
      `${bytesText(figures.bytesPerState)} a state of ${countOf(figures.stateWordCount, 'word')}`,
    ],
    ['omission', omissionText(figures)],
  ];
}

/** A search that followed one execution of each trace. */
function tracePairs(
  figures: ExploreFigures,
  {
    complete,
    blocked,
    deadlocks,
    violations,
    executionCountEstimate,
  }: NonNullable<ExploreFigures['traces']>,
): Pair[] {
  const { transitions, depth, durationMs } = figures;
  const followed = complete + blocked;
  return [
    ['traces', `${countText(complete)}, each followed to its end once`],
    ['blocked', `${countText(blocked)}, given up as another order of what was followed`],
    ...(executionCountEstimate === null
      ? []
      : [
          [
            'estimate',
            `about ${countText(Number(executionCountEstimate.toPrecision(2)))} schedules in all; ` +
              'no bound',
          ] as const,
        ]),
    ['deadlocks', deadlocks === 0 ? 'none' : countOf(deadlocks, 'trace')],
    ['violations', violations === 0 ? 'none' : countOf(violations, 'trace')],
    ['transitions', countText(transitions)],
    ['depth', countOf(depth, 'step')],
    ...instructionPairs(figures),
    [
      'time',
      `${msText(durationMs)}, ${rateText(followed / Math.max(durationMs / 1000, 1e-6))} schedules`,
    ],
  ];
}

/** What a search may have left out, for want of memory to tell states apart. */
function omissionText({ bitstate, omissionProbability }: ExploreFigures): string {
  if (bitstate !== undefined)
    return (
      `about ${probabilityText(bitstate.omissionCount)} states, and what lies behind them alone; ` +
      `${shareText(bitstate.fill, 1)} of all bits are set`
    );
  return omissionProbability === 0
    ? 'none: states are stored whole'
    : `probability at most ${probabilityText(omissionProbability)}`;
}

/** How much of a search that was ended is left, as far as that can be guessed. */
function estimatePairs({ states, stateCountEstimate }: ExploreFigures): Pair[] {
  if (stateCountEstimate === null) return [];
  const share = shareText(states, Math.max(states, stateCountEstimate));
  const all = countText(Number(stateCountEstimate.toPrecision(2)));
  return [['estimate', `about ${all} states in all, of which ${share} were met; no bound`]];
}

/** Instructions that a report names of those that no thread came to. */
const UNREACHED_COUNT_MAX = 4;

/** Where an instruction stands, as `show` numbers it: `supervisor [4].body[2]`. */
function placeText(source: string): string {
  return source.replace(/^(?:threads\.)?(.+)\.program\[/, '$1 [');
}

/** What threads came to of the programs. */
export function instructionPairs({ instructions }: Pick<ExploreFigures, 'instructions'>): Pair[] {
  const { reached, all, unreached } = instructions;
  const named = unreached.slice(0, UNREACHED_COUNT_MAX).map(placeText).join(', ');
  const more = unreached.length - UNREACHED_COUNT_MAX;
  const rest = more > 0 ? ` and ${countText(more)} more` : '';
  return [
    [
      'programs',
      `${countText(reached)} of ${countOf(all, 'instruction')} reached` +
        (unreached.length === 0 ? '' : `; never: ${named}${rest}`),
    ],
  ];
}

/** What the properties of whole executions took, behind the search. */
function executionPairs({ liveness, histories }: ExploreFigures): Pair[] {
  const pair = (
    title: string,
    { states, transitions, durationMs }: NonNullable<typeof liveness>,
    how: string,
  ): Pair => [
    title,
    `${countOf(states, 'state')} and ${countOf(transitions, 'step')}, ${how} in ${msText(durationMs)}`,
  ];
  return [
    ...(liveness === undefined ? [] : [pair('executions', liveness, 'judged under fairness')]),
    ...(histories === undefined ? [] : [pair('histories', histories, 'all orders of calls tried')]),
  ];
}

/** What a reduced search rests on. */
function reductionPairs({ reduction }: ExploreFigures): Pair[] {
  if (reduction === undefined) return [];
  const { passedCount, placeCount, searchCount } = reduction;
  const places = `what steps from ${countOf(placeCount, 'place')} touch`;
  const searches = searchCount === 1 ? 'one search' : `${countText(searchCount)} searches`;
  const passed = `${countOf(passedCount, 'state')} with one way on passed through`;
  return [['reduction', `${places}, in ${searches}; ${passed}`]];
}

/** Counters that the rows of threads show. */
const SHOWN = ['native', 'trapped', 'escaped', 'misjudged', 'refused'] as const;

/** One row a thread, and the totals; page faults have columns where there were any. */
export function threadLines(figures: ParallelFigures): string[] {
  const { threads, total, callsPerSecond } = figures;
  const hasFaults = total.fault > 0;
  // A load of page faults has no use for columns of what was not intercepted.
  const shown = SHOWN.filter((name) => !hasFaults || name === 'refused' || total[name] > 0);
  const titles = [...(hasFaults ? ['faults/s', 'faults'] : []), 'calls/s', 'calls', ...shown];
  const columns: Column[] = [
    { title: 'thread' },
    ...titles.map((title): Column => ({ title, align: 'right' })),
  ];
  const row = (name: string, perSecond: number, counters: ThreadFigures['counters']): string[] => [
    name,
    ...(hasFaults
      ? [tableCount(counters.fault / secondsOf(figures)), tableCount(counters.fault)]
      : []),
    tableCount(perSecond),
    tableCount(counters.syscall),
    ...shown.map((counter) => tableCount(counters[counter])),
  ];
  const rows = threads.length > THREAD_ROW_COUNT_MAX ? groupCopies(threads) : threads;
  return drawTable(
    columns,
    [
      ...rows.map((thread) => row(thread.name, thread.callsPerSecond, thread.counters)),
      row('total', callsPerSecond, total),
    ],
    '  ',
  );
}

/** What guards did, where there were any. */
function guardPairs({ total, spans }: ParallelFigures): Pair[] {
  if (total.guardInstalled === 0) return [];
  const { guardInstalled, guardedPage, guardStall, guardRefused, guardInnocent } = total;
  const copied = total.guardCopy === 0 ? '' : `, ${countOf(total.guardCopy, 'word')} copied`;
  const timed = (title: string, times: Distribution | undefined): Pair[] =>
    times === undefined || times.count === 0 ? [] : [[title, distributionText(times)]];
  return [
    ['guards', `${countText(guardInstalled)} of ${countOf(guardedPage, 'range')}${copied}`],
    [
      'guarded writes',
      `${countText(guardStall)} waited, ${countText(guardRefused)} refused, ` +
        `${countText(guardInnocent)} of them innocent; ${countText(total.guardTampered)} calls tampered`,
    ],
    ...timed('guard life', spans['guarded']),
    ...timed('writer stall', spans['stalled']),
  ];
}

/** The other figures of a run on real workers, or on virtual cores, as lines. */
export function parallelLines(figures: ParallelFigures, isVirtual = false): string[] {
  return pairs(parallelPairs(figures, isVirtual));
}

/** The figures of a run on real workers, or on virtual cores, that are not those of one thread. */
export function parallelPairs(figures: ParallelFigures, isVirtual = false): Pair[] {
  const { total, addressSpace, window } = figures;
  const [least, most] = wilsonInterval(total.windowCrossed, total.windowOpened);
  return [
    [
      'run',
      isVirtual
        ? `${msText(figures.durationMs)} of virtual time`
        : `${msText(figures.durationMs)} on ${countOf(figures.workerCount, 'worker')}, ` +
          `started in ${msText(figures.startMs)}`,
    ],
    ['call latency', distributionText(figures.latency)],
    [
      'race window',
      total.windowOpened === 0
        ? 'none opened: nothing looks an address up'
        : `${countText(total.windowOpened)} opened, ` +
          `${countText(total.windowCrossed)} crossed by an edit ` +
          `(${shareText(total.windowCrossed, total.windowOpened)}, 95% within ` +
          `${shareText(least, 1)} to ${shareText(most, 1)})`,
    ],
    ...(window.count > 0 ? [['window length', distributionText(window)] as const] : []),
    [
      'decisions',
      `${countText(total.staleDecision)} stale, ` +
        `${countText(total.useAfterFree)} by a freed mapping, ${countText(total.killed)} killed`,
    ],
    [
      'mappings',
      `${countText(addressSpace.mapCount)} now, ${countText(addressSpace.mapCountPeak)} at most; ` +
        `${countText(addressSpace.edits)} edits, ${countText(addressSpace.splits)} splits ` +
        `(${rateText(addressSpace.splits / secondsOf(figures))}), ${countText(addressSpace.merges)} merges`,
    ],
    [
      'edits asked',
      `${countText(total.mmap)} mmap, ${countText(total.munmap)} munmap, ` +
        `${countText(total.mprotect)} mprotect, ${countText(total.refused)} refused`,
    ],
    [
      'locks',
      `${countText(total.lockAcquired)} acquired, ${countText(total.lockWait)} with a wait ` +
        `(${shareText(total.lockWait, total.lockAcquired)})`,
    ],
    ...(figures.lockWait.count > 0
      ? [['lock wait', distributionText(figures.lockWait)] as const]
      : []),
    ...guardPairs(figures),
  ];
}

/** What the machine of a run in virtual time did, as lines. */
export function virtualLines(figures: VirtualFigures): string[] {
  return pairs(virtualPairs(figures));
}

/** What the machine of a run in virtual time did. */
export function virtualPairs(figures: VirtualFigures): Pair[] {
  const { cores, profile, events, steps, utilization, switches, preemptions } = figures;
  const { migrations, wakeUps, lineTransfers, lineWaitNs } = figures;
  return [
    [
      'machine',
      `${countOf(cores, 'core')}, ${shareText(utilization, 1)} busy, costs of ${profile}`,
    ],
    ['work', `${countOf(steps, 'step')}, ${countOf(events, 'event')}`],
    [
      'scheduler',
      `${countText(switches)} switches, ${countOf(preemptions, 'preemption')}, ` +
        `${countOf(migrations, 'migration')}, ${countOf(wakeUps, 'wake-up')}`,
    ],
    [
      'cache lines',
      `${countText(lineTransfers)} moved between cores` +
        (lineTransfers === 0 ? '' : `, ${nsText(lineWaitNs / lineTransfers)} of wait for each`),
    ],
  ];
}

/** How long a run took, in s, and never nothing. */
function secondsOf({ durationMs }: ParallelFigures): number {
  return Math.max(durationMs / 1000, 1e-6);
}

/** A distribution in one line. */
export function distributionText({ count, p50Ns, p99Ns, maxNs }: Distribution): string {
  return count === 0
    ? 'not sampled'
    : `p50 ${nsText(p50Ns)}, p99 ${nsText(p99Ns)}, max ${nsText(maxNs)} ` +
        `(${countOf(count, 'sample')})`;
}

/** Names and values below each other. */
export function pairs(entries: readonly Pair[]): string[] {
  return drawTable([{ title: '' }, { title: '', widthMax: 80 }], entries, '  ');
}

/** Threads of one declaration, `caller-0` to `caller-63`, as one row with their sums. */
function groupCopies(threads: readonly ThreadFigures[]): ThreadFigures[] {
  const groups = new Map<string, ThreadFigures[]>();
  for (const thread of threads) {
    const name = thread.name.replace(/-\d+$/, '');
    groups.set(name, [...(groups.get(name) ?? []), thread]);
  }
  return [...groups].map(([name, members]) => {
    const [first] = members;
    const counters = { ...first!.counters };
    for (const key of Object.keys(counters) as (keyof typeof counters)[])
      counters[key] = members.reduce((sum, member) => sum + member.counters[key], 0);
    return {
      ...first!,
      name: members.length === 1 ? first!.name : `${name} x${members.length}`,
      counters,
      callsPerSecond: members.reduce((sum, member) => sum + member.callsPerSecond, 0),
    };
  });
}
