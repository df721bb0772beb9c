/** The set of packed states: a set, within its share of memory. */
import { PackedSet } from '../../../../workers/explore/generated/packed-set.ts';
import { equal, is, ok, suite } from '../../../support/suite.ts';
import { RandomStream } from '../../../../workers/stream.ts';

suite('workers/explore/generated/packed-set', (test) => {
  test('it holds what was added, once', () => {
    const stream = new RandomStream(7, 0, 0);
    const set = new PackedSet();
    const model = new Set<string>();
    for (let turn = 0; turn < 60_000; turn += 1) {
      // Keys that crowd in few places, and keys from everywhere.
      const low = turn % 3 === 0 ? stream.below(50) : stream.below(2 ** 31) * 2;
      const high = stream.below(4);
      const key = `${low | 0} ${high}`;
      is(set.has(low | 0, high), model.has(key));
      is(set.add(low | 0, high), !model.has(key));
      model.add(key);
    }
    is(set.count, model.size);
  });

  test('two zeros are a key like any other', () => {
    const set = new PackedSet();
    equal([set.has(0, 0), set.add(0, 0), set.add(0, 0), set.has(0, 0)], [false, true, false, true]);
    equal([set.add(0, 1), set.add(1, 0), set.count], [true, true, 3]);
  });

  test('a copy of what was handed over holds the same, and grows by itself', () => {
    const set = new PackedSet();
    const stream = new RandomStream(10, 0, 0);
    set.add(0, 0);
    for (let turn = 0; turn < 50_000; turn += 1) set.add(stream.below(2 ** 31), turn);
    const copy = PackedSet.of(set.handOver());
    const keysOf = (of: PackedSet) => [...of.pieces()].map((piece) => piece.join()).join();
    is(keysOf(copy), keysOf(set));
    equal([copy.count, copy.bytes], [set.count, set.bytes]);
    for (let turn = 0; turn < 50_000; turn += 1) copy.add(stream.below(2 ** 31), -turn);
    ok(copy.count > set.count && copy.bytes > set.bytes);
    for (const piece of set.pieces())
      for (let at = 0; at < piece.length; at += 2) ok(copy.has(piece[at]!, piece[at + 1]!));
  });

  test('its segments grow one after the other, not all at once', () => {
    const set = new PackedSet();
    const stream = new RandomStream(9, 0, 0);
    let growthMost = 0;
    let within = 0;
    for (let turn = 0; turn < 400_000; turn += 1) {
      const { bytes } = set;
      set.add((stream.below(2 ** 16) << 16) | stream.below(2 ** 16), turn);
      // Segments of one size would grow within a few of the keys of one another.
      within = turn % 4_000 === 0 ? set.bytes - bytes : within + set.bytes - bytes;
      if (turn > 100_000) growthMost = Math.max(growthMost, within / set.bytes);
    }
    ok(growthMost < 0.06, `${growthMost} of the set at once`);
  });

  test('a key costs less than 14 bytes, also while the set grows', () => {
    const set = new PackedSet();
    const stream = new RandomStream(8, 0, 0);
    for (let turn = 0; turn < 400_000; turn += 1) {
      set.add((stream.below(2 ** 16) << 16) | stream.below(2 ** 16), turn);
      if (turn > 200_000) ok(set.bytesPeak / set.count < 14, `${set.bytesPeak / set.count}`);
    }
  });
});
