/**
 * Liveness judge: which steps fulfil the properties of whole executions, `eventually` and
 * `progress`. What an execution that never makes such a step means is for an engine to find out;
 * see `Judge` for the properties of states and steps. Invariant: judging never writes a word of the
 * world.
 */

import { type EventSet, type Journal, UsageError, type World } from '../../kernel/index.ts';
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
import { type EventPattern, isLiveness, type LivenessProperty } from './property.ts';

/** Liveness properties that a scenario can have: the bits of a byte. */
export const LIVENESS_PROPERTY_COUNT_MAX = 8;

/** A liveness property with what fulfils it. */
interface CompiledLiveness {
  /** Its place among the scenario's properties. */
  readonly number: number;
  readonly property: LivenessProperty;
  readonly patterns: readonly EventPattern[];
  readonly test: StateTest | undefined;
}

/** Says of each step which liveness properties it fulfils. */
export class LivenessJudge implements Journal {
  readonly properties: readonly CompiledLiveness[];
  /** Bits of the `progress` properties, by place in `properties`. */
  readonly progressBits: number;
  readonly #scenario: CompiledScenario;
  readonly #interest: EventSet;
  #told = 0;

  /** Throws a UsageError for a property that names what there is not, or for too many. */
  constructor(scenario: Scenario, compiled: CompiledScenario) {
    this.#scenario = compiled;
    this.properties = scenario.properties.flatMap((property, number) =>
      isLiveness(property) ? [compiledOf(property, number, compiled)] : [],
    );
    if (this.properties.length > LIVENESS_PROPERTY_COUNT_MAX)
      throw new UsageError(
        `a scenario has at most ${LIVENESS_PROPERTY_COUNT_MAX} properties of whole executions`,
        'ask for the others in a scenario of their own',
        `properties[${this.properties[LIVENESS_PROPERTY_COUNT_MAX]!.number}]`,
      );
    this.progressBits = this.properties.reduce(
      (bits, { property }, place) => (property.kind === 'progress' ? bits | (1 << place) : bits),
      0,
    );
    this.#interest = interestOf(this.properties.flatMap(({ patterns }) => patterns));
  }

  /** Forgets what the last step told. */
  begin(): void {
    this.#told = 0;
  }

  record(thread: number, event: number, detail: number): void {
    if (!this.#interest.has(event)) return;
    for (const [place, { patterns }] of this.properties.entries())
      for (const pattern of patterns)
        if (matches(pattern, this.#scenario, thread, event, detail)) this.#told |= 1 << place;
  }

  /** The properties that the last step or the state behind it fulfils, as bits by place. */
  fulfilled(world: World): number {
    let bits = this.#told;
    for (const [place, { test }] of this.properties.entries())
      if (test !== undefined && test(world)) bits |= 1 << place;
    return bits;
  }
}

function compiledOf(
  property: LivenessProperty,
  number: number,
  compiled: CompiledScenario,
): CompiledLiveness {
  const path = `properties[${number}]`;
  if (property.kind === 'progress') {
    const patterns = property.by.map((each, place) =>
      checkPattern(each, compiled, `${path}.by[${place}]`),
    );
    return { number, property, patterns, test: undefined };
  }
  const { that } = property;
  if (!isEventPattern(that)) {
    const test = compileCondition(that, compiled, `${path}.that`);
    return { number, property, patterns: [], test };
  }
  const patterns = [checkPattern(that, compiled, `${path}.that`)];
  return { number, property, patterns, test: undefined };
}
