/**
 * Contention: who has which cache line, and what it costs to get it. A core that wrote a line has
 * it alone; who reads it afterwards gets a copy, and who writes it takes it from all. A line moves
 * to one core at a time: who wants it while it moves waits until it has arrived, which is what
 * bounds an atomic on a shared word, however many cores there are. A step moves each line once, in
 * the strongest mode in which it touches it (a compare-and-swap behind a load of the same word).
 *
 * Invariant: of a line that some core has alone nobody else has a valid copy.
 * Source: the MESI protocol; David, Guerraoui, Trigonakis, "Everything you always wanted to know
 * about synchronization" (SOSP 2013). Deviation: no capacity, so nothing is ever evicted; waiters
 * are served in the order in which they ask.
 * Tested by: test/workers/virtual/contention.test.ts
 */

import { costOf, type Cost, type Profile } from './profile.ts';
import type { Meter } from './meter.ts';

/** Nobody has the line alone. */
const SHARED = -1;

/** The cache lines of one world. */
export class Contention {
  /** Core that runs the step; negative: nobody does, and nothing is charged. */
  core = SHARED;
  /** Time at which the running step began, in ps. */
  now = 0;
  /** Moves of lines from core to core. */
  transfers = 0;
  /** Time that steps waited for lines that were on their way to others, in ps. */
  waitPs = 0;
  readonly #meter: Meter;
  readonly #lineCount: number;
  readonly #owner: Int32Array;
  /** Core that wrote the line last: where it comes from. */
  readonly #writer: Int32Array;
  /** Raised by each write that takes the line from others. */
  readonly #version: Int32Array;
  readonly #freeAt: Float64Array;
  /** The version of each line that each core has seen. */
  readonly #seen: Int32Array;
  /** The step that moved the line last. */
  readonly #moved: Float64Array;
  #step = 0;
  readonly #near: Cost;
  readonly #far: Cost;
  readonly #coresPerSocket: number;

  constructor(lineCount: number, coreCount: number, profile: Profile, meter: Meter) {
    this.#lineCount = lineCount;
    this.#owner = new Int32Array(lineCount).fill(SHARED);
    this.#writer = new Int32Array(lineCount).fill(SHARED);
    this.#version = new Int32Array(lineCount);
    this.#freeAt = new Float64Array(lineCount);
    this.#moved = new Float64Array(lineCount);
    this.#seen = new Int32Array(lineCount * coreCount);
    this.#meter = meter;
    this.#near = costOf(profile, 'line.transfer');
    this.#far = costOf(profile, 'line.transfer.far');
    this.#coresPerSocket = profile.coresPerSocket;
  }

  /** A step begins on a core. */
  begin(core: number, now: number): void {
    this.core = core;
    this.now = now;
    this.#step += 1;
  }

  /** Nobody runs: what is touched now costs nothing. */
  rest(): void {
    this.core = SHARED;
  }

  /** All lines are in memory and in no cache. */
  forget(): void {
    this.#owner.fill(SHARED);
    this.#writer.fill(SHARED);
    this.#version.fill(0);
    this.#seen.fill(0);
    this.#freeAt.fill(0);
  }

  /** The running step reads a line; 0 is none. */
  read(line: number): void {
    const { core } = this;
    if (line === 0 || core < 0 || this.#owner[line] === core) return;
    const copy = core * this.#lineCount + line;
    if (this.#seen[copy] === this.#version[line]) return;
    this.#seen[copy] = this.#version[line]!;
    this.#move(line, this.#owner[line] !== SHARED);
    this.#owner[line] = SHARED;
  }

  /** The running step writes a line; 0 is none. */
  write(line: number): void {
    const { core } = this;
    if (line === 0 || core < 0 || this.#owner[line] === core) return;
    if (this.#moved[line] !== this.#step) this.#move(line, true);
    else if (this.#freeAt[line]! < this.now + this.#meter.ps)
      this.#freeAt[line] = this.now + this.#meter.ps;
    this.#owner[line] = core;
    this.#writer[line] = core;
    const version = (this.#version[line]! + 1) | 0;
    this.#version[line] = version;
    this.#seen[core * this.#lineCount + line] = version;
  }

  /** Brings the line here; `isKept`: nobody else can get it meanwhile. */
  #move(line: number, isKept: boolean): void {
    const from = this.#writer[line]!;
    this.#moved[line] = this.#step;
    // What nobody has written yet comes from memory, once; that is part of every cost.
    if (from === SHARED) return;
    const meter = this.#meter;
    const asked = this.now + meter.ps;
    const begins = Math.max(asked, this.#freeAt[line]!);
    const isNear =
      Math.floor(from / this.#coresPerSocket) === Math.floor(this.core / this.#coresPerSocket);
    const arrives = begins + meter.draw(isNear ? this.#near : this.#far);
    if (isKept) this.#freeAt[line] = arrives;
    this.transfers += 1;
    this.waitPs += begins - asked;
    meter.ps = arrives - this.now;
  }
}
