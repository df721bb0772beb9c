/**
 * Values of vectors that mean something to the kernel: signals, flags, filters, addresses. They
 * come as names, numbers or short texts. Invariant: a value that is not understood is a failure
 * that quotes it, never a guess.
 */
import { ACTION_NAMES, FILTER_FLAG, returnWord, SIGNAL, } from '../../kernel/index.js';
import { Fields, integerOf, isRecord, textOf, unknown } from './fields.js';
import { callNumber, errnoNumber } from './linux-names.js';
/** A text without what stands in parentheses: `SIGUSR1 (handler)` is `SIGUSR1`. */
export function plainText(value) {
    return textOf(value)
        .replaceAll(/\s*\([^)]*\)/g, '')
        .trim();
}
/** What stands in parentheses, or nothing. */
export function remarkOf(value) {
    return /\(([^)]*)\)/.exec(textOf(value))?.[1] ?? '';
}
/** A signal by name or number; 0 is none. */
export function signalOf(value) {
    const text = plainText(value);
    const name = text.startsWith('SIG') ? text : `SIG${text}`;
    const number = SIGNAL[name] ?? Number(integerOf(text));
    if (!Number.isInteger(number))
        throw unknown(`signal ${textOf(value)}`);
    return number;
}
/** The name of a signal number. */
export function signalName(signal) {
    return Object.entries(SIGNAL).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}`;
}
/** A signed 32-bit word from a number that may be written unsigned. */
export function wordOf(value, what) {
    const integer = integerOf(typeof value === 'string' ? plainText(value) : value);
    if (integer === undefined || integer < -(1n << 63n) || integer >= 1n << 64n)
        throw unknown(`${what} ${textOf(value)}`);
    return Number(BigInt.asIntN(32, integer));
}
/**
 * Flags as bits: a number, or a list of names, numbers and `bit N`. Names may carry one of the
 * prefixes that the C constants have.
 */
export function bitsOf(value, names) {
    if (value === undefined || value === null)
        return 0;
    if (Array.isArray(value))
        return value.reduce((bits, each) => bits | bitsOf(each, names), 0);
    const text = plainText(value);
    if (text === '')
        return 0;
    if (text.includes('|'))
        return text.split('|').reduce((bits, each) => bits | bitsOf(each.trim(), names), 0);
    for (const [name, bits] of Object.entries(names))
        if (text === name || text.endsWith(`_${name}`) || text === `POLL${name}`)
            return bits;
    if (text.startsWith('~'))
        return ~bitsOf(text.slice(1), names);
    const bit = /\bbit (\d+)\b/i.exec(text);
    if (bit !== null)
        return 1 << Number(bit[1]);
    if (/^(an? )?(unknown|undefined|invalid|bad|garbage)\b/i.test(text))
        return UNKNOWN_BIT;
    return wordOf(value, 'flag');
}
/** A flag that no call has. */
const UNKNOWN_BIT = 1 << 30;
/** Flags of a new filter. */
export function filterFlagsOf(value) {
    return bitsOf(value, FILTER_FLAG);
}
/** A system call by name or number. */
export function callOf(value) {
    const text = plainText(value);
    return callNumber(text) ?? wordOf(text, 'system call');
}
/** The word of an action that is asked about: its name, or any number. */
export function actionWordOf(value) {
    const name = actionNameOf(value);
    return name === undefined ? wordOf(value, 'action') : returnWord({ action: name });
}
const OLD_NAMES = { KILL: 'KILL_THREAD' };
/** An action by its name, with or without the prefix of the C constant. */
export function actionNameOf(value) {
    const text = textOf(value).replace(/^(SECCOMP_)?RET_/, '');
    return OLD_NAMES[text] ?? ACTION_NAMES.find((name) => name === text);
}
function returnOf(value) {
    const fields = new Fields(value, 'return of a filter');
    if (fields.has('raw')) {
        const raw = wordOf(fields.take('raw'), 'raw return');
        fields.done();
        return { raw };
    }
    const action = fields.take('action');
    const name = actionNameOf(action);
    if (name === undefined)
        throw unknown(`action ${textOf(action)}`);
    const data = fields.take('data') ?? 0;
    fields.done();
    return { action: name, data: errnoNumber(textOf(data)) ?? wordOf(data, 'data') };
}
function ruleOf(value) {
    const rule = new Fields(value, 'rule');
    const when = rule.fields('when');
    const ret = returnOf(rule.take('ret'));
    rule.done();
    const nr = callOf(when.take('nr'));
    if (!when.has('arg')) {
        when.done();
        return { when: { nr }, ret };
    }
    const arg = when.fields('arg');
    when.done();
    const index = arg.integer('index');
    const low32_equals = wordOf(arg.take('low32_equals'), 'argument');
    arg.done();
    return { when: { nr, arg: { index, low32_equals } }, ret };
}
/** Words of struct seccomp_data by their name in C; `args[6]` is beyond its end. */
function dataOffset(value) {
    const text = textOf(value);
    const argument = /^args\[(\d+)\]$/.exec(text);
    if (argument !== null)
        return 16 + 8 * Number(argument[1]);
    const known = { nr: 0, arch: 4, instruction_pointer: 8 };
    return known[text] ?? wordOf(value, 'offset');
}
/** Instructions that a vector's filter may have: more than Linux takes. */
const INSTRUCTION_COUNT_MAX = 65_536;
const RET = 0x06;
const LOAD = 0x20;
const NO_ACTION = { action: 'ALLOW', data: 0 };
function statements(code, k, count) {
    return Array.from({ length: count }, () => ({ code, jt: 0, jf: 0, k: k >>> 0 }));
}
/**
 * A filter: a rule list; `instructions`, so many returns of the default; or `loads_offset`, one
 * load of a word of seccomp_data and the default.
 */
export function filterOf(value) {
    const fields = new Fields(value, 'filter');
    fields.take('note');
    if (fields.take('empty') === true)
        return { bpf: [] };
    const otherwise = returnOf(fields.take('default') ?? NO_ACTION);
    const size = ['instructions', 'length', 'len'].find((name) => fields.has(name));
    if (size !== undefined) {
        const count = fields.integer(size);
        if (count < 0 || count > INSTRUCTION_COUNT_MAX)
            throw unknown(`${size} ${count}`);
        fields.done();
        return { bpf: statements(RET, returnWord(otherwise), count) };
    }
    if (fields.has('loads_offset')) {
        const offset = dataOffset(fields.take('loads_offset'));
        fields.done();
        return { bpf: [...statements(LOAD, offset, 1), ...statements(RET, returnWord(otherwise), 1)] };
    }
    const rules = fields.list('rules').map(ruleOf);
    fields.done();
    return { rules, default: otherwise };
}
/** An address or length in bytes: terms added and subtracted, each a number or a known name. */
export function addressOf(value, names) {
    const text = textOf(value).trim();
    const terms = text.match(/[+-]?[^+-]+/g) ?? [];
    let sum = 0n;
    for (const term of terms) {
        const name = term.replace(/^[+-]/, '').trim();
        const known = names.get(name);
        const magnitude = known === undefined ? integerOf(name) : BigInt(known);
        if (magnitude === undefined)
            throw unknown(`address '${text}'`);
        sum += term.startsWith('-') ? -magnitude : magnitude;
    }
    if (terms.length === 0)
        throw unknown(`address '${text}'`);
    const address = Number(BigInt.asIntN(64, sum));
    if (!Number.isSafeInteger(address))
        throw unknown(`address '${text}', too large for this model`);
    return address;
}
/** Every object in a value that has an `op`: the steps, and those within a step. */
export function stepsWithin(value) {
    if (Array.isArray(value))
        return value.flatMap(stepsWithin);
    if (!isRecord(value))
        return [];
    const inner = Object.values(value).flatMap((each) => typeof each === 'object' ? stepsWithin(each) : []);
    return 'op' in value ? [value, ...inner] : inner;
}
/** A result: a number, or `-ESRCH`. */
export function resultOf(value) {
    const text = plainText(value);
    const errno = errnoNumber(text.replace(/^-/, ''));
    return errno === undefined ? wordOf(value, 'result') : -errno;
}
//# sourceMappingURL=value.js.map