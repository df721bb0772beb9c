/**
 * Lockdep: watches a world's steps and reports what breaks the rules of its locks: a lock of the
 * address space taken against the declared order, and a word touched without its guard. What a
 * thread holds is read from the world itself, so that the checker also serves an explorer that
 * jumps from state to state. Tests that boot a world have it on.
 *
 * The rules are the design's: its order, the guards of its words (LockingWord), and for the table
 * and the VMA records: who edits holds the mmap lock for writing, or the class `table` where the
 * design has one; who reads the flags or the file of a VMA holds any lock that keeps them still.
 * Bounds of VMAs are read under the table's sequence too, and so need no lock to be read. A lock
 * that is only tried cannot deadlock and may be taken in any order.
 *
 * A program declares no order of its locks, so theirs, and where the mmap lock stands among them,
 * is learnt as in Linux kernel/locking/lockdep.c: whoever takes B while it holds A says that A
 * comes before B, and who later says otherwise, by whatever way round, is reported, though nobody
 * has met a deadlock yet. Readers count as writers: a writer that waits between two of them bars
 * the second.
 */
import { type Journal } from '../event.ts';
import type { AccessKind } from '../memory/word.ts';
import type { World } from '../memory/world.ts';
import type { AddressSpaceDesign } from './design.ts';
/** What a report is about: the rules of the design, or the order that programs have shown. */
export type LockRule = 'declared' | 'learnt';
/** Watches one world. Give `touched` every access and `journal` every event. */
export declare class Lockdep {
    #private;
    /** The thread that moves, or -1: what is touched between steps needs no lock. */
    thread: number;
    /** `lockNames` by number; the mmap lock is the first. */
    constructor(design: AddressSpaceDesign, lockNames: readonly string[], report: (fault: string, rule: LockRule) => void);
    /** Begins to watch. */
    attach(world: World): void;
    /** A journal that sees locks taken and passes everything on. */
    journal(inner: Journal): Journal;
    /** Sees one access to a word. */
    touched(kind: AccessKind, index: number): void;
}
