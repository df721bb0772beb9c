/**
 * Profile: what things cost on one machine, as data: constants in ns, each with its spread and
 * where it comes from. What a step costs is made of them (costs.ts); a profile knows of no step.
 *
 * Invariant: low <= value <= high, and draws of a constant have the mean `value`. A draw is made of
 * IEEE operations in a fixed order, so that the same seed gives the same costs on every machine.
 * Tested by: test/workers/virtual/profile.test.ts
 */

import { invariant, UsageError } from '../../kernel/index.ts';
import type { RandomStream } from '../stream.ts';

/** The version of the profile format. */
export const PROFILE_VERSION = 1;

/** Times are whole picoseconds in a double: exact up to two hours and a half. */
export const PS_PER_NS = 1_000;

/** One constant, in ns. */
export interface Constant {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Where the value was measured or published, or how it follows from such. */
  readonly source: string;
  /** The published points that it was fitted on; absent where it was not fitted. */
  readonly fitted?: string;
}

/** The costs of one machine. */
export interface Profile {
  readonly version: typeof PROFILE_VERSION;
  readonly name: string;
  /** The machine, in one line. */
  readonly about: string;
  readonly source: string;
  readonly unit: 'ns';
  /** Cores that share a last-level cache; lines move between such groups at another price. */
  readonly coresPerSocket: number;
  /** Whether the kernel's own code is preempted at the end of a time slice. */
  readonly preemption: 'none' | 'full';
  readonly constants: Readonly<Record<string, Constant>>;
}

/** A cost to be drawn: a constant or a sum of constants, in ps. */
export class Cost {
  readonly low: number;
  readonly value: number;
  readonly high: number;
  /** Draws below it fall between low and value, so that the mean is the value. */
  readonly #threshold: number;

  constructor(low: number, value: number, high: number) {
    invariant(low <= value && value <= high, 'a cost lies within its spread');
    this.low = low;
    this.value = value;
    this.high = high;
    this.#threshold = high === low ? 0 : Math.floor(((high - value) / (high - low)) * 2 ** 32);
  }

  /** A cost in ps. */
  draw(stream: RandomStream): number {
    const { low, value, high } = this;
    if (low === high) return value;
    const drawn = stream.next();
    const threshold = this.#threshold;
    return drawn < threshold
      ? low + Math.floor((drawn / threshold) * (value - low))
      : value + Math.floor(((drawn - threshold) / (2 ** 32 - threshold)) * (high - value));
  }

  /** The sum of this cost, taken so many times, and another. */
  plus(other: Cost, times = 1): Cost {
    return new Cost(
      this.low + other.low * times,
      this.value + other.value * times,
      this.high + other.high * times,
    );
  }
}

/** Nothing. */
export const FREE = new Cost(0, 0, 0);

/** The cost of a constant; a profile without it is refused. */
export function costOf(profile: Profile, name: string): Cost {
  const constant = profile.constants[name];
  if (constant === undefined)
    throw new UsageError(`profile ${profile.name} has no constant '${name}'`);
  const ps = (ns: number): number => Math.round(ns * PS_PER_NS);
  return new Cost(ps(constant.low), ps(constant.value), ps(constant.high));
}
