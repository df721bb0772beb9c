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
import { EVENT } from '../event.js';
import { closeWindow, GROUND, UNDECIDED, } from '../locks/design.js';
import { COUNTER, THREAD } from '../memory/layout.js';
import { fillPage, isGuarded } from '../paging/page-table.js';
import { end, OUTCOME, routine } from '../routine.js';
import { ACCESS, ACCESS_OK, allowedAccess, needsAnon, NO_VMA, prepareAnon, SEGV_MAPERR, vmaStart, } from '../vma/index.js';
/** A verdict is the result behind the verdicts of the entry check, which are outcomes. */
const VERDICT = 16;
const VERDICT_NAMES = ['allow', 'SEGV_MAPERR', 'SEGV_ACCERR'];
/** The name of a fault's verdict, as journals tell it; undefined for other verdicts. */
export function faultVerdictName(verdict) {
    return VERDICT_NAMES[verdict - VERDICT];
}
function pageOf(world, thread) {
    return world.words.get(world.thread(thread) + THREAD.ARGUMENT);
}
function kindOf(world, thread) {
    return world.words.get(world.thread(thread) + THREAD.ARGUMENT + 1);
}
function judge(world, thread, record, ground) {
    if (record === NO_VMA || vmaStart(world, record) > pageOf(world, thread))
        return ground === GROUND.record ? UNDECIDED : SEGV_MAPERR + VERDICT;
    const kind = kindOf(world, thread);
    const result = allowedAccess(world, record, kind);
    if (result === ACCESS_OK && ground !== GROUND.watch && needsAnon(world, record, kind)) {
        if (ground === GROUND.record)
            return UNDECIDED;
        prepareAnon(world, record);
    }
    if (result === ACCESS_OK && world.layout.paging !== undefined) {
        const page = pageOf(world, thread);
        if (isGuarded(world, page))
            return SEGV_MAPERR + VERDICT;
        if (ground !== GROUND.watch && kind !== ACCESS.EXECUTE)
            fillPage(world, page, kind, record);
    }
    return result + VERDICT;
}
/** A page fault of the access in the argument words; `conclude` is told what becomes of it. */
export function faultReading(conclude) {
    return {
        name: 'fault',
        page: pageOf,
        judge,
        conclude: (world, thread, verdict) => {
            const result = verdict - VERDICT;
            world.count(thread, COUNTER.fault);
            closeWindow(world, thread);
            if (result !== ACCESS_OK)
                world.record(thread, EVENT.segfault, pageOf(world, thread), result);
            return conclude(world, thread, result);
        },
    };
}
const reading = faultReading((world, thread, result) => {
    world.words.set(world.thread(thread) + THREAD.RESULT, result);
    return end(OUTCOME.RETURNED);
});
/** The routine of an access under a lock design. */
export function faultRoutine(design, context) {
    return routine('fault', design.read(reading, context));
}
//# sourceMappingURL=fault.js.map