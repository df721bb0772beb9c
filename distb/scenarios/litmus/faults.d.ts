/**
 * Litmus scenario of page faults beside one thread that edits: the small form of the load
 * `fault-scaling`. What is asked of each lock design is what a program takes for granted: every
 * fault ends, with the permission that stands when it ends, and who faults behind the return of an
 * mprotect meets the new protection.
 *
 * Source: Linux mm/memory.c handle_mm_fault(), lock_vma_under_rcu();
 * Documentation/mm/process_addrs.rst.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** Page faults beside one editor. */
export declare const faultBesideEdit: CatalogueEntry;
