/**
 * Generated order: a breadth-first search by generated code. It meets the states, in the order, by
 * the moves of the generic one, and says the same of them: what strikes a property or moves no more
 * is unpacked and shown to the stepper and the judge. The ways to the states are kept while these
 * are few; for what is found later a second search, which keeps them all, goes the same way.
 *
 * Invariant: a step that strikes is made by the stepper too, and leads to the same state.
 */

import { allocateShared, invariant, SharedWords } from '../../../kernel/index.ts';
import { STEP } from '../../../actors/index.ts';
import type { Question } from '../../engine.ts';
import { Ancestry, movesTo } from '../ancestry.ts';
import { Bitstate } from '../bitstate.ts';
import type { Position, SavedSearch } from '../continuation/continuation.ts';
import type { ContinuationWriter } from '../continuation/continuation-file.ts';
import { PairTable } from '../exact-identity.ts';
import type { Memory } from '../estimate.ts';
import type { Examination } from '../examination.ts';
import { type Move, Mover } from '../mover.ts';
import type { Order } from '../order.ts';
import { SetFull } from '../visited.ts';
import {
  type Engine,
  type Host,
  type Model,
  orderOf,
  pack,
  packedMemory,
  unpack,
} from './model.ts';
import { PackedFrontier } from './packed-frontier.ts';
import { PackedSet, type PackedSlots } from './packed-set.ts';
import type { Field } from './plan.ts';

/** A value did not fit: the model is to be compiled again, and the search to begin again. */
export class RangeExceeded extends Error {
  readonly field: Field;
  readonly value: number;

  constructor(field: Field, value: number) {
    super(`${field.name} holds ${value}`);
    this.field = field;
    this.value = value;
  }
}

/** States that the second search expands at a time. */
const RETRACED_COUNT = 64;
/** States up to which a search keeps the ways to them, as most of what is found lies near. */
const LOGGED_COUNT = 1 << 17;

/** The second search. */
interface Tracer {
  readonly engine: Engine;
  readonly set: PackedSet | Bitstate;
  readonly frontier: PackedFrontier;
  readonly log: Ancestry;
}

/** A breadth-first search by generated code. */
export class GeneratedOrder implements Order {
  readonly visited: PackedSet | Bitstate;
  readonly #question: Question;
  readonly #mover: Mover;
  readonly #examination: Examination;
  readonly #model: Model;
  readonly #frontier: PackedFrontier;
  readonly #engine: Engine;
  readonly #exits: Float64Array;
  /** The first state, whose words stand wherever programs write nothing. */
  readonly #first: Int32Array;
  readonly #firstPacked: Int32Array;
  /** The ways to the states, while they are few. */
  #log: Ancestry | null;
  /** The search goes on from a file, and its states have numbers of their own. */
  readonly #isResumed: boolean;
  /** The state that was shown last. */
  #here = new Int32Array(0);
  #tracer: Tracer | null = null;
  /** Numbers of parts of states, where keys are exact. */
  readonly #pairs = new PairTable();

  constructor(
    question: Question,
    mover: Mover,
    examination: Examination,
    model: Model,
    stateCountMax: number,
    loggedCount = LOGGED_COUNT,
    saved: SavedSearch | null = null,
    bitstate: Bitstate | null = null,
  ) {
    this.#question = question;
    this.#mover = mover;
    this.#examination = examination;
    this.#model = model;
    this.#frontier = new PackedFrontier(model.plan.wordCount);
    this.#exits = new Float64Array(mover.threadCount);
    this.#first = mover.world.snapshot();
    this.#firstPacked = pack(model, mover.world);
    this.#isResumed = saved !== null;
    this.#log = saved === null ? new Ancestry(mover.threadCount) : null;
    this.visited = bitstate ?? new PackedSet(saved?.header.states);
    const { seen, properties } = mover.judge;
    const active = properties.reduce(
      (bits, _property, number) => (seen[number] === 0 ? bits | (1 << number) : bits),
      0,
    );
    this.#engine = model.make({
      ...this.#hostOf(this.visited, this.#frontier),
      exits: this.#exits,
      reached: examination.reached.marks,
      active,
      log: this.#log,
      logLimit: loggedCount,
      forget: () => {
        this.#log = null;
      },
      limit: stateCountMax,
      struck: (here, behind, thread, code) => this.#struck(here, behind, { thread, code }),
      rested: (here) => {
        this.#show(here);
        this.#examination.rested(this);
        return this.#examination.isOver;
      },
      full: () => {
        throw new SetFull(`a set of states holds ${stateCountMax}, all that it may`);
      },
    });
    if (saved === null) this.#engine.begin(this.#firstPacked);
    else this.#resume(saved);
  }

  get transitions(): number {
    return this.#engine.transitions;
  }

  get depth(): number {
    return this.#engine.depth;
  }

  get waiting(): number {
    return this.#engine.waiting;
  }

  get levelRest(): number {
    return this.#engine.levelRest;
  }

  get bytes(): number {
    const tracer = this.#tracer;
    const traced =
      tracer === null ? 0 : tracer.set.bytes + tracer.frontier.bytes + tracer.log.bytes;
    return this.#pairs.bytes + this.#frontier.bytes + (this.#log?.bytes ?? 0) + traced;
  }

  advance(stateCount: number): boolean {
    try {
      return this.#engine.advance(stateCount);
    } finally {
      this.#cover();
    }
  }

  /** What the search knows, for an estimate of the rest. */
  get memory(): Memory {
    return packedMemory(this.#model, this.#engine);
  }

  /** The set, and the words of all states that wait, for searchers that go on with them. */
  handOver(): { readonly set: PackedSlots; readonly waiting: SharedWords } {
    const { wordCount } = this.#model.plan;
    const { visited } = this;
    invariant(visited instanceof PackedSet, 'a search is handed over with its keys');
    const waiting = new SharedWords(allocateShared(this.waiting * wordCount * 4));
    let to = 0;
    this.#engine.visit((piece, at) => {
      for (let word = 0; word < wordCount; word += 1) waiting.array[to + word] = piece[at + word]!;
      to += wordCount;
    });
    return { set: visited.handOver(), waiting };
  }

  trail(): Move[] {
    return this.#real(this.#packedTrail());
  }

  /** What both searches have of their host. */
  #hostOf(
    set: PackedSet | Bitstate,
    frontier: PackedFrontier,
  ): Pick<Host, 'set' | 'frontier' | 'pieceLength' | 'numberOf' | 'widen'> {
    return {
      set,
      frontier,
      pieceLength: frontier.pieceLength,
      // Both searches number alike: what has a number in one has it in the other.
      numberOf: this.#pairs.numberOf,
      widen: (field, value) => {
        throw new RangeExceeded(this.#model.plan.fields[field]!, value);
      },
    };
  }

  /** Puts a packed state into the world. */
  #show(packed: Int32Array): void {
    const { world } = this.#mover;
    this.#here = packed.slice();
    world.restore(this.#first);
    unpack(this.#model, packed, world);
  }

  /** The stepper makes a step that strikes, and the judge says what it strikes. */
  #struck(here: Int32Array, behind: Int32Array, move: Move): boolean {
    const { world, judge } = this.#mover;
    this.#show(here);
    const result = this.#mover.move(move.thread, move.code);
    invariant(
      result === STEP.moved && pack(this.#model, world).join() === behind.join(),
      `generated code and the stepper move thread ${move.thread} alike`,
    );
    if (judge.violated(world) < 0) return false;
    const moves = this.#real([...this.#packedTrail(), move]);
    const last = moves.pop()!;
    this.#examination.struck({ trail: () => moves }, last);
    return this.#examination.isOver;
  }

  /** The moves to the state at hand; threads are those of packed states. */
  #packedTrail(): Move[] {
    const state = this.#engine.current;
    if (this.#log !== null) return movesTo([this.#log], 0, state);
    if (this.#isResumed) return this.#retraced(this.#here);
    const tracer = (this.#tracer ??= this.#newTracer());
    while (tracer.set.count <= state && tracer.engine.advance(RETRACED_COUNT));
    return movesTo([tracer.log], 0, state);
  }

  /** The moves to a state that a second search meets, whichever number it had. */
  #retraced(state: Int32Array): Move[] {
    const { engine, set, log } = this.#newTracer();
    while (engine.knows(state) === false && engine.advance(1));
    // It is one of the last that were put into the queue.
    let number = set.count - engine.waiting;
    let found = -1;
    engine.visit((piece, at) => {
      if (state.every((word, index) => piece[at + index] === word)) found = number;
      number += 1;
    });
    invariant(found >= 0, 'a second search meets what the first has met');
    return movesTo([log], 0, found);
  }

  /** Writes all keys and the states that wait. */
  save(file: ContinuationWriter): Position {
    invariant(this.visited instanceof PackedSet, 'a search is written with its keys');
    file.section('set', this.visited.pieces());
    const waiting = waitingPieces(this.#engine, this.#model.plan.wordCount);
    file.section('waiting', waiting);
    return { transitions: this.transitions, depth: this.depth, levelRest: this.levelRest };
  }

  #resume(saved: SavedSearch): void {
    const { wordCount } = this.#model.plan;
    for (const words of saved.words('set'))
      for (let at = 0; at < words.length; at += 2) this.visited.add(words[at]!, words[at + 1]!);
    let rest = new Int32Array(0);
    for (const words of saved.words('waiting')) {
      const all = new Int32Array(rest.length + words.length);
      all.set(rest);
      all.set(words, rest.length);
      const whole = all.length - (all.length % wordCount);
      this.#engine.wait(all.subarray(0, whole));
      rest = all.slice(whole);
    }
    this.#engine.resume(saved.header.position);
    const { words, layout } = this.#mover.world;
    for (const thread of this.#exits.keys()) {
      const word = layout.coverage + thread * layout.coverageStride + this.#model.exit;
      this.#exits[thread] = words.get(word) >>> 0;
    }
  }

  #newTracer(): Tracer {
    // A second search leaves out what the first has left out.
    const set =
      this.visited instanceof Bitstate ? new Bitstate(this.visited.bytes) : new PackedSet();
    const frontier = new PackedFrontier(this.#model.plan.wordCount);
    const log = new Ancestry(this.#mover.threadCount);
    const engine = this.#model.make({
      ...this.#hostOf(set, frontier),
      exits: new Float64Array(this.#mover.threadCount),
      reached: new Uint8Array(this.#question.compiled.sources.length),
      active: 0,
      log,
      logLimit: Infinity,
      forget: () => {},
      limit: Infinity,
      struck: () => false,
      rested: () => false,
      full: () => {
        throw new SetFull('a search without a limit is never full');
      },
    });
    engine.begin(this.#firstPacked);
    return { engine, set, frontier, log };
  }

  /** Moves as the world's own threads make them: a packed state has alike threads in order. */
  #real(moves: readonly Move[]): Move[] {
    const { plan, classes } = this.#model;
    if (classes.length === 0) return [...moves];
    const mover = new Mover(this.#question);
    const bare: Model = { ...this.#model, classes: [] };
    return moves.map(({ thread, code }) => {
      const alike = classes.find((threads) => threads.includes(thread));
      const own =
        alike === undefined
          ? thread
          : orderOf(plan, alike, pack(bare, mover.world))[alike.indexOf(thread)]!;
      mover.move(own, code);
      return { thread: own, code };
    });
  }

  /** Tells the world how often each thread finished: the only transition that is taken here. */
  #cover(): void {
    const { words, layout } = this.#mover.world;
    for (const [thread, count] of this.#exits.entries())
      words.set(layout.coverage + thread * layout.coverageStride + this.#model.exit, count | 0);
  }
}

/** The packed words of all states that wait, in order, as the pieces in which they lie. */
export function waitingPieces({ visit }: Pick<Engine, 'visit'>, wordCount: number): Int32Array[] {
  const runs: { readonly piece: Int32Array; readonly from: number; to: number }[] = [];
  visit((piece, at) => {
    const last = runs.at(-1);
    if (last?.piece === piece && last.to === at) last.to += wordCount;
    else runs.push({ piece, from: at, to: at + wordCount });
  });
  return runs.map(({ piece, from, to }) => piece.subarray(from, to));
}
