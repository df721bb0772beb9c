/**
 * Stage: the world of a vector while it is played. Threads move only when somebody here moves them,
 * and what they do is kept by thread: calls that ran, handlers that were entered. Invariant: a
 * saved stage put back goes on as if nothing had happened since.
 */

import {
  createExclusiveWorld,
  EVENT,
  INFO,
  type Journal,
  LIFE,
  PROCESS,
  processWord,
  realNumber,
  SYSCALL_NUMBER,
  TASK,
  taskWord,
  THREAD,
  WAIT,
  type World,
} from '../../kernel/index.ts';
import {
  boot,
  Driver,
  type Instruction,
  layoutFor,
  type Resting,
  createStepper,
} from '../../actors/index.ts';
import { ask } from '../../workers/index.ts';
import type { Cast } from './cast.ts';

/** A handler that was entered, with the siginfo that it got. */
export interface Handled {
  readonly signal: number;
  readonly code: number;
  readonly errno: number;
  /** Address behind the call that raised it. */
  readonly address: number;
  readonly syscall: number;
}

/** What one thread has done. Lists are never changed, only replaced. */
export interface ThreadLog {
  /** Real numbers of the calls that ran outside of handlers, since the last instruction. */
  readonly ran: readonly number[];
  readonly handled: readonly Handled[];
}

/** A stage at one moment. */
export interface SavedStage {
  readonly words: Int32Array;
  readonly slots: Int32Array;
  readonly logs: readonly ThreadLog[];
}

/** The register that takes the results of instructions. */
const RESULT = 4;

/** A thread that takes so many steps without coming to rest goes round in circles. */
const STEP_COUNT_MAX = 10_000;

/** The world of one vector. */
export class Stage implements Journal {
  readonly world: World;
  readonly cast: Cast;
  readonly threadCount: number;
  readonly #driver: Driver;
  #logs: ThreadLog[];

  constructor(cast: Cast) {
    const { compiled, table, kernel } = ask(cast.scenario);
    const layout = layoutFor(compiled, table, { padded: false, observationWordCount: 0 });
    this.cast = cast;
    this.world = createExclusiveWorld(layout);
    boot(this.world, compiled, table);
    this.world.journal = this;
    this.threadCount = compiled.threads.length;
    this.#driver = new Driver(
      this.world,
      createStepper(this.world, compiled, kernel, table),
      compiled,
    );
    this.#logs = compiled.threads.map(() => ({ ran: [], handled: [] }));
    const { page, offset } = cast.instruction;
    for (let thread = 0; thread < this.threadCount; thread += 1) {
      const at = this.world.thread(thread);
      this.world.words.set(at + THREAD.INSTRUCTION_PAGE, page);
      this.world.words.set(at + THREAD.INSTRUCTION_OFFSET, offset);
    }
  }

  record(thread: number, event: number, detail: number): void {
    const log = this.#logs[thread]!;
    const at = this.world.thread(thread);
    const { words } = this.world;
    if (event === EVENT.native || event === EVENT.escaped) {
      const isOwn = words.get(at + THREAD.DEPTH) === 0 && detail !== SYSCALL_NUMBER.rt_sigreturn;
      if (isOwn) this.#logs[thread] = { ...log, ran: [...log.ran, realNumber(detail)] };
    } else if (event === EVENT.handled) {
      const info = taskWord(this.world, thread) + TASK.INFO;
      const handled: Handled = {
        signal: detail,
        code: words.get(info + INFO.CODE),
        errno: words.get(info + INFO.ERRNO),
        address: words.get(info + INFO.CALL_PAGE) * 4096 + words.get(info + INFO.CALL_OFFSET),
        syscall: words.get(info + INFO.SYSCALL),
      };
      this.#logs[thread] = { ...log, handled: [...log.handled, handled] };
    }
  }

  /** What a thread has done. */
  log(thread: number): ThreadLog {
    return this.#logs[thread]!;
  }

  /** Where a thread stands. */
  resting(thread: number): Resting {
    return this.#driver.resting(thread);
  }

  /** Whether the thread has done what it was told, or is dead. */
  isAtRest(thread: number): boolean {
    const { idle, life } = this.resting(thread);
    return idle || life === 'dead' || life === 'unborn';
  }

  /** Tells an idle thread to do something. */
  inject(thread: number, instruction: Instruction): void {
    this.#logs[thread] = { ...this.#logs[thread]!, ran: [] };
    this.#driver.inject(thread, instruction);
  }

  /** The result of the last instruction. */
  result(thread: number): number {
    return this.world.words.get(this.world.thread(thread) + THREAD.REGISTER + RESULT);
  }

  /** Whether the thread sleeps until time has passed, and nothing else wakes it. */
  isTimed(thread: number): boolean {
    const { words } = this.world;
    return (
      this.resting(thread).waits === WAIT.timer &&
      words.load(taskWord(this.world, thread) + TASK.SIGPENDING) === 0
    );
  }

  /** Moves a thread by one step; false if it cannot go on. */
  step(thread: number): boolean {
    return this.#driver.step(thread);
  }

  /** Moves a thread until it cannot go on; time passes only if it `mayExpire`. */
  run(thread: number, mayExpire = false): boolean {
    let steps = 0;
    while (steps < STEP_COUNT_MAX && (mayExpire || !this.isTimed(thread)) && this.step(thread))
      steps += 1;
    return steps > 0;
  }

  /** Moves all threads that are not held until none can go on; whether any did. */
  settle(held: ReadonlySet<number>): boolean {
    for (let rounds = 0; rounds < STEP_COUNT_MAX; rounds += 1) {
      let moved = false;
      for (let thread = 0; thread < this.threadCount; thread += 1)
        if (!held.has(thread) && this.run(thread)) moved = true;
      if (!moved) return rounds > 0;
    }
    return true;
  }

  save(): SavedStage {
    return {
      words: this.world.snapshot(),
      slots: this.#driver.slots(),
      logs: [...this.#logs],
    };
  }

  restore({ words, slots, logs }: SavedStage): void {
    this.world.restore(words);
    this.#driver.restoreSlots(slots);
    this.#logs = [...logs];
  }

  /** First word of a field of a task's record. */
  taskAt(thread: number, field: keyof typeof TASK): number {
    return taskWord(this.world, thread) + TASK[field];
  }

  /** One word of a task's record. */
  task(thread: number, field: keyof typeof TASK): number {
    return this.world.words.load(this.taskAt(thread, field));
  }

  /** One word of a process's record. */
  process(process: number, field: keyof typeof PROCESS): number {
    return this.world.words.load(processWord(this.world, process) + PROCESS[field]);
  }

  /** The process of a thread, which a dead thread keeps. */
  processOf(thread: number): number {
    return this.task(thread, 'PROCESS');
  }

  /** The word of a descriptor, 0 if it is free. */
  file(process: number, descriptor: number): number {
    if (descriptor < 0 || descriptor >= this.world.layout.bounds.fileCount) return 0;
    return this.world.words.load(this.fileTable(process) + descriptor);
  }

  /** First word of the descriptors that a process uses. */
  fileTable(process: number): number {
    return processWord(this.world, this.process(process, 'FILES')) + PROCESS.FILE;
  }

  /** The lowest free descriptor, or -1. */
  lowestFree(process: number): number {
    const { fileCount } = this.world.layout.bounds;
    for (let descriptor = 0; descriptor < fileCount; descriptor += 1)
      if (this.file(process, descriptor) === 0) return descriptor;
    return -1;
  }

  /** Whether a thread lives. */
  isAlive(thread: number): boolean {
    return this.task(thread, 'LIFE') === LIFE.alive;
  }
}
