/**
 * Litmus scenarios of pages: what a core remembers of a page after its protection or its mapping
 * has gone, until it has acknowledged the flush; and one frame under two mappings, of which a
 * guard on one says nothing about the other.
 */
import { atEnd, mprotect, munmap, read, sometimes, store, waitFor, write } from '../file/build.js';
import { entry, NATIVE } from './entry.js';
const STALE = sometimes('a core uses what it remembers and the page table no longer says', {
    event: 'staleTranslation',
});
const DATA = { page: 2, pages: 1, prot: 'rw-' };
function stalePermission(name, question, without, verdict) {
    const standsFor = 'the shootdown at the end of mprotect: install-guard waits until every core has forgotten ' +
        '(Linux arch/x86/mm/tlb.c, flush_tlb_mm_range(); mm/mprotect.c)';
    return entry('race', name, question, standsFor, {
        regions: { native: NATIVE, data: DATA },
        words: { ready: 0 },
        paging: { frames: 1, wordsPerFrame: 1, ...without },
        threads: {
            writer: [write('@data', 0, 1), store('ready', 1), write('@data', 0, 2, 'r1')],
            supervisor: [
                waitFor('ready', '==', 1),
                mprotect('@data', 1, 'r--'),
                read('@data', 0, 'r1'),
                read('@data', 0, 'r2'),
            ],
        },
        properties: [
            atEnd('behind mprotect the page stays as it is', ['supervisor.r1', '==', 'supervisor.r2']),
            STALE,
        ],
        observe: ['writer.r1', 'supervisor.r1', 'supervisor.r2'],
        expect: { explore: verdict },
    });
}
/** mprotect as Linux has it: it waits for the acknowledgements. */
export const tlbStalePermission = stalePermission('tlb-stale-permission', 'Can a thread still write to a page behind the mprotect that forbids it?', {}, 'holds');
/** Its twin: nobody waits. */
export const tlbStalePermissionEarly = stalePermission('tlb-stale-permission-early', 'What is written to a forbidden page when mprotect does not wait for the other cores?', { without: 'the acknowledgements' }, 'violated');
function frameReuse(name, question, without, verdict) {
    const standsFor = 'the order of munmap: clear the entry, flush, and only then free the frame (Linux ' +
        'mm/mmu_gather.c, tlb_finish_mmu())';
    return entry('race', name, question, standsFor, {
        regions: { native: NATIVE, data: DATA, other: { ...DATA, page: 4, anon: 1 } },
        words: { ready: 0 },
        // A fault of another mapping goes on while munmap flushes: the locks of VMAs let it.
        addressSpaceLock: { design: 'per-vma' },
        // One frame: who touches the other page waits until the first is free.
        paging: { frames: 1, wordsPerFrame: 1, ...without },
        threads: {
            writer: {
                at: 'native',
                core: 0,
                program: [write('@data', 0, 1), store('ready', 1), write('@data', 0, 2, 'r1')],
            },
            unmapper: { at: 'native', core: 1, program: [waitFor('ready', '==', 1), munmap('@data', 1)] },
            owner: {
                at: 'native',
                core: 1,
                program: [waitFor('ready', '==', 1), write('@other', 0, 5), read('@other', 0, 'r1')],
            },
        },
        properties: [
            atEnd('nobody else writes to the page of its owner', ['owner.r1', '==', 5]),
            STALE,
        ],
        observe: ['writer.r1', 'owner.r1'],
        expect: { explore: verdict },
    });
}
/** munmap as Linux has it. */
export const tlbFrameReuse = frameReuse('tlb-frame-reuse', 'Does a write through a stale translation ever reach whoever has the frame next?', {}, 'holds');
/** Its twin: the frame is free as soon as its page-table entry is cleared. */
export const tlbFrameReuseEarly = frameReuse('tlb-frame-reuse-early', 'Whom does a stale translation hit when the frame is freed before the flush?', { without: 'the late release' }, 'violated');
function aliased(name, question, guarded, verdict) {
    const standsFor = 'a guard is a protection of a mapping, and memory that is mapped twice has two: memfd_create() ' +
        'and two mmap(MAP_SHARED), as Wine and JITs do';
    return entry('race', name, question, standsFor, {
        regions: {
            native: NATIVE,
            argument: { page: 2, pages: 1, prot: 'rw-', shared: 'object' },
            alias: { page: 4, pages: 1, prot: 'rw-', shared: 'object' },
        },
        words: { guarded: 0 },
        paging: { frames: 1, wordsPerFrame: 1 },
        threads: {
            supervisor: [
                ...guarded,
                store('guarded', 1),
                read('@argument', 0, 'r1'),
                read('@argument', 0, 'r2'),
            ],
            sibling: [
                waitFor('guarded', '==', 1),
                write('@argument', 0, 7, 'r1'),
                write('@alias', 0, 8, 'r2'),
            ],
        },
        properties: [
            atEnd('what is judged is what is used', ['supervisor.r1', '==', 'supervisor.r2']),
            atEnd('the guard stops its own mapping', ['sibling.r1', '==', 2]),
        ],
        observe: ['supervisor.r1', 'supervisor.r2', 'sibling.r2'],
        expect: { explore: verdict },
    });
}
/** The guard stands on one of two mappings. */
export const sharedAlias = aliased('shared-alias', 'Does a guard on a page hold when its frame is mapped elsewhere too?', [mprotect('@argument', 1, 'r--')], 'violated');
/** The repaired twin: every mapping of the frame is guarded. */
export const sharedAliasFixed = aliased('shared-alias-fixed', 'Does a guard on every mapping of a frame hold?', [mprotect('@argument', 1, 'r--'), mprotect('@alias', 1, 'r--')], 'holds');
//# sourceMappingURL=paging.js.map