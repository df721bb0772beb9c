/**
 * Property: what must, must not, or can happen, as data. `always` and `finally` speak of states,
 * `never` and `sometimes` of states or events, `eventually` and `progress` of whole executions. A
 * `sometimes` guards against a vacuous `always`: a scenario in which nothing happens satisfies
 * every `always`. Tested by: test/actors/world/judge.test.ts
 */

import type { EventName } from '../../kernel/index.ts';
import type { Comparison } from '../program/instruction.ts';

/** A value of a state: a number, a memory word by name, or `thread.register`. */
export type StateValue = number | string;

/** A condition on a state. */
export type StateCondition =
  | readonly [StateValue, Comparison, StateValue]
  | { readonly all: readonly StateCondition[] }
  | { readonly any: readonly StateCondition[] }
  | { readonly not: StateCondition };

/** Something that a step reports: an event, or a named `mark` of a program. */
export type EventPattern =
  { readonly event: EventName; readonly thread?: string } | { readonly marked: string };

/** A property of single states and steps: whatever violates it has happened by then. */
export type SafetyProperty =
  | { readonly kind: 'always' | 'finally'; readonly name: string; readonly that: StateCondition }
  | {
      readonly kind: 'never' | 'sometimes';
      readonly name: string;
      readonly that: StateCondition | EventPattern;
    };

/**
 * A property of whole executions, of which only weakly fair ones count: a thread that could move
 * from some state on for ever does move. What violates it is a schedule that goes round for ever,
 * or one that ends too early.
 */
export type LivenessProperty =
  | {
      /** In every execution this comes true at some time, or happens. */
      readonly kind: 'eventually';
      readonly name: string;
      readonly that: StateCondition | EventPattern;
    }
  | {
      /**
       * No execution is a livelock, in which for ever nothing of this happens and no thread with
       * work comes to its end. Where only services are left, nothing need happen any more.
       */
      readonly kind: 'progress';
      readonly name: string;
      readonly by: readonly EventPattern[];
    };

/** A property of a scenario. */
export type Property = SafetyProperty | LivenessProperty;

/** Whether a property speaks of whole executions. */
export function isLiveness(property: Property): property is LivenessProperty {
  return property.kind === 'eventually' || property.kind === 'progress';
}
