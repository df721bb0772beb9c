/**
 * Step footprints: what the next step of a thread would read, write and add to in the state at
 * hand, whichever way it draws, and also where it is blocked: then, what it looks at. They are not
 * declared but seen: the step is made, watched and taken back. Only of guarded steps and additions
 * more is known than can be seen, and that is read from the program: an addition whose result
 * nobody reads is no read, and a condition that the registers decide reads no word.
 *
 * Invariant: two steps whose footprints do not meet commute, and neither changes what the other
 * does, nor its footprint. What one property of states sees counts as one word that steps write.
 */

import {
  alternativesAt,
  calculate,
  CODE_WORDS,
  compare,
  type DecodedAlternative,
  type DecodedExpression,
  OPERATION,
  STEP,
} from '../../../actors/index.ts';
import { THREAD } from '../../../kernel/index.ts';
import type { Question } from '../../engine.ts';
import { Mover } from '../mover.ts';
import { seenBy, VISIBLE_COUNT_MAX } from '../reduction/watched-mover.ts';
import { WatchedWords } from '../watched-words.ts';

/** What a footprint has for each 32 words: bits of those read, written, and added to. */
const KINDS = 3;

/** Instructions that touch the same word whatever it holds. */
const STEADY: readonly number[] = [OPERATION.load, OPERATION.store, OPERATION.add, OPERATION.await];

/** Numbers of the operators that a part can decide alone. */
const AND = 6;
const OR = 7;
/** And of those that add. */
const PLUS = 1;
const MINUS = 2;

/** What is known of a thread's next step. */
export const NEXT_STEP = {
  /** It cannot be made now; what it would touch once it can is not known. */
  blocked: 0,
  /** It can be made; it may touch other words where the words that it reads hold other values. */
  changeable: 1,
  /** It can be made, and touches the same words wherever it can. */
  steady: 2,
} as const;

/** How footprints are taken. */
export interface FootprintOptions {
  /** Whether additions to one word commute; default true. */
  readonly commutes?: boolean;
}

/** Takes the footprints of the next steps of one mover's threads. */
export class StepFootprints {
  readonly mover: Mover;
  /** Words of one footprint. */
  readonly stride: number;
  readonly #watched: WatchedWords;
  readonly #commutes: boolean;
  readonly #seenBy: Int32Array;
  /** For each word its number among those that were touched, or -1. */
  readonly #numbers: Int32Array;
  #touchedCount = 0;
  readonly #code: Int32Array;
  readonly #isPlain: boolean;
  /** The ways of the atomic step at each instruction. */
  readonly #ways: (readonly DecodedAlternative[] | null)[] = [];
  /** Registers that the step at hand has changed already, as bits. */
  #changedRegisters = 0;
  #registers = 0;

  constructor(question: Question, { commutes = true }: FootprintOptions = {}) {
    const mover = new Mover(question, WatchedWords);
    const { identityLength } = mover.world.layout;
    this.mover = mover;
    this.#watched = mover.words as WatchedWords;
    this.#commutes = commutes;
    this.#seenBy = seenBy(question, mover.world);
    this.#numbers = new Int32Array(identityLength + VISIBLE_COUNT_MAX).fill(-1);
    this.stride = Math.ceil((identityLength + VISIBLE_COUNT_MAX) / 32) * KINDS;
    this.#code = question.compiled.code;
    this.#isPlain = question.compiled.tasks === undefined;
  }

  /** Words of a footprint that anything was seen of. */
  get length(): number {
    return Math.ceil(this.#touchedCount / 32) * KINDS;
  }

  /**
   * Takes the footprint of a thread's next step into `into`, from `at` on; returns one of
   * NEXT_STEP.
   */
  take(thread: number, into: Int32Array, at: number): number {
    const { mover } = this;
    into.fill(0, at, at + this.stride);
    const pc = this.#instruction(thread);
    const ways = pc < 0 ? null : this.#waysAt(pc);
    let canMove = false;
    for (let code = 0; code >= 0; code = mover.nextCode) {
      const hasMoved = mover.move(thread, code) === STEP.moved;
      if (mover.world.futexWaits)
        this.#watched.noteRead(mover.world.thread(thread) + THREAD.PARKED);
      this.#takeWatched(into, at, ways !== null);
      mover.words.takeBack();
      if (!hasMoved) break;
      canMove = true;
    }
    mover.words.begin();
    mover.judge.begin();
    if (ways !== null) this.#takeRead(thread, ways, into, at);
    if (!canMove) return NEXT_STEP.blocked;
    return pc >= 0 && this.#isSteady(pc, ways) ? NEXT_STEP.steady : NEXT_STEP.changeable;
  }

  /** Whether the step of the first footprint changes what that of the second reads. */
  changes(left: Int32Array, at: number, right: Int32Array, other: number): boolean {
    const { length } = this;
    for (let word = 0; word < length; word += KINDS)
      if (((left[at + word + 1]! | left[at + word + 2]!) & right[other + word]!) !== 0) return true;
    return false;
  }

  /** Whether two footprints meet: of `left` from `at` on, and of `right` from `other` on. */
  meet(left: Int32Array, at: number, right: Int32Array, other: number): boolean {
    const { length } = this;
    for (let word = 0; word < length; word += KINDS) {
      const reads = left[at + word]!;
      const writes = left[at + word + 1]!;
      const adds = left[at + word + 2]!;
      const otherReads = right[other + word]!;
      const otherWrites = right[other + word + 1]!;
      const otherAdds = right[other + word + 2]!;
      const met =
        (writes & (otherReads | otherWrites | otherAdds)) |
        (otherWrites & (reads | adds)) |
        (adds & otherReads) |
        (otherAdds & reads);
      if (met !== 0) return true;
    }
    return false;
  }

  /** The instruction of its program that a thread is at, or -1 where the kernel goes on. */
  #instruction(thread: number): number {
    const { world, stepper, words } = this.mover;
    const at = world.thread(thread);
    const isOfProgram =
      this.#isPlain && !stepper.isDone(thread) && words.array[at + THREAD.KERNEL_COUNTER] === 0;
    return isOfProgram ? words.array[at + THREAD.PROGRAM_COUNTER]! : -1;
  }

  /** The ways of the guarded step at an instruction, or of an addition; null for others. */
  #waysAt(pc: number): readonly DecodedAlternative[] | null {
    let ways = this.#ways[pc];
    if (ways === undefined) {
      ways = waysAt(this.#code, pc);
      this.#ways[pc] = ways;
    }
    return ways;
  }

  /** Whether what a step touches does not depend on what words hold. */
  #isSteady(pc: number, ways: readonly DecodedAlternative[] | null): boolean {
    // Who is to be woken depends on who sleeps.
    if (this.mover.world.futexWaits) return false;
    if (ways !== null) return ways.length === 1;
    return STEADY.includes(this.#code[pc * CODE_WORDS]!);
  }

  /** What the watched step touched; without the words of memory where these are read instead. */
  #takeWatched(into: Int32Array, at: number, isRead: boolean): void {
    const { read, readCount, written, writtenCount } = this.#watched;
    const { memory, bounds } = this.mover.world.layout;
    const end = isRead ? memory + bounds.memoryWordCount : memory;
    for (let position = 0; position < readCount; position += 1) {
      const word = read[position]!;
      if (word < memory || word >= end) this.#include(into, at, 0, word);
    }
    for (let position = 0; position < writtenCount; position += 1) {
      const word = written[position]!;
      if (word < memory || word >= end) this.#include(into, at, 1, word);
      this.#includeVisible(into, at, word);
    }
  }

  /** Properties that look at a word that is written see the step. */
  #includeVisible(into: Int32Array, at: number, word: number): void {
    const first = this.mover.world.layout.identityLength;
    for (let bits = this.#seenBy[word]!, property = 0; bits !== 0; property += 1, bits >>>= 1)
      if ((bits & 1) !== 0) this.#include(into, at, 1, first + property);
  }

  /** What the ways of a step that can be taken touch in memory, and what decides which can. */
  #takeRead(
    thread: number,
    ways: readonly DecodedAlternative[],
    into: Int32Array,
    at: number,
  ): void {
    const { world } = this.mover;
    const { memory } = world.layout;
    this.#registers = world.thread(thread) + THREAD.REGISTER;
    for (const { when, effects } of ways) {
      this.#changedRegisters = 0;
      if (when !== null) {
        this.#includeReads(into, at, when, true);
        if (this.#value(when) === 0) continue;
      }
      for (const { kind, target, value } of effects) {
        const added = kind === 'word' && this.#commutes ? addedBy(target, value) : null;
        this.#includeReads(into, at, added ?? value, kind === 'expect');
        if (kind === 'word') this.#include(into, at, added === null ? 1 : 2, memory + target);
        else if (kind === 'register') this.#changedRegisters |= 1 << target;
      }
    }
  }

  /** The words that a value depends on, or only whether it is 0. */
  #includeReads(into: Int32Array, at: number, value: DecodedExpression, isTruth: boolean): void {
    switch (value.kind) {
      case 'constant':
      case 'register':
        return;
      case 'word':
        this.#include(into, at, 0, this.mover.world.layout.memory + value.number);
        return;
      default: {
        const { kind, number, left, right } = value;
        const decides = (side: DecodedExpression): boolean =>
          (number === AND && this.#isKnown(side) && this.#value(side) === 0) ||
          (number === OR && isTruth && this.#isKnown(side) && this.#value(side) !== 0);
        if (kind === 'arithmetic' && (decides(left) || decides(right))) return;
        const goesOn = isTruth && kind === 'arithmetic' && number === OR;
        this.#includeReads(into, at, left, goesOn);
        this.#includeReads(into, at, right, goesOn);
      }
    }
  }

  /** Whether a value depends on nothing but registers as they were before the step. */
  #isKnown(value: DecodedExpression): boolean {
    switch (value.kind) {
      case 'constant':
        return true;
      case 'word':
        return false;
      case 'register':
        return ((this.#changedRegisters >>> value.number) & 1) === 0;
      default:
        return this.#isKnown(value.left) && this.#isKnown(value.right);
    }
  }

  #value(expression: DecodedExpression): number {
    const { array } = this.mover.words;
    switch (expression.kind) {
      case 'constant':
        return expression.number;
      case 'register':
        return array[this.#registers + expression.number]!;
      case 'word':
        return array[this.mover.world.layout.memory + expression.number]!;
      default: {
        const left = this.#value(expression.left);
        const right = this.#value(expression.right);
        if (expression.kind === 'arithmetic') return calculate(expression.number, left, right);
        return compare(expression.number, left, right) ? 1 : 0;
      }
    }
  }

  #include(into: Int32Array, at: number, kind: number, word: number): void {
    let number = this.#numbers[word]!;
    if (number < 0) {
      number = this.#touchedCount;
      this.#numbers[word] = number;
      this.#touchedCount += 1;
    }
    const place = at + (number >>> 5) * KINDS + kind;
    into[place] = into[place]! | (1 << (number & 31));
  }
}

/** What an instruction does to memory as ways of a guarded step; null where watching says all. */
function waysAt(code: Int32Array, pc: number): readonly DecodedAlternative[] | null {
  const at = pc * CODE_WORDS;
  const operation = code[at];
  if (operation === OPERATION.atomic || operation === OPERATION.select)
    return alternativesAt(code, pc);
  // An addition whose result goes into a register is a read of the word.
  if (operation !== OPERATION.add || code[at + 4] !== 0) return null;
  const isRegister = ((code[at + 1]! >>> 1) & 1) === 1;
  const target = code[at + 2]!;
  const value: DecodedExpression = {
    kind: 'arithmetic',
    number: PLUS,
    left: { kind: 'word', number: target },
    right: { kind: isRegister ? 'register' : 'constant', number: code[at + 3]! },
  };
  return [{ when: null, effects: [{ kind: 'word', target, value }], next: pc + 1 }];
}

/** What is added where a word becomes itself and something, or null. */
function addedBy(target: number, value: DecodedExpression): DecodedExpression | null {
  if (value.kind !== 'arithmetic') return null;
  const { number, left, right } = value;
  const isTarget = (side: DecodedExpression): boolean =>
    side.kind === 'word' && side.number === target;
  if ((number === PLUS || number === MINUS) && isTarget(left)) return right;
  return number === PLUS && isTarget(right) ? left : null;
}
