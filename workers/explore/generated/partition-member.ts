/**
 * Partition member: one searcher of a partitioned search. It expands the states that belong to it,
 * puts those that belong to others into boxes, and takes in at each meeting what the others put
 * into its own (U. Stern, D. Dill, "Parallelizing the Murphi verifier", 1997). A level is as many
 * rounds of that as it takes. A part of each level is lent: whoever is done with what it has kept
 * expands what is left of that, its own first, so that nobody waits long at a meeting.
 *
 * Invariant: a state is stored by its owner alone, so that no set is shared, and expanded once.
 * What is stored and counted is the same every time; who expands what is lent is not.
 * A box is written by one member before a meeting and read by another behind it. What is lent is
 * written before the word that says how much is left of it, and that word is taken from atomically.
 */

import { createKernel, SharedWords } from '../../../kernel/index.ts';
import { STEP } from '../../../actors/index.ts';
import type { Question } from '../../engine.ts';
import { ContinuationWriter } from '../continuation/continuation-file.ts';
import { Examination, type ExaminationReport } from '../examination.ts';
import { Mover } from '../mover.ts';
import { shareOf, WALK_COUNT } from '../outlook.ts';
import { DECISION, meet, STOP, stop, TEAM, TEAM_WORDS } from '../team/meeting.ts';
import { RangeExceeded, waitingPieces } from './generated-order.ts';
import {
  packedMemory,
  sharedModelOf,
  type SharedEngine,
  type SharedModel,
  unpack,
} from './model.ts';
import { PackedFrontier } from './packed-frontier.ts';
import { PackedSet, type PackedSlots } from './packed-set.ts';
import type { Widened } from './plan.ts';

/** What all members must know: plain data, but for shared memory. */
export interface PartitionOrder {
  readonly question: Omit<Question, 'kernel'>;
  readonly isSymmetric: boolean;
  readonly widened: Widened;
  /**
   * The words of a meeting; behind them, by parity, writer and owner, how much is in each box; and
   * by member, how many states are left of what it has lent, and in which level it did.
   */
  readonly control: SharedArrayBuffer;
  /** By parity of the round, writer and owner. */
  readonly boxes: readonly (readonly (readonly SharedArrayBuffer[])[])[];
  /** By member, states of the level at hand that any member may expand. */
  readonly lent: readonly SharedArrayBuffer[];
  /** The marks of `Reached` of all members. */
  readonly reached: SharedArrayBuffer;
  /** All states that were met, and those of them that wait, from who began. */
  readonly set: PackedSlots;
  readonly waiting: SharedArrayBuffer;
  readonly memberCount: number;
  readonly stateCountMax: number;
  readonly byteCountMax: number;
  /** Where each member writes what it leaves of a search that is ended; null: nowhere. */
  readonly partPath: string | null;
}

/** One member's share; members count from 0. */
export interface PartitionTask {
  readonly order: PartitionOrder;
  readonly member: number;
}

/** What a member has seen. */
export interface PartitionReport extends Omit<ExaminationReport, 'finds'> {
  readonly transitions: number;
  /** It had nothing to expand in the last level. */
  readonly isIdle: boolean;
  /** The part of a continuation that the member has written, and what waits of its level. */
  readonly part: { readonly path: string; readonly levelRest: number } | null;
  /** 1 for each `sometimes` property that was seen. */
  readonly seen: Uint8Array;
  /** Threads that came to their end: how often. */
  readonly exits: Float64Array;
}

/** States expanded between two looks at the boxes. */
const SLICE_STATE_COUNT = 256;
/** States that are taken at once of what is lent. */
const LENT_STATE_COUNT = 128;
/** Words of a box for what is lent. */
export const LENT_WORDS = 1 << 18;
/** Words of all boxes of one parity. */
export const BOX_WORDS_ALL = 1 << 21;
/** States that all members may add between two meetings of theirs. */
const ROUND_STATE_COUNT_MAX = 1 << 18;

/** Looks at the word of a meeting before sleeping: a millisecond or two. */
const LOOK_COUNT = 200_000;

/** Of so many states that random schedules meet it is told how many the search knows. */
export const SHARE_UNIT = 1_000_000;

/** A box is full: one state has more successors than this search is made for. */
class BoxFull extends Error {}

/** Searches with the others until the search ends. */
export function searchAsPart(task: PartitionTask): PartitionReport {
  const member = new PartitionMember(task);
  member.search();
  return member.report();
}

class PartitionMember {
  readonly #order: PartitionOrder;
  readonly #index: number;
  readonly #control: SharedWords;
  readonly #mover: Mover;
  readonly #examination: Examination;
  readonly #model: SharedModel;
  readonly #engine: SharedEngine;
  readonly #set: PackedSet;
  readonly #frontier: PackedFrontier;
  /** By owner, the boxes of this round; by parity of the round, all that are written and read. */
  readonly #boxes: Int32Array[] = [];
  readonly #boxAt: Int32Array;
  readonly #outboxes: readonly (readonly Int32Array[])[];
  readonly #inboxes: readonly (readonly Int32Array[])[];
  readonly #lent: readonly Int32Array[];
  readonly #lentStateCountMax: number;
  /** Levels begun here. */
  #level = 0;
  #parity = 0;
  #isIdle = false;
  /** A state was lost for want of memory. */
  #isTorn = false;
  readonly #exits: Float64Array;
  readonly #share: (walkCount: number, depth: number) => number;
  /** The first state, whose words stand wherever programs write nothing. */
  readonly #first: Int32Array;
  /** Told to the others so far. */
  #toldStates = 0;
  #toldWaiting = 0;
  #toldKibibytes = 0;

  constructor({ order, member }: PartitionTask) {
    this.#order = order;
    this.#index = member;
    this.#control = new SharedWords(order.control);
    const question = { ...order.question, kernel: createKernel(order.question.compiled.design) };
    this.#mover = new Mover(question);
    this.#examination = new Examination(question, this.#mover, {
      collectsAll: false,
      wantsWitnesses: false,
      marks: new Uint8Array(order.reached),
    });
    this.#model = sharedModelOf(question, order.isSymmetric, order.widened, order.memberCount)!;
    this.#set = PackedSet.of(order.set);
    this.#frontier = new PackedFrontier(this.#model.plan.wordCount);
    this.#exits = new Float64Array(this.#mover.threadCount);
    this.#outboxes = order.boxes.map((boxes) =>
      boxes[member]!.map((box) => new SharedWords(box).array),
    );
    this.#inboxes = order.boxes.map((boxes) =>
      boxes.map((owned) => new SharedWords(owned[member]!).array),
    );
    this.#lent = order.lent.map((box) => new SharedWords(box).array);
    this.#lentStateCountMax = Math.floor(LENT_WORDS / this.#model.plan.wordCount);
    this.#boxAt = new Int32Array(order.memberCount);
    this.#first = this.#mover.world.snapshot();
    const { seen, properties } = this.#mover.judge;
    this.#engine = this.#model.make({
      set: this.#set,
      frontier: this.#frontier,
      pieceLength: this.#frontier.pieceLength,
      exits: this.#exits,
      reached: this.#examination.reached.marks,
      numberOf: null,
      active: properties.reduce(
        (bits, _property, number) => (seen[number] === 0 ? bits | (1 << number) : bits),
        0,
      ),
      struck: (here, _behind, thread, code) => this.#struck(here, thread, code),
      rested: (here) => {
        this.#show(here);
        this.#examination.rested({ trail: () => [] });
        return this.#hasFound();
      },
      full: () => {
        throw new BoxFull('a box between two searchers is full');
      },
      widen: (field, value) => {
        throw new RangeExceeded(this.#model.plan.fields[field]!, value);
      },
      share: {
        boxes: this.#boxes,
        boxAt: this.#boxAt,
        index: member,
        entered: (state) => {
          this.#show(state);
          return this.#judge();
        },
      },
    });
    this.#share = shareOf(
      () => new Mover(question),
      () => packedMemory(this.#model, this.#engine),
    );
    this.#engine.shared.adopt(new SharedWords(order.waiting).array);
    this.#toldStates = this.#set.count;
    this.#toldWaiting = this.#engine.waiting;
  }

  /** Level by level, round by round. */
  search(): void {
    let decision: number = DECISION.level;

    for (let round = 0; decision !== DECISION.stop; round += 1) {
      // Why two sets of boxes in turn: what was written in a round is read beside the next one.
      this.#parity = round & 1;
      this.#boxes.splice(0, Infinity, ...this.#outboxes[this.#parity]!);
      if (decision === DECISION.level) {
        this.#engine.shared.level();
        this.#isIdle = this.#engine.levelRest === 0;
        this.#lend();
      }
      this.#safely(() => this.#expandRound());
      this.#tell();
      decision = this.#meet(() => this.#decide());
      // Also behind the last meeting: what others met is part of what is left.
      this.#safely(() => this.#drain());
      this.#boxAt.fill(0);
      this.#draw();
    }
    if (this.#control.load(TEAM.STOP) === STOP.no) return;
    this.#control.add(TEAM.STATES, this.#set.count - this.#toldStates);
    this.#control.store(TEAM.WALKS_ASKED, WALK_COUNT.end);
    this.#draw();
  }

  report(): PartitionReport {
    const { sightings, endStates } = this.#examination;
    return {
      sightings: [...sightings.values()],
      endStates,
      transitions: this.#engine.transitions,
      isIdle: this.#isIdle,
      part: this.#savePart(),
      seen: this.#mover.judge.seen,
      exits: this.#exits,
    };
  }

  /**
   * Leaves the search to one searcher, who finds what was found here. That counts for more than a
   * limit which ends the search meanwhile: what was found is in no set that goes on.
   */
  #leave(): void {
    this.#control.store(TEAM.STOP, STOP.alone);
  }

  /** Draws the schedules that were asked for: one member does, and says what it knows itself. */
  #draw(): void {
    const walkCount = this.#index === 0 ? this.#control.load(TEAM.WALKS_ASKED) : 0;
    if (walkCount === 0) return;
    this.#control.store(TEAM.WALKS_ASKED, 0);
    const share = this.#share(walkCount, this.#control.load(TEAM.DEPTH));
    this.#control.store(TEAM.WALKS_KNOWN, Math.max(1, Math.round(share * SHARE_UNIT)));
  }

  /** Writes what this member leaves of a search that was ended: its keys and what waits. */
  #savePart(): PartitionReport['part'] {
    const { partPath } = this.#order;
    const reason = this.#control.load(TEAM.STOP);
    const isLasting = reason === STOP.states || reason === STOP.memory || reason === STOP.order;
    if (partPath === null || !isLasting || this.#isTorn) return null;
    const path = `${partPath}.${this.#index}`;
    const { wordCount } = this.#model.plan;
    const { levelRest } = this.#engine;
    const lentRest = Math.max(0, this.#control.load(this.#lentWord(this.#index)));
    const lent = this.#lent[this.#index]!.subarray(0, lentRest * wordCount);
    const file = new ContinuationWriter(path);
    file.section('set', this.#set.pieces());
    const waiting = waitingPieces(this.#engine, wordCount);
    const rest = levelRest * wordCount;
    file.section('level', [lent, ...firstWords(waiting, rest)]);
    file.section('next', wordsBehind(waiting, rest));
    file.end({});
    return { path, levelRest: lentRest + levelRest };
  }

  /** What this search is not made for is left to one searcher: all stop. */
  #safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof RangeExceeded || error instanceof BoxFull) this.#leave();
      else {
        this.#isTorn = true;
        stop(this.#control, error instanceof RangeError ? STOP.memory : STOP.failure);
        // The others are on their way to a meeting and must not wait there for ever.
        if (!(error instanceof RangeError)) {
          this.#meet(() => DECISION.stop);
          throw error;
        }
      }
    }
  }

  /** Lends the first part of the level, of which nothing is left from the last one. */
  #lend(): void {
    const part = this.#engine.levelRest * (1 - 1 / this.#order.memberCount);
    const stateCount = Math.min(Math.floor(part), this.#lentStateCountMax);
    this.#engine.shared.lend(this.#lent[this.#index]!, stateCount);
    this.#control.store(this.#lentWord(this.#index), stateCount);
    this.#level += 1;
    this.#control.store(this.#lentLevelWord(this.#index), this.#level);
  }

  /** Expands states of the level until there are no more, or a box is half full. */
  #expandRound(): void {
    const engine = this.#engine;
    const control = this.#control;
    const { memberCount } = this.#order;
    const roomy = Math.max(...this.#boxes.map(({ length }) => length)) >> 1;
    const countMax = this.#set.count + ROUND_STATE_COUNT_MAX / memberCount;
    while (engine.levelRest > 0) {
      const count = Math.min(engine.levelRest, SLICE_STATE_COUNT);
      if (!this.#goesOn(engine.advance(count), countMax, roomy)) return;
    }
    for (let nth = 0; nth < memberCount; nth += 1) {
      const lender = (this.#index + nth) % memberCount;
      // Whoever takes in much of what others sent lends later than they are done.
      const levelWord = this.#lentLevelWord(lender);
      for (let look = 0; look < LOOK_COUNT && control.load(levelWord) < this.#level; look += 1);
      for (;;) {
        if (control.load(this.#lentWord(lender)) <= 0) break;
        const to = control.add(this.#lentWord(lender), -LENT_STATE_COUNT);
        if (to <= 0) break;
        const from = Math.max(0, to - LENT_STATE_COUNT);
        const isDone = engine.shared.borrow(this.#lent[lender]!, from, to);
        if (!this.#goesOn(isDone, countMax, roomy)) return;
      }
    }
    control.add(TEAM.FINISHED, 1);
  }

  /** Whether there is more to do in this round, behind states that were expanded to the end. */
  #goesOn(isDone: boolean, countMax: number, roomy: number): boolean {
    if (!isDone) this.#leave();
    if (this.#control.load(TEAM.STOP) !== STOP.no) return false;
    return this.#set.count <= countMax && !this.#boxAt.some((length) => length > roomy);
  }

  #drain(): void {
    const { memberCount } = this.#order;
    const inboxes = this.#inboxes[this.#parity]!;
    for (let writer = 0; writer < memberCount; writer += 1) {
      const length = this.#control.load(this.#boxWord(writer, this.#index));
      if (!this.#engine.shared.drain(inboxes[writer]!, length)) continue;
      this.#leave();
      return;
    }
  }

  /** Says how far this member is, and how much is in its boxes. */
  #tell(): void {
    const control = this.#control;
    const { memberCount } = this.#order;
    for (let owner = 0; owner < memberCount; owner += 1) {
      control.store(this.#boxWord(this.#index, owner), this.#boxAt[owner]!);
      if (this.#boxAt[owner]! > 0) control.store(TEAM.CHUNK, 1);
    }
    control.add(TEAM.STATES, this.#set.count - this.#toldStates);
    this.#toldStates = this.#set.count;
    control.add(TEAM.WAITING, this.#engine.waiting - this.#toldWaiting);
    this.#toldWaiting = this.#engine.waiting;
    const kibibytes = Math.ceil((this.#set.bytesPeak + this.#frontier.bytes) / 1024);
    control.add(TEAM.KIBIBYTES, kibibytes - this.#toldKibibytes);
    this.#toldKibibytes = kibibytes;
  }

  #meet(decide: () => number): number {
    return meet(this.#control, this.#order.memberCount, decide, LOOK_COUNT);
  }

  /** The word that says how many states are left of what a member has lent. */
  #lentWord(lender: number): number {
    const { memberCount } = this.#order;
    return TEAM_WORDS + 2 * memberCount ** 2 + lender;
  }

  /** The word that says in which level a member has lent last. */
  #lentLevelWord(lender: number): number {
    return this.#lentWord(lender) + this.#order.memberCount;
  }

  /** The word that says how much is in a box of this round. */
  #boxWord(writer: number, owner: number): number {
    const { memberCount } = this.#order;
    return TEAM_WORDS + (this.#parity * memberCount + writer) * memberCount + owner;
  }

  /** What is next: another level, another round of this one, or the end. */
  #decide(): number {
    const control = this.#control;
    const { memberCount, stateCountMax, byteCountMax } = this.#order;
    const kibibytes = control.load(TEAM.KIBIBYTES);
    if (kibibytes > control.load(TEAM.KIBIBYTES_PEAK))
      control.store(TEAM.KIBIBYTES_PEAK, kibibytes);
    const isFinished = control.load(TEAM.FINISHED) === memberCount;
    const isQuiet = control.load(TEAM.CHUNK) === 0 && control.load(TEAM.WAITING) === 0;
    control.store(TEAM.FINISHED, 0);
    control.store(TEAM.CHUNK, 0);
    if (control.load(TEAM.STOP) !== STOP.no) return DECISION.stop;
    if (isFinished && isQuiet) return DECISION.stop;
    // A round adds this many, and what lies in the boxes, of this and of the next, is not counted.
    const boxWords = this.#boxes.reduce((sum, { length }) => sum + length, 0) * memberCount;
    const roundMax = ROUND_STATE_COUNT_MAX + (2 * boxWords) / this.#model.plan.wordCount;
    if (control.load(TEAM.STATES) + roundMax > stateCountMax) stop(control, STOP.states);
    if (kibibytes * 1024 > byteCountMax) stop(control, STOP.memory);
    if (control.load(TEAM.STOP) !== STOP.no) return DECISION.stop;
    if (isFinished) control.add(TEAM.DEPTH, 1);
    return isFinished ? DECISION.level : DECISION.go;
  }

  /** Puts a packed state into the world. */
  #show(packed: Int32Array): void {
    const { world } = this.#mover;
    world.restore(this.#first);
    unpack(this.#model, packed, world);
  }

  /** The stepper makes a step that strikes, and the judge says what it strikes. */
  #struck(here: Int32Array, thread: number, code: number): boolean {
    this.#show(here);
    return this.#mover.move(thread, code) !== STEP.moved || this.#judge();
  }

  #judge(): boolean {
    const { judge, world } = this.#mover;
    if (judge.violated(world) >= 0) this.#examination.struck({ trail: () => [] }, null);
    return this.#hasFound();
  }

  #hasFound(): boolean {
    return this.#examination.finds.length > 0;
  }
}

/** The first so many words of some pieces. */
function* firstWords(pieces: readonly Int32Array[], count: number): Iterable<Int32Array> {
  let left = count;
  for (const piece of pieces) {
    if (left === 0) return;
    const part = piece.subarray(0, left);
    left -= part.length;
    yield part;
  }
}

/** The words of some pieces behind the first so many. */
function* wordsBehind(pieces: readonly Int32Array[], count: number): Iterable<Int32Array> {
  let left = count;
  for (const piece of pieces) {
    const skipped = Math.min(left, piece.length);
    left -= skipped;
    yield piece.subarray(skipped);
  }
}

/** Words of the control of so many members. */
export function partitionWordCount(memberCount: number): number {
  return TEAM_WORDS + 2 * memberCount ** 2 + 2 * memberCount;
}
