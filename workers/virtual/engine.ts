/**
 * Engine: runs a question in virtual time, on M virtual cores. Discrete events over the very same
 * steps: a step is made at the time at which it begins, at once, and its core goes on when its cost
 * has passed. Who runs where is the scheduler's part (cores.ts), what a step costs the meter's
 * (costs.ts, contention.ts). Who cannot go on parks on the word that it is blocked on, and goes on
 * when somebody wakes that word: nobody is asked again and again, and a wake-up that is forgotten
 * is a thread that sleeps for ever, which the run tells.
 *
 * Invariants: all that happens follows from scenario, seed, cores and profile; the order of steps
 * is one that exploration allows, as nothing but `Stepper.step` changes the world, one step at a
 * time; an event of a core counts only if it is the one that the core is due at, so that a core
 * whose plans have changed is not run twice.
 * Tested by: test/workers/virtual/engine.test.ts
 */

import { setImmediate } from 'node:timers/promises';
import {
  CONTROL,
  COUNTER,
  EVENT,
  isLockWord,
  type Journal,
  kickWord,
  syscallName,
  THREAD,
  UsageError,
  wordName,
  World,
} from '../../kernel/index.ts';
import {
  boot,
  compileObservations,
  createToldStepper,
  Judge,
  layoutFor,
  Spans,
  STEP,
  type Stepper,
} from '../../actors/index.ts';
import type { Question, Supervision } from '../engine.ts';
import type { Finding, Outcome, ToldTimeline } from '../outcome.ts';
import { outcomeOf, waitsOf } from '../parallel/figures.ts';
import { Histogram } from '../parallel/histogram.ts';
import { ThreadJournal } from '../parallel/journal.ts';
import { leaderOf } from '../parallel/life.ts';
import { observationOf, OBSERVED, planObservation } from '../parallel/observation.ts';
import type { Amount } from '../parallel/run.ts';
import { Tally } from '../parallel/tally.ts';
import { PURPOSE, RandomStream } from '../stream.ts';
import { Contention } from './contention.ts';
import { Cores, NONE } from './cores.ts';
import { Costs } from './costs.ts';
import { VirtualEnvironment } from './environment.ts';
import { EventHeap } from './heap.ts';
import { mapLines } from './lines.ts';
import { Meter } from './meter.ts';
import { type Cost, costOf, type Profile, PS_PER_NS } from './profile.ts';
import { queuedSteps, spinLimits } from './spin.ts';
import { type StretchKind, VirtualTimeline } from './timeline.ts';
import { VirtualWords } from './words.ts';
import { WaitQueues } from './wait-queues.ts';

/** Options of a run in virtual time. */
export interface VirtualOptions {
  /** Rounds from the first state to the end, or one run for so much virtual time. */
  readonly amount: Amount;
  readonly cores: number;
  readonly profile: Profile;
  /** Seed of every draw; default 1. */
  readonly seed?: number;
  /** The core that a thread must run on, by the thread's name. */
  readonly pinned?: Readonly<Record<string, number>>;
  /** How many stretches of the timeline to keep, the last ones; default: none. */
  readonly timeline?: number;
}

/** Cores of one run at most. */
export const VIRTUAL_CORE_COUNT_MAX = 1_024;

/** Events that a timeline shows as moments: what one looks for, or what tells whose turn it is. */
const LOOKED_FOR = new Set<number>([
  EVENT.escaped,
  EVENT.misjudged,
  EVENT.staleDecision,
  EVENT.useAfterFree,
  EVENT.staleTranslation,
  EVENT.notified,
  EVENT.marked,
]);

/** Where a thread is. */
const AT = { core: 0, spinning: 1, parked: 2, sleeping: 3, ended: 4 } as const;

/** What a step without a cost takes, in ps: time goes on. */
const STEP_PS_MIN = 1;
/** Events between two turns of the event loop, in which the user may end the run. */
const BURST_EVENT_COUNT = 200_000;
const PS_PER_MS = 1e9;
/** Before a round each core waits up to 2^0 .. 2^16 ns: from a step to a wake-up in scale. */
const DELAY_MAGNITUDES = 17;

/** Runs a question in virtual time. */
export async function runVirtual(
  question: Question,
  options: VirtualOptions,
  supervision: Supervision = {},
): Promise<Outcome> {
  return new VirtualRun(question, options).outcome(supervision);
}

class VirtualRun implements Journal {
  readonly #question: Question;
  readonly #options: VirtualOptions;
  readonly #seed: number;
  readonly #world: World;
  readonly #words: VirtualWords;
  readonly #stepper: Stepper;
  readonly #judge: Judge;
  readonly #judgesStates: boolean;
  readonly #journals: readonly ThreadJournal[];
  readonly #meter: Meter;
  readonly #contention: Contention;
  readonly #environment: VirtualEnvironment;
  readonly #cores: Cores;
  readonly #heap: EventHeap;
  readonly #queues: WaitQueues;
  readonly #threadCount: number;
  readonly #coreCount: number;
  readonly #at: Uint8Array;
  /** Since when each thread waits for a lock, in ps, or negative. */
  readonly #waitingSince: Float64Array;
  readonly #lockWaits: readonly Histogram[];
  readonly #spinLimit: Float64Array;
  /** 1 for each step whose waiters are woken one by one. */
  readonly #isQueued: Uint8Array;
  /** First of the threads that stand for the interrupt handlers of cores, or Infinity. */
  readonly #handlerThread: number;
  readonly #isTask: boolean;
  readonly #futexWaits: boolean;
  readonly #isPreemptible: boolean;
  /** Where a thread's record notes properties that were violated. */
  readonly #struckOffset: number;
  readonly #delays: RandomStream;
  readonly #cost: Readonly<
    Record<
      'switch' | 'migration' | 'wake' | 'idle' | 'timer' | 'interrupt' | 'handler' | 'look',
      Cost
    >
  >;
  readonly #slicePs: number;
  /** Undefined where nobody wants one. */
  readonly #timeline: VirtualTimeline | undefined;
  readonly #granularityPs: number;
  #now = 0;
  #events = 0;
  #steps = 0;
  #switches = 0;
  #preemptions = 0;
  #wakeUps = 0;
  /** Virtual time of all rounds before this one, and what cores spent on threads in them, in ps. */
  #elapsedPs = 0;
  #busyPs = 0;
  #round = 0;

  constructor(question: Question, options: VirtualOptions) {
    const { scenario, compiled, table, kernel } = question;
    const { cores, profile, seed = 1 } = options;
    if (!Number.isInteger(cores) || cores < 1 || cores > VIRTUAL_CORE_COUNT_MAX)
      throw new UsageError(
        `cores is a whole number in 1..${VIRTUAL_CORE_COUNT_MAX}, not ${cores}`,
        'VIRTUAL_CORE_COUNT_MAX in workers/virtual/engine.ts',
      );
    this.#question = question;
    this.#options = options;
    this.#seed = seed;
    this.#coreCount = cores;
    this.#threadCount = compiled.threads.length;
    const plan = planObservation(scenario);
    const layout = layoutFor(compiled, table, {
      padded: false,
      observationWordCount: plan.wordCount,
    });
    this.#meter = new Meter(seed);
    const lines = mapLines(layout);
    this.#contention = new Contention(lines.count, cores, profile, this.#meter);
    this.#words = new VirtualWords(new Int32Array(layout.length), lines.of, this.#contention);
    const world = new World(this.#words, layout);
    this.#world = world;
    world.futexWaits = compiled.futexWaits;
    world.heedsWakeHints = true;
    boot(world, compiled, table);
    this.#words.wokenCount = 0;
    const threads = Array.from({ length: this.#threadCount }, (_none, thread) => thread);
    this.#judge = new Judge(scenario, compiled);
    this.#judgesStates = scenario.properties.some(
      (each) => each.kind !== 'finally' && 'that' in each && !isOfEvent(each.that),
    );
    const nowMs = () => (this.#now + this.#meter.ps) / PS_PER_MS;
    const isInRounds = 'rounds' in options.amount;
    const spans = new Spans(scenario, compiled);
    this.#journals = threads.map(
      (thread) =>
        new ThreadJournal(world, thread, plan, this.#judge, spans, seed, isInRounds, nowMs),
    );
    this.#lockWaits = threads.map(
      (thread) => new Histogram(this.#words, observationOf(layout, thread) + plan.lockWait),
    );
    world.journal = this;
    const ps = (name: string): number => costOf(profile, name).value;
    this.#environment = new VirtualEnvironment(
      this.#meter,
      compiled.histograms,
      seed,
      this.#threadCount,
      ps('work.unit'),
    );
    world.environment = this.#environment;
    const costs = new Costs(profile, this.#meter);
    const timed = costs.timed(kernel, compiled);
    this.#stepper = createToldStepper(
      (operation) => costs.chargeInstruction(operation),
      world,
      compiled,
      timed,
      table,
    );
    this.#cores = new Cores(cores, this.#threadCount);
    this.#timeline =
      options.timeline === undefined
        ? undefined
        : new VirtualTimeline(options.timeline, cores, this.#threadCount);
    this.#heap = new EventHeap(cores + this.#threadCount);
    this.#queues = new WaitQueues(this.#threadCount);
    this.#at = new Uint8Array(this.#threadCount);
    this.#waitingSince = new Float64Array(this.#threadCount).fill(-1);
    this.#spinLimit = spinLimits(kernel.text, profile);
    this.#isQueued = queuedSteps(kernel.text);
    this.#handlerThread = layout.paging?.bounds.handlerThread ?? Infinity;
    this.#isTask = compiled.tasks !== undefined;
    this.#futexWaits = compiled.futexWaits;
    this.#struckOffset = plan.struck;
    this.#isPreemptible = profile.preemption === 'full';
    this.#delays = new RandomStream(seed, 0, PURPOSE.delay);
    this.#cost = {
      switch: costOf(profile, 'scheduler.switch'),
      migration: costOf(profile, 'scheduler.migration'),
      wake: costOf(profile, 'scheduler.wake'),
      idle: costOf(profile, 'scheduler.idle'),
      timer: costOf(profile, 'scheduler.timer'),
      interrupt: costOf(profile, 'tlb.shootdown.send'),
      handler: costOf(profile, 'tlb.shootdown.receive'),
      look: costs.look,
    };
    this.#slicePs = ps('scheduler.slice');
    this.#granularityPs = ps('scheduler.granularity');
    this.#pin(options.pinned ?? {});
  }

  record(thread: number, event: number, detail: number, result: number): void {
    this.#journals[thread]!.record(thread, event, detail, result);
    if (this.#timeline !== undefined) this.#draw(this.#timeline, thread, event, detail);
  }

  /** Puts what a thread tells on the timeline. */
  #draw(timeline: VirtualTimeline, thread: number, event: number, detail: number): void {
    const at = this.#elapsedPs + this.#now + this.#meter.ps;
    if (event === EVENT.called) timeline.called(thread, detail, at);
    else if (event === EVENT.returned) timeline.returned(thread, at);
    else if (LOOKED_FOR.has(event)) timeline.happened(thread, event, detail, at);
  }

  async outcome(supervision: Supervision): Promise<Outcome> {
    const { amount } = this.#options;
    const cut =
      'rounds' in amount
        ? await this.#rounds(amount.rounds, supervision)
        : await this.#timed(amount.durationMs, supervision);
    this.#contention.rest();
    const world = this.#world;
    const plan = planObservation(this.#question.scenario);
    this.#judge.seen.forEach((seen, property) => {
      this.#words.set(observationOf(world.layout, 0) + plan.seen + property, seen);
    });
    const elapsedPs = this.#elapsedPs + this.#now;
    const busyPs = this.#busyPs + this.#cores.busyPs.reduce((sum, each) => sum + each, 0);
    const outcome = outcomeOf(this.#question, world, {
      engine: 'virtual',
      workerCount: this.#coreCount,
      startMs: 0,
      durationMs: elapsedPs / PS_PER_MS,
      seed: this.#seed,
      rounds: 'rounds' in amount ? amount.rounds : 0,
      cut,
    });
    return {
      ...outcome,
      virtual: {
        cores: this.#coreCount,
        profile: this.#options.profile.name,
        events: this.#events,
        steps: this.#steps,
        utilization: elapsedPs === 0 ? 0 : busyPs / (elapsedPs * this.#coreCount),
        migrations: this.#cores.migrations,
        switches: this.#switches,
        preemptions: this.#preemptions,
        wakeUps: this.#wakeUps,
        lineTransfers: this.#contention.transfers,
        lineWaitNs: Math.round(this.#contention.waitPs / PS_PER_NS),
        ...(this.#timeline !== undefined && { timeline: this.#told(this.#timeline) }),
      },
    };
  }

  /** The timeline by names. */
  #told(timeline: VirtualTimeline): ToldTimeline {
    timeline.end(this.#elapsedPs + this.#now);
    const { compiled } = this.#question;
    const threads = compiled.threads.map(({ name }) => name);
    const { layout } = this.#world;
    const told = { runs: threads, call: undefined, waits: undefined } as const;
    const nameOf = (kind: StretchKind, what: number): string => {
      if (kind === 'call') return syscallName(what);
      // A task sleeps on its kick word, which lies in no memory of the program.
      const isKick = kind === 'waits' && what >= layout.identityLength;
      return isKick ? 'a wake-up' : (told[kind]?.[what] ?? wordName(layout, what));
    };
    const events = Object.keys(EVENT);
    return {
      threads,
      stretches: timeline.stretches.map(({ kind, lane, what, fromNs, untilNs }) => ({
        kind,
        lane,
        name: nameOf(kind, what),
        fromNs,
        untilNs,
      })),
      moments: timeline.moments.map(({ thread, event, atNs }) => ({
        thread,
        name: events[event] ?? String(event),
        atNs,
      })),
      dropped: timeline.dropped,
    };
  }

  /** Threads that must run on one core: those that are told, and with paging all. */
  #pin(pinned: Readonly<Record<string, number>>): void {
    const { compiled } = this.#question;
    const paging = this.#world.layout.paging;
    const cores = this.#cores;
    compiled.threads.forEach(({ name }, thread) => {
      const told = pinned[name];
      if (told !== undefined && (!Number.isInteger(told) || told < 0 || told >= this.#coreCount))
        throw new UsageError(`a core is a number in 0..${this.#coreCount - 1}, not ${told}`);
      const own = paging?.bounds.coreOf[thread] ?? NONE;
      const handled = thread - this.#handlerThread;
      const core = told ?? (handled >= 0 ? handled : own);
      if (core !== NONE) cores.pinned[thread] = core % this.#coreCount;
    });
    for (const name of Object.keys(pinned))
      if (!compiled.threads.some((thread) => thread.name === name))
        throw new UsageError(
          `no thread is named '${name}'`,
          `threads: ${compiled.threads.map((thread) => thread.name).join(', ')}`,
        );
    cores.clear();
  }

  /** One run for so much virtual time. */
  async #timed(durationMs: number, supervision: Supervision): Promise<Finding | undefined> {
    const endPs = durationMs * PS_PER_MS;
    this.#begin(false);
    while (this.#burst(endPs)) {
      supervision.progress?.(
        `${(this.#now / PS_PER_MS).toFixed(2)} of ${durationMs} ms of virtual time, ` +
          `${this.#steps} steps`,
      );
      await setImmediate();
      if (supervision.signal?.aborted === true)
        return { kind: 'deadline', message: 'the caller ended the run' };
    }
    if (this.#heap.size === 0) return this.#deadlock();
    this.#now = endPs;
    return undefined;
  }

  /** Rounds from the first state to the end. */
  async #rounds(count: number, { progress, signal }: Supervision): Promise<Finding | undefined> {
    const { scenario, compiled } = this.#question;
    const world = this.#world;
    const { words, layout } = world;
    const plan = planObservation(scenario);
    const leader = leaderOf(compiled);
    if (leader < 0)
      throw new UsageError(
        'a round ends when all threads have ended that are no services, and there are none',
        'run it for a time instead',
      );
    const record = observationOf(layout, leader);
    const readers = compileObservations(scenario.observe, compiled);
    const values = new Int32Array(readers.length);
    const tally = new Tally(words, record + plan.tally, plan.tallyStride);
    const first = world.snapshot();
    for (let round = 0; round < count; round += 1) {
      this.#round = round;
      this.#journals.forEach((journal, thread) => journal.beginRound(round, thread === leader));
      if (round > 0) world.restore(first);
      this.#begin(true);
      while (this.#burst(Infinity)) {
        await setImmediate();
        if (signal?.aborted === true)
          return { kind: 'deadline', message: 'the caller ended the run' };
      }
      this.#contention.rest();
      const stuck = this.#deadlock();
      if (stuck !== undefined) return { ...stuck, message: `round ${round}: ${stuck.message}` };
      this.#timeline?.end(this.#elapsedPs + this.#now);
      readers.forEach((read, index) => {
        values[index] = read(world);
      });
      tally.add(values);
      this.#judgeRound(round, record, plan, values);
      words.set(layout.control + CONTROL.ROUND, round + 1);
      this.#elapsedPs += this.#now;
      this.#busyPs += this.#cores.busyPs.reduce((sum, each) => sum + each, 0);
      this.#now = 0;
      this.#cores.busyPs.fill(0);
      if (round % 256 === 255) {
        progress?.(`${round + 1} of ${count} rounds`);
        await setImmediate();
        if (signal?.aborted === true)
          return { kind: 'deadline', message: 'the caller ended the run' };
      }
    }
    return undefined;
  }

  /** Counts the properties that a round violates, as the leader of real workers does. */
  #judgeRound(
    round: number,
    record: number,
    plan: ReturnType<typeof planObservation>,
    values: Int32Array,
  ): void {
    const { words, layout } = this.#world;
    const struck = new Set<number>();
    for (let thread = 0; thread < this.#threadCount; thread += 1) {
      const at = observationOf(layout, thread) + plan.struck;
      for (let property = 0; property < plan.propertyCount; property += 1)
        if (words.get(at + property) === round + 1) struck.add(property);
    }
    for (const violated of [
      this.#judge.violated(this.#world),
      this.#judge.violatedAtEnd(this.#world),
    ])
      if (violated >= 0) struck.add(violated);
    if (struck.size === 0) return;
    for (const property of struck) {
      const count = record + plan.violated + property;
      words.set(count, words.get(count) + 1);
    }
    const rounds = record + OBSERVED.VIOLATED_ROUNDS;
    words.set(rounds, words.get(rounds) + 1);
    const first = record + OBSERVED.FIRST_VIOLATED;
    if (words.get(first) !== 0) return;
    words.set(first, round + 1);
    for (const property of struck) words.set(record + plan.failed + property, 1);
    for (const [index, value] of values.entries())
      words.set(record + plan.failed + plan.propertyCount + index, value);
    words.set(layout.control + CONTROL.FROZEN, 1);
  }

  /** All threads are ready, where they begin. */
  #begin(isRound: boolean): void {
    this.#now = 0;
    while (this.#heap.size > 0) this.#heap.pop();
    this.#queues.clear();
    this.#contention.forget();
    const cores = this.#cores;
    cores.clear();
    this.#at.fill(AT.core);
    this.#waitingSince.fill(-1);
    for (let thread = 0; thread < this.#threadCount; thread += 1) {
      const core = cores.last[thread]!;
      if (thread >= this.#handlerThread) {
        // An interrupt handler waits for its first interrupt.
        this.#at[thread] = AT.sleeping;
        this.#heap.push(0, this.#coreCount + thread);
        continue;
      }
      if (!cores.isIdle(core)) {
        cores.append(core, thread);
        continue;
      }
      cores.occupy(core, thread, 0);
      this.#timeline?.occupied(core, thread, this.#elapsedPs);
      const delay = isRound ? this.#delays.below(1 << this.#delays.below(DELAY_MAGNITUDES)) : 0;
      const due = delay * PS_PER_NS;
      cores.due[core] = due;
      cores.sliceEnd[core] = due + this.#slicePs;
      this.#heap.push(due, core);
    }
  }

  /** Makes what happens up to `endPs`; false if that is reached, or nothing happens any more. */
  #burst(endPs: number): boolean {
    const heap = this.#heap;
    const coreCount = this.#coreCount;
    for (let left = BURST_EVENT_COUNT; left > 0; left -= 1) {
      if (heap.size === 0) return false;
      const now = heap.time;
      if (now > endPs) return false;
      this.#now = now;
      this.#events += 1;
      const whom = heap.whom;
      if (whom < coreCount) this.#turn(whom, now);
      else {
        heap.pop();
        this.#arrive(whom - coreCount, now);
      }
    }
    return true;
  }

  /** An event of a core: its step has ended, its spin is over, or it begins to run a thread. */
  #turn(core: number, now: number): void {
    const cores = this.#cores;
    // The core's plans have changed since.
    if (cores.due[core] !== now) {
      this.#heap.pop();
      return;
    }
    const thread = cores.running[core]!;
    if (this.#at[thread] === AT.spinning) {
      this.#at[thread] = AT.parked;
      this.#switch(core, now);
      return;
    }
    if (now >= cores.sliceEnd[core]!) {
      if (cores.waiting(core) > 0 && this.#mayBePreempted(thread)) {
        this.#preemptions += 1;
        cores.append(core, thread);
        this.#switch(core, now);
        return;
      }
      cores.sliceEnd[core] = now + this.#slicePs;
    }
    this.#step(core, thread, now);
  }

  /** One step of the thread that a core runs; its core's event is the first of the heap. */
  #step(core: number, thread: number, now: number): void {
    const result = this.#move(core, thread, now);
    const cores = this.#cores;
    const cost = Math.max(this.#meter.ps, STEP_PS_MIN);
    const end = now + cost;
    cores.busyPs[core]! += cost;
    if (result === STEP.moved) {
      const { sleepPs } = this.#environment;
      if (sleepPs > 0) {
        this.#at[thread] = AT.sleeping;
        this.#heap.push(end + sleepPs, this.#coreCount + thread);
        this.#switch(core, end);
      } else {
        cores.due[core] = end;
        this.#heap.replace(end, core);
      }
      return;
    }
    if (result === STEP.blocked) this.#blocked(core, thread, end);
    else this.#ended(core, thread, end);
  }

  /** Makes one step of a thread and wakes whom it wakes; `isFree`: it takes no time. */
  #move(core: number, thread: number, now: number, isFree = false): number {
    const words = this.#words;
    this.#meter.ps = 0;
    this.#contention.begin(core, now);
    this.#environment.begin(now);
    this.#world.reader = thread;
    this.#world.wakesHere = false;
    this.#meter.isFree = isFree;
    const result = this.#stepper.step(thread);
    this.#meter.isFree = false;
    this.#steps += 1;
    if (words.wokenCount > 0) this.#wake(core, now);
    if (result === STEP.moved) {
      if (this.#waitingSince[thread]! >= 0) this.#acquired(thread, now);
      if (this.#judgesStates) this.#judgeState(thread);
    }
    return result;
  }

  /** A thread cannot go on: it spins or sleeps until somebody wakes the word. */
  #blocked(core: number, thread: number, end: number): void {
    const world = this.#world;
    const word = world.blockedWord;
    const cores = this.#cores;
    if (!this.#futexWaits && this.#words.array[word] !== world.blockedValue) {
      // The word has changed since it was looked at: it is not slept on.
      cores.due[core] = end;
      this.#heap.replace(end, core);
      return;
    }
    if (this.#waitingSince[thread]! < 0 && isLockWord(world.layout, word)) {
      world.count(thread, COUNTER.lockWait);
      this.#waitingSince[thread] = end;
    }
    this.#park(thread, word);
    const spinPs = this.#spinLimit[this.#counter(thread)]!;
    if (spinPs > 0 && !this.#futexWaits && cores.waiting(core) === 0) {
      this.#at[thread] = AT.spinning;
      cores.due[core] = end + spinPs;
      this.#heap.replace(end + spinPs, core);
      return;
    }
    this.#at[thread] = AT.parked;
    this.#switch(core, end);
  }

  #park(thread: number, word: number): void {
    this.#words.array[this.#world.thread(thread) + THREAD.PARKED] = word + 1;
    this.#queues.park(thread, word);
    this.#timeline?.waits(thread, word, this.#elapsedPs + this.#now + this.#meter.ps);
  }

  /** A thread has come to its end; that of a task may be born again. */
  #ended(core: number, thread: number, end: number): void {
    this.#at[thread] = AT.ended;
    if (this.#isTask) {
      this.#at[thread] = AT.parked;
      this.#park(thread, kickWord(this.#world, thread));
    }
    this.#switch(core, end);
  }

  /** A core goes on with the next thread that is ready; its event is the first of the heap. */
  #switch(core: number, at: number): void {
    const cores = this.#cores;
    const next = cores.next(core);
    if (next === NONE) {
      cores.release(core);
      this.#timeline?.vacated(core, this.#elapsedPs + at);
      this.#heap.pop();
      return;
    }
    this.#switches += 1;
    const isMoved = cores.last[next] !== core;
    let due = at + this.#meter.draw(this.#cost.switch);
    if (isMoved) due += this.#meter.draw(this.#cost.migration);
    cores.take(core, next, at);
    this.#timeline?.occupied(core, next, this.#elapsedPs + at);
    cores.busyPs[core]! += due - at;
    cores.due[core] = due;
    cores.sliceEnd[core] = due + this.#slicePs;
    this.#heap.replace(due, core);
  }

  /** Wakes all that are parked on the words which the step has woken. */
  #wake(core: number, now: number): void {
    const words = this.#words;
    const queues = this.#queues;
    for (let index = 0; index < words.wokenCount; index += 1) {
      const word = words.woken[index]!;
      for (let thread = queues.first(word); thread !== NONE;) {
        const next = queues.first(word, thread);
        const parked = this.#world.thread(thread) + THREAD.PARKED;
        // Where waits are futex waits, a wake-up is for whom it was sent to.
        if (!this.#futexWaits || words.array[parked] === 0) {
          words.array[parked] = 0;
          queues.remove(thread);
          this.#woken(thread, core, now);
          // Who gets a spin lock wakes the next when it lets go; if another was quicker, that one
          // does.
          if (!this.#futexWaits && this.#isQueued[this.#counter(thread)] === 1) break;
        }
        thread = next;
      }
    }
    words.wokenCount = 0;
  }

  /**
   * The core of an interrupt handler is idle: nobody interrupts it, as it forgets its translations
   * before it runs a thread again, and nobody waits for that (Linux arch/x86/mm/tlb.c
   * should_flush_tlb(), is_lazy). Deviation: what it forgets then costs nothing.
   */
  #isLazy(handler: number): boolean {
    return this.#cores.isIdle(this.#cores.pinned[handler]!);
  }

  /** A thread was woken by what `waker` runs. */
  #woken(thread: number, waker: number, now: number): void {
    const meter = this.#meter;
    this.#timeline?.goesOn(thread, this.#elapsedPs + now + meter.ps);
    if (thread >= this.#handlerThread) {
      this.#at[thread] = AT.sleeping;
      // What was measured is how long the sender waits, and that ends with the handler.
      const waits = this.#isLazy(thread) ? 0 : meter.draw(this.#cost.interrupt);
      const latency = Math.max(0, waits - this.#cost.handler.value);
      this.#heap.push(now + meter.ps + latency, this.#coreCount + thread);
      return;
    }
    if (this.#at[thread] === AT.spinning) {
      const core = this.#cores.last[thread]!;
      const due = now + meter.ps + meter.draw(this.#cost.look);
      this.#at[thread] = AT.core;
      this.#cores.due[core] = due;
      this.#heap.push(due, core);
      return;
    }
    this.#wakeUps += 1;
    meter.charge(this.#cost.wake);
    this.#ready(thread, waker, now + meter.ps, this.#cost.idle);
  }

  /** A sleeper goes to a core; `latency` is what an idle core needs to run it. */
  #ready(thread: number, waker: number, at: number, latency: Cost): void {
    const cores = this.#cores;
    this.#at[thread] = AT.core;
    const core = this.#world.wakesHere ? cores.placeAt(thread, waker) : cores.place(thread);
    if (cores.isIdle(core)) {
      cores.occupy(core, thread, at);
      this.#timeline?.occupied(core, thread, this.#elapsedPs + at);
      const due = at + this.#meter.draw(latency);
      cores.due[core] = due;
      cores.sliceEnd[core] = due + this.#slicePs;
      this.#heap.push(due, core);
      return;
    }
    cores.prepend(core, thread);
    const earliest = Math.max(at, cores.since[core]! + this.#granularityPs);
    if (earliest < cores.sliceEnd[core]!) cores.sliceEnd[core] = earliest;
    // Who spins on the core gives way.
    const running = cores.running[core]!;
    if (core !== waker && this.#at[running] === AT.spinning) {
      cores.due[core] = at;
      this.#heap.push(at, core);
    }
  }

  /** A sleep has ended, or an interrupt has come. */
  #arrive(thread: number, now: number): void {
    if (thread < this.#handlerThread) {
      this.#ready(thread, NONE, now, this.#cost.timer);
      return;
    }
    const cores = this.#cores;
    const core = cores.pinned[thread]!;
    let cost = 0;
    let result: number = STEP.moved;
    const isLazy = this.#isLazy(thread);
    while (result === STEP.moved) {
      result = this.#move(core, thread, now + cost, isLazy);
      cost += this.#meter.ps;
    }
    if (result === STEP.done) this.#at[thread] = AT.ended;
    else {
      this.#at[thread] = AT.parked;
      this.#park(thread, this.#world.blockedWord);
    }
    // The interrupted thread loses this time.
    cores.busyPs[core]! += cost;
    if (cores.isIdle(core)) return;
    cores.due[core]! += cost;
    this.#heap.push(cores.due[core]!, core);
  }

  /** Whether a thread can lose its core where it stands. */
  #mayBePreempted(thread: number): boolean {
    if (this.#isPreemptible) return true;
    return this.#counter(thread) === 0;
  }

  /** The step of the kernel text that a thread rests before; 0 in user mode. */
  #counter(thread: number): number {
    return this.#words.array[this.#world.thread(thread) + THREAD.KERNEL_COUNTER]!;
  }

  /** A thread goes on that had waited for a lock. */
  #acquired(thread: number, now: number): void {
    this.#lockWaits[thread]!.record((now - this.#waitingSince[thread]!) / PS_PER_NS);
    this.#waitingSince[thread] = -1;
  }

  /** Judges the state behind a step. */
  #judgeState(thread: number): void {
    const property = this.#judge.violated(this.#world);
    if (property < 0) return;
    const { layout } = this.#world;
    const at = observationOf(layout, thread) + this.#struckOffset + property;
    this.#words.array[at] = this.#round + 1;
  }

  /** Nothing can happen any more: a finding, unless all that must end has ended. */
  #deadlock(): Finding | undefined {
    const { compiled } = this.#question;
    const hasEnded = compiled.threads.every(
      ({ service }, thread) => service || this.#stepper.isDone(thread),
    );
    if (hasEnded) return undefined;
    const waits = waitsOf(this.#question, this.#world);
    return { kind: 'deadlock', message: `nothing can move: ${waits.join('; ')}`, waits };
  }
}

function isOfEvent(that: object): boolean {
  return 'event' in that || 'marked' in that;
}
