/** Random streams: repeatable, apart from each other, and as uniform as they must be. */
import { PURPOSE, RandomStream } from '../../workers/stream.ts';
import { equal, is, not, ok, suite } from '../support/suite.ts';

const draw = (seed: number, thread: number, purpose: number): number[] => {
  const stream = new RandomStream(seed, thread, purpose);
  return Array.from({ length: 50 }, () => stream.below(1_000));
};

suite('workers/stream', (test) => {
  test('a stream repeats by seed, thread and purpose', () => {
    equal(draw(7, 3, PURPOSE.choice), draw(7, 3, PURPOSE.choice));
  });

  test('another seed, thread or purpose is another stream', () => {
    const first = draw(7, 3, PURPOSE.choice);
    not.equal(first, draw(8, 3, PURPOSE.choice));
    not.equal(first, draw(7, 4, PURPOSE.choice));
    not.equal(first, draw(7, 3, PURPOSE.delay));
  });

  test('numbers below a bound fill it evenly', () => {
    const stream = new RandomStream(1, 0, PURPOSE.choice);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 100_000; index += 1) {
      const value = stream.below(10);
      counts[value] = (counts[value] ?? NaN) + 1;
    }
    is(counts.length, 10);
    // Five standard deviations of a binomial with 100 000 draws and a tenth each.
    for (const count of counts) ok(Math.abs(count - 10_000) < 5 * 95, `${count} of 10000`);
  });

  test('the normal distribution has its mean and deviation', () => {
    const stream = new RandomStream(3, 0, PURPOSE.choice);
    const drawn = Array.from({ length: 100_000 }, () => stream.normal());
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    ok(Math.abs(mean) < 0.02, `mean ${mean}`);
    ok(Math.abs(variance - 1) < 0.03, `variance ${variance}`);
  });

  test('the exponential distribution has its mean', () => {
    const stream = new RandomStream(2, 0, PURPOSE.choice);
    let sum = 0;
    for (let index = 0; index < 100_000; index += 1) sum += stream.exponential(500);
    ok(Math.abs(sum / 100_000 - 500) < 10, `mean ${sum / 100_000}`);
  });
});
