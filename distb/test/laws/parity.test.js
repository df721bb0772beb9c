import { ask } from '../../workers/engine.js';
import { explore } from '../../workers/explore/search.js';
import { run } from '../../workers/parallel/run.js';
import { catalogue, parametersOf } from '../../scenarios/catalogue.js';
import { choose, jump, load, lock, mmap, mprotect, never, store, syscall, unlock, } from '../../scenarios/file/build.js';
import { compareObservations } from '../../scenarios/report/observation.js';
import { SMALLER } from '../support/litmus.js';
import { ok, suite } from '../support/suite.js';
import { scenarioOf, threadsOf } from '../workers/parallel/scenarios.js';
const seed = 3;
const ROUNDS = 1_500;
/** Rounds of tasks, whose steps are taken one by one. */
const TASK_ROUNDS = 150;
/** Store buffering: with sequential consistency not both threads read zero. */
const storeBuffering = scenarioOf({
    name: 'store buffering',
    words: { x: 0, y: 0 },
    threads: threadsOf({
        a: [store('x', 1), load('y', 'r0')],
        b: [store('y', 1), load('x', 'r0')],
    }),
    observe: ['a.r0', 'b.r0'],
});
/** Unguarded increments lose updates; locked ones do not. */
const increments = (isLocked) => {
    const increment = [
        load('x', 'r0'),
        { do: 'compute', into: 'r0', value: ['r0', '+', 1] },
        store('x', 'r0'),
    ];
    const program = isLocked
        ? [lock('a', 'write'), ...increment, unlock('a', 'write')]
        : [...increment];
    return scenarioOf({
        name: isLocked ? 'locked increments' : 'unguarded increments',
        words: { x: 0 },
        locks: { a: 'rwsem' },
        threads: threadsOf({ a: program, b: program }),
        observe: ['x'],
    });
};
/** The entry check beside an edit of the mapping that it looks up. */
const checked = (check, owner) => scenarioOf({
    name: `${check} check, owner ${owner}`,
    owner,
    regions: {
        native: { page: 0, pages: 2, prot: 'r-x' },
        foreign: { page: 4, pages: 2, prot: 'r-x', foreign: true },
    },
    interposition: { kind: 'memmap', check },
    threads: threadsOf({
        loader: [mprotect('@foreign', 1, 'r-x!', 'r0'), mmap('@foreign', 2, 'r-x!', 'r1')],
        game: [jump('@foreign'), syscall('getpid', [], 'r0')],
    }),
    properties: [never('a call escapes', { event: 'escaped' })],
    observe: ['loader.r0', 'game.r0'],
});
const inline = [
    storeBuffering,
    increments(false),
    increments(true),
    checked('unlocked', 'threads'),
    checked('locked', 'threads'),
    checked('contained', 'kernel-actor'),
];
const catalogued = catalogue.flatMap((entry) => entry.kind === 'load' ? [] : [entry.build(parametersOf(entry, SMALLER[entry.name] ?? {}))]);
/** A run and an exhausted search; a lost wake-up ends a run early, which is fine. */
async function bothAnswers(scenario, explored = scenario) {
    const amount = { rounds: scenario.tasks === undefined ? ROUNDS : TASK_ROUNDS };
    return [
        await run(ask(scenario), { amount, seed, roundDeadlineMs: 500 }),
        await explore(ask(explored), { all: true }),
    ];
}
/** Names of the violated properties: each message begins with one. */
function violations(scenario, { findings }) {
    return scenario.properties.flatMap(({ name }) => findings.some(({ kind, message }) => kind === 'property' && message.startsWith(name))
        ? [name]
        : []);
}
suite('laws/parity', (test) => {
    for (const scenario of [...inline, ...catalogued])
        test(`${scenario.name}: real workers see only what exploration reaches`, async () => {
            const [seen, reachable] = await bothAnswers(scenario);
            ok(reachable.verdict !== 'interrupted', 'the search was not exhausted');
            const parity = compareObservations(seen, reachable);
            ok(parity.holds, JSON.stringify(parity.rows));
            const known = violations(scenario, reachable);
            for (const name of violations(scenario, seen))
                ok(known.includes(name), name);
        });
    test('an engine that sees more than exploration reaches is caught', async () => {
        const drawing = (...values) => scenarioOf({ threads: threadsOf({ a: [choose('r0', ...values)] }), observe: ['a.r0'] });
        // The broken twin: the search believes that only one of the two values can be drawn.
        const [seen, reachable] = await bothAnswers(drawing(0, 1), drawing(0));
        ok(!compareObservations(seen, reachable).holds);
    });
});
//# sourceMappingURL=parity.test.js.map