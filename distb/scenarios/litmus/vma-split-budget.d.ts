/**
 * Litmus scenarios of vm.max_map_count. A guard on a page inside a mapping splits it twice and so
 * costs two mappings, one at its edge costs one, and a page beside a mapping of the same protection
 * costs none: the border moves. Near the limit a guard that needs two gets the first split and is
 * refused the second; the call fails, the first split stays, and the mapping is lost.
 *
 * Source: Linux mm/vma.c split_vma() (`map_count >= sysctl_max_map_count`) and vma_modify();
 * mprotect(2), ENOMEM. Measured on Linux 6.18: kernel/vma/edit.ts.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** Tries and takes ENOMEM for an answer. */
export declare const vmaSplitBudget: CatalogueEntry;
/** Repairs what it can: nothing is left, but the split was there for a while. */
export declare const vmaSplitBudgetUndo: CatalogueEntry;
/** The repaired twin: who needs two mappings takes both from a count before it asks for any. */
export declare const vmaSplitBudgetFixed: CatalogueEntry;
