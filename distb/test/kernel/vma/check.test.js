/** The table's checker: sound tables pass, and each way to break one is told. */
import { FIGURE, TABLE, tableFault, VMA, VMA_WORDS } from '../../../kernel/index.js';
import { createAddressSpace } from '../../support/address-space.js';
import { is, match, suite } from '../../support/suite.js';
suite('kernel/vma/check', (test) => {
    /** Breaks one word of `WW.RR` and returns what the checker says. */
    const broken = (wordOf, value) => {
        const world = createAddressSpace({ draw: 'WW.RR', mapCountLimit: 5 });
        world.words.array[wordOf(world)] = value;
        return tableFault(world) ?? 'sound';
    };
    const field = (record, offset) => (world) => world.layout.vma + record * VMA_WORDS + offset;
    test('empty and drawn tables are sound', () => {
        is(tableFault(createAddressSpace()), undefined);
        is(tableFault(createAddressSpace({ draw: 'WW|WW.RRx' })), undefined);
    });
    test('neighbours that could be one are a fault only where asked for', () => {
        match(tableFault(createAddressSpace({ draw: 'WW|WW' }), true) ?? '', /could be one/);
        is(tableFault(createAddressSpace({ draw: 'WWRR' }), true), undefined);
        is(tableFault(createAddressSpace({ draw: '0-1:r--#1 1-2:r--#2' }), true), undefined);
    });
    test('a wrong count is told', () => {
        match(broken(({ layout }) => layout.table + TABLE.COUNT, 1), /record 1 is taken, but not/);
        match(broken(({ layout }) => layout.table + TABLE.COUNT, 9), /9 VMAs in a table for 8/);
    });
    test('columns that disagree with the records are told', () => {
        match(broken(({ layout }) => layout.ends, 103), /ends elsewhere/);
        match(broken(({ layout }) => layout.slots + 1, 0), /stands twice/);
        match(broken(({ layout }) => layout.slots + 1, 8), /leads to record 8/);
    });
    test('empty, overlapping and misflagged VMAs are told', () => {
        match(broken(field(0, VMA.START), 102), /is empty/);
        match(broken(field(1, VMA.START), 101), /begins before/);
        match(broken(field(1, VMA.FLAGS), 0x8000), /unknown flags/);
        match(broken(field(0, VMA.FLAGS), 0x303), /accounted for/);
    });
    test('free records that are not empty, and open edits, are told', () => {
        match(broken(field(3, VMA.ANON), 1), /free record 3/);
        match(broken(({ layout }) => layout.used, 7), /record 2 is taken/);
        match(broken(({ layout }) => layout.figure + FIGURE.SEQUENCE, 1), /edit is open/);
    });
});
//# sourceMappingURL=check.test.js.map