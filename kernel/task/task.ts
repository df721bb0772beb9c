/**
 * Tasks: where their records stand, and how a thread sleeps in the kernel. A sleeper reads its kick
 * word first, then looks at what it waits for, and sleeps on the kick word if that has not come;
 * whoever may have made it come kicks. The kick words are observation: they only grow, and a state
 * that differs in nothing else is the same state.
 *
 * Invariant: WAITING and SLEEP are zero while the thread is awake, and a step that returns BLOCKED
 * has written them before, in an earlier step.
 *
 * Compare Linux include/linux/sched.h, struct task_struct. Deviation: thread ids are the numbers of
 * the threads + TID_BASE; they are reused only by who is born again (`clone` of a dead thread).
 * Tested by: test/kernel/signals/work.test.ts
 */

import { FILTER_WORDS, PROCESS, TASK } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';

/** Whether a task exists. */
export const LIFE = { unborn: 0, alive: 1, exiting: 2, dead: 3 } as const;

/** How a task sleeps, which says what ends the sleep early. */
export const SLEEP = {
  /** It runs. */
  awake: 0,
  /** TASK_INTERRUPTIBLE: any signal that is not blocked. */
  interruptible: 1,
  /** TASK_KILLABLE: a fatal signal only. */
  killable: 2,
  /** TASK_STOPPED, TASK_TRACED: SIGKILL, SIGCONT or the tracer. */
  stopped: 3,
  /** TASK_UNINTERRUPTIBLE: nothing. */
  uninterruptible: 4,
} as const;

/** What a task sleeps for. */
export const WAIT = {
  nothing: 0,
  /** The answer to its notification; object: its filter. */
  notification: 1,
  /** A request to receive; object: the filter. */
  receive: 2,
  /** The target that is to install a descriptor; object: the target. */
  addfd: 3,
  /** A tracer's order; object: nothing. */
  tracer: 4,
  /** A tracee's stop; object: the tracee + 1, or 0 for any. */
  tracee: 5,
  /** SIGCONT. */
  continued: 6,
  /** A timer, a read of an empty pipe, a signal: ends by a signal, or as the call says. */
  forever: 7,
  timer: 8,
  /** A mutex; object: the filter whose notify_lock it is. */
  notifyLock: 9,
  /** A process's end; object: the process + 1, or 0 for any. */
  child: 10,
  /** poll on a listener; object: the filter. */
  poll: 11,
  /** The end of the other threads of its process (execve). */
  group: 12,
  /** What a guard holds; object: the thread whose call it is of. */
  guard: 13,
} as const;

const WAIT_SHIFT = 4;

/** The WAITING word of a task that sleeps for `kind` of `object`. */
export function waitingFor(kind: number, object = 0): number {
  return (object << WAIT_SHIFT) | kind;
}

/** The kind of a WAITING word: one of WAIT. */
export function waitKind(waiting: number): number {
  return waiting & ((1 << WAIT_SHIFT) - 1);
}

/** The object of a WAITING word. */
export function waitObject(waiting: number): number {
  return waiting >> WAIT_SHIFT;
}

/** Thread 0 has this thread id. */
export const TID_BASE = 1000;

/** The thread id of a thread, as system calls name it. */
export function tidOf(thread: number): number {
  return thread + TID_BASE;
}

/** The thread of a thread id, or -1: dead and unborn threads have none. */
export function threadOfTid(world: World, tid: number): number {
  const thread = tid - TID_BASE;
  if (thread < 0 || thread >= world.layout.bounds.threadCount) return -1;
  return world.words.load(taskWord(world, thread) + TASK.LIFE) === LIFE.alive ? thread : -1;
}

/** First word of a task's record. */
export function taskWord(world: World, thread: number): number {
  return world.layout.task + thread * world.layout.taskStride;
}

/** First word of a process's record. */
export function processWord(world: World, process: number): number {
  return world.layout.process + process * world.layout.processStride;
}

/** First word of a filter's record. */
export function filterWord(world: World, filter: number): number {
  return world.layout.filter + filter * FILTER_WORDS;
}

/** The process of a thread. */
export function processOf(world: World, thread: number): number {
  return world.words.load(taskWord(world, thread) + TASK.PROCESS);
}

/** The id of a process as system calls name it: the thread id of its first leader. */
export function pidOf(world: World, process: number): number {
  return tidOf(world.words.load(processWord(world, process) + PROCESS.LEADER) - 1);
}

/** The word that a thread sleeps on. */
export function kickWord(world: World, thread: number): number {
  return world.layout.kick + thread * world.layout.kickStride;
}

/** What the kick word holds; a sleeper reads it before it looks at what it waits for. */
export function kickCount(world: World, thread: number): number {
  return world.words.load(kickWord(world, thread));
}

/** Wakes a thread, which looks again at what it waits for. */
export function kick(world: World, thread: number): void {
  const word = kickWord(world, thread);
  world.words.add(word, 1);
  world.wake(word);
}

/** Wakes every task that sleeps for this. */
export function kickWaiting(world: World, waiting: number): void {
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1)
    if (world.words.load(taskWord(world, thread) + TASK.WAITING) === waiting) kick(world, thread);
}

/** Says that the thread falls asleep from its next step on; a private note of its own. */
export function fallAsleep(world: World, thread: number, waiting: number, sleep: number): void {
  const at = taskWord(world, thread);
  world.words.store(at + TASK.WAITING, waiting);
  world.words.store(at + TASK.SLEEP, sleep);
}

/** Says that the thread is awake again. */
export function wakeUp(world: World, thread: number): void {
  const at = taskWord(world, thread);
  world.words.store(at + TASK.WAITING, 0);
  world.words.store(at + TASK.SLEEP, SLEEP.awake);
}
