/**
 * Plan: where each part of a state stands in few packed words: the place at which a thread rests,
 * registers and words of memory that programs write. What they never write is a constant.
 *
 * Invariant: two states of the world differ if and only if their packed words do. A value that does
 * not fit in its bits is told (`wider`), and the search begins again with more: ranges that no
 * analysis bounds are guessed from the constants of the scenario.
 */

import type { Question } from '../../engine.ts';
import { type Deed, keepsBefore, readProgram, type ReadStep, type Value } from './reading.ts';
import { joined, type Range, rangeOf, WHOLE } from './range.ts';

/** One part of a state. */
export interface Field {
  /** Its name within the scenario: `word 3`, `thread 1 register 0`, `thread 1 place`. */
  readonly name: string;
  readonly kind: 'word' | 'register' | 'place';
  readonly thread: number;
  readonly number: number;
  readonly range: Range;
  /** Bits that it takes. */
  readonly bits: number;
  /** Whether its values stay within the range for certain. */
  readonly isBounded: boolean;
  /** The packed word that it stands in, and from which bit on. */
  readonly word: number;
  readonly shift: number;
}

/** A place at which a thread rests. */
export interface Place {
  readonly pc: number;
  readonly isFinished: boolean;
}

/** A thread of the plan. */
export interface ThreadPlan {
  readonly entry: number;
  readonly steps: ReadonlyMap<number, ReadStep>;
  readonly places: readonly Place[];
  readonly place: Field;
  /** By register number. */
  readonly registers: ReadonlyMap<number, Field>;
  /** Where its fields stand side by side: word, first bit, bits; null where they do not. */
  readonly block: { readonly word: number; readonly shift: number; readonly bits: number } | null;
}

/** Where everything stands. */
export interface Plan {
  readonly wordCount: number;
  readonly threads: readonly ThreadPlan[];
  /** By word of memory. */
  readonly words: ReadonlyMap<number, Field>;
  readonly fields: readonly Field[];
}

/** Ranges by field name that an earlier search found too narrow. */
export type Widened = ReadonlyMap<string, Range>;

/** Packed words of the largest state. */
const WORD_COUNT_MAX = 16;
/** Rounds in which ranges may grow before they are guessed. */
const ROUND_COUNT = 6;
/** What no guess goes beyond. */
const GUESS_MAX = 1 << 16;

/** Plans a scenario, or null where it has what generated code does not know. */
export function planOf({ compiled, scenario }: Question, widened: Widened): Plan | null {
  const isPlain =
    scenario.interposition.kind === 'none' &&
    compiled.tasks === undefined &&
    !compiled.futexWaits &&
    compiled.threads.length <= 256;
  if (!isPlain) return null;
  const programs = new Map<number, ReadonlyMap<number, ReadStep> | null>();
  for (const { entry } of compiled.threads)
    if (!programs.has(entry)) programs.set(entry, readProgram(compiled.code, entry));
  const read: { readonly entry: number; readonly steps: ReadonlyMap<number, ReadStep> }[] = [];
  for (const { entry } of compiled.threads) {
    const steps = programs.get(entry);
    if (!steps) return null;
    read.push({ entry, steps });
  }
  const ranges = new Ranges(
    read.map(({ steps }) => steps),
    compiled.memory.map(({ initial }) => initial),
    guessOf(read.map(({ steps }) => steps)),
    widened,
  );
  return packed(read, ranges);
}

/** The greatest constant that programs name: counters seldom go further. */
function guessOf(programs: readonly ReadonlyMap<number, ReadStep>[]): number {
  let guess = programs.length;
  const look = (value: Value | null): void => {
    if (value === null) return;
    if (value.kind === 'constant') guess = Math.max(guess, value.number);
    if (value.kind === 'choice') [value.when, value.then, value.otherwise].forEach(look);
    if (value.kind === 'arithmetic' || value.kind === 'comparison')
      [value.left, value.right].forEach(look);
  };
  for (const steps of new Set(programs))
    for (const { ways } of steps.values())
      for (const { when, deeds, onward } of ways) {
        look(when);
        for (const deed of deeds) look(deed.kind === 'event' ? deed.unless : deed.value);
        if (onward.kind === 'branch') look(onward.when);
        if (onward.kind === 'choose') guess = Math.max(guess, ...onward.among);
      }
  return Math.min(guess, GUESS_MAX);
}

/** Ranges of all that programs write, grown until they hold every assignment. */
class Ranges {
  readonly #ranges = new Map<string, Range>();
  readonly #initial: readonly number[];
  readonly #open = new Set<string>();
  readonly #guess: number;
  readonly #widened: Widened;
  #isChanged = false;
  #round = 0;

  constructor(
    programs: readonly ReadonlyMap<number, ReadStep>[],
    initial: readonly number[],
    guess: number,
    widened: Widened,
  ) {
    this.#initial = initial;
    this.#guess = guess;
    this.#widened = widened;
    do {
      this.#isChanged = false;
      this.#round += 1;
      for (const [thread, steps] of programs.entries())
        for (const { ways } of steps.values())
          for (const { deeds, onward } of ways) {
            for (const deed of deeds) this.#assign(thread, deed);
            if (onward.kind === 'choose')
              for (const number of onward.among)
                this.#grow(registerName(thread, onward.register), number, number, 0);
          }
    } while (this.#isChanged);
  }

  /** The names of what is written, with their ranges. */
  get written(): ReadonlyMap<string, Range> {
    return this.#ranges;
  }

  isBounded(name: string): boolean {
    return !this.#open.has(name);
  }

  #assign(thread: number, deed: Deed): void {
    if (deed.kind === 'event') return;
    const of = (kind: 'word' | 'register', number: number): Range => {
      const name = kind === 'word' ? wordName(number) : registerName(thread, number);
      const initial = kind === 'word' ? this.#initial[number]! : 0;
      return this.#ranges.get(name) ?? { least: initial, most: initial };
    };
    const { least, most } = rangeOf(deed.value, of);
    if (keepsBefore(deed)) {
      const before = of('word', deed.target);
      this.#grow(registerName(thread, deed.into), before.least, before.most, 0);
    }
    if (deed.kind === 'register') this.#grow(registerName(thread, deed.target), least, most, 0);
    else this.#grow(wordName(deed.target), least, most, this.#initial[deed.target]!);
  }

  #grow(name: string, least: number, most: number, initial: number): void {
    if (this.#open.has(name)) return;
    const before = this.#ranges.get(name) ?? { least: initial, most: initial };
    let after = joined(before, { least, most });
    if (this.#ranges.has(name) && after.least === before.least && after.most === before.most)
      return;
    this.#isChanged = true;
    if (this.#round > ROUND_COUNT) {
      this.#open.add(name);
      after = joined(
        joined(after, { least: 0, most: this.#guess }),
        this.#widened.get(name) ?? after,
      );
    }
    this.#ranges.set(name, after);
  }
}

export function wordName(number: number): string {
  return `word ${number}`;
}

export function registerName(thread: number, number: number): string {
  return `thread ${thread} register ${number}`;
}

/** A field that has no place yet. */
type Loose = Omit<Field, 'word' | 'shift'>;

/** Gives words and bits to everything that is written; null if there is too much. */
function packed(
  read: readonly { readonly entry: number; readonly steps: ReadonlyMap<number, ReadStep> }[],
  ranges: Ranges,
): Plan | null {
  const used: number[] = [];
  const room = (bits: number): { word: number; shift: number } => {
    let word = used.findIndex((taken) => taken + bits <= 32);
    if (word < 0) word = used.push(0) - 1;
    const shift = used[word]!;
    used[word] = shift + bits;
    return { word, shift };
  };
  const loose = (name: string, kind: Field['kind'], thread: number, number: number): Loose => {
    const range = ranges.written.get(name) ?? WHOLE;
    return {
      name,
      kind,
      thread,
      number,
      range,
      bits: bitsOf(range),
      isBounded: ranges.isBounded(name),
    };
  };
  const threads = read.map(({ entry, steps }, thread): ThreadPlan => {
    const places = placesOf(entry, steps);
    const range = { least: 0, most: places.length - 1 };
    const ofPlace: Loose = {
      name: `thread ${thread} place`,
      kind: 'place',
      thread,
      number: 0,
      range,
      bits: bitsOf(range),
      isBounded: true,
    };
    const prefix = registerName(thread, 0).slice(0, -1);
    const ofRegisters = [...ranges.written.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => loose(name, 'register', thread, Number(name.slice(prefix.length))))
      .sort((one, other) => one.number - other.number);
    const all = [ofPlace, ...ofRegisters];
    const bits = all.reduce((sum, each) => sum + each.bits, 0);
    const block = bits <= 31 ? { ...room(bits), bits } : null;
    let within = 0;
    const placed = all.map((each): Field => {
      const at =
        block === null ? room(each.bits) : { word: block.word, shift: block.shift + within };
      within += each.bits;
      return { ...each, ...at };
    });
    const [place, ...registers] = placed;
    return {
      entry,
      steps,
      places,
      place: place!,
      registers: new Map(registers.map((field) => [field.number, field])),
      block,
    };
  });
  const words = new Map<number, Field>();
  for (const name of ranges.written.keys()) {
    if (!name.startsWith('word ')) continue;
    const field = loose(name, 'word', -1, Number(name.slice('word '.length)));
    words.set(field.number, { ...field, ...room(field.bits) });
  }
  if (used.length > WORD_COUNT_MAX) return null;
  const fields = [
    ...threads.flatMap(({ place, registers }) => [place, ...registers.values()]),
    ...words.values(),
  ];
  return { wordCount: used.length, threads, words, fields };
}

/** Bits that tell the values of a range apart. */
function bitsOf({ least, most }: Range): number {
  return 32 - Math.clz32(most - least);
}

/** Where a thread can rest: at its first instruction, before what others see, and at its end. */
function placesOf(entry: number, steps: ReadonlyMap<number, ReadStep>): Place[] {
  const places: Place[] = [{ pc: entry, isFinished: false }];
  for (const [pc, { rests, ways }] of steps) {
    if (rests && pc !== entry) places.push({ pc, isFinished: false });
    if (ways.some(({ onward }) => onward.kind === 'exit')) places.push({ pc, isFinished: true });
  }
  return places;
}

/** The range that a search needs which met a value outside of a field's. */
export function wider(widened: Widened, { name, range }: Field, value: number): Widened {
  const size = (range.most - range.least + 1) * 2;
  const needed =
    value < range.least
      ? { least: Math.max(WHOLE.least, Math.min(value, range.most - size)), most: range.most }
      : { least: range.least, most: Math.min(WHOLE.most, Math.max(value, range.least + size)) };
  return new Map([...widened, [name, needed]]);
}
