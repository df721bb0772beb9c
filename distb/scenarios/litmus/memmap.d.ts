/**
 * Litmus scenarios of the seed's memmap mode: what the entry check decides when another thread
 * edits the address space. Each is the smallest program that shows its race, beside the repaired
 * twin. Sources: the RFC PROT_NOSYSCALL / SECCOMP_MODE_MEMMAP (Krisman, 2020-05-30) and its review.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** Foreign code that was marked before it runs is trapped and emulated; native calls pass. */
export declare const memmapBasic: CatalogueEntry;
/** The loader publishes, then marks: calls in between escape. */
export declare const markPublishOrder: CatalogueEntry;
/** The repaired twin: the mark comes with the mapping. */
export declare const markPublishOrderFixed: CatalogueEntry;
/** R20: an mprotect without the bit clears the mark, as a JIT that knows nothing of it does. */
export declare const markClearedByJit: CatalogueEntry;
/** The repaired twin: the JIT passes the bit with every mprotect, as it writes code and runs it. */
export declare const markClearedByJitFixed: CatalogueEntry;
/** R21: the RFC's unlocked find_vma. */
export declare const unlockedLookup: CatalogueEntry;
/** The locked twin. */
export declare const lockedLookup: CatalogueEntry;
/** The RFC's judgement at borders. */
export declare const boundaryIp: CatalogueEntry;
/** Containment of the instruction itself. */
export declare const boundaryIpFixed: CatalogueEntry;
