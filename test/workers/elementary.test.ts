/** Elementary functions agree with those of the host, but for the last digits. */
import { cosine, exponential, logarithm } from '../../workers/elementary.ts';
import { PURPOSE, RandomStream } from '../../workers/stream.ts';
import { ok, suite } from '../support/suite.ts';

const COUNT = 2_000;
const stream = new RandomStream(5, 0, PURPOSE.sample);

/** Whether two numbers agree, measured at what they are of the size of. */
const isClose = (left: number, right: number, size: number): boolean =>
  Math.abs(left - right) <= 1e-14 * Math.max(size, 1);

suite('workers/elementary', (test) => {
  test('a logarithm is one, at its ends too', () => {
    for (const whole of [1, 2, 3, 2 ** 32 - 1]) ok(isClose(logarithm(whole), Math.log(whole), 22));
    for (let at = 0; at < COUNT; at += 1) {
      const whole = stream.next();
      ok(isClose(logarithm(whole), Math.log(whole), 22), `${whole}`);
    }
  });

  test('an exponential is one', () => {
    for (let at = 0; at < COUNT; at += 1) {
      const x = stream.next() / 2 ** 27 - 16;
      ok(isClose(exponential(x), Math.exp(x), 40 * Math.exp(x)), `${x}`);
    }
  });

  test('a cosine is one, in every quarter of a turn', () => {
    for (const turns of [0, 0.125, 0.25, 0.375, 0.5, 0.75, 0.875])
      ok(isClose(cosine(turns), Math.cos(2 * Math.PI * turns), 1), `${turns}`);
    for (let at = 0; at < COUNT; at += 1) {
      const turns = stream.next() / 2 ** 32;
      ok(isClose(cosine(turns), Math.cos(2 * Math.PI * turns), 1), `${turns}`);
    }
  });
});
