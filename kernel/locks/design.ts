/**
 * Design: how an address space is locked, as what its readers and writers do. A reader (the entry
 * check of a system call, a page fault) looks a page up and decides; a writer (mmap, munmap,
 * mprotect) edits the table. A design says with which steps each of them goes about it, which words
 * it adds and in which order its locks are taken. Each stands in a file of its own.
 *
 * Invariant of a sound design: what a reader has decided is still what the table says when the
 * reader lets its last lock go, and it touches no record that was freed under it. The laboratory
 * watches both (`watch`), counts and tells what it sees, and steers nothing.
 * Tested by: test/kernel/locks/designs.test.ts
 */

import { EVENT } from '../event.ts';
import { COUNTER, FIGURE, type LockingWords, THREAD, WINDOW_SEQUENCE } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import type { KernelStep, Part } from '../routine.ts';
import { findVma, NO_VMA, vmaGeneration } from '../vma/index.ts';
import type { LockClassName } from './held.ts';
import type { LockSteps } from './lock.ts';

/** The lock designs of an address space. */
export type DesignName =
  | 'unlocked'
  | 'mmap-lock'
  | 'per-vma'
  | 'per-vma-refcount'
  | 'range-cache'
  | 'range-lock'
  | 'user-dispatch-range'
  | 'speculative';

/** A lock design; `without` names what a broken twin of it leaves out. */
export interface AddressSpaceLock {
  readonly design: DesignName;
  readonly without?: string;
}

/** What a judgement may rely on. */
export const GROUND = {
  /** The laboratory looks: nothing may change. */
  watch: 0,
  /** The record, which holds the page, cannot change. */
  record: 1,
  /** Nothing in the table can change. */
  table: 2,
} as const;

/** The verdict of a judgement that needs the whole table. */
export const UNDECIDED = 0;

/** What a reader wants. */
export interface Reading {
  /** First part of its steps' names. */
  readonly name: 'check' | 'fault' | 'advise' | 'guard';
  /** The page that it looks up. */
  readonly page: (world: World, thread: number) => number;
  /** What it makes of the record that find_vma has found: a verdict from 1, or UNDECIDED. */
  readonly judge: (world: World, thread: number, record: number, ground: number) => number;
  /** Ends its routine with the verdict. */
  readonly conclude: (world: World, thread: number, verdict: number) => number;
}

/** What a writer edits, as pages: the neighbours that may join are part of it. */
export interface Editing {
  /** A private step that finds out what the call will edit; the table must not change under it. */
  readonly span: KernelStep;
  /** First page that may change. */
  readonly from: (world: World, thread: number) => number;
  /** First page behind what may change. */
  readonly to: (world: World, thread: number) => number;
  /** Whether the kernel chooses the place, by looking at the whole table. */
  readonly isPlacedFreely: (world: World, thread: number) => boolean;
  /** The call that is served: number and arguments stand in its control block. */
  readonly caller: (world: World, thread: number) => number;
}

/** What a writer does around its edits. */
export interface Writing {
  /** Before the first edit. */
  readonly begin: Part;
  /** Before each edit. */
  readonly before: Part;
  /** Behind each edit. */
  readonly after: Part;
  /** Behind the last edit. */
  readonly end: Part;
}

/** What a design builds on. */
export interface DesignContext {
  readonly mmap: LockSteps;
  /** What is left out, or undefined. */
  readonly without: string | undefined;
}

/** A lock of a design: the mmap lock, or one of its classes. */
export type OrderedLock = 'mmap' | LockClassName;

/** A lock design. */
export interface AddressSpaceDesign {
  readonly name: DesignName;
  /** Locks in the order in which they may be taken while others are held. */
  readonly order: readonly OrderedLock[];
  /** What may be left out, for twins that must be caught. */
  readonly omissions: readonly string[];
  readonly words: LockingWords;
  /** Some reader looks at the table while it is edited, so that each edit is a step. */
  readonly isStepwise: boolean;
  readonly read: (reading: Reading, context: DesignContext) => Part;
  readonly write: (editing: Editing, context: DesignContext) => Writing;
  /** Writes the design's words for a table that was just laid out. */
  readonly boot?: (world: World) => void;
}

/** The first of a design's words for each thread: bits of LOCK_CLASS. */
export const HOLDING = { name: 'lock classes held', guard: 'owner' } as const;

/** Scratch words of readers. */
export const READ = {
  RECORD: THREAD.SCRATCH,
  GENERATION: THREAD.SCRATCH + 1,
  VERDICT: THREAD.SCRATCH + 2,
  EXTRA: THREAD.SCRATCH + 3,
} as const;

/** Scratch words of writers; word 0 is the cursor of the edit, 6 and 7 are the locks'. */
export const WRITE = {
  SCAN: THREAD.SCRATCH + 1,
  HEAD: THREAD.SCRATCH + 2,
  FROM: THREAD.SCRATCH + 3,
  TO: THREAD.SCRATCH + 4,
  RECORD: THREAD.SCRATCH + 5,
} as const;

/** A writer's part of which there is nothing to do. */
export const NOTHING: Part = [];

/** A word that a design has once. */
export function spaceWord(world: World, offset: number): number {
  return world.layout.space + offset;
}

/** A word that a design has for a thread. */
export function threadWord(world: World, thread: number, offset: number): number {
  return world.layout.spaceThread + thread * world.layout.spaceThreadStride + offset;
}

/** A word that a design has for a VMA record. */
export function vmaLockWord(world: World, record: number, offset: number): number {
  return world.layout.vmaLock + record * world.layout.vmaLockStride + offset;
}

/** Keeps a record that was found, with its generation, for the steps to come. */
export function keepRecord(world: World, thread: number, record: number): void {
  const at = world.thread(thread);
  world.words.set(at + READ.RECORD, record);
  world.words.set(at + READ.GENERATION, vmaGeneration(world, record));
}

/** The record that a reader keeps. */
export function keptRecord(world: World, thread: number): number {
  return world.words.get(world.thread(thread) + READ.RECORD);
}

/** Keeps a verdict for the steps to come. */
export function keepVerdict(world: World, thread: number, verdict: number): void {
  world.words.set(world.thread(thread) + READ.VERDICT, verdict);
}

/**
 * What a reader's last step returns: ends its routine, and leaves no trace in the scratch words.
 */
export function concluded(
  { conclude }: Reading,
  world: World,
  thread: number,
  verdict: number,
): number {
  const at = world.thread(thread);
  for (let word: number = READ.RECORD; word <= READ.EXTRA; word += 1) world.words.set(at + word, 0);
  return conclude(world, thread, verdict);
}

/** The last step of a reader whose locks are released by steps that know nothing of it. */
export function concludeStep(reading: Reading): KernelStep {
  return {
    name: `${reading.name}.conclude`,
    shared: false,
    run: (world, thread) => {
      const verdict = world.words.get(world.thread(thread) + READ.VERDICT);
      return concluded(reading, world, thread, verdict);
    },
  };
}

/**
 * Tells of a look-up and notes the table's sequence, so that the end of the call can tell whether
 * its window was crossed.
 */
export function openWindow(world: World, thread: number, page: number): void {
  const sequence = world.words.load(world.layout.figure + FIGURE.SEQUENCE);
  world.words.set(windowWord(world, thread), sequence);
  world.count(thread, COUNTER.windowOpened);
  world.record(thread, EVENT.looked, page, 0);
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

/** What the laboratory saw of a verdict, as bits. */
const SIGHT = { known: 1, stale: 2, freed: 4 } as const;

/**
 * Compares a verdict with what the table says, and says nothing yet: for who learns a moment later
 * whether the verdict counts. Only the laboratory looks here, not the modelled kernel: an unchanged
 * sequence proves the verdict right without a second look-up, and a sequence that moves during the
 * second look-up makes it know nothing, so that it never accuses wrongly. `record` is the record
 * that the verdict was read from, or NO_VMA.
 */
export function look(
  world: World,
  thread: number,
  reading: Reading,
  verdict: number,
  record: number,
): number {
  const { words } = world;
  const sequenceWord = world.layout.figure + FIGURE.SEQUENCE;
  const sequence = words.load(sequenceWord);
  if (sequence === words.get(windowWord(world, thread))) return SIGHT.known;
  const page = reading.page(world, thread);
  world.isUnguarded = true;
  const freed = record !== NO_VMA && isFreed(world, thread, record) ? SIGHT.freed : 0;
  const current = reading.judge(world, thread, findVma(world, page), GROUND.watch);
  world.isUnguarded = false;
  if (words.load(sequenceWord) !== sequence) return freed;
  return freed | (current === verdict ? SIGHT.known : SIGHT.stale);
}

/** Tells what the laboratory saw of a verdict that counts. */
export function tell(
  world: World,
  thread: number,
  reading: Reading,
  verdict: number,
  sight: number,
): void {
  const page = reading.page(world, thread);
  if ((sight & SIGHT.freed) !== 0) tellFreed(world, thread, page, verdict);
  if ((sight & SIGHT.stale) === 0) return;
  world.count(thread, COUNTER.staleDecision);
  world.record(thread, EVENT.staleDecision, page, verdict);
}

/**
 * Looks and tells at once, at the moment up to which the verdict has to be right. Returns whether
 * it is known to be right.
 */
export function watch(
  world: World,
  thread: number,
  reading: Reading,
  verdict: number,
  record: number = NO_VMA,
): boolean {
  const sight = look(world, thread, reading, verdict, record);
  if (sight === SIGHT.known) return true;
  tell(world, thread, reading, verdict, sight);
  return (sight & SIGHT.known) !== 0;
}

/** Tells of a record that is touched and was freed since the reader found it. */
export function watchRecord(
  world: World,
  thread: number,
  page: number,
  record: number,
  verdict: number,
): void {
  if (isFreed(world, thread, record)) tellFreed(world, thread, page, verdict);
}

function isFreed(world: World, thread: number, record: number): boolean {
  const generation = world.words.get(world.thread(thread) + READ.GENERATION);
  return vmaGeneration(world, record) !== generation;
}

function tellFreed(world: World, thread: number, page: number, verdict: number): void {
  world.count(thread, COUNTER.useAfterFree);
  world.record(thread, EVENT.useAfterFree, page, verdict);
}
