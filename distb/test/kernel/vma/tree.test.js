/**
 * The tree of a large VMA table: the same answers as an array of pages at sizes of several levels,
 * the map-count limit of Linux exactly, nodes that are bounded, used again, and never while a
 * reader walks them.
 */
import * as fc from 'fast-check';
import { contains, endEdit, beginEdit, ERRNO, ExclusiveWords, FIGURE, findPosition, findVma, INNER_WIDTH, insertVma, LEAF_WIDTH, lookupVma, MAP, mapCount, mmap, mprotect, munmap, NO_VMA, PAGE_COUNT_MAX, PROT, recordAt, RecordedWords, TABLE, tableFault, TREE, vmaBehind, vmaEnd, vmaFile, vmaFlags, vmaStart, wordName, World, } from '../../../kernel/index.js';
import { countWord, lastEndWord, rootHeight, rootNode } from '../../../kernel/vma/tree.js';
import { mergeVmas, shiftBorder, splitVma } from '../../../kernel/vma/table.js';
import { createAddressSpace, cursorOf } from '../../support/address-space.js';
import { NaivePages } from '../../support/naive-pages.js';
import { equal, is, match, ok, suite } from '../../support/suite.js';
const ANONYMOUS = MAP.PRIVATE | MAP.ANONYMOUS;
const FIXED = ANONYMOUS | MAP.FIXED;
const RW = PROT.READ | PROT.WRITE;
const head = (world, word) => world.words.get(world.layout.tree + word);
const heightOf = (world) => rootHeight(head(world, TREE.ROOT));
/** A space with VMAs of two pages at every third page, from 3 on. */
function createFilled(count, mapCountLimit) {
    const world = createAddressSpace({ mapCountLimit });
    beginEdit(world);
    for (let index = 1; index <= count; index += 1)
        insertVma(world, index * 3, index * 3 + 2, PROT.READ, 0, 0);
    endEdit(world);
    return world;
}
/** The VMAs as entries `start-end:flags@file`. */
function runsOf(world) {
    const runs = [];
    for (let record = vmaBehind(world, 0); record !== NO_VMA;) {
        const end = vmaEnd(world, record);
        const attributes = `${vmaFlags(world, record)}@${vmaFile(world, record)}`;
        runs.push(`${vmaStart(world, record)}-${end}:${attributes}`);
        record = vmaBehind(world, end);
    }
    return runs;
}
/** Marsaglia's xorshift: numbers in `0..count-1`, the same in every run. */
function createRandom(seed) {
    let state = seed;
    return (count) => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) % count;
    };
}
suite('kernel/vma/tree: order', (test) => {
    test('tables grow by levels, and shrink by them', () => {
        const world = createAddressSpace({ mapCountLimit: 9_000 });
        const heights = [];
        const note = () => {
            if (heights.at(-1) !== heightOf(world))
                heights.push(heightOf(world));
        };
        for (let index = 0; index < 9_000; index += 1) {
            mmap(world, cursorOf(world), index * 2, 1, PROT.READ, FIXED, 0);
            note();
        }
        is(tableFault(world, true), undefined);
        for (let index = 0; index < 9_000; index += 1) {
            munmap(world, cursorOf(world), ((index * 7_919) % 9_000) * 2, 1);
            note();
            if (index % 1_500 === 0)
                is(tableFault(world), undefined);
        }
        equal(heights, [1, 2, 3, 2, 1]);
        is(mapCount(world), 0);
        is(tableFault(world), undefined);
        is(findVma(world, 0), NO_VMA);
    });
    test('every lookup finds what a search through all VMAs finds', () => {
        const world = createFilled(5_000, 5_000);
        is(heightOf(world), 3);
        for (let page = 0; page < 15_010; page += 1) {
            const index = page < 5 ? 0 : Math.floor((page - 2) / 3);
            const expected = index < 5_000 ? index : NO_VMA;
            const record = findVma(world, page);
            is(record, expected);
            is(vmaBehind(world, page), expected);
            is(contains(world, page), page >= 3 && page < 15_002 && page % 3 !== 2);
        }
        for (const position of [0, 1, 31, 2_500, 4_999])
            is(recordAt(world, position), position);
        equal([5, 7_503, 15_002].map((page) => findPosition(world, page)), [1, 2_500, 5_000]);
        is(recordAt(world, 5_000), NO_VMA);
        is(findVma(world, PAGE_COUNT_MAX), NO_VMA);
    });
    test('one munmap empties a table of three levels, and a hole may span many leaves', () => {
        const world = createFilled(5_000, 5_000);
        is(munmap(world, cursorOf(world), 3_001, 6_000), 0);
        is(tableFault(world), undefined);
        is(vmaEnd(world, lookupVma(world, 3_000)), 3_001);
        is(vmaStart(world, findVma(world, 3_001)), 9_001);
        is(munmap(world, cursorOf(world), 0, 20_000), 0);
        is(mapCount(world), 0);
        is(tableFault(world), undefined);
    });
    const SEED = 65_530;
    const LENGTH = 6_000;
    const operation = fc.record({
        kind: fc.constantFrom('mmap', 'place', 'munmap', 'mprotect', 'mprotect'),
        page: fc.nat(LENGTH - 1),
        count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 900 })),
        prot: fc.constantFrom(0, 1, 3, 5, 0x41),
    });
    for (const [stride, levels] of [
        [3, 2],
        [1, 3],
    ])
        test(`${levels} levels answer as the array of pages does (seed ${SEED})`, () => {
            fc.assert(fc.property(fc.array(operation, { minLength: 1, maxLength: 60 }), fc.boolean(), (history, topDown) => {
                const bounds = { placeFloor: 1, placeCeiling: LENGTH, topDown };
                const world = createAddressSpace({ mapCountLimit: LENGTH, ...bounds });
                const cursor = cursorOf(world);
                const pages = new NaivePages(LENGTH);
                // Neighbours differ, so that there are as many VMAs as pages.
                for (let page = 1; page < LENGTH; page += stride) {
                    const prot = page % 2 === 0 ? RW : PROT.READ;
                    mmap(world, cursor, page, 1, prot, FIXED, 0);
                    pages.mmap(page, 1, prot, MAP.FIXED, 0);
                }
                is(heightOf(world), levels);
                for (const { kind, page, count: wanted, prot } of history) {
                    const count = Math.min(wanted, LENGTH - page);
                    if (kind === 'mmap')
                        is(mmap(world, cursor, page, count, prot, FIXED, 0), pages.mmap(page, count, prot, MAP.FIXED, 0));
                    else if (kind === 'munmap')
                        is(munmap(world, cursor, page, count), pages.munmap(page, count));
                    else if (kind === 'mprotect')
                        is(mprotect(world, cursor, page, count, prot), pages.mprotect(page, count, prot));
                    else {
                        const gap = pages.gap(count, 1, LENGTH, topDown);
                        if (gap >= 0)
                            pages.mmap(gap, count, prot, 0, 0);
                        is(mmap(world, cursor, 0, count, prot, ANONYMOUS, 0), gap < 0 ? -ERRNO.ENOMEM : gap);
                    }
                }
                equal(runsOf(world), pages.runs());
                is(tableFault(world, true), undefined);
            }), { seed: SEED, numRuns: 12 });
        });
    /** One act on the order: which page it begins with, how far it goes, who survives. */
    const act = fc.record({
        kind: fc.constantFrom('split', 'shift', 'merge'),
        at: fc.nat(3_199),
        more: fc.oneof(fc.nat(3), fc.nat(70)),
        side: fc.boolean(),
    });
    for (const [size, name] of [
        [20, 'columns'],
        [800, 'leaves'],
    ])
        test(`splits, moved borders and merges within ${name} and across them (seed ${SEED})`, () => {
            fc.assert(fc.property(fc.array(act, { minLength: 1, maxLength: 120 }), (acts) => {
                const world = createAddressSpace({ mapCountLimit: size === 20 ? 60 : size + 200 });
                // What is mapped, as first pages: four pages each, a hole behind every 16th.
                const ends = new Map();
                beginEdit(world);
                for (let index = 0; index < size; index += 1) {
                    const start = index * 4;
                    const end = start + (index % 16 === 15 ? 3 : 4);
                    insertVma(world, start, end, PROT.READ, 0, 0);
                    ends.set(start, end);
                }
                endEdit(world);
                for (const { kind, at, more, side } of acts) {
                    const starts = [...ends.keys()].sort((left, right) => left - right);
                    const index = at % starts.length;
                    const start = starts[index];
                    const end = ends.get(start);
                    const next = starts[index + 1];
                    beginEdit(world);
                    if (kind === 'split' && end - start > 1 && starts.length < size + 40) {
                        const page = start + 1 + (more % (end - start - 1));
                        const added = splitVma(world, vmaBehind(world, start), page, side);
                        is(vmaStart(world, added), side ? start : page);
                        ends.set(start, page);
                        ends.set(page, end);
                    }
                    else if (kind === 'shift' && next === end && ends.get(next) - start > 2) {
                        const last = ends.get(next);
                        const page = start + 1 + (more % (last - start - 1));
                        shiftBorder(world, vmaBehind(world, start), vmaBehind(world, next), page);
                        ends.delete(next);
                        ends.set(start, page);
                        ends.set(page, last);
                    }
                    else if (kind === 'merge') {
                        const run = starts.slice(index, index + more + 1);
                        const last = ends.get(run.at(-1));
                        mergeVmas(world, vmaBehind(world, side ? start : last - 1), start, last);
                        for (const each of run)
                            ends.delete(each);
                        ends.set(start, last);
                    }
                    endEdit(world);
                }
                equal(runsOf(world).map((run) => run.replace(/:.*/, '')), [...ends]
                    .sort(([left], [right]) => left - right)
                    .map(([start, end]) => `${start}-${end}`));
                is(tableFault(world), undefined);
            }), { seed: SEED, numRuns: 60 });
        });
    test('at 65,530 mappings one more is allowed by mmap, and none by a split', () => {
        const limit = 65_530;
        const world = createFilled(limit, limit);
        const cursor = cursorOf(world);
        is(mprotect(world, cursor, 3, 1, RW), -ERRNO.ENOMEM);
        is(mapCount(world), limit);
        is(mmap(world, cursor, 1, 1, RW, FIXED, 0), 1);
        is(mapCount(world), limit + 1);
        is(mmap(world, cursor, 0, 1, RW, ANONYMOUS, 0), -ERRNO.ENOMEM);
        is(munmap(world, cursor, 1, 1), 0);
        is(munmap(world, cursor, 3, 2), 0);
        is(mprotect(world, cursor, 6, 1, RW), 0);
        is(mapCount(world), limit);
        is(tableFault(world), undefined);
    });
});
suite('kernel/vma/tree: nodes', (test) => {
    const SEED = 1_000_003;
    test(`a million edits at one size neither lose nor hoard nodes (seed ${SEED})`, () => {
        const size = 2_000;
        const world = createFilled(size, size + 10);
        const cursor = cursorOf(world);
        const draw = createRandom(SEED);
        const { layout } = world;
        let peak = 0;
        let highest = 0;
        const edits = () => world.words.get(layout.figure + FIGURE.EDIT);
        const begun = edits();
        while (edits() - begun < 1_000_000) {
            const page = (1 + draw(size)) * 3;
            if (draw(2) === 0) {
                mprotect(world, cursor, page, 1, RW);
                mprotect(world, cursor, page, 1, PROT.READ);
            }
            else {
                munmap(world, cursor, page, 2);
                mmap(world, cursor, page, 2, PROT.READ, FIXED, 0);
            }
            peak = Math.max(peak, head(world, TREE.LEAF_COUNT));
            highest = Math.max(highest, head(world, TREE.INNER_COUNT));
        }
        is(mapCount(world), size);
        is(tableFault(world), undefined);
        // Each edit copies a leaf at least: without reuse there would be a million.
        ok(peak <= Math.ceil(size / 15) + 40, `${peak} leaves at the peak`);
        ok(highest <= 40, `${highest} nodes above at the peak`);
    });
    /** A second view of the space: another thread, which tells each access. */
    const viewOf = (world, tell) => {
        const { layout } = world;
        const view = new World(new RecordedWords(world.words.array, tell), layout);
        return view;
    };
    /** Whether so many edits of the first leaf put it where it or its like stood before. */
    const usesAgain = (world, edits) => {
        const seen = new Set();
        for (let edit = 0; edit < edits; edit += 1) {
            mprotect(world, cursorOf(world), 3, 1, edit % 2 === 0 ? RW : PROT.READ);
            const leaf = world.words.get(rootNode(head(world, TREE.ROOT)) + INNER_WIDTH);
            if (seen.has(leaf))
                return true;
            seen.add(leaf);
        }
        return false;
    };
    test('a leaf that was replaced is used again once nobody can walk it', () => {
        is(usesAgain(createFilled(100, 200), 60), true);
    });
    test('a leaf that was replaced is not used again while a walk is announced', () => {
        const world = createFilled(100, 200);
        const { layout } = world;
        let answer = true;
        let announced = false;
        const view = viewOf(world, () => {
            if (announced || world.words.array[layout.reader] === 0)
                return;
            announced = true;
            // In the middle of the reader's walk; the writer's own lookups announce nothing.
            answer = usesAgain(world, 30);
        });
        is(findVma(view, 30), findVma(world, 30));
        ok(announced);
        is(answer, false);
        is(world.words.get(layout.reader), 0);
        is(usesAgain(world, 60), true);
    });
    test('a walk that is not announced, a broken twin, reads leaves that are used again', () => {
        const world = createFilled(100, 200);
        let access = 0;
        let answer = false;
        const view = viewOf(world, () => {
            access += 1;
            if (access === 4)
                answer = usesAgain(world, 60);
        });
        vmaBehind(view, 30);
        is(answer, true);
    });
    test('a published leaf keeps its words through an edit; one word leads to the new one', () => {
        const world = createFilled(100, 200);
        const root = rootNode(head(world, TREE.ROOT));
        const leaf = world.words.get(root + INNER_WIDTH);
        const before = world.words.array.slice(leaf, leaf + 2 * LEAF_WIDTH);
        const changed = [];
        const words = new RecordedWords(world.words.array, (kind, index) => {
            const isPublished = index >= root && index < root + 4 * INNER_WIDTH;
            if ((kind === 'set' || kind === 'store') && isPublished)
                changed.push(index);
        });
        const view = new World(words, world.layout);
        mprotect(view, cursorOf(world), 6, 1, RW);
        equal(changed, [root + INNER_WIDTH]);
        equal(world.words.array.slice(leaf, leaf + 2 * LEAF_WIDTH), before);
        is(mapCount(world), 101);
    });
    test('equal VMAs in trees of different shape have equal distinct words', () => {
        const up = createAddressSpace({ mapCountLimit: 300 });
        const down = createAddressSpace({ mapCountLimit: 300 });
        const place = (world, index) => mmap(world, cursorOf(world), index * 2, 1, PROT.READ, FIXED, 0);
        for (let index = 0; index < 250; index += 1)
            place(up, index);
        // The same records, though the leaves were split elsewhere and merged again.
        for (let index = 0; index < 250; index += 1)
            place(down, index);
        for (let index = 250; index < 290; index += 1)
            place(down, index);
        for (let index = 289; index >= 250; index -= 1)
            munmap(down, cursorOf(down), index * 2, 1);
        const { layout } = up;
        const different = (from, to) => up.words.array
            .slice(from, to)
            .map((word, index) => (word === down.words.array[from + index] ? 0 : 1))
            .reduce((sum, bit) => sum + bit, 0);
        // Besides the generations of the records that were freed in between.
        is(different(0, layout.distinctLength), 40);
        ok(different(layout.distinctLength, layout.identityLength) > 40);
    });
});
suite('kernel/vma/tree: the checker', (test) => {
    /** Breaks a word of a sound tree of two levels and returns what the checker says. */
    const broken = (wordOf, value) => {
        const world = createFilled(100, 200);
        const root = rootNode(head(world, TREE.ROOT));
        const leaf = world.words.get(root + INNER_WIDTH);
        const words = new ExclusiveWords(world.words.array);
        words.set(wordOf(world, leaf, root), value);
        return tableFault(world) ?? 'sound';
    };
    test('a sound tree has no fault', () => is(broken((world) => cursorOf(world), 0), 'sound'));
    test('entries that are wrong about what is below them are told', () => {
        match(broken((_world, leaf) => leaf + 2, 12), /wrong about 9-11/);
        match(broken((_world, leaf) => leaf + 2 * LEAF_WIDTH, 2), /wrong about 3-5/);
        match(broken((_world, _leaf, root) => root, 60), /wrong about 3-/);
        match(broken((_world, _leaf, root) => root + 2 * INNER_WIDTH, 2), /wrong about 3-/);
        match(broken((_world, _leaf, root) => root + 3 * INNER_WIDTH, 9), /hole of 1/);
    });
    test('nodes that are badly filled, out of order or overwritten are told', () => {
        match(broken((_world, leaf) => countWord(leaf, LEAF_WIDTH), 14), /has 14 entries/);
        match(broken((_world, leaf) => countWord(leaf, LEAF_WIDTH), 32), /has 32 entries/);
        match(broken((_world, leaf) => leaf + LEAF_WIDTH, 1), /wrong about 6-8/);
        match(broken((_world, leaf) => leaf + LEAF_WIDTH, 999), /leads to record 999/);
        match(broken((_world, leaf) => leaf + 30, 5), /unused entry 30/);
        match(broken((_world, leaf) => lastEndWord(leaf, LEAF_WIDTH), 5), /wrong about/);
    });
    test('nodes that are lost, used twice or no nodes are told', () => {
        match(broken((_world, _leaf, root) => root + INNER_WIDTH, 7), /word 7 is no node/);
        const twin = createFilled(100, 200);
        const first = twin.words.get(rootNode(head(twin, TREE.ROOT)) + INNER_WIDTH);
        match(broken((_world, _leaf, root) => root + INNER_WIDTH + 1, first), /is in use twice/);
        match(broken(({ layout }) => layout.leafUsed, 0), /free, but in use/);
        match(broken(({ layout }) => layout.leafUsed + 1, 1 << 20), /taken, but not in use/);
        match(broken(({ layout }) => layout.tree + TREE.LEAF_COUNT, 3), /3 counted/);
    });
    test('an edit that was not published, and a wrong count, are told', () => {
        match(broken(({ layout }) => layout.tree + TREE.DRAFT, 9), /not published/);
        match(broken(({ layout }) => layout.tree + TREE.PATCH_OLD, 9), /not published/);
        match(broken(({ layout }) => layout.tree + TREE.RETIRED_COUNT, 9), /9 counted/);
        match(broken(({ layout }) => layout.table + TABLE.COUNT, 99), /100 VMAs in the tree, 99/);
    });
    test('every word of the tree has a name of its own', () => {
        const { layout } = createAddressSpace({ mapCountLimit: 100 });
        const names = Array.from({ length: layout.identityLength - layout.distinctLength }, (_, word) => wordName(layout, layout.distinctLength + word));
        equal(names.slice(0, 2), ['tree root', 'tree draft']);
        is(new Set(names).size, names.length);
    });
});
//# sourceMappingURL=tree.test.js.map