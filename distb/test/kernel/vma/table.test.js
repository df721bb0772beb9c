/** The VMA table: lookups that are one act each, and records that are used again. */
import { beginEdit, contains, endEdit, ExclusiveWords, FIGURE, findPosition, findVma, insertVma, lookupVma, mapCount, mmap, MAP, mprotect, munmap, NO_VMA, PROT, recordAt, RecordedWords, stripText, tableFault, tableSequence, vmaEnd, vmaFlags, vmaGeneration, vmaStart, World, } from '../../../kernel/index.js';
import { findGap, isRecordUsed, mergeVmas, removeVmas, resizeVma, shiftBorder, splitVma, vmaAnon, vmaEndingAt, vmaFile, vmaStartingAt, } from '../../../kernel/vma/table.js';
import { createAddressSpace, cursorOf, STRIP_PAGE } from '../../support/address-space.js';
import { equal, is, ok, suite, throws } from '../../support/suite.js';
const FIXED = MAP.PRIVATE | MAP.ANONYMOUS | MAP.FIXED;
suite('kernel/vma/table', (test) => {
    test('a lookup finds the first VMA that ends behind the page, also from a hole', () => {
        const world = createAddressSpace({ draw: 'WW..RR..' });
        const first = recordAt(world, 0);
        const second = recordAt(world, 1);
        equal([99, 100, 101, 102, 103, 104, 105, 106].map((page) => findVma(world, page)), [first, first, first, second, second, second, second, NO_VMA]);
        is(findPosition(world, 102), 1);
        is(findPosition(world, 106), mapCount(world));
    });
    test('a lookup of the containing VMA finds nothing in a hole', () => {
        const world = createAddressSpace({ draw: 'WW..RR' });
        equal([99, 100, 101, 102, 103, 104].map((page) => contains(world, page)), [false, true, true, false, false, true]);
        is(lookupVma(world, 104), recordAt(world, 1));
    });
    test('neighbours are found by the border that they share with a range', () => {
        const world = createAddressSpace({ draw: 'WW.RR' });
        is(vmaEndingAt(world, STRIP_PAGE + 2), recordAt(world, 0));
        is(vmaEndingAt(world, STRIP_PAGE + 3), NO_VMA);
        is(vmaEndingAt(world, 0), NO_VMA);
        is(vmaStartingAt(world, STRIP_PAGE + 3), recordAt(world, 1));
        is(vmaStartingAt(world, STRIP_PAGE + 4), NO_VMA);
    });
    test('a new VMA takes the lowest free record, across words of the bitmap', () => {
        const world = createAddressSpace();
        const place = (page) => {
            beginEdit(world);
            const record = insertVma(world, page, page + 1, PROT.READ, 0, 0);
            endEdit(world);
            return record;
        };
        for (let step = 0; step < 70; step += 1)
            is(place(200 - 2 * step), step);
        munmap(world, cursorOf(world), 200 - 2 * 40, 1);
        munmap(world, cursorOf(world), 200 - 2 * 3, 1);
        munmap(world, cursorOf(world), 200 - 2 * 65, 1);
        equal([place(1), place(3), place(5), place(7)], [3, 40, 65, 70]);
        is(tableFault(world), undefined);
    });
    test('a freed record is empty and one generation older, and comes back after 256', () => {
        const world = createAddressSpace({ draw: '0-2:rw-+a@7#3' });
        const record = recordAt(world, 0);
        for (let round = 1; round <= 257; round += 1) {
            munmap(world, cursorOf(world), STRIP_PAGE, 2);
            is(vmaGeneration(world, record), round & 255);
            mmap(world, cursorOf(world), STRIP_PAGE, 2, PROT.READ, FIXED, 0);
        }
        munmap(world, cursorOf(world), STRIP_PAGE, 2);
        equal([vmaStart, vmaEnd, vmaFlags, vmaFile, vmaAnon].map((read) => read(world, record)), [0, 0, 0, 0, 0]);
        is(isRecordUsed(world, record), false);
    });
    test('every word that lookups read changes within an edit only', () => {
        const model = createAddressSpace({ draw: 'WWWW.RR' });
        const { layout } = model;
        const sequence = layout.figure + FIGURE.SEQUENCE;
        let edits = 0;
        const tell = (kind, index) => {
            if (kind === 'get' || kind === 'load' || kind === 'wake')
                return;
            if (index === sequence)
                edits += 1;
            else if (index >= layout.table && index < layout.memory)
                ok(model.words.array[sequence] & 1, `word ${index} changes outside of an edit`);
        };
        const world = new World(new RecordedWords(model.words.array, tell), layout);
        const cursor = cursorOf(world);
        is(mprotect(world, cursor, 101, 2, PROT.READ), 0);
        is(munmap(world, cursor, 100, 2), 0);
        is(mmap(world, cursor, 101, 4, PROT.WRITE, FIXED, 0), 101);
        is(mprotect(world, cursor, 101, 6, PROT.READ | PROT.NOSYSCALL), 0);
        is(stripText(world, 100, 108), '.rrrrrr.');
        is(edits, 2 * world.words.array[layout.figure + FIGURE.EDIT] - 2);
    });
    /** Looks page 107 up while an edit below it moves the columns, at each moment of the lookup. */
    const wrongAnswers = (lookup) => {
        let wrong = 0;
        for (let moment = 1; moment <= 30; moment += 1) {
            const edited = createAddressSpace({ draw: 'WWWW|W..RR.X' });
            const expected = lookupVma(edited, 107);
            let access = 0;
            const tell = () => {
                access += 1;
                if (access === moment)
                    munmap(edited, cursorOf(edited), 100, 6);
            };
            const reader = new World(new RecordedWords(edited.words.array, tell), edited.layout);
            if (lookup(reader, 107) !== expected)
                wrong += 1;
        }
        return wrong;
    };
    test('a lookup that an edit disturbs answers as if it came before or after', () => {
        is(wrongAnswers(findVma), 0);
        is(wrongAnswers(lookupVma), 0);
    });
    test('a lookup in two acts, a broken twin, finds the wrong VMA', () => {
        ok(wrongAnswers((reader, page) => recordAt(reader, findPosition(reader, page))) > 0);
    });
    test('a lookup waits for an edit that is open', () => {
        const world = createAddressSpace({ draw: 'WW' });
        const sequence = world.layout.figure + FIGURE.SEQUENCE;
        beginEdit(world);
        let looks = 0;
        const tell = (kind, index) => {
            if (kind !== 'load' || index !== sequence)
                return;
            looks += 1;
            if (looks === 50)
                world.words.store(sequence, tableSequence(world) + 1);
        };
        const reader = new World(new RecordedWords(world.words.array, tell), world.layout);
        is(findVma(reader, 100), recordAt(world, 0));
        ok(looks >= 50);
    });
    test('two edits that overlap are refused', () => {
        const world = createAddressSpace();
        beginEdit(world);
        throws(() => beginEdit(world), /two edits/);
    });
    test('the primitives refuse what would break the order', () => {
        const attempt = (act) => {
            const world = createAddressSpace({ draw: 'WW.RR' });
            beginEdit(world);
            return () => act(world);
        };
        throws(attempt((world) => insertVma(world, 101, 103, 1, 0, 0)), /not free/);
        throws(attempt((world) => insertVma(world, 103, 103, 1, 0, 0)), /no range/);
        throws(attempt((world) => resizeVma(world, recordAt(world, 0), 100, 104)), /not free/);
        throws(attempt((world) => resizeVma(world, recordAt(world, 1), 101, 105)), /not free/);
        throws(attempt((world) => resizeVma(world, recordAt(world, 0), 101, 101)), /no range/);
        throws(attempt((world) => removeVmas(world, 101, 105)), /cuts a VMA/);
        for (const page of [100, 102])
            throws(attempt((world) => splitVma(world, recordAt(world, 0), page, true)), /is not within 100-102/);
        throws(attempt((world) => shiftBorder(world, recordAt(world, 0), recordAt(world, 1), 101)), /no border within 100-105/);
        throws(attempt((world) => mergeVmas(world, recordAt(world, 0), 100, 104)), /not free/);
        throws(attempt((world) => mergeVmas(world, recordAt(world, 1), 101, 105)), /cuts a VMA/);
    });
    test('a full table refuses one more VMA', () => {
        const world = createAddressSpace({ mapCountLimit: 1, draw: 'R.R.R.R' });
        beginEdit(world);
        throws(() => insertVma(world, 1, 2, 1, 0, 0), /full with 4/);
    });
    test('placement finds the highest gap or the lowest one', () => {
        const placed = (topDown, count) => {
            const bounds = { placeFloor: STRIP_PAGE, placeCeiling: STRIP_PAGE + 12, topDown };
            const page = findGap(createAddressSpace({ draw: '..WW..R...WWRR', ...bounds }), count);
            return page === NO_VMA ? page : page - STRIP_PAGE;
        };
        equal([1, 2, 3, 4, 13].map((count) => placed(true, count)), [9, 8, 7, NO_VMA, NO_VMA]);
        equal([1, 2, 3, 4, 13].map((count) => placed(false, count)), [0, 0, 7, NO_VMA, NO_VMA]);
    });
    test('placement stays between floor and ceiling where VMAs cross them', () => {
        const placed = (draw, topDown) => findGap(createAddressSpace({ draw, topDown, placeFloor: 102, placeCeiling: 106 }), 2);
        is(placed('WWW...WW', false), 103);
        is(placed('WWW..WWW', true), 103);
        is(placed('WWWWWWWW', true), NO_VMA);
        is(placed('WWWWWWWW', false), NO_VMA);
        is(placed('....WWWW', true), 102);
        is(placed('WWWW....', false), 104);
    });
    test('the peak of the map count stays when VMAs go', () => {
        const world = createAddressSpace({ draw: 'R.R.R' });
        munmap(world, cursorOf(world), 100, 5);
        is(mapCount(world), 0);
        is(new ExclusiveWords(world.words.array).get(world.layout.figure + FIGURE.MAP_COUNT_PEAK), 3);
    });
});
//# sourceMappingURL=table.test.js.map