/**
 * Operations of user notification: what supervisors do with a listener. Invariant: a listener is a
 * descriptor of the acting task's own table, as in Linux; a task that a vector lets act on it
 * without ever having got it receives it first, as the tests pass it over a socket.
 */
import { type Operation } from './deed.ts';
/** The operations by name. */
export declare const NOTIFY_OPERATIONS: readonly (readonly [string, Operation])[];
