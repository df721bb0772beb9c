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
import { type LockingWords } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import type { KernelStep, Part } from '../routine.ts';
import type { LockClassName } from './held.ts';
import type { LockSteps } from './lock.ts';
/** The lock designs of an address space. */
export type DesignName = 'unlocked' | 'mmap-lock' | 'per-vma' | 'per-vma-refcount' | 'range-cache' | 'range-lock' | 'user-dispatch-range';
/** A lock design; `without` names what a broken twin of it leaves out. */
export interface AddressSpaceLock {
    readonly design: DesignName;
    readonly without?: string;
}
/** What a judgement may rely on. */
export declare const GROUND: {
    /** The laboratory looks: nothing may change. */
    readonly watch: 0;
    /** The record, which holds the page, cannot change. */
    readonly record: 1;
    /** Nothing in the table can change. */
    readonly table: 2;
};
/** The verdict of a judgement that needs the whole table. */
export declare const UNDECIDED = 0;
/** What a reader wants. */
export interface Reading {
    /** First part of its steps' names. */
    readonly name: 'check' | 'fault';
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
export declare const HOLDING: {
    readonly name: 'lock classes held';
    readonly guard: 'owner';
};
/** Scratch words of readers. */
export declare const READ: {
    readonly RECORD: 17;
    readonly GENERATION: number;
    readonly VERDICT: number;
    readonly EXTRA: number;
};
/** Scratch words of writers; word 0 is the cursor of the edit, 6 and 7 are the locks'. */
export declare const WRITE: {
    readonly SCAN: number;
    readonly HEAD: number;
    readonly FROM: number;
    readonly TO: number;
    readonly RECORD: number;
};
/** A writer's part of which there is nothing to do. */
export declare const NOTHING: Part;
/** A word that a design has once. */
export declare function spaceWord(world: World, offset: number): number;
/** A word that a design has for a thread. */
export declare function threadWord(world: World, thread: number, offset: number): number;
/** A word that a design has for a VMA record. */
export declare function vmaLockWord(world: World, record: number, offset: number): number;
/** Keeps a record that was found, with its generation, for the steps to come. */
export declare function keepRecord(world: World, thread: number, record: number): void;
/** The record that a reader keeps. */
export declare function keptRecord(world: World, thread: number): number;
/** Keeps a verdict for the steps to come. */
export declare function keepVerdict(world: World, thread: number, verdict: number): void;
/**
 * What a reader's last step returns: ends its routine, and leaves no trace in the scratch words.
 */
export declare function concluded({ conclude }: Reading, world: World, thread: number, verdict: number): number;
/** The last step of a reader whose locks are released by steps that know nothing of it. */
export declare function concludeStep(reading: Reading): KernelStep;
/**
 * Tells of a look-up and notes the table's sequence, so that the end of the call can tell whether
 * its window was crossed.
 */
export declare function openWindow(world: World, thread: number, page: number): void;
/**
 * Counts a call whose mapping table changed between the look-up and the execution (observation).
 */
export declare function closeWindow(world: World, thread: number): void;
/**
 * Compares a verdict with what the table says, at the moment up to which it has to be right. Only
 * the laboratory looks here, not the modelled kernel: an unchanged sequence proves the verdict
 * right without a second look-up, and a sequence that moves during the second look-up makes it say
 * nothing, so that it never accuses wrongly. `record` is the record that the verdict was read from,
 * or NO_VMA. Returns whether the verdict is known to be right.
 */
export declare function watch(world: World, thread: number, reading: Reading, verdict: number, record?: number): boolean;
/** Tells of a record that is touched and was freed since the reader found it. */
export declare function watchRecord(world: World, thread: number, page: number, record: number, verdict: number): void;
