/**
 * Scenario: one question about a race, as a value. Memory layout, programs, interposition,
 * properties and the expected answers; nothing in it is a function, so that it can be printed,
 * hashed, shrunk and sent to a worker. A `CatalogueEntry` is a scenario with parameters.
 * Tested by: test/actors/scenario/compile.test.ts
 */

import type {
  AddressSpaceLock,
  CheckDesign,
  FilterInstruction,
  GuardMechanism,
  GuardOmission,
  GuardPolicy,
  GuardScope,
  LockDesign,
  PagingOmission,
  RangeSearch,
  RuleList,
  RuleReturn,
} from '../../kernel/index.ts';
import type { Program } from '../program/instruction.ts';
import type { Property } from '../world/property.ts';
import type { Span } from '../world/span.ts';

/** The version of the scenario format. */
export const SCENARIO_VERSION = 1;

/** A piece of the address space that exists before the first step. */
export interface Region {
  readonly page: number;
  readonly pages: number;
  /** As /proc/PID/maps spells it, `!` behind it for PROT_NOSYSCALL: `r-x!`. */
  readonly prot: string;
  /** Its code is foreign: the calls it issues should be trapped. The ground truth, not the mark. */
  readonly foreign?: boolean;
  /** The region is not mapped at first: a program maps it. */
  readonly absent?: boolean;
  /**
   * Identity of the mapped file; regions of different files never merge. 0 or absent: anonymous.
   */
  readonly file?: number;
  /** Identity of its anon_vma: neighbours with different ones never merge. 0 or absent: none. */
  readonly anon?: number;
  /**
   * Name of the object that it maps shared (MAP_SHARED): regions of one object show the same
   * frames, from its first page on. Needs `paging`.
   */
  readonly shared?: string;
  /**
   * Its first words, where there is paging: pages with contents have their frames from the first
   * step on. Of regions that share an object the last one's are what it holds.
   */
  readonly contents?: readonly number[];
  /** The real address and path, where the address space is that of a real process. */
  readonly origin?: string;
}

/** Pages of code: a region, or a place with or without one. */
export type PageRange = `@${string}` | { readonly page: number; readonly pages: number };

/**
 * A filter on the instruction pointer, as a launcher would generate it. What is compared is the ip
 * as the CPU saves it, behind the 2-byte instruction.
 */
export interface RangeList {
  readonly ranges: readonly PageRange[];
  /** A chain of five instructions a range, in the order given, or a binary search. */
  readonly search: RangeSearch;
  readonly inside: RuleReturn;
  readonly outside: RuleReturn;
}

/** A filter: a rule list, ranges of addresses, or the instructions themselves. */
export type FilterDeclaration =
  RuleList | RangeList | { readonly bpf: readonly FilterInstruction[] };

/** Threads that something is armed for; copies go by the name of their declaration. */
interface ForThreads {
  /** Default: all. */
  readonly threads?: readonly string[];
}

/**
 * What intercepts system calls from the first instruction on, as if the threads had come from a
 * launcher that armed it. But for `memmap` this makes threads tasks (`Scenario.tasks`); what a
 * program arms by itself needs no word here.
 */
export type Interposition =
  | { readonly kind: 'none' }
  | {
      /** The seed's RFC: SECCOMP_MODE_MEMMAP over PROT_NOSYSCALL. */
      readonly kind: 'memmap';
      readonly check: CheckDesign;
    }
  | ({
      /** SECCOMP_MODE_FILTER. */
      readonly kind: 'seccomp';
      /** Oldest first. */
      readonly filters: readonly FilterDeclaration[];
    } & ForThreads)
  /** SECCOMP_MODE_STRICT: read, write, exit and rt_sigreturn. */
  | ({ readonly kind: 'strict' } & ForThreads)
  | ({
      /** PR_SET_SYSCALL_USER_DISPATCH. */
      readonly kind: 'user-dispatch';
      /** Whether calls from the range go by (the default), or they alone are intercepted. */
      readonly mode?: 'exclusive' | 'inclusive';
      readonly range?: PageRange;
      /** Word of memory that says 0 (allow) or 1 (block); without one every call is blocked. */
      readonly selector?: string;
    } & ForThreads);

/** One simulated thread, or `count` alike. */
export interface ThreadDeclaration {
  readonly program: Program;
  /** Where its code stands at first: a region's name. */
  readonly at: string;
  /** So many threads run this program; their names get a number. */
  readonly count?: number;
  /** The thread serves others and need not end (the kernel actor). */
  readonly service?: boolean;
  /** Core that it runs on, with `paging`; default: each thread has one of its own. */
  readonly core?: number;
}

/** Pages with contents: frames of memory, a page table, and a TLB for each core. */
export interface PagingDeclaration {
  /** Frames of memory; who needs one and finds none waits. */
  readonly frames: number;
  /** Words of a page that programs can read and write. */
  readonly wordsPerFrame: number;
  /** Cores; default: as many as threads name, or one a thread. */
  readonly cores?: number;
  /**
   * process_vm_readv and process_vm_writev pin the pages of the far side first and copy through the
   * pins, as Linux does. Default: each word is looked up and copied at once, as if nobody were ever
   * interrupted between the two, which saves states.
   */
  readonly pins?: boolean;
  /** What a broken shootdown leaves out, for twins that must be caught. */
  readonly without?: PagingOmission;
}

/**
 * What holds still what a manager reads for a pending call through its handle (`notif_read`), from
 * that read until the call returns or the kernel writes there. Needs tasks and paging. Which
 * policies and mechanisms go together stands in kernel/guard/README.md.
 */
export interface GuardDeclaration {
  /** What becomes of who writes there meanwhile. */
  readonly policy: GuardPolicy;
  /** How the write is noticed; default: a mark at each page-table entry. */
  readonly mechanism?: GuardMechanism;
  /** Default: every mapping of the frame; with the mechanism `vma` the one that was read. */
  readonly scope?: GuardScope;
  /** Ranges that can be read for one call, each within a page; default 2. */
  readonly spans?: number;
  /** What a broken guard leaves out, for twins that must be caught. */
  readonly without?: GuardOmission;
}

/** Threads as tasks of processes, with filters and signal handlers. */
export interface TaskDeclarations {
  /** Processes by name; without any there is one, `main`. */
  readonly processes?: Readonly<
    Record<
      string,
      {
        /** CAP_SYS_ADMIN. */
        readonly capable?: boolean;
        /** Numbers of open plain files, by descriptor. */
        readonly files?: Readonly<Record<number, number>>;
        readonly sharesFilesWith?: string;
      }
    >
  >;
  /** What differs from a living thread of the first process. */
  readonly threads?: Readonly<
    Record<
      string,
      {
        readonly process?: string;
        /** clone or fork brings it to life. */
        readonly unborn?: boolean;
        readonly noNewPrivs?: boolean;
      }
    >
  >;
  /** Filter programs by name, as `$filter.name` of seccomp. */
  readonly filters?: Readonly<Record<string, FilterDeclaration>>;
  /** Handler programs by name, as `$handler.name` of rt_sigaction. */
  readonly handlers?: Readonly<Record<string, { readonly at: string; readonly program: Program }>>;
  /** Filters that can be attached at a time, those of the interposition apart; default 8. */
  readonly filterCapacity?: number;
  /** Descriptors of a process; default 8. */
  readonly fileCapacity?: number;
  /**
   * Ids of notifications: counted (the default), or those that nobody holds any more given out
   * again, so that who asks for ever comes back to the same states. No holder of an id can tell.
   */
  readonly notificationIds?: 'counted' | 'recycled';
  /**
   * Words of plain files by number, where there is paging: a read gives them from the first on,
   * each time.
   */
  readonly contents?: Readonly<Record<number, readonly number[]>>;
  /** Signal frames of a thread; default 2. */
  readonly signalDepth?: number;
  /** Regions in which words of memory stand, for words whose mapping matters. */
  readonly wordRegions?: Readonly<Record<string, string>>;
  /** Threads run what an engine puts in front of them, one instruction at a time. */
  readonly driven?: boolean;
}

/**
 * When an attacker writes what somebody checks and somebody else uses; times in ns. The first five
 * follow the calls of their target, one attack a call; the others write on their own.
 */
export type AttackTiming =
  /** One flip, at a time that is as likely as any other within so long behind the issue. */
  | { readonly kind: 'once'; readonly withinNs: number }
  /** One flip, at an exponential time behind the issue. */
  | { readonly kind: 'poisson'; readonly meanNs: number }
  /** Forbidden, benign, forbidden again: at exponential times, for checks that compare twice. */
  | { readonly kind: 'aba'; readonly meanNs: number }
  /** One flip as soon as a page fault tells that the first word of the argument was read. */
  | { readonly kind: 'fault' }
  /** One flip; it comes earlier where the last one was too late, and later where too early. */
  | { readonly kind: 'adaptive'; readonly fromNs: number; readonly untilNs: number }
  /** Flips without a pause. */
  | { readonly kind: 'tight' }
  /** Flips at exponential times. */
  | { readonly kind: 'telegraph'; readonly meanNs: number }
  /** Flips after equal times, from a random phase on. */
  | { readonly kind: 'square'; readonly halfPeriodNs: number };

/** One litmus observation: a word of memory or `thread.register`, at the end of a run. */
export type Observation = string;

/** What the search must say, for the scenario to be as expected. */
export type Verdict = 'holds' | 'violated';

/** A scenario. */
export interface Scenario {
  readonly version: typeof SCENARIO_VERSION;
  readonly name: string;
  /** One line: what is asked. */
  readonly question: string;
  /** The real race or bug that it stands for, with its source. */
  readonly standsFor: string;
  readonly regions: Readonly<Record<string, Region>>;
  /** Words of user memory by name, with their first value. */
  readonly words: Readonly<Record<string, number>>;
  /** Locks of the program besides the mmap lock. */
  readonly locks?: Readonly<Record<string, LockDesign>>;
  readonly interposition: Interposition;
  /** Who edits the address space: the calling thread under the mmap lock, or the kernel actor. */
  readonly owner?: 'threads' | 'kernel-actor';
  readonly mmapLock?: LockDesign;
  /**
   * How the address space is locked. Default: the mmap lock, but for a check that is `unlocked`,
   * and then `mmapLock` is reduced to its writer preference.
   */
  readonly addressSpaceLock?: AddressSpaceLock;
  readonly paging?: PagingDeclaration;
  readonly guard?: GuardDeclaration;
  /**
   * The heap, whose end brk moves: its first page, and how many pages it has at first. Without one
   * brk returns 0.
   */
  readonly heap?: { readonly page: number; readonly pages: number };
  /** vm.max_map_count of this world; default: the number of regions + MAP_COUNT_SPARE. */
  readonly mapCountLimit?: number;
  /** Model waits as futex waits: blocked threads sleep until woken, wake-ups are steps. */
  readonly futexWaits?: boolean;
  readonly tasks?: TaskDeclarations;
  /** Kernel fixes by name that differ from the newest kernel, which has all of them. */
  readonly kernelFixes?: Readonly<Record<string, boolean>>;
  /**
   * The SIGSYS handler of the interposition; default: emulate the call (its result is its number)
   * and return.
   */
  readonly handler?: { readonly at: string; readonly program: Program };
  readonly threads: Readonly<Record<string, ThreadDeclaration>>;
  readonly properties: readonly Property[];
  /** What is to be measured, by name: see `Span`. */
  readonly spans?: Readonly<Record<string, Span>>;
  /** How what the span `window` looks at is changed meanwhile, where somebody does so. */
  readonly attack?: AttackTiming;
  readonly observe: readonly Observation[];
  readonly expect: {
    /** What exploration must say; absent for loads, which are too large to exhaust. */
    readonly explore?: Verdict;
  };
}

/** A parameter of a catalogue entry. */
export interface Parameter {
  readonly meaning: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Names of its values from `min` on, where each of them is a way to protect what is asked. */
  readonly protects?: readonly string[];
  /** The values of another parameter with which this one means anything; default: with all. */
  readonly isOf?: { readonly parameter: string; readonly values: readonly number[] };
}

/** Numbers by parameter name. */
export type Parameters = Readonly<Record<string, number>>;

/** A scenario with parameters: what the catalogue and a user's own file hold. */
export interface CatalogueEntry {
  readonly name: string;
  readonly question: string;
  readonly standsFor: string;
  /** Litmus scenarios run in rounds and are explored; loads run for a time. */
  readonly kind: 'litmus' | 'race' | 'load';
  /** The small scenario whose shortest schedule explains what this load shows. */
  readonly explainedBy?: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /**
   * What a stress counts: observed words that hold attempts and hits of a round, or counters of the
   * kernel by name. Default: rounds, and those that violate a property or never end. `costs`:
   * others, by what they count.
   */
  readonly counts?: {
    readonly attempts: string;
    readonly hits?: string;
    readonly costs?: Readonly<Record<string, string>>;
  };
  readonly build: (parameters: Parameters) => Scenario;
}
