/**
 * Litmus scenarios of vm.max_map_count. A guard on a page inside a mapping splits it twice and so
 * costs two mappings, one at its edge costs one, and a page beside a mapping of the same protection
 * costs none: the border moves. Near the limit a guard that needs two gets the first split and is
 * refused the second; the call fails, the first split stays, and the mapping is lost.
 *
 * Source: Linux mm/vma.c split_vma() (`map_count >= sysctl_max_map_count`) and vma_modify();
 * mprotect(2), ENOMEM. Measured on Linux 6.18: kernel/vma/edit.ts.
 */
import { add, atEnd, branch, compute, load, lock, mprotect, scenario, sometimes, store, unlock, } from '../file/build.js';
import { implies, NATIVE } from './entry.js';
import { designParameter, lockOf } from './lock-parameters.js';
const OPEN = 'r--';
const WIDER = 'rw-';
const GUARD = '---';
/** What a guard costs in mappings, by where its page lies. */
const COST = { interior: 2, edge: 1, neighbour: 0 };
const PLACES = Object.keys(COST);
/** First page of the first buffer, and pages from one to the next: three pages and two around. */
const FIRST_PAGE = 4;
const STRIDE = 6;
/** Protects a page and notes what came of it. */
function install(place, page, ifRefused = []) {
    return [
        mprotect(page, 1, GUARD, 'r0'),
        branch(['r0', '==', 0], [add('stood', 1), add('owed', COST[place])], [...ifRefused, add(`${place} refused`, 1)]),
    ];
}
/** Tries, and takes ENOMEM for an answer. */
const naive = (place, page) => install(place, page);
/**
 * Takes a lost split back. The same protection once more changes nothing, so what is behind the
 * split is widened and narrowed: as it narrows it becomes one with what is before it.
 */
const undoing = (place, page) => install(place, page, place === 'interior' ? [mprotect(page, 2, WIDER), mprotect(page, 2, OPEN)] : []);
/** Takes from a count of free mappings first, under a lock, and tries only if there are enough. */
const reserving = (place, page) => {
    const cost = COST[place];
    if (cost === 0)
        return install(place, page);
    return [
        lock('free', 'write'),
        load('free', 'r1'),
        branch(['r1', '>=', cost], [
            compute('r1', ['r1', '-', cost]),
            store('free', 'r1'),
            unlock('free', 'write'),
            ...install(place, page),
        ], [unlock('free', 'write'), add(`${place} refused`, 1)]),
    ];
};
/**
 * Whether calls can come to a full table with `half` guards between their two splits, and `left`
 * edges still to come. Under a lock of the whole address space one call at a time is half done.
 */
function canFill(numbers, isShared, half, left) {
    const { interior, edge, budget } = numbers;
    for (let halves = half; halves <= (isShared ? interior : 1); halves += 1)
        for (let whole = 0; whole + halves <= interior; whole += 1) {
            const edges = budget - halves - COST.interior * whole;
            if (edges >= 0 && edges <= edge - left)
                return true;
        }
    return false;
}
/** Whether some order gives a guard its first split and not its second. */
const canLoseSplit = (numbers, isShared) => canFill(numbers, isShared, 1, 0);
/** Whether some order refuses a guard for which there is room when the lost splits are undone. */
const canRefuseTooMuch = (numbers, isShared) => canFill(numbers, isShared, 1, 1) || canFill(numbers, isShared, 2, 0);
function budgeted(name, question, policy, defaults, verdictOf) {
    const standsFor = 'R24: near vm.max_map_count an mprotect that needs two splits gets one, fails with ENOMEM ' +
        'and leaves it behind (mm/vma.c, split_vma; guard pages met the limit in rethinkdb#5760, ' +
        'urbit/vere#624)';
    const build = (parameters) => {
        const { interior = 2, edge = defaults.edge, neighbour = 1, budget = 3 } = parameters;
        const numbers = { interior, edge, neighbour, budget };
        const addressSpaceLock = lockOf(parameters);
        const regions = { native: NATIVE };
        const threads = {};
        let page = FIRST_PAGE;
        for (const place of PLACES)
            for (let index = 0; index < numbers[place]; index += 1) {
                regions[`${place} buffer ${index}`] = { page, pages: 3, prot: OPEN };
                if (place === 'neighbour')
                    regions[`guard below ${index}`] = { page: page - 1, pages: 1, prot: GUARD };
                threads[`${place}-${index}`] = policy(place, page + (place === 'interior' ? 1 : 0));
                page += STRIDE;
            }
        const first = Object.keys(regions).length;
        const limit = first + budget;
        const fits = [
            implies(['interior refused', '>', 0], ['mapCount', '>', limit - COST.interior]),
            implies(['edge refused', '>', 0], ['mapCount', '>', limit - COST.edge]),
        ];
        return scenario({
            name,
            question,
            standsFor,
            regions,
            words: {
                free: budget,
                stood: 0,
                owed: first,
                'interior refused': 0,
                'edge refused': 0,
                'neighbour refused': 0,
            },
            locks: { free: 'rwsem' },
            mapCountLimit: limit,
            addressSpaceLock,
            threads,
            properties: [
                atEnd('a refused guard leaves no split behind', ['mapCount', '==', 'owed']),
                atEnd('what was refused had no room', { all: fits }),
                atEnd('who only moves a border is never refused', ['neighbour refused', '==', 0]),
                ...(edge === 0
                    ? [
                        atEnd('half as many guards stand as mappings are free', [
                            'stood',
                            '==',
                            neighbour + Math.min(interior, Math.floor(budget / COST.interior)),
                        ]),
                    ]
                    : []),
                sometimes('a guard stands or is refused', {
                    any: [
                        ['stood', '>', 0],
                        ['interior refused', '>', 0],
                    ],
                }),
            ],
            observe: ['stood', 'interior refused', 'edge refused', 'mapCount'],
            expect: { explore: verdictOf(numbers, addressSpaceLock.design === 'range-lock') },
        });
    };
    const count = (meaning, value) => ({ meaning, value, min: 0, max: 6 });
    const parameters = {
        interior: { ...count('threads that guard a page inside a mapping: +2 mappings', 2), min: 1 },
        edge: count('threads that guard a page at its edge: +1 mapping', defaults.edge),
        neighbour: count('threads that guard a page beside a guard: no mapping', 1),
        budget: count('mappings below the limit', 3),
        design: designParameter(1),
    };
    return { name, kind: 'race', question, standsFor, parameters, build };
}
/** Tries and takes ENOMEM for an answer. */
export const vmaSplitBudget = budgeted('vma-split-budget', 'Does a guard that is refused at the map-count limit leave the mappings as they were?', naive, { edge: 1 }, (numbers, isShared) => (canLoseSplit(numbers, isShared) ? 'violated' : 'holds'));
/** Repairs what it can: nothing is left, but the split was there for a while. */
export const vmaSplitBudgetUndo = budgeted('vma-split-budget-undo', 'Is it enough to take a lost split back when a guard was refused?', undoing, { edge: 0 }, (numbers, isShared) => (canRefuseTooMuch(numbers, isShared) ? 'violated' : 'holds'));
/** The repaired twin: who needs two mappings takes both from a count before it asks for any. */
export const vmaSplitBudgetFixed = budgeted('vma-split-budget-fixed', 'Are as many guards installed as fit, whole ones only, when each reserves its mappings first?', reserving, { edge: 1 }, () => 'holds');
//# sourceMappingURL=vma-split-budget.js.map