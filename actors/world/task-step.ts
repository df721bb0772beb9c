/**
 * Task step: the moves of threads that are tasks. A task is born and dies, takes signals between
 * its instructions and within its calls, and goes on behind them; user mode and kernel mode are
 * those of every thread (`step.ts`).
 *
 * Which class moves a world's threads is chosen once (steppers.ts), so that threads that are no
 * tasks pay nothing for what only tasks have.
 * Tested by: test/kernel/signals/work.test.ts
 */

import {
  ACTION_FLAG,
  DISPOSITION,
  dispositionOf,
  forceSignal,
  FRAME,
  FRAME_WORDS,
  INFO,
  type Kernel,
  LIFE,
  PROCESS,
  processOf,
  processWord,
  recalculate,
  SECCOMP_MODE,
  SIGNAL,
  signalBit,
  SIGSYS_CODE,
  TASK,
  taskWord,
  THREAD,
  type World,
  WORK,
  writeCallInfo,
} from '../../kernel/index.ts';
import { eventNumber, type TransitionTable } from '../dispatch/table.ts';
import { CODE_WORDS, OPERATION } from '../program/code.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import { STEP, Stepper, TASK_ACTION } from './step.ts';

const {
  DEPTH,
  FRAME: FRAMES,
  KERNEL_COUNTER,
  NUMBER,
  PROGRAM_COUNTER,
  REGISTER,
  RESULT,
  SCRATCH,
  STATE,
} = THREAD;
const OP_LOCK = OPERATION.lock;

/** si_code of a SIGBUS: the address does not exist. Source: asm-generic/siginfo.h. */
const BUS_ADRERR = 2;

/** Bits of FRAME.SIGNAL above the signal. */
const REPLACES = 0x100;
const IN_CALL = 0x200;

/** Moves the tasks of one world. */
export class TaskStepper extends Stepper {
  readonly #interruptEvent: number;

  constructor(world: World, scenario: CompiledScenario, kernel: Kernel, table: TransitionTable) {
    super(world, scenario, kernel, table);
    this.#interruptEvent = eventNumber(table, 'INTERRUPT');
  }

  override isDone(thread: number): boolean {
    const life = this.world.words.load(taskWord(this.world, thread) + TASK.LIFE);
    return life === LIFE.unborn || life === LIFE.dead;
  }

  override step(thread: number): number {
    return this.#attend(thread, this.world.thread(thread)) ? super.step(thread) : STEP.done;
  }

  protected override performForTask(thread: number, at: number, action: number): void {
    const { words } = this.world;
    const { entries } = this.kernel;
    const task = taskWord(this.world, thread);
    switch (action) {
      case TASK_ACTION.startCheck:
        words.set(at + KERNEL_COUNTER, entries.check);
        if (words.load(task + TASK.MODE) === SECCOMP_MODE.memmap) {
          writeCallInfo(this.world, thread, SIGSYS_CODE.SYS_SECCOMP, 0);
          words.set(at + KERNEL_COUNTER, entries.memmap);
        }
        return;
      case TASK_ACTION.pushFrame:
        this.#pushFrame(thread, at);
        return;
      case TASK_ACTION.complete:
        this.complete(thread, at);
        words.set(task + TASK.WORK, 0);
        return;
      case TASK_ACTION.startWork:
        words.set(at + KERNEL_COUNTER, entries.work);
        return;
      case TASK_ACTION.resume:
        // The call, if there was one, is issued again.
        this.clear(at);
        words.set(task + TASK.WORK, 0);
        this.#takeUp(thread, at);
        return;
      default:
        super.performForTask(thread, at, action);
    }
  }

  /** The end of a program: the thread exits, as by exit(2) but unseen by any filter. */
  protected override leave(thread: number, at: number): void {
    const { words } = this.world;
    words.set(taskWord(this.world, thread) + TASK.WORK, WORK.LEAVING);
    this.dispatch(thread, at, words.get(at + STATE), this.#interruptEvent);
  }

  protected override faultOnTouch(thread: number, _at: number, code: number, page: number): void {
    // A guard refuses a write as memory that is not there: BUS_ADRERR.
    const isRefused = code === SIGNAL.SIGBUS;
    writeCallInfo(this.world, thread, isRefused ? BUS_ADRERR : code, 0);
    this.world.words.set(taskWord(this.world, thread) + TASK.INFO + INFO.CALL_PAGE, page);
    forceSignal(this.world, thread, isRefused ? SIGNAL.SIGBUS : SIGNAL.SIGSEGV, false);
  }

  protected override rareCall(number: number): number {
    return number === -1 ? this.kernel.entries.skipped : super.rareCall(number);
  }

  /**
   * Sees to what happened to a task since its last step: it was born, or in user mode a signal is
   * to be taken. False for a task that does not live.
   */
  #attend(thread: number, at: number): boolean {
    const { words } = this.world;
    const task = taskWord(this.world, thread);
    const life = words.load(task + TASK.LIFE);
    if (life === LIFE.unborn || life === LIFE.dead) return false;
    const state = words.get(at + STATE);
    if (state === this.finished || state === this.killed) {
      // Its thread id lives again: another thread with the same program.
      const { entry, page, foreign } = this.scenario.threads[thread]!;
      words.set(at + STATE, this.user);
      this.standAt(at, entry, page, foreign ? 1 : 0);
      words.set(at + DEPTH, 0);
    } else if (state !== this.user && state !== this.handler) return true;
    if (words.load(task + TASK.SIGPENDING) === 0 || !this.#breakOff(at, task)) return true;
    words.set(task + TASK.WORK, 0);
    this.dispatch(thread, at, words.get(at + STATE), this.#interruptEvent);
    return true;
  }

  /**
   * Lays aside what the program was about when a signal came: where it waits for a lock, or the
   * turn of the barrier at which it waits. It goes on there behind the signal; a writer that waits
   * stays announced meanwhile. A release goes through to its end first: false.
   */
  #breakOff(at: number, task: number): boolean {
    const { words } = this.world;
    const counter = words.get(at + KERNEL_COUNTER);
    if (counter !== 0) {
      const operation = words.get(this.code + words.get(at + PROGRAM_COUNTER) * CODE_WORDS);
      if (counter === this.kernel.entries.touch) {
        // Nothing was read or written yet: the instruction begins anew.
        this.clear(at);
        return true;
      }
      if (operation !== OP_LOCK) return false;
      words.set(task + TASK.OPERATION, counter);
      words.set(at + KERNEL_COUNTER, 0);
      return true;
    }
    const turn = words.get(at + SCRATCH);
    if (turn === 0) return true;
    words.set(task + TASK.OPERATION, -turn);
    words.set(at + SCRATCH, 0);
    return true;
  }

  /** Takes up again what a signal broke off. */
  #takeUp(thread: number, at: number): void {
    const { words } = this.world;
    const laid = taskWord(this.world, thread) + TASK.OPERATION;
    const operation = words.get(laid);
    if (operation === 0) return;
    words.set(laid, 0);
    if (operation > 0) words.set(at + KERNEL_COUNTER, operation);
    else words.set(at + SCRATCH, -operation);
  }

  /** Enters the handler of the signal that the exit work has taken. */
  #pushFrame(thread: number, at: number): void {
    const { world } = this;
    const { words } = world;
    const task = taskWord(world, thread);
    const info = task + TASK.INFO;
    const signal = words.get(info + INFO.SIGNAL);
    const code = words.get(info + INFO.CODE);
    const action = words.load(
      processWord(world, processOf(world, thread)) + PROCESS.ACTION + signal,
    );
    const handler = this.scenario.tasks!.handlers[dispositionOf(action) - DISPOSITION.HANDLER]!;
    const restart = words.get(task + TASK.RESTART);
    const inCall = (words.get(task + TASK.WORK) & WORK.IN_CALL) !== 0 && restart === 0;
    // A diverted call has no result of its own: what the handler leaves in r0 is the result.
    const replaces = signal === SIGNAL.SIGSYS && code !== 0;
    const depth = words.get(at + DEPTH);
    const frame = at + FRAMES + depth * FRAME_WORDS;
    const number = words.get(at + NUMBER);
    words.set(frame + FRAME.NUMBER, inCall ? number : restart);
    words.set(frame + FRAME.RESULT, words.get(at + RESULT));
    this.saveContext(at, frame);
    words.set(frame + FRAME.MASK, words.load(task + TASK.BLOCKED));
    words.set(frame + FRAME.SIGNAL, signal | (replaces ? REPLACES : 0) | (inCall ? IN_CALL : 0));
    words.set(frame + FRAME.OPERATION, words.get(task + TASK.OPERATION));
    words.set(task + TASK.OPERATION, 0);
    this.clear(at);
    words.set(task + TASK.RESTART, 0);
    words.set(task + TASK.WORK, 0);
    if ((action & ACTION_FLAG.SA_NODEFER) === 0)
      words.store(task + TASK.BLOCKED, words.load(task + TASK.BLOCKED) | signalBit(signal));
    recalculate(world, thread);
    words.set(at + DEPTH, depth + 1);
    words.set(at + REGISTER, replaces ? words.get(info + INFO.SYSCALL) : signal);
    words.set(at + REGISTER + 1, words.get(info + INFO.CALL_PAGE));
    words.set(at + REGISTER + 2, words.get(info + INFO.ERRNO));
    words.set(at + REGISTER + 3, code);
    this.standAt(at, handler.entry, handler.page, 0);
  }

  /** What rt_sigreturn restores besides what every frame holds; before the frame is wiped. */
  protected override restoreMore(thread: number, at: number, frame: number): void {
    const { words } = this.world;
    const task = taskWord(this.world, thread);
    const kind = words.get(frame + FRAME.SIGNAL);
    const number = words.get(frame + FRAME.NUMBER);
    const inCall = (kind & IN_CALL) !== 0;
    if ((kind & REPLACES) === 0) words.set(at + RESULT, words.get(frame + FRAME.RESULT));
    words.set(at + NUMBER, inCall ? number : 0);
    words.set(task + TASK.RESTART, inCall ? 0 : number);
    words.set(task + TASK.WORK, inCall ? WORK.IN_CALL : 0);
    words.store(task + TASK.BLOCKED, words.get(frame + FRAME.MASK));
    words.set(task + TASK.OPERATION, words.get(frame + FRAME.OPERATION));
    recalculate(this.world, thread);
  }

  /** A call that was broken off is issued again, perhaps by another number (restart_syscall). */
  protected override reissue(thread: number, at: number): void {
    const { words } = this.world;
    const restart = taskWord(this.world, thread) + TASK.RESTART;
    const number = words.get(restart);
    if (number === 0) return;
    words.set(at + NUMBER, number - 1);
    words.set(restart, 0);
  }
}
