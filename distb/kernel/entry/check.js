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
import { EVENT } from '../event.js';
import { PAGE_SIZE, SYSCALL_INSTRUCTION_SIZE } from '../limits.js';
import { GROUND, UNDECIDED, } from '../locks/design.js';
import { THREAD } from '../memory/layout.js';
import { VM } from '../memory/page.js';
import { end, OUTCOME, routine } from '../routine.js';
import { NO_VMA, vmaFlags, vmaStart } from '../vma/index.js';
/**
 * The page of the saved ip: that of the byte behind the instruction, which may be the next page.
 */
export function pageAfterInstruction(world, thread) {
    const at = world.thread(thread);
    const page = world.words.get(at + THREAD.INSTRUCTION_PAGE);
    return world.words.get(at + THREAD.INSTRUCTION_OFFSET) >= PAGE_SIZE ? page + 1 : page;
}
/** The page in which the syscall instruction itself begins. */
export function pageOfInstruction(world, thread) {
    const at = world.thread(thread);
    const page = world.words.get(at + THREAD.INSTRUCTION_PAGE);
    return world.words.get(at + THREAD.INSTRUCTION_OFFSET) < SYSCALL_INSTRUCTION_SIZE
        ? page - 1
        : page;
}
/** Whether the record's mark says to trap. */
function verdictOf(world, record) {
    return (vmaFlags(world, record) & VM.NOSYSCALL) === 0 ? OUTCOME.ALLOW : OUTCOME.TRAP;
}
/**
 * Ends a check. A find_vma above every mapping is the RFC's BUG(), and so any user can crash it.
 */
function conclude(world, thread, verdict) {
    if (verdict === OUTCOME.KILL)
        world.record(thread, EVENT.bug, pageAfterInstruction(world, thread), 0);
    return end(verdict);
}
/** The RFC's judgement: of the address behind the instruction, by whatever find_vma gives. */
const byFindVma = {
    name: 'check',
    page: pageAfterInstruction,
    judge: (world, _thread, record) => (record === NO_VMA ? OUTCOME.KILL : verdictOf(world, record)),
    conclude,
};
/**
 * The judgement by the mapping that contains the instruction; a hole counts as marked.
 */
const byContainment = {
    name: 'check',
    page: pageOfInstruction,
    judge: (world, thread, record, ground) => {
        const isHole = record === NO_VMA || vmaStart(world, record) > pageOfInstruction(world, thread);
        if (isHole)
            return ground === GROUND.record ? UNDECIDED : OUTCOME.TRAP;
        return verdictOf(world, record);
    },
    conclude,
};
/** The routine of a check under a lock design. */
export function checkRoutine(check, design, context) {
    const reading = check === 'contained' ? byContainment : byFindVma;
    return routine('check', design.read(reading, context));
}
/** A routine of one local step, for the borders of the kernel that do nothing shared. */
export function passRoutine(name, outcome) {
    return routine(name, [{ name, shared: false, run: () => end(outcome) }]);
}
//# sourceMappingURL=check.js.map