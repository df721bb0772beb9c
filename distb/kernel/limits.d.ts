/**
 * The named maximums of a world and their defaults. Nothing in racetrap is unbounded; an error that
 * meets one of these names it, so that the reader knows what to raise.
 * Tested by: test/actors/scenario/compile.test.ts
 */
/** Simulated threads in one world: one Node worker each in the parallel engine. */
export declare const THREAD_COUNT_MAX = 256;
/** Linux's vm.max_map_count: USHRT_MAX - 5 (include/linux/mm.h, DEFAULT_MAX_MAP_COUNT). */
export declare const MAP_COUNT_LIMIT_DEFAULT = 65530;
/**
 * Mappings that a scenario may add to its regions unless it sets `mapCountLimit`: small, since the
 * room for them is part of every explored state.
 */
export declare const MAP_COUNT_SPARE = 6;
/** Pages of a simulated address space: a page number must stay a positive 32-bit word. */
export declare const PAGE_COUNT_MAX = 2147418112;
/** Pages from a scenario's lowest region to its highest, where it has a page table. */
export declare const PAGE_TABLE_LENGTH_MAX = 1024;
/** Frames of a scenario with paging, and words of each. */
export declare const PAGE_FRAME_COUNT_MAX = 1024;
export declare const PAGE_FRAME_WORD_COUNT_MAX = 1024;
/** Processors of a scenario with paging: each is a thread more, which handles its interrupts. */
export declare const CORE_COUNT_MAX = 64;
/** Words of user memory that a scenario may name. */
export declare const MEMORY_WORD_COUNT_MAX = 65536;
/** Named locks of a scenario besides the mmap lock; each owns two bits of a thread's held mask. */
export declare const LOCK_COUNT_MAX = 15;
/** Instructions of all programs of a scenario together. */
export declare const INSTRUCTION_COUNT_MAX = 65536;
/**
 * Signal frames that one thread may stack: a deeper nesting kills the thread, as a full stack does.
 */
export declare const SIGNAL_DEPTH_MAX = 4;
/** Descriptors that a simulated process can have: numbers 0 to one less. */
export declare const FILE_COUNT_MAX = 256;
/** Events that one thread's journal keeps; older ones are dropped and counted. */
export declare const JOURNAL_EVENT_COUNT = 4096;
/** Bytes of a page (x86-64). */
export declare const PAGE_SIZE = 4096;
/**
 * Bytes of the x86-64 `syscall` instruction: the saved ip stands this far behind its first byte.
 */
export declare const SYSCALL_INSTRUCTION_SIZE = 2;
