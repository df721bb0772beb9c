/**
 * Litmus scenarios of Syscall User Dispatch: what the range and the selector decide, and the races
 * of a selector that is a byte of user memory and of an arming that is each thread's own.
 *
 * Sources: kernel/entry/syscall_user_dispatch.c; Documentation/admin-guide/
 * syscall-user-dispatch.rst; the races R31 to R35 by Wine's use of it.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** Every rule of the manual as one case; the range, the selector, the handler, inheritance. */
export declare const sudSemantics: CatalogueEntry;
/** A new thread that goes to foreign code at once. */
export declare const sudThreadGap: CatalogueEntry;
/** The repaired twin: the start stub, which is native code, arms the thread. */
export declare const sudThreadGapFixed: CatalogueEntry;
/** One selector for two threads. */
export declare const sudSelectorRace: CatalogueEntry;
/** The repaired twin: a selector of its own for each thread. */
export declare const sudSelectorRaceFixed: CatalogueEntry;
/** The page goes while the selector is still armed. */
export declare const sudSelectorUnmapped: CatalogueEntry;
/** The repaired twin: the thread disarms its dispatch before the page goes. */
export declare const sudSelectorUnmappedFixed: CatalogueEntry;
/** A handler that makes its call with whatever selector it finds. */
export declare const sudSignalPersonality: CatalogueEntry;
/** The repaired twin: the handler sets the selector for itself and restores it. */
export declare const sudSignalPersonalityFixed: CatalogueEntry;
