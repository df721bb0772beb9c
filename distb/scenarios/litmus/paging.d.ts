/**
 * Litmus scenarios of pages: what a core remembers of a page after its protection or its mapping
 * has gone, until it has acknowledged the flush; and one frame under two mappings, of which a
 * guard on one says nothing about the other.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** mprotect as Linux has it: it waits for the acknowledgements. */
export declare const tlbStalePermission: CatalogueEntry;
/** Its twin: nobody waits. */
export declare const tlbStalePermissionEarly: CatalogueEntry;
/** munmap as Linux has it. */
export declare const tlbFrameReuse: CatalogueEntry;
/** Its twin: the frame is free as soon as its page-table entry is cleared. */
export declare const tlbFrameReuseEarly: CatalogueEntry;
/** The guard stands on one of two mappings. */
export declare const sharedAlias: CatalogueEntry;
/** The repaired twin: every mapping of the frame is guarded. */
export declare const sharedAliasFixed: CatalogueEntry;
