/**
 * Environment: how a thread on a real worker answers the kernel's two questions. Random values come
 * from the thread's own seeded stream; a pause takes real time. Invariant: the choices of a thread
 * depend on the seed, its number and how many it has drawn, and on nothing else.
 */

import { type Environment, nap, PAUSE, type World } from '../../kernel/index.ts';
import type { Histogram } from '../../actors/index.ts';
import { BUSY_PAUSE_NS_MAX, drawPauseNs } from '../pause.ts';
import { PURPOSE, RandomStream } from '../stream.ts';
import { endTimerSlack } from './timer-slack.ts';

/** Where sleeps end on time, only what is left of a pause behind one is spent on the clock. */
const SHARP_PAUSE_NS_MAX = 15_000;

/** The environment of one simulated thread. */
export class ThreadEnvironment implements Environment {
  readonly #world: World;
  readonly #napWord: number;
  readonly #choices: RandomStream;
  readonly #postpones: boolean;
  /** Shorter pauses, and the end of longer ones, are spent looking at the clock. */
  readonly #busyNsMax: number;
  readonly #histograms: readonly Histogram[];
  #work = 1;
  #timerMs = 0;
  #owedNs = 0;

  /**
   * `napWord` holds 0 and belongs to this thread: its longer pauses sleep there. With `postpones`,
   * a pause is only noted until `settle`: a step that others wait for must not take it.
   */
  constructor(
    world: World,
    napWord: number,
    seed: number,
    thread: number,
    histograms: readonly Histogram[],
    postpones = false,
  ) {
    this.#histograms = histograms;
    this.#postpones = postpones;
    this.#busyNsMax = endTimerSlack() ? SHARP_PAUSE_NS_MAX : BUSY_PAUSE_NS_MAX;
    this.#world = world;
    this.#napWord = napWord;
    this.#choices = new RandomStream(seed, thread, PURPOSE.choice);
  }

  choose(_thread: number, count: number): number {
    return this.#choices.below(count);
  }

  pause(_thread: number, kind: number, first: number, second: number): void {
    if (kind === PAUSE.work) this.spin(first);
    else this.#wait(drawPauseNs(this.#choices, this.#histograms, kind, first, second));
  }

  timer(_thread: number, ns: number | null): boolean {
    const nowMs = performance.now();
    if (ns === null) this.#timerMs = nowMs;
    return ns !== null && (nowMs - this.#timerMs) * 1e6 >= ns;
  }

  /** Work of so many units: dependent operations on a private value, about 1 ns each. */
  spin(units: number): void {
    let work = this.#work;
    for (let unit = 0; unit < units; unit += 1) work = Math.imul(work, 0x01000193) ^ unit;
    // Kept, so that no compiler may leave the loop out.
    this.#work = work;
  }

  /** Takes the pauses that were postponed. */
  settle(): void {
    const ns = this.#owedNs;
    if (ns === 0) return;
    this.#owedNs = 0;
    this.#sleep(ns);
  }

  #wait(ns: number): void {
    if (this.#postpones) this.#owedNs += ns;
    else this.#sleep(ns);
  }

  #sleep(ns: number): void {
    const endMs = performance.now() + ns / 1e6;
    // A timer would be too late: the end of a pause is spent looking at the clock.
    const busyNsMax = this.#busyNsMax;
    if (ns > busyNsMax) nap(this.#world.words, this.#napWord, (ns - busyNsMax) / 1e6);
    while (performance.now() < endMs);
  }
}
