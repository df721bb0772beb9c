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
 * Which executions count. `weak`: a thread that could move from some state on for ever does move.
 * `strong`: a thread that again and again can move does so again and again, and a draw that is made
 * again and again comes out each way, as chance would have it; under `weak` a wait that is now
 * possible and now not may be passed by for ever, and draws come out as is worst.
 */
export type FairnessName = 'weak' | 'strong';

/**
 * A property of whole executions, of which only fair ones count. What violates it is a schedule
 * that goes round for ever, or one that ends too early.
 */
export type LivenessProperty =
  | {
      /** In every execution this comes true at some time, or happens. */
      readonly kind: 'eventually';
      readonly name: string;
      readonly that: StateCondition | EventPattern;
      /** Default: weak. */
      readonly fairness?: FairnessName;
    }
  | {
      /**
       * No execution is a livelock, in which for ever nothing of this happens and no thread with
       * work comes to its end. Where only services are left, nothing need happen any more.
       */
      readonly kind: 'progress';
      readonly name: string;
      readonly by: readonly EventPattern[];
      /** Default: weak. */
      readonly fairness?: FairnessName;
    };

/**
 * What threads are told of the memory calls they make, and what is mapped while none is made, are
 * what some order of whole calls gives, in which no call comes before one that had returned when it
 * began (M. Herlihy and J. Wing, "Linearizability", 1990). The calls are mmap, munmap, mprotect,
 * mremap, brk and madvise. It says nothing of page faults and entry checks that come in between.
 */
export interface HistoryProperty {
  readonly kind: 'linearizable';
  readonly name: string;
}

/** A property of whole executions, which no single state or step violates. */
export type ExecutionProperty = LivenessProperty | HistoryProperty;

/** A property of a scenario. */
export type Property = SafetyProperty | ExecutionProperty;

/** Whether a property speaks of whole executions. */
export function isOfExecutions(property: Property): property is ExecutionProperty {
  return isLiveness(property) || property.kind === 'linearizable';
}

/** Whether a property says that something comes at some time. */
export function isLiveness(property: Property): property is LivenessProperty {
  return property.kind === 'eventually' || property.kind === 'progress';
}
