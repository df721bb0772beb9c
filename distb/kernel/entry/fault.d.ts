/**
 * Fault: an access to memory, as the page-fault handler sees it. It looks the page up under the
 * lock design of the address space, as the entry check does, and asks the protection of the VMA.
 * The first write to private memory gives the VMA an anon_vma, for which its neighbours are looked
 * at: a design that has locked only the VMA cannot decide that and falls back, as Linux does
 * (mm/memory.c vmf_anon_prepare()).
 *
 * Arguments: page and kind of the access; result: ACCESS_OK, SEGV_MAPERR or SEGV_ACCERR.
 * In a world with paging a fault gives the page its translation, and one upon a guard page finds
 * nothing mapped (mm/memory.c handle_pte_marker(), arch/x86/mm/fault.c: VM_FAULT_SIGSEGV).
 * Deviation: `access` is always a fault, as if the page had no translation yet, and what is refused
 * is a result and no signal.
 */
import { type AddressSpaceDesign, type DesignContext, type Reading } from '../locks/design.ts';
import type { World } from '../memory/world.ts';
import { type Routine } from '../routine.ts';
/** The name of a fault's verdict, as journals tell it; undefined for other verdicts. */
export declare function faultVerdictName(verdict: number): string | undefined;
/** A page fault of the access in the argument words; `conclude` is told what becomes of it. */
export declare function faultReading(conclude: (world: World, thread: number, result: number) => number): Reading;
/** The routine of an access under a lock design. */
export declare function faultRoutine(design: AddressSpaceDesign, context: DesignContext): Routine;
