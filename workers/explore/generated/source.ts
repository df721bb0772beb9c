/**
 * Source: a scenario's steps as the text of one function that expands packed states. Each place of
 * each thread is a case; what a step does is straight code behind it, with the private work that
 * follows, and ends by `put`ting the packed state behind it.
 *
 * Invariant: the text holds nothing but numbers of the plan and the words of this file. A step puts
 * its states in the order in which the generic search tries its draws.
 */

import { ARITHMETIC_TEXT, comparisonText, foldArithmetic, foldComparison } from './text.ts';
import { ownershipOf } from './ownership.ts';
import type { Field, Plan, ThreadPlan } from './plan.ts';
import type { Onward, Value, Way } from './reading.ts';
import type { Condition } from './condition.ts';

/** What the text must know of the properties. */
export interface Watch {
  /** Bits of the properties that speak of an event of a thread. */
  readonly event: (thread: number, event: number, detail: number) => number;
  /** Conditions on states that a new state is looked at for, by bit. */
  readonly states: readonly { readonly bit: number; readonly strikes: Condition }[];
}

/** What is to be generated. */
export interface Order {
  readonly plan: Plan;
  readonly watch: Watch;
  /** Threads that run the same program, where states that differ in their order are one. */
  readonly classes: readonly (readonly number[])[];
  /** First values of words of memory. */
  readonly initial: readonly number[];
  /** States of more than two words have a key of their own, by numbers of their parts. */
  readonly isExact: boolean;
  /**
   * Searchers that share the states, each of which belongs to one of them, fewer than 2^15; 0:
   * there is but one.
   */
  readonly memberCount: number;
}

/** An expression in the text: a number, or what computes one. */
type Text = number | string;

/** The last bits of a key choose where it is remembered that it was sent: 256 KiB. */
const SENT_MASK = 0x7fff;

/** Parts of one text, beyond which a scenario is left to the stepper. */
const PART_COUNT_MAX = 20_000;
/** Private instructions behind one step. */
const DEPTH_MAX = 400;

/** The text is too long, or a program goes round in private. */
export class TooMuch extends Error {}

/** The text of the function `make(host)`. */
export function sourceOf(order: Order): string {
  return new Writer(order).text();
}

/** Values of registers and words along one path of a step. */
type Known = ReadonlyMap<Field, Text>;

/** What a path has gathered. */
interface Path {
  readonly known: Known;
  /** The code of the draws so far, and the weight of the next. */
  readonly code: Text;
  readonly weight: Text;
  /** Bits of the properties that the events so far struck. */
  readonly flags: readonly Text[];
}

class Writer {
  readonly #plan: Plan;
  readonly #watch: Watch;
  readonly #classes: readonly (readonly number[])[];
  readonly #initial: readonly number[];
  readonly #isShared: boolean;
  /** Whose a state is; asked for where several searchers share the states. */
  readonly #owner: string;
  readonly #isExact: boolean;
  readonly #lines: string[] = [];
  #names = 0;
  #thread = 0;

  constructor({ plan, watch, classes, initial, memberCount, isExact }: Order) {
    this.#isShared = memberCount > 0;
    this.#isExact = isExact;
    this.#plan = plan;
    this.#owner = this.#isShared ? this.#ownerText(memberCount) : '';
    this.#watch = watch;
    this.#classes = classes;
    this.#initial = initial;
  }

  text(): string {
    const count = this.#plan.wordCount;
    const list = (prefix: string) => Array.from({ length: count }, (_none, n) => `${prefix}${n}`);
    const states = list('n').join(', ');
    this.#say(
      `'use strict';`,
      `const { set, frontier, pieceLength, exits, reached, numberOf } = host;`,
      `let read = null, write = frontier.written(), readAt = pieceLength, writeAt = 0;`,
      `let current = -1, levelEnd = 1, depth = 0, transitions = 0, waiting = 0;`,
      ...(this.#isShared
        ? [
            `let active = host.active;`,
            `const { boxes, boxAt, index } = host.share;`,
            `const sent = new Int32Array(${(SENT_MASK + 1) * 2});`,
            // No key that belongs into a slot looks like this.
            `for (let slot = 0; slot <= ${SENT_MASK}; slot += 1) sent[slot << 1] = slot ^ 1;`,
          ]
        : [
            `let active = host.active, log = host.log, limit = host.limit, ` +
              `logLimit = host.logLimit;`,
          ]),
      `let ${list('p')
        .map((name) => `${name} = 0`)
        .join(', ')};`,
      // The state at hand, for whoever must look at it.
      `const here = new Int32Array(${count}), behind = new Int32Array(${count});`,
    );
    this.#say(`function append(${states}) {`);
    for (const n of list('n').keys()) this.#say(`write[writeAt + ${n}] = n${n};`);
    this.#say(
      `writeAt += ${count};`,
      `waiting += 1;`,
      `if (writeAt === pieceLength) { write = frontier.written(); writeAt = 0; }`,
      `}`,
    );
    this.#check(states);
    this.#tell(list('n'), list('p'));
    if (this.#isShared) this.#putShared(states);
    else this.#put(states);
    this.#expand();
    if (this.#isShared) this.#drain(list('n'), states);
    this.#knows(list('n'));
    this.#say(
      `function advance(count) {`,
      `for (let left = count; left > 0; left -= 1) {`,
      `if (waiting === 0) return false;`,
      `if (readAt === pieceLength) { read = frontier.next(read); readAt = 0; }`,
      ...list('p').map((name, n) => `${name} = read[readAt + ${n}];`),
      `readAt += ${count}; waiting -= 1; current += 1;`,
      ...(this.#isShared
        ? []
        : [`if (current === levelEnd) { levelEnd = set.count; depth += 1; }`]),
      ...this.#one(list('p')),
      `}`,
      `return true;`,
      `}`,
      ...(this.#isShared
        ? [...this.#adopting(states), ...this.#lending(list('p'))]
        : [...this.#beginning(states), ...this.#resuming(list('n'))]),
      `return {`,
      ...(this.#isShared ? [`advance, knows,`] : [`advance, knows, begin, wait, resume,`]),
      `visit(take) { frontier.visit(read, readAt, waiting, take); },`,
      ...(this.#isShared ? [`shared: { level, drain, adopt, lend, borrow },`] : []),
      `get current() { return current; },`,
      `get depth() { return depth; },`,
      `get transitions() { return transitions; },`,
      `get waiting() { return waiting; },`,
      `get levelRest() { return levelEnd - current - 1; },`,
      `};`,
    );
    return this.#lines.join('\n');
  }

  /** Expands the state at hand. */
  #one(names: readonly string[]): string[] {
    return [
      `const before = transitions;`,
      `if (expand()) return false;`,
      `if (transitions === before) {`,
      ...names.map((name, n) => `here[${n}] = ${name};`),
      `if (host.rested(here)) return false;`,
      `}`,
    ];
  }

  /** The first states of a level are put where whoever has nothing else to do expands them. */
  #lending(names: readonly string[]): string[] {
    const count = names.length;
    return [
      `function lend(box, stateCount) {`,
      `const end = stateCount * ${count};`,
      `for (let at = 0; at < end; at += ${count}) {`,
      `if (readAt === pieceLength) { read = frontier.next(read); readAt = 0; }`,
      ...names.map((_name, n) => `box[at + ${n}] = read[readAt + ${n}];`),
      `readAt += ${count};`,
      `}`,
      `waiting -= stateCount; current += stateCount;`,
      `}`,
      `function borrow(box, from, to) {`,
      `for (let at = from * ${count}; at < to * ${count}; at += ${count}) {`,
      ...names.map((name, n) => `${name} = box[at + ${n}];`),
      ...this.#one(names),
      `}`,
      `return true;`,
      `}`,
    ];
  }

  /** Goes on with a search: its keys are in the set, and its states are put in here. */
  #resuming(names: readonly string[]): string[] {
    return [
      `function wait(states) {`,
      `for (let at = 0; at < states.length; at += ${names.length}) {`,
      ...names.map((name, n) => `const ${name} = states[at + ${n}];`),
      `append(${names.join(', ')});`,
      `}`,
      `}`,
      `function resume(position) {`,
      `transitions = position.transitions; depth = position.depth;`,
      `current = set.count - waiting - 1;`,
      `levelEnd = current + 1 + position.levelRest;`,
      `}`,
    ];
  }

  /** Puts the first state in. */
  #beginning(states: string): string[] {
    return [
      `function begin(first) {`,
      ...states.split(', ').map((name, n) => `let ${name} = first[${n}];`),
      ...this.#sorting(),
      ...this.#hashing(),
      `set.add(k0, k1);`,
      `if (log !== null) log.note(0, -1, 0, 0);`,
      `append(${states});`,
      `}`,
    ];
  }

  /** Takes over from one searcher: its own of the next level. */
  #adopting(states: string): string[] {
    const names = states.split(', ');
    return [
      `function adopt(level) {`,
      `for (let at = 0; at < level.length; at += ${names.length}) {`,
      ...names.map((name, n) => `const ${name} = level[at + ${n}];`),
      `if ((${this.#owner}) === index) append(${states});`,
      `}`,
      `current = set.count - waiting - 1;`,
      `}`,
      `function level() { levelEnd = set.count; }`,
    ];
  }

  #say(...lines: readonly string[]): void {
    if (this.#lines.push(...lines) > PART_COUNT_MAX) throw new TooMuch();
  }

  #name(): string {
    this.#names += 1;
    return `v${this.#names}`;
  }

  /** Which state properties, of those that anybody still wants to hear of, a state strikes. */
  #check(states: string): void {
    this.#say(`function check(${states}) {`, `let bits = 0;`);
    const of = (field: Field) => this.#extracted(field, 'n');
    for (const { bit, strikes } of this.#watch.states)
      this.#say(
        `if ((active & ${bit}) !== 0 && ${strikes((kind, thread, number) => {
          const field = this.#field(kind, thread, number);
          return field === undefined ? this.#constant(kind, number) : of(field);
        })}) bits |= ${bit};`,
      );
    this.#say(`return bits;`, `}`);
  }

  #tell(states: readonly string[], parents: readonly string[]): void {
    this.#say(
      `function tell(${states.join(', ')}, thread, code, bits) {`,
      ...parents.map((name, n) => `here[${n}] = ${name};`),
      ...states.map((name, n) => `behind[${n}] = ${name};`),
      `active &= ~bits;`,
      `return host.struck(here, behind, thread, code);`,
      `}`,
    );
  }

  #put(states: string): void {
    const hasChecks = this.#watch.states.length > 0;
    this.#say(
      `function put(${states}, thread, code, flags) {`,
      `transitions += 1;`,
      ...this.#sorting(),
      ...this.#hashing(),
      `if (set.count >= limit && !set.has(k0, k1)) {`,
      `const full = (flags | check(${states})) & active;`,
      `if (full !== 0) tell(${states}, thread, code, full);`,
      `host.full();`,
      `}`,
      `if (set.add(k0, k1)) {`,
      `append(${states});`,
      `if (log !== null) {`,
      `log.note(0, current, thread, code);`,
      `if (log.count >= logLimit) { log = null; host.forget(); }`,
      `}`,
      ...(hasChecks ? [`if (active !== 0) flags |= check(${states});`] : []),
      `}`,
      `flags &= active;`,
      `return flags !== 0 && tell(${states}, thread, code, flags);`,
      `}`,
    );
  }

  /** Whether a state was met; null where that is for another searcher to say. */
  #knows(names: readonly string[]): void {
    this.#say(
      `function knows(state) {`,
      ...names.map((name, n) => `let ${name} = state[${n}];`),
      ...this.#sorting(),
      ...this.#hashing(),
      ...(this.#isShared ? [`if ((${this.#owner}) !== index) return null;`] : []),
      `return set.has(k0, k1);`,
      `}`,
    );
  }

  /** As `#put`, but for what belongs to another searcher: that goes into the box for it. */
  #putShared(states: string): void {
    const count = this.#plan.wordCount;
    const hasChecks = this.#watch.states.length > 0;
    this.#say(
      `function put(${states}, thread, code, flags) {`,
      `transitions += 1;`,
      ...this.#sorting(),
      ...this.#hashing(),
      `const owner = ${this.#owner};`,
      `if (owner !== index) {`,
      // Most that is met twice is met in one level: what was sent lately is not sent again.
      `const slot = (k0 & ${SENT_MASK}) << 1;`,
      `if (sent[slot] !== k0 || sent[slot + 1] !== k1) {`,
      `sent[slot] = k0; sent[slot + 1] = k1;`,
      `const box = boxes[owner], at = boxAt[owner];`,
      `if (at + ${count} > box.length) host.full();`,
      ...Array.from({ length: count }, (_none, n) => `box[at + ${n}] = n${n};`),
      `boxAt[owner] = at + ${count};`,
      `}`,
      `} else if (set.add(k0, k1)) {`,
      `append(${states});`,
      ...(hasChecks ? [`if (active !== 0) flags |= check(${states});`] : []),
      `}`,
      `flags &= active;`,
      `return flags !== 0 && tell(${states}, thread, code, flags);`,
      `}`,
    );
  }

  #ownerText(memberCount: number): string {
    const text = (field: Field) => this.#extracted(field, 'n');
    const ownership = ownershipOf(this.#plan, memberCount);
    if ('register' in ownership) {
      const { register, shift } = ownership;
      return `((${minus(text(register), register.range.least)}) >>> ${shift}) % ${memberCount}`;
    }
    const own = ownership.fields
      .map(text)
      .reduce((one, other) => `Math.imul(${one}, 31) + ${other}`);
    return `((Math.imul(${own}, 0x9e3779b1) >>> 16) * ${memberCount}) >> 16`;
  }

  /** Takes in the states that another searcher met and that belong to this one. */
  #drain(names: readonly string[], states: string): void {
    const count = names.length;
    const hasChecks = this.#watch.states.length > 0;
    this.#say(
      `function drain(box, length) {`,
      `for (let at = 0; at < length; at += ${count}) {`,
      ...names.map((name, n) => `const ${name} = box[at + ${n}];`),
      ...this.#hashing(),
      `if (!set.add(k0, k1)) continue;`,
      `append(${states});`,
    );
    if (hasChecks)
      this.#say(
        `const bits = active === 0 ? 0 : check(${states}) & active;`,
        `if (bits === 0) continue;`,
        ...names.map((name, n) => `behind[${n}] = ${name};`),
        `active &= ~bits;`,
        `if (host.share.entered(behind)) return true;`,
      );
    this.#say(`}`, `return false;`, `}`);
  }

  /** Puts the blocks of alike threads in order, so that states which only swap them are one. */
  #sorting(): string[] {
    const lines: string[] = [];
    for (const [number, threads] of this.#classes.entries()) {
      const blocks = threads.map((thread) => this.#plan.threads[thread]!.block!);
      const name = (index: number) => `b${number}_${index}`;
      blocks.forEach(({ word, shift, bits }, index) => {
        lines.push(`let ${name(index)} = ${shifted(`n${word}`, shift)} & ${maskOf(bits)};`);
      });
      for (let last = threads.length - 1; last > 0; last -= 1)
        for (let index = 0; index < last; index += 1) {
          const [one, other] = [name(index), name(index + 1)];
          lines.push(
            `if (${one} > ${other}) { const b = ${one}; ${one} = ${other}; ${other} = b; }`,
          );
        }
      blocks.forEach(({ word, shift, bits }, index) => {
        const mask = ~(maskOf(bits) << shift);
        lines.push(`n${word} = (n${word} & ${mask}) | (${name(index)} << ${shift});`);
      });
    }
    return lines;
  }

  /**
   * The key of a state in `k0` and `k1`. With two words or fewer it is the state, stirred by a
   * bijection, and the set is exact; with more it is a fingerprint of 64 bits, or exact by numbers
   * that pairs of words have, and pairs of such a number and a word.
   */
  #hashing(): string[] {
    const { wordCount } = this.#plan;
    const isPaired = this.#isExact && wordCount > 2;
    const names = Array.from({ length: wordCount }, (_none, n) => `n${n}`);
    const last = isPaired ? names.pop()! : wordCount > 1 ? 'n1' : '0';
    const head = isPaired ? names.reduce((left, right) => `numberOf(${left}, ${right})`) : 'n0';
    const lines = [`let k0 = ${head}, k1 = ${last}, h = 0;`];
    const stir = (from: string, into: string, first: number, second: number) => [
      `h = Math.imul(${from} ^ (${from} >>> 16), ${first});`,
      `h = Math.imul(h ^ (h >>> 15), ${second});`,
      `${into} ^= h ^ (h >>> 15);`,
    ];
    lines.push(...stir('k0', 'k1', 0x21f0aaad, 0x735a2d97));
    lines.push(...stir('k1', 'k0', 0x85ebca6b, 0xc2b2ae35));
    for (let word = 2; word < wordCount && !isPaired; word += 1) {
      // Both halves take the word in, each in its own way, and are stirred into each other again.
      lines.push(`k0 = Math.imul(k0 ^ n${word}, 0x9e3779b1);`);
      lines.push(`k1 = Math.imul((k1 + n${word}) | 0, 0x7feb352d) ^ (n${word} >>> 15);`);
      lines.push(...stir('k0', 'k1', 0x21f0aaad, 0x735a2d97));
      lines.push(...stir('k1', 'k0', 0x85ebca6b, 0xc2b2ae35));
    }
    return lines;
  }

  #expand(): void {
    this.#say(`function expand() {`);
    for (let word = 0; word < this.#plan.wordCount; word += 1)
      this.#say(`const q${word} = p${word};`);
    for (const [thread, plan] of this.#plan.threads.entries()) {
      this.#thread = thread;
      this.#say(`switch (${this.#extracted(plan.place, 'q')}) {`);
      for (const [number, { pc, isFinished }] of plan.places.entries()) {
        if (isFinished) continue;
        this.#say(`case ${number}: {`);
        const path: Path = { known: new Map(), code: 0, weight: 1, flags: [] };
        this.#ways(plan, plan.steps.get(pc)!.ways, pc, path, 0);
        this.#say(`break;`, `}`);
      }
      this.#say(`}`);
    }
    this.#say(`return false;`, `}`);
  }

  #ways(plan: ThreadPlan, ways: readonly Way[], pc: number, path: Path, depth: number): void {
    if (depth > DEPTH_MAX) throw new TooMuch();
    const [only] = ways;
    if (ways.length === 1 && only !== undefined) {
      const guard = only.when === null ? 1 : this.#condition(only.when, path.known);
      if (guard === 0) return;
      if (guard !== 1) this.#say(`if (${guard}) {`);
      this.#way(plan, only, pc, path, depth);
      if (guard !== 1) this.#say(`}`);
      return;
    }
    const open = ways.map(({ when }) => {
      const name = this.#name();
      this.#say(
        `const ${name} = ${when === null ? 1 : this.#condition(when, path.known)} ? 1 : 0;`,
      );
      return name;
    });
    const count = this.#name();
    this.#say(`const ${count} = ${open.join(' + ')};`);
    ways.forEach((way, index) => {
      const number = index === 0 ? '0' : open.slice(0, index).join(' + ');
      const code = this.#name();
      const weight = this.#name();
      this.#say(
        `if (${open[index]} === 1) {`,
        `const ${code} = ${path.code} + (${number}) * ${path.weight};`,
        `const ${weight} = ${path.weight} * ${count};`,
      );
      this.#way(plan, way, pc, { ...path, code, weight }, depth);
      this.#say(`}`);
    });
  }

  #way(plan: ThreadPlan, way: Way, pc: number, path: Path, depth: number): void {
    const known = new Map(path.known);
    const flags = [...path.flags];
    for (const deed of way.deeds) {
      switch (deed.kind) {
        case 'event': {
          const bits = this.#watch.event(this.#thread, deed.event, deed.detail);
          if (bits === 0) break;
          const fails = deed.unless === null ? 0 : this.#condition(deed.unless, known);
          if (fails === 1) break;
          if (fails === 0) flags.push(bits);
          else {
            const flag = this.#name();
            this.#say(`const ${flag} = ${fails} ? 0 : ${bits};`);
            flags.push(flag);
          }
          break;
        }
        case 'exchange': {
          const before = this.#value({ kind: 'word', number: deed.target }, known);
          this.#assign(known, 'word', deed.target, this.#value(deed.value, known));
          if (deed.into >= 0) this.#assign(known, 'register', deed.into, before);
          break;
        }
        default:
          this.#assign(known, deed.kind, deed.target, this.#value(deed.value, known));
      }
    }
    this.#onward(plan, way.onward, pc, { ...path, known, flags }, depth);
  }

  #assign(known: Map<Field, Text>, kind: 'word' | 'register', number: number, value: Text): void {
    const field = this.#field(kind, this.#thread, number)!;
    let named = value;
    if (typeof value === 'string' && !/^\w+$/.test(value)) {
      named = this.#name();
      this.#say(`const ${named} = ${value};`);
    }
    const { least, most } = field.range;
    if (typeof named === 'string' && !field.isBounded)
      this.#say(
        `if (${named} < ${least} || ${named} > ${most}) ` +
          `host.widen(${this.#plan.fields.indexOf(field)}, ${named});`,
      );
    else if (typeof named === 'number' && (named < least || named > most))
      this.#say(`host.widen(${this.#plan.fields.indexOf(field)}, ${named});`);
    known.set(field, named);
  }

  #onward(plan: ThreadPlan, onward: Onward, pc: number, path: Path, depth: number): void {
    switch (onward.kind) {
      case 'next':
        this.#goTo(plan, onward.pc, path, depth);
        return;
      case 'branch': {
        const condition = this.#condition(onward.when, path.known);
        if (typeof condition === 'number') {
          this.#goTo(plan, condition === 0 ? onward.other : onward.pc, path, depth);
          return;
        }
        this.#say(`if (${condition}) {`);
        this.#goTo(plan, onward.pc, path, depth);
        this.#say(`} else {`);
        this.#goTo(plan, onward.other, path, depth);
        this.#say(`}`);
        return;
      }
      case 'choose': {
        const { among } = onward;
        const field = this.#field('register', this.#thread, onward.register);
        among.forEach((value, index) => {
          const code = this.#name();
          const weight = this.#name();
          this.#say(
            `{`,
            `const ${code} = ${path.code} + ${index} * ${path.weight};`,
            `const ${weight} = ${path.weight} * ${among.length};`,
          );
          const known = new Map(path.known);
          if (field !== undefined) known.set(field, value);
          this.#goTo(plan, onward.pc, { ...path, known, code, weight }, depth);
          this.#say(`}`);
        });
        return;
      }
      case 'exit':
        this.#say(`exits[${this.#thread}] += 1;`);
        this.#rest(plan, { pc, isFinished: true }, path);
    }
  }

  #goTo(plan: ThreadPlan, pc: number, path: Path, depth: number): void {
    const step = plan.steps.get(pc)!;
    if (step.rests) this.#rest(plan, { pc, isFinished: false }, path);
    else this.#ways(plan, step.ways, pc, path, depth + 1);
  }

  /** The end of a step: the packed state behind it. */
  #rest(plan: ThreadPlan, at: { pc: number; isFinished: boolean }, path: Path): void {
    const place = plan.places.findIndex(
      ({ pc, isFinished }) => pc === at.pc && isFinished === at.isFinished,
    );
    const known = new Map(path.known);
    known.set(plan.place, place);
    const states = Array.from({ length: this.#plan.wordCount }, (_none, word) => {
      let mask = 0;
      let constant = 0;
      const parts: string[] = [];
      for (const [field, value] of known) {
        if (field.word !== word || field.bits === 0) continue;
        const { shift, bits, range } = field;
        const own = maskOf(bits) << shift;
        mask |= own;
        if (typeof value === 'number') constant |= ((value - range.least) << shift) & own;
        else parts.push(`(${minus(value, range.least)} << ${shift})`);
      }
      if (mask === 0) return `q${word}`;
      const kept = mask === -1 ? [] : [`(q${word} & ${~mask})`];
      return [...kept, ...parts, ...(constant === 0 ? [] : [`${constant}`])].join(' | ') || '0';
    });
    const flags = path.flags.length === 0 ? '0' : path.flags.join(' | ');
    if (!at.isFinished) this.#say(`reached[${at.pc}] = 1;`);
    this.#say(
      `if (put(${states.join(', ')}, ${this.#thread}, ${path.code}, ${flags})) return true;`,
    );
  }

  #field(kind: 'word' | 'register', thread: number, number: number): Field | undefined {
    return kind === 'word'
      ? this.#plan.words.get(number)
      : this.#plan.threads[thread]!.registers.get(number);
  }

  #constant(kind: 'word' | 'register', number: number): number {
    return kind === 'word' ? this.#initial[number]! : 0;
  }

  /** The value of a field in the packed words with this prefix. */
  #extracted({ word, shift, bits, range }: Field, prefix: string): string {
    if (bits === 0) return `${range.least}`;
    const value =
      bits === 32
        ? `${prefix}${word}`
        : `(${shifted(`${prefix}${word}`, shift)} & ${maskOf(bits)})`;
    return range.least === 0 ? value : `((${value} + ${range.least}) | 0)`;
  }

  #value(value: Value, known: Known): Text {
    switch (value.kind) {
      case 'constant':
        return value.number;
      case 'word':
      case 'register': {
        const field = this.#field(value.kind, this.#thread, value.number);
        if (field === undefined) return this.#constant(value.kind, value.number);
        return known.get(field) ?? this.#extracted(field, 'q');
      }
      case 'choice': {
        const when = this.#condition(value.when, known);
        const then = this.#value(value.then, known);
        const otherwise = this.#value(value.otherwise, known);
        if (typeof when === 'number') return when === 0 ? otherwise : then;
        return `(${when} ? ${then} : ${otherwise})`;
      }
      case 'comparison': {
        const condition = this.#condition(value, known);
        return typeof condition === 'number' ? condition : `(${condition} ? 1 : 0)`;
      }
      case 'arithmetic': {
        const left = this.#value(value.left, known);
        const right = this.#value(value.right, known);
        if (typeof left === 'number' && typeof right === 'number')
          return foldArithmetic(value.number, left, right);
        return ARITHMETIC_TEXT[value.number]!(left, right);
      }
    }
  }

  /** A condition: 0, 1, or a text that is true or false in its place. */
  #condition(value: Value, known: Known): Text {
    if (value.kind === 'comparison') {
      const left = this.#value(value.left, known);
      const right = this.#value(value.right, known);
      if (typeof left === 'number' && typeof right === 'number')
        return foldComparison(value.number, left, right);
      return comparisonText(value.number, left, right);
    }
    // & and | of comparisons are logical.
    if (value.kind === 'arithmetic' && isTruth(value)) {
      const left = this.#condition(value.left, known);
      const right = this.#condition(value.right, known);
      const isAnd = value.number === AND;
      for (const [one, other] of [
        [left, right],
        [right, left],
      ] as const)
        if (typeof one === 'number') return (one === 0) === isAnd ? one : other;
      return `(${left} ${isAnd ? '&&' : '||'} ${right})`;
    }
    const text = this.#value(value, known);
    return typeof text === 'number' ? (text === 0 ? 0 : 1) : `(${text} !== 0)`;
  }
}

const AND = 6;
const OR = 7;

/** Whether a value is 0 or 1 by its form. */
function isTruth(value: Value): boolean {
  if (value.kind === 'comparison') return true;
  return (
    value.kind === 'arithmetic' &&
    (value.number === AND || value.number === OR) &&
    isTruth(value.left) &&
    isTruth(value.right)
  );
}

function maskOf(bits: number): number {
  return bits === 32 ? -1 : 2 ** bits - 1;
}

function shifted(text: string, shift: number): string {
  return shift === 0 ? text : `(${text} >>> ${shift})`;
}

function minus(value: string, least: number): string {
  return least === 0 ? value : `(${value} - ${least})`;
}
