/**
 * Play: a vector about tasks, step by step. A step's task moves until it cannot go on; then, before
 * the next step, everybody else moves as far as they can, unless a `hold` stands in between.
 *
 * Invariant: what is known beside the world (names, calls under way) is kept in `Memo` alone, so
 * that a play can go back to a moment and on by another way.
 */

import {
  DISPOSITION,
  dispositionOf,
  FILE_KIND,
  fileWord,
  FILTER,
  filterWord,
  invariant,
  PROCESS,
  processWord,
  PTRACE_STOP,
  SIGNAL,
  tidOf,
} from '../../kernel/index.ts';
import { type Cast, castOf } from './cast.ts';
import { callDeed, type Deed } from './deed.ts';
import { judge, judgeRepeated, statusText } from './expectation.ts';
import { Fields, integerOf, isRecord, Mismatch, textOf, unknown } from './fields.ts';
import { explorationOf, exploreChoices, isExplored, type Step } from './interleave.ts';
import { judgeEnd, judgeInvariant } from './invariant.ts';
import { OBSERVATIONS } from './observation.ts';
import { OPERATIONS } from './operation.ts';
import { type SavedStage, Stage } from './stage.ts';
import { filterFlagsOf, plainText } from './value.ts';

/** A deed of a task, under way or done. */
export interface Call {
  readonly op: string;
  readonly deed: Deed;
  readonly isDone: boolean;
  /** What the kernel returned. */
  readonly result: number;
  /** Handlers that the thread had entered before. */
  readonly handledBefore: number;
  /** The lowest free descriptor of each process before. */
  readonly lowestFree: readonly number[];
  /** Its number in the interleaving that it is part of. */
  readonly choice: number | undefined;
}

/** A deed that has ended. */
export interface Ended {
  readonly op: string;
  readonly thread: number;
  readonly result: number;
}

/** A name for a listener: the file that it stands for. */
interface Listener {
  readonly descriptor: number;
  readonly file: number;
}

/** What is known beside the world. Maps are copied, what is in them is never changed. */
export interface Memo {
  /** What each thread does, or did last. */
  readonly calls: Map<number, Call>;
  readonly ids: Map<string, number>;
  readonly listeners: Map<string, Listener>;
  /** Listeners that a process had and closed, as `process name`. */
  readonly closed: Set<string>;
  /** The word that a process uses as its selector. */
  readonly selectors: Map<number, string>;
  readonly tracees: Map<number, number>;
  readonly held: Set<number>;
  /** Handlers of each thread that the vector has asked about. */
  readonly heard: Map<number, number>;
  readonly ended: Ended[];
  /** Calls of interleavings that have ended, with their threads. */
  readonly chosen: (readonly [number, Call])[];
  /** Descriptor that was added last. */
  descriptor: number;
  /** Who came first where one of several had to, and the others. */
  winner: number;
  losers: readonly number[];
}

/** A play at one moment. */
export interface SavedPlay {
  readonly stage: SavedStage;
  readonly memo: Memo;
}

/** One run of a vector's steps. */
export class Play {
  readonly stage: Stage;
  readonly cast: Cast;
  /** Steps behind which others moved. */
  readonly settled = new Set<number>();
  /** Whether the step that is made is expected to block. */
  expectsBlock = false;
  /** What else the others may do: not to move behind these steps. */
  readonly #unsettled: ReadonlySet<number>;
  readonly #steps: readonly Step[];
  readonly #tell: (step: number) => void;
  readonly #end: unknown;
  #memo: Memo;

  /**
   * `tell` hears which step is made, `unsettled` names steps behind which nobody else moves, and
   * `end` is what the vector says of its end.
   */
  constructor(
    given: Fields,
    steps: readonly Step[],
    tell: (step: number) => void,
    unsettled: ReadonlySet<number>,
    end: unknown,
  ) {
    this.cast = castOf(given, steps);
    given.done();
    this.stage = new Stage(this.cast);
    this.#steps = steps;
    this.#tell = tell;
    this.#unsettled = unsettled;
    this.#end = end;
    this.#memo = {
      calls: new Map(),
      ids: new Map(),
      listeners: new Map(),
      closed: new Set(),
      selectors: new Map(),
      tracees: new Map(),
      held: new Set(),
      heard: new Map(),
      ended: [],
      chosen: [],
      descriptor: -1,
      winner: -1,
      losers: [],
    };
    this.#installGiven();
  }

  /** Makes all steps; throws a Mismatch at the first that does not go as it says. */
  run(): void {
    this.#from(0);
  }

  #from(first: number): void {
    for (let at = first; at < this.#steps.length; at += 1) {
      const step = this.#steps[at]!;
      this.#tell(at);
      if (isExplored(step)) {
        this.#explore(step, at);
        return;
      }
      this.#make(step);
      this.#settleBehind(at);
    }
    judgeEnd(this, this.#end);
  }

  /** Goes on from every end of an interleaving, or of what is under way anyhow. */
  #explore(step: Step, at: number): void {
    const { choices, alternatives, invariant: claim } = explorationOf(step);
    for (const { saved, path } of exploreChoices(this, choices)) {
      this.restore(saved);
      try {
        for (const [number, { expect }] of choices.entries()) this.#judgeChoice(number, expect);
        if (claim !== undefined) judgeInvariant(this, claim);
        if (alternatives.length > 0) this.#exactlyOne(alternatives);
        this.#settleBehind(at);
        this.#from(at + 1);
      } catch (error) {
        if (!(error instanceof Mismatch)) throw error;
        throw new Mismatch(error.expected, `${error.actual}, after ${path}`);
      }
    }
  }

  /** What an operation of an interleaving is expected to come to, wherever that ends. */
  #judgeChoice(number: number, value: unknown): void {
    if (value === undefined) return;
    for (const [thread, call] of [...this.#memo.calls, ...this.#memo.chosen]) {
      if (call.choice !== number) continue;
      const expect = new Fields(value, 'the expectation');
      judge(this, thread, call, expect);
      expect.done();
      return;
    }
    throw new Mismatch(`choice ${number + 1} begun`, 'its task was never free');
  }

  /** Exactly one of the alternatives has come about. */
  #exactlyOne(alternatives: readonly Step[]): void {
    const outcomes = alternatives.map((step) => {
      const before = this.save();
      try {
        this.#make(step);
        return true;
      } catch (error) {
        if (!(error instanceof Mismatch)) throw error;
        if (error.expected === SCHEMA) throw error;
        this.restore(before);
        return false;
      }
    });
    const count = outcomes.filter(Boolean).length;
    if (count !== 1) throw new Mismatch(`exactly one of ${alternatives.length}`, String(count));
    const threads = alternatives.map(({ t }) => this.threadOf(t));
    this.#memo.winner = threads[outcomes.indexOf(true)]!;
    this.#memo.losers = threads.filter((_thread, index) => outcomes[index] === false);
  }

  /** Everybody who is not held moves, unless the next step explores how. */
  #settleBehind(at: number): void {
    let next = at + 1;
    while (this.#steps[next]?.['op'] === 'hold') {
      for (const thread of this.#threadsIn(this.#steps[next]!['t'])) this.#memo.held.add(thread);
      next += 1;
    }
    this.notice();
    const following = this.#steps[next];
    if (this.#unsettled.has(at) || (following !== undefined && isExplored(following))) return;
    if (this.settle()) this.settled.add(at);
  }

  /** Everybody who is not held moves as far as they can; whether anybody did. */
  settle(): boolean {
    const moved = this.stage.settle(this.#memo.held);
    this.notice();
    return moved;
  }

  /** Notes the calls that have ended. */
  notice(): void {
    for (const [thread, call] of this.#memo.calls) {
      if (call.isDone || !this.stage.isAtRest(thread)) continue;
      const isAlive = this.stage.isAlive(thread);
      const result = isAlive ? this.stage.result(thread) : 0;
      const done = { ...call, isDone: true, result };
      this.#memo.calls.set(thread, done);
      if (call.choice !== undefined) this.#memo.chosen.push([thread, done]);
      if (!isAlive) continue;
      this.#memo.ended.push({ op: call.op, thread, result });
      call.deed.after?.(this, thread, result);
    }
  }

  #make(step: Step): void {
    const fields = new Fields(step, 'the step');
    const op = fields.text('op');
    for (const remark of ['note', 'why']) fields.take(remark);
    const expect = fields.take('expect');
    switch (op) {
      case 'hold':
        for (const thread of this.#threadsIn(fields.take('t'))) this.#memo.held.add(thread);
        break;
      case 'release':
        for (const thread of this.#threadsIn(fields.take('t'))) this.#memo.held.delete(thread);
        break;
      case 'invariant':
        fields.take('t');
        judgeInvariant(this, textOf(expect));
        break;
      case 'install_filter_repeat':
        this.#repeatInstall(fields, expect);
        break;
      default: {
        const observe = OBSERVATIONS.get(op);
        // Who came second, where one of several came first.
        const isOther = op === 'still_blocked' && !fields.has('t');
        const thread = this.threadOf(isOther ? 'the other' : fields.take('t'));
        const expected = new Fields(expect ?? {}, 'the expectation');
        if (observe === undefined) this.#act(thread, op, fields, expected);
        else observe(this, thread, fields, expected);
        expected.done();
      }
    }
    fields.done();
  }

  #act(thread: number, op: string, fields: Fields, expect: Fields): void {
    const blocks = expect.has('blocks') && expect.peek('blocks') !== false;
    this.expectsBlock = blocks;
    const call = this.begin(thread, op, fields);
    const actor = call.thread;
    this.stage.run(actor);
    this.notice();
    const isOpen = ['blocks', 'blocks_or', 'ptrace_stop'].some((field) => expect.has(field));
    if (!isOpen && !expect.isEmpty && !this.stage.isAtRest(actor)) this.await(actor);
    judge(this, actor, this.callOf(actor)!, expect);
  }

  /**
   * Lets others move, time pass and tracers go over stops that the vector does not speak of, until
   * a thread has done what it does.
   */
  await(thread: number): void {
    for (let rounds = 0; rounds < AWAIT_ROUND_COUNT_MAX; rounds += 1) {
      if (this.stage.isTimed(thread)) this.stage.run(thread, true);
      if (!this.stage.isAtRest(thread)) this.settle();
      if (this.stage.isAtRest(thread) || !(this.stage.isTimed(thread) || this.#passOver(thread)))
        break;
    }
    this.notice();
  }

  /** The tracer of a stopped task lets it go on as before; whether there is such a tracer. */
  #passOver(thread: number): boolean {
    const { stage } = this;
    const tracer = stage.task(thread, 'TRACER') - 1;
    if (stage.resting(thread).stop === 0 || tracer < 0 || !stage.resting(tracer).idle) return false;
    const resume = (['ptrace_cont', 'ptrace_syscall', 'ptrace_sysemu'] as const)[
      stage.task(thread, 'TRACE_RESUME')
    ]!;
    const isSignal = stage.resting(thread).stop === PTRACE_STOP.signal;
    const signal = isSignal ? stage.task(thread, 'STOP_SIGNAL') : 0;
    return this.command(tracer, callDeed(resume, [tidOf(thread), signal])) === 0;
  }

  /** Puts a step's deed in front of its task; the task has not moved yet. */
  begin(
    thread: number,
    op: string,
    fields: Fields,
    choice?: number,
    helper?: number,
  ): { thread: number } {
    const operation = OPERATIONS.get(op);
    if (operation === undefined) throw unknown(`operation '${op}'`);
    const isBusy = !this.stage.resting(thread).idle;
    // A signal comes from somebody, and it is the same signal whoever sends it.
    const actor = op === 'kill' && (isBusy || helper !== undefined) ? this.#helper(helper) : thread;
    if (!this.stage.resting(actor).idle && this.stage.resting(actor).stop !== 0) this.await(actor);
    if (!this.stage.resting(actor).idle)
      throw new Mismatch(`${this.nameOf(actor)} free to ${op}`, statusText(this, actor));
    const deed = operation(this, actor, fields);
    fields.done();
    const { stage } = this;
    this.#memo.calls.set(actor, {
      op,
      deed,
      isDone: false,
      result: 0,
      handledBefore: stage.log(actor).handled.length,
      lowestFree: this.cast.processes.map((_name, process) => stage.lowestFree(process)),
      choice,
    });
    stage.inject(actor, deed.instruction);
    return { thread: actor };
  }

  #helper(number: number | undefined): number {
    const helper = this.cast.helpers[number ?? 0];
    invariant(helper !== undefined, 'there is a helper for each signal of a vector');
    return helper;
  }

  /** Makes a task do something at once; others may move meanwhile. Returns the result. */
  command(thread: number, deed: Deed): number {
    this.stage.inject(thread, deed.instruction);
    this.stage.run(thread);
    if (!this.stage.isAtRest(thread)) this.settle();
    if (!this.stage.isAtRest(thread))
      throw new Mismatch(`${this.nameOf(thread)} able to go on`, statusText(this, thread));
    return this.stage.result(thread);
  }

  /** Installs one filter until that fails. */
  #repeatInstall(fields: Fields, expect: unknown): void {
    const thread = this.threadOf(fields.take('t'));
    const max = fields.integer('until_failure_max');
    const operation = OPERATIONS.get('install_filter')!;
    const deed = operation(this, thread, fields);
    let installed = 0;
    let result = 0;
    while (installed < max) {
      result = this.command(thread, deed);
      if (result < 0) break;
      installed += 1;
    }
    judgeRepeated(new Fields(expect ?? {}, 'the expectation'), { installed, result });
  }

  /** Filters that a vector gives: all tasks, or the one that is named, have them from the start. */
  #installGiven(): void {
    for (const value of this.cast.filters) {
      const isNamed = isRecord(value) && isRecord(value['filter']);
      const fields = new Fields(isNamed ? value : { filter: value }, 'a given filter');
      const owner = fields.take('t') ?? fields.take('task');
      const name = fields.take('listener') ?? 'L';
      const flags = filterFlagsOf(fields.take('flags'));
      fields.take('via');
      const program = this.programOf(fields.take('filter'));
      fields.done();
      const threads =
        owner === undefined
          ? this.cast.givenTasks.map((task) => this.threadOf(task))
          : [this.threadOf(owner)];
      for (const thread of threads) {
        const at = processWord(this.stage.world, this.stage.processOf(thread)) + PROCESS.CAPABLE;
        const { words } = this.stage.world;
        const capable = words.load(at);
        words.store(at, 1);
        const result = this.command(thread, callDeed('seccomp', [1, flags, program]));
        words.store(at, capable);
        if (result < 0) throw new Mismatch('a given filter', textOf(value));
        if (result > 0) this.bindListener(textOf(name), thread, result);
      }
    }
  }

  /** The number + 1 of the program that a filter became. */
  programOf(filter: unknown): number {
    const program = this.cast.filterPrograms.get(textOf(filter));
    if (program === undefined) throw unknown(`filter ${textOf(filter)}`);
    return program;
  }

  /** The threads of a name or of a list of names. */
  #threadsIn(names: unknown): number[] {
    return Array.isArray(names) ? names.map((name) => this.threadOf(name)) : [this.threadOf(names)];
  }

  /** What a thread does, or did last. */
  callOf(thread: number): Call | undefined {
    return this.#memo.calls.get(thread);
  }

  /** Deeds that have ended. */
  get ended(): readonly Ended[] {
    return this.#memo.ended;
  }

  /** The thread that a name of the vector stands for. */
  threadOf(name: unknown): number {
    const text = plainText(name ?? '');
    const thread = this.cast.threads.get(text);
    if (thread !== undefined) return thread;
    if (/\bother|loser|remaining/i.test(text) && this.#memo.losers.length > 0)
      return this.#memo.losers[0]!;
    if (/winner|that one|\bone\b/i.test(text) && this.#memo.winner >= 0) return this.#memo.winner;
    const process = this.cast.processes.indexOf(text);
    if (process >= 0 && this.leaderOf(process) >= 0) return this.leaderOf(process);
    throw unknown(name === undefined ? 'step without a task' : `task '${text}'`);
  }

  /** The vector's name of a thread. */
  nameOf(thread: number): string {
    for (const [name, each] of this.cast.threads) if (each === thread) return name;
    return `thread ${thread}`;
  }

  /** Living threads of a process. */
  threadsOf(process: number): number[] {
    return [...this.cast.threads.values()].filter(
      (thread) => this.stage.isAlive(thread) && this.stage.processOf(thread) === process,
    );
  }

  /** The thread that leads a process. */
  leaderOf(process: number): number {
    return this.stage.process(process, 'LEADER') - 1;
  }

  /** The descriptor that a name of the vector stands for in a task's table. */
  descriptorOf(thread: number, name: string): number | undefined {
    if (this.#memo.listeners.has(name)) return this.listenerOf(thread, name);
    const file = this.cast.files.get(name);
    return file?.descriptor;
  }

  /** The listener that was made last. */
  get newestListener(): string {
    return [...this.#memo.listeners.keys()].at(-1) ?? 'L';
  }

  /** Gives a listener its name. */
  bindListener(name: string, thread: number, descriptor: number): void {
    const file = this.stage.file(this.stage.processOf(thread), descriptor);
    this.#memo.listeners.delete(name);
    this.#memo.listeners.set(name, { descriptor, file });
  }

  /** A task's descriptor of a listener; one that never had it gets it here. */
  listenerOf(thread: number, name: string): number {
    const listener = this.#memo.listeners.get(name);
    if (listener === undefined) throw unknown(`listener '${name}'`);
    const { stage } = this;
    const process = stage.processOf(thread);
    const { fileCount } = stage.world.layout.bounds;
    for (let descriptor = 0; descriptor < fileCount; descriptor += 1)
      if (stage.file(process, descriptor) === listener.file) return descriptor;
    if (this.#memo.closed.has(`${process} ${name}`)) return listener.descriptor;
    const free = stage.lowestFree(process);
    stage.world.words.store(stage.fileTable(process) + free, listener.file);
    return free;
  }

  /** A process has closed its listener. */
  noteClosed(thread: number, name: string): void {
    this.#memo.closed.add(`${this.stage.processOf(thread)} ${name}`);
  }

  /** The record of the filter that a listener belongs to. */
  #filterOf(name: string): number {
    const file = this.#memo.listeners.get(name)?.file;
    const { filterCount } = this.stage.world.layout.bounds;
    for (let filter = 0; filter < filterCount; filter += 1)
      if (fileWord(FILE_KIND.listener, filter) === file) return filter;
    throw unknown(`listener '${name}'`);
  }

  /** The id that a text stands for: `n1`, `n1+1`, `next id`, a number. */
  idOf(value: unknown, thread: number): number {
    const text = plainText(value ?? '');
    const integer = integerOf(text);
    if (integer !== undefined) return Number(BigInt.asIntN(32, integer));
    const known = this.#memo.ids.get(text);
    if (known !== undefined) return known;
    const sum = /^(\w+) *([+-]) *(\d+)$/.exec(text);
    if (sum !== null)
      return this.idOf(sum[1], thread) + (sum[2] === '-' ? -Number(sum[3]) : Number(sum[3]));
    if (/^(?:next|n\w*$)/i.test(text)) return this.#nextId();
    if (/unknown|bogus|bad|wrong|invalid|stale|other|garbage/i.test(text)) return UNKNOWN_ID;
    throw unknown(`notification id '${text}'`);
  }

  /** The id of the notification that is to be received next. */
  #nextId(): number {
    const { stage } = this;
    const posted = [...this.cast.threads.values()].flatMap((thread) =>
      stage.task(thread, 'NOTIFY_STATE') === POSTED ? [stage.task(thread, 'NOTIFY_ID')] : [],
    );
    if (posted.length > 0) return Math.min(...posted);
    const filter = this.#filterOf(this.newestListener);
    return stage.world.words.load(filterWord(stage.world, filter) + FILTER.NEXT_ID);
  }

  /** Notifications that nobody has received. */
  get postedCount(): number {
    const threads = [...this.cast.threads.values()];
    return threads.filter((thread) => this.stage.task(thread, 'NOTIFY_STATE') === POSTED).length;
  }

  /** The number of a symbolic id, which it gets when it is seen first; no two ids are the same. */
  matchId(name: string, id: number, thread: number): void {
    const { ids } = this.#memo;
    const isSymbol = /^\w+$/.test(name) && integerOf(name) === undefined;
    if (ids.has(name) || !isSymbol) {
      const expected = this.idOf(name, thread);
      if (expected !== id) throw new Mismatch(`id ${name}, ${expected}`, `id ${id}`);
      return;
    }
    const taken = [...ids].find(([, other]) => other === id);
    if (taken !== undefined) throw new Mismatch(`a new id ${name}`, `the id of ${taken[0]}`);
    ids.set(name, id);
  }

  /** The task whose notification has this id. */
  targetOf(id: number): number | undefined {
    return [...this.cast.threads.values()].find(
      (thread) =>
        this.stage.task(thread, 'NOTIFY_STATE') !== 0 &&
        this.stage.task(thread, 'NOTIFY_ID') === id,
    );
  }

  /** A descriptor was added. */
  noteDescriptor(descriptor: number): void {
    if (descriptor >= 0) this.#memo.descriptor = descriptor;
  }

  /** The descriptor that was added last. */
  get descriptor(): number {
    return this.#memo.descriptor;
  }

  /** A tracer's orders go to this task from now on. */
  noteTracee(tracer: number, tracee: number): void {
    this.#memo.tracees.set(tracer, tracee);
  }

  /** The task that a tracer's orders go to. */
  traceeOf(tracer: number): number | undefined {
    return this.#memo.tracees.get(tracer);
  }

  /** The name of the word that a process uses as selector. */
  selectorOf(thread: number): string {
    return this.#memo.selectors.get(this.stage.processOf(thread)) ?? 'sel';
  }

  /** A task has named its selector. */
  useSelector(thread: number, name: string): void {
    this.#memo.selectors.set(this.stage.processOf(thread), name);
  }

  /** How many handlers of a thread the vector has asked about. */
  heard(thread: number): number {
    return this.#memo.heard.get(thread) ?? 0;
  }

  /** The vector has asked about so many handlers of a thread. */
  noteHeard(thread: number, count: number): void {
    this.#memo.heard.set(thread, count);
  }

  /** A forked process has memory of its own, which begins as its parent's. */
  inheritMemory(parent: number, child: number): void {
    const { stage, cast } = this;
    const { words, layout } = stage.world;
    const from = stage.processOf(parent);
    const to = stage.processOf(child);
    for (let word = 0; word < cast.wordCount; word += 1)
      words.store(
        layout.memory + to * cast.wordCount + word,
        words.load(layout.memory + from * cast.wordCount + word),
      );
    for (const signal of Object.values(SIGNAL)) {
      const at = processWord(stage.world, to) + PROCESS.ACTION + signal;
      const action = words.load(at);
      const disposition = dispositionOf(action);
      if (disposition < DISPOSITION.HANDLER) continue;
      words.store(at, action - disposition + cast.sameHandler(to, disposition));
    }
    const selector = this.#memo.selectors.get(from);
    if (selector !== undefined) this.#memo.selectors.set(to, selector);
    for (const key of this.#memo.closed)
      if (key.startsWith(`${from} `)) this.#memo.closed.add(`${to}${key.slice(key.indexOf(' '))}`);
  }

  /** This moment, to come back to. */
  save(): SavedPlay {
    const memo = this.#memo;
    return {
      stage: this.stage.save(),
      memo: {
        ...memo,
        calls: new Map(memo.calls),
        ids: new Map(memo.ids),
        listeners: new Map(memo.listeners),
        closed: new Set(memo.closed),
        selectors: new Map(memo.selectors),
        tracees: new Map(memo.tracees),
        held: new Set(memo.held),
        heard: new Map(memo.heard),
        ended: [...memo.ended],
        chosen: [...memo.chosen],
      },
    };
  }

  /** Goes back to a moment, which may be gone back to again. */
  restore({ stage, memo }: SavedPlay): void {
    this.stage.restore(stage);
    this.#memo = memo;
    this.#memo = this.save().memo;
  }

  /** The threads that may move by themselves. */
  get movable(): number[] {
    return Array.from({ length: this.stage.threadCount }, (_, thread) => thread).filter(
      (thread) => !this.#memo.held.has(thread),
    );
  }

  /** What of the memo two states must share to be the same. */
  get digest(): string {
    const { calls, ended, descriptor } = this.#memo;
    const open = [...calls].map(([thread, { op, isDone, result }]) => [thread, op, isDone, result]);
    const done = ended.map(({ op, thread, result }) => [op, thread, result].join()).sort();
    return JSON.stringify([open, done, descriptor]);
  }
}

/** The state of a notification that nobody has received: see kernel/notify. */
const POSTED = 1;
/** Stops of one call that a tracer goes over: entry, exit, and signals. */
const AWAIT_ROUND_COUNT_MAX = 16;
/** An id that no notification ever has. */
const UNKNOWN_ID = 0x7fff_fff0;
const SCHEMA = unknown('').expected;

/** Plays a vector; a schedule between its steps by which it goes as stated is enough. */
export function playVector(
  given: Readonly<Record<string, unknown>>,
  steps: readonly Step[],
  tell: (step: number) => void,
  end?: unknown,
): void {
  const attempt = (unsettled: ReadonlySet<number>) => {
    let reached = -1;
    const play = new Play(
      new Fields(given, 'given'),
      steps,
      (step) => {
        reached = step;
      },
      unsettled,
      end,
    );
    try {
      play.run();
      return undefined;
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      return { error, reached, settled: [...play.settled] };
    }
  };
  const first = attempt(new Set());
  if (first === undefined) return;
  const { error, reached, settled } = first;
  for (const unsettled of [...settled.map((step) => [step]), settled])
    if (unsettled.length > 0 && attempt(new Set(unsettled)) === undefined) return;
  if (reached >= 0) tell(reached);
  throw error;
}
