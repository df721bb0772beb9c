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

import { EVENT } from '../event.ts';
import { PAGE_SIZE, SYSCALL_INSTRUCTION_SIZE } from '../limits.ts';
import {
  type AddressSpaceDesign,
  type DesignContext,
  GROUND,
  type Reading,
  UNDECIDED,
} from '../locks/design.ts';
import { THREAD } from '../memory/layout.ts';
import { VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { end, OUTCOME, routine, type Routine } from '../routine.ts';
import { NO_VMA, vmaFlags, vmaStart } from '../vma/index.ts';

/**
 * How the check judges: by find_vma without a lock, as the RFC does, or with one; or by containment
 * of the instruction.
 */
export const CHECK_DESIGNS = ['unlocked', 'locked', 'contained'] as const;
export type CheckDesign = (typeof CHECK_DESIGNS)[number];

/**
 * The page of the saved ip: that of the byte behind the instruction, which may be the next page.
 */
export function pageAfterInstruction(world: World, thread: number): number {
  const at = world.thread(thread);
  const page = world.words.get(at + THREAD.INSTRUCTION_PAGE);
  return world.words.get(at + THREAD.INSTRUCTION_OFFSET) >= PAGE_SIZE ? page + 1 : page;
}

/** The page in which the syscall instruction itself begins. */
export function pageOfInstruction(world: World, thread: number): number {
  const at = world.thread(thread);
  const page = world.words.get(at + THREAD.INSTRUCTION_PAGE);
  return world.words.get(at + THREAD.INSTRUCTION_OFFSET) < SYSCALL_INSTRUCTION_SIZE
    ? page - 1
    : page;
}

/** Whether the record's mark says to trap. */
function verdictOf(world: World, record: number): number {
  return (vmaFlags(world, record) & VM.NOSYSCALL) === 0 ? OUTCOME.ALLOW : OUTCOME.TRAP;
}

/**
 * Ends a check. A find_vma above every mapping is the RFC's BUG(), and so any user can crash it.
 */
function conclude(world: World, thread: number, verdict: number): number {
  if (verdict === OUTCOME.KILL)
    world.record(thread, EVENT.bug, pageAfterInstruction(world, thread), 0);
  return end(verdict);
}

/** The RFC's judgement: of the address behind the instruction, by whatever find_vma gives. */
const byFindVma: Reading = {
  name: 'check',
  page: pageAfterInstruction,
  judge: (world, _thread, record) => (record === NO_VMA ? OUTCOME.KILL : verdictOf(world, record)),
  conclude,
};

/**
 * The judgement by the mapping that contains the instruction; a hole counts as marked.
 */
const byContainment: Reading = {
  name: 'check',
  page: pageOfInstruction,
  judge: (world, thread, record, ground) => {
    const isHole = record === NO_VMA || vmaStart(world, record) > pageOfInstruction(world, thread);
    if (isHole) return ground === GROUND.record ? UNDECIDED : OUTCOME.TRAP;
    return verdictOf(world, record);
  },
  conclude,
};

/** The routine of a check under a lock design. */
export function checkRoutine(
  check: CheckDesign,
  design: AddressSpaceDesign,
  context: DesignContext,
): Routine {
  const reading = check === 'contained' ? byContainment : byFindVma;
  return routine('check', design.read(reading, context));
}

/** A routine of one local step, for the borders of the kernel that do nothing shared. */
export function passRoutine(name: string, outcome: number): Routine {
  return routine(name, [{ name, shared: false, run: () => end(outcome) }]);
}
