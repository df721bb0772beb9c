/**
 * Code: programs as the words that threads execute. An instruction is CODE_WORDS words: the
 * operation, a mode word that says which fields are registers, and ten fields. Loops and branches
 * become jumps. Invariant: what is encoded cannot leave its program, name an absent word, or divide
 * a jump from its target; everything that could is refused here, with its place in the scenario.
 */

import {
  INSTRUCTION_COUNT_MAX,
  MADV,
  NAMED_REGISTER_COUNT,
  PAGED_CALLS,
  PAUSE,
  UsageError,
} from '../../kernel/index.ts';
import { ARITHMETIC, COMPARISONS } from './arithmetic.ts';
import { EFFECT, type ExpressionNames, expressionWords } from './expression.ts';
import type {
  Alternative,
  Arithmetic,
  Comparison,
  Condition,
  Distribution,
  Effect,
  Instruction,
  Operand,
  Program,
  Register,
} from './instruction.ts';

/** Words of one encoded instruction. */
export const CODE_WORDS = 12;

/** Operations of encoded instructions. */
export const OPERATION = {
  syscall: 0,
  jump: 1,
  load: 2,
  store: 3,
  cas: 4,
  add: 5,
  compute: 6,
  choose: 7,
  pause: 8,
  loopBegin: 9,
  loopBack: 10,
  forever: 11,
  unless: 12,
  goto: 13,
  expect: 14,
  barrier: 15,
  await: 16,
  lock: 17,
  unlock: 18,
  mark: 19,
  serve: 20,
  exit: 21,
  rest: 22,
  access: 23,
  read: 24,
  write: 25,
  interrupt: 26,
  atomic: 27,
  select: 28,
} as const;

/** Words of one way to go in the table of an atomic step: condition, effects, next instruction. */
export const ALTERNATIVE_WORDS = 3;
/** Words of one effect in that table: kind, target, value. */
export const EFFECT_WORDS = 3;

/** Fields of an encoded system call behind its six arguments. */
export const SYSCALL_NUMBER_FIELD = 6;
/** The register that takes the result, + 1. */
export const SYSCALL_INTO = 7;
/** How many arguments were given; the others are zero. */
export const SYSCALL_ARGUMENT_COUNT = 8;
/** Fields of a read or write behind the page and the word. */
export const TOUCH_VALUE = 2;
export const TOUCH_INTO = 2;
export const TOUCH_FAULT = 3;

const SHARED_NAMES = [
  'load',
  'store',
  'cas',
  'add',
  'forever',
  'barrier',
  'await',
  'rest',
  'atomic',
  'select',
];

/**
 * 1 for operations that another thread could notice; `forever` rests so that a step always ends.
 */
export const OPERATION_SHARED = Uint8Array.from(Object.keys(OPERATION), (name) =>
  SHARED_NAMES.includes(name) ? 1 : 0,
);

/** Kinds of access by number: ACCESS of the kernel. */
const ACCESS_KINDS = ['read', 'write', 'execute'] as const;

/** The largest sigma of a log-normal pause: its 99th percentile is 10,000 times its median. */
const SIGMA_MAX = 4;

/** Times in ns, and how often they come: the weights of all up to each. */
export interface Histogram {
  readonly ns: readonly number[];
  readonly upTo: readonly number[];
}

/** What names in programs stand for. */
export interface Names {
  readonly regions: ReadonlyMap<string, { readonly page: number; readonly foreign: boolean }>;
  /** First page behind the highest region: code stands below it. */
  readonly pageEnd: number;
  readonly words: ReadonlyMap<string, number>;
  readonly locks: ReadonlyMap<string, number>;
  /** System call numbers by name. */
  readonly syscalls: ReadonlyMap<string, number>;
  /** Values of `$name`. */
  readonly constants: ReadonlyMap<string, number>;
  /** Words of a page; 0 where there is no paging. */
  readonly wordsPerFrame: number;
  /** Whether threads are tasks. */
  readonly hasTasks: boolean;
}

/** Encodes programs one behind the other, with tables of names that reports need. */
export class CodeBuilder {
  readonly #names: Names;
  readonly #code: number[] = [];
  /** Where each instruction came from, by instruction number: a path into the scenario. */
  readonly sources: string[] = [];
  /** Names of marks and failed expectations, by number. */
  readonly marks: string[] = [];
  readonly barriers: string[] = [];
  /** Histograms that pauses are drawn from, by number. */
  readonly histograms: Histogram[] = [];
  /** Some program waits for what words hold together. */
  hasAtomicSteps = false;
  #path = '';
  #depth = 0;

  constructor(names: Names) {
    this.#names = names;
  }

  /** The words of all programs, and behind them the tables of `choose`. */
  words(): Int32Array {
    const tables: number[] = [];
    for (let at = 0; at < this.#code.length; at += CODE_WORDS) {
      const pending = this.#tables.get(at);
      if (pending === undefined) continue;
      this.#code[at + 4] = this.#code.length + tables.length;
      tables.push(...pending);
    }
    return Int32Array.from([...this.#code, ...tables]);
  }

  readonly #tables = new Map<number, number[]>();

  /** Encodes a program that ends by `last`, and returns the number of its first instruction. */
  program(program: Program, path: string, last: 'exit' | 'sigreturn'): number {
    const entry = this.#next();
    this.#depth = 0;
    this.#body(program, path);
    this.#path = path;
    if (last === 'exit') this.#emit(OPERATION.exit, []);
    else this.#instruction({ do: 'syscall', name: 'rt_sigreturn' });
    return entry;
  }

  /** Encodes the life of a core's interrupt handler: it handles one interrupt after the other. */
  handler(path: string): number {
    const entry = this.#next();
    this.#path = path;
    this.#emit(OPERATION.interrupt, []);
    this.#emit(OPERATION.forever, [entry]);
    return entry;
  }

  /** Encodes the slot of a driven thread: it rests, runs what was put there, and rests again. */
  slot(path: string): number {
    const entry = this.#next();
    this.#path = path;
    this.#emit(OPERATION.rest, []);
    this.#emit(OPERATION.goto, [entry]);
    this.#emit(OPERATION.goto, [entry]);
    return entry;
  }

  #next(): number {
    return this.#code.length / CODE_WORDS;
  }

  #body(program: Program, path: string): void {
    program.forEach((instruction, index) => {
      this.#path = `${path}[${index}]`;
      this.#instruction(instruction);
    });
  }

  #refuse(message: string, hint = ''): never {
    throw new UsageError(message, hint, this.#path);
  }

  #emit(operation: number, fields: readonly (number | Field)[]): number {
    const at = this.#code.length;
    let mode = 0;
    const words = [operation, 0];
    fields.forEach((field, index) => {
      if (typeof field === 'number') {
        words.push(field);
      } else {
        words.push(field.register);
        mode |= 1 << index;
      }
    });
    while (words.length < CODE_WORDS) words.push(0);
    words[1] = mode;
    this.#code.push(...words);
    if (this.sources.push(this.#path) > INSTRUCTION_COUNT_MAX)
      this.#refuse(
        `the programs have more than ${INSTRUCTION_COUNT_MAX} instructions`,
        'INSTRUCTION_COUNT_MAX in kernel/limits.ts',
      );
    return at;
  }

  /** Fills the jump target of an instruction that was emitted before its target was known. */
  #patch(at: number, field: number): void {
    this.#code[at + 2 + field] = this.#next();
  }

  #instruction(instruction: Instruction): void {
    const path = this.#path;
    switch (instruction.do) {
      case 'syscall': {
        const number = this.#names.syscalls.get(instruction.name);
        if (number === undefined)
          this.#refuse(
            `no system call is named '${instruction.name}'`,
            `known: ${[...this.#names.syscalls.keys()].join(', ')}`,
          );
        if (PAGED_CALLS.has(instruction.name)) this.#needPages(instruction.name);
        const given = instruction.arguments ?? [];
        if (given.length > 6) this.#refuse('a system call takes at most six arguments');
        if (
          instruction.name === 'madvise' &&
          given[2] === MADV.GUARD_INSTALL &&
          this.#names.wordsPerFrame === 0
        )
          this.#refuse(
            'guard pages are markers in a page table, and the scenario has none',
            'give it `paging: { frames, wordsPerFrame }`',
          );
        const fields: (number | Field)[] = given.map((operand) => this.#operand(operand));
        while (fields.length < 6) fields.push(0);
        const into = this.#into(instruction.into);
        this.#emit(OPERATION.syscall, [...fields, number, into, given.length]);
        return;
      }
      case 'jump': {
        const { to, offset = 2, foreign } = instruction;
        if (!Number.isInteger(offset) || offset < 1 || offset > 4096)
          this.#refuse(
            `the address behind a syscall instruction is byte 1..4096 of a page, not ${offset}`,
          );
        const region =
          typeof to === 'string' && to.startsWith('@') ? this.#region(to.slice(1)) : undefined;
        const { pageEnd } = this.#names;
        if (typeof to === 'number' && (to < 0 || to >= pageEnd))
          this.#refuse(
            `a jump to page ${to} leaves the program's memory`,
            `its regions stand in pages 0..${pageEnd - 1}`,
          );
        const isForeign = foreign ?? region?.foreign ?? false;
        this.#emit(OPERATION.jump, [this.#operand(to), offset, isForeign ? 1 : 0]);
        return;
      }
      case 'load':
        this.#emit(OPERATION.load, [this.#word(instruction.word), this.#into(instruction.into)]);
        return;
      case 'store':
        this.#emit(OPERATION.store, [
          this.#word(instruction.word),
          this.#operand(instruction.value),
        ]);
        return;
      case 'cas':
        this.#emit(OPERATION.cas, [
          this.#word(instruction.word),
          this.#operand(instruction.expected),
          this.#operand(instruction.desired),
          this.#into(instruction.into),
        ]);
        return;
      case 'add':
        this.#emit(OPERATION.add, [
          this.#word(instruction.word),
          this.#operand(instruction.value),
          this.#into(instruction.into),
        ]);
        return;
      case 'compute': {
        const { into, value } = instruction;
        const [left, operator, right] = isCalculation(value) ? value : [value, 'value', 0];
        const number = ARITHMETIC.indexOf(operator as Arithmetic | 'value');
        if (number < 0) this.#refuse(`no arithmetic is named '${operator}'`);
        this.#emit(OPERATION.compute, [
          this.#operand(left),
          this.#operand(right),
          number,
          this.#into(into),
        ]);
        return;
      }
      case 'choose': {
        if (instruction.among.length === 0) this.#refuse('nothing to choose among');
        const table = instruction.among.map((operand) => {
          const field = this.#operand(operand);
          return typeof field === 'number'
            ? field
            : this.#refuse('a choice is among numbers and regions, not registers');
        });
        const at = this.#emit(OPERATION.choose, [this.#into(instruction.into), table.length, 0]);
        this.#tables.set(at, table);
        return;
      }
      case 'work':
        this.#emit(OPERATION.pause, [
          PAUSE.work,
          this.#bounded(instruction.units, 'units', 0, 1e9),
          0,
        ]);
        return;
      case 'pause':
        this.#emit(OPERATION.pause, this.#distribution(instruction.for));
        return;
      case 'loop': {
        if (instruction.times === 'forever') {
          const begin = this.#next();
          this.#body(instruction.body, `${path}.body`);
          this.#path = path;
          this.#emit(OPERATION.forever, [begin]);
          return;
        }
        if (this.#depth >= 4) this.#refuse('loops nest four deep at most');
        const counter = NAMED_REGISTER_COUNT + this.#depth;
        this.#depth += 1;
        const times = this.#bounded(instruction.times, 'times', 1, 0x7fff_ffff);
        this.#emit(OPERATION.loopBegin, [counter, times]);
        const begin = this.#next();
        this.#body(instruction.body, `${path}.body`);
        this.#path = path;
        this.#emit(OPERATION.loopBack, [counter, begin]);
        this.#depth -= 1;
        return;
      }
      case 'repeat': {
        const begin = this.#next();
        this.#body(instruction.body, `${path}.body`);
        this.#path = path;
        this.#emit(OPERATION.unless, [...this.#condition(instruction.until), begin]);
        return;
      }
      case 'atomic':
        this.#atomic(OPERATION.atomic, [instruction], path);
        return;
      case 'select':
        if (instruction.among.length === 0) this.#refuse('nothing to select among');
        this.#atomic(OPERATION.select, instruction.among, path);
        return;
      case 'branch': {
        const unless = this.#emit(OPERATION.unless, [...this.#condition(instruction.when), 0]);
        this.#body(instruction.then, `${path}.then`);
        this.#path = path;
        if (instruction.otherwise === undefined) {
          this.#patch(unless, 3);
          return;
        }
        const skip = this.#emit(OPERATION.goto, [0]);
        this.#patch(unless, 3);
        this.#body(instruction.otherwise, `${path}.otherwise`);
        this.#patch(skip, 0);
        return;
      }
      case 'expect':
        this.#emit(OPERATION.expect, [
          ...this.#condition(instruction.when),
          this.#mark(instruction.otherwise),
        ]);
        return;
      case 'barrier': {
        let number = this.barriers.indexOf(instruction.name);
        if (number < 0) number = this.barriers.push(instruction.name) - 1;
        this.#emit(OPERATION.barrier, [number]);
        return;
      }
      case 'await':
        this.#emit(OPERATION.await, [
          this.#word(instruction.word),
          this.#operand(instruction.is[1]),
          this.#comparison(instruction.is[0]),
          this.#into(instruction.into),
        ]);
        return;
      case 'lock':
      case 'unlock': {
        const number = this.#names.locks.get(instruction.lock);
        if (number === undefined)
          this.#refuse(`no lock is named '${instruction.lock}'`, 'declare it in `locks`');
        this.#emit(OPERATION[instruction.do], [number, instruction.mode === 'write' ? 1 : 0]);
        return;
      }
      case 'access':
        this.#emit(OPERATION.access, [
          this.#operand(instruction.at),
          ACCESS_KINDS.indexOf(instruction.kind),
          this.#into(instruction.into),
        ]);
        return;
      case 'read':
        this.#emit(OPERATION.read, [
          this.#operand(instruction.at),
          this.#pageWord(instruction.word),
          this.#into(instruction.into),
          this.#into(instruction.fault),
        ]);
        return;
      case 'write':
        this.#emit(OPERATION.write, [
          this.#operand(instruction.at),
          this.#pageWord(instruction.word),
          this.#operand(instruction.value),
          this.#into(instruction.fault),
        ]);
        return;
      case 'mark':
        this.#emit(OPERATION.mark, [this.#mark(instruction.name)]);
        return;
      case 'serve':
        this.#emit(OPERATION.serve, []);
        return;
      case 'exit':
        this.#emit(OPERATION.exit, []);
        return;
    }
  }

  /**
   * An atomic step, whose table holds for each way to go where its condition and its effects stand
   * in the table, 0 for none, and where the thread goes on.
   */
  #atomic(operation: number, among: readonly Alternative[], path: string): void {
    this.hasAtomicSteps = true;
    const isOne = operation === OPERATION.atomic;
    const at = this.#emit(operation, [0, among.length, 0]);
    const table: number[] = Array.from({ length: among.length * ALTERNATIVE_WORDS }, () => 0);
    among.forEach(({ when, effects = [] }, index) => {
      this.#path = isOne ? path : `${path}.among[${index}]`;
      const entry = index * ALTERNATIVE_WORDS;
      if (when !== undefined) {
        table[entry] = table.length;
        table.push(...expressionWords(when, this.#expressionNames));
      }
      table[entry + 1] = table.length;
      table.push(...this.#effects(effects, table.length));
    });
    this.#tables.set(at, table);
    const skips: number[] = [];
    among.forEach(({ then = [] }, index) => {
      table[index * ALTERNATIVE_WORDS + 2] = this.#next();
      this.#body(then, `${path}.among[${index}].then`);
      this.#path = path;
      if (index < among.length - 1 && then.length > 0) skips.push(this.#emit(OPERATION.goto, [0]));
    });
    for (const skip of skips) this.#patch(skip, 0);
    among.forEach(({ then = [] }, index) => {
      if (then.length === 0) table[index * ALTERNATIVE_WORDS + 2] = this.#next();
    });
  }

  /** Effects as they stand in a table from `begin` on: kind, target, place of the value. */
  #effects(effects: readonly Effect[], begin: number): number[] {
    const words: number[] = [];
    const values: number[] = [];
    const valuesBegin = begin + effects.length * EFFECT_WORDS + 1;
    for (const effect of effects) {
      const isExpectation = 'expect' in effect;
      const register = isExpectation ? null : /^r([0-7])$/.exec(effect[0]);
      if (register !== null) words.push(EFFECT.register, Number(register[1]));
      else if (isExpectation) words.push(EFFECT.expect, this.#mark(effect.otherwise));
      else words.push(EFFECT.word, this.#word(effect[0]));
      words.push(valuesBegin + values.length);
      const value = isExpectation ? effect.expect : effect[2];
      values.push(...expressionWords(value, this.#expressionNames));
    }
    return [...words, EFFECT.none, ...values];
  }

  readonly #expressionNames: ExpressionNames = {
    word: (name) => this.#word(name),
    operand: (operand) => this.#operand(operand),
    refuse: (message, hint) => this.#refuse(message, hint),
  };

  #mark(name: string): number {
    const known = this.marks.indexOf(name);
    return known >= 0 ? known : this.marks.push(name) - 1;
  }

  /** A word of a page, which only worlds with paging have. */
  #pageWord(word: Operand): number | Field {
    const { wordsPerFrame } = this.#names;
    if (wordsPerFrame === 0)
      this.#refuse('pages hold words only where there is paging', 'give the scenario `paging`');
    const field = this.#operand(word);
    return typeof field === 'number'
      ? this.#bounded(field, 'a word of a page', 0, wordsPerFrame - 1)
      : field;
  }

  #region(name: string): { readonly page: number; readonly foreign: boolean } {
    return (
      this.#names.regions.get(name) ??
      this.#refuse(
        `no region is named '${name}'`,
        `regions: ${[...this.#names.regions.keys()].join(', ')}`,
      )
    );
  }

  /** The first page of a region, or with `+n` behind its name another one. */
  #page(text: string): number {
    const [, name = text, offset = '0'] = /^(.*)\+(\d+)$/.exec(text) ?? [];
    const known = this.#names.regions.get(text);
    return known?.page ?? this.#region(name).page + Number(offset);
  }

  /** A call whose arguments stand in user memory needs tasks, and pages. */
  #needPages(name: string): void {
    const { wordsPerFrame, hasTasks } = this.#names;
    if (wordsPerFrame === 0)
      this.#refuse(
        `${name} has arguments in user memory, and the scenario has no pages`,
        'give it `paging: { frames, wordsPerFrame }`',
      );
    if (!hasTasks) this.#refuse(`${name} is a call of tasks`, 'make threads tasks: `tasks: {}`');
  }

  /** The user address of a word of a region: addresses count words. */
  #address(text: string): number {
    const { wordsPerFrame } = this.#names;
    if (wordsPerFrame === 0)
      this.#refuse('words have addresses only where there is paging', 'give the scenario `paging`');
    const [, name = text, offset = '0'] = /^(.*)\+(\d+)$/.exec(text) ?? [];
    const isWhole = this.#names.regions.has(text);
    const { page } = this.#region(isWhole ? text : name);
    return page * wordsPerFrame + (isWhole ? 0 : Number(offset));
  }

  #word(name: string): number {
    return (
      this.#names.words.get(name) ??
      this.#refuse(
        `no word of memory is named '${name}'`,
        `words: ${[...this.#names.words.keys()].join(', ') || 'none'}`,
      )
    );
  }

  #operand(operand: Operand): number | Field {
    if (typeof operand === 'number')
      return this.#bounded(operand, 'a value', -(2 ** 31), 2 ** 31 - 1);
    if (operand.startsWith('$'))
      return (
        this.#names.constants.get(operand.slice(1)) ??
        this.#refuse(`no constant is named '${operand}'`)
      );
    if (operand.startsWith('@')) return this.#page(operand.slice(1));
    if (operand.startsWith('&')) return this.#address(operand.slice(1));
    return { register: this.#register(operand as Register) };
  }

  #register(name: Register): number {
    const match = /^r([0-7])$/.exec(name);
    if (match === null)
      this.#refuse(`'${name}' is no value`, 'a number, r0..r7, @region or &region');
    return Number(match[1]);
  }

  /** The register that takes a result: its number + 1, or 0 for none. */
  #into(register: Register | undefined): number {
    return register === undefined ? 0 : this.#register(register) + 1;
  }

  #comparison(comparison: Comparison): number {
    const number = COMPARISONS.indexOf(comparison);
    if (number < 0) this.#refuse(`no comparison is named '${comparison}'`);
    return number;
  }

  #condition([left, comparison, right]: Condition): (number | Field)[] {
    return [this.#operand(left), this.#operand(right), this.#comparison(comparison)];
  }

  #distribution(distribution: Distribution): [number, number | Field, number] {
    const ns = (value: number) => this.#bounded(value, 'a time in ns', 0, 2e9);
    if ('constant' in distribution) {
      const { constant } = distribution;
      const length =
        typeof constant === 'string' ? { register: this.#register(constant) } : ns(constant);
      return [PAUSE.constant, length, 0];
    }
    if ('exponential' in distribution) return [PAUSE.exponential, ns(distribution.exponential), 0];
    if ('uniform' in distribution) {
      const [from, to] = distribution.uniform;
      if (to < from) this.#refuse('a uniform pause runs from its smaller to its larger time');
      return [PAUSE.uniform, ns(from), ns(to)];
    }
    if ('logNormal' in distribution) {
      const [median, sigma] = distribution.logNormal;
      if (!(sigma >= 0 && sigma <= SIGMA_MAX))
        this.#refuse(`sigma of a log-normal pause is a number in 0..${SIGMA_MAX}, not ${sigma}`);
      return [PAUSE.logNormal, ns(median), Math.round(sigma * 1_000)];
    }
    if ('oneIn' in distribution) {
      const [count, slow] = distribution.oneIn;
      return [PAUSE.oneIn, this.#bounded(count, 'how many times', 1, 2e9), ns(slow)];
    }
    if ('histogram' in distribution)
      return [PAUSE.histogram, this.#histogram(distribution.histogram, ns), 0];
    this.#refuse(
      'a pause lasts as one of its distributions says, and names none',
      'constant, uniform, exponential, logNormal, oneIn or histogram',
    );
  }

  /** The number of a histogram; its weights are kept as running sums. */
  #histogram(
    entries: readonly (readonly [ns: number, weight: number])[],
    ns: (value: number) => number,
  ): number {
    if (entries.length === 0) this.#refuse('a histogram has at least one time');
    let sum = 0;
    const upTo = entries.map(([, weight]) => {
      sum += this.#bounded(weight, 'a weight', 1, 1e6);
      return sum;
    });
    return this.histograms.push({ ns: entries.map(([time]) => ns(time)), upTo }) - 1;
  }

  #bounded(value: number, what: string, min: number, max: number): number {
    if (!Number.isInteger(value) || value < min || value > max)
      this.#refuse(`${what} is a whole number in ${min}..${max}, not ${value}`);
    return value;
  }
}

/** A field that names a register. */
interface Field {
  readonly register: number;
}

function isCalculation(
  value: Operand | readonly [Operand, Arithmetic, Operand],
): value is readonly [Operand, Arithmetic, Operand] {
  return Array.isArray(value);
}
