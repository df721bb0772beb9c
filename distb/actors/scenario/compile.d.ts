/**
 * Compile: a scenario as the words and tables that engines need. The result is a plain value that
 * structuredClone copies, so a worker gets it with the buffer and builds nothing again. Everything
 * that a wrong scenario can get wrong is refused here, with its path in the scenario.
 */
import { type KernelDesign, type Layout, type PagingBounds } from '../../kernel/index.ts';
import { type TransitionTable } from '../dispatch/table.ts';
import { type Names } from '../program/code.ts';
import type { Scenario } from './scenario.ts';
/** A simulated thread as engines see it. */
export interface CompiledThread {
    readonly name: string;
    /** First instruction of its program. */
    readonly entry: number;
    /** Page that its code stands on at first. */
    readonly page: number;
    readonly foreign: boolean;
    readonly service: boolean;
}
/** A region as the boot maps it. */
export interface CompiledRegion {
    readonly name: string;
    readonly page: number;
    readonly pages: number;
    readonly prot: number;
    readonly file: number;
    readonly anon: number;
    readonly absent: boolean;
    /** It maps a shared object, by the file. */
    readonly shared: boolean;
}
/** A scenario, ready to boot. */
export interface CompiledScenario {
    readonly name: string;
    readonly threads: readonly CompiledThread[];
    readonly regions: readonly CompiledRegion[];
    readonly memory: readonly {
        readonly name: string;
        readonly initial: number;
    }[];
    readonly lockNames: readonly string[];
    readonly code: Int32Array;
    /** Path into the scenario of each instruction, for reports. */
    readonly sources: readonly string[];
    readonly marks: readonly string[];
    /** Threads that each barrier waits for. */
    readonly barrierParties: readonly number[];
    readonly barrierNames: readonly string[];
    /** First page behind the highest region; a computed jump beyond it is a segmentation fault. */
    readonly pageEnd: number;
    readonly interposed: boolean;
    readonly handlerEntry: number;
    readonly handlerPage: number;
    readonly design: KernelDesign;
    /** The lock design of the address space adds its words. */
    readonly hasLockingWords: boolean;
    readonly mapCountLimit: number;
    readonly pageCeiling: number;
    readonly futexWaits: boolean;
    readonly tasks?: CompiledTasks;
    readonly paging?: PagingBounds;
    readonly names: Names;
}
/** What boot and steps must know of tasks. */
export interface CompiledTasks {
    readonly processNames: readonly string[];
    readonly processes: readonly {
        readonly capable: boolean;
        readonly files: readonly (readonly [number, number])[];
        readonly filesOf: number;
    }[];
    /** By thread number. */
    readonly threads: readonly {
        readonly process: number;
        readonly unborn: boolean;
        readonly noNewPrivs: boolean;
        /** The interposition is meant for it. */
        readonly armed: boolean;
    }[];
    readonly armament: Armament;
    readonly handlers: readonly {
        readonly entry: number;
        readonly page: number;
    }[];
    readonly filterCapacity: number;
    readonly fileCapacity: number;
    readonly signalDepth: number;
    readonly driven: boolean;
}
/** What the interposition gives to the tasks that it is armed for, before the first step. */
export interface Armament {
    /** One of SECCOMP_MODE. */
    readonly mode: number;
    /** Numbers of the attached filter programs, oldest first. */
    readonly filters: readonly number[];
    /** The words of user dispatch from TASK.SUD_MODE on; empty if it is off. */
    readonly dispatch: readonly number[];
    /** Disposition of SIGSYS in every process. */
    readonly action: number;
}
/** The named fixes of the kernel. */
export declare const KERNEL_FIXES: readonly ['entry-reread-work-flags', 'addfd-send-restore', 'wait-killable-replied', 'recv-ends-with-users'];
/** Compiles a scenario; throws a `UsageError` whose `where` is the path of what is wrong. */
export declare function compileScenario(given: Scenario): CompiledScenario;
/** Room that an engine wants besides what the scenario needs. */
export interface LayoutOptions {
    /** Spread records over cache lines, for engines with several threads. */
    readonly padded: boolean;
    /** Words of journal and histograms for each thread. */
    readonly observationWordCount: number;
}
/** The layout of a compiled scenario's world. */
export declare function layoutFor(scenario: CompiledScenario, table: TransitionTable, options: LayoutOptions): Layout;
