/**
 * Build: words to write scenarios with. Each function returns the plain value that the scenario
 * format asks for, and nothing else: a scenario written with them equals one written as JSON.
 */
import { type Arithmetic, type CatalogueEntry, type Comparison, type Condition, type Distribution, type EventPattern, type Instruction, type Operand, type Program, type Property, type Register, type Scenario, type StateCondition, type ThreadDeclaration } from '../../actors/index.ts';
/** A system call; `into` takes its result. */
export declare function syscall(name: string, args?: readonly Operand[], into?: Register): Instruction;
/** mprotect of `pages` pages; protection as text, `r-x!` with PROT_NOSYSCALL. */
export declare function mprotect(at: Operand, pages: number, prot: string, into?: Register): Instruction;
/** mmap of private anonymous memory at exactly this place, over whatever is there. */
export declare function mmap(at: Operand, pages: number, prot: string, into?: Register): Instruction;
/** munmap of `pages` pages. */
export declare function munmap(at: Operand, pages: number, into?: Register): Instruction;
/** Goes to code in a region; `offset` is the byte behind its syscall instruction. */
export declare function jump(to: Operand, offset?: number): Instruction;
/** Reads a word of user memory. */
export declare function load(word: string, into: Register): Instruction;
/** Writes a word of user memory. */
export declare function store(word: string, value: Operand): Instruction;
/** Adds to a word of user memory in one step; `into` takes the value before. */
export declare function add(word: string, value: Operand, into?: Register): Instruction;
/** Stores `desired` if the word holds `expected`, in one step; `into` takes the value before. */
export declare function cas(word: string, expected: Operand, desired: Operand, into?: Register): Instruction;
/** Sets a register: to a value, or to two values with an operator between them. */
export declare function compute(into: Register, value: Operand | readonly [Operand, Arithmetic, Operand]): Instruction;
/** Waits until a word of user memory compares so, in one step. */
export declare function waitFor(word: string, comparison: Comparison, value: Operand): Instruction;
/** Repeats a program. */
export declare function loop(times: number | 'forever', ...body: Program): Instruction;
/** One of two programs. */
export declare function branch(when: Condition, then: Program, otherwise?: Program): Instruction;
/** Draws one of the values. */
export declare function choose(into: Register, ...among: readonly Operand[]): Instruction;
/** Fails the scenario unless the condition holds. */
export declare function expect(when: Condition, otherwise: string): Instruction;
/** Waits for all threads that name this barrier. */
export declare function barrier(name: string): Instruction;
/** Lets time pass. */
export declare function pause(distribution: Distribution): Instruction;
/** Keeps the processor busy for so many units of work. */
export declare function work(units: number): Instruction;
/** Takes a lock of the scenario. */
export declare function lock(name: string, mode: 'read' | 'write'): Instruction;
/** Releases a lock of the scenario. */
export declare function unlock(name: string, mode: 'read' | 'write'): Instruction;
/** Touches a page, as a page fault; `into` takes 0 or the si_code of the SIGSEGV. */
export declare function access(at: Operand, kind: 'read' | 'write' | 'execute', into?: Register): Instruction;
/** Reads a word of a page; `fault` takes 0 or the si_code of the SIGSEGV. */
export declare function read(at: Operand, word: Operand, into: Register, fault?: Register): Instruction;
/** Writes a word of a page; `fault` takes 0 or the si_code of the SIGSEGV. */
export declare function write(at: Operand, word: Operand, value: Operand, fault?: Register): Instruction;
/** Says that this point was reached. */
export declare function mark(name: string): Instruction;
/** Ends the thread. */
export declare function exit(): Instruction;
/** A property that must hold in every state. */
export declare function always(name: string, that: StateCondition): Property;
/** Something that must not happen. */
export declare function never(name: string, that: StateCondition | EventPattern): Property;
/**
 * Something that must be possible, lest the other properties hold for want of anything happening.
 */
export declare function sometimes(name: string, that: StateCondition | EventPattern): Property;
/** A property that must hold when all threads are done. */
export declare function atEnd(name: string, that: StateCondition): Property;
/** Names and types a catalogue entry; the value is the argument itself. */
export declare function defineScenario(entry: CatalogueEntry): CatalogueEntry;
/** A scenario of which only the name and the threads need be said. */
export type Draft = Partial<Omit<Scenario, 'version' | 'name' | 'threads'>> & Pick<Scenario, 'name'> & {
    /** Threads by name; a lone program begins in the first region. */
    readonly threads: Readonly<Record<string, Program | ThreadDeclaration>>;
};
/** Completes a draft. What it leaves out is: two pages of code, no words, no interposition. */
export declare function scenario(draft: Draft): Scenario;
