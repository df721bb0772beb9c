/**
 * The kernel text of a world: the entry check, the system calls and the program's lock operations,
 * assembled for the world's designs. Invariant: every address that a thread can start at stands in
 * `KernelEntries`.
 */

import { ERRNO } from '../errno.ts';
import { EVENT } from '../event.ts';
import { checkRoutine, type CheckDesign, pageOfInstruction, passRoutine } from '../entry/check.ts';
import type { CopyContext } from '../entry/copy.ts';
import { faultRoutine } from '../entry/fault.ts';
import { touchRoutine } from '../entry/touch.ts';
import { type AddressSpaceLock, closeWindow, type DesignContext } from '../locks/design.ts';
import { designNamed } from '../locks/designs.ts';
import { MMAP_LOCK } from '../locks/held.ts';
import { type LockDesign, lockSteps } from '../locks/lock.ts';
import { COUNTER, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import {
  assemble,
  end,
  type KernelStep,
  type KernelText,
  OUTCOME,
  type Part,
  routine,
  type Routine,
} from '../routine.ts';
import { adviseRoutine } from './advise.ts';
import { memoryRoutine, serveRoutine } from './memory.ts';
import { enterRoutine } from '../entry/enter.ts';
import type { GuardDesign } from '../guard/policy.ts';
import { readCall } from '../guard/read.ts';
import { releasePart } from '../guard/release.ts';
import { notificationCalls } from '../notify/calls.ts';
import { Protocol } from '../notify/notification.ts';
import { ptraceCalls } from '../ptrace/tracer.ts';
import { interruptRoutine, type PagingDesign } from '../paging/shootdown.ts';
import { seccompRoutine } from '../seccomp/check.ts';
import { FilterPaths } from '../seccomp/path.ts';
import { forceSignal } from '../signals/send.ts';
import { SIGNAL } from '../signals/signal.ts';
import { workRoutine } from '../signals/work.ts';
import { OPERATION_COUNT, operationIndex, realNumber, SYSCALL_NUMBER } from './number.ts';
import { executeCall } from './execute.ts';
import { extendedCalls } from './extended.ts';
import { processMemoryCalls } from './process-memory.ts';
import { type FileContents, readWriteCalls } from './read-write.ts';
import { taskRoutines } from './task.ts';

/** The designs that a kernel text is assembled for. */
export interface KernelDesign {
  readonly check: CheckDesign | 'none';
  readonly owner: 'threads' | 'kernel-actor';
  readonly mmapLock: LockDesign;
  readonly addressSpaceLock: AddressSpaceLock;
  /** Designs of the program's own locks, by lock number; index 0 is the mmap lock and unused. */
  readonly locks: readonly LockDesign[];
  readonly futexWaits: boolean;
  /** What threads that are tasks need; absent where they are none. */
  readonly tasks?: TaskDesign;
  /** How the page table is kept; absent where there is none. */
  readonly paging?: PagingDesign;
  /** How what a manager reads is held still; absent where nothing is. */
  readonly guard?: GuardDesign;
}

/** What the kernel must know of tasks. */
export interface TaskDesign {
  /** Encoded filter programs, by number; one of no instructions is a program of length 0. */
  readonly filters: readonly Int32Array[];
  /** Page of each word of memory, or -1 for one that can always be read. */
  readonly pages: Int32Array;
  /** Words of plain files, where there is paging. */
  readonly contents: FileContents;
  /** Names of the kernel fixes that are in. */
  readonly fixes: readonly string[];
}

/** Addresses in the kernel text at which a thread can start. */
export interface KernelEntries {
  readonly enter: number;
  readonly check: number;
  readonly deliver: number;
  readonly leave: number;
  readonly serve: number;
  /** An access of the program to memory. */
  readonly fault: number;
  /** A read or write through a translation, and the flush of a core; 0 without paging. */
  readonly touch: number;
  readonly interrupt: number;
  /** Routine of each system call number; numbers beyond the end are unknown calls. */
  readonly syscall: Int32Array;
  readonly unknownSyscall: number;
  /** Routine of each operation (see `operationIndex`); unknown where there are no tasks. */
  readonly operation: Int32Array;
  /** A call that a tracer has skipped: it returns what the registers hold. */
  readonly skipped: number;
  /** The check of SECCOMP_MODE_MEMMAP, for tasks in that mode. */
  readonly memmap: number;
  /** Exit work of tasks. */
  readonly work: number;
  /** Lock operations: index `lock * 4 + (write ? 2 : 0) + (release ? 1 : 0)`. */
  readonly lock: Int32Array;
}

/** A kernel: its text and where to enter it. */
export interface Kernel {
  readonly text: KernelText;
  readonly entries: KernelEntries;
}

/** The call itself: what it counts and tells, and its result. It changes nothing that is shared. */
function execute(name: string, outcome: number, result: (world: World, thread: number) => number) {
  return routine(name, [
    {
      name,
      shared: false,
      run: (world, thread) => {
        world.words.set(world.thread(thread) + THREAD.RESULT, result(world, thread));
        return end(outcome);
      },
    },
  ]);
}

/** Counts and tells that a call runs natively; a foreign one that does has escaped its trap. */
export function noteNative(world: World, thread: number, checked: boolean): void {
  const at = world.thread(thread);
  const number = world.words.get(at + THREAD.NUMBER);
  world.count(thread, COUNTER.native);
  if (checked) closeWindow(world, thread);
  if (world.words.get(at + THREAD.FOREIGN) === 0) {
    world.record(thread, EVENT.native, number, pageOfInstruction(world, thread));
    return;
  }
  // A tracer took the number away: nothing runs.
  if (number < 0) return;
  world.count(thread, COUNTER.escaped);
  world.record(thread, EVENT.escaped, number, pageOfInstruction(world, thread));
}

/** Counts and tells that a call is turned into SIGSYS; one from native code was misjudged. */
export function noteTrapped(world: World, thread: number): void {
  const at = world.thread(thread);
  const number = world.words.get(at + THREAD.NUMBER);
  world.count(thread, COUNTER.trapped);
  world.record(thread, EVENT.trapped, number, pageOfInstruction(world, thread));
  if (world.words.get(at + THREAD.FOREIGN) !== 0) return;
  world.count(thread, COUNTER.misjudged);
  world.record(thread, EVENT.misjudged, number, pageOfInstruction(world, thread));
}

/** SIGSYS for a call that was trapped, by force; its siginfo is there already. */
const forceRoutine: Routine = routine('deliver', [
  {
    name: 'deliver.force',
    shared: true,
    run: (world, thread) => {
      const { words } = world;
      const at = world.thread(thread);
      words.set(at + THREAD.RESULT, realNumber(words.get(at + THREAD.NUMBER)));
      forceSignal(world, thread, SIGNAL.SIGSYS, false);
      return end(OUTCOME.ANSWERED);
    },
  },
]);

/** The calls of tasks that copy from or to user memory. */
function pagedCalls(
  context: CopyContext,
  contents: FileContents,
  { pins }: PagingDesign,
): readonly Routine[] {
  return [
    ...processMemoryCalls(context, pins),
    ...extendedCalls(context),
    executeCall(context),
    ...readWriteCalls(context, contents),
  ];
}

/**
 * The routines of a kernel with tasks: the check, the exit work and the calls. Those of `paged`
 * stand for the calls of the same name that have no arguments in user memory.
 */
function taskKernel(
  { filters, fixes }: TaskDesign,
  release: Part,
  paged: readonly Routine[],
): Routine[] {
  const paths = new FilterPaths(filters);
  const has = new Set(fixes);
  const named = (calls: readonly Routine[]) =>
    calls.map((each) => ({ ...each, name: `sys.${each.name}` }));
  const copying = named(paged);
  const isElsewhere = new Set(copying.map(({ name }) => name));
  return [
    seccompRoutine(paths, has),
    workRoutine(has, release),
    ...taskRoutines(paths).filter(({ name }) => !isElsewhere.has(name)),
    ...named(notificationCalls(has)),
    ...named(ptraceCalls()),
    ...copying,
  ];
}

/** The call through which what a manager reads is guarded; there is none without a guard. */
function guardCalls({ guard, tasks, paging }: KernelDesign, copying: CopyContext): Routine[] {
  if (guard === undefined || tasks === undefined) return [];
  const protocol = new Protocol(new Set(tasks.fixes));
  return [readCall({ protocol, guard, copying, flushWithout: paging?.without })];
}

/** Assembles the kernel for its designs. */
export function createKernel(design: KernelDesign): Kernel {
  const options = { futexWaits: design.futexWaits };
  const context: DesignContext = {
    mmap: lockSteps(design.mmapLock, 'mmap_lock', MMAP_LOCK, options),
    without: design.addressSpaceLock.without,
  };
  const addressSpace = designNamed(design.addressSpaceLock.design);
  const { paging } = design;
  const back: KernelStep = { name: 'lock.done', shared: false, run: () => end(OUTCOME.RETURNED) };
  const locks: Routine[] = design.locks.flatMap((how, lock) =>
    Object.entries(lockSteps(how, `lock${lock}`, lock, options)).map(([operation, part]) =>
      routine(`lock${lock}.${operation}`, part as Part, [back]),
    ),
  );
  const { tasks } = design;
  const isTasked = tasks !== undefined;
  const { guard } = design;
  const guarded = guard !== undefined && guard.policy !== 'none';
  const memory = { owner: design.owner, design: addressSpace, context, paging, guarded };
  const release = guard === undefined ? [] : releasePart(guard, addressSpace, context);
  const copying = { design: addressSpace, context, guarded };
  const paged =
    paging === undefined
      ? []
      : [
          ...pagedCalls(copying, tasks?.contents ?? new Map(), paging),
          ...guardCalls(design, copying),
        ];
  const taskCalls = isTasked ? taskKernel(tasks, release, paged) : [];
  const text = assemble([
    isTasked
      ? { ...enterRoutine(tasks.pages, new Set(tasks.fixes)), name: 'enter' }
      : passRoutine('enter', OUTCOME.ENTERED),
    isTasked ? forceRoutine : passRoutine('deliver', OUTCOME.DELIVERED),
    passRoutine('leave', OUTCOME.LEFT),
    ...taskCalls,
    design.check === 'none'
      ? passRoutine('check', OUTCOME.ALLOW)
      : checkRoutine(design.check, addressSpace, context),
    faultRoutine(addressSpace, context),
    ...(paging === undefined
      ? []
      : [touchRoutine(addressSpace, context, guarded), interruptRoutine]),
    memoryRoutine(memory),
    adviseRoutine(addressSpace, context, paging, guarded),
    serveRoutine(memory),
    // The process of every simulated thread is 1000: no scenario depends on the number.
    execute('getpid', OUTCOME.RETURNED, () => 1000),
    execute('sysinfo', OUTCOME.RETURNED, () => 0),
    execute('rt_sigreturn', OUTCOME.SIGRETURN, () => 0),
    execute('exit', OUTCOME.EXIT, () => 0),
    execute('unknown', OUTCOME.RETURNED, () => -ERRNO.ENOSYS),
    ...locks,
  ]);
  const address = (name: string): number => text.address.get(name) as number;
  const ordinary = Object.values(SYSCALL_NUMBER).filter((number) => operationIndex(number) < 0);
  const syscall = new Int32Array(Math.max(...ordinary) + 1);
  syscall.fill(address('unknown'));
  for (const name of ['getpid', 'sysinfo', 'rt_sigreturn', 'exit'] as const)
    syscall[SYSCALL_NUMBER[name]] = address(name);
  const operations = new Int32Array(OPERATION_COUNT).fill(address('unknown'));
  if (isTasked) {
    for (const name of ['openat', 'open', 'mknodat'] as const)
      syscall[SYSCALL_NUMBER[name]] = address('sys.nothing');
    syscall[SYSCALL_NUMBER.restart_syscall] = address('sys.nanosleep');
    syscall[SYSCALL_NUMBER.clock_nanosleep] = address('sys.nanosleep');
    for (const [name, number] of Object.entries(SYSCALL_NUMBER)) {
      const at = text.address.get(`sys.${name}`);
      if (at === undefined) continue;
      const index = operationIndex(number);
      if (index < 0) syscall[number] = at;
      else operations[index] = at;
    }
  }
  syscall[SYSCALL_NUMBER.madvise] = address('madvise');
  for (const name of ['mmap', 'munmap', 'mprotect', 'mremap', 'brk'] as const)
    syscall[SYSCALL_NUMBER[name]] = address('mm');
  return {
    text,
    entries: {
      enter: address('enter'),
      check: address(isTasked ? 'seccomp' : 'check'),
      memmap: address('check'),
      work: isTasked ? address('work') : 0,
      operation: operations,
      skipped: isTasked ? address('sys.skipped') : 0,
      deliver: address('deliver'),
      leave: address('leave'),
      serve: address('serve'),
      fault: address('fault'),
      touch: paging === undefined ? 0 : address('touch'),
      interrupt: paging === undefined ? 0 : address('interrupt'),
      syscall,
      unknownSyscall: address('unknown'),
      lock: Int32Array.from(
        design.locks.flatMap((_how, lock) =>
          ['readAcquire', 'readRelease', 'writeAcquire', 'writeRelease'].map((operation) =>
            address(`lock${lock}.${operation}`),
          ),
        ),
      ),
    },
  };
}
