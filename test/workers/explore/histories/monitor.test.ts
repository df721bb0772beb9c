/**
 * The monitor beside the definition: a history is explained if some order of its calls, in which
 * none comes before one that had returned when it began, gives every result.
 */
import fc from 'fast-check';
import { UsageError } from '../../../../kernel/index.ts';
import { Monitor, NOTHING, REFUTED } from '../../../../workers/explore/histories/monitor.ts';
import { effort } from '../../../support/effort.ts';
import { equal, is, ok, suite, throws } from '../../../support/suite.ts';

const SEED = 1990;
const HISTORY_COUNT = effort(1_000, 30_000);
const THREAD_COUNT = 3;

/** A word of two bits: a call adds its argument and returns what the word held. */
const word = {
  apply: (space: number, [argument = 0]: readonly number[]) => ({
    result: space,
    space: (space + argument) % 4,
  }),
};

/** An event of a history: a call begins, or, without an argument, returns. */
interface Happening {
  readonly thread: number;
  readonly argument?: number;
  readonly result?: number;
}

/** Events in any order become a history: each thread begins and returns in turn. */
const histories = fc
  .array(
    fc.record({
      thread: fc.nat(THREAD_COUNT - 1),
      argument: fc.nat(2),
      result: fc.nat(3),
    }),
    { maxLength: 10 },
  )
  .map((events) => {
    const running = new Set<number>();
    return events.map(({ thread, argument, result }): Happening => {
      if (running.delete(thread)) return { thread, result };
      running.add(thread);
      return { thread, argument };
    });
  });

interface Call {
  readonly thread: number;
  readonly argument: number;
  readonly begin: number;
  end: number;
  result: number | null;
}

function callsOf(history: readonly Happening[]): Call[] {
  const calls: Call[] = [];
  for (const [at, { thread, argument, result = null }] of history.entries()) {
    if (argument !== undefined)
      calls.push({ thread, argument, begin: at, end: Infinity, result: null });
    else {
      const call = calls.findLast((each) => each.thread === thread)!;
      call.end = at;
      call.result = result;
    }
  }
  return calls;
}

/** The words in which the orders that explain the calls end; those that run may be left out. */
function endings(calls: readonly Call[], space = 0): Set<number> {
  const ends = new Set<number>();
  if (calls.every(({ end }) => end === Infinity)) ends.add(space);
  for (const call of calls) {
    if (calls.some(({ end }) => end < call.begin)) continue;
    const made = word.apply(space, [call.argument]);
    if (call.result !== null && call.result !== made.result) continue;
    for (const end of endings(
      calls.filter((each) => each !== call),
      made.space,
    ))
      ends.add(end);
  }
  return ends;
}

const inOrder = (numbers: Iterable<number>) => [...numbers].toSorted((a, b) => a - b);

function follow(monitor: Monitor, history: readonly Happening[]): number {
  return history.reduce(
    (number, { thread, argument, result = 0 }) =>
      argument === undefined
        ? monitor.returned(number, thread, result)
        : monitor.called(number, thread, [argument]),
    NOTHING,
  );
}

/** A monitor that lets a call come before one that had returned: it keeps all calls pending. */
class Timeless extends Monitor {
  readonly #begun = new Map<string, readonly number[]>();

  override called(history: number, thread: number, call: readonly number[]): number {
    this.#begun.set(`${thread}`, call);
    return history;
  }

  override returned(history: number, thread: number, result: number): number {
    // Alone, the call can always be put where its result fits.
    const call = this.#begun.get(`${thread}`) ?? [];
    for (let space = 0; space < 4; space += 1)
      if (word.apply(space, call).result === result) return history;
    return REFUTED;
  }
}

suite('workers/explore/histories/monitor', (test) => {
  test(`a history is refuted where no order explains it (seed ${SEED})`, () => {
    let refuted = 0;
    let missed = 0;
    fc.assert(
      fc.property(histories, (history) => {
        const monitor = new Monitor(word);
        const number = follow(monitor, history);
        const ends = endings(callsOf(history));
        is(number === REFUTED, ends.size === 0);
        if (number === REFUTED) {
          refuted += 1;
          if (follow(new Timeless(word), history) !== REFUTED) missed += 1;
        } else equal(inOrder(monitor.spaces(number)), inOrder(ends));
      }),
      { seed: SEED, numRuns: HISTORY_COUNT },
    );
    ok(refuted > HISTORY_COUNT / 10 && refuted < HISTORY_COUNT, `${refuted} refuted`);
    ok(missed > 0, 'a monitor that forgets the time is caught');
  });

  test('histories that mean the same are one', () => {
    const monitor = new Monitor(word);
    const begun = (threads: readonly number[]) =>
      threads.reduce((number, thread) => monitor.called(number, thread, [1]), NOTHING);
    is(begun([0, 1, 2]), begun([2, 0, 1]));
    const once = monitor.returned(monitor.called(NOTHING, 0, [0]), 0, 0);
    is(once, NOTHING);
    ok(monitor.isQuiet(once) && !monitor.isQuiet(begun([1])));
    ok(monitor.isPending(begun([1]), 1) && !monitor.isPending(begun([1]), 0));
  });

  test('what is refuted stays so, and too many calls at a time are refused', () => {
    const monitor = new Monitor(word);
    const refuted = monitor.returned(monitor.called(NOTHING, 0, [1]), 0, 3);
    is(refuted, REFUTED);
    is(monitor.called(refuted, 1, [1]), REFUTED);
    is(monitor.spaces(refuted).size, 0);
    let history: number = NOTHING;
    for (let thread = 0; thread < 8; thread += 1) history = monitor.called(history, thread, [1]);
    throws(
      () => monitor.called(history, 8, [1]),
      (error: unknown) => error instanceof UsageError && /8 memory calls/.test(error.message),
    );
  });
});
