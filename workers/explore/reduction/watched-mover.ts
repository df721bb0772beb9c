/**
 * Watched mover: a mover that teaches footprints what each step touches and where it leads. It
 * makes the same moves as any other.
 */

import {
  CODE_WORDS,
  compileObservations,
  isOfExecutions,
  STEP,
  type StateCondition,
} from '../../../actors/index.ts';
import { RecordedWords, THREAD, World } from '../../../kernel/index.ts';
import type { Question } from '../../engine.ts';
import { DeadRegisters } from '../dead-registers.ts';
import { Mover } from '../mover.ts';
import { Footprints } from './footprints.ts';
import { WatchedWords } from '../watched-words.ts';

/** Properties of states that are told apart. */
export const VISIBLE_COUNT_MAX = 31;

/** The words of a thread's control block that say where it rests. */
const PLACE_WORDS: readonly number[] = [
  THREAD.STATE,
  THREAD.KERNEL_COUNTER,
  THREAD.PROGRAM_COUNTER,
];

/** A mover whose steps are watched. */
export class WatchedMover extends Mover {
  /** Where each thread rests in the state that was located last. */
  readonly places: Int32Array;
  /** Whether the thread that moved last may come back to where it was. */
  mayReturn = false;
  readonly #watched: WatchedWords;
  readonly #footprints: Footprints;
  readonly #stepCount: number;
  readonly #instructionCount: number;
  /** For each word the properties of states that look at it, as bits. */
  readonly #seenBy: Int32Array;
  readonly #visible = new Int32Array(VISIBLE_COUNT_MAX);

  constructor(question: Question, footprints: Footprints) {
    super(question, WatchedWords, new DeadRegisters(question));
    this.#watched = this.words as WatchedWords;
    this.#footprints = footprints;
    this.#stepCount = question.kernel.text.steps.length;
    this.#instructionCount = question.compiled.code.length / CODE_WORDS + 1;
    this.#seenBy = seenBy(question, this.world);
    this.places = new Int32Array(this.threadCount);
    this.locate();
  }

  /** Sees where all threads rest in the state at hand. */
  locate(): void {
    for (let thread = 0; thread < this.threadCount; thread += 1)
      this.places[thread] = this.#placeOf(thread);
  }

  override move(thread: number, code: number): number {
    this.mayReturn = false;
    const footprints = this.#footprints;
    const watched = this.#watched;
    const place = this.places[thread]!;
    const result = super.move(thread, code);
    if (this.world.futexWaits) watched.noteRead(this.world.thread(thread) + THREAD.PARKED);
    footprints.learnReads(place, watched.read, watched.readCount);
    footprints.learnWrites(place, watched.written, watched.writtenCount);
    if (result === STEP.moved) {
      footprints.learnWrites(place, this.#visible, this.#lookForVisible());
      this.#learnWays();
    }
    return result;
  }

  /** Writes the properties whose words the step wrote, as words behind all others. */
  #lookForVisible(): number {
    const { written, writtenCount } = this.#watched;
    let bits = 0;
    for (let position = 0; position < writtenCount; position += 1)
      bits |= this.#seenBy[written[position]!]!;
    let count = 0;
    for (let property = 0; bits !== 0; property += 1, bits >>>= 1) {
      if ((bits & 1) === 0) continue;
      this.#visible[count] = this.world.layout.identityLength + property;
      count += 1;
    }
    return count;
  }

  /** A step may also lead others elsewhere: it may give birth, or kill. */
  #learnWays(): void {
    const { changed, count } = this.words;
    const { thread: first, threadStride } = this.world.layout;
    for (let position = 0; position < count; position += 1) {
      const offset = changed[position]! - first;
      const thread = Math.floor(offset / threadStride);
      if (thread < 0 || thread >= this.threadCount) continue;
      if (!PLACE_WORDS.includes(offset % threadStride)) continue;
      const place = this.places[thread]!;
      const next = this.#placeOf(thread);
      this.#footprints.learnWay(place, next);
      if (this.#footprints.mayReturn(place, next)) this.mayReturn = true;
    }
  }

  #placeOf(thread: number): number {
    const { array } = this.words;
    const at = this.world.thread(thread);
    const state = array[at + THREAD.STATE]!;
    const step = state * this.#stepCount + array[at + THREAD.KERNEL_COUNTER]!;
    const instruction = step * this.#instructionCount + array[at + THREAD.PROGRAM_COUNTER]!;
    return this.#footprints.place(instruction * this.threadCount + thread);
  }
}

/** Footprints for a question's scenario, which know nothing yet. */
export function createFootprints(question: Question): Footprints {
  const { world } = new Mover(question);
  return new Footprints(world.layout.identityLength + VISIBLE_COUNT_MAX);
}

/**
 * For each word the properties of states that look at it. What two words together say can be seen
 * by a property, so all steps that write one of its words count as writes of one word more; the
 * last such word is for all properties beyond. Which words of a call's copies are looked at depends
 * on how many there are, so who looks at one sees all of the record.
 */
export function seenBy({ scenario, compiled }: Question, world: World): Int32Array {
  const seen = new Int32Array(world.layout.identityLength);
  const { copy, copyStride, process } = world.layout;
  const words = new RecordedWords(world.words.array, (_kind, index) => {
    const isCopy = index >= copy && index < process;
    const first = isCopy ? index - ((index - copy) % copyStride) : index;
    const end = Math.min(seen.length, first + (isCopy ? copyStride : 1));
    for (let word = first; word < end; word += 1) seen[word] = seen[word]! | (1 << property);
  });
  const recorded = new World(words, world.layout);
  let property = 0;
  for (const each of scenario.properties) {
    if (isOfExecutions(each)) continue;
    const { kind, that } = each;
    if (kind === 'finally' || 'event' in that || 'marked' in that) continue;
    for (const read of compileObservations(namesIn(that), compiled)) read(recorded);
    property = Math.min(property + 1, VISIBLE_COUNT_MAX - 1);
  }
  return seen;
}

function namesIn(condition: StateCondition): string[] {
  if ('all' in condition) return condition.all.flatMap(namesIn);
  if ('any' in condition) return condition.any.flatMap(namesIn);
  if ('not' in condition) return namesIn(condition.not);
  const [left, , right] = condition;
  return [left, right].filter((value) => typeof value === 'string');
}
