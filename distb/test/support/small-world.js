/**
 * Small world: random scenarios of a few threads, words and locks, for laws that hold of every
 * scenario. They race, wait, loop, turn for ever, draw, deadlock and fail; each has few enough
 * states for the naive engine.
 */
import fc from 'fast-check';
import { add, always, atEnd, branch, cas, choose, expect, load, lock, loop, mark, mprotect, never, store, syscall, unlock, waitFor, } from '../../scenarios/file/build.js';
import { scenarioOf } from './walk.js';
const WORDS = ['x', 'y', 'z'];
const word = fc.constantFrom(...WORDS);
const value = fc.integer({ min: 0, max: 2 });
const register = fc.constantFrom('r0', 'r1');
const comparison = fc.constantFrom('==', '!=', '<');
/** One to three instructions that belong together. */
const phrase = fc.oneof({ weight: 4, arbitrary: fc.tuple(word, value).map(([name, to]) => [store(name, to)]) }, { weight: 4, arbitrary: fc.tuple(word, register).map(([name, into]) => [load(name, into)]) }, { weight: 3, arbitrary: fc.tuple(word, value).map(([name, by]) => [add(name, by)]) }, {
    weight: 2,
    arbitrary: fc
        .tuple(word, value, value, register)
        .map(([name, expected, to, into]) => [cas(name, expected, to, into)]),
}, {
    weight: 2,
    arbitrary: fc.tuple(word, register).map(([name, from]) => [store(name, from)]),
}, {
    weight: 1,
    arbitrary: fc
        .tuple(word, comparison, value)
        .map(([name, compare, to]) => [waitFor(name, compare, to)]),
}, {
    weight: 2,
    arbitrary: fc
        .tuple(register, comparison, value, word, value)
        .map(([from, compare, to, name, put]) => [
        branch([from, compare, to], [store(name, put)], [mark('elsewhere')]),
    ]),
}, { weight: 1, arbitrary: fc.tuple(register, value).map(([into, to]) => [choose(into, 0, to)]) }, {
    weight: 1,
    arbitrary: fc.tuple(word, value).map(([name, by]) => [loop(2, add(name, by))]),
}, {
    weight: 1,
    arbitrary: fc
        .tuple(fc.constantFrom('p', 'q'), fc.constantFrom('read', 'write'), word, value)
        .map(([name, mode, at, to]) => [
        lock(name, mode),
        store(at, to),
        unlock(name, mode),
    ]),
}, {
    weight: 1,
    arbitrary: fc
        .tuple(register, value)
        .map(([from, to]) => [expect([from, '!=', to], 'a value that is not expected')]),
}, { weight: 1, arbitrary: fc.constant([syscall('getpid')]) }, {
    weight: 1,
    arbitrary: fc
        .constantFrom('r-x', 'r-x!', 'r--')
        .map((prot) => [mprotect('@native', 1, prot, 'r1')]),
});
const program = fc.array(phrase, { minLength: 1, maxLength: 3 }).map((phrases) => phrases.flat());
/** What a thread can do for ever in few states. */
const turn = fc.oneof(fc.tuple(word, value).map(([name, to]) => [store(name, to)]), fc.tuple(word, register).map(([name, into]) => [load(name, into)]), fc.tuple(word, value).map(([name, to]) => [waitFor(name, '==', to)]));
const property = fc.oneof(fc.tuple(word, value, word, value).map(([left, first, right, second]) => never('words meet', {
    all: [
        [left, '==', first],
        [right, '==', second],
    ],
})), fc
    .tuple(word, comparison, word)
    .map(([left, compare, right]) => always('words agree', [left, compare, right])), fc.tuple(word, value).map(([name, to]) => never('a word has a value', [name, '==', to])), fc.constant(never('a branch is taken', { marked: 'elsewhere' })), fc.tuple(word, value).map(([name, to]) => atEnd('a word ends so', [name, '==', to])));
/** A random scenario. */
export const smallWorld = fc
    .record({
    programs: fc.array(program, { minLength: 2, maxLength: 3 }),
    properties: fc.array(property, { maxLength: 2 }),
    turns: fc.option(fc.array(turn, { minLength: 1, maxLength: 2 }), { freq: 3, nil: undefined }),
    futexWaits: fc.boolean(),
})
    .map(({ programs, properties, turns, futexWaits }) => scenarioOf({
    words: { x: 0, y: 0, z: 0 },
    locks: { p: 'rwsem', q: 'rwsem' },
    ...(futexWaits && { futexWaits }),
    threads: {
        ...Object.fromEntries(programs.map((body, number) => [`thread-${number}`, { at: 'native', program: body }])),
        ...(turns !== undefined && {
            service: { at: 'native', service: true, program: [loop('forever', ...turns.flat())] },
        }),
    },
    properties: properties.filter(({ name }) => name !== 'a branch is taken' || JSON.stringify(programs).includes('"elsewhere"')),
    observe: ['x', 'y', 'z', 'thread-0.r0', 'thread-1.r1'],
}));
//# sourceMappingURL=small-world.js.map