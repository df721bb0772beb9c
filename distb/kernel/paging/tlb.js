/**
 * TLB: what a core remembers of the page table, a copy of each entry that it has walked to. A hit
 * takes no lock and believes what it remembers, stale or not. Invariant: an instruction that
 * translates, and the flush of an interrupt, exclude each other on their core (GUARD), as an
 * interrupt comes between two instructions; both are one step.
 *
 * Source: Intel SDM volume 3, 4.10 (caching translation information): a processor may keep what is
 * present, keeps nothing that is not, and forgets the translation of an address that faults.
 */
import { pagingOf } from './frame.js';
import { CORE, NO_CORE } from './layout.js';
/** The core on which a thread runs; NO_CORE for threads of the kernel. */
export function coreOf(world, thread) {
    return pagingOf(world).bounds.coreOf[thread] ?? NO_CORE;
}
/** A word of a core. */
export function coreWord(world, core, offset) {
    const { core: first, coreStride } = pagingOf(world);
    return first + core * coreStride + offset;
}
/** The word in which a core remembers a page's entry. */
export function tlbWord(world, core, page) {
    const { tlbOffset, bounds } = pagingOf(world);
    return coreWord(world, core, tlbOffset + page - bounds.firstPage);
}
/**
 * Enters the core: what runs now is not interrupted. Where it is occupied the step is blocked and
 * has changed nothing.
 */
export function enterCore(world, core) {
    const guard = coreWord(world, core, CORE.GUARD);
    if (world.words.cas(guard, 0, 1) === 0)
        return true;
    world.blocked(guard, 1);
    return false;
}
/** Leaves the core. */
export function leaveCore(world, core) {
    const guard = coreWord(world, core, CORE.GUARD);
    world.words.store(guard, 0);
    world.wake(guard);
}
//# sourceMappingURL=tlb.js.map