/**
 * Stage: the world of a vector while it is played. Threads move only when somebody here moves them,
 * and what they do is kept by thread: calls that ran, handlers that were entered. Invariant: a
 * saved stage put back goes on as if nothing had happened since.
 */
import { type Journal, PROCESS, TASK, type World } from '../../kernel/index.ts';
import { type Instruction, type Resting } from '../../actors/index.ts';
import type { Cast } from './cast.ts';
/** A handler that was entered, with the siginfo that it got. */
export interface Handled {
    readonly signal: number;
    readonly code: number;
    readonly errno: number;
    /** Address behind the call that raised it. */
    readonly address: number;
    readonly syscall: number;
}
/** What one thread has done. Lists are never changed, only replaced. */
export interface ThreadLog {
    /** Real numbers of the calls that ran outside of handlers, since the last instruction. */
    readonly ran: readonly number[];
    readonly handled: readonly Handled[];
}
/** A stage at one moment. */
export interface SavedStage {
    readonly words: Int32Array;
    readonly slots: Int32Array;
    readonly logs: readonly ThreadLog[];
}
/** The world of one vector. */
export declare class Stage implements Journal {
    #private;
    readonly world: World;
    readonly cast: Cast;
    readonly threadCount: number;
    constructor(cast: Cast);
    record(thread: number, event: number, detail: number): void;
    /** What a thread has done. */
    log(thread: number): ThreadLog;
    /** Where a thread stands. */
    resting(thread: number): Resting;
    /** Whether the thread has done what it was told, or is dead. */
    isAtRest(thread: number): boolean;
    /** Tells an idle thread to do something. */
    inject(thread: number, instruction: Instruction): void;
    /** The result of the last instruction. */
    result(thread: number): number;
    /** Whether the thread sleeps until time has passed, and nothing else wakes it. */
    isTimed(thread: number): boolean;
    /** Moves a thread by one step; false if it cannot go on. */
    step(thread: number): boolean;
    /** Moves a thread until it cannot go on; time passes only if it `mayExpire`. */
    run(thread: number, mayExpire?: boolean): boolean;
    /** Moves all threads that are not held until none can go on; whether any did. */
    settle(held: ReadonlySet<number>): boolean;
    save(): SavedStage;
    restore({ words, slots, logs }: SavedStage): void;
    /** First word of a field of a task's record. */
    taskAt(thread: number, field: keyof typeof TASK): number;
    /** One word of a task's record. */
    task(thread: number, field: keyof typeof TASK): number;
    /** One word of a process's record. */
    process(process: number, field: keyof typeof PROCESS): number;
    /** The process of a thread, which a dead thread keeps. */
    processOf(thread: number): number;
    /** The word of a descriptor, 0 if it is free. */
    file(process: number, descriptor: number): number;
    /** First word of the descriptors that a process uses. */
    fileTable(process: number): number;
    /** The lowest free descriptor, or -1. */
    lowestFree(process: number): number;
    /** Whether a thread lives. */
    isAlive(thread: number): boolean;
}
