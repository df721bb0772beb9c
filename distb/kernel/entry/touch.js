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
import { EVENT } from '../event.js';
import { COUNTER, THREAD } from '../memory/layout.js';
import { allows, entryWord, frameOf, isCovered } from '../paging/page-table.js';
import { frameWord, freeFrameWord, NO_FRAME } from '../paging/frame.js';
import { coreOf, enterCore, leaveCore, tlbWord } from '../paging/tlb.js';
import { BLOCKED, end, jump, NEXT, OUTCOME, routine, } from '../routine.js';
import { ACCESS, ACCESS_OK } from '../vma/index.js';
import { faultReading } from './fault.js';
/** Argument words of a touch. */
export const TOUCH = { PAGE: 0, KIND: 1, WORD: 2, VALUE: 3, FAULT: 4 };
function argument(world, thread, which) {
    return world.words.get(world.thread(thread) + THREAD.ARGUMENT + which);
}
/** Tells of a translation that is not what the page table says: the laboratory looks. */
function watch(world, thread, page, used) {
    const kind = argument(world, thread, TOUCH.KIND);
    const current = world.words.load(entryWord(world, page));
    if (allows(current, kind) && frameOf(current) === frameOf(used))
        return;
    world.count(thread, COUNTER.staleTranslation);
    world.record(thread, EVENT.staleTranslation, page, kind);
}
/** Places in the routine. */
const INDEX = { access: 0, awaitFrame: 2, fault: 3 };
const translate = {
    name: 'touch.access',
    shared: true,
    run: (world, thread) => {
        const { words } = world;
        const page = argument(world, thread, TOUCH.PAGE);
        const kind = argument(world, thread, TOUCH.KIND);
        const core = coreOf(world, thread);
        // Nothing is remembered of pages that no page table has.
        if (!isCovered(world, page))
            return jump(INDEX.fault);
        const remembered = tlbWord(world, core, page);
        if (!enterCore(world, core))
            return BLOCKED;
        const entry = words.load(remembered);
        const isAllowed = allows(entry, kind);
        if (isAllowed) {
            watch(world, thread, page, entry);
            const word = frameWord(world, frameOf(entry), argument(world, thread, TOUCH.WORD));
            const at = world.thread(thread);
            if (kind === ACCESS.WRITE)
                words.store(word, argument(world, thread, TOUCH.VALUE));
            else
                words.set(at + THREAD.RESULT, words.load(word));
        }
        else {
            // A page fault makes the processor forget the page.
            words.store(remembered, 0);
        }
        leaveCore(world, core);
        return isAllowed ? end(OUTCOME.RETURNED) : NEXT;
    },
};
const walk = {
    name: 'touch.walk',
    shared: true,
    run: (world, thread) => {
        const page = argument(world, thread, TOUCH.PAGE);
        const core = coreOf(world, thread);
        if (!enterCore(world, core))
            return BLOCKED;
        world.count(thread, COUNTER.tlbMiss);
        const entry = world.words.load(entryWord(world, page));
        const isAllowed = allows(entry, argument(world, thread, TOUCH.KIND));
        if (isAllowed)
            world.words.store(tlbWord(world, core, page), entry);
        leaveCore(world, core);
        return jump(isAllowed ? INDEX.access : INDEX.fault);
    },
};
/** A fault that found no free frame waits for one. */
const awaitFrame = {
    name: 'touch.awaitFrame',
    shared: true,
    run: (world, thread) => {
        if (hasFrame(world, thread) || world.words.load(freeFrameWord(world)) > 0)
            return jump(INDEX.access);
        world.blocked(freeFrameWord(world), 0);
        return BLOCKED;
    },
};
function hasFrame(world, thread) {
    const entry = world.words.load(entryWord(world, argument(world, thread, TOUCH.PAGE)));
    return frameOf(entry) !== NO_FRAME;
}
const reading = faultReading((world, thread, result) => {
    if (result === ACCESS_OK)
        return jump(hasFrame(world, thread) ? INDEX.access : INDEX.awaitFrame);
    world.words.set(world.thread(thread) + THREAD.ARGUMENT + TOUCH.FAULT, result);
    return end(OUTCOME.RETURNED);
});
/** The routine of a read or write under a lock design. */
export function touchRoutine(design, context) {
    return routine('touch', [translate, walk, awaitFrame], design.read(reading, context));
}
//# sourceMappingURL=touch.js.map