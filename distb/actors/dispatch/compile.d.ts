/**
 * The compiler from a statechart to a `TransitionTable`. It does not re-implement xstate: it
 * watches xstate work. Each guard is replaced by an oracle that notes that it was asked, and every
 * state and event is tried again with the first unknown answer set to false and to true, until
 * nothing unknown is asked any more. What is left is the exact decision tree, with the order of
 * guards, nested states, eventless transitions, entry and exit actions and raised events as xstate
 * itself has them.
 *
 * Invariant: what a table cannot say is refused, with the state and the reason, and never dropped.
 * The table decides an event by one guard word, so a guard keeps its answer during one event even
 * where an action before it would change what it asks.
 *
 * Loads xstate: for the process that sets up a run, not for its workers.
 */
import type { AnyStateMachine, StateValue } from 'xstate';
import type { TransitionTable } from './table.ts';
export interface CompileOptions {
    /** Name of the table in reports. Default: the id of the machine. */
    readonly name?: string;
    /**
     * How many steps (eventless transitions and raised events) one event may set off before the
     * machine counts as one that never comes to rest. Default 100.
     */
    readonly microstepsMax?: number;
}
/**
 * Compiles a machine, or throws a `UsageError` that names the state and what a table cannot say.
 */
export declare function compileMachine(machine: AnyStateMachine, options?: CompileOptions): TransitionTable;
/** The name of the state of a snapshot: its path, joined by dots. */
export declare function stateName(value: StateValue): string;
