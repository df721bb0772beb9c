/**
 * What litmus scenarios have in common: entries without parameters, and the few words that the
 * scenarios of the mechanisms repeat.
 */
import { type ActionName } from '../../kernel/index.ts';
import { type CatalogueEntry, type FilterDeclaration, type Instruction, type Operand, type Program, type Register, type StateCondition, type TaskDeclarations, type ThreadDeclaration } from '../../actors/index.ts';
import { type Draft } from '../file/build.ts';
/** Two pages of code that may issue system calls natively. */
export declare const NATIVE: {
    readonly page: 0;
    readonly pages: 2;
    readonly prot: 'r-x';
};
/** A call of foreign code ran without being intercepted. */
export declare const ESCAPE: import("../../actors/index.ts").Property;
/** A call of native code was intercepted. */
export declare const MISJUDGED: import("../../actors/index.ts").Property;
/** Flags of SECCOMP_SET_MODE_FILTER, with what each of them needs. */
export declare const LISTENER: 8;
/** TSYNC beside a listener needs TSYNC_ESRCH. */
export declare const TSYNC: number;
/** A listener whose targets wait killably once they are received. */
export declare const KILLABLE_LISTENER: number;
/** An entry without parameters. */
export declare function entry(kind: CatalogueEntry['kind'], name: string, question: string, standsFor: string, draft: Omit<Draft, 'name' | 'question' | 'standsFor'>): CatalogueEntry;
/** Where the first condition holds, the second one does. */
export declare function implies(when: StateCondition, then: StateCondition): StateCondition;
/** A filter that returns an action for one system call and ALLOW for all others. */
export declare function filterOn(nr: string, action: ActionName, data?: number): FilterDeclaration;
/** Installs a filter by name, with flags of SECCOMP_SET_MODE_FILTER. */
export declare function install(filter: Operand, flags?: number, into?: Register): Instruction;
/** Installs a handler by name, with flags of sigaction. */
export declare function handle(number: Operand, handler: Operand): Instruction;
/** Installs the handler `interrupt` under SA_RESTART: the call that it breaks off starts again. */
export declare function restarting(number: Operand): Program;
/** Sends a signal to a thread by name; its process is `main` unless it says so. */
export declare function signal(thread: string, number: Operand, process?: string): Instruction;
/** The next notification of the listener in r7: its id, or a negative errno, in r0. */
export declare const RECEIVE: Instruction;
/** Answers the notification in r0 with a result; `into` takes what SEND returns. */
export declare function reply(value: Operand, into?: Register): Instruction;
/** Lets the call of the notification in r0 run. */
export declare const CONTINUE: Instruction;
/** A supervisor: installs the filter `notify`, begets the targets, and serves for ever. */
export declare function supervise(flags: number, targets: readonly string[], serve: Program): ThreadDeclaration;
/** Processes of a supervisor and its targets, each target a thread alone in its process. */
export declare function supervised(targets: readonly string[], filter: FilterDeclaration, handlers?: TaskDeclarations['handlers']): TaskDeclarations;
/** What a handler does that is only there to interrupt. */
export declare const NOTHING: {
    readonly at: 'code';
    readonly program: readonly [];
};
