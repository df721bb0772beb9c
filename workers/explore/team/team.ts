/**
 * Team: a breadth-first search on several cores. One searcher begins; where the search gets long it
 * hands over at the begin of a level to a team of workers, which share one set of states and take
 * turns at nothing (G. Holzmann, "Parallelizing the Spin model checker", 2012, splits the levels of
 * a search in the same way). This file starts them, tells how far they are and ends them; the words
 * that all share are in `meeting.ts`.
 *
 * Invariant: verdict, counts and lengths of schedules are those of one searcher. Which of equally
 * short schedules is found depends on who came first; its token repeats it.
 */

import { BroadcastChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { transitionCount } from '../../../actors/index.ts';
import { allocateShared, invariant, SharedWords } from '../../../kernel/index.ts';
import type { Question, Supervision } from '../../engine.ts';
import { workerUrl } from '../../parallel/worker-url.ts';
import { boundText, type Budget, type Extent, progressReporter } from '../alone.ts';
import { Ancestry } from '../ancestry.ts';
import type { SaveRest } from '../continuation/continuation.ts';
import { saveGenericStates, type WaitingChunk } from '../continuation/generic-states.ts';
import type { HandOver } from '../breadth-first.ts';
import { markTaken } from '../coverage.ts';
import { FingerprintMemory } from '../estimate.ts';
import type { Examination } from '../examination.ts';
import type { Mover } from '../mover.ts';
import { type Outlook, shareOf } from '../outlook.ts';
import { createMover, type ToldApart } from '../transition-cache.ts';
import type { Visited } from '../visited.ts';
import { type Chunk, chunksOf } from './level.ts';
import { STOP, stop, TEAM, TEAM_WORDS } from './meeting.ts';
import {
  type LevelNews,
  type MemberOrder,
  type MemberReport,
  type SetNews,
  type TeamOrder,
  UNTOLD_COUNT_MAX,
} from './member.ts';
import { allocateSet, SharedVisited } from './shared-visited.ts';

/** A search that a team goes on with, and its bounds. */
export interface TeamTask {
  readonly question: Question;
  readonly mover: Mover;
  readonly examination: Examination;
  readonly outlook: Outlook;
  readonly visited: Visited;
  readonly begun: HandOver;
  /** Moves made until then. */
  readonly transitions: number;
  readonly memberCount: number;
  readonly collectsAll: boolean;
  readonly wantsWitnesses: boolean;
  readonly told: ToldApart;
  readonly budget: Budget;
}

/** Slots of the first set for each state that was met until then, or will be before a meeting. */
const SLOTS_PER_STATE = 4;
/** Time between two looks at a team, in ms. */
const LOOK_MS = 50;
/** Searches of this process that a team went on with: names their channels. */
let teamCount = 0;

/** Goes on with a search to its end. What is found goes to the examination of the task. */
export async function searchAsTeam(task: TeamTask, supervision: Supervision): Promise<Extent> {
  const { memberCount, mover, examination, budget, outlook } = task;
  const { order, control } = prepare(task);
  const watch = watchOf(task, order);
  // Why: most searches end before a team is worth its start, and loading a pool takes a while.
  const { Piscina } = await import('piscina');
  const pool = new Piscina<MemberOrder, MemberReport>({
    filename: workerUrl('workers/explore/team/member').href,
    minThreads: memberCount,
    maxThreads: memberCount,
    concurrentTasksPerWorker: 1,
    idleTimeout: Infinity,
    atomics: 'disabled',
    recordTiming: false,
    trackUnmanagedFds: false,
  });
  const report = progressReporter(budget, supervision, outlook);
  const look = setInterval(() => {
    watch.listen();
    const states = control.load(TEAM.STATES);
    report(states, states - control.load(TEAM.EXPANDED), control.load(TEAM.DEPTH));
    const isLate = performance.now() - budget.begunMs >= budget.durationMsMax;
    if (supervision.signal?.aborted === true || isLate) stop(control, STOP.order);
  }, LOOK_MS);
  try {
    const members = Array.from({ length: memberCount }, (_none, index) => index + 1);
    const reports = await Promise.all(members.map((member) => pool.run({ team: order, member })));
    watch.listen();
    absorb(reports, mover, examination);
    examination.reached.marks.set(outlook.sources.marks);
    return {
      ...extentOf(control, reports, task, supervision),
      saveRest: restOf(task, order, control, reports),
    };
  } finally {
    clearInterval(look);
    watch.close();
    await pool.destroy();
  }
}

/** Has the outlook look at what the members share, also where they go over to a larger set. */
function watchOf(
  { question, mover, outlook, examination, told }: TeamTask,
  order: TeamOrder,
): { readonly listen: () => void; readonly close: () => void } {
  let visited = new SharedVisited(order.set);
  const channel = new BroadcastChannel(order.channel);
  const listen = (): void => {
    // Node's types do not know that a channel is a port (worker_threads, receiveMessageOnPort).
    const port = channel as unknown as MessagePort;
    for (let news = receiveMessageOnPort(port); news !== undefined;) {
      const message = news.message as SetNews | LevelNews;
      if ('set' in message) visited = new SharedVisited(message.set);
      news = receiveMessageOnPort(port);
    }
  };
  const marks = new Uint8Array(order.reached);
  marks.set(examination.reached.marks);
  const taken = new Uint8Array(order.taken);
  markTaken(question, mover, taken);
  outlook.sources.marks = marks;
  outlook.sources.taken = () => taken.filter((mark) => mark === 1).length;
  if (!told.symmetry)
    outlook.sources.share = shareOf(
      () => createMover(question, told),
      () => new FingerprintMemory({ has: (low, high) => visited.has(low, high) }),
    );
  return { listen, close: () => channel.close() };
}

function extentOf(
  control: SharedWords,
  reports: readonly MemberReport[],
  { budget, transitions }: TeamTask,
  supervision: Supervision,
): Omit<Extent, 'saveRest'> {
  const reason = control.load(TEAM.STOP);
  return {
    states: control.load(TEAM.STATES),
    transitions: reports.reduce((sum, each) => sum + each.transitions, transitions),
    // A search that comes to its end does so with a level that turns out to be empty.
    depth: control.load(TEAM.DEPTH) - (reason === STOP.no ? 1 : 0),
    bytesPeak: control.load(TEAM.KIBIBYTES_PEAK) * 1024,
    interruption: interruptionOf(reason, budget, supervision),
  };
}

function interruptionOf(reason: number, budget: Budget, { signal }: Supervision): string | null {
  if (reason === STOP.states) return boundText('states', budget);
  if (reason === STOP.memory) return boundText('memory', budget);
  if (reason !== STOP.order) return null;
  return signal?.aborted === true ? 'a signal' : boundText('time', budget);
}

/** What all members leave, as one searcher would; null: nothing, or not between two states. */
function restOf(
  task: TeamTask,
  { begun: { segments, pieces, count } }: TeamOrder,
  control: SharedWords,
  reports: readonly MemberReport[],
): SaveRest | null {
  const rests = reports.flatMap(({ rest }) => (rest === null ? [] : [rest]));
  if (rests.length < reports.length) return null;
  const first = { segments, pieces, count };
  const ancestries = [first, ...rests].map((origin) => {
    const ancestry = new Ancestry(task.mover.threadCount);
    ancestry.adopt(0, origin.pieces, origin.count);
    return ancestry;
  });
  const { level, set } = rests[0]!;
  const whole = (chunk: Chunk): WaitingChunk => ({ ...chunk, skip: 0 });
  const started = rests.flatMap(({ begun }) =>
    begun === null ? [] : [{ ...begun.chunk, skip: begun.skip }],
  );
  const rest = [...started, ...level.slice(control.load(TEAM.CHUNK)).map(whole)];
  const waiting = [...rest, ...rests.flatMap(({ written }) => written.map(whole))];
  const levelRest = rest.reduce((sum, chunk) => sum + chunk.count - chunk.skip, 0);
  return (file) => {
    file.section('set', new SharedVisited(set).pieces());
    const states = saveGenericStates(file, {
      ancestries,
      segments: [first, ...rests].map((origin) => origin.segments),
      waiting,
    });
    const transitions = reports.reduce((sum, report) => sum + report.transitions, task.transitions);
    const position = { transitions, depth: control.load(TEAM.DEPTH), levelRest };
    return { searcher: 'breadth-first', states, widened: [], position };
  };
}

/** Puts the search at hand into shared memory. */
function prepare(task: TeamTask): { readonly order: TeamOrder; readonly control: SharedWords } {
  const { question, visited, begun, memberCount } = task;
  invariant(memberCount < 256, 'a team has fewer members than an origin has values');
  let slotCount = 1024;
  while (slotCount < (visited.count + memberCount * UNTOLD_COUNT_MAX) * SLOTS_PER_STATE)
    slotCount *= 2;
  const set = allocateSet(slotCount);
  visited.addTo(new SharedVisited(set));
  const news = levelOf(task);
  const control = new SharedWords(allocateShared(TEAM_WORDS * 4));
  control.store(TEAM.STATES, visited.count);
  control.store(TEAM.EXPANDED, begun.first);
  control.store(TEAM.DEPTH, begun.depth);
  const bytes =
    begun.ancestry.bytes + news.segments.reduce((sum, { byteLength }) => sum + byteLength, 0);
  control.store(TEAM.KIBIBYTES, Math.ceil(bytes / 1024));
  const { scenario, parameters, compiled, table } = question;
  teamCount += 1;
  return {
    control,
    order: {
      question: { scenario, parameters, compiled, table },
      control: control.array.buffer as unknown as SharedArrayBuffer,
      channel: `racetrap-team-${teamCount}`,
      memberCount,
      set,
      begun: news,
      reached: allocateShared(question.compiled.sources.length),
      taken: allocateShared(transitionCount(question.table)),
      found: task.examination.finds.map(({ ending }) => ending),
      collectsAll: task.collectsAll,
      wantsWitnesses: task.wantsWitnesses,
      told: task.told,
      stateCountMax: task.budget.stateCountMax,
      byteCountMax: task.budget.byteCountMax,
    },
  };
}

/** The level to begin with, as origin 0 would have told of it. */
function levelOf({ question, mover, begun }: TeamTask): LevelNews {
  const { ancestry, lore } = begun;
  const { segments, chunks } = chunksOf(question, mover, begun);
  return {
    origin: 0,
    chunks,
    segments,
    pieces: ancestry.since(0),
    first: 0,
    count: ancestry.count,
    lore,
  };
}

/** Takes over what the members have seen; where two found the same, the shorter schedule. */
function absorb(
  reports: readonly MemberReport[],
  { words, world, judge }: Mover,
  examination: Examination,
): void {
  examination.absorb({
    finds: reports
      .flatMap(({ finds }) => finds)
      .toSorted((left, right) => left.moves.length - right.moves.length),
    sightings: reports.flatMap(({ sightings }) => sightings),
    endStates: reports.reduce((sum, { endStates }) => sum + endStates, 0),
  });
  for (const { seen, coverage } of reports) {
    for (const [number, value] of seen.entries()) if (value === 1) judge.seen[number] = 1;
    for (const [offset, count] of coverage.entries()) {
      const word = world.layout.coverage + offset;
      words.array[word] = words.array[word]! + count;
    }
  }
}
