/**
 * Litmus scenarios of the seed's memmap mode: what the entry check decides when another thread
 * edits the address space. Each is the smallest program that shows its race, beside the repaired
 * twin. Sources: the RFC PROT_NOSYSCALL / SECCOMP_MODE_MEMMAP (Krisman, 2020-05-30) and its review.
 */
import { atEnd, jump, mmap, mprotect, munmap, never, sometimes, store, syscall, waitFor, } from '../file/build.js';
import { entry, ESCAPE, MISJUDGED, NATIVE } from './entry.js';
/** Foreign code that was marked before it runs is trapped and emulated; native calls pass. */
export const memmapBasic = entry('litmus', 'memmap-basic', 'Are marked calls trapped and emulated, and native calls let through?', 'the RFC as it is meant to work (SECCOMP_MODE_MEMMAP, 2020-05-30)', {
    regions: { native: NATIVE, foreign: { page: 4, pages: 2, prot: 'r-x!', foreign: true } },
    interposition: { kind: 'memmap', check: 'locked' },
    threads: {
        wine: [syscall('getpid', [], 'r0')],
        game: { at: 'foreign', program: [syscall('sysinfo', [], 'r0')] },
        loader: [mprotect('@foreign', 1, 'r--!', 'r0')],
    },
    properties: [
        ESCAPE,
        MISJUDGED,
        sometimes('a call is trapped', { event: 'trapped' }),
        sometimes('a call runs natively', { event: 'native' }),
        // 99 is sysinfo's number: the default handler gives it as the emulated result.
        atEnd('the trapped call has the emulated result', ['game.r0', '==', 99]),
        atEnd('the native call has its own result', ['wine.r0', '==', 1000]),
    ],
    observe: ['wine.r0', 'game.r0', 'loader.r0'],
    expect: { explore: 'holds' },
});
const MARK_LAG = 'R19: mark lag: code is mapped and published, runs, and is marked then (RFC, 2020-05-30: the ' +
    'mark is a protection of mmap and mprotect)';
const MARK_CLEARED = 'R20: a mark cleared by an mprotect that does not know of it (RFC: `mask_off_old_flags |= ' +
    'VM_NOSYSCALL`)';
/** In which order a loader marks and publishes foreign code. */
function markPublish(name, question, standsFor, loader, verdict) {
    return entry('race', name, question, standsFor, {
        regions: {
            native: NATIVE,
            module: { page: 4, pages: 2, prot: 'r-x', foreign: true, absent: true },
        },
        words: { published: 0 },
        interposition: { kind: 'memmap', check: 'contained' },
        threads: {
            loader,
            game: [
                waitFor('published', '==', 1),
                jump('@module'),
                syscall('getpid', [], 'r0'),
                syscall('getpid', [], 'r1'),
            ],
        },
        properties: [ESCAPE, sometimes('a call is trapped', { event: 'trapped' })],
        observe: ['game.r0', 'game.r1'],
        expect: { explore: verdict },
    });
}
/** The loader publishes, then marks: calls in between escape. */
export const markPublishOrder = markPublish('mark-publish-order', 'Can a call escape when the loader publishes code before it marks it?', MARK_LAG, [mmap('@module', 2, 'r-x'), store('published', 1), mprotect('@module', 2, 'r-x!')], 'violated');
/** The repaired twin: the mark comes with the mapping. */
export const markPublishOrderFixed = markPublish('mark-publish-order-fixed', 'Is every call trapped when the mark comes with the mapping?', MARK_LAG, [mmap('@module', 2, 'r-x!'), store('published', 1), mprotect('@module', 2, 'r-x!')], 'holds');
/** R20: an mprotect without the bit clears the mark, as a JIT that knows nothing of it does. */
export const markClearedByJit = markPublish('mark-cleared-by-jit', 'Does a mark survive an mprotect that does not pass PROT_NOSYSCALL?', MARK_CLEARED, [mmap('@module', 2, 'r-x!'), store('published', 1), mprotect('@module', 2, 'r-x')], 'violated');
/** The repaired twin: the JIT passes the bit with every mprotect, as it writes code and runs it. */
export const markClearedByJitFixed = markPublish('mark-cleared-by-jit-fixed', 'Is every call trapped when a JIT passes PROT_NOSYSCALL with each mprotect?', MARK_CLEARED, [
    mmap('@module', 2, 'r-x!'),
    store('published', 1),
    mprotect('@module', 2, 'rw-!'),
    mprotect('@module', 2, 'r-x!'),
], 'holds');
/** The check against a thread that unmaps and maps again, under one design of the check. */
function lookup(name, check, question, verdict) {
    const standsFor = 'R21: find_vma in __seccomp_memmap() without mmap_lock, beside a munmap (RFC, 2020-05-30)';
    return entry('race', name, question, standsFor, {
        regions: {
            native: NATIVE,
            foreign: { page: 4, pages: 1, prot: 'r-x!', foreign: true },
            above: { page: 8, pages: 1, prot: 'r-x', file: 1 },
        },
        interposition: { kind: 'memmap', check },
        threads: {
            game: { at: 'foreign', program: [syscall('getpid', [], 'r0')] },
            wine: [mprotect('@above', 1, 'r--', 'r0'), munmap('@above', 1, 'r1')],
            loader: [munmap('@foreign', 1), mmap('@foreign', 1, 'r-x!')],
        },
        properties: [
            never('the check reads a freed mapping', { event: 'useAfterFree' }),
            never('the decision is not the table’s', { event: 'staleDecision' }),
            sometimes('a call is trapped', { event: 'trapped' }),
        ],
        observe: ['game.r0', 'wine.r0', 'wine.r1'],
        expect: { explore: verdict },
    });
}
/** R21: the RFC's unlocked find_vma. */
export const unlockedLookup = lookup('unlocked-lookup', 'unlocked', 'Can the entry check use a mapping that another thread has just freed?', 'violated');
/** The locked twin. */
export const lockedLookup = lookup('unlocked-lookup-fixed', 'locked', 'Is find_vma under the mmap read lock free of stale and freed mappings?', 'holds');
/** R22: whose flag decides for a syscall at each border of a region. */
function boundary(name, check, verdict) {
    const question = check === 'contained'
        ? 'Is each call judged by the mapping that holds its instruction?'
        : 'Whose mark decides for a call in the last two bytes of a mapping, or below a hole?';
    const standsFor = 'R22: the saved ip is behind the instruction, and find_vma gives the next higher mapping ' +
        '(Krisman on SUD v2, <874kqg6x5e.fsf@collabora.com>)';
    return entry('litmus', name, question, standsFor, {
        // Native code directly below marked code; marked code directly below a hole and native code.
        regions: {
            native: NATIVE,
            foreign: { page: 2, pages: 2, prot: 'r-x!', foreign: true },
            library: { page: 6, pages: 1, prot: 'r-x' },
        },
        interposition: { kind: 'memmap', check },
        threads: {
            // The instruction ends exactly at the end of native code: the ip is in foreign code.
            tail: [jump(1, 4096), syscall('getpid', [], 'r0')],
            middle: [jump(1, 4000), syscall('getpid', [], 'r0')],
            // The last instruction of foreign code: the ip is in a hole, and the library judges it.
            game: {
                at: 'foreign',
                program: [{ do: 'jump', to: 3, offset: 4096, foreign: true }, syscall('getpid', [], 'r0')],
            },
        },
        properties: [ESCAPE, MISJUDGED, sometimes('a call runs natively', { event: 'native' })],
        observe: ['tail.r0', 'middle.r0', 'game.r0'],
        expect: { explore: verdict },
    });
}
/** The RFC's judgement at borders. */
export const boundaryIp = boundary('boundary-ip', 'locked', 'violated');
/** Containment of the instruction itself. */
export const boundaryIpFixed = boundary('boundary-ip-fixed', 'contained', 'holds');
//# sourceMappingURL=memmap.js.map