/**
 * Sending signals: what becomes of a signal the moment somebody sends it. A signal that kills by
 * default does so at once, by SIGKILL for every thread of the group; the others wait in the pending
 * set of the thread or of the process until a thread that does not block them looks. All functions
 * here are the bodies of single steps, as Linux runs them under siglock.
 *
 * Invariant: SIGPENDING is set in a thread whenever it has a signal to take; it may be set without
 * one, if another thread took the signal first (as TIF_SIGPENDING may).
 *
 * Source: kernel/signal.c: prepare_signal(), complete_signal(), force_sig_info_to_task().
 * Deviations: the thread that a signal for the process interrupts is the first that wants it, from
 * the lowest number, where Linux goes round; no real-time signals, no siginfo of plain signals.
 * Tested by: test/kernel/signals/work.test.ts
 */
import type { World } from '../memory/world.ts';
/** Whether the thread should look for signals: what ends an interruptible sleep. */
export declare function hasSignal(world: World, thread: number): boolean;
/** Whether the thread is to die: what ends a killable sleep. */
export declare function hasFatalSignal(world: World, thread: number): boolean;
/** The disposition word of a signal. */
export declare function actionOf(world: World, process: number, signal: number): number;
/** Runs `visit` for the living threads of a process. */
export declare function forEachThread(world: World, process: number, visit: (thread: number) => void): void;
/** Makes a thread look for signals, whatever it waits on. */
export declare function signalWakeUp(world: World, thread: number): void;
/** Asks a traced thread for a stop; one whose tracer listens leaves its stop for the new one. */
export declare function pendTrap(world: World, thread: number, trap: number): void;
/** A group stop of the process begins with this signal: every thread is to join it. */
export declare function stopGroup(world: World, process: number, signal: number): void;
/** Sets SIGPENDING anew, for a thread whose mask or pending set has changed. */
export declare function recalculate(world: World, thread: number): void;
/** Kills every thread of a process, with a wait status. */
export declare function killGroup(world: World, process: number, status: number): void;
/** Makes one thread die as soon as it looks for signals. */
export declare function killThread(world: World, thread: number): void;
/** Whether a signal with this disposition word is thrown away (sig_handler_ignored). */
export declare function isIgnored(action: number, signal: number): boolean;
/**
 * Sends a signal: to `thread` alone, or with -1 to the process. The caller has checked that the
 * target exists and that the signal is 1..31.
 */
export declare function sendSignal(world: World, process: number, thread: number, signal: number): void;
/**
 * Forces a signal upon the running thread. One that is blocked or ignored, or `isFinal`, gets its
 * default disposition, which kills. The siginfo other than the signal must be there already.
 */
export declare function forceSignal(world: World, thread: number, signal: number, isFinal: boolean): void;
