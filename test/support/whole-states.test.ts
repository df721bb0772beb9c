/** The set of the naive walk tells what a set of strings tells. */
import fc from 'fast-check';
import { equal, is, suite } from './suite.ts';
import { WholeStates } from './whole-states.ts';

const SEED = 5;

suite('support/whole-states', (test) => {
  test(`adding tells what a set of strings tells, through every growth (seed ${SEED})`, () => {
    const word = fc.oneof(fc.integer(), fc.integer({ min: 0, max: 1 }));
    const states = fc.integer({ min: 1, max: 9 }).chain((length) =>
      fc.record({
        length: fc.constant(length),
        each: fc.array(fc.array(word, { minLength: length, maxLength: length }), {
          maxLength: 2_000,
          size: 'max',
        }),
      }),
    );
    fc.assert(
      fc.property(states, ({ length, each }) => {
        const set = new WholeStates(length);
        const expected = new Set<string>();
        for (const state of each) {
          // What lies behind the state is none of it.
          is(set.add(Int32Array.from([...state, expected.size])), !expected.has(state.join()));
          expected.add(state.join());
        }
        is(set.count, expected.size);
        const held = Array.from({ length: set.count }, (_none, number) => set.state(number).join());
        equal(held, [...expected]);
      }),
      { seed: SEED, numRuns: 50 },
    );
  });
});
