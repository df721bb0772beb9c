/**
 * Figures: from the words that a run left in the buffer to an outcome. The buffer outlives its
 * workers, so the same reading serves a run that ended well, one that was cut off, and one in which
 * a worker died. Preconditions: no thread runs any more.
 */

import {
  CONTROL,
  type CounterName,
  FIGURE,
  heldBit,
  LOCK,
  mapCount,
  TABLE,
  THREAD,
  type World,
  wordName,
} from '../../kernel/index.ts';
import {
  type CompiledScenario,
  describeTransition,
  Judge,
  createStepper,
  spansOf,
  transitionCount,
} from '../../actors/index.ts';
import { type Question, wholeExecutions } from '../engine.ts';
import {
  type FailedRound,
  type Finding,
  type Outcome,
  OUTCOME_VERSION,
  type ParallelFigures,
  type ThreadFigures,
  type TransitionCount,
} from '../outcome.ts';
import { distributionOf, Histogram, HISTOGRAM_WORDS } from './histogram.ts';
import { entryText, lastRound, type MergedJournal, mergeJournals } from './journal.ts';
import { leaderOf } from './life.ts';
import {
  observationOf,
  OBSERVED,
  type ObservationPlan,
  planObservation,
  TALLY_CAPACITY,
} from './observation.ts';
import { Tally } from './tally.ts';

/** Lines of the merged journal that an outcome carries. */
const JOURNAL_LINE_COUNT = 200;

/** What the main thread measured and saw besides the buffer. */
export interface Measured {
  readonly engine: 'parallel' | 'virtual';
  readonly workerCount: number;
  readonly startMs: number;
  readonly durationMs: number;
  readonly seed: number;
  /** Rounds asked for, or 0. */
  readonly rounds: number;
  /** What ended the run before its time, if anything did. */
  readonly cut: Finding | undefined;
}

/** The outcome of a run. */
export function outcomeOf(question: Question, world: World, measured: Measured): Outcome {
  const { scenario, compiled, parameters } = question;
  const plan = planObservation(scenario);
  const leader = leaderOf(compiled);
  const inRounds = measured.rounds > 0;
  const properties = inRounds
    ? violationsOfRounds(question, world, plan, leader)
    : violationsOfRun(question, world, plan);
  const findings = [...properties];
  if (measured.cut !== undefined) findings.push(measured.cut);
  findings.push(...unseen(question, world, plan, inRounds));
  const expected = scenario.expect.explore ?? null;
  const hung = measured.cut?.waits !== undefined;
  return {
    version: OUTCOME_VERSION,
    engine: measured.engine,
    scenario: scenario.name,
    parameters,
    seed: measured.seed,
    // However many rounds went well, they prove nothing: only a search says `holds`.
    verdict: properties.length > 0 ? 'violated' : 'interrupted',
    expected,
    asExpected:
      expected === 'violated' ||
      (!hung && measured.cut?.kind !== 'died' && (properties.length === 0 || expected === null)),
    findings,
    unjudged: wholeExecutions(question),
    observed: inRounds ? scenario.observe : [],
    observations: inRounds ? tallyOf(world, plan, leader).counts() : [],
    transitions: transitionsOf(question, world),
    explore: null,
    sample: null,
    parallel: figuresOf(question, world, plan, measured),
  };
}

/** Who sleeps on which word, one line a thread. */
export function waitsOf(question: Question, world: World): string[] {
  const { compiled, kernel, table } = question;
  const { words } = world;
  const stepper = createStepper(world, compiled, kernel, table);
  return compiled.threads.flatMap(({ name }, thread) => {
    const parked = words.load(world.thread(thread) + THREAD.PARKED);
    if (parked === 0) return [];
    const word = parked - 1;
    const doing = stepper.nextName(thread);
    return [`${name} sleeps in ${doing} on ${placeOf(question, world, word)}`];
  });
}

/** The locks that a thread holds, as `mmap (write)`. */
export function heldBy({ compiled }: Question, world: World, thread: number) {
  const held = world.words.load(world.thread(thread) + THREAD.HELD);
  return compiled.lockNames.flatMap((name, lock) => [
    ...((held & heldBit(lock, true)) !== 0 ? [`${name} (write)`] : []),
    ...((held & heldBit(lock, false)) !== 0 ? [`${name} (read)`] : []),
  ]);
}

/** A word of the world as its users know it. */
function placeOf({ compiled }: Question, world: World, word: number): string {
  const { layout, words } = world;
  if (word >= layout.lock && word < layout.queue) {
    const lock = Math.floor((word - layout.lock) / layout.lockStride);
    const owner = words.load(world.lock(lock) + LOCK.OWNER);
    const holders = compiled.threads.flatMap(({ name }, thread) =>
      (words.load(world.thread(thread) + THREAD.HELD) &
        (heldBit(lock, true) | heldBit(lock, false))) !==
        0 || owner === thread + 1
        ? [name]
        : [],
    );
    const by = holders.length === 0 ? 'held by nobody' : `held by ${holders.join(', ')}`;
    return `lock ${compiled.lockNames[lock]}, ${by}`;
  }
  if (word >= layout.memory && word < layout.memory + compiled.memory.length) {
    const { name } = compiled.memory[word - layout.memory]!;
    return `word ${name}, which holds ${words.load(word)}`;
  }
  if (word === layout.control + CONTROL.MEMORY) return 'words of memory, for an atomic step';
  if (word >= layout.barrier && word < layout.identityLength) {
    const name = compiled.barrierNames[(word - layout.barrier) >> 1];
    if (name !== undefined) return `barrier ${name}`;
  }
  if (word === layout.table + TABLE.PENDING) return 'the kernel actor’s mailbox, which is empty';
  const offset = (word - layout.thread) % layout.threadStride;
  if (word < layout.lock && offset === THREAD.REQUEST) return 'the kernel actor’s answer';
  return wordName(layout, word);
}

function tallyOf(world: World, plan: ObservationPlan, leader: number): Tally {
  const at = observationOf(world.layout, leader) + plan.tally;
  return new Tally(world.words, at, plan.tallyStride);
}

function violationsOfRounds(
  { scenario, compiled }: Question,
  world: World,
  plan: ObservationPlan,
  leader: number,
): Finding[] {
  const { words, layout } = world;
  const at = observationOf(layout, leader);
  const rounds = words.load(layout.control + CONTROL.ROUND);
  const first = words.get(at + OBSERVED.FIRST_VIOLATED) - 1;
  return new Judge(scenario, compiled).properties.flatMap(({ name }, property) => {
    const violated = words.get(at + plan.violated + property);
    if (violated === 0) return [];
    const message = `${name}: violated in ${violated} of ${rounds} rounds (first: round ${first})`;
    return [{ kind: 'property' as const, message }];
  });
}

/** Events of the whole run, and, where all programs have ended, the state in which they did. */
function violationsOfRun(question: Question, world: World, plan: ObservationPlan): Finding[] {
  const { scenario, compiled, kernel, table } = question;
  const { words, layout } = world;
  const judge = new Judge(scenario, compiled);
  const by = new Map<number, string[]>();
  const note = (property: number, who: string): void => {
    if (property < 0) return;
    by.set(property, [...(by.get(property) ?? []), who]);
  };
  const stepper = createStepper(world, compiled, kernel, table);
  compiled.threads.forEach(({ name }, thread) => {
    const struck = observationOf(layout, thread) + plan.struck;
    for (let property = 0; property < plan.propertyCount; property += 1)
      if (words.load(struck + property) !== 0) note(property, name);
  });
  const hasEnded = compiled.threads.every(
    ({ service }, thread) => service || stepper.isDone(thread),
  );
  if (hasEnded) {
    note(judge.violated(world), 'the end state');
    note(judge.violatedAtEnd(world), 'the end state');
  }
  return [...by].map(([property, who]) => ({
    kind: 'property' as const,
    message: `${judge.properties[property]!.name}: violated by ${who.join(', ')}`,
  }));
}

function unseen(
  { scenario, compiled }: Question,
  world: World,
  plan: ObservationPlan,
  inRounds: boolean,
): Finding[] {
  const { words, layout } = world;
  return new Judge(scenario, compiled).properties.flatMap((each, property) => {
    if (each.kind !== 'sometimes') return [];
    const { name, that } = each;
    // A state that may have been seen is looked at between rounds only.
    if (!(inRounds || 'event' in that || 'marked' in that)) return [];
    const isSeen = compiled.threads.some(
      (_thread, thread) => words.load(observationOf(layout, thread) + plan.seen + property) !== 0,
    );
    return isSeen ? [] : [{ kind: 'unseen' as const, message: `${name}: not seen in this run` }];
  });
}

function transitionsOf({ compiled, table }: Question, world: World): TransitionCount[] {
  const { words, layout } = world;
  return Array.from({ length: transitionCount(table) }, (_none, transition) => {
    let count = 0;
    for (let thread = 0; thread < compiled.threads.length; thread += 1)
      count += words.load(layout.coverage + thread * layout.coverageStride + transition);
    return { ...describeTransition(table, transition), count };
  }).filter(({ count }) => count > 0);
}

function figuresOf(
  question: Question,
  world: World,
  plan: ObservationPlan,
  measured: Measured,
): ParallelFigures {
  const { compiled, scenario } = question;
  const { words, layout } = world;
  const leader = leaderOf(compiled);
  const seconds = Math.max(measured.durationMs, 1e-3) / 1000;
  const histograms = (at: number) =>
    compiled.threads.map(
      (_thread, thread) => new Histogram(words, observationOf(layout, thread) + at),
    );
  const latency = histograms(plan.latency);
  const lockWait = histograms(plan.lockWait);
  const threads: ThreadFigures[] = compiled.threads.map(({ name }, thread) => {
    const counters = world.counters(thread);
    return {
      name,
      counters,
      callsPerSecond: counters.syscall / seconds,
      latency: distributionOf([latency[thread]!]),
      lockWait: distributionOf([lockWait[thread]!]),
    };
  });
  const total = { ...threads[0]!.counters };
  for (const name of Object.keys(total) as CounterName[])
    total[name] = threads.reduce((sum, { counters }) => sum + counters[name], 0);
  const figure = (offset: number) => words.load(layout.figure + offset);
  const journal = mergeJournals(world, plan);
  return {
    workerCount: measured.workerCount,
    rounds: words.load(layout.control + CONTROL.ROUND),
    violatedRounds:
      leader < 0 ? 0 : words.get(observationOf(layout, leader) + OBSERVED.VIOLATED_ROUNDS),
    durationMs: measured.durationMs,
    startMs: measured.startMs,
    threads,
    total,
    callsPerSecond: total.syscall / seconds,
    latency: distributionOf(latency),
    lockWait: distributionOf(lockWait),
    lockHold: distributionOf(histograms(plan.lockHold)),
    window: distributionOf(histograms(plan.window)),
    spans: Object.fromEntries(
      Object.keys(spansOf(scenario)).map((name, span) => [
        name,
        distributionOf(histograms(plan.spans + span * HISTOGRAM_WORDS)),
      ]),
    ),
    addressSpace: {
      mapCount: mapCount(world),
      mapCountPeak: figure(FIGURE.MAP_COUNT_PEAK),
      splits: figure(FIGURE.SPLIT),
      merges: figure(FIGURE.MERGE),
      // The boot maps each region by an edit of its own.
      edits: figure(FIGURE.EDIT) - compiled.regions.filter(({ absent }) => !absent).length,
    },
    failedRound: failedRoundOf(question, world, plan, measured, journal),
    journal: journalLines(journal, world, plan, compiled),
    journalDropped: journal.dropped,
  };
}

/** The first round that failed, where the leader saw one, or the one that hung. */
function failedRoundOf(
  { scenario, compiled }: Question,
  { words, layout }: World,
  plan: ObservationPlan,
  { rounds, cut }: Measured,
  journal: MergedJournal,
): FailedRound | null {
  if (rounds === 0) return null;
  const at = observationOf(layout, leaderOf(compiled));
  const first = words.get(at + OBSERVED.FIRST_VIOLATED) - 1;
  if (first < 0 && cut?.waits === undefined) return null;
  const failed = at + plan.failed;
  const numbers = Array.from({ length: plan.propertyCount }, (_none, property) => property);
  const values = scenario.observe.map((_name, index) =>
    words.get(failed + plan.propertyCount + index),
  );
  return {
    round: first < 0 ? words.load(layout.control + CONTROL.ROUND) : first,
    properties: numbers.filter((property) => words.get(failed + property) !== 0),
    values: first < 0 ? null : values,
    events: lastRound(journal, compiled.threads.length).map(
      (entries) =>
        entries?.map(({ event, detail, result, order }) => ({ event, detail, result, order })) ??
        null,
    ),
  };
}

/** The last lines of the journal, and what the tally had no room for. */
function journalLines(
  { entries }: MergedJournal,
  world: World,
  plan: ObservationPlan,
  compiled: CompiledScenario,
): string[] {
  const lines = entries.slice(-JOURNAL_LINE_COUNT).map((entry) => entryText(entry, compiled));
  const leader = leaderOf(compiled);
  const uncounted = leader < 0 ? 0 : tallyOf(world, plan, leader).uncounted;
  if (uncounted > 0)
    lines.push(
      `${uncounted} rounds ended in observations beyond the first ${TALLY_CAPACITY} different ones`,
    );
  return lines;
}
