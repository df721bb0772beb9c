/** Schedules as bytes and tokens: the way there and back, and what is refused. */
import fc from 'fast-check';
import { UsageError } from '../../../kernel/index.ts';
import { ask } from '../../../workers/engine.ts';
import {
  type Schedule,
  scheduleBytes,
  scheduleFromBytes,
} from '../../../workers/explore/schedule.ts';
import { decodeToken, encodeToken, readToken } from '../../../workers/explore/token.ts';
import { choose, mprotect, store } from '../../../scenarios/file/build.ts';
import { equal, is, match, ok, suite, throws } from '../../support/suite.ts';
import { scenarioOf } from '../../support/walk.ts';

const SEED = 67;

const MANY = Array.from({ length: 400 }, (_none, value) => value);

const two = (value: number) => ({
  ...scenarioOf({
    words: { x: 0 },
    threads: {
      a: {
        at: 'native',
        program: [choose('r0', ...MANY), store('x', value), store('x', 'r0')],
        count: 2,
      },
    },
  }),
  name: 'a race~with.dots',
});
const schedule: Schedule = { ending: { property: 0 }, threads: [0, 0, 1], choices: [3, 300] };

/** Runs what must throw a UsageError, and returns it. */
function thrown(body: () => unknown): UsageError {
  try {
    body();
  } catch (error) {
    ok(error instanceof UsageError);
    ok(!error.message.includes('\n'), 'a user error is one line');
    ok(error.hint !== '', 'a user error has a hint');
    return error;
  }
  throw new Error('nothing was refused');
}

/** Its message. */
function refusal(body: () => unknown): string {
  return thrown(body).message;
}

suite('workers/explore/token', (test) => {
  test('parameters that have their defaults are left out, as digests tell where those changed', () => {
    const parameters = { mean: 100_000, turns: 3 };
    const asked = (value: number, turns = 3) =>
      ask(two(value), { ...parameters, turns }, { mean: 100_000, turns: 3 });
    const token = encodeToken(asked(1), schedule);
    equal(decodeToken(token).parameters, {});
    equal(decodeToken(encodeToken(asked(1, 4), schedule)).parameters, { turns: 4 });
    equal(readToken(asked(1), token), schedule);
    match(
      refusal(() => readToken(asked(2), token)),
      /made with another form/,
    );
  });

  test(`a schedule survives its bytes (seed ${SEED})`, () => {
    const number = fc.integer({ min: 0, max: 0x7fff_ffff });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 256 }).chain((threadCount) =>
          fc.record(
            {
              threadCount: fc.constant(threadCount),
              ending: fc.oneof(
                fc.constantFrom('none' as const, 'deadlock' as const),
                fc.record({ property: fc.nat(1000) }, { noNullPrototype: true }),
                fc.record(
                  { property: fc.nat(1000), cycle: fc.constant(0) },
                  { noNullPrototype: true },
                ),
              ),
              threads: fc.array(fc.integer({ min: 0, max: threadCount - 1 })),
              choices: fc.array(number),
            },
            { noNullPrototype: true },
          ),
        ),
        ({ threadCount, ...each }) => {
          equal(scheduleFromBytes(scheduleBytes(each, threadCount)), each);
          // As many steps as there are can be the cycle.
          const endless = { ...each, ending: { property: 1, cycle: each.threads.length } };
          equal(scheduleFromBytes(scheduleBytes(endless, threadCount)), endless);
        },
      ),
      { seed: SEED },
    );
  });

  test('a run of one thread is one number, however long', () => {
    const threads = Array.from({ length: 40 }, () => 1);
    is(scheduleBytes({ ending: 'none', threads, choices: [] }, 3).length, 4);
  });

  test(`any bytes are a schedule or are refused (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        try {
          const { threads } = scheduleFromBytes(bytes);
          ok(threads.every((thread) => thread < bytes[0]! + 128 * (bytes[1] ?? 0)));
        } catch (error) {
          ok(error instanceof UsageError);
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test('a token gives back its scenario, its parameters and its schedule', () => {
    const parameters = { turns: 2, 'odd=~name': -1.5 };
    const question = ask(two(1), parameters);
    const token = encodeToken(question, schedule);
    const decoded = decodeToken(` ${token}\n`);
    is(decoded.scenario, 'a race~with.dots');
    equal(decoded.parameters, parameters);
    equal(readToken(question, token), schedule);
    match(token, /^[\w.~%=-]+$/);
  });

  test('the order of the parameters makes no other token', () => {
    is(
      encodeToken(ask(two(1), { a: 1, b: 2 }), schedule),
      encodeToken(ask(two(1), { b: 2, a: 1 }), schedule),
    );
  });

  test('what is no token is refused', () => {
    match(
      refusal(() => decodeToken('hello')),
      /no replay token/,
    );
    match(
      refusal(() => decodeToken('')),
      /no replay token/,
    );
  });

  test('a token of another version is refused by its version', () => {
    const token = encodeToken(ask(two(1)), schedule).replace('rt2.', 'rt1.');
    match(
      refusal(() => decodeToken(token)),
      /has version rt1, not rt2/,
    );
  });

  test('a token with any one character changed is refused', () => {
    const token = encodeToken(ask(two(1)), schedule);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      throws(() => decodeToken(token.slice(0, at) + other + token.slice(at + 1)), UsageErrorTest);
    }
    match(
      refusal(() => decodeToken(token.slice(0, -1))),
      /damaged/,
    );
  });

  test('a token of another scenario or with other parameters is refused', () => {
    const token = encodeToken(ask(two(1), { turns: 1 }), schedule);
    match(
      refusal(() => readToken(ask(two(1), { turns: 2 }), token)),
      /another form of 'a race~with.dots': each of its steps is still made/,
    );
    match(
      refusal(() => readToken(ask({ ...two(1), name: 'other' }), token)),
      /belongs to scenario 'a race~with.dots', not 'other'/,
    );
  });

  test('a changed program is told with the step at which it parts, and both sides', () => {
    const token = encodeToken(ask(two(1)), schedule);
    const { threads } = two(1);
    const program = threads['a']!.program.toSpliced(1, 0, mprotect('@native', 1, 'r-x'));
    const changed = ask({ ...two(1), threads: { a: { ...threads['a']!, program } } });
    const { message, hint } = thrown(() => readToken(changed, token));
    match(
      message,
      /step 2 of a-0: the token expects 'store 1 in x', the world is at 'mprotect: mmap_lock.announce'/,
    );
    match(hint, /what differs: the program of a;/);
  });

  test('a changed question in words, which steers nothing, keeps its tokens', () => {
    const token = encodeToken(ask(two(1)), schedule);
    equal(readToken(ask({ ...two(1), question: 'Can it?' }), token), schedule);
  });
});

function UsageErrorTest(error: Error): boolean {
  return error instanceof UsageError;
}
