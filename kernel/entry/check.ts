/**
 * Check: the seed's entry check (RFC `__seccomp_memmap`), which looks up the mapping that issued
 * the call and traps it if the mapping carries PROT_NOSYSCALL. Three designs: the RFC's find_vma
 * without a lock; find_vma under the mmap read lock; and containment of the instruction itself
 * under the lock. The RFC looks at the ip that the CPU saved, the address *after* the 2-byte
 * instruction, and find_vma returns the next higher mapping for a hole: both decide wrongly at
 * borders (R22).
 *
 * Invariant: a decision made under the lock is the table's own at that moment, and the scratch
 * words are zero when the check ends, as the call finds them. The unlocked design keeps a record
 * number between two steps; what may happen to the record meanwhile is counted (`staleDecision`,
 * `useAfterFree`) and never undefined.
 */

import { EVENT } from '../event.ts';
import { PAGE_SIZE, SYSCALL_INSTRUCTION_SIZE } from '../limits.ts';
import { MMAP_LOCK, readAcquire, readRelease, type ReleaseOptions } from '../locks/rwsem.ts';
import { COUNTER, FIGURE, THREAD, VMA, VMA_WORDS, WINDOW_SEQUENCE } from '../memory/layout.ts';
import { VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { end, type KernelStep, NEXT, OUTCOME, routine, type Routine } from '../routine.ts';
import { findVma } from '../vma/index.ts';

/** How the check looks up the calling mapping. */
export type CheckDesign = 'unlocked' | 'locked' | 'contained';

const RECORD = THREAD.SCRATCH;
const GENERATION = THREAD.SCRATCH + 1;
const VERDICT = THREAD.SCRATCH;

/**
 * The page of the saved ip: that of the byte behind the instruction, which may be the next page.
 */
export function pageAfterInstruction(world: World, thread: number): number {
  const at = world.thread(thread);
  const page = world.words.get(at + THREAD.INSTRUCTION_PAGE);
  return world.words.get(at + THREAD.INSTRUCTION_OFFSET) >= PAGE_SIZE ? page + 1 : page;
}

/** The page in which the syscall instruction itself begins. */
export function pageOfInstruction(world: World, thread: number): number {
  const at = world.thread(thread);
  const page = world.words.get(at + THREAD.INSTRUCTION_PAGE);
  return world.words.get(at + THREAD.INSTRUCTION_OFFSET) < SYSCALL_INSTRUCTION_SIZE
    ? page - 1
    : page;
}

/** What the table says now, for the address that the RFC looks at: an outcome. */
function judgeByFindVma(world: World, thread: number): number {
  const record = findVma(world, pageAfterInstruction(world, thread));
  if (record < 0) return OUTCOME.KILL;
  const flags = world.words.load(vmaWord(world, record) + VMA.FLAGS);
  return (flags & VM.NOSYSCALL) === 0 ? OUTCOME.ALLOW : OUTCOME.TRAP;
}

/**
 * What the table says now of the mapping that contains the instruction; a hole counts as marked.
 */
function judgeByContainment(world: World, thread: number): number {
  const page = pageOfInstruction(world, thread);
  const record = findVma(world, page);
  if (record < 0) return OUTCOME.TRAP;
  const at = vmaWord(world, record);
  if (world.words.load(at + VMA.START) > page) return OUTCOME.TRAP;
  const flags = world.words.load(at + VMA.FLAGS);
  return (flags & VM.NOSYSCALL) === 0 ? OUTCOME.ALLOW : OUTCOME.TRAP;
}

function vmaWord(world: World, record: number): number {
  return world.layout.vma + record * VMA_WORDS;
}

/**
 * Tells of the look-up and notes the table's sequence, so that the end of the call can tell whether
 * the window was crossed.
 */
function openWindow(world: World, thread: number): number {
  const sequence = world.words.load(world.layout.figure + FIGURE.SEQUENCE);
  world.words.set(windowWord(world, thread), sequence);
  world.count(thread, COUNTER.windowOpened);
  world.record(thread, EVENT.looked, pageAfterInstruction(world, thread), 0);
  return sequence;
}

function windowWord(world: World, thread: number): number {
  return world.layout.counter + thread * world.layout.counterStride + WINDOW_SEQUENCE;
}

/**
 * Counts a call whose mapping table changed between the look-up and the execution (observation).
 */
export function closeWindow(world: World, thread: number): void {
  const sequence = world.words.load(world.layout.figure + FIGURE.SEQUENCE);
  if (sequence !== world.words.get(windowWord(world, thread)))
    world.count(thread, COUNTER.windowCrossed);
}

/**
 * Tells of a find_vma above every mapping: the RFC says BUG() there, and so any user can crash it.
 */
function bug(world: World, thread: number): number {
  world.record(thread, EVENT.bug, pageAfterInstruction(world, thread), 0);
  return end(OUTCOME.KILL);
}

const unlocked: Routine = routine('check.unlocked', [
  {
    name: 'check.find',
    shared: true,
    run: (world, thread) => {
      const at = world.thread(thread);
      openWindow(world, thread);
      const record = findVma(world, pageAfterInstruction(world, thread));
      if (record < 0) return bug(world, thread);
      world.words.set(at + RECORD, record);
      world.words.set(at + GENERATION, world.words.load(vmaWord(world, record) + VMA.GENERATION));
      return NEXT;
    },
  },
  {
    name: 'check.readFlags',
    shared: true,
    run: (world, thread) => {
      const at = world.thread(thread);
      const record = vmaWord(world, world.words.get(at + RECORD));
      const flags = world.words.load(record + VMA.FLAGS);
      const outcome = (flags & VM.NOSYSCALL) === 0 ? OUTCOME.ALLOW : OUTCOME.TRAP;
      watch(world, thread, record, outcome);
      world.words.set(at + RECORD, 0);
      world.words.set(at + GENERATION, 0);
      return end(outcome);
    },
  },
]);

/**
 * Compares the decision with what the table says. Only the laboratory looks here, not the modelled
 * kernel: an unchanged sequence proves the decision current without a second look-up, and a
 * sequence that moves during the second look-up makes it say nothing, so that it never accuses
 * wrongly.
 */
function watch(world: World, thread: number, record: number, outcome: number): void {
  const sequenceWord = world.layout.figure + FIGURE.SEQUENCE;
  const sequence = world.words.load(sequenceWord);
  if (sequence === world.words.get(windowWord(world, thread))) return;
  const generation = world.words.get(world.thread(thread) + GENERATION);
  if (world.words.load(record + VMA.GENERATION) !== generation) {
    world.count(thread, COUNTER.useAfterFree);
    world.record(thread, EVENT.useAfterFree, pageAfterInstruction(world, thread), outcome);
  }
  const current = judgeByFindVma(world, thread);
  if (current === outcome || world.words.load(sequenceWord) !== sequence) return;
  world.count(thread, COUNTER.staleDecision);
  world.record(thread, EVENT.staleDecision, pageAfterInstruction(world, thread), outcome);
}

/** The check under the mmap read lock, with one of the two judgements. */
function underLock(
  name: string,
  judge: (world: World, thread: number) => number,
  options: ReleaseOptions,
): Routine {
  const mmapLock = () => MMAP_LOCK;
  const decide: KernelStep = {
    name: 'check.decide',
    shared: false,
    run: (world, thread) => {
      openWindow(world, thread);
      world.words.set(world.thread(thread) + VERDICT, judge(world, thread));
      return NEXT;
    },
  };
  const conclude: KernelStep = {
    name: 'check.conclude',
    shared: false,
    run: (world, thread) => {
      const at = world.thread(thread);
      const verdict = world.words.get(at + VERDICT);
      world.words.set(at + VERDICT, 0);
      return verdict === OUTCOME.KILL ? bug(world, thread) : end(verdict);
    },
  };
  return routine(
    name,
    readAcquire('mmap_lock', mmapLock),
    [decide],
    readRelease('mmap_lock', mmapLock, options),
    [conclude],
  );
}

/** The routine of a check design. */
export function checkRoutine(design: CheckDesign, options: ReleaseOptions): Routine {
  switch (design) {
    case 'unlocked':
      return unlocked;
    case 'locked':
      return underLock('check.locked', judgeByFindVma, options);
    case 'contained':
      return underLock('check.contained', judgeByContainment, options);
  }
}

/** A routine of one local step, for the borders of the kernel that do nothing shared. */
export function passRoutine(name: string, outcome: number): Routine {
  return routine(name, [{ name, shared: false, run: () => end(outcome) }]);
}
