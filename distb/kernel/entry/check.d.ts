/**
 * Check: the seed's entry check (RFC `__seccomp_memmap`), which looks up the mapping that issued
 * the call and traps it if the mapping carries PROT_NOSYSCALL. Two judgements: that of find_vma, as
 * in the RFC, and containment of the instruction itself. The RFC looks at the ip that the CPU
 * saved, the address *after* the 2-byte instruction, and find_vma returns the next higher mapping
 * for a hole: both decide wrongly at borders (R22). How the look-up is locked is the design's part
 * (kernel/locks/design.ts).
 *
 * Invariant: the scratch words are zero when the check ends, as the call finds them.
 */
import { type AddressSpaceDesign, type DesignContext } from '../locks/design.ts';
import type { World } from '../memory/world.ts';
import { type Routine } from '../routine.ts';
/**
 * How the check judges: by find_vma without a lock, as the RFC does, or with one; or by containment
 * of the instruction.
 */
export type CheckDesign = 'unlocked' | 'locked' | 'contained';
/**
 * The page of the saved ip: that of the byte behind the instruction, which may be the next page.
 */
export declare function pageAfterInstruction(world: World, thread: number): number;
/** The page in which the syscall instruction itself begins. */
export declare function pageOfInstruction(world: World, thread: number): number;
/** The routine of a check under a lock design. */
export declare function checkRoutine(check: CheckDesign, design: AddressSpaceDesign, context: DesignContext): Routine;
/** A routine of one local step, for the borders of the kernel that do nothing shared. */
export declare function passRoutine(name: string, outcome: number): Routine;
