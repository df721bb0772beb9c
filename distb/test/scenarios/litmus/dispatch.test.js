/** User dispatch: its semantics case by case, its races and their repairs. */
import { sudSelectorRace, sudSelectorRaceFixed, sudSelectorUnmapped, sudSelectorUnmappedFixed, sudSemantics, sudSignalPersonality, sudSignalPersonalityFixed, sudThreadGap, sudThreadGapFixed, } from '../../../scenarios/litmus/dispatch.js';
import { explored, finds, proves } from '../../support/litmus.js';
import { equal, suite } from '../../support/suite.js';
const ESCAPES = 'foreign code makes a native call';
suite('scenarios/litmus/dispatch', (test) => {
    test('each case of the semantics has exactly one outcome', async () => {
        const { verdict, observed } = await explored(sudSemantics);
        // case, result, traps, signal
        equal([verdict, ...observed], [
            'holds',
            '0 1000 0 0',
            '1 1000 0 0',
            '10 1000 0 0',
            '11 -22 0 0',
            '12 186 1 0',
            '13 -7 0 0',
            '14 1000 0 0',
            '15 0 0 0',
            '16 0 0 0',
            '17 1000 0 0',
            '2 186 1 0',
            '3 0 0 31',
            '4 186 1 0',
            '5 0 0 11',
            '6 0 1 31',
            '7 186 2 0',
            '8 0 0 31',
            '9 186 1 0',
        ]);
    });
    test('a new thread escapes until its start stub arms it (R31)', async () => {
        await finds(sudThreadGap, ESCAPES, 14);
        await proves(sudThreadGapFixed, ['186 186']);
    });
    test('a shared selector misroutes calls, one for each thread does not (R32)', async () => {
        await finds(sudSelectorRace, ESCAPES, 17);
        await proves(sudSelectorRaceFixed, ['186 1001']);
    });
    test('a shared selector misroutes in both directions', async () => {
        const { all } = await explored(sudSelectorRace, {}, true);
        equal(all.toSorted(), [ESCAPES, 'native code is trapped']);
    });
    test('an unmapped selector kills, unless dispatch was ended before (R33)', async () => {
        await finds(sudSelectorUnmapped, 'a call kills the process', 22);
        await proves(sudSelectorUnmappedFixed, ['1000 0']);
    });
    test('a handler that keeps the selector it finds is trapped itself (R35)', async () => {
        await finds(sudSignalPersonality, 'native code is trapped', 23);
        await proves(sudSignalPersonalityFixed, ['186']);
    });
});
//# sourceMappingURL=dispatch.test.js.map