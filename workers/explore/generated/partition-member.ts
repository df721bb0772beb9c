/**
 * Partition member: one searcher of a partitioned search. It expands the states that belong to it,
 * puts those that belong to others into boxes, and takes in at each meeting what the others put
 * into its own (U. Stern, D. Dill, "Parallelizing the Murphi verifier", 1997). A level is as many
 * rounds of that as it takes.
 *
 * Invariant: a state is stored and expanded by its owner alone, so that no set is shared; and what
 * a member does depends on its boxes only, so that a partitioned search is the same every time.
 * A box is written by one member before a meeting and read by another behind it.
 */

import { createKernel, SharedWords } from '../../../kernel/index.ts';
import { STEP } from '../../../actors/index.ts';
import type { Question } from '../../engine.ts';
import { Examination, type ExaminationReport } from '../examination.ts';
import { Mover } from '../mover.ts';
import { shareOf, WALK_COUNT } from '../outlook.ts';
import { DECISION, meet, STOP, stop, TEAM, TEAM_WORDS } from '../team/meeting.ts';
import { RangeExceeded } from './generated-order.ts';
import {
  packedMemory,
  sharedModelOf,
  type SharedEngine,
  type SharedModel,
  unpack,
} from './model.ts';
import { PackedFrontier } from './packed-frontier.ts';
import { PackedSet } from './packed-set.ts';
import type { Widened } from './plan.ts';

/** What all members must know: plain data, but for shared memory. */
export interface PartitionOrder {
  readonly question: Omit<Question, 'kernel'>;
  readonly isSymmetric: boolean;
  readonly widened: Widened;
  /** The words of a meeting, and behind them, by writer and owner, how much is in each box. */
  readonly control: SharedArrayBuffer;
  /** By parity of the round, writer and owner. */
  readonly boxes: readonly (readonly (readonly SharedArrayBuffer[])[])[];
  /** The marks of `Reached` of all members. */
  readonly reached: SharedArrayBuffer;
  /** The keys of all states that were met, and those of them that wait, from who began. */
  readonly keys: SharedArrayBuffer;
  readonly waiting: SharedArrayBuffer;
  readonly memberCount: number;
  readonly stateCountMax: number;
  readonly byteCountMax: number;
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
  /** 1 for each `sometimes` property that was seen. */
  readonly seen: Uint8Array;
  /** Threads that came to their end: how often. */
  readonly exits: Float64Array;
}

/** States expanded between two looks at the boxes. */
const SLICE_STATE_COUNT = 256;
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
  #parity = 0;
  #isIdle = false;
  readonly #exits: Float64Array;
  readonly #share: (walkCount: number) => number;
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
    this.#model = sharedModelOf(question, order.isSymmetric, order.widened)!;
    const { array: keys } = new SharedWords(order.keys);
    // Two words a key: room for twice as many as there are.
    this.#set = new PackedSet(keys.length);
    this.#frontier = new PackedFrontier(this.#model.plan.wordCount);
    this.#exits = new Float64Array(this.#mover.threadCount);
    this.#outboxes = order.boxes.map((boxes) =>
      boxes[member]!.map((box) => new SharedWords(box).array),
    );
    this.#inboxes = order.boxes.map((boxes) =>
      boxes.map((owned) => new SharedWords(owned[member]!).array),
    );
    this.#boxAt = new Int32Array(order.memberCount);
    this.#first = this.#mover.world.snapshot();
    const { seen, properties } = this.#mover.judge;
    this.#engine = this.#model.make({
      set: this.#set,
      frontier: this.#frontier,
      pieceLength: this.#frontier.pieceLength,
      exits: this.#exits,
      reached: this.#examination.reached.marks,
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
        count: order.memberCount,
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
    this.#engine.shared.adopt(keys, new SharedWords(order.waiting).array);
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
      }
      this.#safely(() => this.#expandRound());
      this.#tell();
      decision = this.#meet(() => this.#decide());
      if (decision !== DECISION.stop) this.#safely(() => this.#drain());
      this.#boxAt.fill(0);
      this.#draw();
    }
    if (this.#control.load(TEAM.STOP) === STOP.no) return;
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
      seen: this.#mover.judge.seen,
      exits: this.#exits,
    };
  }

  /** Draws the schedules that were asked for: one member does, and says what it knows itself. */
  #draw(): void {
    const walkCount = this.#index === 0 ? this.#control.load(TEAM.WALKS_ASKED) : 0;
    if (walkCount === 0) return;
    this.#control.store(TEAM.WALKS_ASKED, 0);
    const share = this.#share(walkCount);
    this.#control.store(TEAM.WALKS_KNOWN, Math.max(1, Math.round(share * SHARE_UNIT)));
  }

  /** What this search is not made for is left to one searcher: all stop. */
  #safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof RangeExceeded || error instanceof BoxFull)
        stop(this.#control, STOP.alone);
      else {
        stop(this.#control, error instanceof RangeError ? STOP.memory : STOP.failure);
        // The others are on their way to a meeting and must not wait there for ever.
        if (!(error instanceof RangeError)) {
          this.#meet(() => DECISION.stop);
          throw error;
        }
      }
    }
  }

  /** Expands states of the level until there are no more, or a box is half full. */
  #expandRound(): void {
    const engine = this.#engine;
    const { memberCount } = this.#order;
    const roomy = Math.max(...this.#boxes.map(({ length }) => length)) >> 1;
    const begun = this.#set.count;
    const addedMax = ROUND_STATE_COUNT_MAX / memberCount;
    while (engine.levelRest > 0) {
      if (!engine.advance(Math.min(engine.levelRest, SLICE_STATE_COUNT))) {
        stop(this.#control, STOP.alone);
        return;
      }
      if (this.#control.load(TEAM.STOP) !== STOP.no) return;
      if (this.#set.count - begun > addedMax) return;
      for (let owner = 0; owner < memberCount; owner += 1) if (this.#boxAt[owner]! > roomy) return;
    }
    this.#control.add(TEAM.FINISHED, 1);
  }

  #drain(): void {
    const { memberCount } = this.#order;
    const inboxes = this.#inboxes[this.#parity]!;
    for (let writer = 0; writer < memberCount; writer += 1) {
      const length = this.#control.load(this.#boxWord(writer, this.#index));
      if (!this.#engine.shared.drain(inboxes[writer]!, length)) continue;
      stop(this.#control, STOP.alone);
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
    // A round adds this many, and what lies in the boxes is not counted yet.
    const roundMax = 2 * (ROUND_STATE_COUNT_MAX + BOX_WORDS_ALL);
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

/** Words of the control of so many members. */
export function partitionWordCount(memberCount: number): number {
  return TEAM_WORDS + 2 * memberCount ** 2;
}
