/**
 * Breadth first: expands states in the order in which they were met, so the first state that breaks
 * a property lies at the end of a shortest schedule. A state is a number, in order of discovery,
 * which is also the order of the frontier; for each number the predecessor and the move are kept.
 *
 * Invariant: the world holds the state that is being expanded, but for the step under trial.
 */

import { invariant } from '../../kernel/index.ts';
import { STEP } from '../../actors/index.ts';
import { Ancestry, movesTo } from './ancestry.ts';
import type { Position, SavedSearch } from './continuation/continuation.ts';
import type { ContinuationWriter } from './continuation/continuation-file.ts';
import { CHUNK_WORDS, saveGenericStates, WAY_WORDS } from './continuation/generic-states.ts';
import type { Question } from '../engine.ts';
import type { StateIdentity } from './exact-identity.ts';
import type { Examination } from './examination.ts';
import { Frontier } from './frontier.ts';
import type { Move, Mover } from './mover.ts';
import type { Order, StateSet } from './order.ts';
import { RecordCodec } from './record.ts';
import type { Passage } from './reduction/passage.ts';
import type { Strategy } from './strategy.ts';
import type { Lore, Successors } from './successors.ts';
import { chunksOf } from './team/level.ts';

/** A search at the begin of a level. */
export interface HandOver {
  readonly ancestry: Ancestry;
  /** The states of the level, and the number of the first; the others follow. */
  readonly frontier: Frontier;
  readonly first: number;
  /** Follows the states that are taken from the frontier. */
  readonly identity: StateIdentity;
  readonly depth: number;
  readonly lore: Lore;
}

/** The search order that finds shortest schedules. */
export class BreadthFirst implements Order {
  transitions = 0;
  depth = 0;
  readonly #mover: Mover;
  readonly #successors: Successors;
  readonly #examination: Examination;
  readonly #strategy: Strategy;
  readonly #visited: StateSet;
  readonly #identity: StateIdentity;
  readonly #frontier: Frontier;
  readonly #threads: Uint16Array;
  readonly #ends: Uint16Array;
  /** A step from the state at hand leads to a new state, or is surely none of a cycle's. */
  #leadsOn = false;
  readonly #ancestry: Ancestry;
  /** Where states with one way on are passed through. */
  readonly #passage: Passage | null;
  /** The state that is expanded, and the one behind the last of its level. */
  #current = -1;
  #levelEnd = 1;

  constructor(
    successors: Successors,
    examination: Examination,
    strategy: Strategy,
    visited: StateSet,
    passage: Passage | null = null,
    saved: SavedSearch | null = null,
  ) {
    const { mover } = successors;
    this.#mover = mover;
    this.#successors = successors;
    this.#examination = examination;
    this.#strategy = strategy;
    this.#visited = visited;
    this.#passage = passage;
    this.#threads = new Uint16Array(mover.threadCount);
    this.#ends = new Uint16Array(mover.threadCount);
    this.#ancestry = new Ancestry(mover.threadCount);
    this.#identity = successors.identity;
    this.#frontier = new Frontier(mover.words.array, mover.world.layout.identityLength);
    mover.words.begin();
    if (saved !== null) {
      this.#resume(saved);
      return;
    }
    // The first state is judged by who made the examination; here it is only looked at.
    successors.violates();
    visited.add(this.#identity.low, this.#identity.high);
    this.#ancestry.note(0, -1, 0, 0);
    passage?.note(-1);
    this.#identity.measure(mover.words);
    this.#frontier.put(mover.words, this.#identity);
  }

  get waiting(): number {
    return this.#frontier.count;
  }

  get levelRest(): number {
    return this.#levelEnd - this.#current - 1;
  }

  get bytes(): number {
    return (
      this.#frontier.bytes +
      this.#ancestry.bytes +
      (this.#passage?.bytes ?? 0) +
      this.#successors.bytes
    );
  }

  advance(stateCount: number): boolean {
    for (let expanded = 0; expanded < stateCount; expanded += 1) {
      if (this.#frontier.count === 0) return false;
      this.#frontier.take(this.#mover.words.array, this.#identity);
      this.#current += 1;
      if (this.#current === this.#levelEnd) {
        this.#levelEnd = this.#ancestry.count;
        this.depth += 1;
      }
      if (this.#passage !== null)
        this.depth = Math.max(this.depth, this.#passage.depthOf(this.#current));
      this.#expand();
      if (this.#examination.isOver) return false;
    }
    return true;
  }

  #expand(): void {
    this.#successors.begin();
    const groupCount = this.#strategy.choose(this.#mover.world, this.#threads, this.#ends);
    const before = this.transitions;
    let position = 0;
    this.#leadsOn = false;
    for (let group = 0; group < groupCount; group += 1) {
      for (const end = this.#ends[group]!; position < end; position += 1) {
        this.#expandThread(this.#threads[position]!);
        if (this.#examination.isOver) return;
      }
      if (this.#leadsOn) return;
    }
    if (this.transitions === before) this.#examination.rested(this);
  }

  #expandThread(thread: number): void {
    const mover = this.#mover;
    const successors = this.#successors;
    const examination = this.#examination;
    const identity = this.#identity;
    const passage = this.#passage;
    let code = 0;
    do {
      if (successors.attempt(thread, code) !== STEP.moved) return;
      const { nextCode } = successors;
      this.transitions += 1;
      while (successors.isVisible && successors.violates()) {
        examination.struck(this, { thread, code });
        if (examination.isOver) break;
      }
      if (passage !== null) {
        passage.follow(this, { thread, code }, examination);
        this.transitions += passage.length;
        successors.measure();
      }
      if (!(passage === null ? this.#strategy.mayReturn() : passage.mayReturn))
        this.#leadsOn = true;
      if (this.#visited.add(successors.keyLow, successors.keyHigh)) {
        successors.make();
        examination.reached.note(thread);
        this.#ancestry.note(0, this.#current, thread, code);
        passage?.note(this.#current);
        this.#frontier.put(mover.words, identity);
        this.#leadsOn = true;
      }
      successors.takeBack();
      examination.reached.note(thread);
      if (examination.isOver) return;
      code = nextCode;
    } while (code >= 0);
  }

  trail(): Move[] {
    return movesTo([this.#ancestry], 0, this.#current, (state) =>
      this.#passage === null ? [] : this.#passage.movesTo(state),
    );
  }

  /** Writes all states and the ways to them; the search is over with that. */
  save(file: ContinuationWriter, question: Question): Position {
    const { transitions, depth, levelRest } = this;
    const { segments, chunks } = chunksOf(question, this.#mover, {
      frontier: this.#frontier,
      identity: this.#identity,
      first: this.#current + 1,
    });
    saveGenericStates(file, {
      ancestries: [this.#ancestry],
      segments: [segments],
      waiting: chunks.map((chunk) => ({ ...chunk, skip: 0 })),
    });
    return { transitions, depth, levelRest };
  }

  #resume(saved: SavedSearch): void {
    const { transitions, depth, levelRest } = saved.header.position;
    this.transitions = transitions;
    this.depth = depth;
    for (const words of saved.words('ways'))
      for (let at = 0; at < words.length; at += WAY_WORDS)
        this.#ancestry.note(0, words[at]!, words[at + 1]!, words[at + 2]!);
    const { words, world } = this.#mover;
    const { array } = words;
    const base = array.slice(0, world.layout.identityLength);
    const codec = new RecordCodec(array, base.length);
    const varied = new Set<number>();
    const chunks = new Int32Array(saved.whole('chunks').buffer);
    const lengths = new Int32Array(saved.whole('segment lengths').buffer);
    const records = new Int32Array(saved.whole('segments').buffer);
    const begins = lengths.map((_length, segment) =>
      lengths.subarray(0, segment).reduce((sum, length) => sum + length, 0),
    );
    for (let chunk = 0; chunk < chunks.length; chunk += CHUNK_WORDS) {
      const begin = begins[chunks[chunk]!]!;
      const segment = records.subarray(begin, begin + lengths[chunks[chunk]!]!);
      let at = chunks[chunk + 1]!;
      codec.beginReading(base, array);
      for (let record = 0; record < chunks[chunk + 2]!; record += 1) {
        at = codec.read(segment, at, array, this.#identity);
        if (record < chunks[chunk + 3]!) continue;
        this.#identity.measure(words);
        for (let index = 0; index < base.length; index += 1)
          if (array[index] !== base[index]) varied.add(index);
        // It was judged when it was met; here it is only looked at.
        this.#successors.violates();
        this.#frontier.putAny(words, this.#identity);
      }
    }
    // The first state that is taken is read as its difference to the first of all.
    array.set(base);
    this.#frontier.strayed();
    this.#successors.learn({ varied: [...varied], seen: [] });
    this.#current = this.#ancestry.count - this.#frontier.count - 1;
    this.#levelEnd = this.#current + 1 + levelRest;
  }

  /** Gives the level that begins away, for a team to go on with; undefined if it is empty. */
  handOver(): HandOver | undefined {
    invariant(this.levelRest === 0, 'a search is handed over at the begin of a level');
    if (this.#frontier.count === 0) return undefined;
    return {
      ancestry: this.#ancestry,
      first: this.#current + 1,
      frontier: this.#frontier,
      identity: this.#identity,
      depth: this.depth + 1,
      lore: this.#successors.lore,
    };
  }
}
