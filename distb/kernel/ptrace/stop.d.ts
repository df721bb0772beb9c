/**
 * Ptrace stops: a tracee stands still (TASK_TRACED) until its tracer lets it go on, the tracer ends
 * or SIGKILL comes. A stop is three steps: the tracee stands, whoever waits for it is woken, and it
 * sleeps until it is let go. Who enters a stop says what it reports (a signal, perhaps with an
 * event above it); what comes back is what the tracer injects, or the report itself if nobody took
 * it.
 *
 * Invariant: the tracee alone sets STOP, and whoever lets it go on clears it; while it is set the
 * registers are the tracer's.
 *
 * Source: kernel/signal.c: ptrace_stop(), do_jobctl_trap(), ptrace_signal();
 * include/linux/ptrace.h: ptrace_report_syscall(), ptrace_event().
 * Deviations: a signal that is put back because it is blocked stays with the thread, even if it was
 * the process's; PTRACE_ATTACH does not wait until a stopped tracee has changed its stop.
 * Tested by: test/kernel/ptrace/stop.test.ts
 */
import type { World } from '../memory/world.ts';
import { type KernelStep } from '../routine.ts';
/** The flags of WORK that the entry of a call takes from the tracer's last order. */
export declare function tracedWork(world: World, thread: number): number;
/** Whether the tracer wants to hear of a filter's TRACE. */
export declare function wantsFilterStop(world: World, thread: number): boolean;
/**
 * The stop at the entry of a call. It skips the call if the thread is to die or SYSEMU was asked
 * for, and else goes on behind its last step. `base` is the number of its first step.
 */
export declare function entryStopSteps(base: number): readonly KernelStep[];
/** The stop behind a call; goes on behind its last step. */
export declare function exitStopSteps(base: number): readonly KernelStep[];
/**
 * The stop of a filter's TRACE; STOP_MESSAGE holds its data. Goes on behind its last step: what the
 * tracer injects here is lost.
 */
export declare function filterStopSteps(base: number): readonly KernelStep[];
/**
 * Enters the stop of a group stop or of PTRACE_INTERRUPT; under the lock that the look for signals
 * holds, so that it is part of that step. The thread has been found traced and not dying.
 */
export declare function enterTrap(world: World, thread: number): void;
/** The steps behind `enterTrap`; the thread looks for signals again at step `look`. */
export declare function trapSteps(look: number): readonly KernelStep[];
/** Enters the stop before a signal is taken, in the step that took it from the pending set. */
export declare function enterSignalStop(world: World, thread: number, signal: number): boolean;
/**
 * The steps behind `enterSignalStop`: INFO.SIGNAL holds the signal, and behind them the tracer's
 * choice; a signal that it drops, or that is blocked now, leads back to step `look`.
 */
export declare function signalStopSteps(look: number): readonly KernelStep[];
