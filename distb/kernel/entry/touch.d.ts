/**
 * Touch: a read or write of user memory as the processor does it. A translation that the TLB of the
 * core has is used as it stands; without one the page table is walked and the TLB filled; what
 * neither allows is a page fault under the lock design of the address space, and behind it the
 * instruction begins anew. Invariant: the translation and the access that it is for are one step,
 * as no interrupt comes between them.
 *
 * Arguments: page, kind of access (ACCESS), word of the page, and value to write. Result: the word
 * read; the argument word FAULT tells 0, SEGV_MAPERR or SEGV_ACCERR. Source: Intel SDM volume 3,
 * 4.10.4; Linux mm/memory.c handle_mm_fault().
 */
import type { AddressSpaceDesign, DesignContext } from '../locks/design.ts';
import { type Routine } from '../routine.ts';
/** Argument words of a touch. */
export declare const TOUCH: {
    readonly PAGE: 0;
    readonly KIND: 1;
    readonly WORD: 2;
    readonly VALUE: 3;
    readonly FAULT: 4;
};
/** The routine of a read or write under a lock design. */
export declare function touchRoutine(design: AddressSpaceDesign, context: DesignContext): Routine;
