/** Observations and the parity of two engines. */
import { compareObservations, observationLines, parityLines, } from '../../../scenarios/report/observation.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { outcomeWith, runWith } from '../../support/outcome.js';
const search = outcomeWith({
    observed: ['x', 'app.r0'],
    observations: [
        { values: [0, 1], count: 3 },
        { values: [1, 1], count: 1 },
    ],
});
const runThatSaw = (...observations) => runWith({ rounds: 10 }, { observed: search.observed, observations });
suite('scenarios/report/observation', (test) => {
    test('observations are counted, the most frequent first', () => {
        equal(observationLines(runThatSaw({ values: [1, 1], count: 1 }, { values: [0, 1], count: 9 })), [
            '  rounds  share             observation',
            '       9  90.0%  sometimes  x=0 app.r0=1',
            '       1  10.0%  sometimes  x=1 app.r0=1',
        ]);
    });
    test('the only observation is seen always', () => {
        ok(observationLines(runThatSaw({ values: [1, 1], count: 5 }))[1]?.includes('always'));
    });
    test('a run whose observations are all reachable agrees with the search', () => {
        const parity = compareObservations(runThatSaw({ values: [0, 1], count: 9 }), search);
        is(parity.holds, true);
        const lines = parityLines(parity);
        ok(lines.some((line) => line.includes('x=1 app.r0=1') && line.endsWith('never seen')));
        is(lines.at(-1), '  parity: every observation of the run is reachable');
    });
    test('an observation that the search cannot reach is caught', () => {
        const parity = compareObservations(runThatSaw({ values: [7, 7], count: 1 }), search);
        is(parity.holds, false);
        ok(parityLines(parity).join('\n').includes('SEEN, BUT UNREACHABLE'));
    });
    test('a search that was ended makes no claim', () => {
        const ended = { ...search, findings: [{ kind: 'deadline', message: 'ended' }] };
        const parity = compareObservations(runThatSaw({ values: [7, 7], count: 1 }), ended);
        is(parity.holds, true);
        ok(parityLines(parity).at(-1)?.includes('no claim'));
    });
});
//# sourceMappingURL=observation.test.js.map