/**
 * Naming: what the names of a vector stand for at one moment of its play: tasks, listeners, ids,
 * descriptors, selectors. What is known beside the world is kept in `Memo` alone, so that a play
 * can go back to a moment and on by another way. Invariant: a name means one thing, from the step
 * that first says it.
 */
import type { Cast } from './cast.ts';
import type { Deed } from './deed.ts';
import { type SavedStage, Stage } from './stage.ts';
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
export declare class Naming {
    #private;
    readonly stage: Stage;
    readonly cast: Cast;
    protected memo: Memo;
    constructor(cast: Cast);
    /** The number + 1 of the program that a filter became. */
    programOf(filter: unknown): number;
    /** The threads of a name or of a list of names. */
    threadsIn(names: unknown): number[];
    /** What a thread does, or did last. */
    callOf(thread: number): Call | undefined;
    /** Deeds that have ended. */
    get ended(): readonly Ended[];
    /** The thread that a name of the vector stands for. */
    threadOf(name: unknown): number;
    /** The vector's name of a thread. */
    nameOf(thread: number): string;
    /** Living threads of a process. */
    threadsOf(process: number): number[];
    /** The thread that leads a process. */
    leaderOf(process: number): number;
    /** The descriptor that a name of the vector stands for in a task's table. */
    descriptorOf(thread: number, name: string): number | undefined;
    /** The listener that was made last. */
    get newestListener(): string;
    /** Gives a listener its name. */
    bindListener(name: string, thread: number, descriptor: number): void;
    /** A task's descriptor of a listener; one that never had it gets it here. */
    listenerOf(thread: number, name: string): number;
    /** A process has closed its listener. */
    noteClosed(thread: number, name: string): void;
    /** The id that a text stands for: `n1`, `n1+1`, `next id`, a number. */
    idOf(value: unknown, thread: number): number;
    /** Notifications that nobody has received. */
    get postedCount(): number;
    /** The number of a symbolic id, which it gets when it is seen first; no two ids are the same. */
    matchId(name: string, id: number, thread: number): void;
    /** The task whose notification has this id. */
    targetOf(id: number): number | undefined;
    /** A descriptor was added. */
    noteDescriptor(descriptor: number): void;
    /** The descriptor that was added last. */
    get descriptor(): number;
    /** A tracer's orders go to this task from now on. */
    noteTracee(tracer: number, tracee: number): void;
    /** The task that a tracer's orders go to. */
    traceeOf(tracer: number): number | undefined;
    /** The name of the word that a process uses as selector. */
    selectorOf(thread: number): string;
    /** A task has named its selector. */
    useSelector(thread: number, name: string): void;
    /** How many handlers of a thread the vector has asked about. */
    heard(thread: number): number;
    /** The vector has asked about so many handlers of a thread. */
    noteHeard(thread: number, count: number): void;
    /** A forked process has memory of its own, which begins as its parent's. */
    inheritMemory(parent: number, child: number): void;
    /** This moment, to come back to. */
    save(): SavedPlay;
    /** Goes back to a moment, which may be gone back to again. */
    restore({ stage, memo }: SavedPlay): void;
    /** The threads that may move by themselves. */
    get movable(): number[];
    /** What of the memo two states must share to be the same. */
    get digest(): string;
}
export {};
