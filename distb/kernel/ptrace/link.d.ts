/**
 * Who traces whom: the link between tracer and tracee, and what its end means to either side. A
 * link ends when the tracer detaches or dies, or when the tracee has died and the tracer has heard
 * of it. Invariant: a task without a tracer is in no ptrace stop and owes none.
 *
 * Source: kernel/ptrace.c: __ptrace_link(), __ptrace_unlink(), exit_ptrace().
 * Deviations: nobody but the tracer hears of a stop, and no SIGCHLD is sent; the tracees of a dead
 * task fall to nobody.
 * Tested by: test/kernel/ptrace/tracer.test.ts
 */
import type { World } from '../memory/world.ts';
/** Whether somebody traces the task. */
export declare function isTraced(world: World, thread: number): boolean;
/** Makes `tracer` the tracer of a task that has none; `options` as TRACE_OPTIONS keeps them. */
export declare function link(world: World, tracer: number, thread: number, options: number): void;
/** Lets a living tracee go: it leaves its stop, and joins a group stop that is in effect. */
export declare function unlink(world: World, thread: number): void;
/** Wakes those who wait for news of a tracee. */
export declare function tellTracer(world: World, thread: number): void;
/**
 * A task is dead and its record is wiped: a tracer that it had hears of it, and its own tracees are
 * let go or (EXITKILL) killed. `status` is its wait status.
 */
export declare function traceDeath(world: World, thread: number, tracer: number, status: number): void;
/** The tracer has heard of the death. */
export declare function forget(world: World, thread: number): void;
