/**
 * Litmus scenarios of an mprotect over several mappings. It goes from one to the next and stops at
 * the first that it may not change: what it has changed by then stays changed, and the call says
 * only that it failed. Whether others can see it half done while it runs is the lock design's.
 *
 * Source: Linux mm/mprotect.c do_mprotect_pkey(): a hole is ENOMEM, a mapping that may not be
 * written EACCES, both behind the mappings before it; mprotect(2) leaves it open.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** The patcher takes a failed call for one that did nothing. */
export declare const partialMprotect: CatalogueEntry;
/** The repaired twin: it looks how far the call came, and takes that back. */
export declare const partialMprotectFixed: CatalogueEntry;
/** Whether a thread can see the first mapping changed and the second not yet. */
export declare const mprotectHalfSeen: CatalogueEntry;
