/**
 * Layout of paging: where the words of a scenario's page table, frames, shared objects and cores
 * stand. There are none unless the scenario has `paging`. Invariant: the page table covers every
 * region of the scenario, a page a word; each core has a TLB entry for each of these pages.
 * Tested by: test/kernel/paging/page-table.test.ts
 */
/** A thread that runs in no address space of a program. */
export const NO_CORE = -1;
/** Words of the head: the page-table lock (`ptl`), and how many frames are free. */
export const PAGING = { LOCK: 0, FREE: 1 };
/** Words of the head. */
const PAGING_HEAD_WORDS = 2;
/**
 * Words of a frame before its contents: mappings and objects that refer to it, and how many of
 * these references wait for the end of a flush.
 */
export const PAGE_FRAME = { USE: 0, GATHERED: 1 };
/** Words of a frame before its contents. */
export const PAGE_FRAME_WORDS = 2;
/**
 * Words of a core before its flush requests, a bit a page, and its TLB, a word a page. GUARD: an
 * instruction or the interrupt handler runs on it. INTERRUPT: one of INTERRUPT.
 */
export const CORE = { GUARD: 0, INTERRUPT: 1 };
/** Words of a core before its flush requests. */
const CORE_WORDS = 2;
/** Places the words of paging. `round` spreads what different cores write. */
export function placePaging(bounds, place, round) {
    const requestWordCount = Math.ceil(bounds.pageCount / 32);
    const frameStride = PAGE_FRAME_WORDS + bounds.wordsPerFrame;
    const coreStride = round(CORE_WORDS + requestWordCount + bounds.pageCount);
    return {
        bounds,
        head: place(PAGING_HEAD_WORDS),
        entry: place(bounds.pageCount),
        frame: place(bounds.frameCount * frameStride),
        frameStride,
        object: place(bounds.objectPageCount),
        core: place(bounds.coreCount * coreStride),
        coreStride,
        requestOffset: CORE_WORDS,
        requestWordCount,
        tlbOffset: CORE_WORDS + requestWordCount,
    };
}
/** The name of a word of paging, such as `page 4 entry`; undefined for any other word. */
export function pagingWordName(layout, index) {
    const { bounds, head, entry, frame, frameStride, object, core, coreStride } = layout;
    if (index < head || index >= core + bounds.coreCount * coreStride)
        return undefined;
    if (index < entry)
        return index === head + PAGING.LOCK ? 'page table lock' : 'free frames';
    if (index < frame)
        return `page ${bounds.firstPage + index - entry} entry`;
    if (index < object) {
        const within = (index - frame) % frameStride;
        const field = ['use', 'gathered'][within] ?? `word ${within - PAGE_FRAME_WORDS}`;
        return `frame ${Math.floor((index - frame) / frameStride)} ${field}`;
    }
    if (index < core)
        return `object page ${index - object}`;
    const within = (index - core) % coreStride;
    const name = `core ${Math.floor((index - core) / coreStride)}`;
    if (within < layout.requestOffset)
        return `${name} ${within === 0 ? 'guard' : 'interrupt'}`;
    if (within < layout.tlbOffset)
        return `${name} flush requests ${within - layout.requestOffset}`;
    return `${name} tlb ${bounds.firstPage + within - layout.tlbOffset}`;
}
//# sourceMappingURL=layout.js.map