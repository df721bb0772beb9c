/** Scenarios made small: they fail in the same way, and no single change does. */
import fc from 'fast-check';
import { ask } from '../../../workers/engine.js';
import { explain } from '../../../workers/explore/explanation.js';
import { sample } from '../../../workers/explore/sampling.js';
import { failsAlike, likenessOf, smallerScenarios, smallestParameters, smallestScenario, } from '../../../workers/explore/smaller.js';
import { readToken } from '../../../workers/explore/token.js';
import { lostWakeup } from '../../../scenarios/litmus/locks.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { longLostUpdate } from '../../support/races.js';
const SEED = 68;
const NODES = 4_000;
/** What a scenario's failure is like, from a sample of it. */
async function likeness(scenario) {
    const question = ask(scenario);
    const { findings } = await sample(question, { strategy: 'random', explains: false });
    const finding = explain(question, readToken(question, findings[0]?.token ?? ''));
    return likenessOf(question, finding, finding.why.passing !== null);
}
/** Names of single changes after which it fails still. */
function failingChanges(scenario, fails) {
    return [...smallerScenarios(scenario)].filter((each) => {
        try {
            return fails(ask(each));
        }
        catch {
            return false;
        }
    });
}
suite('workers/explore/smaller', (test) => {
    const races = [
        ['long lost update', longLostUpdate],
        ['lost wake-up', lostWakeup.build({ writers: 3, readers: 0, turns: 1 })],
    ];
    for (const [name, scenario] of races) {
        test(`it fails alike, and no single change of it does: ${name}`, async () => {
            const like = await likeness(scenario);
            const fails = (question) => failsAlike(question, like, NODES) !== null;
            const small = smallestScenario(scenario, fails);
            ok(fails(ask(small)));
            ok(JSON.stringify(small).length < JSON.stringify(scenario).length);
            equal(failingChanges(small, fails), []);
            // What was not made small is refused by the same check.
            ok(failingChanges(scenario, fails).length > 0);
        });
    }
    test('the lost update is two threads that load and store', async () => {
        const like = await likeness(longLostUpdate);
        const small = smallestScenario(longLostUpdate, (question) => failsAlike(question, like, NODES) !== null);
        equal(Object.keys(small.threads), ['a', 'b']);
        const programs = Object.values(small.threads).map(({ program }) => program.map((instruction) => instruction.do).join(' '));
        // One may overwrite without a look, as long as the other has looked before.
        ok(programs.includes('load compute store'), programs.join('; '));
        for (const program of programs)
            ok(program.endsWith('store'), program);
    });
    test('a lock never loses half of its pair, so a deadlock stays a race', async () => {
        const scenario = lostWakeup.build({ writers: 2, readers: 1, turns: 2 });
        const like = await likeness(scenario);
        const small = smallestScenario(scenario, (question) => failsAlike(question, like, NODES) !== null);
        for (const { program } of Object.values(small.threads))
            equal(program.map((instruction) => instruction.do), ['lock', 'unlock']);
    });
    test(`of parameters that fail no single one can be less (seed ${SEED})`, () => {
        const number = fc.integer({ min: 0, max: 40 });
        fc.assert(fc.property(number, number, number, number, (least, other, more, most) => {
            const fails = ({ a = 0, b = 0 }) => a >= least && b >= other && a + b >= least + other;
            const given = { a: least + more, b: other + most };
            const small = smallestParameters(given, { a: 0, b: 0 }, fails);
            equal(small, { a: least, b: other });
        }), { seed: SEED });
    });
    test('parameters never go below their minimum', () => {
        equal(smallestParameters({ a: 9 }, { a: 2 }, () => true), { a: 2 });
        equal(smallestParameters({ a: 2 }, { a: 2 }, () => true), { a: 2 });
    });
    test('another property, or another kind of wait, is not alike', async () => {
        const scenario = lostWakeup.build({ writers: 2, readers: 0, turns: 1 });
        const like = await likeness(scenario);
        const question = ask(scenario);
        ok(failsAlike(question, like, NODES) !== null);
        is(failsAlike(question, { ...like, waits: '* waits for word x' }, NODES), null);
        is(failsAlike(question, { ...like, property: 'no such property' }, NODES), null);
    });
});
//# sourceMappingURL=smaller.test.js.map