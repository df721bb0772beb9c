/**
 * Litmus scenarios of the lock designs of an address space: the entry check against threads that
 * unmap, map and mark, under every design; the convoy behind a queued writer; the reuse of a VMA
 * record. Each sound design is proved free of stale decisions and of freed records where the
 * unlocked one shows both, and each broken twin is caught.
 */
import { access, atEnd, lock, mmap, mprotect, munmap, never, scenario, sometimes, syscall, unlock, waitFor, } from '../file/build.js';
import { designParameter, lockOf, withoutParameter } from './lock-parameters.js';
const NATIVE = { page: 0, pages: 2, prot: 'r-x' };
const FREED = never('the check reads a freed mapping', { event: 'useAfterFree' });
const STALE = never('the decision is not the table’s', { event: 'staleDecision' });
/**
 * What exploration must find. Where mappings come and go: something in the RFC's design and in each
 * twin but that of the cache, whose range is right as long as the marks are. Where a mark comes
 * late: nothing in a sound design, but something in a static range, which does not see it, and in
 * the twin of the cache; what the other twins leave out does not matter there.
 */
function verdictOf({ design, without }, marks) {
    if (marks === 0) {
        const isCaught = without !== undefined && design !== 'range-cache';
        return design === 'unlocked' || isCaught ? 'violated' : 'holds';
    }
    if (design === 'user-dispatch-range')
        return 'violated';
    if (design === 'range-cache')
        return without === undefined ? 'holds' : 'violated';
    return without === undefined && design !== 'unlocked' ? 'holds' : undefined;
}
/** What the loader does: the mapping goes and comes again with its mark, or it is marked late. */
const LOADERS = [
    [munmap('@foreign', 1), mmap('@foreign', 1, 'r-x!')],
    [mprotect('@foreign', 1, 'r-x!')],
];
function checkDesigns(parameters) {
    const { marks = 0, calls = 1 } = parameters;
    const addressSpaceLock = lockOf(parameters);
    const { name, question, standsFor } = nosyscallCheckDesigns;
    const call = syscall('getpid', [], 'r0');
    const verdict = verdictOf(addressSpaceLock, marks);
    return scenario({
        name,
        question,
        standsFor,
        regions: {
            native: NATIVE,
            foreign: { page: 4, pages: 1, prot: marks === 0 ? 'r-x!' : 'r-x', foreign: true },
            other: { page: 8, pages: 1, prot: 'r-x', absent: true },
        },
        mapCountLimit: 4,
        interposition: { kind: 'memmap', check: 'contained' },
        addressSpaceLock,
        threads: {
            game: { at: 'foreign', program: Array.from({ length: calls }, () => call) },
            loader: LOADERS[marks] ?? [],
            // Takes the record that the loader has freed, for a mapping without the mark.
            wine: [mmap('@other', 1, 'r-x')],
        },
        properties: [FREED, STALE, sometimes('a call is trapped', { event: 'trapped' })],
        observe: ['game.r0'],
        expect: verdict === undefined ? {} : { explore: verdict },
    });
}
/** The entry check under each lock design, against threads that edit. */
export const nosyscallCheckDesigns = {
    name: 'nosyscall-check-designs',
    kind: 'race',
    question: 'Which lock designs keep the entry check free of stale decisions and freed mappings?',
    standsFor: 'R21: the RFC’s unlocked find_vma, and the designs that could stand in its place',
    parameters: {
        design: designParameter(0),
        without: withoutParameter,
        marks: {
            meaning: 'the loader 0 unmaps the marked code and maps it again, 1 marks it late',
            value: 0,
            min: 0,
            max: 1,
        },
        calls: { meaning: 'calls of the game', value: 1, min: 1, max: 4 },
    },
    build: checkDesigns,
};
/** A record that is freed and used again for another mapping, under a reference count. */
function reuse(name, addressSpaceLock) {
    const isTwin = addressSpaceLock.without !== undefined;
    const question = isTwin
        ? 'Can a check be decided by a VMA record that has become another mapping?'
        : 'Is a look at the range behind the reference enough where records are used again at once?';
    const standsFor = 'R38: VMA reuse under SLAB_TYPESAFE_BY_RCU (v10 of the per-VMA reference counts, 2025-02-13)';
    const build = () => scenario({
        name,
        question,
        standsFor,
        regions: {
            native: NATIVE,
            foreign: { page: 4, pages: 1, prot: 'r-x!', foreign: true },
            library: { page: 8, pages: 1, prot: 'r-x', absent: true },
        },
        mapCountLimit: 4,
        // The RFC's judgement looks at the flags alone: nothing but the second look sees the reuse.
        interposition: { kind: 'memmap', check: 'locked' },
        addressSpaceLock,
        threads: {
            game: { at: 'foreign', program: [syscall('getpid', [], 'r0')] },
            loader: [munmap('@foreign', 1), mmap('@library', 1, 'r-x'), mmap('@foreign', 1, 'r-x!')],
        },
        properties: [FREED, STALE, sometimes('a call is trapped', { event: 'trapped' })],
        observe: ['game.r0'],
        expect: { explore: isTwin ? 'violated' : 'holds' },
    });
    return { name, kind: 'race', question, standsFor, parameters: {}, build };
}
/** R38 without the second look. */
export const vmaReuse = reuse('vma-reuse', {
    design: 'per-vma-refcount',
    without: 'the look again',
});
/** R38 with it. */
export const vmaReuseFixed = reuse('vma-reuse-fixed', { design: 'per-vma-refcount' });
/**
 * A reader that stays long, a writer that queues behind it, and page faults. The long reader waits
 * for the faults to be over, so that a fault which waits for the writer waits for ever: the convoy
 * without a clock.
 */
function convoy(name, addressSpaceLock) {
    const isBarred = addressSpaceLock.design === 'mmap-lock';
    const question = isBarred
        ? 'Can a page fault wait for a reader, though both only read?'
        : 'Does a page fault go on beside a long reader and a writer that waits for it?';
    const standsFor = 'R37: a long reader of mmap_lock, a queued mprotect, and every page fault behind it (rwsem.c)';
    const build = ({ faults = 1 }) => scenario({
        name,
        question,
        standsFor,
        regions: { native: NATIVE, data: { page: 4, pages: 1, prot: 'rw-', anon: 1 } },
        words: { over: 0 },
        addressSpaceLock,
        threads: {
            monitor: [lock('mmap', 'read'), waitFor('over', '>=', faults), unlock('mmap', 'read')],
            loader: [mprotect('@native', 1, 'r--', 'r0')],
            worker: {
                at: 'native',
                count: faults,
                program: [access('@data', 'read', 'r0'), { do: 'add', word: 'over', value: 1 }],
            },
        },
        properties: [
            never('a fault fails', { event: 'segfault' }),
            atEnd('every fault is over', ['over', '==', faults]),
        ],
        observe: ['over', 'loader.r0'],
        expect: { explore: isBarred ? 'violated' : 'holds' },
    });
    const parameters = {
        faults: { meaning: 'threads that touch a page', value: 1, min: 1, max: 8 },
    };
    return { name, kind: 'race', question, standsFor, parameters, build };
}
/** R37 under the mmap lock. */
export const mmapLockConvoy = convoy('mmap-lock-convoy', { design: 'mmap-lock' });
/** R37 under per-VMA locks: who only reads another VMA does not wait. */
export const mmapLockConvoyFixed = convoy('mmap-lock-convoy-fixed', { design: 'per-vma' });
//# sourceMappingURL=address-space-locks.js.map