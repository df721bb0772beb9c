/**
 * Environment: how the kernel's questions are answered in virtual time. Random values come from the
 * thread's own seeded stream, as in a run on real workers; a pause costs virtual time: a short one
 * on the core, as of who looks at the clock, a long one asleep.
 */

import { type Environment, PAUSE } from '../../kernel/index.ts';
import type { Histogram } from '../../actors/index.ts';
import { BUSY_PAUSE_NS_MAX, drawPauseNs } from '../pause.ts';
import { PURPOSE, RandomStream } from '../stream.ts';
import type { Meter } from './meter.ts';
import { PS_PER_NS } from './profile.ts';

/** The environment of all threads of one run. */
export class VirtualEnvironment implements Environment {
  /** How long the thread sleeps behind the running step, in ps. */
  sleepPs = 0;
  /** Time at which the running step began, in ps. */
  now = 0;
  readonly #meter: Meter;
  readonly #histograms: readonly Histogram[];
  readonly #choices: readonly RandomStream[];
  /** When each thread started its timer, in ps. */
  readonly #timers: Float64Array;
  readonly #workPs: number;

  /** `workPs`: what a unit of work takes. */
  constructor(
    meter: Meter,
    histograms: readonly Histogram[],
    seed: number,
    threadCount: number,
    workPs: number,
  ) {
    this.#meter = meter;
    this.#histograms = histograms;
    this.#choices = Array.from(
      { length: threadCount },
      (_none, thread) => new RandomStream(seed, thread, PURPOSE.choice),
    );
    this.#timers = new Float64Array(threadCount);
    this.#workPs = workPs;
  }

  /** A step begins. */
  begin(now: number): void {
    this.now = now;
    this.sleepPs = 0;
  }

  choose(thread: number, count: number): number {
    return this.#choices[thread]!.below(count);
  }

  pause(thread: number, kind: number, first: number, second: number): void {
    if (kind === PAUSE.work) {
      this.#meter.ps += first * this.#workPs;
      return;
    }
    const ns = drawPauseNs(this.#choices[thread]!, this.#histograms, kind, first, second);
    const ps = Math.round(ns * PS_PER_NS);
    if (ns > BUSY_PAUSE_NS_MAX) this.sleepPs += ps;
    else this.#meter.ps += ps;
  }

  timer(thread: number, ns: number | null): boolean {
    const now = this.now + this.#meter.ps;
    if (ns === null) this.#timers[thread] = now;
    return ns !== null && now - this.#timers[thread]! >= ns * PS_PER_NS;
  }
}
