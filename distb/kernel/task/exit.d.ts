/**
 * The end of a thread: it is marked as exiting, lets go of its filters, its process of its files if
 * it was the last thread, and then it is dead. Each is a step, as others may look in between: TSYNC
 * passes over an exiting thread, a listener hangs up before the files are closed.
 *
 * Source: kernel/exit.c: do_exit(). Since 6.11 a task releases its filters when it exits and not
 * when it is reaped; nothing here is reaped, so the fix `recv-ends-with-users` only decides whether
 * a RECV that sleeps hears of it.
 * Tested by: test/kernel/signals/work.test.ts
 */
import { type KernelStep } from '../routine.ts';
/**
 * The steps of do_exit, from step `base` of their routine on; they end with KILL for a thread that
 * a signal kills, else with EXIT.
 */
export declare function exitSteps(base: number, fixes: ReadonlySet<string>): readonly KernelStep[];
