/**
 * Exit work: what a thread does on its way back to user mode. Behind a call the tracer's exit stop,
 * then signals until there are none: each is ignored, handled, stops the process or ends it; and a
 * call that a signal broke off is restarted or says EINTR. A thread in user mode that has a signal
 * to take comes here as well. Invariant: a thread that dies has let go of everything it held.
 *
 * Source: kernel/signal.c: get_signal(); arch/x86/kernel/signal.c: arch_do_signal_or_restart().
 */
import { type Routine } from '../routine.ts';
/** The bit of a wait status that says that a core was dumped. */
export declare const CORE_DUMPED = 128;
/** The exit work's routine. */
export declare function workRoutine(fixes: ReadonlySet<string>): Routine;
