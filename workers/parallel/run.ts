/**
 * Run: the parallel engine. Every simulated thread is a real worker thread, the operating system
 * decides who moves, and all of them share one buffer. This file starts the workers, watches over
 * the run, ends it and reads the outcome from the buffer; it takes no part in the run itself.
 *
 * Invariant: a run ends. It is bounded by its amount, by its deadline, by the deadline of a round,
 * by the caller's signal, and by the death of any worker; and what was measured until then is told.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { Remote } from 'comlink';
import {
  attachSharedWorld,
  heldBit,
  InvariantError,
  UsageError,
  type World,
} from '../../kernel/index.ts';
import { createStepper } from '../../actors/index.ts';
import type { Question, Supervision } from '../engine.ts';
import type { Finding, Outcome } from '../outcome.ts';
import type { InjectedFault, KernelControl, WorldOrder } from './control.ts';
import { WorkerDiedError } from './death.ts';
import { heldBy, outcomeOf, waitsOf } from './figures.ts';
import { leaderOf, type RunOrder } from './life.ts';
import { observationOf, OBSERVED, PHASE } from './observation.ts';
import { Crew } from './pool.ts';
import { reap } from './reap.ts';

/** A worker that is to die while its thread holds a lock. */
export interface Fault {
  /** The thread's name. */
  readonly thread: string;
  readonly when: 'holding';
  /** The lock's name; the mmap lock is `mmap`. */
  readonly lock: string;
}

/** How much to run: so many rounds from the first state to the end, or one run for so long. */
export type Amount = { readonly rounds: number } | { readonly durationMs: number };

/** Options of a run on real workers. */
export interface ParallelOptions {
  readonly amount: Amount;
  /** Seed of every thread's choices and delays; default 1. */
  readonly seed?: number;
  /** The run ends after this time at the latest; default RUN_DEADLINE_MS_DEFAULT. */
  readonly deadlineMs?: number;
  /** A round, or a run in which all threads sleep, ends after this time; default 5 s. */
  readonly roundDeadlineMs?: number;
  readonly faults?: readonly Fault[];
  /** Waiting threads look a while before they sleep; default: if every thread has a core. */
  readonly spin?: boolean;
  /** Workers that live on, until one of them is lost. Default: a crew of the run's own. */
  readonly crew?: Crew;
}

/** Workers of one run at most: each is a thread of the host with a heap of its own. */
const WORKER_COUNT_MAX = 256;

/** Time after which a run ends unless its options say otherwise; a timed run adds its time. */
export const RUN_DEADLINE_MS_DEFAULT = 300_000;
/** Time after which a round counts as hung unless the options say otherwise. */
export const ROUND_DEADLINE_MS_DEFAULT = 5_000;
/** All workers must stand at the barrier after this time: 256 of them need about 10 s. */
const START_DEADLINE_MS = 60_000;
/** Time that threads have to leave before their workers are ended under them. */
const STOP_TIMEOUT_MS = 3_000;
/** Time between two looks at a run. */
const LOOK_INTERVAL_MS = 100;
const ROUNDS_MAX = 0x7fff_fffe;

/** The death of a worker, and why. */
interface Death {
  readonly who: string;
  /** The simulated thread that it ran, or -1 if it ran none. */
  readonly thread: number;
  readonly cause: unknown;
}

/** Runs a question on real workers. Throws `WorkerDiedError` if one of them dies. */
export async function run(
  question: Question,
  options: ParallelOptions,
  supervision: Supervision = {},
): Promise<Outcome> {
  const parallelRun = new ParallelRun(question, options, supervision);
  try {
    return await parallelRun.outcome();
  } finally {
    await parallelRun.close();
  }
}

class ParallelRun {
  readonly #question: Question;
  readonly #supervision: Supervision;
  readonly #options: ParallelOptions;
  readonly #seed: number;
  readonly #rounds: number;
  readonly #faults: readonly InjectedFault[];
  readonly #createdMs = performance.now();
  readonly #crew: Crew;
  readonly #kernelWorker: Worker;
  readonly #kernel: Remote<KernelControl>;
  /** Threads that run in the pool; the kernel actor's own, which is the last, does not. */
  readonly #workerCount: number;
  readonly #death: Promise<Death>;
  #tellDeath: (death: Death) => void = () => {};
  #tasks: readonly Promise<void>[] = [];
  #world: World | undefined;
  #isKernelAlive = true;
  #startMs = 0;
  #releasedMs = 0;
  #endedMs = 0;

  constructor(question: Question, options: ParallelOptions, supervision: Supervision) {
    this.#question = question;
    this.#options = options;
    this.#supervision = supervision;
    const { compiled } = question;
    this.#seed = options.seed ?? 1;
    this.#rounds = roundsOf(question, options.amount);
    this.#faults = (options.faults ?? []).map((fault) => compileFault(question, fault));
    this.#death = new Promise((resolve) => {
      this.#tellDeath = resolve;
    });
    const isServing = compiled.design.owner === 'kernel-actor';
    this.#workerCount = compiled.threads.length - (isServing ? 1 : 0);
    if (this.#workerCount > WORKER_COUNT_MAX)
      throw new UsageError(
        `at most ${WORKER_COUNT_MAX} threads run on real workers, not ${this.#workerCount}`,
        'run more of them with --engine virtual',
      );
    if (options.crew !== undefined && options.crew.threadCount < this.#workerCount)
      throw new UsageError(
        `${this.#workerCount} threads need as many workers, not ${options.crew.threadCount}`,
      );
    this.#crew = options.crew ?? new Crew(this.#workerCount);
    this.#kernelWorker = this.#crew.kernelWorker;
    this.#kernel = this.#crew.kernel;
    this.#listen('on');
  }

  async outcome(): Promise<Outcome> {
    const end = await this.#live();
    if (!('thread' in end)) {
      await this.#stop();
      return this.#outcome(end.cut);
    }
    const finding = this.#obituary(end);
    if (this.#world === undefined) throw new InvariantError(finding.message, { cause: end.cause });
    await this.#stop();
    throw new WorkerDiedError(finding.message, this.#outcome(finding), end.cause);
  }

  async close(): Promise<void> {
    if (this.#options.crew === undefined) return this.#crew.close();
    // Who lives on must have left this run before the next one begins.
    const late = delay(STOP_TIMEOUT_MS, undefined, { ref: false });
    await Promise.race([Promise.all(this.#tasks), this.#death, late]);
    this.#listen('off');
  }

  #listen(how: 'on' | 'off'): void {
    this.#crew.pool?.[how]('error', this.#losePoolWorker);
    this.#kernelWorker[how]('error', this.#loseKernel);
    this.#kernelWorker[how]('exit', this.#missKernel);
  }

  /** Everything up to the end of the run: what cut it short, or who died. */
  async #live(): Promise<{ readonly cut: Finding | undefined } | Death> {
    const { scenario, compiled, table } = this.#question;
    // Measured on 2 cores under one contended lock: looking first is worth 1.6x and more with two
    // threads, makes no difference with 4, and costs a fifth to a third with 8 and 16.
    const spin = this.#options.spin ?? compiled.threads.length <= availableParallelism();
    const seed = this.#seed;
    const order: WorldOrder = { scenario, compiled, table, seed, rounds: this.#rounds, spin };
    const place = await this.#orDeath(this.#kernel.create(order));
    if ('thread' in place) return place;
    const { buffer, layout } = place;
    this.#world = attachSharedWorld(buffer, layout);

    const ended = this.#begin({ ...order, buffer, layout });
    const ready = await this.#orDeath(
      Promise.race([
        this.#kernel.ready().then(() => ({ isReady: true })),
        delay(START_DEADLINE_MS, { isReady: false }, { ref: false }),
      ]),
    );
    if ('thread' in ready) return ready;
    if (!ready.isReady) {
      const message = `the workers did not all start within ${START_DEADLINE_MS} ms`;
      return { cut: { kind: 'deadline', message } };
    }
    this.#startMs = performance.now() - this.#createdMs;

    for (const fault of this.#faults) await this.#kernel.inject(fault);
    this.#releasedMs = performance.now();
    const released = await this.#orDeath(this.#kernel.release().then(() => ({})));
    if ('thread' in released) return released;
    const end = await this.#watch(ended);
    this.#endedMs = performance.now();
    return end;
  }

  /** Starts one task a thread; resolves when all threads that are no services have ended. */
  #begin(order: RunOrder): Promise<object> {
    const { threads } = this.#question.compiled;
    const tasks = Array.from({ length: this.#workerCount }, (_none, thread) =>
      this.#crew.pool!.run({ order, thread }).catch((cause: unknown) => {
        this.#tellDeath({ who: `thread ${threads[thread]!.name}`, thread, cause });
        // Whose worker is gone never ends: the death is what ends the run.
        return new Promise<void>(() => {});
      }),
    );
    this.#tasks = tasks;
    return Promise.all(tasks.filter((_task, thread) => !threads[thread]!.service)).then(() => ({}));
  }

  /** Watches the run; who may end it is not listened to any more behind its end. */
  async #watch(ended: Promise<object>): Promise<{ readonly cut: Finding | undefined } | Death> {
    const listening = new AbortController();
    try {
      return await this.#look(ended, listening.signal);
    } finally {
      listening.abort();
    }
  }

  /** Looks at the run now and then until something ends it. */
  async #look(
    ended: Promise<object>,
    listening: AbortSignal,
  ): Promise<{ readonly cut: Finding | undefined } | Death> {
    const { amount, deadlineMs, roundDeadlineMs = ROUND_DEADLINE_MS_DEFAULT } = this.#options;
    const { signal, progress } = this.#supervision;
    const durationMs = 'durationMs' in amount ? amount.durationMs : Infinity;
    const limitMs =
      deadlineMs ?? RUN_DEADLINE_MS_DEFAULT + (durationMs === Infinity ? 0 : durationMs);
    const aborted = new Promise<{ readonly isAborted: true }>((resolve) => {
      const tell = (): void => resolve({ isAborted: true });
      if (signal?.aborted === true) tell();
      else signal?.addEventListener('abort', tell, { once: true, signal: listening });
    });
    const over = ended.then(() => ({ isOver: true }));
    let last = '';
    let movedMs = performance.now();
    for (;;) {
      const elapsedMs = performance.now() - this.#releasedMs;
      if (elapsedMs >= durationMs) return { cut: undefined };
      const restMs = Math.min(LOOK_INTERVAL_MS, durationMs - elapsedMs);
      const look = await this.#orDeath(Promise.race([over, aborted, delay(restMs, {})]));
      if ('thread' in look) return look;
      if ('isOver' in look) return { cut: undefined };
      if ('isAborted' in look)
        return { cut: { kind: 'deadline', message: 'the caller ended the run' } };
      if (performance.now() - this.#releasedMs > limitMs)
        return {
          cut: { kind: 'deadline', message: `the run's deadline of ${limitMs} ms ended it` },
        };

      const live = await this.#orDeath(this.#kernel.live());
      if ('thread' in live) return live;
      const { rounds, calls, sleeping, present, mapCount } = live;
      progress?.(
        this.#rounds > 0
          ? `${rounds} of ${this.#rounds} rounds`
          : `${calls} calls, ${mapCount} mappings, ${sleeping} of ${present} threads asleep`,
      );
      // A round must end; a run need not, but something must move in it.
      const now = this.#rounds > 0 ? `${rounds}` : `${calls} ${sleeping} ${present}`;
      if (now !== last || (this.#rounds === 0 && sleeping < present)) {
        last = now;
        movedMs = performance.now();
      } else if (performance.now() - movedMs > roundDeadlineMs) {
        const waits = waitsOf(this.#question, this.#world!);
        const what = this.#rounds > 0 ? `round ${rounds} did not end` : 'nothing moved';
        const message = `${what} within ${roundDeadlineMs} ms: ${waits.join('; ')}`;
        return { cut: { kind: 'deadline', message, waits } };
      }
    }
  }

  /** Stops whoever still runs. Workers that do not leave in time are ended by `close`. */
  async #stop(): Promise<void> {
    if (this.#world === undefined) return;
    if (this.#endedMs === 0) this.#endedMs = performance.now();
    if (this.#isKernelAlive) {
      let lose = (): void => {};
      const lost = new Promise<boolean>((resolve) => {
        lose = () => resolve(false);
      });
      this.#kernelWorker.once('exit', lose);
      const haveLeft = await Promise.race([this.#kernel.stop(STOP_TIMEOUT_MS), lost]);
      this.#kernelWorker.off('exit', lose);
      if (haveLeft) return;
    }
    await reap(this.#world, STOP_TIMEOUT_MS);
  }

  #outcome(cut: Finding | undefined): Outcome {
    return outcomeOf(this.#question, this.#world!, {
      engine: 'parallel',
      workerCount: this.#workerCount + 1,
      startMs: this.#startMs,
      durationMs: this.#releasedMs === 0 ? 0 : this.#endedMs - this.#releasedMs,
      seed: this.#seed,
      rounds: this.#rounds,
      cut,
    });
  }

  /** Who died, of what, where, and what it held. */
  #obituary({ who, thread, cause }: Death): Finding {
    const { compiled, kernel, table } = this.#question;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const world = this.#world;
    if (thread < 0 || world === undefined)
      return { kind: 'died', message: `${who} died (${reason})` };
    const held = heldBy(this.#question, world, thread);
    const at = createStepper(world, compiled, kernel, table).nextName(thread);
    const holding = held.length === 0 ? 'holding no lock' : `holding lock ${held.join(', ')}`;
    world.words.store(observationOf(world.layout, thread) + OBSERVED.PHASE, PHASE.lost);
    return { kind: 'died', message: `${who} died (${reason}) before ${at}, ${holding}` };
  }

  /** A worker that cannot load its modules has no task yet that could fail. */
  readonly #losePoolWorker = (cause: unknown): void =>
    this.#tellDeath({ who: 'a worker without a thread', thread: -1, cause });

  readonly #missKernel = (code: number): void =>
    this.#loseKernel(new Error(`worker exited with code: ${code}`));

  readonly #loseKernel = (cause: unknown): void => {
    this.#isKernelAlive = false;
    const { compiled } = this.#question;
    const isServing = compiled.design.owner === 'kernel-actor';
    const thread = isServing ? compiled.threads.length - 1 : -1;
    this.#tellDeath({ who: 'the kernel actor', thread, cause });
  };

  #orDeath<Value extends object>(value: Promise<Value>): Promise<Value | Death> {
    return Promise.race([this.#death, value]);
  }
}

function roundsOf({ compiled }: Question, amount: Amount): number {
  const isRounds = 'rounds' in amount;
  const [what, count, max] = isRounds
    ? (['rounds', amount.rounds, ROUNDS_MAX] as const)
    : (['durationMs', amount.durationMs, 2 ** 31 - 1] as const);
  if (!Number.isInteger(count) || count < 1 || count > max)
    throw new UsageError(`${what} is a whole number in 1..${max}, not ${count}`);
  if (!isRounds) return 0;
  if (leaderOf(compiled) < 0)
    throw new UsageError(
      'a round ends when all threads have ended that are no services, and there are none',
      'run it for a time instead',
    );
  return amount.rounds;
}

function compileFault({ compiled }: Question, { thread, lock }: Fault): InjectedFault {
  const threadNumber = compiled.threads.findIndex(({ name }) => name === thread);
  if (threadNumber < 0)
    throw new UsageError(
      `no thread is named '${thread}'`,
      `threads: ${compiled.threads.map(({ name }) => name).join(', ')}`,
    );
  const lockNumber = compiled.lockNames.indexOf(lock);
  if (lockNumber < 0)
    throw new UsageError(`no lock is named '${lock}'`, `locks: ${compiled.lockNames.join(', ')}`);
  return { thread: threadNumber, heldBits: heldBit(lockNumber, true) | heldBit(lockNumber, false) };
}
