/**
 * A statechart for people: Mermaid text for a README or a terminal, and JSON that Stately Studio
 * reads. Both are drawn from the machine itself, never from its table, so they show the definition
 * with its nesting, its guards and its descriptions. Nothing is left out: a transition that an
 * outer state makes for its inner ones is drawn from each of them, because Mermaid cannot draw an
 * edge between a state and one within it.
 */
import type { AnyStateMachine } from 'xstate';
/** JSON without functions: what is left of a machine when its implementations are taken away. */
export type Json = string | number | boolean | null | Json[] | {
    [key: string]: Json;
};
/**
 * The machine as a Mermaid `stateDiagram-v2`; transitions read `EVENT [guard] / action, action`.
 */
export declare function toMermaid(machine: AnyStateMachine): string;
/**
 * The definition of the machine as JSON, in the form of an xstate configuration. A composed guard
 * becomes one name such as `a && !b`, a raised event an action such as `raise(PING)`.
 */
export declare function toStately(machine: AnyStateMachine): Json;
