/**
 * Layout: where every word of a world stands, what it holds and what guards it. The buffer has two
 * regions: *identity* (what steers the world: threads, locks, the VMA table, user memory), which is
 * snapshot, restored and hashed; and *observation* (counters, figures, journals, the stop flag and
 * the programs), which steers nothing that a property may see and which identity leaves out.
 *
 * Offsets within a record are constants; where records begin follows from the bounds of the
 * scenario, so small worlds are small. Invariant: regions do not overlap, and every identity word
 * has a name (`wordName`).
 */
import { type PagingBounds, type PagingLayout } from '../paging/layout.ts';
/** What a word holds and who may touch it. */
export interface FieldNote {
    /** Who may touch the word: the owning thread, a lock, or nobody in particular (atomic). */
    readonly guard: 'owner' | 'atomic' | 'mmap write, sequence' | 'constant';
    readonly holds: string;
}
/** Words of one thread control block. */
export declare const THREAD: {
    readonly STATE: 0;
    readonly PROGRAM_COUNTER: 1;
    readonly KERNEL_COUNTER: 2;
    readonly NUMBER: 3;
    readonly ARGUMENT: 4;
    readonly RESULT: 10;
    readonly INSTRUCTION_PAGE: 11;
    readonly INSTRUCTION_OFFSET: 12;
    readonly FOREIGN: 13;
    readonly DEPTH: 14;
    readonly HELD: 15;
    readonly PARKED: 16;
    readonly SCRATCH: 17;
    readonly REQUEST: 25;
    readonly REGISTER: 26;
    readonly FRAME: 38;
};
/** Words that one saved signal frame holds: where to go on, and the registers of the call. */
export declare const FRAME: {
    readonly PROGRAM_COUNTER: 0;
    readonly NUMBER: 1;
    readonly RESULT: 2;
    readonly INSTRUCTION_PAGE: 3;
    readonly INSTRUCTION_OFFSET: 4;
    readonly FOREIGN: 5;
    readonly REGISTER: 6;
    readonly MASK: 14;
    readonly SIGNAL: 15;
    readonly OPERATION: 16;
};
/** Words of one signal frame. */
export declare const FRAME_WORDS = 17;
/** Registers that a program can name. */
export declare const NAMED_REGISTER_COUNT = 8;
/** Scratch words that kernel routines keep between their steps. */
export declare const SCRATCH_COUNT = 8;
/** The meaning of each word of a thread control block. */
export declare const THREAD_NOTES: Record<keyof typeof THREAD, FieldNote>;
/**
 * Words of one task: what the kernel keeps of a thread besides its registers. There are none unless
 * the scenario has tasks (`Bounds.processCount`). See task/task.ts.
 */
export declare const TASK: {
    readonly LIFE: 0;
    readonly PROCESS: 1;
    readonly MODE: 2;
    readonly FILTER: 3;
    readonly NO_NEW_PRIVS: 4;
    readonly PENDING: 5;
    readonly BLOCKED: 6;
    readonly DEATH: 7;
    readonly SUD_MODE: 8;
    readonly SUD_OFFSET: 9;
    readonly SUD_LENGTH: 11;
    readonly SUD_SELECTOR: 13;
    readonly ON_DISPATCH: 14;
    readonly WORK: 15;
    readonly WAITING: 16;
    readonly SLEEP: 17;
    readonly RESTART: 18;
    readonly INFO: 19;
    readonly TRACER: 27;
    readonly TRACE_OPTIONS: 28;
    readonly TRACE_RESUME: 29;
    readonly STOP: 30;
    readonly STOP_MESSAGE: 31;
    readonly STOP_SIGNAL: 32;
    readonly NOTIFY_STATE: 33;
    readonly NOTIFY_FILTER: 34;
    readonly NOTIFY_ID: 35;
    readonly NOTIFY_ERROR: 36;
    readonly NOTIFY_VALUE: 37;
    readonly NOTIFY_FLAGS: 38;
    readonly ADDFD_STATE: 39;
    readonly ADDFD_TARGET: 40;
    readonly ADDFD_ORDER: 41;
    readonly ADDFD_FILE: 42;
    readonly ADDFD_NUMBER: 43;
    readonly ADDFD_FLAGS: 44;
    readonly ADDFD_RESULT: 45;
    readonly SIGPENDING: 46;
    readonly BUFFER: 47;
    readonly NOTIFY_READY: 53;
    readonly POLLED: 54;
    readonly USING: 55;
    readonly RELEASES: 56;
    readonly JOB: 57;
    readonly OPERATION: 58;
};
/** Words of one task record. */
export declare const TASK_WORDS = 59;
/** The words of the siginfo that the last delivered or forced signal of a task carries. */
export declare const INFO: {
    readonly SIGNAL: 0;
    readonly CODE: 1;
    readonly ERRNO: 2;
    readonly CALL_PAGE: 3;
    readonly CALL_OFFSET: 4;
    readonly SYSCALL: 5;
    readonly SENDER: 6;
    readonly FORCED: 7;
};
/** The meaning of each word of a task record. */
export declare const TASK_NOTES: Record<keyof typeof TASK, FieldNote>;
/** Words of one process. */
export declare const PROCESS: {
    readonly LEADER: 0;
    readonly LIVE: 1;
    readonly EXIT: 2;
    readonly PENDING: 3;
    readonly STOPPED: 4;
    readonly PARENT: 5;
    readonly CAPABLE: 6;
    readonly FILES: 7;
    readonly FILE_LIMIT: 8;
    readonly CRED_GUARD: 9;
    readonly ACTION: 10;
    readonly FILE: 42;
};
/** The meaning of each word of a process record. */
export declare const PROCESS_NOTES: Record<keyof typeof PROCESS, FieldNote>;
/** Words of one attached filter, the model's struct seccomp_filter with its struct notification. */
export declare const FILTER: {
    readonly REFERENCES: 0;
    readonly USERS: 1;
    readonly PREVIOUS: 2;
    readonly PROGRAM: 3;
    readonly FLAGS: 4;
    readonly LISTENER: 5;
    readonly NEXT_ID: 6;
    readonly REQUESTS: 7;
    readonly LOCK: 8;
    readonly FILES: 9;
    readonly HINTS: 10;
};
/** Words of one filter record. */
export declare const FILTER_WORDS = 11;
/** The meaning of each word of a filter record. */
export declare const FILTER_NOTES: Record<keyof typeof FILTER, FieldNote>;
/** Words of one lock: see locks/rwsem.ts. */
export declare const LOCK: {
    readonly COUNT: 0;
    readonly OWNER: 1;
};
/** Words of one lock record. */
export declare const LOCK_WORDS = 2;
/** Words of the queue of one lock with Linux's rules: see locks/queued-rwsem.ts. */
export declare const QUEUE: {
    readonly GUARD: 0;
    readonly HEAD: 1;
    readonly TAIL: 2;
};
/** Words of one queue. */
export declare const QUEUE_WORDS = 3;
/** Words of one thread in a queue; it waits for one lock at a time. */
export declare const QUEUE_NODE: {
    readonly NEXT: 0;
    readonly STATE: 1;
};
/** Words of one thread in a queue. */
export declare const QUEUE_NODE_WORDS = 2;
/** A word that a lock design of the address space adds. */
export interface LockingWord {
    readonly name: string;
    /** `table`: whoever may edit the table, that is the mmap lock or what the design has instead. */
    readonly guard: 'atomic' | 'owner' | 'table';
}
/** The words that a lock design of the address space adds; see locks/design.ts. */
export interface LockingWords {
    /** Words that there are once. */
    readonly space: readonly LockingWord[];
    /** Words of each thread; the first holds the classes of locks that it holds. */
    readonly thread: readonly LockingWord[];
    /** Words of each VMA record, which stand in a column of their own. */
    readonly vma: readonly LockingWord[];
}
/** Words of the VMA table's head. PENDING (atomic) counts requests posted to the kernel actor. */
export declare const TABLE: {
    readonly COUNT: 0;
    readonly PENDING: 1;
};
/** Words of the VMA table's head. */
export declare const TABLE_HEAD_WORDS = 2;
/** Words of one VMA record, the model's vm_area_struct. */
export declare const VMA: {
    readonly START: 0;
    readonly END: 1;
    readonly FLAGS: 2;
    readonly FILE: 3;
    readonly ANON: 4;
    readonly GENERATION: 5;
};
/** Words of one VMA record. */
export declare const VMA_WORDS = 6;
/**
 * VMAs up to which a table is two sorted columns, edited in place: the one leaf of a tree that
 * needs no other. Tables with room for more are a tree of nodes (vma/tree.ts).
 */
export declare const COLUMN_VMA_COUNT_MAX = 64;
/**
 * Words of the VMA tree's head. A root is `node * 8 + height`, so that one store replaces both.
 * Guarded by: mmap write; ROOT is atomic. See vma/tree.ts.
 */
export declare const TREE: {
    /** What readers walk from. */
    readonly ROOT: 0;
    /** What the open edit has made of it. */
    readonly DRAFT: 1;
    /**
     * The one leaf that the open edit has replaced, its replacement, and the word that leads there.
     */
    readonly PATCH_OLD: 2;
    readonly PATCH_LEAF: 3;
    readonly PATCH_WORD: 4;
    /** Whether the holes of that leaf may have changed, so that they are looked at in the end. */
    readonly PATCH_HOLES: 5;
    /** Queue of nodes to which nothing leads any more, but which readers may still walk. */
    readonly RETIRED_FIRST: 6;
    readonly RETIRED_LAST: 7;
    readonly RETIRED_COUNT: 8;
    /** Nodes in use, retired ones included. */
    readonly LEAF_COUNT: 9;
    readonly INNER_COUNT: 10;
};
/** Words of the VMA tree's head. */
export declare const TREE_HEAD_WORDS = 11;
/** Entries of a leaf, and of a node above. */
export declare const LEAF_FAN_OUT = 31;
export declare const INNER_FAN_OUT = 127;
/**
 * Words from one column of a node to the next: END (column 0), SLOT (1), START (2) and, above the
 * leaves, GAP (3). Behind END stands the last end, behind SLOT the count, behind START the sequence
 * of the edit that made the node, later of the edit that retired it.
 */
export declare const LEAF_WIDTH: number;
export declare const INNER_WIDTH: number;
/** Words of a leaf, and of a node above. */
export declare const LEAF_WORDS: number;
export declare const INNER_WORDS: number;
/** Entries that a node besides the root has at least: so many, or half of its fan-out. */
export declare const LEAF_FILL_MIN = 15;
export declare const INNER_FILL_MIN = 63;
/** Retired nodes that wait before anybody looks whether their grace period is over. */
export declare const RETIRED_BATCH = 16;
/** What the kernel counts for each thread; never part of a world's identity. */
export declare const COUNTER: {
    readonly native: 0;
    readonly trapped: 1;
    readonly escaped: 2;
    readonly misjudged: 3;
    readonly killed: 4;
    readonly staleDecision: 5;
    readonly useAfterFree: 6;
    readonly lockWait: 7;
    readonly lockAcquired: 8;
    readonly windowOpened: 9;
    readonly windowCrossed: 10;
    readonly mmap: 11;
    readonly munmap: 12;
    readonly mprotect: 13;
    readonly refused: 14;
    readonly syscall: 15;
    /** Page faults that have ended: accesses to memory. */
    readonly fault: 16;
    /** Walks of the page table, for want of a TLB entry. */
    readonly tlbMiss: 17;
    /** Accesses through a TLB entry that is not what the page table says. */
    readonly staleTranslation: 18;
    /** Interrupts that were sent to other cores for a flush. */
    readonly interrupt: 19;
    /** Pages that were flushed one by one. */
    readonly pageFlush: 20;
    /** Flushes of a whole TLB. */
    readonly fullFlush: 21;
};
/** The name of one counter. */
export type CounterName = keyof typeof COUNTER;
/** Behind the counters: the table's sequence when the running call looked its address up. */
export declare const WINDOW_SEQUENCE = 22;
/** Words of one thread's counters. */
export declare const COUNTER_COUNT = 23;
/**
 * Figures of the address space, in observation. Guarded by: mmap write, but SEQUENCE (atomic) and
 * the last four, the constants of the scenario (vma/table.ts, `prepareTable`).
 */
export declare const FIGURE: {
    readonly SEQUENCE: 0;
    readonly SPLIT: 1;
    readonly MERGE: 2;
    readonly MAP_COUNT_PEAK: 3;
    readonly EDIT: 4;
    readonly MAP_COUNT_LIMIT: 5;
    readonly PLACE_FLOOR: 6;
    readonly PLACE_CEILING: 7;
    readonly PLACE_TOP_DOWN: 8;
};
/** Words of the figures. */
export declare const FIGURE_WORDS = 16;
/**
 * Engine control, in observation: all words atomic. STOP is looked at all the time and hardly ever
 * written; ORDER, which every journalled event raises, stands on a line of its own.
 */
export declare const CONTROL: {
    /** 1: programs end where they go round for ever; 2: threads leave at their next step. */
    readonly STOP: 0;
    /** Threads at the barrier. */
    readonly ARRIVED: 1;
    /** Moves when the barrier opens; negative when there is nothing behind it. */
    readonly GENERATION: 2;
    /** Rounds that have ended. */
    readonly ROUND: 3;
    /** Generation whose service threads are called to the barrier. */
    readonly RECALL: 4;
    /** Journals keep what they have: a violated round stays readable. */
    readonly FROZEN: 5;
    /** How often a task's thread had nothing to do: it is unborn, or dead and may live again. */
    readonly DORMANT: 6;
    /** Number of the next journalled event. */
    readonly ORDER: 32;
    /** Taken for each step of a task: 1, or 2 when others wait. */
    readonly STEPPING: 48;
};
/** Words of the control record. */
export declare const CONTROL_WORDS = 64;
/** What a world must have room for. */
export interface Bounds {
    readonly threadCount: number;
    /** Signal frames that a thread can stack: 0 where nothing is ever trapped. */
    readonly signalDepth: number;
    /** Locks of the scenario; the mmap lock, lock 0, is included. */
    readonly lockCount: number;
    /** Whether locks have queues. */
    readonly queued?: boolean;
    /** What the lock design of the address space adds. */
    readonly locking?: LockingWords;
    /** VMAs that fit in the table: what `vmaCapacity` (vma/edit.ts) says for the map-count limit. */
    readonly vmaCapacity: number;
    readonly memoryWordCount: number;
    readonly barrierCount: number;
    /** Page table, frames and cores, where the scenario has them. */
    readonly paging?: PagingBounds;
    /** Processes; 0 where threads are no tasks, and then the next two are 0 as well. */
    readonly processCount: number;
    /** Filters that can be attached at the same time. */
    readonly filterCount: number;
    /** Descriptors of one process. */
    readonly fileCount: number;
    /** Words of the encoded programs. */
    readonly codeWordCount: number;
    /** Transitions of the dispatch table, for coverage. */
    readonly transitionCount: number;
    /** Words that the parallel engine keeps per thread: journal, histograms. */
    readonly observationWordCount: number;
    /** Spread records over cache lines; off in engines that run alone. */
    readonly padded: boolean;
}
/** Where the records of a world begin: word offsets. */
export interface Layout {
    readonly bounds: Bounds;
    readonly thread: number;
    readonly threadStride: number;
    readonly lock: number;
    readonly lockStride: number;
    /** Queues of the locks, QUEUE_WORDS a lock, and nodes of the threads. */
    readonly queue: number;
    readonly queueStride: number;
    readonly queueNode: number;
    readonly queueNodeStride: number;
    /** Words that the lock design of the address space has once, and those of each thread. */
    readonly space: number;
    readonly spaceThread: number;
    readonly spaceThreadStride: number;
    readonly table: number;
    /** First word of the sorted `end page` column of the VMA table; empty where there is a tree. */
    readonly ends: number;
    /** First word of the sorted `record number` column of the VMA table. */
    readonly slots: number;
    /** First VMA record. */
    readonly vma: number;
    /** Which VMA records are in use: a free set. */
    readonly used: number;
    /** Words that the lock design has for each VMA record. */
    readonly vmaLock: number;
    readonly vmaLockStride: number;
    readonly memory: number;
    /** Two words a barrier: arrived, generation. */
    readonly barrier: number;
    /** Words of paging; undefined in worlds without. */
    readonly paging: PagingLayout | undefined;
    readonly task: number;
    readonly taskStride: number;
    readonly process: number;
    readonly processStride: number;
    readonly filter: number;
    /**
     * Words that tell two states apart, from word 0: all of identity but the VMA tree, which says
     * once more what the VMA records say, in a shape that depends on how it came about.
     */
    readonly distinctLength: number;
    /** Head of the VMA tree, or 0 where the table is columns. */
    readonly tree: number;
    /** Which leaves, and which nodes above, are in use: free sets. */
    readonly leafUsed: number;
    readonly innerUsed: number;
    /** First leaf. */
    readonly leaf: number;
    readonly leafCapacity: number;
    /** First node above the leaves; all of them stand behind the leaves. */
    readonly inner: number;
    readonly innerCapacity: number;
    /** Words of the identity region, which begins at word 0. */
    readonly identityLength: number;
    /** One word a thread: the sequence from which it walks the VMA tree + 1, or 0. */
    readonly reader: number;
    readonly readerStride: number;
    readonly figure: number;
    readonly control: number;
    readonly counter: number;
    readonly counterStride: number;
    /** One word a task, `kickStride` apart: see `kick` in task/task.ts. */
    readonly kick: number;
    readonly kickStride: number;
    readonly coverage: number;
    readonly coverageStride: number;
    readonly observation: number;
    readonly observationStride: number;
    readonly code: number;
    /** Words of the whole buffer. */
    readonly length: number;
}
/** Computes the layout for the bounds. */
export declare function createLayout(bounds: Bounds): Layout;
/** The layout of a world that has a VMA table, one word of memory (a cursor) and nothing else. */
export declare function createTableLayout(vmaCapacity: number): Layout;
/** Whether a word belongs to a lock, so that who sleeps on it waits for a lock. */
export declare function isLockWord(layout: Layout, index: number): boolean;
/** The name of an identity word, such as `thread 1 program counter` or `vma 3 flags`. */
export declare function wordName(layout: Layout, index: number): string;
