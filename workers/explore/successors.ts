/**
 * Successors: the states one move away from the state at hand. A search tries a move, which tells
 * the fingerprint of the state behind it; where that is a new one it has the move made, and then it
 * takes it back. Those that are made in order to know them are here, those that are known without
 * in transition-cache.ts.
 *
 * Invariant: behind `make` the world holds the state behind the move, behind `takeBack` the state
 * at hand; between a try and either it holds one of both.
 */

import { STEP } from '../../actors/index.ts';
import { Identity } from './identity.ts';
import type { Mover } from './mover.ts';

/** Successors that are made in order to know them. */
export class Successors {
  readonly mover: Mover;
  /** The fingerprint of the state at hand; its `next` is that behind the move tried last. */
  readonly identity: Identity;
  /** What the state behind the move is known by: its fingerprint, or that of its images. */
  keyLow = 0;
  keyHigh = 0;
  /** Behind a move: the code of its next alternative, or -1 if there is none. */
  nextCode = -1;
  /** Whether a property may see the move: by what it does, or in the state behind it. */
  isVisible = true;

  constructor(mover: Mover) {
    const { words, world } = mover;
    this.mover = mover;
    this.identity = new Identity(words.array, world.layout.distinctLength);
  }

  /** Words that some step is known to change, where the kind of successors has to know them. */
  get varied(): number[] {
    return [];
  }

  /** Learns that others have changed these words. */
  vary(_words: readonly number[]): void {
    // A step that is made sees what the words hold.
  }

  /** The state at hand is another one. */
  begin(): void {
    // A step that is made begins from what the words hold.
  }

  /** Tries a move; returns one of STEP. */
  attempt(thread: number, code: number): number {
    const { mover } = this;
    const result = mover.move(thread, code);
    if (result !== STEP.moved) return result;
    this.nextCode = mover.nextCode;
    this.isVisible = true;
    this.measure();
    return result;
  }

  /** Sees what the state that the world holds now is known by. */
  measure(): void {
    const { identity } = this;
    identity.measure(this.mover.words);
    this.keyLow = identity.nextLow;
    this.keyHigh = identity.nextHigh;
  }

  /** Makes the move that was tried. */
  make(): void {
    // It was made in order to know where it leads.
  }

  /** Takes back the move that was tried. */
  takeBack(): void {
    this.mover.words.takeBack();
  }

  /** Writes down in the world what its steps would have counted there. */
  settle(): void {
    // They were made and have counted.
  }
}
