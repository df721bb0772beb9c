/**
 * Litmus scenario of concurrent edits of one address space: two threads map, unmap and protect
 * overlapping ranges while a third makes a call that the entry check looks up. However they
 * interleave, what they are told and what is mapped in the end must be what some order of whole
 * calls gives.
 *
 * The orders are computed here, on an array of pages, and stand in the property; nothing of the
 * kernel's table is used for them. Linux promises this much by holding mmap_lock from the first to
 * the last edit of a call (Documentation/mm/process_addrs.rst).
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** Concurrent edits against the orders of whole calls. */
export declare const splitMergeOracle: CatalogueEntry;
