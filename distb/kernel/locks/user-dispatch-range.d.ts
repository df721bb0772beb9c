/**
 * user-dispatch-range: the check compares the page with a range that was set once, when the address
 * space was laid out, and looks nothing up: Syscall User Dispatch with an inclusive range. The
 * range spans the pages that carried the mark then. It is as right as the marks are static; a
 * mapping that is marked later, elsewhere, is not in it. Page faults and writers take the mmap
 * lock.
 *
 * Lock order: mmap. Its twin `the static range` lets the range follow the calls that map, mark and
 * unmap, one step behind each.
 * Source: Linux kernel/entry/syscall_user_dispatch.c. Deviations: one range for all threads, no
 * selector (kernel/entry/enter.ts has both, for threads that are tasks).
 * Tested by: test/kernel/locks/designs.test.ts
 */
import { type AddressSpaceDesign } from './design.ts';
/** The design. */
export declare const userDispatchRange: AddressSpaceDesign;
