/**
 * Waits: who waits for what in a state in which a thread cannot move, in the scenario's own names,
 * and who could end the wait. Nothing here steers a search; it runs for what was found.
 *
 * Invariant: whom a wait names (`on`) is somebody whose move could end it, as far as the state and
 * the programs tell: who holds the lock or the listener, who is to be waited for, who still comes
 * to a store of the word. So a cycle of such waits is one in which nobody can be the first.
 */

import {
  CONTROL,
  fileTable,
  FILTER,
  filterWord,
  FRAME,
  FRAME_WORDS,
  frozenBy,
  frozenWord,
  kickWord,
  listenerFilter,
  LOCK,
  LOCK_WORDS,
  NOTIFICATION,
  PROCESS,
  processOf,
  processWord,
  QUEUE,
  QUEUE_NODE,
  QUEUE_NODE_WORDS,
  SYSCALL_NUMBER,
  syscallName,
  TABLE,
  TASK,
  taskWord,
  THREAD,
  WAIT,
  waitKind,
  waitObject,
  type World,
} from '../../kernel/index.ts';
import {
  alternativesAt,
  CODE_WORDS,
  OPERATION,
  SYSCALL_NUMBER_FIELD,
  wordsOf,
} from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Mover } from './mover.ts';
import { nameOfWord, nextDeed } from './wording.ts';

/** What one thread waits for. */
export interface Wait {
  readonly thread: number;
  /** One line, which begins with the thread's name. */
  readonly text: string;
  /** Threads that could end it. */
  readonly on: readonly number[];
}

/** What a thread waits for, and who could end that. */
type Reason = Omit<Wait, 'thread'>;

/** Who waits for what in the state at hand: all threads that are not done, services too. */
export function waitsOf(question: Question, mover: Mover): Wait[] {
  return question.compiled.threads.flatMap(({ name, service }, thread) => {
    if (mover.stepper.isDone(thread)) return [];
    const { text, on } = reasonOf(question, mover, thread);
    return [{ thread, text: `${name}${service ? ' (service)' : ''} ${text}`, on }];
  });
}

/** What one thread waits for, in one line. */
export function waitText(question: Question, mover: Mover, thread: number): string {
  return `${question.compiled.threads[thread]!.name} ${reasonOf(question, mover, thread).text}`;
}

/** The names of a shortest cycle of waits, each for the next; none if the waits form no cycle. */
export function cycleOf({ compiled }: Question, waits: readonly Wait[]): string[] {
  const on = new Map(waits.map((wait) => [wait.thread, wait.on]));
  let best: readonly number[] = [];
  for (const { thread: first } of waits) {
    const cycle = wayBack(on, first);
    if (cycle.length > 0 && (best.length === 0 || cycle.length < best.length)) best = cycle;
  }
  return best.map((thread) => compiled.threads[thread]!.name);
}

/** A shortest way from a thread to itself along the waits, without its end. */
function wayBack(on: ReadonlyMap<number, readonly number[]>, first: number): number[] {
  const ways: number[][] = [[first]];
  const met = new Set<number>();
  for (const way of ways) {
    for (const next of on.get(way.at(-1)!) ?? []) {
      if (next === first) return way;
      if (met.has(next)) continue;
      met.add(next);
      ways.push([...way, next]);
    }
  }
  return [];
}

function reasonOf(question: Question, mover: Mover, thread: number): Reason {
  const word = wordWaitedFor(mover, thread);
  if (word < 0) return { text: 'can move', on: [] };
  const { world } = mover;
  const { layout } = world;
  if (question.compiled.tasks !== undefined && word === kickWord(world, thread))
    return taskReason(question, mover, thread);
  if (question.compiled.guard !== undefined && word === frozenWord(world)) {
    const target = frozenBy(world, thread);
    const whose = namesOf(question, [target], ', ');
    return { text: `is frozen by the guard of the call of ${whose}`, on: [target] };
  }
  const verb = mover.isAsleep(thread) ? 'sleeps, waiting for' : 'waits for';
  const lock = lockWaitedFor(world, thread, word);
  if (lock >= 0) {
    const { text, on } = holders(question, world, lock);
    const ahead = aheadOf(world, thread, lock);
    const behind = ahead.length === 0 ? '' : `, behind ${namesOf(question, ahead, ', ')}`;
    return {
      text: `${verb} lock ${question.compiled.lockNames[lock]} ${text}${behind}`,
      on: [...on, ...ahead],
    };
  }
  if (word === layout.table + TABLE.PENDING) return { text: `${verb} a request`, on: [] };
  if (word < layout.lock) return { text: `${verb} the answer of the kernel actor`, on: [] };
  if (word === layout.control + CONTROL.MEMORY) {
    const awaited = awaitedWords(question, world, thread);
    return {
      text: `${verb} its turn: ${nextDeed(question, mover, thread)}`,
      on: writersOf(question, mover, awaited, thread),
    };
  }
  const name = nameOfWord(question, world, word);
  const isMemory = word >= layout.memory && word < layout.barrier;
  const kind = isMemory ? `word ${name}, which holds ${world.words.load(word)}` : name;
  return {
    text: `${verb} ${kind}: ${nextDeed(question, mover, thread)}`,
    on: isMemory ? writersOf(question, mover, new Set([word - layout.memory]), thread) : [],
  };
}

/** The word that a thread waits for, or -1. */
function wordWaitedFor(mover: Mover, thread: number): number {
  const { world } = mover;
  const parked = world.words.get(world.thread(thread) + THREAD.PARKED);
  if (parked !== 0) return parked - 1;
  const before = world.blockedWord;
  world.blockedWord = -1;
  mover.move(thread, 0);
  const word = world.blockedWord;
  mover.words.takeBack();
  world.blockedWord = before;
  return word;
}

/** The lock by number that a wait on this word is for, or -1. */
function lockWaitedFor(world: World, thread: number, word: number): number {
  const { layout } = world;
  const { lockCount } = layout.bounds;
  if (word >= layout.lock && word < layout.lock + lockCount * layout.lockStride)
    return Math.floor((word - layout.lock) / layout.lockStride);
  const ownNode = layout.queueNode + thread * layout.queueNodeStride;
  if (layout.bounds.queued !== true || word < ownNode || word >= ownNode + QUEUE_NODE_WORDS)
    return -1;
  // Who sleeps on its node stands in the queue of the lock that it waits for.
  for (let lock = 0; lock < lockCount; lock += 1)
    if (queueOf(world, lock).includes(thread)) return lock;
  return -1;
}

/** The threads in the queue of a lock, its head first; none where locks have no queue. */
function queueOf({ layout, words }: World, lock: number): number[] {
  const queue: number[] = [];
  if (layout.bounds.queued !== true) return queue;
  let each = words.get(layout.queue + lock * layout.queueStride + QUEUE.HEAD) - 1;
  while (each >= 0) {
    queue.push(each);
    each = words.get(layout.queueNode + each * layout.queueNodeStride + QUEUE_NODE.NEXT) - 1;
  }
  return queue;
}

/** Who stands before the thread in the queue of a lock. */
function aheadOf(world: World, thread: number, lock: number): number[] {
  const queue = queueOf(world, lock);
  return queue.slice(0, Math.max(0, queue.indexOf(thread)));
}

function holders(question: Question, world: World, lock: number): Reason {
  const holding = (mode: number) =>
    threadsWhere(world, (thread) => {
      const held = world.words.get(world.thread(thread) + THREAD.HELD);
      return ((held >>> (lock * LOCK_WORDS + mode)) & 1) === 1;
    });
  const writers = holding(1);
  if (writers.length > 0)
    return { text: `held for writing by ${namesOf(question, writers, ', ')}`, on: writers };
  const readers = holding(0);
  if (readers.length > 0)
    return { text: `held for reading by ${namesOf(question, readers, ', ')}`, on: readers };
  const owner = world.words.get(world.lock(lock) + LOCK.OWNER) - 1;
  return owner < 0
    ? { text: 'that nobody holds', on: [] }
    : { text: `owned by ${namesOf(question, [owner], ', ')}`, on: [owner] };
}

/** What a task sleeps for: its WAITING word in words. */
function taskReason(question: Question, mover: Mover, thread: number): Reason {
  const { world } = mover;
  const { words } = world;
  const task = taskWord(world, thread);
  const object = waitObject(words.load(task + TASK.WAITING));
  const call = syscallName(words.get(world.thread(thread) + THREAD.NUMBER));
  const name = (other: number) => namesOf(question, [other], ', ');
  const living = (process: number) =>
    threadsWhere(
      world,
      (other) =>
        other !== thread && processOf(world, other) === process && !mover.stepper.isDone(other),
    );
  switch (waitKind(words.load(task + TASK.WAITING))) {
    case WAIT.notification:
      return notificationReason(question, mover, thread, object);
    case WAIT.receive:
      return { text: 'waits in RECV for a notification', on: [] };
    case WAIT.poll:
      return { text: 'waits in poll for an event of the listener', on: [] };
    case WAIT.addfd:
      return { text: `waits in ADDFD for ${name(object)} to install its descriptor`, on: [object] };
    case WAIT.tracer: {
      const tracer = words.load(task + TASK.TRACER) - 1;
      return { text: `waits to be continued by its tracer ${name(tracer)}`, on: [tracer] };
    }
    case WAIT.tracee: {
      const tracees = threadsWhere(world, (other) =>
        object === 0
          ? words.load(taskWord(world, other) + TASK.TRACER) === thread + 1
          : other === object - 1,
      );
      const which = object === 0 ? 'any tracee' : name(object - 1);
      return { text: `waits for a stop of ${which}`, on: tracees };
    }
    case WAIT.continued:
      return { text: 'is stopped and waits for SIGCONT', on: [] };
    case WAIT.forever:
      return { text: `waits in ${call} for a signal`, on: [] };
    case WAIT.notifyLock: {
      const owner = words.load(filterWord(world, object) + FILTER.LOCK) - 1;
      return { text: `waits for notify_lock held by ${name(owner)}`, on: [owner] };
    }
    case WAIT.child: {
      const process = object - 1;
      const which = question.compiled.tasks!.processNames[process] ?? `process ${process}`;
      return { text: `waits for the end of ${which}`, on: living(process) };
    }
    case WAIT.guard: {
      const whose = object === thread ? 'its own call' : `the call of ${name(object)}`;
      // A program that writes is in no call.
      const isWriting = mover.stepper.nextName(thread).startsWith('touch.');
      const doing = isWriting ? 'waits to write' : `waits in ${call}`;
      return { text: `${doing}, for the guard of ${whose}`, on: [object] };
    }
    case WAIT.group:
      return { text: 'waits in execve for the other threads to end', on: living(object) };
    default:
      return guardReason(question, world, thread, call);
  }
}

/** The wait of a notified call, and who could receive or answer it: who holds the listener. */
function notificationReason(
  question: Question,
  mover: Mover,
  thread: number,
  filter: number,
): Reason {
  const { world, stepper } = mover;
  const task = taskWord(world, thread);
  const id = world.words.load(task + TASK.NOTIFY_ID);
  const isReceived = world.words.load(task + TASK.NOTIFY_STATE) !== NOTIFICATION.init;
  const holding = threadsWhere(
    world,
    (other) => !stepper.isDone(other) && holdsListener(world, other, filter),
  );
  const others = holding.filter((other) => other !== thread);
  const on = others.length > 0 ? others : holding;
  const what = isReceived
    ? `a reply to its notification ${id} from`
    : `its notification ${id} to be received by`;
  const whom =
    others.length > 0
      ? namesOf(question, others, ' or ')
      : on.length > 0
        ? 'nobody but itself, who alone holds the listener'
        : 'nobody, as nobody holds the listener';
  return { text: `waits for ${what} ${whom}`, on };
}

/** Whether a thread has a descriptor of the filter's listener, or a call that holds its file. */
function holdsListener(world: World, thread: number, filter: number): boolean {
  const { words, layout } = world;
  if (listenerFilter(words.load(taskWord(world, thread) + TASK.USING)) === filter) return true;
  const table = fileTable(world, processOf(world, thread));
  for (let descriptor = 0; descriptor < layout.bounds.fileCount; descriptor += 1)
    if (listenerFilter(words.load(table + descriptor)) === filter) return true;
  return false;
}

/** A task that is blocked and says nothing of it: cred_guard_mutex, or nothing to do. */
function guardReason(question: Question, world: World, thread: number, call: string): Reason {
  const { words, layout } = world;
  const asked = processOf(world, thread);
  const owners = Array.from({ length: layout.bounds.processCount }, (_none, process) =>
    words.load(processWord(world, process) + PROCESS.CRED_GUARD),
  );
  const owner = (owners[asked] || owners.find((each) => each !== 0) || 0) - 1;
  return owner < 0
    ? { text: `waits in ${call}`, on: [] }
    : {
        text: `waits in ${call} for cred_guard_mutex held by ${namesOf(question, [owner], ', ')}`,
        on: [owner],
      };
}

/** The words of memory that the conditions of a thread's atomic step look at. */
function awaitedWords({ compiled }: Question, world: World, thread: number): Set<number> {
  const pc = world.words.get(world.thread(thread) + THREAD.PROGRAM_COUNTER);
  return new Set(
    alternativesAt(compiled.code, pc).flatMap(({ when }) => (when === null ? [] : wordsOf(when))),
  );
}

/** Threads that still come to a store of one of the words, in what they run or return to. */
function writersOf(
  question: Question,
  mover: Mover,
  awaited: ReadonlySet<number>,
  waiting: number,
): number[] {
  const { world, stepper } = mover;
  return threadsWhere(world, (thread) => {
    if (thread === waiting || stepper.isDone(thread)) return false;
    const at = world.thread(thread);
    const counters = [world.words.get(at + THREAD.PROGRAM_COUNTER)];
    for (let depth = 0; depth < world.words.get(at + THREAD.DEPTH); depth += 1)
      counters.push(
        world.words.get(at + THREAD.FRAME + depth * FRAME_WORDS + FRAME.PROGRAM_COUNTER),
      );
    return reaches(question.compiled.code, counters, awaited);
  });
}

/** Whether code from one of these instructions on, whatever its branches do, may store a word. */
function reaches(code: Int32Array, from: readonly number[], awaited: ReadonlySet<number>): boolean {
  const pending = [...from];
  const met = new Set<number>();
  for (const pc of pending) {
    if (met.has(pc)) continue;
    met.add(pc);
    const [operation, , first, second, , fourth] = code.subarray(pc * CODE_WORDS);
    switch (operation) {
      case OPERATION.store:
      case OPERATION.cas:
      case OPERATION.add:
        if (awaited.has(first!)) return true;
        break;
      case OPERATION.atomic:
      case OPERATION.select:
        for (const { effects, next } of alternativesAt(code, pc)) {
          if (effects.some(({ kind, target }) => kind === 'word' && awaited.has(target)))
            return true;
          pending.push(next);
        }
        continue;
      case OPERATION.exit:
        continue;
      case OPERATION.syscall:
        if (code[pc * CODE_WORDS + 2 + SYSCALL_NUMBER_FIELD] === SYSCALL_NUMBER.rt_sigreturn)
          continue;
        break;
      case OPERATION.goto:
      case OPERATION.forever:
        pending.push(first!);
        continue;
      case OPERATION.loopBack:
        pending.push(second!);
        break;
      case OPERATION.unless:
        pending.push(fourth!);
        break;
      default:
        break;
    }
    pending.push(pc + 1);
  }
  return false;
}

function threadsWhere(world: World, test: (thread: number) => boolean): number[] {
  return Array.from({ length: world.layout.bounds.threadCount }, (_none, thread) => thread).filter(
    test,
  );
}

function namesOf({ compiled }: Question, threads: readonly number[], between: string): string {
  return threads.map((thread) => compiled.threads[thread]?.name ?? 'nobody').join(between);
}
