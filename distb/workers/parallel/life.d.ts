/**
 * Life: a simulated thread on a real worker, from the start barrier to its end, through one run to
 * the end or through rounds. It is a generator that yields where the thread must sleep; the worker
 * sleeps as it can: an ordinary one in Atomics.wait, the kernel actor's with its event loop
 * turning.
 *
 * Rounds: all threads meet at one barrier between rounds. The leader, which is the first thread
 * that is no service, waits there for all others, counts what was observed, puts the first state
 * back and opens the barrier. A service never ends by itself: when all others have ended, the
 * leader recalls it, and it comes as soon as it has nothing to do. So does the thread of a task,
 * which may be born, or born again, as long as anybody lives.
 *
 * Tasks: a step of theirs is what Linux does under siglock and the like, several words at once. The
 * workers take one lock around it, so that a step is one step here as well.
 *
 * Invariant: before a thread sleeps it says where (THREAD.PARKED) and looks whether it must stop,
 * in this order; who stops it says so first and then wakes it, again and again until it has left.
 * So no sleep outlives a stop, and no wake-up is ever sent that could hide a lost one in a run.
 */
import { type Layout, type World } from '../../kernel/index.ts';
import { type CompiledScenario, type Scenario, type TransitionTable } from '../../actors/index.ts';
/** What a worker must know of its run: plain data, but for the shared buffer. */
export interface RunOrder {
    readonly buffer: SharedArrayBuffer;
    readonly layout: Layout;
    readonly scenario: Scenario;
    readonly compiled: CompiledScenario;
    readonly table: TransitionTable;
    readonly seed: number;
    /** Rounds to run, or 0 for one run until the stop. */
    readonly rounds: number;
    /** Whether waiting threads look a while before they sleep. */
    readonly spin: boolean;
}
/** One thread's share of a run. */
export interface Assignment {
    readonly order: RunOrder;
    readonly thread: number;
}
/** Where a thread must sleep: until `word` no longer holds `value`. */
export interface Wait {
    word: number;
    value: number;
}
/** Exit code of a worker that an injected fault ends. */
export declare const FAULT_EXIT_CODE = 9;
/** The thread that leads the rounds: the first that is no service and lives at first; or -1. */
export declare function leaderOf({ threads, tasks }: CompiledScenario): number;
/** The life of one simulated thread. */
export declare class ThreadLife {
    #private;
    readonly world: World;
    /** `isShared`: the worker has other work, so that `live` also yields when it need not sleep. */
    constructor({ order, thread }: Assignment, isShared: boolean);
    /**
     * Lives. Each yield is a wait, or undefined where nothing is waited for and a shared worker may
     * turn to its other work.
     */
    live(): Generator<Wait | undefined, void, void>;
}
