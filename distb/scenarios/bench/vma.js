/**
 * Bench vma: what a lookup, a split with the merge that undoes it, and a placement cost among 60 to
 * 60,000 mappings, at random addresses of one shared table, beside the bare binary search over a
 * flat array. A table of any size stands in a world with room for 65,530 mappings, since that is
 * what a process of Linux has.
 */
import { beginEdit, createSharedWorld, createTableLayout, endEdit, findVma, MAP, MAP_COUNT_LIMIT_DEFAULT, mapCount, mergeVmas, mmap, mprotect, munmap, NO_VMA, prepareTable, PROT, splitVma, TREE, vmaBehind, vmaCapacity, vmaEnd, } from '../../kernel/index.js';
import { leastNs } from './bench.js';
const SIZES = [60, 600, 6_000, 60_000];
/** Pages of each mapping; the second half is split off and merged again. */
const VMA_PAGE_COUNT = 8;
/** Pages of the holes between mappings: 1 up to this. */
const HOLE_PAGE_COUNT_MAX = 8;
/** Pages that placement asks for; one hole in the middle is as wide. */
const PLACED_PAGE_COUNT = 64;
/** Random addresses that a measurement goes through, a power of two. */
const ADDRESS_COUNT = 1 << 16;
const SEED = 20_200_530;
const RW = PROT.READ | PROT.WRITE;
const ANONYMOUS = MAP.PRIVATE | MAP.ANONYMOUS;
/** What is timed, in this order. */
const ACTS = ['lookUp', 'searchBare', 'splitAndMerge', 'protect', 'place'];
/** What the VMA table costs. */
export const vmaBench = {
    name: 'vma',
    about: 'lookups, edits and placements among 60 to 60,000 mappings',
    run: async ({ progress }) => {
        const subjects = SIZES.map((size) => {
            progress?.(`${size} mappings`);
            return createSubject(size);
        });
        const loops = ACTS.flatMap((act) => subjects.map((subject) => subject[act]));
        const counts = loops.map((_loop, index) => (index < 2 * SIZES.length ? 60_000 : 6_000));
        progress?.('timing');
        const ns = leastNs(loops, counts, 25);
        const of = (act, index) => ns[act * SIZES.length + index] ?? NaN;
        return subjects.flatMap((subject, index) => figuresOf(subject, index === SIZES.length - 1, {
            lookup: of(0, index),
            bare: of(1, index),
            pair: of(2, index),
            protect: of(3, index),
            place: of(4, index),
            leastLookup: of(0, 0),
            leastPlace: of(4, 0),
        }));
    },
};
function figuresOf({ size, world }, isLargest, times) {
    const { lookup, bare, pair, protect, place, leastLookup, leastPlace } = times;
    const name = `${size} mappings`;
    const figures = [
        {
            name: `${name}: lookup`,
            value: lookup,
            unit: 'ns',
            bound: { name: 'binary search over a flat Int32Array', value: bare },
            ratio: lookup / bare,
        },
        {
            name: `${name}: split and merge`,
            value: pair,
            unit: 'ns',
            bound: { name: 'a lookup among as many', value: lookup },
            ratio: pair / lookup,
        },
        {
            name: `${name}: the same by two mprotect`,
            value: protect,
            unit: 'ns',
            bound: { name: 'a lookup among as many', value: lookup },
            ...(isLargest && { aim: '< 20x' }),
            ratio: protect / lookup,
        },
    ];
    if (!isLargest)
        return figures;
    const { words, layout } = world;
    const leaves = words.get(layout.tree + TREE.LEAF_COUNT);
    return [
        ...figures,
        {
            name: `${name}: lookup`,
            value: lookup,
            unit: 'ns',
            bound: { name: `a lookup among ${SIZES[0]}`, value: leastLookup },
            aim: '<= 2x',
            ratio: lookup / leastLookup,
        },
        {
            name: `${name}: mmap without a hint, and munmap`,
            value: place,
            unit: 'ns',
            bound: { name: `the same among ${SIZES[0]}`, value: leastPlace },
            ratio: place / leastPlace,
        },
        {
            name: `${name}: leaves in use`,
            value: leaves,
            unit: 'leaves',
            bound: { name: 'room', value: layout.leafCapacity },
        },
    ];
}
function createSubject(size) {
    const random = new Xorshift(SEED + size);
    const starts = drawStarts(size, random);
    const ceiling = (starts[size - 1] ?? 0) + VMA_PAGE_COUNT;
    const world = createTable(ceiling);
    const cursor = world.layout.memory;
    // In random order, so that nodes are filled as a long history leaves them.
    for (const index of shuffled(size, random))
        mmap(world, cursor, starts[index], VMA_PAGE_COUNT, RW, ANONYMOUS | MAP.FIXED, 0);
    if (mapCount(world) !== size)
        throw new Error(`${mapCount(world)} mappings, not ${size}`);
    const pages = Int32Array.from({ length: ADDRESS_COUNT }, () => random.below(ceiling));
    const halves = Int32Array.from({ length: ADDRESS_COUNT }, () => starts[random.below(size)] + VMA_PAGE_COUNT / 2);
    const ends = flatEnds(world);
    let next = 0;
    let sum = 0;
    return {
        size,
        world,
        lookUp: (count) => {
            for (let turn = 0; turn < count; turn += 1) {
                sum += findVma(world, pages[next & (ADDRESS_COUNT - 1)]);
                next += 1;
            }
            if (sum < 0)
                throw new Error('every lookup found a mapping');
        },
        searchBare: (count) => {
            for (let turn = 0; turn < count; turn += 1) {
                sum += searchFlat(ends, pages[next & (ADDRESS_COUNT - 1)]);
                next += 1;
            }
        },
        splitAndMerge: (count) => {
            for (let turn = 0; turn < count; turn += 1) {
                splitAndMerge(world, halves[next & (ADDRESS_COUNT - 1)]);
                next += 1;
            }
            if (mapCount(world) !== size)
                throw new Error('every split was merged');
        },
        protect: (count) => {
            for (let turn = 0; turn < count; turn += 1) {
                const page = halves[next & (ADDRESS_COUNT - 1)];
                next += 1;
                mprotect(world, cursor, page, VMA_PAGE_COUNT / 2, PROT.READ);
                mprotect(world, cursor, page, VMA_PAGE_COUNT / 2, RW);
            }
            if (mapCount(world) !== size)
                throw new Error('every split was merged');
        },
        place: (count) => {
            for (let turn = 0; turn < count; turn += 1) {
                const page = mmap(world, cursor, 0, PLACED_PAGE_COUNT, PROT.READ, ANONYMOUS, 0);
                munmap(world, cursor, page, PLACED_PAGE_COUNT);
            }
            if (mapCount(world) !== size)
                throw new Error('what was placed was removed');
        },
    };
}
/** Two edits: the VMA around a page becomes two there, and one again. */
function splitAndMerge(world, page) {
    const record = vmaBehind(world, page);
    const start = page - VMA_PAGE_COUNT / 2;
    const end = page + VMA_PAGE_COUNT / 2;
    beginEdit(world);
    splitVma(world, record, page, false);
    endEdit(world);
    beginEdit(world);
    mergeVmas(world, record, start, end);
    endEdit(world);
}
/** First pages, with holes of random width between, and a wide one in the middle. */
function drawStarts(size, random) {
    let page = 16;
    return Array.from({ length: size }, (_, index) => {
        if (index === size >> 1)
            page += PLACED_PAGE_COUNT;
        const start = page;
        page += VMA_PAGE_COUNT + 1 + random.below(HOLE_PAGE_COUNT_MAX);
        return start;
    });
}
function createTable(placeCeiling) {
    const mapCountLimit = MAP_COUNT_LIMIT_DEFAULT;
    const world = createSharedWorld(createTableLayout(vmaCapacity(mapCountLimit)));
    prepareTable(world, { mapCountLimit, placeFloor: 16, placeCeiling, topDown: true });
    return world;
}
/** The ends of all mappings, in order. */
function flatEnds(world) {
    const ends = new Int32Array(mapCount(world));
    let record = vmaBehind(world, 0);
    for (let index = 0; record !== NO_VMA; index += 1) {
        const end = vmaEnd(world, record);
        ends[index] = end;
        record = vmaBehind(world, end);
    }
    return ends;
}
/** The bound: nobody edits, nobody asks whether somebody does. */
function searchFlat(ends, page) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (ends[middle] > page)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
function shuffled(count, random) {
    const order = Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last -= 1) {
        const other = random.below(last + 1);
        [order[last], order[other]] = [order[other], order[last]];
    }
    return order;
}
/** G. Marsaglia, "Xorshift RNGs" (2003): the same addresses in every run. */
class Xorshift {
    #state;
    constructor(seed) {
        this.#state = seed | 1;
    }
    /** A number in `0..count-1`. */
    below(count) {
        this.#state ^= this.#state << 13;
        this.#state ^= this.#state >>> 17;
        this.#state ^= this.#state << 5;
        return Math.floor(((this.#state >>> 0) / 2 ** 32) * count);
    }
}
//# sourceMappingURL=vma.js.map