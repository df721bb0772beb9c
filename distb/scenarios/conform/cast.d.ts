/**
 * Cast: who and what takes part in a vector, as a scenario. Its tasks become driven threads, its
 * filters programs, its pages regions; whoever is born later or sends a signal from nowhere has a
 * thread as well. Invariant: everything that a step can name exists before the first step, and a
 * name stands for the same thing in every step.
 */
import { type Scenario } from '../../actors/index.ts';
import { Fields } from './fields.ts';
/** What a name of a vector stands for, and the scenario that has it all. */
export interface Cast {
    readonly scenario: Scenario;
    readonly threads: ReadonlyMap<string, number>;
    /** Threads of processes that no task belongs to: they send what the vector's tasks cannot. */
    readonly helpers: readonly number[];
    /** The processes' names, by number. */
    readonly processes: readonly string[];
    /** Number + 1 of the program that a filter became, by its text. */
    readonly filterPrograms: ReadonlyMap<string, number>;
    /** Number of a process's handler of a kind: what rt_sigaction takes. */
    readonly handlerOf: (process: number, kind: HandlerKind) => number;
    /** A process's handler of the same kind as this one. */
    readonly sameHandler: (process: number, handler: number) => number;
    /** Number + 1 of a process's word of memory with this name. */
    readonly wordOf: (process: number, name: string) => number;
    /** How many words a process has; those of the next process follow. */
    readonly wordCount: number;
    /** Pages by the names that the vector gives them. */
    readonly pages: ReadonlyMap<string, number>;
    /** Addresses by name, X among them: the address behind the system call instruction. */
    readonly addresses: ReadonlyMap<string, number>;
    /** Where the system call instruction stands: its page, and the byte behind it in that page. */
    readonly instruction: {
        readonly page: number;
        readonly offset: number;
    };
    /** Numbers of plain files that a task has open, by name. */
    readonly files: ReadonlyMap<string, {
        readonly owner: string;
        readonly descriptor: number;
    }>;
    /** Filters that tasks have at the beginning. */
    readonly filters: readonly unknown[];
    /** Tasks that are there at the beginning. */
    readonly givenTasks: readonly string[];
}
/** What a signal handler does. */
export declare const HANDLERS: {
    readonly plain: readonly [];
    /** Sets the selector of user dispatch to ALLOW. */
    readonly allows: readonly [{
        readonly do: 'store';
        readonly word: 'sel';
        readonly value: 0;
    }];
    /** Makes a system call, unless it is nested twice already, and then sets the selector. */
    readonly calls: readonly [{
        readonly do: 'add';
        readonly word: 'nested';
        readonly value: 1;
        readonly into: 'r4';
    }, {
        readonly do: 'branch';
        readonly when: readonly ["r4", "<", 2];
        readonly then: readonly [{
            readonly do: 'syscall';
            readonly name: 'getppid';
        }];
    }, {
        readonly do: 'store';
        readonly word: 'sel';
        readonly value: 0;
    }];
    /** Ends its thread's process. */
    readonly exits: readonly [{
        readonly do: 'syscall';
        readonly name: 'exit_group';
        readonly arguments: readonly [0];
    }];
};
/** The kinds of handlers. */
export type HandlerKind = keyof typeof HANDLERS;
/** Reads what a vector gives, and casts its steps. */
export declare function castOf(given: Fields, steps: readonly unknown[]): Cast;
/** The filter of no instructions. */
export declare const EMPTY_PROGRAM: {
    instructions: number;
};
/** The filter that stands for any valid program. */
export declare const ALLOW_ALL: {
    rules: never[];
    default: {
        action: string;
        data: number;
    };
};
/** Whether a selector is a word of memory that is there, and not an address. */
export declare function isSelectorName(selector: string): boolean;
