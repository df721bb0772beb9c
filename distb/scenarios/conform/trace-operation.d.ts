/**
 * Operations of a tracer. A tracer attaches, waits for the stop, sets its options and lets the
 * tracee go on, as strace does; orders without a tracee go to the one that it traces. Invariant:
 * what a tracer learns and changes goes through ptrace calls of its own thread.
 */
import { type Operation } from './deed.ts';
/** The operations by name. */
export declare const TRACE_OPERATIONS: readonly (readonly [string, Operation])[];
