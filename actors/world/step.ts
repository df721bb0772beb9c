/**
 * Step: the smallest move of one simulated thread. A step makes at most one access that another
 * actor could notice; private work behind it runs on, up to the next such access, so that a thread
 * always rests just before one. That keeps the state space free of moves that no one can see.
 *
 * User mode executes encoded instructions, kernel mode executes kernel text; the compiled dispatch
 * table says how one becomes the other. Every engine moves threads through `Stepper.step` and
 * nothing else. Invariant: a step that returns BLOCKED or DONE has changed nothing.
 */

import {
  kickWord,
  operationIndex,
  SIGNAL,
  ACCESS,
  ACCESS_OK,
  AGAIN,
  BLOCKED,
  CONTROL,
  COUNTER,
  EVENT,
  forceSignal,
  FRAME,
  FRAME_WORDS,
  InvariantError,
  isEnd,
  jumpTarget,
  type Kernel,
  type KernelStep,
  NAMED_REGISTER_COUNT,
  NEXT,
  noteNative,
  noteTrapped,
  OUTCOME,
  outcomeOf,
  THREAD,
  TOUCH,
  UsageError,
  type World,
} from '../../kernel/index.ts';
import {
  actionAt,
  actionList,
  endOfActions,
  eventNumber,
  firstAction,
  IGNORED,
  lookup,
  nextState,
  stateNumber,
  transitionNumber,
  type TransitionTable,
} from '../dispatch/table.ts';
import { calculate, compare } from '../program/arithmetic.ts';
import {
  CODE_WORDS,
  OPERATION,
  OPERATION_SHARED,
  SYSCALL_ARGUMENT_COUNT,
  SYSCALL_INTO,
  SYSCALL_NUMBER_FIELD,
  TOUCH_FAULT,
  TOUCH_INTO,
  TOUCH_VALUE,
} from '../program/code.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import { atomicStep, NO_WAY } from './atomic.ts';

/** What a step did. */
export const STEP = {
  /** The thread moved. */
  moved: 0,
  /** The thread cannot go on and nothing changed; `World.blockedWord` says why. */
  blocked: 1,
  /** The thread has finished or was killed; nothing changed. */
  done: 2,
} as const;

// Why: an imported constant costs a load at each use, a constant of this module none.
const {
  ARGUMENT,
  DEPTH,
  FOREIGN,
  FRAME: FRAMES,
  INSTRUCTION_OFFSET,
  INSTRUCTION_PAGE,
  KERNEL_COUNTER,
  NUMBER,
  PROGRAM_COUNTER,
  REGISTER,
  RESULT,
  SCRATCH,
  STATE,
} = THREAD;
const {
  add: OP_ADD,
  atomic: OP_ATOMIC,
  await: OP_AWAIT,
  barrier: OP_BARRIER,
  cas: OP_CAS,
  choose: OP_CHOOSE,
  compute: OP_COMPUTE,
  exit: OP_EXIT,
  expect: OP_EXPECT,
  forever: OP_FOREVER,
  goto: OP_GOTO,
  jump: OP_JUMP,
  load: OP_LOAD,
  lock: OP_LOCK,
  loopBack: OP_LOOP_BACK,
  loopBegin: OP_LOOP_BEGIN,
  mark: OP_MARK,
  pause: OP_PAUSE,
  serve: OP_SERVE,
  access: OP_ACCESS,
  interrupt: OP_INTERRUPT,
  read: OP_READ,
  write: OP_WRITE,
  store: OP_STORE,
  syscall: OP_SYSCALL,
  unless: OP_UNLESS,
  unlock: OP_UNLOCK,
  rest: OP_REST,
  select: OP_SELECT,
} = OPERATION;

/** Actions of the dispatch machine that do something. */
const ACTION = {
  saveRegisters: 0,
  startCheck: 1,
  startCall: 2,
  countNative: 3,
  countTrapped: 4,
  startDelivery: 5,
  pushFrame: 6,
  restoreFrame: 7,
  complete: 8,
  recordDeath: 9,
  recordFinish: 10,
} as const;
/** Actions that only have a name in reports. */
const NO_ACTION = -1;
/** Actions that do more, or other things, for tasks. */
export const TASK_ACTION = {
  startCheck: 16,
  pushFrame: 17,
  complete: 18,
  startWork: 19,
  resume: 20,
} as const;
const {
  saveRegisters: SAVE_REGISTERS,
  startCheck: START_CHECK,
  startCall: START_CALL,
  countNative: COUNT_NATIVE,
  countTrapped: COUNT_TRAPPED,
  startDelivery: START_DELIVERY,
  pushFrame: PUSH_FRAME,
  restoreFrame: RESTORE_FRAME,
  complete: COMPLETE,
  recordDeath: RECORD_DEATH,
  recordFinish: RECORD_FINISH,
} = ACTION;

/** A private step never loops this often: the scenario's code would spin without ever resting. */
const PRIVATE_MOVE_COUNT_MAX = 1_000_000;

function actionNumber(name: string, isTasked: boolean): number {
  if (isTasked && name in TASK_ACTION) return TASK_ACTION[name as keyof typeof TASK_ACTION];
  return name in ACTION ? ACTION[name as keyof typeof ACTION] : NO_ACTION;
}

/** Moves threads of one world. */
export class Stepper {
  readonly world: World;
  protected readonly scenario: CompiledScenario;
  protected readonly kernel: Kernel;
  // The kernel text's columns, one hop away: they are looked at in every move.
  readonly #steps: readonly KernelStep[];
  readonly #shared: Uint8Array;
  readonly #base: Int32Array;
  readonly #table: TransitionTable;
  protected readonly user: number;
  protected readonly handler: number;
  protected readonly finished: number;
  protected readonly killed: number;
  readonly #syscallEvent: number;
  readonly #exitEvent: number;
  readonly #faultEvent: number;
  /** Table event of each kernel outcome. */
  readonly #eventOf: Int32Array;
  /** Our number of each table action, or -1. */
  readonly #actionOf: Int32Array;
  readonly #interposedBit: number;
  readonly #handlerBit: number;
  readonly #inHandlerBit: number;
  readonly #staticGuards: number;
  protected readonly code: number;
  /** 1 for operations that a thread rests before. */
  readonly #resting: Uint8Array;

  constructor(world: World, scenario: CompiledScenario, kernel: Kernel, table: TransitionTable) {
    const isTasked = scenario.tasks !== undefined;
    this.world = world;
    this.scenario = scenario;
    this.kernel = kernel;
    this.#steps = kernel.text.steps;
    this.#shared = kernel.text.shared;
    this.#base = kernel.text.base;
    this.#table = table;
    this.user = stateNumber(table, 'user');
    this.handler = stateNumber(table, 'handler');
    this.finished = stateNumber(table, 'finished');
    this.killed = stateNumber(table, 'killed');
    this.#syscallEvent = eventNumber(table, 'SYSCALL');
    this.#exitEvent = eventNumber(table, 'EXIT');
    this.#faultEvent = eventNumber(table, 'FAULT');
    this.#eventOf = Int32Array.from(Object.keys(OUTCOME), (name) => eventNumber(table, name));
    this.#actionOf = Int32Array.from(table.actions, (name) => actionNumber(name, isTasked));
    const bit = (guard: string) => {
      const number = table.guards.indexOf(guard);
      return number < 0 ? 0 : 1 << number;
    };
    this.#interposedBit = bit('interposed');
    this.#handlerBit = bit('handlerInstalled');
    this.#inHandlerBit = bit('inHandler');
    world.countsChanges = scenario.hasAtomicSteps;
    this.#resting = OPERATION_SHARED.slice();
    // A signal may come before a call or within it, which is not the same: pause() shows it.
    if (isTasked) this.#resting[OP_SYSCALL] = 1;
    this.#staticGuards =
      (scenario.interposed || isTasked ? this.#interposedBit : 0) | (isTasked ? bit('tasked') : 0);
    this.code = world.layout.code;
  }

  /** Whether the thread has come to its end. */
  isDone(thread: number): boolean {
    const state = this.world.words.get(this.world.thread(thread) + STATE);
    return state === this.finished || state === this.killed;
  }

  /** Whether the thread was killed. */
  isKilled(thread: number): boolean {
    return this.world.words.get(this.world.thread(thread) + STATE) === this.killed;
  }

  /** Moves a thread by one step; returns one of STEP. */
  step(thread: number): number {
    const world = this.world;
    const words = world.words;
    const at = world.thread(thread);
    const steps = this.#steps;
    const shared = this.#shared;
    const base = this.#base;
    for (let moves = 0; moves < PRIVATE_MOVE_COUNT_MAX; moves += 1) {
      const state = words.get(at + STATE);
      if (state === this.user || state === this.handler) {
        const pc = words.get(at + PROGRAM_COUNTER);
        const operation = words.get(this.code + pc * CODE_WORDS);
        const kernelCounter = words.get(at + KERNEL_COUNTER);
        // A lock operation of the program runs kernel text without a dispatch; 0 means none runs.
        if (kernelCounter !== 0) {
          if (moves > 0 && shared[kernelCounter] === 1) return STEP.moved;
          const result = steps[kernelCounter]!.run(world, thread);
          if (result === BLOCKED) return STEP.blocked;
          if (isEnd(result)) this.#endProgramRoutine(thread, at, pc);
          else this.#advance(at, kernelCounter, base[kernelCounter]!, result);
          continue;
        }
        if (moves > 0 && this.#resting[operation] === 1) return STEP.moved;
        if (this.instruction(thread, at, pc, operation) === BLOCKED) return STEP.blocked;
        continue;
      }
      if (state === this.finished || state === this.killed)
        return moves === 0 ? STEP.done : STEP.moved;
      const counter = words.get(at + KERNEL_COUNTER);
      if (moves > 0 && shared[counter] === 1) return STEP.moved;
      const result = steps[counter]!.run(world, thread);
      if (result === BLOCKED) return STEP.blocked;
      if (isEnd(result)) this.dispatch(thread, at, state, this.#eventOf[outcomeOf(result)]!);
      else this.#advance(at, counter, base[counter]!, result);
    }
    throw new InvariantError(`thread ${thread} runs for ever without a step that others could see`);
  }

  /** The name of what the thread does next: an instruction or a kernel step. */
  nextName(thread: number): string {
    const { words } = this.world;
    const at = this.world.thread(thread);
    const counter = words.get(at + KERNEL_COUNTER);
    if (counter !== 0) return this.kernel.text.steps[counter]!.name;
    const pc = words.get(at + PROGRAM_COUNTER);
    const operation = words.get(this.code + pc * CODE_WORDS);
    return Object.keys(OPERATION)[operation] ?? `operation ${operation}`;
  }

  /** The end of a program: the thread exits, as by exit(2) but unseen by any filter. */
  protected leave(thread: number, at: number): void {
    this.dispatch(thread, at, this.world.words.get(at + STATE), this.#exitEvent);
  }

  /** Puts what rt_sigreturn brings back of any context into a frame. */
  protected saveContext(at: number, frame: number): void {
    const { words } = this.world;
    words.set(frame + FRAME.PROGRAM_COUNTER, words.get(at + PROGRAM_COUNTER));
    words.set(frame + FRAME.INSTRUCTION_PAGE, words.get(at + INSTRUCTION_PAGE));
    words.set(frame + FRAME.INSTRUCTION_OFFSET, words.get(at + INSTRUCTION_OFFSET));
    words.set(frame + FRAME.FOREIGN, words.get(at + FOREIGN));
    for (let register = 0; register < NAMED_REGISTER_COUNT; register += 1)
      words.set(frame + FRAME.REGISTER + register, words.get(at + REGISTER + register));
  }

  /** Begins a program: its first instruction, in the code of a page. */
  protected standAt(at: number, entry: number, page: number, foreign: number): void {
    const { words } = this.world;
    words.set(at + PROGRAM_COUNTER, entry);
    words.set(at + INSTRUCTION_PAGE, page);
    words.set(at + INSTRUCTION_OFFSET, 2);
    words.set(at + FOREIGN, foreign);
  }

  #advance(at: number, counter: number, base: number, result: number): void {
    if (result === AGAIN) return;
    this.world.words.set(
      at + KERNEL_COUNTER,
      result === NEXT ? counter + 1 : jumpTarget(result, base),
    );
  }

  #endProgramRoutine(thread: number, at: number, pc: number): void {
    const { words } = this.world;
    const instruction = this.code + pc * CODE_WORDS;
    const operation = words.get(instruction);
    if (operation === OP_ACCESS) {
      this.#into(at, instruction, 2, words.get(at + RESULT));
      this.clear(at);
    } else if (operation === OP_READ || operation === OP_WRITE) {
      if (this.#endTouch(thread, at, instruction)) return;
    }
    words.set(at + KERNEL_COUNTER, 0);
    words.set(at + PROGRAM_COUNTER, pc + 1);
  }

  /** Puts a read or write into the registers, where its routine finds it. */
  #startTouch(at: number, here: number, operation: number): void {
    const { words, layout } = this.world;
    const word = this.#field(at, here, 1);
    const { wordsPerFrame } = layout.paging!.bounds;
    if (word < 0 || word >= wordsPerFrame)
      throw new UsageError(
        `a page has words 0..${wordsPerFrame - 1}, not ${word}`,
        '',
        this.scenario.sources[words.get(at + PROGRAM_COUNTER)] ?? '',
      );
    words.set(at + ARGUMENT + TOUCH.PAGE, this.#field(at, here, 0));
    words.set(at + ARGUMENT + TOUCH.WORD, word);
    if (operation === OP_WRITE) {
      words.set(at + ARGUMENT + TOUCH.KIND, ACCESS.WRITE);
      words.set(at + ARGUMENT + TOUCH.VALUE, this.#field(at, here, TOUCH_VALUE));
    }
    words.set(at + KERNEL_COUNTER, this.kernel.entries.touch);
  }

  /**
   * The end of a read or write: its registers, or what a fault does to who has no register for it.
   * Returns whether the instruction has not ended: it begins anew if the thread survives.
   */
  #endTouch(thread: number, at: number, instruction: number): boolean {
    const { words } = this.world;
    const code = words.get(at + ARGUMENT + TOUCH.FAULT);
    const page = words.get(at + ARGUMENT + TOUCH.PAGE);
    const result = words.get(at + RESULT);
    this.clear(at);
    if (code !== ACCESS_OK && words.get(instruction + 2 + TOUCH_FAULT) === 0) {
      this.faultOnTouch(thread, at, code, page);
      return true;
    }
    this.#into(at, instruction, TOUCH_FAULT, code);
    if (code === ACCESS_OK && words.get(instruction) === OP_READ)
      this.#into(at, instruction, TOUCH_INTO, result);
    return false;
  }

  /** A read or write of memory has met a fault that the program does not look for. */
  protected faultOnTouch(thread: number, at: number, _code: number, _page: number): void {
    this.dispatch(thread, at, this.world.words.get(at + STATE), this.#faultEvent);
  }

  protected dispatch(thread: number, at: number, state: number, event: number): void {
    const { words, layout } = this.world;
    const table = this.#table;
    const depth = words.get(at + DEPTH);
    const guards =
      this.#staticGuards |
      (depth > 0 ? this.#inHandlerBit : 0) |
      (depth < layout.bounds.signalDepth ? this.#handlerBit : 0);
    const leaf = lookup(table, state, event, guards);
    if (leaf === IGNORED)
      throw new InvariantError(
        `the dispatch machine ignores ${table.events[event]} in ${table.states[state]}`,
      );
    const next = nextState(leaf);
    words.set(at + STATE, next);
    // Back in user mode nothing of the kernel is left to run.
    if (next === this.user || next === this.handler) words.set(at + KERNEL_COUNTER, 0);
    const coverage = layout.coverage + thread * layout.coverageStride + transitionNumber(leaf);
    words.set(coverage, words.get(coverage) + 1);
    const list = actionList(leaf);
    const last = endOfActions(table, list);
    for (let position = firstAction(table, list); position < last; position += 1)
      this.#perform(thread, at, this.#actionOf[actionAt(table, position)]!);
  }

  #perform(thread: number, at: number, action: number): void {
    const { words } = this.world;
    const { entries } = this.kernel;
    switch (action) {
      case SAVE_REGISTERS: // the instruction has put them into the control block
        words.set(at + KERNEL_COUNTER, entries.enter);
        return;
      case START_CHECK:
        words.set(at + KERNEL_COUNTER, entries.check);
        return;
      case START_CALL: {
        const number = words.get(at + NUMBER);
        words.set(
          at + KERNEL_COUNTER,
          number >= 0 && number < entries.syscall.length
            ? entries.syscall[number]!
            : this.rareCall(number),
        );
        return;
      }
      case COUNT_NATIVE:
        noteNative(this.world, thread, this.scenario.interposed);
        return;
      case COUNT_TRAPPED:
        noteTrapped(this.world, thread);
        return;
      case START_DELIVERY:
        words.set(at + KERNEL_COUNTER, entries.deliver);
        return;
      case PUSH_FRAME:
        this.#pushFrame(at);
        return;
      case RESTORE_FRAME:
        this.#restoreFrame(thread, at);
        return;
      case COMPLETE:
        this.complete(thread, at);
        return;
      case RECORD_DEATH:
        this.clear(at);
        this.world.count(thread, COUNTER.killed);
        this.world.record(thread, EVENT.killed, 0, 0);
        return;
      case RECORD_FINISH:
        this.clear(at);
        this.world.record(thread, EVENT.finished, 0, 0);
        return;
      case NO_ACTION: // rollback, storeResult: the registers still hold the call and the result
        return;
      default:
        this.performForTask(thread, at, action);
    }
  }

  /** Performs an action that does more, or other things, for tasks. */
  protected performForTask(thread: number, _at: number, action: number): void {
    throw new InvariantError(`thread ${thread} is no task, for action ${action}`);
  }

  /** The routine of a number outside the table: an operation, or none at all. */
  protected rareCall(number: number): number {
    const { entries } = this.kernel;
    const index = operationIndex(number);
    return index >= 0 ? entries.operation[index]! : entries.unknownSyscall;
  }

  /** SIGSYS: saves the interrupted context and enters the handler with r0 = the call's number. */
  #pushFrame(at: number): void {
    const { words } = this.world;
    const depth = words.get(at + DEPTH);
    const frame = at + FRAMES + depth * FRAME_WORDS;
    const number = words.get(at + NUMBER);
    const page = words.get(at + INSTRUCTION_PAGE);
    words.set(frame + FRAME.NUMBER, number);
    this.saveContext(at, frame);
    this.clear(at);
    words.set(at + DEPTH, depth + 1);
    words.set(at + REGISTER, number);
    words.set(at + REGISTER + 1, page);
    this.standAt(at, this.scenario.handlerEntry, this.scenario.handlerPage, 0);
  }

  /** rt_sigreturn: the handler's r0 is the result that it gave the interrupted call. */
  #restoreFrame(thread: number, at: number): void {
    const { words } = this.world;
    const depth = words.get(at + DEPTH) - 1;
    if (depth < 0) {
      // No frame: the exit work takes a SIGSEGV by force.
      forceSignal(this.world, thread, SIGNAL.SIGSEGV, false);
      return;
    }
    const frame = at + FRAMES + depth * FRAME_WORDS;
    words.set(at + DEPTH, depth);
    words.set(at + RESULT, words.get(at + REGISTER));
    this.restoreMore(thread, at, frame);
    words.set(at + PROGRAM_COUNTER, words.get(frame + FRAME.PROGRAM_COUNTER));
    words.set(at + INSTRUCTION_PAGE, words.get(frame + FRAME.INSTRUCTION_PAGE));
    words.set(at + INSTRUCTION_OFFSET, words.get(frame + FRAME.INSTRUCTION_OFFSET));
    words.set(at + FOREIGN, words.get(frame + FRAME.FOREIGN));
    for (let register = 0; register < NAMED_REGISTER_COUNT; register += 1)
      words.set(at + REGISTER + register, words.get(frame + FRAME.REGISTER + register));
    for (let word = 0; word < FRAME_WORDS; word += 1) words.set(frame + word, 0);
  }

  /** What rt_sigreturn restores besides what every frame holds; before the frame is wiped. */
  protected restoreMore(_thread: number, _at: number, _frame: number): void {
    // A thread without a task has nothing more.
  }

  /** The exit work: hands the result to the program, which goes on behind its instruction. */
  protected complete(thread: number, at: number): void {
    const { words } = this.world;
    const pc = words.get(at + PROGRAM_COUNTER);
    const into = words.get(this.code + pc * CODE_WORDS + 2 + SYSCALL_INTO);
    const result = words.get(at + RESULT);
    this.world.record(thread, EVENT.returned, words.get(at + NUMBER), result);
    this.clear(at);
    if (into !== 0) words.set(at + REGISTER + into - 1, result);
    words.set(at + PROGRAM_COUNTER, pc + 1);
    words.set(at + KERNEL_COUNTER, this.kernel.entries.leave);
  }

  /**
   * Zeroes what nobody reads any more, so that states which differ only in it are one state. The
   * scratch words are zero already: every routine leaves them so.
   */
  protected clear(at: number): void {
    const { words } = this.world;
    words.set(at + KERNEL_COUNTER, 0);
    words.set(at + NUMBER, 0);
    words.set(at + RESULT, 0);
    for (let word = ARGUMENT; word < RESULT; word += 1)
      if (words.get(at + word) !== 0) words.set(at + word, 0);
  }

  /** The value of a field: as it stands, or the register that it names. */
  #field(at: number, instruction: number, field: number): number {
    const { words } = this.world;
    const value = words.get(instruction + 2 + field);
    return (words.get(instruction + 1) >>> field) & 1 ? words.get(at + REGISTER + value) : value;
  }

  /** Stores a result in the register that the field names, if any. */
  #into(at: number, instruction: number, field: number, value: number): void {
    const register = this.world.words.get(instruction + 2 + field);
    if (register !== 0) this.world.words.set(at + REGISTER + register - 1, value);
  }

  /** A call that was broken off is issued again, perhaps by another number. */
  protected reissue(_thread: number, _at: number): void {
    // Nothing breaks off the calls of a thread without a task.
  }

  /** Executes one instruction of a program; returns NEXT or BLOCKED. */
  protected instruction(thread: number, at: number, pc: number, operation: number): number {
    const { words, layout } = this.world;
    const here = this.code + pc * CODE_WORDS;
    let next = pc + 1;
    switch (operation) {
      case OP_SYSCALL: {
        const mode = words.get(here + 1);
        const count = words.get(here + 2 + SYSCALL_ARGUMENT_COUNT);
        for (let argument = 0; argument < count; argument += 1) {
          const value = words.get(here + 2 + argument);
          words.set(
            at + ARGUMENT + argument,
            (mode >>> argument) & 1 ? words.get(at + REGISTER + value) : value,
          );
        }
        words.set(at + NUMBER, words.get(here + 2 + SYSCALL_NUMBER_FIELD));
        this.reissue(thread, at);
        this.world.count(thread, COUNTER.syscall);
        this.world.record(thread, EVENT.called, words.get(at + NUMBER), 0);
        this.dispatch(thread, at, words.get(at + STATE), this.#syscallEvent);
        return NEXT;
      }
      case OP_JUMP: {
        const page = this.#field(at, here, 0);
        if (page < 0 || page >= this.scenario.pageEnd) {
          this.world.record(thread, EVENT.segfault, page, pc);
          this.dispatch(thread, at, words.get(at + STATE), this.#faultEvent);
          return NEXT;
        }
        words.set(at + INSTRUCTION_PAGE, page);
        words.set(at + INSTRUCTION_OFFSET, words.get(here + 2 + 1));
        words.set(at + FOREIGN, words.get(here + 2 + 2));
        break;
      }
      case OP_LOAD:
        this.#into(at, here, 1, words.load(layout.memory + words.get(here + 2)));
        break;
      case OP_STORE: {
        const word = layout.memory + words.get(here + 2);
        words.store(word, this.#field(at, here, 1));
        this.world.wake(word);
        break;
      }
      case OP_CAS: {
        const word = layout.memory + words.get(here + 2);
        const expected = this.#field(at, here, 1);
        const before = words.cas(word, expected, this.#field(at, here, 2));
        if (before === expected) this.world.wake(word);
        this.#into(at, here, 3, before);
        break;
      }
      case OP_ADD: {
        const word = layout.memory + words.get(here + 2);
        const before = words.add(word, this.#field(at, here, 1));
        this.world.wake(word);
        this.#into(at, here, 2, before);
        break;
      }
      case OP_COMPUTE:
        this.#into(
          at,
          here,
          3,
          calculate(words.get(here + 2 + 2), this.#field(at, here, 0), this.#field(at, here, 1)),
        );
        break;
      case OP_CHOOSE: {
        const choice = this.world.environment.choose(thread, words.get(here + 2 + 1));
        this.#into(at, here, 0, words.get(this.code + words.get(here + 2 + 2) + choice));
        break;
      }
      case OP_PAUSE:
        this.world.environment.pause(
          thread,
          words.get(here + 2),
          this.#field(at, here, 1),
          words.get(here + 4),
        );
        break;
      case OP_LOOP_BEGIN:
        words.set(at + REGISTER + words.get(here + 2), words.get(here + 3));
        break;
      case OP_LOOP_BACK: {
        const counter = at + REGISTER + words.get(here + 2);
        const left = words.get(counter) - 1;
        words.set(counter, left);
        if (left > 0) next = words.get(here + 3);
        break;
      }
      case OP_FOREVER:
        if (words.load(layout.control + CONTROL.STOP) !== 0) {
          this.leave(thread, at);
          return NEXT;
        }
        next = words.get(here + 2);
        break;
      case OP_UNLESS:
        if (!compare(words.get(here + 2 + 2), this.#field(at, here, 0), this.#field(at, here, 1)))
          next = words.get(here + 2 + 3);
        break;
      case OP_GOTO:
        next = words.get(here + 2);
        break;
      case OP_EXPECT:
        if (!compare(words.get(here + 2 + 2), this.#field(at, here, 0), this.#field(at, here, 1)))
          this.world.record(thread, EVENT.expectationFailed, words.get(here + 2 + 3), pc);
        break;
      case OP_BARRIER:
        return this.#barrier(at, here, next);
      case OP_AWAIT: {
        const word = layout.memory + words.get(here + 2);
        const value = words.load(word);
        if (!compare(words.get(here + 2 + 2), value, this.#field(at, here, 1))) {
          this.world.blocked(word, value);
          return BLOCKED;
        }
        this.#into(at, here, 3, value);
        break;
      }
      case OP_ATOMIC:
      case OP_SELECT:
        next = atomicStep(this.world, thread, here);
        if (next === NO_WAY) return BLOCKED;
        break;
      case OP_LOCK:
      case OP_UNLOCK:
        words.set(
          at + KERNEL_COUNTER,
          this.kernel.entries.lock[
            words.get(here + 2) * 4 +
              (words.get(here + 3) === 1 ? 2 : 0) +
              (operation === OP_UNLOCK ? 1 : 0)
          ]!,
        );
        return NEXT;
      case OP_MARK:
        this.world.record(thread, EVENT.marked, words.get(here + 2), pc);
        break;
      case OP_ACCESS:
        words.set(at + ARGUMENT, this.#field(at, here, 0));
        words.set(at + ARGUMENT + 1, words.get(here + 3));
        words.set(at + KERNEL_COUNTER, this.kernel.entries.fault);
        return NEXT;
      case OP_READ:
      case OP_WRITE:
        this.#startTouch(at, here, operation);
        return NEXT;
      case OP_INTERRUPT:
        words.set(at + KERNEL_COUNTER, this.kernel.entries.interrupt);
        return NEXT;
      case OP_SERVE:
        words.set(at + KERNEL_COUNTER, this.kernel.entries.serve);
        return NEXT;
      case OP_EXIT:
        this.leave(thread, at);
        return NEXT;
      case OP_REST: {
        const word = kickWord(this.world, thread);
        this.world.blocked(word, words.load(word));
        return BLOCKED;
      }
      default:
        throw new InvariantError(`no operation has number ${operation}`);
    }
    words.set(at + PROGRAM_COUNTER, next);
    return NEXT;
  }

  /**
   * A barrier of all parties: who arrives waits until the generation moves. SCRATCH keeps the
   * generation that the thread arrived in, + 1; a thread that has not arrived holds 0.
   */
  #barrier(at: number, here: number, next: number): number {
    const { words, layout } = this.world;
    const number = words.get(here + 2);
    const arrivedWord = layout.barrier + number * 2;
    const generationWord = arrivedWord + 1;
    const waiting = words.get(at + SCRATCH);
    if (waiting === 0) {
      const generation = words.load(generationWord);
      if (words.add(arrivedWord, 1) + 1 < this.scenario.barrierParties[number]!) {
        words.set(at + SCRATCH, generation + 1);
        return NEXT;
      }
      words.store(arrivedWord, 0);
      // Publish: everything before the barrier is visible to who sees the new generation. Two
      // values suffice, as nobody can be a whole generation late.
      words.store(generationWord, 1 - generation);
      this.world.wake(generationWord);
    } else {
      const generation = words.load(generationWord);
      if (generation + 1 === waiting) {
        this.world.blocked(generationWord, generation);
        return BLOCKED;
      }
      words.set(at + SCRATCH, 0);
    }
    words.set(at + PROGRAM_COUNTER, next);
    return NEXT;
  }
}
