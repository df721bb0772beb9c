/**
 * vma-split-storm: threads that put guard pages into one address space until it has no mapping
 * left, at the true limit of 65,530, and take them out again. What `vma-split-budget` shows with
 * three mappings to spare is met here at full size: a guard that is refused has often got one of
 * the two splits that it needed, which stays until the page is guarded and opened again.
 */
import { branch, compute, loop, mprotect, never, scenario, sometimes } from '../file/build.js';
import { designParameter, lockOf } from '../litmus/lock-parameters.js';
/** vm.max_map_count of Linux, unless somebody sets it. */
const LIMIT_DEFAULT = 65_530;
const ARENA_FIRST = 16;
/** Pages that stay free around each arena, so that arenas never merge. */
const ARENA_GAP = 2;
const OPEN = 'rw-';
const GUARD = '---';
/**
 * Guards every second page of its arena from below to above until a guard is refused, then opens
 * them from above to below, and begins again. r0 is the page, r1 what mprotect returned, r2 whether
 * it goes down.
 */
function climber(arena) {
    return [
        compute('r0', arena + 1),
        loop('forever', branch(['r2', '==', 0], [
            mprotect('r0', 1, GUARD, 'r1'),
            branch(['r1', '<', 0], [compute('r2', 1)], [compute('r0', ['r0', '+', 2])]),
        ], [
            mprotect('r0', 1, OPEN),
            branch(['r0', '<=', arena + 1], [compute('r2', 0)], [compute('r0', ['r0', '-', 2])]),
        ])),
    ];
}
function storm(parameters) {
    const { threads = 2, limit = LIMIT_DEFAULT } = parameters;
    // A thread alone finds room for all the guards that fit.
    const pages = limit + 3;
    const arena = (thread) => ARENA_FIRST + thread * (pages + ARENA_GAP);
    const arenas = Array.from({ length: threads }, (_none, thread) => [
        `arena-${thread}`,
        { page: arena(thread), pages, prot: OPEN },
    ]);
    const { name, question, standsFor } = vmaSplitStorm;
    return scenario({
        name,
        question,
        standsFor,
        regions: { native: { page: 0, pages: 2, prot: 'r-x' }, ...Object.fromEntries(arenas) },
        mapCountLimit: limit,
        addressSpaceLock: lockOf(parameters),
        mmapLock: 'queued-rwsem',
        threads: Object.fromEntries(arenas.map((_none, thread) => [
            `climber-${thread}`,
            { at: 'native', program: climber(arena(thread)) },
        ])),
        properties: [
            never('the address space has more mappings than its limit', ['mapCount', '>', limit]),
            sometimes('a guard is tried', { event: 'mprotect' }),
        ],
    });
}
/** Guards up to the map-count limit. */
export const vmaSplitStorm = {
    name: 'vma-split-storm',
    kind: 'load',
    question: 'How fast do threads fill an address space with guard pages, and what is left of it?',
    standsFor: 'R24 at full size: guard pages of many stacks in one address space, up to vm.max_map_count ' +
        '(Documentation/admin-guide/sysctl/vm.rst; each interior guard page costs two mappings)',
    explainedBy: 'vma-split-budget',
    parameters: {
        threads: { meaning: 'threads, each with an arena of its own', value: 2, min: 1, max: 64 },
        limit: {
            meaning: 'vm.max_map_count',
            value: LIMIT_DEFAULT,
            min: 256,
            max: LIMIT_DEFAULT,
        },
        design: designParameter(1),
    },
    build: storm,
};
//# sourceMappingURL=vma-split-storm.js.map