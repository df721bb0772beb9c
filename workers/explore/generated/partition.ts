/**
 * Partition: a search by generated code on several cores. Each state belongs to one searcher by its
 * key. Such a search proves and counts; what only one searcher can tell, the way to what was found
 * and values that do not fit, ends it, and whoever began goes on alone.
 *
 * Invariant: what it answers is what one searcher would, state for state.
 */

import { rmSync } from 'node:fs';
import type { Piscina } from 'piscina';
import { allocateShared, SharedWords } from '../../../kernel/index.ts';
import type { Question, Supervision } from '../../engine.ts';
import { workerUrl } from '../../parallel/worker-url.ts';
import { boundText, type Budget, type Extent, progressReporter } from '../alone.ts';
import type { SaveRest } from '../continuation/continuation.ts';
import { ContinuationReader } from '../continuation/continuation-file.ts';
import type { Examination } from '../examination.ts';
import type { Mover } from '../mover.ts';
import type { Outlook } from '../outlook.ts';
import { STOP, stop, TEAM } from '../team/meeting.ts';
import type { GeneratedOrder } from './generated-order.ts';
import type { Model } from './model.ts';
import {
  BOX_WORDS_ALL,
  LENT_WORDS,
  type PartitionOrder,
  type PartitionReport,
  type PartitionTask,
  SHARE_UNIT,
  partitionWordCount,
} from './partition-member.ts';
import type { Widened } from './plan.ts';

/** A search that several searchers go on with, at the begin of a level. */
export interface Partition {
  readonly question: Question;
  readonly order: GeneratedOrder;
  readonly mover: Mover;
  readonly examination: Examination;
  readonly outlook: Outlook;
  readonly model: Model;
  readonly isSymmetric: boolean;
  readonly widened: Widened;
  readonly memberCount: number;
  readonly budget: Budget;
  /** Where what is left of a search that is ended is to be written. */
  readonly savePath: string | null;
}

/** Time between two looks at the searchers, in ms. */
const LOOK_MS = 50;

/** Workers for the searchers. */
type PartitionPool = Piscina<PartitionTask, PartitionReport>;

/** Starts the workers, which load while whoever began goes on. */
export async function createPool(memberCount: number): Promise<PartitionPool> {
  const { Piscina } = await import('piscina');
  return new Piscina({
    filename: workerUrl('workers/explore/generated/partition').href,
    minThreads: memberCount,
    maxThreads: memberCount,
    concurrentTasksPerWorker: 1,
    idleTimeout: Infinity,
    atomics: 'disabled',
    recordTiming: false,
    trackUnmanagedFds: false,
  });
}

/**
 * Goes on to the end; null where one searcher must, who finds all as it was. What is seen goes to
 * the examination and the mover.
 */
export async function searchPartitioned(
  pool: PartitionPool,
  partition: Partition,
  supervision: Supervision,
): Promise<Extent | null> {
  const { memberCount, budget, outlook } = partition;
  const control = new SharedWords(allocateShared(partitionWordCount(memberCount) * 4));
  const order = orderOf(partition, control);
  watch(partition, order, control);
  const report = progressReporter(budget, supervision, outlook);
  const look = setInterval(() => {
    report(control.load(TEAM.STATES), control.load(TEAM.WAITING), control.load(TEAM.DEPTH));
    const isLate = performance.now() - budget.begunMs >= budget.durationMsMax;
    if (supervision.signal?.aborted === true || isLate) stop(control, STOP.order);
  }, LOOK_MS);
  try {
    const reports = await Promise.all(
      Array.from({ length: memberCount }, (_none, member) => pool.run({ order, member })),
    );
    if (control.load(TEAM.STOP) === STOP.alone) {
      for (const { part } of reports) if (part !== null) rmSync(part.path, { force: true });
      return null;
    }
    absorb(reports, partition);
    partition.examination.reached.marks.set(outlook.sources.marks);
    const extent = extentOf(control, reports, partition, supervision);
    return { ...extent, saveRest: restOf(reports, partition, control) };
  } finally {
    clearInterval(look);
  }
}

/**
 * Has the outlook look at what the members mark. One of them draws schedules, as a member alone can
 * say what it knows: it is asked for the next line, and answers for the last.
 */
function watch(
  { examination, outlook }: Partition,
  order: PartitionOrder,
  control: SharedWords,
): void {
  const marks = new Uint8Array(order.reached);
  marks.set(examination.reached.marks);
  outlook.sources.marks = marks;
  outlook.sources.share = (walkCount) => {
    control.store(TEAM.WALKS_ASKED, walkCount);
    const known = control.load(TEAM.WALKS_KNOWN);
    return known === 0 ? null : known / SHARE_UNIT;
  };
}

function orderOf(
  { question, order, isSymmetric, widened, memberCount, budget, savePath }: Partition,
  control: SharedWords,
): PartitionOrder {
  const { set, waiting } = order.handOver();
  control.store(TEAM.STATES, order.visited.count);
  control.store(TEAM.WAITING, order.waiting);
  control.store(TEAM.DEPTH, order.depth + 1);
  const { scenario, parameters, compiled, table } = question;
  const boxWords = Math.floor(BOX_WORDS_ALL / memberCount ** 2);
  return {
    question: { scenario, parameters, compiled, table },
    isSymmetric,
    widened,
    control: bufferOf(control),
    reached: allocateShared(compiled.sources.length),
    set,
    waiting: bufferOf(waiting),
    boxes: [0, 1].map(() =>
      Array.from({ length: memberCount }, (_none, writer) =>
        Array.from({ length: memberCount }, (_box, owner) =>
          allocateShared((owner === writer ? 1 : boxWords) * 4),
        ),
      ),
    ),
    lent: Array.from({ length: memberCount }, () => allocateShared(LENT_WORDS * 4)),
    memberCount,
    stateCountMax: budget.stateCountMax,
    byteCountMax: budget.byteCountMax,
    partPath: savePath === null ? null : `${savePath}.${process.pid}.part`,
  };
}

function bufferOf({ array }: SharedWords): SharedArrayBuffer {
  return array.buffer as unknown as SharedArrayBuffer;
}

function extentOf(
  control: SharedWords,
  reports: readonly PartitionReport[],
  { order, budget }: Partition,
  { signal }: Supervision,
): Omit<Extent, 'saveRest'> {
  const reason = control.load(TEAM.STOP);
  const bounds = { [STOP.states]: 'states', [STOP.memory]: 'memory' } as const;
  const bound = bounds[reason as keyof typeof bounds];
  const ordered = signal?.aborted === true ? 'a signal' : boundText('time', budget);
  return {
    states: control.load(TEAM.STATES),
    transitions: reports.reduce((sum, { transitions }) => sum + transitions, order.transitions),
    // The last level may have been begun for states that were all known.
    depth: control.load(TEAM.DEPTH) - (reports.every(({ isIdle }) => isIdle) ? 1 : 0),
    bytesPeak: control.load(TEAM.KIBIBYTES_PEAK) * 1024 + order.bytes + order.visited.bytes,
    interruption:
      reason === STOP.no ? null : bound === undefined ? ordered : boundText(bound, budget),
  };
}

/** Puts the parts together that the searchers have written; null where one has written none. */
function restOf(
  reports: readonly PartitionReport[],
  { widened, order }: Partition,
  control: SharedWords,
): SaveRest | null {
  const parts = reports.flatMap(({ part }) => (part === null ? [] : [part]));
  if (parts.length < reports.length || parts.length === 0) return null;
  return (file) => {
    const readers = parts.map(({ path }) => new ContinuationReader(path));
    const all = function* (names: readonly string[]): Iterable<Uint8Array> {
      for (const name of names) for (const reader of readers) yield* reader.pieces(name);
    };
    file.section('set', all(['set']));
    file.section('waiting', all(['level', 'next']));
    for (const [number, { path }] of parts.entries()) {
      readers[number]!.close();
      rmSync(path);
    }
    const levelRest = parts.reduce((sum, part) => sum + part.levelRest, 0);
    const transitions = reports.reduce((sum, each) => sum + each.transitions, order.transitions);
    const position = { transitions, depth: control.load(TEAM.DEPTH), levelRest };
    const states = control.load(TEAM.STATES);
    return { searcher: 'generated', states, widened: [...widened], position };
  };
}

/** Takes over what the searchers have seen. */
function absorb(
  reports: readonly PartitionReport[],
  { mover: { world, words, judge }, examination, model: { exit } }: Partition,
): void {
  examination.absorb({
    finds: [],
    sightings: reports.flatMap(({ sightings }) => sightings),
    endStates: reports.reduce((sum, { endStates }) => sum + endStates, 0),
  });
  const { coverage, coverageStride } = world.layout;
  for (const { seen, exits } of reports) {
    for (const [number, value] of seen.entries()) if (value === 1) judge.seen[number] = 1;
    for (const [thread, count] of exits.entries()) {
      const word = coverage + thread * coverageStride + exit;
      words.array[word] = (words.array[word]! + count) | 0;
    }
  }
}
