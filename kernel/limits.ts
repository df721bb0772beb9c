/**
 * The named maximums of a world and their defaults. Nothing in racetrap is unbounded; an error that
 * meets one of these names it, so that the reader knows what to raise.
 * Tested by: test/actors/scenario/compile.test.ts
 */

/** Simulated threads in one world; engines that need more of the host for each take fewer. */
export const THREAD_COUNT_MAX = 1_024;

/** Linux's vm.max_map_count: USHRT_MAX - 5 (include/linux/mm.h, DEFAULT_MAX_MAP_COUNT). */
export const MAP_COUNT_LIMIT_DEFAULT = 65_530;

/**
 * Mappings that a scenario may add to its regions unless it sets `mapCountLimit`: small, since the
 * room for them is part of every explored state.
 */
export const MAP_COUNT_SPARE = 6;

/** Pages of a simulated address space: a page number must stay a positive 32-bit word. */
export const PAGE_COUNT_MAX = 0x7fff_0000;

/** Pages from a scenario's lowest region to its highest, where it has a page table. */
export const PAGE_TABLE_LENGTH_MAX = 1_024;

/** Frames of a scenario with paging, and words of each. */
export const PAGE_FRAME_COUNT_MAX = 1_024;
export const PAGE_FRAME_WORD_COUNT_MAX = 1_024;

/** Processors of a scenario with paging: each is a thread more, which handles its interrupts. */
export const CORE_COUNT_MAX = 64;

/**
 * Pages that a transfer between two tasks pins before it copies: a longer one is made in several
 * goes (Linux PVM_MAX_PP_ARRAY_COUNT: 16, mm/process_vm_access.c).
 */
export const PINNED_PAGE_COUNT_MAX = 2;

/** Ranges of user memory that a manager may read through its handle for one call. */
export const GUARD_SPAN_COUNT_MAX = 64;

/**
 * Words that one call may copy from user memory as its arguments: structures, strings and what they
 * point to, all together.
 */
export const ARGUMENT_WORD_COUNT_MAX = 16;

/** Words of a path, the zero behind it included (Linux PATH_MAX: 4,096 bytes). */
export const PATH_WORD_COUNT_MAX = 8;

/** Words of a socket address (Linux struct sockaddr_storage: 128 bytes). */
export const SOCKET_ADDRESS_WORD_COUNT_MAX = 4;

/** Thread ids that clone3 may be given, one a pid namespace (Linux MAX_PID_NS_LEVEL: 32). */
export const SET_TID_COUNT_MAX = 4;

/** Arguments of a program (Linux MAX_ARG_STRINGS: 0x7fffffff). */
export const ARGUMENT_STRING_COUNT_MAX = 4;

/** Words of user memory that a scenario may name. */
export const MEMORY_WORD_COUNT_MAX = 65_536;

/** Named locks of a scenario besides the mmap lock; each owns two bits of a thread's held mask. */
export const LOCK_COUNT_MAX = 15;

/** Instructions of all programs of a scenario together. */
export const INSTRUCTION_COUNT_MAX = 65_536;

/**
 * Signal frames that one thread may stack: a deeper nesting kills the thread, as a full stack does.
 */
export const SIGNAL_DEPTH_MAX = 4;

/** Descriptors that a simulated process can have: numbers 0 to one less. */
export const FILE_COUNT_MAX = 256;

/** Events that one thread's journal keeps; older ones are dropped and counted. */
export const JOURNAL_EVENT_COUNT = 4_096;

/** Bytes of a page (x86-64). */
export const PAGE_SIZE = 4_096;

/**
 * Bytes of the x86-64 `syscall` instruction: the saved ip stands this far behind its first byte.
 */
export const SYSCALL_INSTRUCTION_SIZE = 2;
