/**
 * Judge: the properties and observations of a scenario, compiled against a world. It is the journal
 * of an engine that judges: events of a step arrive while the step runs, states are looked at
 * behind it. Invariant: judging never writes a word of the world.
 */

import type { EventSet, Journal, World } from '../../kernel/index.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import type { Scenario } from '../scenario/scenario.ts';
import {
  checkPattern,
  compileCondition,
  interestOf,
  isEventPattern,
  matches,
  type StateTest,
} from './condition.ts';
import { LivenessJudge } from './liveness.ts';
import {
  type EventPattern,
  isLiveness,
  isOfExecutions,
  type Property,
  type SafetyProperty,
} from './property.ts';

/** The property that every scenario has: what its programs `expect` comes true. */
export const EXPECTATIONS: SafetyProperty = {
  kind: 'never',
  name: 'an expectation fails',
  that: { event: 'expectationFailed' },
};

/** A property with its compiled test: one of `pattern` and `test` is there. */
interface CompiledProperty {
  readonly property: Property;
  readonly pattern: EventPattern | undefined;
  readonly test: StateTest | undefined;
}

/** Judges the steps and states of one world. */
export class Judge implements Journal {
  /** The properties in the order of their numbers; `EXPECTATIONS` is the last. */
  readonly properties: readonly Property[];
  /** 1 for each `sometimes` property that was seen, by property number. */
  readonly seen: Uint8Array;
  /**
   * Judges the properties of whole executions, which this one leaves alone; null: there are none.
   */
  readonly liveness: LivenessJudge | null;
  readonly #compiled: readonly CompiledProperty[];
  readonly #eventProperties: readonly number[];
  readonly #stateProperties: readonly number[];
  readonly #scenario: CompiledScenario;
  /** Events that some property speaks of: most events concern none. */
  readonly #interest: EventSet;
  /** Numbers of the properties that events have violated since `begin`, each once. */
  readonly #strikes: number[] = [];
  /** 1 for each property of which nobody wants to hear any more. */
  readonly #ignored: Uint8Array;

  constructor(scenario: Scenario, compiled: CompiledScenario) {
    this.properties = [...scenario.properties, EXPECTATIONS];
    this.#scenario = compiled;
    this.seen = new Uint8Array(this.properties.length);
    this.#ignored = new Uint8Array(this.properties.length);
    this.liveness = scenario.properties.some(isLiveness)
      ? new LivenessJudge(scenario, compiled)
      : null;
    this.#compiled = this.properties.map((property, index) => {
      if (isOfExecutions(property)) return { property, pattern: undefined, test: undefined };
      const path = `properties[${index}].that`;
      return isEventPattern(property.that)
        ? { property, pattern: checkPattern(property.that, compiled, path), test: undefined }
        : {
            property,
            pattern: undefined,
            test: compileCondition(property.that, compiled, path),
          };
    });
    this.#interest = interestOf(this.#compiled.map(({ pattern }) => pattern));
    const numbers = this.#compiled.map((_entry, index) => index);
    this.#eventProperties = numbers.filter((n) => this.#compiled[n]!.pattern !== undefined);
    this.#stateProperties = numbers.filter(
      (n) =>
        this.#compiled[n]!.test !== undefined && this.#compiled[n]!.property.kind !== 'finally',
    );
  }

  /** Forgets what the last step told. */
  begin(): void {
    if (this.#strikes.length > 0) this.#strikes.length = 0;
  }

  /** Stops judging a property: a search that collects one violation of each has found it. */
  ignore(number: number): void {
    this.#ignored[number] = 1;
  }

  /** Whether the last step itself, and not the state behind it, may violate a property. */
  get hasStrikes(): boolean {
    return this.#strikes.length > 0;
  }

  /** Judges all properties again: another schedule begins. */
  heedAll(): void {
    this.#ignored.fill(0);
  }

  /** The numbers of the properties that events have violated since `begin`, each once. */
  get strikes(): readonly number[] {
    return this.#strikes;
  }

  record(thread: number, event: number, detail: number): void {
    if (!this.#interest.has(event)) return;
    for (const number of this.#eventProperties) {
      const { property, pattern } = this.#compiled[number]!;
      if (!matches(pattern!, this.#scenario, thread, event, detail)) continue;
      if (property.kind === 'sometimes') this.seen[number] = 1;
      else if (!this.#strikes.includes(number)) this.#strikes.push(number);
    }
  }

  /** The number of a property that the last step or the state behind it violates, or -1. */
  violated(world: World): number {
    if (this.#strikes.length > 0) {
      const struck = this.#strikes.find((number) => this.#ignored[number] === 0);
      if (struck !== undefined) return struck;
    }
    for (const number of this.#stateProperties) {
      const { property, test } = this.#compiled[number]!;
      const holds = test!(world);
      if (property.kind === 'sometimes') {
        if (holds) this.seen[number] = 1;
      } else if (holds !== (property.kind === 'always') && this.#ignored[number] === 0) {
        return number;
      }
    }
    return -1;
  }

  /** The number of a `finally` property that an end state violates, or -1. */
  violatedAtEnd(world: World): number {
    return this.#compiled.findIndex(
      ({ property, test }, number) =>
        property.kind === 'finally' && this.#ignored[number] === 0 && !test!(world),
    );
  }

  /** The `sometimes` properties that nothing has satisfied. */
  unseen(): Property[] {
    return this.properties.filter(
      (property, number) => property.kind === 'sometimes' && this.seen[number] === 0,
    );
  }
}
