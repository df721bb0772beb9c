/**
 * Supervised processes: scenarios in which a supervisor installs a filter with a listener and forks
 * its targets, for walking through all schedules or for driving the threads one call at a time.
 */
import { Driver, type Instruction, type Operand, type Program, type Scenario } from '../../actors/index.ts';
import { type Journal, type Kernel, type World } from '../../kernel/index.ts';
/** What a test of supervision may set. */
export interface Supervision {
    /** Behind the installation and the forks, in the same process: the listener is descriptor 0. */
    readonly supervisor: Program;
    /** Processes of their own, forked by the supervisor; they inherit the listener. */
    readonly targets: Readonly<Record<string, Program>>;
    /** Threads of the supervisor's process that it clones before it does anything else. */
    readonly helpers?: Readonly<Record<string, Program>>;
    /** Processes that nobody supervises, alive from the beginning. */
    readonly others?: Readonly<Record<string, Program>>;
    /** Flags of the filter besides NEW_LISTENER. */
    readonly flags?: number;
    readonly parts?: Partial<Scenario>;
    readonly driven?: boolean;
}
/** The scenario: getppid notifies the supervisor `s`. */
export declare function supervised(options: Supervision): Scenario;
/** Something that happened, with its place in the order of all. */
export interface Happening {
    readonly thread: number;
    readonly event: number;
    readonly detail: number;
    readonly result: number;
}
/** Driven threads by name, with a record of what happened. */
export declare class Stage implements Journal {
    #private;
    readonly world: World;
    readonly driver: Driver;
    readonly names: readonly string[];
    readonly happenings: Happening[];
    constructor(scenario: Scenario, alter?: (kernel: Kernel) => Kernel);
    record(thread: number, event: number, detail: number, result: number): void;
    thread(name: string): number;
    /** Moves a thread by one step; false if it cannot go on. */
    step(thread: number): boolean;
    /** Gives an instruction to a thread and runs it until it ends or blocks. */
    give(name: string, instruction: Instruction): number | undefined;
    /** Runs a thread until it cannot go on; the result of the call that returned last, if one did. */
    run(name: string): number | undefined;
    /** Runs a thread until its next step has this name. */
    runTo(name: string, step: string): void;
    /** Sends a signal to a thread, from nowhere. */
    interrupt(name: string, signal: number): void;
    /** What the thread sleeps for, one of WAIT. */
    waits(name: string): number;
}
/** A stage on which the supervisor has installed its filter and borne everybody. */
export declare function stageOf(options: Omit<Supervision, 'supervisor' | 'targets'> & {
    readonly targets?: readonly string[];
}, alter?: (kernel: Kernel) => Kernel): Stage;
/**
 * A stage with a supervisor `s` outside of the filter: it shares the descriptors of the user `c`.
 */
export declare function outsideStage(kernelFixes?: Readonly<Record<string, boolean>>): Stage;
/** RECV of descriptor 0, the id into r0; what follows answers in r5. */
export declare const recv: Instruction;
/** RECV into a buffer of another kind. */
export declare function recvInto(buffer: `$buffer.${string}`): Instruction;
/** SEND to the id in r0. */
export declare function send(value: number, error?: number, flags?: Operand): Instruction;
/** A call on descriptor 0 about the id in r0. */
export declare function about(name: string, ...rest: Operand[]): Instruction;
/** ADDFD of a descriptor of the supervisor. */
export declare function addfd(flags: Operand, source: number, number?: number): Instruction;
