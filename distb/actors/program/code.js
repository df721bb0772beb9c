/**
 * Code: programs as the words that threads execute. An instruction is CODE_WORDS words: the
 * operation, a mode word that says which fields are registers, and ten fields. Loops and branches
 * become jumps. Invariant: what is encoded cannot leave its program, name an absent word, or divide
 * a jump from its target; everything that could is refused here, with its place in the scenario.
 */
import { INSTRUCTION_COUNT_MAX, NAMED_REGISTER_COUNT, PAUSE, UsageError, } from '../../kernel/index.js';
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
};
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
/**
 * 1 for operations that another thread could notice; `forever` rests so that a step always ends.
 */
export const OPERATION_SHARED = Uint8Array.from(Object.keys(OPERATION), (name) => ['load', 'store', 'cas', 'add', 'forever', 'barrier', 'await', 'rest'].includes(name) ? 1 : 0);
/** Comparisons by number. */
export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];
/** Arithmetic by number. */
export const ARITHMETIC = [
    'value',
    '+',
    '-',
    '*',
    '/',
    '%',
    '&',
    '|',
    '^',
];
/** Kinds of access by number: ACCESS of the kernel. */
const ACCESS_KINDS = ['read', 'write', 'execute'];
/** Whether a comparison, by number, holds. */
export function compare(comparison, left, right) {
    switch (comparison) {
        case 0:
            return left === right;
        case 1:
            return left !== right;
        case 2:
            return left < right;
        case 3:
            return left <= right;
        case 4:
            return left > right;
        default:
            return left >= right;
    }
}
/** The result of arithmetic, by number; a division by zero gives zero. */
export function calculate(arithmetic, left, right) {
    switch (arithmetic) {
        case 0:
            return left;
        case 1:
            return (left + right) | 0;
        case 2:
            return (left - right) | 0;
        case 3:
            return Math.imul(left, right);
        case 4:
            return right === 0 ? 0 : (left / right) | 0;
        case 5:
            return right === 0 ? 0 : left % right;
        case 6:
            return left & right;
        case 7:
            return left | right;
        default:
            return left ^ right;
    }
}
/** Encodes programs one behind the other, with tables of names that reports need. */
export class CodeBuilder {
    #names;
    #code = [];
    /** Where each instruction came from, by instruction number: a path into the scenario. */
    sources = [];
    /** Names of marks and failed expectations, by number. */
    marks = [];
    barriers = [];
    #path = '';
    #depth = 0;
    constructor(names) {
        this.#names = names;
    }
    /** The words of all programs, and behind them the tables of `choose`. */
    words() {
        const tables = [];
        for (let at = 0; at < this.#code.length; at += CODE_WORDS) {
            const pending = this.#tables.get(at);
            if (pending === undefined)
                continue;
            this.#code[at + 4] = this.#code.length + tables.length;
            tables.push(...pending);
        }
        return Int32Array.from([...this.#code, ...tables]);
    }
    #tables = new Map();
    /** Encodes a program that ends by `last`, and returns the number of its first instruction. */
    program(program, path, last) {
        const entry = this.#next();
        this.#depth = 0;
        this.#body(program, path);
        this.#path = path;
        if (last === 'exit')
            this.#emit(OPERATION.exit, []);
        else
            this.#instruction({ do: 'syscall', name: 'rt_sigreturn' });
        return entry;
    }
    /** Encodes the life of a core's interrupt handler: it handles one interrupt after the other. */
    handler(path) {
        const entry = this.#next();
        this.#path = path;
        this.#emit(OPERATION.interrupt, []);
        this.#emit(OPERATION.forever, [entry]);
        return entry;
    }
    /** Encodes the slot of a driven thread: it rests, runs what was put there, and rests again. */
    slot(path) {
        const entry = this.#next();
        this.#path = path;
        this.#emit(OPERATION.rest, []);
        this.#emit(OPERATION.goto, [entry]);
        this.#emit(OPERATION.goto, [entry]);
        return entry;
    }
    #next() {
        return this.#code.length / CODE_WORDS;
    }
    #body(program, path) {
        program.forEach((instruction, index) => {
            this.#path = `${path}[${index}]`;
            this.#instruction(instruction);
        });
    }
    #refuse(message, hint = '') {
        throw new UsageError(message, hint, this.#path);
    }
    #emit(operation, fields) {
        const at = this.#code.length;
        let mode = 0;
        const words = [operation, 0];
        fields.forEach((field, index) => {
            if (typeof field === 'number') {
                words.push(field);
            }
            else {
                words.push(field.register);
                mode |= 1 << index;
            }
        });
        while (words.length < CODE_WORDS)
            words.push(0);
        words[1] = mode;
        this.#code.push(...words);
        if (this.sources.push(this.#path) > INSTRUCTION_COUNT_MAX)
            this.#refuse(`the programs have more than ${INSTRUCTION_COUNT_MAX} instructions`, 'INSTRUCTION_COUNT_MAX in kernel/limits.ts');
        return at;
    }
    /** Fills the jump target of an instruction that was emitted before its target was known. */
    #patch(at, field) {
        this.#code[at + 2 + field] = this.#next();
    }
    #instruction(instruction) {
        const path = this.#path;
        switch (instruction.do) {
            case 'syscall': {
                const number = this.#names.syscalls.get(instruction.name);
                if (number === undefined)
                    this.#refuse(`no system call is named '${instruction.name}'`, `known: ${[...this.#names.syscalls.keys()].join(', ')}`);
                const given = instruction.arguments ?? [];
                if (given.length > 6)
                    this.#refuse('a system call takes at most six arguments');
                const fields = given.map((operand) => this.#operand(operand));
                while (fields.length < 6)
                    fields.push(0);
                const into = this.#into(instruction.into);
                this.#emit(OPERATION.syscall, [...fields, number, into, given.length]);
                return;
            }
            case 'jump': {
                const { to, offset = 2, foreign } = instruction;
                if (!Number.isInteger(offset) || offset < 1 || offset > 4096)
                    this.#refuse(`the address behind a syscall instruction is byte 1..4096 of a page, not ${offset}`);
                const region = typeof to === 'string' && to.startsWith('@') ? this.#region(to.slice(1)) : undefined;
                const { pageEnd } = this.#names;
                if (typeof to === 'number' && (to < 0 || to >= pageEnd))
                    this.#refuse(`a jump to page ${to} leaves the program's memory`, `its regions stand in pages 0..${pageEnd - 1}`);
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
                const number = ARITHMETIC.indexOf(operator);
                if (number < 0)
                    this.#refuse(`no arithmetic is named '${operator}'`);
                this.#emit(OPERATION.compute, [
                    this.#operand(left),
                    this.#operand(right),
                    number,
                    this.#into(into),
                ]);
                return;
            }
            case 'choose': {
                if (instruction.among.length === 0)
                    this.#refuse('nothing to choose among');
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
                if (this.#depth >= 4)
                    this.#refuse('loops nest four deep at most');
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
                if (number < 0)
                    number = this.barriers.push(instruction.name) - 1;
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
    #mark(name) {
        const known = this.marks.indexOf(name);
        return known >= 0 ? known : this.marks.push(name) - 1;
    }
    /** A word of a page, which only worlds with paging have. */
    #pageWord(word) {
        const { wordsPerFrame } = this.#names;
        if (wordsPerFrame === 0)
            this.#refuse('pages hold words only where there is paging', 'give the scenario `paging`');
        const field = this.#operand(word);
        return typeof field === 'number'
            ? this.#bounded(field, 'a word of a page', 0, wordsPerFrame - 1)
            : field;
    }
    #region(name) {
        return (this.#names.regions.get(name) ??
            this.#refuse(`no region is named '${name}'`, `regions: ${[...this.#names.regions.keys()].join(', ')}`));
    }
    /** The first page of a region, or with `+n` behind its name another one. */
    #page(text) {
        const [, name = text, offset = '0'] = /^(.*)\+(\d+)$/.exec(text) ?? [];
        const known = this.#names.regions.get(text);
        return known?.page ?? this.#region(name).page + Number(offset);
    }
    #word(name) {
        return (this.#names.words.get(name) ??
            this.#refuse(`no word of memory is named '${name}'`, `words: ${[...this.#names.words.keys()].join(', ') || 'none'}`));
    }
    #operand(operand) {
        if (typeof operand === 'number')
            return this.#bounded(operand, 'a value', -(2 ** 31), 2 ** 31 - 1);
        if (operand.startsWith('$'))
            return (this.#names.constants.get(operand.slice(1)) ??
                this.#refuse(`no constant is named '${operand}'`));
        if (operand.startsWith('@'))
            return this.#page(operand.slice(1));
        return { register: this.#register(operand) };
    }
    #register(name) {
        const match = /^r([0-7])$/.exec(name);
        if (match === null)
            this.#refuse(`'${name}' is no value`, 'a number, r0..r7 or @region');
        return Number(match[1]);
    }
    /** The register that takes a result: its number + 1, or 0 for none. */
    #into(register) {
        return register === undefined ? 0 : this.#register(register) + 1;
    }
    #comparison(comparison) {
        const number = COMPARISONS.indexOf(comparison);
        if (number < 0)
            this.#refuse(`no comparison is named '${comparison}'`);
        return number;
    }
    #condition([left, comparison, right]) {
        return [this.#operand(left), this.#operand(right), this.#comparison(comparison)];
    }
    #distribution(distribution) {
        const ns = (value) => this.#bounded(value, 'a time in ns', 0, 2e9);
        if ('constant' in distribution)
            return [PAUSE.constant, ns(distribution.constant), 0];
        if ('exponential' in distribution)
            return [PAUSE.exponential, ns(distribution.exponential), 0];
        const [from, to] = distribution.uniform;
        if (to < from)
            this.#refuse('a uniform pause runs from its smaller to its larger time');
        return [PAUSE.uniform, ns(from), ns(to)];
    }
    #bounded(value, what, min, max) {
        if (!Number.isInteger(value) || value < min || value > max)
            this.#refuse(`${what} is a whole number in ${min}..${max}, not ${value}`);
        return value;
    }
}
function isCalculation(value) {
    return Array.isArray(value);
}
//# sourceMappingURL=code.js.map