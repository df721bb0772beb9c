/** The world: snapshot, restore and identity. */
import fc from 'fast-check';
import { COUNTER, fingerprint, World } from '../../../kernel/index.js';
import { equal, is, not, suite, throws } from '../../support/suite.js';
import { bootScenario, scenarioOf } from '../../support/walk.js';
const SEED = 11;
function freshWorld() {
    return bootScenario(scenarioOf({ words: { x: 1 }, threads: { a: { at: 'native', program: [] } } })).world;
}
function identity(world) {
    const hash = { low: 0, high: 0 };
    fingerprint(world.words.array, 0, world.layout.identityLength, hash);
    return `${hash.low} ${hash.high}`;
}
suite('kernel/memory/world', (test) => {
    test('restoring a snapshot brings back every word of identity', () => {
        const world = freshWorld();
        const before = world.snapshot();
        for (let index = 0; index < world.layout.identityLength; index += 1)
            world.words.set(index, 7);
        world.restore(before);
        equal(world.snapshot(), before);
    });
    test(`changing any one word changes the identity (seed ${SEED})`, () => {
        const world = freshWorld();
        const before = identity(world);
        fc.assert(fc.property(fc.nat(world.layout.identityLength - 1), fc.integer().filter((value) => value !== 0), (index, difference) => {
            const value = world.words.get(index);
            world.words.set(index, value ^ difference);
            not.equal(identity(world), before);
            world.words.set(index, value);
            is(identity(world), before);
        }), { seed: SEED });
    });
    test('counters are no part of the identity', () => {
        const world = freshWorld();
        const before = identity(world);
        world.count(0, COUNTER.native);
        is(identity(world), before);
        is(world.counters(0).native, 1);
    });
    test('a buffer that is too small for the layout is refused', () => {
        const world = freshWorld();
        throws(() => new World({ ...world.words, array: new Int32Array(3) }, world.layout), /does not fit/);
    });
});
//# sourceMappingURL=world.test.js.map