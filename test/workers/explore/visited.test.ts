/** The set of fingerprints against the set of the language, over all its growths. */
import fc from 'fast-check';
import { allocateSet, SharedVisited } from '../../../workers/explore/team/shared-visited.ts';
import { SetFull, Visited } from '../../../workers/explore/visited.ts';
import { equal, is, ok, suite, throws } from '../../support/suite.ts';

const SEED = 64;

suite('workers/explore/visited', (test) => {
  test(`adding tells what a Set tells, through every growth (seed ${SEED})`, () => {
    const word = fc.oneof(fc.integer(), fc.integer({ min: -3, max: 3 }));
    const pairs = fc.array(fc.tuple(word, word), { maxLength: 300, size: 'max' });
    fc.assert(
      fc.property(pairs, (fingerprints) => {
        const visited = new Visited(4);
        const expected = new Set<string>();
        // A half of a fingerprint that is 0 counts as 1.
        const key = (low: number, high: number) =>
          `${low === 0 ? 1 : low} ${high === 0 ? 1 : high}`;
        for (const [low, high] of fingerprints) {
          is(visited.has(low, high), expected.has(key(low, high)));
          is(visited.add(low, high), !expected.has(key(low, high)));
          expected.add(key(low, high));
        }
        const written = [...visited.pieces()].flatMap((piece) => [...piece]);
        is(written.length, expected.size * 2);
        for (let at = 0; at < written.length; at += 2)
          ok(expected.has(key(written[at]!, written[at + 1]!)));
        is(visited.count, expected.size);
        for (const [low, high] of fingerprints) is(visited.add(low, high), false);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test('halves of a fingerprint that are 0 count as 1, as in the set of a team', () => {
    const visited = new Visited();
    const shared = new SharedVisited(allocateSet(1024));
    for (const [low, high] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [0, 2],
      [2, 0],
    ] as const)
      is(visited.add(low, high), shared.add(low, high));
    is(visited.count, 3);
  });

  test('fingerprints that all meet in one slot are kept apart', () => {
    const visited = new Visited(4);
    for (let high = 1; high <= 2000; high += 1) is(visited.add(1024, high), true);
    for (let high = 1; high <= 2000; high += 1) is(visited.add(1024, high), false);
  });

  test('a set that holds all that it may knows its members and takes no other', () => {
    const visited = new Visited(4, 3);
    for (const low of [1, 2, 3]) is(visited.add(low, 0), true);
    for (const low of [1, 2, 3]) is(visited.add(low, 0), false);
    throws(
      () => visited.add(4, 0),
      (error: unknown) => error instanceof SetFull,
    );
    is(visited.count, 3);
    throws(
      () => new Visited(4, 0).add(0, 0),
      (error: unknown) => error instanceof SetFull,
    );
  });

  test('its bytes are those of its slots, and at most 32 a member while it grows', () => {
    const visited = new Visited(1024);
    equal([visited.bytes, visited.bytesPeak], [8192, 8192]);
    for (let low = 1; low <= 769; low += 1) visited.add(low, 1);
    equal([visited.bytes, visited.bytesPeak], [16_384, 24_576]);
    for (let low = 1; low <= 100_000; low += 1) visited.add(low, 2);
    ok(visited.bytesPeak / visited.count <= 32);
  });
});
