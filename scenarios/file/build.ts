/**
 * Build: words to write scenarios with. Each function returns the plain value that the scenario
 * format asks for, and nothing else: a scenario written with them equals one written as JSON.
 */

import { MADV, MAP, MREMAP, PROT, protFromText, UsageError } from '../../kernel/index.ts';
import {
  type Alternative,
  type Arithmetic,
  type CatalogueEntry,
  type Comparison,
  type Condition,
  type Distribution,
  type Effect,
  type EventPattern,
  type Expression,
  type Instruction,
  type LivenessProperty,
  type Operand,
  type Program,
  type Property,
  type Register,
  type Scenario,
  SCENARIO_VERSION,
  type StateCondition,
  type ThreadDeclaration,
} from '../../actors/index.ts';

/** A system call; `into` takes its result. */
export function syscall(name: string, args: readonly Operand[] = [], into?: Register): Instruction {
  return into === undefined
    ? { do: 'syscall', name, arguments: args }
    : { do: 'syscall', name, arguments: args, into };
}

/** mprotect of `pages` pages; protection as text, `r-x!` with PROT_NOSYSCALL. */
export function mprotect(at: Operand, pages: number, prot: string, into?: Register): Instruction {
  return syscall('mprotect', [at, pages, protection(prot)], into);
}

/** mmap of private anonymous memory at exactly this place, over whatever is there. */
export function mmap(at: Operand, pages: number, prot: string, into?: Register): Instruction {
  const flags = MAP.PRIVATE | MAP.ANONYMOUS | MAP.FIXED;
  return syscall('mmap', [at, pages, protection(prot), flags], into);
}

/** munmap of `pages` pages. */
export function munmap(at: Operand, pages: number, into?: Register): Instruction {
  return syscall('munmap', [at, pages], into);
}

/** Moves pages over others, whatever stands there: mremap with MREMAP_FIXED. */
export function moveOver(from: Operand, to: Operand, pages: number, into?: Register): Instruction {
  return syscall('mremap', [from, pages, pages, MREMAP.MAYMOVE | MREMAP.FIXED, to], into);
}

/** Drops the contents of pages: MADV_DONTNEED. */
export function dontNeed(at: Operand, pages: number, into?: Register): Instruction {
  return syscall('madvise', [at, pages, MADV.DONTNEED], into);
}

/**
 * openat2 of the path at an address (`&region+word`), words up to a zero, with the struct open_how
 * at another: flags, mode, resolve. `into` takes the descriptor.
 */
export function openat2(path: Operand, how: Operand, into?: Register): Instruction {
  return syscall('openat2', [0, path, how, OPEN_HOW_WORDS], into);
}

/** Words of struct open_how. */
const OPEN_HOW_WORDS = 3;

/** Copies words of the memory of a thread (its tid) to the caller's, two steps a word. */
export function readMemory(
  tid: Operand,
  to: Operand,
  from: Operand,
  words: number,
  into?: Register,
): Instruction {
  return syscall('process_vm_readv', [tid, to, from, words], into);
}

/** Copies words of the caller's memory to that of a thread (its tid). */
export function writeMemory(
  tid: Operand,
  to: Operand,
  from: Operand,
  words: number,
  into?: Register,
): Instruction {
  return syscall('process_vm_writev', [tid, from, to, words], into);
}

/** Opens /proc/TID/mem. */
export function openMemory(tid: Operand, into: Register): Instruction {
  return syscall('open_mem', [tid], into);
}

/** Copies words of an open /proc/TID/mem to memory of the caller's. */
export function pread(
  descriptor: Operand,
  to: Operand,
  from: Operand,
  words: number,
  into?: Register,
): Instruction {
  return syscall('pread64', [descriptor, to, words, from], into);
}

/** Copies words of the caller's memory to an open /proc/TID/mem, whatever protects it. */
export function pwrite(
  descriptor: Operand,
  to: Operand,
  from: Operand,
  words: number,
  into?: Register,
): Instruction {
  return syscall('pwrite64', [descriptor, from, words, to], into);
}

/** Reads words of a plain file (`tasks.contents`) to an address. */
export function readFile(
  descriptor: Operand,
  to: Operand,
  words: number,
  into?: Register,
): Instruction {
  return syscall('read', [descriptor, to, words], into);
}

/** Goes to code in a region; `offset` is the byte behind its syscall instruction. */
export function jump(to: Operand, offset?: number): Instruction {
  return offset === undefined ? { do: 'jump', to } : { do: 'jump', to, offset };
}

/** Reads a word of user memory. */
export function load(word: string, into: Register): Instruction {
  return { do: 'load', word, into };
}

/** Writes a word of user memory. */
export function store(word: string, value: Operand): Instruction {
  return { do: 'store', word, value };
}

/** Adds to a word of user memory in one step; `into` takes the value before. */
export function add(word: string, value: Operand, into?: Register): Instruction {
  return into === undefined ? { do: 'add', word, value } : { do: 'add', word, value, into };
}

/** Stores `desired` if the word holds `expected`, in one step; `into` takes the value before. */
export function cas(
  word: string,
  expected: Operand,
  desired: Operand,
  into?: Register,
): Instruction {
  return into === undefined
    ? { do: 'cas', word, expected, desired }
    : { do: 'cas', word, expected, desired, into };
}

/** Sets a register: to a value, or to two values with an operator between them. */
export function compute(
  into: Register,
  value: Operand | readonly [Operand, Arithmetic, Operand],
): Instruction {
  return { do: 'compute', into, value };
}

/** Waits until a word of user memory compares so, in one step. */
export function waitFor(word: string, comparison: Comparison, value: Operand): Instruction {
  return { do: 'await', word, is: [comparison, value] };
}

/** Repeats a program. */
export function loop(times: number | 'forever', ...body: Program): Instruction {
  return { do: 'loop', times, body };
}

/** One of two programs. */
export function branch(when: Condition, then: Program, otherwise?: Program): Instruction {
  return otherwise === undefined
    ? { do: 'branch', when, then }
    : { do: 'branch', when, then, otherwise };
}

/** Repeats a program until the condition on registers holds behind it. */
export function repeat(until: Condition, ...body: Program): Instruction {
  return { do: 'repeat', body, until };
}

/** Makes its effects in one step. */
export function atomic(...effects: readonly Effect[]): Instruction {
  return { do: 'atomic', effects };
}

/** Waits until the condition holds, and then makes its effects, in one step. */
export function waitUntil(condition: Expression, ...effects: readonly Effect[]): Instruction {
  return { do: 'atomic', when: condition, effects };
}

/** Waits until one of several ways can be taken, and takes it in one step. */
export function select(...among: readonly Alternative[]): Instruction {
  return { do: 'select', among };
}

/** Draws one of the values. */
export function choose(into: Register, ...among: readonly Operand[]): Instruction {
  return { do: 'choose', among, into };
}

/** Fails the scenario unless the condition holds. */
export function expect(when: Condition, otherwise: string): Instruction {
  return { do: 'expect', when, otherwise };
}

/** Waits for all threads that name this barrier. */
export function barrier(name: string): Instruction {
  return { do: 'barrier', name };
}

/** Lets time pass. */
export function pause(distribution: Distribution): Instruction {
  return { do: 'pause', for: distribution };
}

/** Keeps the processor busy for so many units of work. */
export function work(units: number): Instruction {
  return { do: 'work', units };
}

/** Takes a lock of the scenario. */
export function lock(name: string, mode: 'read' | 'write'): Instruction {
  return { do: 'lock', lock: name, mode };
}

/** Releases a lock of the scenario. */
export function unlock(name: string, mode: 'read' | 'write'): Instruction {
  return { do: 'unlock', lock: name, mode };
}

/** Touches a page, as a page fault; `into` takes 0 or the si_code of the SIGSEGV. */
export function access(
  at: Operand,
  kind: 'read' | 'write' | 'execute',
  into?: Register,
): Instruction {
  return into === undefined ? { do: 'access', at, kind } : { do: 'access', at, kind, into };
}

/** Reads a word of a page; `fault` takes 0 or the si_code of the SIGSEGV. */
export function read(at: Operand, word: Operand, into: Register, fault?: Register): Instruction {
  return fault === undefined
    ? { do: 'read', at, word, into }
    : { do: 'read', at, word, into, fault };
}

/** Writes a word of a page; `fault` takes 0 or the si_code of the SIGSEGV. */
export function write(at: Operand, word: Operand, value: Operand, fault?: Register): Instruction {
  return fault === undefined
    ? { do: 'write', at, word, value }
    : { do: 'write', at, word, value, fault };
}

/** Says that this point was reached. */
export function mark(name: string): Instruction {
  return { do: 'mark', name };
}

/** Ends the thread. */
export function exit(): Instruction {
  return { do: 'exit' };
}

/** A property that must hold in every state. */
export function always(name: string, that: StateCondition): Property {
  return { kind: 'always', name, that };
}

/** Something that must not happen. */
export function never(name: string, that: StateCondition | EventPattern): Property {
  return { kind: 'never', name, that };
}

/**
 * Something that must be possible, lest the other properties hold for want of anything happening.
 */
export function sometimes(name: string, that: StateCondition | EventPattern): Property {
  return { kind: 'sometimes', name, that };
}

/** A property that must hold when all threads are done. */
export function atEnd(name: string, that: StateCondition): Property {
  return { kind: 'finally', name, that };
}

/**
 * From its first store on, `executed` is what `approved` is: what was done is what was judged.
 * `unset` is what `executed` holds before, and no value that is ever approved.
 */
export function agrees(name: string, executed: string, approved: string, unset = 0): Property {
  return always(name, {
    any: [
      [executed, '==', unset],
      [executed, '==', approved],
    ],
  });
}

/**
 * The same for arguments in user memory: of no call that a supervisor let go on is a word executed
 * that is not what it saw at that address. What it did not look at counts as well.
 */
export function agreesInPages(name: string, thread: string): Property {
  return always(name, [`${thread}.unapproved`, '==', 0]);
}

/**
 * Nothing was executed by a thread, or its arguments from word `first` on are these. openat2 has
 * its struct open_how before its path: `first` is 3 for a path.
 */
export function executesOnly(
  thread: string,
  words: readonly number[],
  first: number,
): StateCondition {
  return {
    any: [
      [`${thread}.executed`, '==', 0],
      {
        all: words.map(
          (word, index) => [`${thread}.executed${first + index}`, '==', word] as const,
        ),
      },
    ],
  };
}

/**
 * Something that comes true, or happens, in every execution that is weakly fair: a thread that
 * could move from some state on for ever does move.
 */
export function eventually(name: string, that: StateCondition | EventPattern): LivenessProperty {
  return { kind: 'eventually', name, that };
}

/**
 * No livelock: in no weakly fair execution do threads with work go on for ever without one of them
 * coming to its end, and without any of these events.
 */
export function progress(name: string, ...by: readonly EventPattern[]): LivenessProperty {
  return { kind: 'progress', name, by };
}

/**
 * Asks for it of strongly fair executions alone: a thread that again and again can move does so
 * again and again, and a draw that is made again and again comes out each way.
 */
export function underStrongFairness(property: LivenessProperty): LivenessProperty {
  return { ...property, fairness: 'strong' };
}

/**
 * The memory calls of all threads are as if each were made at once, at some time between its begin
 * and its return.
 */
export function linearizable(name: string): Property {
  return { kind: 'linearizable', name };
}

/** Names and types a catalogue entry; the value is the argument itself. */
export function defineScenario(entry: CatalogueEntry): CatalogueEntry {
  return entry;
}

/** A scenario of which only the name and the threads need be said. */
export type Draft = Partial<Omit<Scenario, 'version' | 'name' | 'threads'>> &
  Pick<Scenario, 'name'> & {
    /** Threads by name; a lone program begins in the first region. */
    readonly threads: Readonly<Record<string, Program | ThreadDeclaration>>;
  };

/** Completes a draft. What it leaves out is: two pages of code, no words, no interposition. */
export function scenario(draft: Draft): Scenario {
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
    threads: Object.fromEntries(threads) as Scenario['threads'],
  };
}

function protection(text: string): number {
  const prot = protFromText(text);
  if (prot === undefined)
    throw new UsageError(`'${text}' is no protection`, "write it as 'r-x' or 'r-x!'");
  return prot & (PROT.READ | PROT.WRITE | PROT.EXEC | PROT.NOSYSCALL);
}
