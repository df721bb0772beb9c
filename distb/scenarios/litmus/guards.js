/**
 * Litmus scenarios of a guard: a page that a supervisor protects from writes while it judges what
 * stands there and the kernel then uses it. The guard is a protection of the mapping, and lasts as
 * long as the mapping does.
 *
 * A write is a page fault and then a store; the sibling begins its own only behind the guard, so
 * that no store of an older fault comes in between.
 */
import { access, atEnd, branch, load, lock, mark, mmap, mprotect, sometimes, store, unlock, waitFor, } from '../file/build.js';
import { entry, NATIVE } from './entry.js';
/** Writes the argument if the page lets it, else says that it was stopped. */
const WRITE = [
    access('@argument', 'write', 'r0'),
    branch(['r0', '==', 0], [store('argument', 2)], [mark('stopped')]),
];
function replaced(name, question, pinned, verdict) {
    const standsFor = 'R25: a sibling maps over a guarded page with MAP_FIXED, and the guard is gone with the ' +
        'mapping (mmap(2), MAP_FIXED; mm/vma.c, vms_gather_munmap_vmas)';
    return entry('race', name, question, standsFor, {
        regions: { native: NATIVE, argument: { page: 4, pages: 1, prot: 'rw-' } },
        words: { argument: 1, guarded: 0, approved: 0, executed: 0 },
        locks: { pin: 'rwsem' },
        threads: {
            supervisor: pinned.guard([
                mprotect('@argument', 1, 'r--'),
                store('guarded', 1),
                load('argument', 'r0'),
                store('approved', 'r0'),
                waitFor('executed', '!=', 0),
                mprotect('@argument', 1, 'rw-'),
            ]),
            // The kernel, which reads the argument again when it executes the call.
            caller: [waitFor('approved', '!=', 0), load('argument', 'r0'), store('executed', 'r0')],
            sibling: [
                waitFor('guarded', '==', 1),
                ...WRITE,
                ...pinned.map([mmap('@argument', 1, 'rw-')]),
                ...WRITE,
            ],
        },
        properties: [
            atEnd('the call executes what was approved', ['executed', '==', 'approved']),
            sometimes('the guard stops a write', { marked: 'stopped' }),
        ],
        observe: ['approved', 'executed'],
        expect: { explore: verdict },
    });
}
/** The sibling maps over the page as it likes. */
export const guardReplaced = replaced('guard-replaced', 'Does a guard on a page outlast a sibling that maps over the page?', { guard: (body) => body, map: (body) => body }, 'violated');
/** The repaired twin: who maps waits until nobody guards. */
export const guardReplacedFixed = replaced('guard-replaced-fixed', 'Does a guard hold when the supervisor pins the page: mapping over it waits for the guard?', {
    guard: (body) => [lock('pin', 'read'), ...body, unlock('pin', 'read')],
    map: (body) => [lock('pin', 'write'), ...body, unlock('pin', 'write')],
}, 'holds');
//# sourceMappingURL=guards.js.map