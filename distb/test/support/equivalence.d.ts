/**
 * The judge of compiled tables: xstate's own pure `transition` against `lookup`, over every state,
 * event and guard word. It shares no code with the compiler: it neither forks over guards nor looks
 * at decision nodes. What it proves is "the table equals xstate", not "the machine is what we
 * meant".
 */
import type { AnyStateMachine } from 'xstate';
import type { TransitionTable } from '../../actors/dispatch/table.ts';
/** Every difference between a machine and its table, one sentence each; none if they are equal. */
export declare function disagreements(machine: AnyStateMachine, table: TransitionTable): string[];
