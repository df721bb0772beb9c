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

import { invariant } from '../assert.ts';
import {
  ARGUMENT_WORD_COUNT_MAX,
  FILE_COUNT_MAX,
  LOCK_COUNT_MAX,
  PINNED_PAGE_COUNT_MAX,
  SIGNAL_DEPTH_MAX,
  THREAD_COUNT_MAX,
} from '../limits.ts';
import { type GuardBounds, type GuardLayout, guardWordName, placeGuards } from '../guard/layout.ts';
import {
  type PagingBounds,
  type PagingLayout,
  pagingWordName,
  placePaging,
} from '../paging/layout.ts';
import { freeSetWordCount } from './free-set.ts';

/** What a word holds and who may touch it. */
export interface FieldNote {
  /** Who may touch the word: the owning thread, a lock, or nobody in particular (atomic). */
  readonly guard: 'owner' | 'atomic' | 'mmap write, sequence' | 'constant';
  readonly holds: string;
}

/** Words of one thread control block. */
export const THREAD = {
  STATE: 0,
  PROGRAM_COUNTER: 1,
  KERNEL_COUNTER: 2,
  NUMBER: 3,
  ARGUMENT: 4, // six words
  RESULT: 10,
  INSTRUCTION_PAGE: 11,
  INSTRUCTION_OFFSET: 12,
  FOREIGN: 13,
  DEPTH: 14,
  HELD: 15,
  PARKED: 16,
  SCRATCH: 17, // eight words
  REQUEST: 25,
  REGISTER: 26, // twelve words: r0-r7 of the program, four loop counters
  FRAME: 38, // saved contexts of interrupted code, `signalDepth` records of FRAME_WORDS
} as const;

/** Words that one saved signal frame holds: where to go on, and the registers of the call. */
export const FRAME = {
  PROGRAM_COUNTER: 0,
  NUMBER: 1,
  RESULT: 2,
  INSTRUCTION_PAGE: 3,
  INSTRUCTION_OFFSET: 4,
  FOREIGN: 5,
  REGISTER: 6, // eight words
  MASK: 14,
  SIGNAL: 15,
  OPERATION: 16,
} as const;
/** Words of one signal frame. */
export const FRAME_WORDS = 17;
/** Registers that a program can name. */
export const NAMED_REGISTER_COUNT = 8;
/** Scratch words that kernel routines keep between their steps. */
export const SCRATCH_COUNT = 8;

/** The meaning of each word of a thread control block. */
export const THREAD_NOTES: Record<keyof typeof THREAD, FieldNote> = {
  STATE: { guard: 'owner', holds: 'state of the dispatch machine' },
  PROGRAM_COUNTER: { guard: 'owner', holds: 'next instruction of the program' },
  KERNEL_COUNTER: { guard: 'owner', holds: 'next step of the kernel text' },
  NUMBER: { guard: 'owner', holds: 'system call number, as the registers have it now' },
  ARGUMENT: { guard: 'owner', holds: 'system call arguments' },
  RESULT: { guard: 'owner', holds: 'result of the last system call' },
  INSTRUCTION_PAGE: { guard: 'owner', holds: 'page of the code that runs' },
  INSTRUCTION_OFFSET: {
    guard: 'owner',
    holds: 'byte in that page after the syscall instruction, 1..4096',
  },
  FOREIGN: { guard: 'owner', holds: '1 when the code that runs is foreign (the ground truth)' },
  DEPTH: { guard: 'owner', holds: 'signal frames on the stack' },
  HELD: { guard: 'owner', holds: 'locks held: bit 2k read, bit 2k+1 write' },
  PARKED: { guard: 'atomic', holds: 'word slept on + 1, or 0' },
  SCRATCH: { guard: 'owner', holds: 'what a kernel routine keeps between its steps' },
  REQUEST: { guard: 'atomic', holds: 'mailbox: 0 empty, 1 posted, 2 answered' },
  REGISTER: { guard: 'owner', holds: 'registers of the program' },
  FRAME: { guard: 'owner', holds: 'saved contexts of interrupted code' },
};

/**
 * Words of one task: what the kernel keeps of a thread besides its registers. There are none unless
 * the scenario has tasks (`Bounds.processCount`). See task/task.ts.
 */
export const TASK = {
  LIFE: 0,
  PROCESS: 1,
  MODE: 2,
  FILTER: 3,
  NO_NEW_PRIVS: 4,
  PENDING: 5,
  BLOCKED: 6,
  DEATH: 7,
  SUD_MODE: 8,
  SUD_OFFSET: 9, // page, byte
  SUD_LENGTH: 11, // page, byte
  SUD_SELECTOR: 13,
  ON_DISPATCH: 14,
  WORK: 15,
  WAITING: 16,
  SLEEP: 17,
  RESTART: 18,
  INFO: 19, // eight words: see INFO
  TRACER: 27,
  TRACE_OPTIONS: 28,
  TRACE_RESUME: 29,
  STOP: 30,
  STOP_MESSAGE: 31,
  STOP_SIGNAL: 32,
  NOTIFY_STATE: 33,
  NOTIFY_FILTER: 34,
  NOTIFY_ID: 35,
  NOTIFY_ERROR: 36,
  NOTIFY_VALUE: 37,
  NOTIFY_FLAGS: 38,
  ADDFD_STATE: 39,
  ADDFD_TARGET: 40,
  ADDFD_ORDER: 41,
  ADDFD_FILE: 42,
  ADDFD_NUMBER: 43,
  ADDFD_FLAGS: 44,
  ADDFD_RESULT: 45,
  SIGPENDING: 46,
  BUFFER: 47, // six words
  NOTIFY_READY: 53,
  POLLED: 54,
  USING: 55,
  RELEASES: 56,
  JOB: 57,
  OPERATION: 58,
} as const;
/** Words of one task record. */
export const TASK_WORDS = 59;

/** The words of the siginfo that the last delivered or forced signal of a task carries. */
export const INFO = {
  SIGNAL: 0,
  CODE: 1,
  ERRNO: 2,
  CALL_PAGE: 3,
  CALL_OFFSET: 4,
  SYSCALL: 5,
  SENDER: 6,
  FORCED: 7,
} as const;

/** The meaning of each word of a task record. */
export const TASK_NOTES: Record<keyof typeof TASK, FieldNote> = {
  LIFE: { guard: 'atomic', holds: 'one of LIFE' },
  PROCESS: { guard: 'owner', holds: 'number of its process' },
  MODE: { guard: 'atomic', holds: 'one of SECCOMP_MODE' },
  FILTER: { guard: 'atomic', holds: 'its newest filter + 1, or 0' },
  NO_NEW_PRIVS: { guard: 'atomic', holds: '1 once set' },
  PENDING: { guard: 'atomic', holds: 'signals pending for this thread, bit signal - 1' },
  BLOCKED: { guard: 'owner', holds: 'signals that this thread blocks, bit signal - 1' },
  DEATH: { guard: 'owner', holds: 'signal that killed the thread, or 0' },
  SUD_MODE: { guard: 'owner', holds: '0 while user dispatch is off' },
  SUD_OFFSET: { guard: 'owner', holds: 'begin of the exempt range: page and byte' },
  SUD_LENGTH: { guard: 'owner', holds: 'length of the exempt range: pages and bytes' },
  SUD_SELECTOR: { guard: 'owner', holds: 'word of memory + 1, or 0 for none' },
  ON_DISPATCH: { guard: 'owner', holds: '1 while a call diverted by user dispatch leaves' },
  WORK: { guard: 'owner', holds: 'work flags as the entry of the running call sampled them' },
  WAITING: { guard: 'atomic', holds: 'what the thread sleeps for: see waitingFor()' },
  SLEEP: { guard: 'atomic', holds: 'one of SLEEP: awake, interruptible, killable, stopped' },
  RESTART: { guard: 'owner', holds: 'number + 1 that the call is restarted with, or 0' },
  INFO: { guard: 'owner', holds: 'siginfo of the signal that was forced or delivered last' },
  TRACER: { guard: 'atomic', holds: 'thread that traces this one + 1, or 0' },
  TRACE_OPTIONS: { guard: 'atomic', holds: 'PTRACE_OPTION bits, and whether it was seized' },
  TRACE_RESUME: { guard: 'atomic', holds: 'how the tracer let it go on last: one of RESUME' },
  STOP: { guard: 'atomic', holds: 'which ptrace stop it is in: one of PTRACE_STOP' },
  STOP_MESSAGE: { guard: 'atomic', holds: 'event message of the stop; of the dead, the status' },
  STOP_SIGNAL: { guard: 'atomic', holds: 'exit_code: what the stop reports, then what to inject' },
  NOTIFY_STATE: { guard: 'atomic', holds: 'state of the knotif on its kernel stack' },
  NOTIFY_FILTER: { guard: 'atomic', holds: 'filter that asked + 1' },
  NOTIFY_ID: { guard: 'atomic', holds: 'id of the notification' },
  NOTIFY_ERROR: { guard: 'atomic', holds: 'error of the reply' },
  NOTIFY_VALUE: { guard: 'atomic', holds: 'value of the reply' },
  NOTIFY_FLAGS: { guard: 'atomic', holds: 'flags of the reply' },
  ADDFD_STATE: { guard: 'atomic', holds: 'state of the request on its kernel stack' },
  ADDFD_TARGET: { guard: 'atomic', holds: 'thread that is to install the descriptor + 1' },
  ADDFD_ORDER: { guard: 'atomic', holds: 'place in the list of the notification' },
  ADDFD_FILE: { guard: 'atomic', holds: 'the file, as a descriptor word' },
  ADDFD_NUMBER: { guard: 'atomic', holds: 'number asked for' },
  ADDFD_FLAGS: { guard: 'atomic', holds: 'flags of the request' },
  ADDFD_RESULT: { guard: 'atomic', holds: 'result of the request' },
  SIGPENDING: { guard: 'atomic', holds: '1: the thread has to look for signals (TIF_SIGPENDING)' },
  BUFFER: { guard: 'owner', holds: 'what the last call wrote to the memory of its caller' },
  JOB: { guard: 'atomic', holds: 'JOB bits: what it owes to a group stop and to its tracer' },
  OPERATION: { guard: 'owner', holds: 'step, or minus barrier turn, that a signal broke off' },
  NOTIFY_READY: { guard: 'atomic', holds: 'completions of the knotif that it has not taken' },
  POLLED: { guard: 'atomic', holds: 'events that its poll waits for, and whether one came' },
  USING: { guard: 'owner', holds: 'listener whose file the running call holds, as a file word' },
  RELEASES: { guard: 'owner', holds: 'filters whose listener it has to release, bit filter' },
};

/**
 * Words that the kernel copies between user memory and itself, one record a task: there are none
 * unless the scenario has tasks and paging. The first four are those of an access (entry/touch.ts);
 * what the others hold stands in entry/transfer.ts and task/judgement.ts.
 */
export const COPY = {
  PAGE: 0,
  KIND: 1,
  WORD: 2,
  VALUE: 3,
  WAITS: 4,
  LEFT: 5,
  DONE: 6,
  NEAR: 7,
  FAR: 8,
  OWNER: 9,
  LENGTH: 10,
  COPIED: 11, // the words from here on outlive the call
  EXECUTED: 12,
  JUDGED: 13,
  SEEN: 14,
  SENDER: 15,
  SENDER_SPACE: 16,
  COPIED_ADDRESS: 17, // ARGUMENT_WORD_COUNT_MAX words, as each of the next three
  COPIED_VALUE: 17 + ARGUMENT_WORD_COUNT_MAX,
  SEEN_ADDRESS: 17 + 2 * ARGUMENT_WORD_COUNT_MAX,
  SEEN_VALUE: 17 + 3 * ARGUMENT_WORD_COUNT_MAX,
} as const;
/** Words of one record. */
const COPY_WORDS = 17 + 4 * ARGUMENT_WORD_COUNT_MAX;

/** The meaning of each word of such a record. */
export const COPY_NOTES: Record<keyof typeof COPY, FieldNote> = {
  PAGE: { guard: 'owner', holds: 'page of the word that is copied now' },
  KIND: { guard: 'owner', holds: 'one of ACCESS' },
  WORD: { guard: 'owner', holds: 'the word in its page' },
  VALUE: { guard: 'owner', holds: 'what is written there, or was read' },
  WAITS: { guard: 'owner', holds: '1: the access was not made yet, for want of a frame' },
  LEFT: { guard: 'owner', holds: 'words of the range that are left' },
  DONE: { guard: 'owner', holds: 'words that a transfer has made' },
  NEAR: { guard: 'owner', holds: 'address in the memory of the caller' },
  FAR: { guard: 'owner', holds: 'address in the memory of the other task; the file of a read' },
  OWNER: { guard: 'owner', holds: 'thread whose memory is the far side + 1, or 0' },
  LENGTH: { guard: 'owner', holds: 'what a copy was told or has found of its length' },
  COPIED: { guard: 'owner', holds: 'argument words that the running or last call has copied' },
  EXECUTED: { guard: 'owner', holds: 'COPIED, once the call was carried out; else 0' },
  JUDGED: { guard: 'owner', holds: '1: a supervisor has let this call go on' },
  SEEN: { guard: 'atomic', holds: 'words that supervisors have read for its notification' },
  SENDER: { guard: 'owner', holds: 'thread whose notification it received last + 1, or 0' },
  SENDER_SPACE: { guard: 'owner', holds: 'identity of the address space which that had then' },
  COPIED_ADDRESS: { guard: 'owner', holds: 'where the copied words stood' },
  COPIED_VALUE: { guard: 'owner', holds: 'what they held' },
  SEEN_ADDRESS: { guard: 'atomic', holds: 'where the words stood that supervisors have read' },
  SEEN_VALUE: { guard: 'atomic', holds: 'what they held' },
};

/**
 * Words behind such a record in a world that pins: the frames that a transfer has pinned. FRAME:
 * PINNED_PAGE_COUNT_MAX words.
 */
export const PIN = { PAGE: 0, COUNT: 1, FAULT: 2, FRAME: 3 } as const;
const PIN_WORDS = PIN.FRAME + PINNED_PAGE_COUNT_MAX;

/** The meaning of each of these words. */
export const PIN_NOTES: Record<keyof typeof PIN, FieldNote> = {
  PAGE: { guard: 'owner', holds: 'first page that is pinned + 1, or 0' },
  COUNT: { guard: 'owner', holds: 'pages from there on that are pinned' },
  FAULT: { guard: 'owner', holds: 'why no more words are copied: 1 the near side, 2 the far one' },
  FRAME: { guard: 'owner', holds: 'their frames + 1' },
};

/** Words of one process. */
export const PROCESS = {
  LEADER: 0,
  LIVE: 1,
  EXIT: 2,
  PENDING: 3,
  STOPPED: 4,
  PARENT: 5,
  CAPABLE: 6,
  FILES: 7,
  FILE_LIMIT: 8,
  CRED_GUARD: 9,
  LIVES: 10,
  ACTION: 11, // one word a signal, 1..31; word 0 is unused
  FILE: 43, // `fileCount` words
} as const;

/** The meaning of each word of a process record. */
export const PROCESS_NOTES: Record<keyof typeof PROCESS, FieldNote> = {
  LEADER: { guard: 'atomic', holds: 'thread that leads the group + 1; 0 while unborn' },
  LIVE: { guard: 'atomic', holds: 'threads that are not dead' },
  EXIT: { guard: 'atomic', holds: 'wait status of the group exit + 1, or 0' },
  PENDING: { guard: 'atomic', holds: 'signals pending for the process, bit signal - 1' },
  STOPPED: { guard: 'atomic', holds: 'signal of the group stop, or 0' },
  PARENT: { guard: 'atomic', holds: 'process that forked it + 1, or 0' },
  CAPABLE: { guard: 'atomic', holds: '1 with CAP_SYS_ADMIN' },
  FILES: { guard: 'atomic', holds: 'process whose descriptor table it uses' },
  FILE_LIMIT: { guard: 'atomic', holds: 'RLIMIT_NOFILE' },
  CRED_GUARD: { guard: 'atomic', holds: 'thread that holds cred_guard_mutex + 1, or 0' },
  LIVES: { guard: 'atomic', holds: 'how often it was forked, where there is paging' },
  ACTION: { guard: 'atomic', holds: 'disposition of each signal: see signals/action.ts' },
  FILE: { guard: 'atomic', holds: 'descriptor words: see task/file.ts' },
};

/** Words of one attached filter, the model's struct seccomp_filter with its struct notification. */
export const FILTER = {
  REFERENCES: 0,
  USERS: 1,
  PREVIOUS: 2,
  PROGRAM: 3,
  FLAGS: 4,
  LISTENER: 5,
  NEXT_ID: 6,
  REQUESTS: 7,
  LOCK: 8,
  FILES: 9,
  HINTS: 10,
} as const;
/** Words of one filter record. */
export const FILTER_WORDS = 11;

/** The meaning of each word of a filter record. */
export const FILTER_NOTES: Record<keyof typeof FILTER, FieldNote> = {
  REFERENCES: { guard: 'atomic', holds: 'tasks, newer filters and an open listener; 0: free' },
  USERS: { guard: 'atomic', holds: 'tasks and used newer filters; 0: the listener hangs up' },
  PREVIOUS: { guard: 'constant', holds: 'the filter below + 1, or 0' },
  PROGRAM: { guard: 'constant', holds: 'number of its program' },
  FLAGS: { guard: 'constant', holds: 'FILTER_FLAG bits' },
  LISTENER: { guard: 'atomic', holds: 'one of LISTENER: none, open, closed' },
  NEXT_ID: { guard: 'atomic', holds: 'id of the next notification' },
  REQUESTS: { guard: 'atomic', holds: 'what the semaphore of RECV counts' },
  LOCK: { guard: 'atomic', holds: 'thread that holds notify_lock + 1, or 0' },
  FILES: { guard: 'atomic', holds: 'references to the file of its listener' },
  HINTS: { guard: 'atomic', holds: 'flags of the listener: SYNC_WAKE_UP' },
};

/** Words of one lock: see locks/rwsem.ts. */
export const LOCK = { COUNT: 0, OWNER: 1 } as const;
/** Words of one lock record. */
export const LOCK_WORDS = 2;

/** Words of the queue of one lock with Linux's rules: see locks/queued-rwsem.ts. */
export const QUEUE = { GUARD: 0, HEAD: 1, TAIL: 2 } as const;
/** Words of one queue. */
export const QUEUE_WORDS = 3;
/** Words of one thread in a queue; it waits for one lock at a time. */
export const QUEUE_NODE = { NEXT: 0, STATE: 1 } as const;
/** Words of one thread in a queue. */
export const QUEUE_NODE_WORDS = 2;

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

/**
 * Words of the VMA table's head. PENDING (atomic) counts requests posted to the kernel actor; BREAK
 * is the first page behind the heap, mm->brk (vma/break.ts).
 */
export const TABLE = { COUNT: 0, PENDING: 1, BREAK: 2 } as const;
/** Words of the VMA table's head. */
export const TABLE_HEAD_WORDS = 3;

/**
 * Words of one VMA record, the model's vm_area_struct. SHIFT: pages by which its memory lay higher
 * before mremap moved it, vm_pgoff less the first page; 0 for what was never moved.
 */
export const VMA = {
  START: 0,
  END: 1,
  FLAGS: 2,
  FILE: 3,
  ANON: 4,
  SHIFT: 5,
  GENERATION: 6,
} as const;
/** Words of one VMA record. */
export const VMA_WORDS = 7;

/**
 * VMAs up to which a table is two sorted columns, edited in place: the one leaf of a tree that
 * needs no other. Tables with room for more are a tree of nodes (vma/tree.ts).
 */
export const COLUMN_VMA_COUNT_MAX = 64;

/**
 * Words of the VMA tree's head. A root is `node * 8 + height`, so that one store replaces both.
 * Guarded by: mmap write; ROOT is atomic. See vma/tree.ts.
 */
export const TREE = {
  /** What readers walk from. */
  ROOT: 0,
  /** What the open edit has made of it. */
  DRAFT: 1,
  /**
   * The one leaf that the open edit has replaced, its replacement, and the word that leads there.
   */
  PATCH_OLD: 2,
  PATCH_LEAF: 3,
  PATCH_WORD: 4,
  /** Whether the holes of that leaf may have changed, so that they are looked at in the end. */
  PATCH_HOLES: 5,
  /** Queue of nodes to which nothing leads any more, but which readers may still walk. */
  RETIRED_FIRST: 6,
  RETIRED_LAST: 7,
  RETIRED_COUNT: 8,
  /** Nodes in use, retired ones included. */
  LEAF_COUNT: 9,
  INNER_COUNT: 10,
} as const;
/** Words of the VMA tree's head. */
export const TREE_HEAD_WORDS = 11;

/** Entries of a leaf, and of a node above. */
export const LEAF_FAN_OUT = 31;
export const INNER_FAN_OUT = 127;
/**
 * Words from one column of a node to the next: END (column 0), SLOT (1), START (2) and, above the
 * leaves, GAP (3). Behind END stands the last end, behind SLOT the count, behind START the sequence
 * of the edit that made the node, later of the edit that retired it.
 */
export const LEAF_WIDTH = LEAF_FAN_OUT + 1;
export const INNER_WIDTH = INNER_FAN_OUT + 1;
/** Words of a leaf, and of a node above. */
export const LEAF_WORDS = 3 * LEAF_WIDTH;
export const INNER_WORDS = 4 * INNER_WIDTH;
/** Entries that a node besides the root has at least: so many, or half of its fan-out. */
export const LEAF_FILL_MIN = 15;
export const INNER_FILL_MIN = 63;
/** Retired nodes that wait before anybody looks whether their grace period is over. */
export const RETIRED_BATCH = 16;
/** Nodes beyond those that a full table needs: retired ones, and what one edit replaces. */
const LEAF_SPARE_COUNT = 64;
const INNER_SPARE_COUNT = 48;

/** Leaves that a table needs at most, when each is filled as little as it may be. */
function leafCapacityFor(vmaCapacity: number): number {
  if (vmaCapacity <= COLUMN_VMA_COUNT_MAX) return 0;
  return Math.ceil(vmaCapacity / LEAF_FILL_MIN) + LEAF_SPARE_COUNT;
}

/** Nodes above the leaves that a table needs at most. */
function innerCapacityFor(leafCapacity: number): number {
  if (leafCapacity === 0) return 0;
  let total = INNER_SPARE_COUNT;
  for (let level = leafCapacity; level > 1;) {
    level = Math.ceil(level / INNER_FILL_MIN);
    total += level;
  }
  return total;
}

/** What the kernel counts for each thread; never part of a world's identity. */
export const COUNTER = {
  native: 0,
  trapped: 1,
  escaped: 2,
  misjudged: 3,
  killed: 4,
  staleDecision: 5,
  useAfterFree: 6,
  lockWait: 7,
  lockAcquired: 8,
  windowOpened: 9,
  windowCrossed: 10,
  mmap: 11,
  munmap: 12,
  mprotect: 13,
  refused: 14,
  syscall: 15,
  /** Page faults that have ended: accesses to memory. */
  fault: 16,
  /** Walks of the page table, for want of a TLB entry. */
  tlbMiss: 17,
  /** Accesses through a TLB entry that is not what the page table says. */
  staleTranslation: 18,
  /** Interrupts that were sent to other cores for a flush. */
  interrupt: 19,
  /** Pages that were flushed one by one. */
  pageFlush: 20,
  /** Flushes of a whole TLB. */
  fullFlush: 21,
  /** Guards that a manager's read has armed. */
  guardInstalled: 22,
  /** Guards that the end of their call has released. */
  guardReleased: 23,
  /** Spans of guards that began to hold a page, or a range of it. */
  guardedPage: 24,
  /** Guards that a write has tampered with, so that their call fails. */
  guardTampered: 25,
  /** Writes, and edits of the address space, that waited for a guard. */
  guardStall: 26,
  /** Writes, and edits of the address space, that a guard has refused. */
  guardRefused: 27,
  /** Of both: those of words that no manager has read. */
  guardInnocent: 28,
  /** Words that were copied for a snapshot. */
  guardCopy: 29,
  /** Calls that were carried out with arguments that they had copied. */
  executed: 30,
  /** Of those: the calls of which some word was not what a supervisor had seen and approved. */
  unapproved: 31,
  /** Reads of the address space without a lock that a change has made void (speculative.ts). */
  retried: 32,
} as const;
/** The name of one counter. */
export type CounterName = keyof typeof COUNTER;
/** Behind the counters: the table's sequence when the running call looked its address up. */
export const WINDOW_SEQUENCE = 33;
/** Words of one thread's counters. */
export const COUNTER_COUNT = 34;

/**
 * Figures of the address space, in observation. Guarded by: mmap write, but SEQUENCE (atomic) and
 * the last five, the constants of the scenario (vma/table.ts, `prepareTable`).
 */
export const FIGURE = {
  SEQUENCE: 0,
  SPLIT: 1,
  MERGE: 2,
  MAP_COUNT_PEAK: 3,
  EDIT: 4,
  MAP_COUNT_LIMIT: 5,
  PLACE_FLOOR: 6,
  PLACE_CEILING: 7,
  PLACE_TOP_DOWN: 8,
  HEAP_START: 9,
} as const;
/** Words of the figures. */
export const FIGURE_WORDS = 16;

/**
 * Engine control, in observation: all words atomic. STOP is looked at all the time and hardly ever
 * written; ORDER, which every journalled event raises, stands on a line of its own.
 */
export const CONTROL = {
  /** 1: programs end where they go round for ever; 2: threads leave at their next step. */
  STOP: 0,
  /** Threads at the barrier. */
  ARRIVED: 1,
  /** Moves when the barrier opens; negative when there is nothing behind it. */
  GENERATION: 2,
  /** Rounds that have ended. */
  ROUND: 3,
  /** Generation whose service threads are called to the barrier. */
  RECALL: 4,
  /** Journals keep what they have: a violated round stays readable. */
  FROZEN: 5,
  /** How often a task's thread had nothing to do: it is unborn, or dead and may live again. */
  DORMANT: 6,
  /** Number of the next journalled event. */
  ORDER: 32,
  /** Taken for each step that is taken alone: 1, or 2 when others wait. */
  STEPPING: 48,
  /** Changes of words of memory, counted where steps wait for several of them together. */
  MEMORY: 49,
  /** Begins of the scenario's spans, as times of a common clock + 1, or 0. */
  SPAN: 50,
} as const;
/** Words of the control record. */
export const CONTROL_WORDS = 64;

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
  /** Guards of pending calls, where the scenario has them; needs tasks and paging. */
  readonly guard?: GuardBounds;
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
  /** Words of guards; undefined in worlds without. */
  readonly guard: GuardLayout | undefined;
  readonly task: number;
  readonly taskStride: number;
  /** Records of COPY, one a task; the stride is 0 where there are none. */
  readonly copy: number;
  readonly copyStride: number;
  /** From the first word of such a record to those of PIN; behind it in a world without. */
  readonly pinOffset: number;
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

/**
 * Words of 128 bytes: two cache lines, so that the adjacent-line prefetch shares nothing either.
 */
const LINE_PAIR = 32;

/** What a world without a lock design of its own adds: nothing. */
const NO_LOCKING_WORDS: LockingWords = { space: [], thread: [], vma: [] };

/** Computes the layout for the bounds. */
export function createLayout(bounds: Bounds): Layout {
  invariant(
    bounds.threadCount >= 1 && bounds.threadCount <= THREAD_COUNT_MAX,
    `a world holds 1..${THREAD_COUNT_MAX} threads, not ${bounds.threadCount}`,
  );
  invariant(
    bounds.lockCount >= 1 && bounds.lockCount <= LOCK_COUNT_MAX,
    `a world holds 1..${LOCK_COUNT_MAX} locks, not ${bounds.lockCount}`,
  );
  const round = (words: number) =>
    bounds.padded ? Math.ceil(words / LINE_PAIR) * LINE_PAIR : words;
  let next = 0;
  const place = (words: number) => {
    const at = next;
    next += round(words);
    return at;
  };
  invariant(
    bounds.signalDepth >= 0 && bounds.signalDepth <= SIGNAL_DEPTH_MAX,
    `a thread stacks 0..${SIGNAL_DEPTH_MAX} signal frames, not ${bounds.signalDepth}`,
  );
  const threadStride = round(THREAD.FRAME + bounds.signalDepth * FRAME_WORDS);
  const lockStride = round(LOCK_WORDS);
  const thread = place(threadStride * bounds.threadCount);
  const lock = place(lockStride * bounds.lockCount);
  const queueStride = bounds.queued === true ? round(QUEUE_WORDS) : 0;
  const queue = place(queueStride * bounds.lockCount);
  const queueNodeStride = bounds.queued === true ? round(QUEUE_NODE_WORDS) : 0;
  const queueNode = place(queueNodeStride * bounds.threadCount);
  const locking = bounds.locking ?? NO_LOCKING_WORDS;
  const space = place(locking.space.length);
  const spaceThreadStride = round(locking.thread.length);
  const spaceThread = place(spaceThreadStride * bounds.threadCount);
  const table = place(TABLE_HEAD_WORDS);
  const leafCapacity = leafCapacityFor(bounds.vmaCapacity);
  const innerCapacity = innerCapacityFor(leafCapacity);
  const columnLength = leafCapacity === 0 ? bounds.vmaCapacity : 0;
  const ends = place(columnLength);
  const slots = place(columnLength);
  const vma = place(bounds.vmaCapacity * VMA_WORDS);
  const used = place(freeSetWordCount(bounds.vmaCapacity));
  const vmaLockStride = locking.vma.length;
  const vmaLock = place(vmaLockStride * bounds.vmaCapacity);
  const memory = place(bounds.memoryWordCount);
  const barrier = place(bounds.barrierCount * 2);
  const paging = bounds.paging === undefined ? undefined : placePaging(bounds.paging, place, round);
  const taskCount = bounds.processCount > 0 ? bounds.threadCount : 0;
  const guard =
    bounds.guard === undefined || bounds.paging === undefined
      ? undefined
      : placeGuards(bounds.guard, bounds.paging, taskCount, place, round);
  const taskStride = round(TASK_WORDS);
  const task = place(taskStride * taskCount);
  const pinWords = bounds.paging?.pins === true ? PIN_WORDS : 0;
  const copyStride = taskCount > 0 && paging !== undefined ? round(COPY_WORDS + pinWords) : 0;
  const copy = place(copyStride * taskCount);
  const processStride = round(PROCESS.FILE + bounds.fileCount);
  const process = place(processStride * bounds.processCount);
  const filter = place(FILTER_WORDS * bounds.filterCount);
  const distinctLength = next;
  const tree = leafCapacity === 0 ? 0 : place(TREE_HEAD_WORDS);
  const leafUsed = place(freeSetWordCount(leafCapacity));
  const innerUsed = place(freeSetWordCount(innerCapacity));
  const leaf = place(leafCapacity * LEAF_WORDS);
  const inner = place(innerCapacity * INNER_WORDS);
  const identityLength = next;
  const figure = place(FIGURE_WORDS);
  const control = place(CONTROL_WORDS);
  const counterStride = round(COUNTER_COUNT);
  const counter = place(counterStride * bounds.threadCount);
  const kickStride = round(1);
  const kick = place(kickStride * taskCount);
  const readerStride = leafCapacity === 0 ? 0 : round(1);
  const reader = place(readerStride * bounds.threadCount);
  const coverageStride = round(bounds.transitionCount);
  const coverage = place(coverageStride * bounds.threadCount);
  const observationStride = round(bounds.observationWordCount);
  const observation = place(observationStride * bounds.threadCount);
  const code = place(bounds.codeWordCount);
  return {
    bounds,
    thread,
    threadStride,
    lock,
    lockStride,
    queue,
    queueStride,
    queueNode,
    queueNodeStride,
    space,
    spaceThread,
    spaceThreadStride,
    table,
    ends,
    slots,
    vma,
    used,
    vmaLock,
    vmaLockStride,
    memory,
    barrier,
    paging,
    guard,
    task,
    taskStride,
    copy,
    copyStride,
    pinOffset: COPY_WORDS,
    process,
    processStride,
    filter,
    distinctLength,
    tree,
    leafUsed,
    innerUsed,
    leaf,
    leafCapacity,
    inner,
    innerCapacity,
    identityLength,
    reader,
    readerStride,
    figure,
    control,
    counter,
    counterStride,
    kick,
    kickStride,
    coverage,
    coverageStride,
    observation,
    observationStride,
    code,
    length: next,
  };
}

/** The layout of a world that has a VMA table, one word of memory (a cursor) and nothing else. */
export function createTableLayout(vmaCapacity: number): Layout {
  return createLayout({
    threadCount: 1,
    signalDepth: 0,
    lockCount: 1,
    vmaCapacity,
    memoryWordCount: 1,
    barrierCount: 0,
    processCount: 0,
    filterCount: 0,
    fileCount: 0,
    codeWordCount: 0,
    transitionCount: 0,
    observationWordCount: 0,
    padded: false,
  });
}

const THREAD_NAMES = recordNames(THREAD, THREAD.FRAME + SIGNAL_DEPTH_MAX * FRAME_WORDS);
const LOCK_NAMES = recordNames(LOCK, LOCK_WORDS);
const QUEUE_NAMES = recordNames(QUEUE, QUEUE_WORDS).map((name) => `queue ${name}`);
const QUEUE_NODE_NAMES = recordNames(QUEUE_NODE, QUEUE_NODE_WORDS).map((name) => `queue ${name}`);
const TABLE_NAMES = recordNames(TABLE, TABLE_HEAD_WORDS);
const TREE_NAMES = recordNames(TREE, TREE_HEAD_WORDS);
const VMA_NAMES = recordNames(VMA, VMA_WORDS);
const TASK_NAMES = recordNames(TASK, TASK_WORDS);
const PIN_NAMES = recordNames(PIN, PIN_WORDS).map((name) => `pin ${name}`);
const COPY_NAMES = [...recordNames(COPY, COPY_WORDS), ...PIN_NAMES];
const FILTER_NAMES = recordNames(FILTER, FILTER_WORDS);
const PROCESS_NAMES = recordNames(PROCESS, PROCESS.FILE + FILE_COUNT_MAX);

/** Whether a word belongs to a lock, so that who sleeps on it waits for a lock. */
export function isLockWord(layout: Layout, index: number): boolean {
  return (
    (index >= layout.lock && index < layout.table) ||
    (index >= layout.vmaLock && index < layout.memory)
  );
}

/** The name of an identity word, such as `thread 1 program counter` or `vma 3 flags`. */
export function wordName(layout: Layout, index: number): string {
  const { bounds } = layout;
  if (index < layout.lock) {
    const record = Math.floor((index - layout.thread) / layout.threadStride);
    return `thread ${record} ${THREAD_NAMES[(index - layout.thread) % layout.threadStride] ?? 'pad'}`;
  }
  if (index < layout.queue) {
    const record = Math.floor((index - layout.lock) / layout.lockStride);
    return `lock ${record} ${LOCK_NAMES[(index - layout.lock) % layout.lockStride] ?? 'pad'}`;
  }
  if (index < layout.table) return lockingName(layout, index);
  if (index < layout.ends) return `table ${TABLE_NAMES[index - layout.table] ?? 'pad'}`;
  if (index < layout.slots) return `table end ${index - layout.ends}`;
  if (index < layout.vma) return `table record ${index - layout.slots}`;
  if (index < layout.vma + bounds.vmaCapacity * VMA_WORDS) {
    const within = index - layout.vma;
    return `vma ${Math.floor(within / VMA_WORDS)} ${VMA_NAMES[within % VMA_WORDS] ?? 'pad'}`;
  }
  if (index >= layout.used && index < layout.used + freeSetWordCount(bounds.vmaCapacity))
    return `table used ${index - layout.used}`;
  if (index >= layout.vmaLock && index < layout.memory) return lockingName(layout, index);
  if (index >= layout.memory && index < layout.memory + bounds.memoryWordCount)
    return `memory ${index - layout.memory}`;
  if (index >= layout.barrier && index < layout.barrier + bounds.barrierCount * 2)
    return `barrier ${(index - layout.barrier) >> 1} ${(index - layout.barrier) & 1 ? 'generation' : 'arrived'}`;
  const pagingName = layout.paging && pagingWordName(layout.paging, index);
  if (pagingName !== undefined) return pagingName;
  const guardName = layout.guard && guardWordName(layout.guard, index);
  if (guardName !== undefined) return guardName;
  if (layout.tree !== 0 && index >= layout.tree && index < layout.identityLength)
    return treeWordName(layout, index);
  if (index >= layout.filter && index < layout.filter + bounds.filterCount * FILTER_WORDS) {
    const within = index - layout.filter;
    return `filter ${Math.floor(within / FILTER_WORDS)} ${FILTER_NAMES[within % FILTER_WORDS]}`;
  }
  if (index >= layout.process && index < layout.filter) {
    const within = index - layout.process;
    const record = Math.floor(within / layout.processStride);
    return `process ${record} ${PROCESS_NAMES[within % layout.processStride] ?? 'pad'}`;
  }
  if (index >= layout.copy && index < layout.process) {
    const within = index - layout.copy;
    const record = Math.floor(within / layout.copyStride);
    const word = within % layout.copyStride;
    const names = word < layout.pinOffset || layout.paging?.bounds.pins === true ? COPY_NAMES : [];
    return `copy ${record} ${names[word] ?? 'pad'}`;
  }
  if (index >= layout.task && index < layout.copy) {
    const within = index - layout.task;
    const record = Math.floor(within / layout.taskStride);
    return `task ${record} ${TASK_NAMES[within % layout.taskStride] ?? 'pad'}`;
  }
  return index < layout.identityLength ? 'pad' : `observation ${index - layout.identityLength}`;
}

/** The name of a word of a queue or of the lock design, such as `vma 3 lock sequence`. */
function lockingName(layout: Layout, index: number): string {
  const { locking = NO_LOCKING_WORDS } = layout.bounds;
  const within = (name: string, from: number, stride: number, fields: readonly string[]) => {
    const record = Math.floor((index - from) / stride);
    return `${name} ${record} ${fields[(index - from) % stride] ?? 'pad'}`;
  };
  const namesOf = (words: readonly LockingWord[]) => words.map(({ name }) => name);
  if (index >= layout.vmaLock)
    return within('vma', layout.vmaLock, layout.vmaLockStride, namesOf(locking.vma));
  if (index >= layout.spaceThread)
    return within('thread', layout.spaceThread, layout.spaceThreadStride, namesOf(locking.thread));
  if (index >= layout.space)
    return `address space ${locking.space[index - layout.space]?.name ?? 'pad'}`;
  return index >= layout.queueNode
    ? within('thread', layout.queueNode, layout.queueNodeStride, QUEUE_NODE_NAMES)
    : within('lock', layout.queue, layout.queueStride, QUEUE_NAMES);
}

function treeWordName(layout: Layout, index: number): string {
  if (index < layout.leafUsed) return `tree ${TREE_NAMES[index - layout.tree] ?? 'pad'}`;
  if (index < layout.innerUsed) return `tree leaves used ${index - layout.leafUsed}`;
  if (index < layout.leaf) return `tree nodes used ${index - layout.innerUsed}`;
  const isLeaf = index < layout.inner;
  const within = index - (isLeaf ? layout.leaf : layout.inner);
  const size = isLeaf ? LEAF_WORDS : INNER_WORDS;
  return `${isLeaf ? 'leaf' : 'node'} ${Math.floor(within / size)} word ${within % size}`;
}

/** Spells a record's offsets: the words behind a multi-word field get its name and a number. */
function recordNames(record: Readonly<Record<string, number>>, length: number): string[] {
  const names: string[] = [];
  const fields = Object.entries(record).sort((a, b) => a[1] - b[1]);
  fields.forEach(([name, at], field) => {
    const end = fields[field + 1]?.[1] ?? length;
    const spelled = name.toLowerCase().replaceAll('_', ' ');
    for (let word = at; word < end; word += 1)
      names[word] = end - at === 1 ? spelled : `${spelled} ${word - at}`;
  });
  return names;
}
