/**
 * Model: a scenario compiled for the search. Where all that its threads do is user instructions,
 * the world's steps become one function of JavaScript over states of few words; whatever it finds
 * is shown to the stepper, which makes the same step and says what it means.
 *
 * Invariant: the function and the stepper know the same states, with the same steps between them.
 */

import {
  eventNumber,
  EXPECTATIONS,
  isOfExecutions,
  lookup,
  nextState,
  stateNumber,
  type StateCondition,
  transitionNumber,
} from '../../../actors/index.ts';
import { EVENT, invariant, THREAD, type World } from '../../../kernel/index.ts';
import type { Question } from '../../engine.ts';
import type { Ancestry } from '../ancestry.ts';
import type { Bitstate } from '../bitstate.ts';
import type { Position } from '../continuation/continuation.ts';
import type { Memory } from '../estimate.ts';
import { conditionOf, namedThread } from './condition.ts';
import type { PackedFrontier } from './packed-frontier.ts';
import type { PackedSet } from './packed-set.ts';
import { type Field, type Plan, planOf, type Widened } from './plan.ts';
import { sourceOf, TooMuch } from './source.ts';

/** Where the states that several searchers share by their keys go. */
export interface Share {
  /** By owner, the box for what belongs to it; the own is empty. */
  readonly boxes: readonly Int32Array[];
  /** By owner, words written into its box. */
  readonly boxAt: Int32Array;
  /** This searcher. */
  readonly index: number;
  /** A state from another searcher strikes properties; returns whether the search is over. */
  readonly entered: (state: Int32Array) => boolean;
}

/** What generated code asks of who runs it. */
export interface Host {
  readonly set: PackedSet | Bitstate;
  readonly frontier: PackedFrontier;
  readonly pieceLength: number;
  /** Threads that came to their end, by thread: how often. */
  readonly exits: Float64Array;
  /** 1 for each instruction at which a thread stood. */
  readonly reached: Uint8Array;
  /** Numbers pairs, where keys are exact (`PairTable`). */
  readonly numberOf: ((left: number, right: number) => number) | null;
  /** Bits of the properties that somebody wants to hear of. */
  readonly active: number;
  /** By which moves the first `logLimit` states were met. */
  readonly log: Ancestry | null;
  readonly logLimit: number;
  /** The log has reached its limit, and is written no more. */
  readonly forget: () => void;
  /** States that the set may hold. */
  readonly limit: number;
  /** A step strikes properties; returns whether the search is over. */
  readonly struck: (here: Int32Array, behind: Int32Array, thread: number, code: number) => boolean;
  /** Nothing moves in a state; returns whether the search is over. */
  readonly rested: (here: Int32Array) => boolean;
  /** The set may hold no more. */
  readonly full: () => never;
  /** A value does not fit in its field. */
  readonly widen: (field: number, value: number) => never;
}

/** What it asks where several searchers share the states: no ways are kept, and no limit. */
export interface SharedHost extends Omit<Host, 'log' | 'logLimit' | 'forget' | 'limit'> {
  readonly share: Share;
}

/** What generated code offers to every searcher. */
interface Expansion {
  /** Visits the states that wait, as `PackedFrontier.visit`. */
  readonly visit: (take: (piece: Int32Array, at: number) => void) => void;
  /** Whether a packed state was met; null where that is for another searcher to say. */
  readonly knows: (state: Int32Array) => boolean | null;
  /** Expands up to so many states; returns false when the search is at its end. */
  readonly advance: (stateCount: number) => boolean;
  /** Number of the state at hand, in the order of discovery. */
  readonly current: number;
  readonly depth: number;
  readonly transitions: number;
  readonly waiting: number;
  readonly levelRest: number;
}

/** What it offers to one searcher alone. */
export interface Engine extends Expansion {
  /** Puts the first state in. */
  readonly begin: (first: Int32Array) => void;
  /** Or goes on: packed states that wait are put in, whose keys are in the set already. */
  readonly wait: (states: Int32Array) => void;
  readonly resume: (position: Position) => void;
}

/** What it offers where several searchers share the states. */
export interface SharedEngine extends Expansion {
  readonly shared: {
    /** Takes over what is its own of the states that wait; the set holds all that were met. */
    readonly adopt: (waiting: Int32Array) => void;
    /** The states that wait now are the next level; `advance` goes no further than its end. */
    readonly level: () => void;
    /** Puts the first states of the level into a box, and leaves them to whoever borrows them. */
    readonly lend: (box: Int32Array, stateCount: number) => void;
    /** Expands states of such a box, from one to before another, as `advance`. */
    readonly borrow: (box: Int32Array, from: number, to: number) => boolean;
    /** Takes in what another searcher met; returns whether the search is over. */
    readonly drain: (box: Int32Array, length: number) => boolean;
  };
}

/** A compiled scenario; `Run` makes its engine. */
export interface Model<Run = (host: Host) => Engine> {
  readonly plan: Plan;
  readonly make: Run;
  /** Threads among which states are told apart by their number only. */
  readonly classes: readonly (readonly number[])[];
  /** Number of the state of a thread that runs, and of one that has finished. */
  readonly user: number;
  readonly finished: number;
  /** Number of the transition by which a thread finishes. */
  readonly exit: number;
}

/** Properties that a set of bits can name. */
const PROPERTY_COUNT_MAX = 31;

/** A model for several searchers that share the states. */
export type SharedModel = Model<(host: SharedHost) => SharedEngine>;

/** Compiles a scenario for so many searchers; null as `modelOf`. */
export function sharedModelOf(
  question: Question,
  isSymmetric: boolean,
  widened: Widened,
  memberCount: number,
): SharedModel | null {
  return compile<SharedModel['make']>(question, isSymmetric, widened, memberCount);
}

/**
 * Compiles a question's scenario, or returns null where it has what generated code does not know.
 * `isSymmetric`: states that only swap alike threads are one.
 */
export function modelOf(
  question: Question,
  isSymmetric: boolean,
  widened: Widened = new Map(),
  isExact = false,
): Model | null {
  return compile<Model['make']>(question, isSymmetric, widened, 0, isExact);
}

function compile<Run>(
  question: Question,
  isSymmetric: boolean,
  widened: Widened,
  memberCount: number,
  isExact = false,
): Model<Run> | null {
  const { scenario, compiled, table } = question;
  const plan = planOf(question, widened);
  const properties = [...scenario.properties, EXPECTATIONS];
  if (plan === null || properties.length > PROPERTY_COUNT_MAX) return null;
  const states = properties.flatMap((property, number) => {
    // What speaks of whole executions is for a search of its own.
    if (isOfExecutions(property)) return [];
    if (property.kind === 'finally' || 'event' in property.that || 'marked' in property.that)
      return [];
    return [{ bit: 1 << number, strikes: conditionOf(property, question) }];
  });
  const known = states.flatMap(({ bit, strikes }) => (strikes === null ? [] : [{ bit, strikes }]));
  if (known.length < states.length) return null;
  const event = (thread: number, number: number, detail: number): number =>
    properties.reduce((bits, each, property) => {
      if (isOfExecutions(each)) return bits;
      const { that } = each;
      const isMeant =
        'marked' in that
          ? number === EVENT.marked && compiled.marks[detail] === that.marked
          : 'event' in that &&
            EVENT[that.event] === number &&
            (that.thread === undefined || compiled.threads[thread]!.name === that.thread);
      return isMeant ? bits | (1 << property) : bits;
    }, 0);
  const classes = isSymmetric ? classesOf(question, plan) : [];
  const initial = compiled.memory.map((each) => each.initial);
  let source: string;
  try {
    source = sourceOf({
      plan,
      watch: { event, states: known },
      classes,
      initial,
      memberCount,
      isExact,
    });
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
  // Why: the text holds nothing but numbers of a compiled scenario and the words of source.ts.
  // oxlint-disable-next-line typescript/no-implied-eval
  const make: unknown = new Function('host', source);
  invariant(typeof make === 'function', 'a model compiles to a function');
  const user = stateNumber(table, 'user');
  const leaf = lookup(table, user, eventNumber(table, 'EXIT'), 0);
  return {
    plan,
    make: make as Run,
    classes,
    user,
    finished: nextState(leaf),
    exit: transitionNumber(leaf),
  };
}

/** Copies of one thread that no property and no observation calls by its name. */
function classesOf({ scenario, compiled }: Question, plan: Plan): number[][] {
  const named = new Set(scenario.observe.map(namedThread));
  for (const property of scenario.properties) {
    if (isOfExecutions(property)) continue;
    const { that } = property;
    if ('event' in that) named.add(that.thread ?? '');
    else if (!('marked' in that)) for (const value of valuesOf(that)) named.add(namedThread(value));
  }
  const byEntry = new Map<number, number[]>();
  for (const [thread, { name, entry }] of compiled.threads.entries()) {
    if (named.has(name) || plan.threads[thread]!.block === null) continue;
    byEntry.set(entry, [...(byEntry.get(entry) ?? []), thread]);
  }
  return [...byEntry.values()].filter((threads) => threads.length > 1);
}

function valuesOf(condition: StateCondition): string[] {
  if ('all' in condition) return condition.all.flatMap(valuesOf);
  if ('any' in condition) return condition.any.flatMap(valuesOf);
  if ('not' in condition) return valuesOf(condition.not);
  return [condition[0], condition[2]].filter((value) => typeof value === 'string');
}

/** What a search by generated code knows. */
export function packedMemory(model: Model<unknown>, { knows }: Pick<Expansion, 'knows'>): Memory {
  return {
    begin: () => {},
    knows: ({ world }) => knows(pack(model, world)),
  };
}

/** Writes a packed state into a world whose other words are those of the first state. */
export function unpack(
  { plan, user, finished }: Model<unknown>,
  packed: Int32Array,
  world: World,
): void {
  const { words, layout } = world;
  for (const [number, field] of plan.words)
    words.set(layout.memory + number, extracted(field, packed));
  for (const [thread, { place, places, registers }] of plan.threads.entries()) {
    const at = world.thread(thread);
    const { pc, isFinished } = places[extracted(place, packed)]!;
    words.set(at + THREAD.PROGRAM_COUNTER, pc);
    words.set(at + THREAD.STATE, isFinished ? finished : user);
    for (const [number, field] of registers)
      words.set(at + THREAD.REGISTER + number, extracted(field, packed));
  }
}

/** The packed words of the state that a world holds. */
export function pack({ plan, finished, classes }: Model<unknown>, world: World): Int32Array {
  const { words, layout } = world;
  const packed = new Int32Array(plan.wordCount);
  const put = ({ word, shift, bits, range }: Field, value: number): void => {
    if (bits > 0) packed[word]! |= ((value - range.least) & maskOf(bits)) << shift;
  };
  for (const [number, field] of plan.words) put(field, words.get(layout.memory + number));
  for (const [thread, { place, places, registers }] of plan.threads.entries()) {
    const at = world.thread(thread);
    const pc = words.get(at + THREAD.PROGRAM_COUNTER);
    const isFinished = words.get(at + THREAD.STATE) === finished;
    put(
      place,
      places.findIndex((each) => each.pc === pc && each.isFinished === isFinished),
    );
    for (const [number, field] of registers) put(field, words.get(at + THREAD.REGISTER + number));
  }
  for (const threads of classes) {
    const blocks = orderOf(plan, threads, packed).map((thread) => blockOf(plan, thread, packed));
    for (const [index, thread] of threads.entries()) {
      const { word, shift, bits } = plan.threads[thread]!.block!;
      packed[word] = (packed[word]! & ~(maskOf(bits) << shift)) | (blocks[index]! << shift);
    }
  }
  return packed;
}

/** Threads of a class in the order of what they hold. */
export function orderOf(plan: Plan, threads: readonly number[], packed: Int32Array): number[] {
  return threads.toSorted(
    (one, other) => blockOf(plan, one, packed) - blockOf(plan, other, packed),
  );
}

function blockOf(plan: Plan, thread: number, packed: Int32Array): number {
  const { word, shift, bits } = plan.threads[thread]!.block!;
  return (packed[word]! >>> shift) & maskOf(bits);
}

function extracted({ word, shift, bits, range }: Field, packed: Int32Array): number {
  if (bits === 0) return range.least;
  return (((packed[word]! >>> shift) & maskOf(bits)) + range.least) | 0;
}

function maskOf(bits: number): number {
  return bits === 32 ? -1 : 2 ** bits - 1;
}
