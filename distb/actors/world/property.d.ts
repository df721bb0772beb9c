/**
 * Property: what must, must not, or can happen, as data. `always` and `finally` speak of states,
 * `never` and `sometimes` of states or events. A `sometimes` guards against a vacuous `always`: a
 * scenario in which nothing happens satisfies every `always`.
 * Tested by: test/actors/world/judge.test.ts
 */
import type { EventName } from '../../kernel/index.ts';
import type { Comparison } from '../program/instruction.ts';
/** A value of a state: a number, a memory word by name, or `thread.register`. */
export type StateValue = number | string;
/** A condition on a state. */
export type StateCondition = readonly [StateValue, Comparison, StateValue] | {
    readonly all: readonly StateCondition[];
} | {
    readonly any: readonly StateCondition[];
} | {
    readonly not: StateCondition;
};
/** Something that a step reports: an event, or a named `mark` of a program. */
export type EventPattern = {
    readonly event: EventName;
    readonly thread?: string;
} | {
    readonly marked: string;
};
/** A property of a scenario. */
export type Property = {
    readonly kind: 'always' | 'finally';
    readonly name: string;
    readonly that: StateCondition;
} | {
    readonly kind: 'never' | 'sometimes';
    readonly name: string;
    readonly that: StateCondition | EventPattern;
};
