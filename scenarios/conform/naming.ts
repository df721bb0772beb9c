/**
 * Naming: what the names of a vector stand for at one moment of its play: tasks, listeners, ids,
 * descriptors, selectors. What is known beside the world is kept in `Memo` alone, so that a play
 * can go back to a moment and on by another way. Invariant: a name means one thing, from the step
 * that first says it.
 */

import {
  DISPOSITION,
  dispositionOf,
  FILE_KIND,
  fileWord,
  FILTER,
  filterWord,
  PROCESS,
  processWord,
  SIGNAL,
} from '../../kernel/index.ts';
import type { Cast } from './cast.ts';
import type { Deed } from './deed.ts';
import { integerOf, Mismatch, textOf, unknown } from './fields.ts';
import { type SavedStage, Stage } from './stage.ts';
import { plainText } from './value.ts';

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

/** The names of one play. */
export class Naming {
  readonly stage: Stage;
  readonly cast: Cast;
  protected memo: Memo;

  constructor(cast: Cast) {
    this.cast = cast;
    this.stage = new Stage(cast);
    this.memo = {
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
  }

  /** The number + 1 of the program that a filter became. */
  programOf(filter: unknown): number {
    const program = this.cast.filterPrograms.get(textOf(filter));
    if (program === undefined) throw unknown(`filter ${textOf(filter)}`);
    return program;
  }

  /** The threads of a name or of a list of names. */
  threadsIn(names: unknown): number[] {
    return Array.isArray(names) ? names.map((name) => this.threadOf(name)) : [this.threadOf(names)];
  }

  /** What a thread does, or did last. */
  callOf(thread: number): Call | undefined {
    return this.memo.calls.get(thread);
  }

  /** Deeds that have ended. */
  get ended(): readonly Ended[] {
    return this.memo.ended;
  }

  /** The thread that a name of the vector stands for. */
  threadOf(name: unknown): number {
    const text = plainText(name ?? '');
    const thread = this.cast.threads.get(text);
    if (thread !== undefined) return thread;
    if (/\bother|loser|remaining/i.test(text) && this.memo.losers.length > 0)
      return this.memo.losers[0]!;
    if (/winner|that one|\bone\b/i.test(text) && this.memo.winner >= 0) return this.memo.winner;
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
    if (this.memo.listeners.has(name)) return this.listenerOf(thread, name);
    const file = this.cast.files.get(name);
    return file?.descriptor;
  }

  /** The listener that was made last. */
  get newestListener(): string {
    return [...this.memo.listeners.keys()].at(-1) ?? 'L';
  }

  /** Gives a listener its name. */
  bindListener(name: string, thread: number, descriptor: number): void {
    const file = this.stage.file(this.stage.processOf(thread), descriptor);
    this.memo.listeners.delete(name);
    this.memo.listeners.set(name, { descriptor, file });
  }

  /** A task's descriptor of a listener; one that never had it gets it here. */
  listenerOf(thread: number, name: string): number {
    const listener = this.memo.listeners.get(name);
    if (listener === undefined) throw unknown(`listener '${name}'`);
    const { stage } = this;
    const process = stage.processOf(thread);
    const { fileCount } = stage.world.layout.bounds;
    for (let descriptor = 0; descriptor < fileCount; descriptor += 1)
      if (stage.file(process, descriptor) === listener.file) return descriptor;
    if (this.memo.closed.has(`${process} ${name}`)) return listener.descriptor;
    const free = stage.lowestFree(process);
    stage.world.words.store(stage.fileTable(process) + free, listener.file);
    return free;
  }

  /** A process has closed its listener. */
  noteClosed(thread: number, name: string): void {
    this.memo.closed.add(`${this.stage.processOf(thread)} ${name}`);
  }

  /** The record of the filter that a listener belongs to. */
  #filterOf(name: string): number {
    const file = this.memo.listeners.get(name)?.file;
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
    const known = this.memo.ids.get(text);
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
    const { ids } = this.memo;
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
    if (descriptor >= 0) this.memo.descriptor = descriptor;
  }

  /** The descriptor that was added last. */
  get descriptor(): number {
    return this.memo.descriptor;
  }

  /** A tracer's orders go to this task from now on. */
  noteTracee(tracer: number, tracee: number): void {
    this.memo.tracees.set(tracer, tracee);
  }

  /** The task that a tracer's orders go to. */
  traceeOf(tracer: number): number | undefined {
    return this.memo.tracees.get(tracer);
  }

  /** The name of the word that a process uses as selector. */
  selectorOf(thread: number): string {
    return this.memo.selectors.get(this.stage.processOf(thread)) ?? 'sel';
  }

  /** A task has named its selector. */
  useSelector(thread: number, name: string): void {
    this.memo.selectors.set(this.stage.processOf(thread), name);
  }

  /** How many handlers of a thread the vector has asked about. */
  heard(thread: number): number {
    return this.memo.heard.get(thread) ?? 0;
  }

  /** The vector has asked about so many handlers of a thread. */
  noteHeard(thread: number, count: number): void {
    this.memo.heard.set(thread, count);
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
    const selector = this.memo.selectors.get(from);
    if (selector !== undefined) this.memo.selectors.set(to, selector);
    for (const key of this.memo.closed)
      if (key.startsWith(`${from} `)) this.memo.closed.add(`${to}${key.slice(key.indexOf(' '))}`);
  }

  /** This moment, to come back to. */
  save(): SavedPlay {
    const memo = this.memo;
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
    this.memo = memo;
    this.memo = this.save().memo;
  }

  /** The threads that may move by themselves. */
  get movable(): number[] {
    return Array.from({ length: this.stage.threadCount }, (_, thread) => thread).filter(
      (thread) => !this.memo.held.has(thread),
    );
  }

  /** What of the memo two states must share to be the same. */
  get digest(): string {
    const { calls, ended, descriptor } = this.memo;
    const open = [...calls].map(([thread, { op, isDone, result }]) => [thread, op, isDone, result]);
    const done = ended.map(({ op, thread, result }) => [op, thread, result].join()).sort();
    return JSON.stringify([open, done, descriptor]);
  }
}

/** The state of a notification that nobody has received: see kernel/notify. */
const POSTED = 1;
/** An id that no notification ever has. */
const UNKNOWN_ID = 0x7fff_fff0;
