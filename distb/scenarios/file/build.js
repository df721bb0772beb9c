/**
 * Build: words to write scenarios with. Each function returns the plain value that the scenario
 * format asks for, and nothing else: a scenario written with them equals one written as JSON.
 */
import { MAP, PROT, protFromText, UsageError } from '../../kernel/index.js';
import { SCENARIO_VERSION, } from '../../actors/index.js';
/** A system call; `into` takes its result. */
export function syscall(name, args = [], into) {
    return into === undefined
        ? { do: 'syscall', name, arguments: args }
        : { do: 'syscall', name, arguments: args, into };
}
/** mprotect of `pages` pages; protection as text, `r-x!` with PROT_NOSYSCALL. */
export function mprotect(at, pages, prot, into) {
    return syscall('mprotect', [at, pages, protection(prot)], into);
}
/** mmap of private anonymous memory at exactly this place, over whatever is there. */
export function mmap(at, pages, prot, into) {
    const flags = MAP.PRIVATE | MAP.ANONYMOUS | MAP.FIXED;
    return syscall('mmap', [at, pages, protection(prot), flags], into);
}
/** munmap of `pages` pages. */
export function munmap(at, pages, into) {
    return syscall('munmap', [at, pages], into);
}
/** Goes to code in a region; `offset` is the byte behind its syscall instruction. */
export function jump(to, offset) {
    return offset === undefined ? { do: 'jump', to } : { do: 'jump', to, offset };
}
/** Reads a word of user memory. */
export function load(word, into) {
    return { do: 'load', word, into };
}
/** Writes a word of user memory. */
export function store(word, value) {
    return { do: 'store', word, value };
}
/** Adds to a word of user memory in one step; `into` takes the value before. */
export function add(word, value, into) {
    return into === undefined ? { do: 'add', word, value } : { do: 'add', word, value, into };
}
/** Stores `desired` if the word holds `expected`, in one step; `into` takes the value before. */
export function cas(word, expected, desired, into) {
    return into === undefined
        ? { do: 'cas', word, expected, desired }
        : { do: 'cas', word, expected, desired, into };
}
/** Sets a register: to a value, or to two values with an operator between them. */
export function compute(into, value) {
    return { do: 'compute', into, value };
}
/** Waits until a word of user memory compares so, in one step. */
export function waitFor(word, comparison, value) {
    return { do: 'await', word, is: [comparison, value] };
}
/** Repeats a program. */
export function loop(times, ...body) {
    return { do: 'loop', times, body };
}
/** One of two programs. */
export function branch(when, then, otherwise) {
    return otherwise === undefined
        ? { do: 'branch', when, then }
        : { do: 'branch', when, then, otherwise };
}
/** Draws one of the values. */
export function choose(into, ...among) {
    return { do: 'choose', among, into };
}
/** Fails the scenario unless the condition holds. */
export function expect(when, otherwise) {
    return { do: 'expect', when, otherwise };
}
/** Waits for all threads that name this barrier. */
export function barrier(name) {
    return { do: 'barrier', name };
}
/** Lets time pass. */
export function pause(distribution) {
    return { do: 'pause', for: distribution };
}
/** Keeps the processor busy for so many units of work. */
export function work(units) {
    return { do: 'work', units };
}
/** Takes a lock of the scenario. */
export function lock(name, mode) {
    return { do: 'lock', lock: name, mode };
}
/** Releases a lock of the scenario. */
export function unlock(name, mode) {
    return { do: 'unlock', lock: name, mode };
}
/** Touches a page, as a page fault; `into` takes 0 or the si_code of the SIGSEGV. */
export function access(at, kind, into) {
    return into === undefined ? { do: 'access', at, kind } : { do: 'access', at, kind, into };
}
/** Reads a word of a page; `fault` takes 0 or the si_code of the SIGSEGV. */
export function read(at, word, into, fault) {
    return fault === undefined
        ? { do: 'read', at, word, into }
        : { do: 'read', at, word, into, fault };
}
/** Writes a word of a page; `fault` takes 0 or the si_code of the SIGSEGV. */
export function write(at, word, value, fault) {
    return fault === undefined
        ? { do: 'write', at, word, value }
        : { do: 'write', at, word, value, fault };
}
/** Says that this point was reached. */
export function mark(name) {
    return { do: 'mark', name };
}
/** Ends the thread. */
export function exit() {
    return { do: 'exit' };
}
/** A property that must hold in every state. */
export function always(name, that) {
    return { kind: 'always', name, that };
}
/** Something that must not happen. */
export function never(name, that) {
    return { kind: 'never', name, that };
}
/**
 * Something that must be possible, lest the other properties hold for want of anything happening.
 */
export function sometimes(name, that) {
    return { kind: 'sometimes', name, that };
}
/** A property that must hold when all threads are done. */
export function atEnd(name, that) {
    return { kind: 'finally', name, that };
}
/** Names and types a catalogue entry; the value is the argument itself. */
export function defineScenario(entry) {
    return entry;
}
/** Completes a draft. What it leaves out is: two pages of code, no words, no interposition. */
export function scenario(draft) {
    const { regions = { code: { page: 0, pages: 2, prot: 'r-x' } } } = draft;
    const at = Object.keys(regions)[0] ?? '';
    const threads = Object.entries(draft.threads).map(([name, thread]) => [
        name,
        'program' in thread ? thread : { at, program: thread },
    ]);
    return {
        question: '',
        standsFor: '',
        words: {},
        interposition: { kind: 'none' },
        properties: [],
        observe: [],
        expect: {},
        ...draft,
        version: SCENARIO_VERSION,
        regions,
        threads: Object.fromEntries(threads),
    };
}
function protection(text) {
    const prot = protFromText(text);
    if (prot === undefined)
        throw new UsageError(`'${text}' is no protection`, "write it as 'r-x' or 'r-x!'");
    return prot & (PROT.READ | PROT.WRITE | PROT.EXEC | PROT.NOSYSCALL);
}
//# sourceMappingURL=build.js.map