/** Run: real worker threads, and every way in which a run ends. */
import { UsageError } from '../../../kernel/index.ts';
import type { Scenario } from '../../../actors/index.ts';
import { ask } from '../../../workers/engine.ts';
import type { Outcome, ParallelFigures } from '../../../workers/outcome.ts';
import { WorkerDiedError } from '../../../workers/parallel/death.ts';
import { Crew } from '../../../workers/parallel/pool.ts';
import { type ParallelOptions, run } from '../../../workers/parallel/run.ts';
import { lostWakeup } from '../../../scenarios/litmus/locks.ts';
import {
  choose,
  lock,
  loop,
  mark,
  mprotect,
  never,
  pause,
  sometimes,
  store,
  syscall,
  unlock,
  waitFor,
} from '../../../scenarios/file/build.ts';
import { equal, is, match, not, ok, rejects, suite } from '../../support/suite.ts';
import { calling, editing, scenarioOf, threadsOf } from './scenarios.ts';

const seed = 42;

async function answer(scenario: Scenario, options: ParallelOptions): Promise<Outcome> {
  return run(ask(scenario), { seed, ...options });
}

function figuresOf(outcome: Outcome): ParallelFigures {
  ok(outcome.parallel !== null);
  return outcome.parallel;
}

async function deathOf(scenario: Scenario, options: ParallelOptions): Promise<WorkerDiedError> {
  try {
    await answer(scenario, options);
  } catch (error) {
    ok(error instanceof WorkerDiedError, String(error));
    return error;
  }
  throw new Error('the run ended as if nobody had died');
}

/** Two threads that draw a number each and store it. */
const drawing = scenarioOf({
  words: { x: 0, y: 0 },
  threads: threadsOf({
    a: [choose('r0', 1, 2, 3, 4, 5, 6)],
    b: [choose('r0', 1, 2, 3, 4, 5, 6)],
  }),
  observe: ['a.r0', 'b.r0'],
});

suite('workers/parallel/run', (test) => {
  test('every round is run and observed once', async () => {
    const outcome = await answer(drawing, { amount: { rounds: 700 } });
    is(figuresOf(outcome).rounds, 700);
    is(
      outcome.observations.reduce((sum, { count }) => sum + count, 0),
      700,
    );
    equal(outcome.findings, []);
    is(outcome.verdict, 'interrupted');
    ok(outcome.asExpected);
  });

  test(`the same seed gives every thread the same choices (seed ${seed})`, async () => {
    const first = await answer(drawing, { amount: { rounds: 300 } });
    const second = await answer(drawing, { amount: { rounds: 300 } });
    const other = await answer(drawing, { amount: { rounds: 300 }, seed: seed + 1 });
    equal(first.observations, second.observations);
    not.equal(first.observations, other.observations);
  });

  test('one crew makes several runs, each as if it had workers of its own', async () => {
    const crew = new Crew(3);
    try {
      const alone = await answer(drawing, { amount: { rounds: 100 } });
      for (let turn = 0; turn < 2; turn += 1) {
        const { observations } = await answer(drawing, { amount: { rounds: 100 }, crew });
        equal(observations, alone.observations);
        const load = scenarioOf({
          threads: { caller: { at: 'native', count: 3, program: calling } },
        });
        const timed = figuresOf(await answer(load, { amount: { durationMs: 20 }, crew }));
        ok(timed.threads.every(({ counters }) => counters.syscall > 0));
      }
      const large = scenarioOf({
        threads: { caller: { at: 'native', count: 4, program: calling } },
      });
      await rejects(answer(large, { amount: { durationMs: 20 }, crew }), /4 threads need/);
    } finally {
      await crew.close();
    }
  });

  test('more threads than cores all make progress', async () => {
    const scenario = scenarioOf({
      interposition: { kind: 'memmap', check: 'locked' },
      threads: {
        caller: { at: 'native', count: 8, program: calling },
        editor: { at: 'native', count: 2, program: editing },
      },
    });
    const { threads, addressSpace, latency } = figuresOf(
      await answer(scenario, { amount: { durationMs: 600 } }),
    );
    is(threads.length, 10);
    for (const { name, counters } of threads) ok(counters.syscall > 0, `${name} never called`);
    ok(addressSpace.edits > 0);
    ok(latency.count > 0 && latency.p50Ns > 0);
  });

  for (const amount of [{ rounds: 200 }, { durationMs: 200 }] as const) {
    const what = 'rounds' in amount ? 'in rounds' : 'in a load';
    test(`the kernel actor edits the mappings of the others ${what}`, async () => {
      const edits = [mprotect('@data', 2, 'r--', 'r0'), mprotect('@data', 2, 'rw-')];
      const scenario = scenarioOf({
        owner: 'kernel-actor',
        interposition: { kind: 'memmap', check: 'unlocked' },
        threads: threadsOf(
          'rounds' in amount
            ? { a: edits, b: edits, caller: [syscall('getpid')] }
            : { a: editing, b: editing, caller: calling },
        ),
        observe: ['a.r0', 'b.r0'],
      });
      const { threads, total, addressSpace, rounds } = figuresOf(
        await answer(scenario, { amount }),
      );
      is(threads.at(-1)!.name, 'kernel');
      ok(total.mprotect > 0);
      ok(addressSpace.edits > 0);
      if ('rounds' in amount) {
        is(rounds, 200);
        is(total.mprotect, 4 * 200);
      }
    });
  }

  test('a violated property is counted, and its round stays in the journal', async () => {
    const program = [choose('r0', 0, 0, 0, 0, 0, 0, 0, 1)];
    const scenario = scenarioOf({
      threads: threadsOf({ a: [...program, mark('seen')], b: program }),
      properties: [
        never('the mark is passed', { marked: 'seen' }),
        never('b draws a one', ['b.r0', '==', 1]),
        sometimes('a thread ends', { event: 'finished' }),
        sometimes('a thread is killed', { event: 'killed' }),
      ],
      observe: ['b.r0'],
      expect: { explore: 'holds' },
    });
    const outcome = await answer(scenario, { amount: { rounds: 400 } });
    is(outcome.verdict, 'violated');
    is(outcome.asExpected, false);
    const ones = outcome.observations.find(({ values }) => values[0] === 1)!.count;
    const messages = outcome.findings.map(({ message }) => message);
    ok(messages.includes('the mark is passed: violated in 400 of 400 rounds (first: round 0)'));
    ok(messages.some((message) => message.startsWith(`b draws a one: violated in ${ones} of 400`)));
    ok(messages.includes('a thread is killed: not seen in this run'));
    is(messages.length, 3);
    const { journal } = figuresOf(outcome);
    match(journal[0]!, /round 0 begins/);
    ok(journal.some((line) => line.endsWith('a: marked seen')));
    not(journal.some((line) => line.includes('round 1 begins')));
  });

  test('a journal is in one order, in which each thread is in its own', async () => {
    const body = [loop(20, mark('first'), mark('second'), mark('third'))];
    const scenario = scenarioOf({ threads: threadsOf({ a: body, b: body, c: body }) });
    const { journal, journalDropped } = figuresOf(
      await answer(scenario, { amount: { rounds: 1 } }),
    );
    is(journalDropped, 0);
    equal(
      journal.map((line) => Number(/^#(\d+)/.exec(line)![1])),
      journal.map((_line, index) => index),
    );
    for (const name of ['a', 'b', 'c']) {
      const own = journal.flatMap((line) => {
        const found = new RegExp(`${name}: marked (.*)`).exec(line);
        return found === null ? [] : [found[1]];
      });
      equal(own, Array.from({ length: 20 }, () => ['first', 'second', 'third']).flat());
    }
  });

  test('a journal counts what its ring has dropped', async () => {
    const scenario = scenarioOf({ threads: threadsOf({ a: [loop(5_000, mark('here'))] }) });
    const { journalDropped } = figuresOf(await answer(scenario, { amount: { rounds: 1 } }));
    // 5000 marks, the beginning of the round and the end of the thread, in a ring of 4096.
    is(journalDropped, 5_002 - 4_096);
  });

  test('a run ends when all programs have ended, before its time', async () => {
    const scenario = scenarioOf({
      threads: {
        ...threadsOf({ a: [loop(100, syscall('getpid'))] }),
        service: { at: 'native', program: calling, service: true },
      },
    });
    const outcome = await answer(scenario, { amount: { durationMs: 60_000 } });
    is(figuresOf(outcome).threads[0]!.counters.syscall, 100);
    equal(outcome.findings, []);
  });

  test('waiting and pausing threads leave when the time is over', async () => {
    const scenario = scenarioOf({
      words: { x: 0, y: 0 },
      threads: threadsOf({
        waiter: [waitFor('x', '==', 1)],
        sleeper: [pause({ constant: 2_000_000_000 })],
        worker: [loop(1_000_000_000, store('y', 1))],
      }),
    });
    const outcome = await answer(scenario, { amount: { durationMs: 100 } });
    equal(outcome.findings, []);
  });

  test('the signal of the caller ends a run, which tells what it has', async () => {
    const controller = new AbortController();
    const running = run(
      ask(drawing),
      { amount: { rounds: 1_000_000_000 } },
      { signal: controller.signal, progress: () => controller.abort() },
    );
    const outcome = await running;
    is(outcome.verdict, 'interrupted');
    ok(outcome.asExpected);
    ok(figuresOf(outcome).rounds > 0);
    match(outcome.findings[0]!.message, /the caller ended the run/);
  });

  test('the deadline ends a run, which tells what it has', async () => {
    const outcome = await answer(drawing, { amount: { rounds: 1_000_000_000 }, deadlineMs: 150 });
    is(outcome.findings[0]!.kind, 'deadline');
    ok(figuresOf(outcome).rounds > 0);
    ok(outcome.asExpected);
  });

  test('a lost wake-up ends by the deadline of its round, and the sleeper is named', async () => {
    // One turn each: a loss stands only if nobody releases the lock behind it.
    const scenario = lostWakeup.build({ writers: 4, readers: 0, turns: 1 });
    const outcome = await answer(scenario, {
      amount: { rounds: 1_000_000 },
      roundDeadlineMs: 400,
      spin: false,
    });
    const [finding] = outcome.findings;
    is(finding!.kind, 'deadline');
    ok(finding!.waits!.length > 0);
    match(finding!.waits![0]!, /^writer-\d sleeps in lock1\.write on lock a, held by nobody$/);
  });

  test('a load in which nothing moves ends by the same deadline', async () => {
    const outcome = await answer(
      scenarioOf({
        words: { x: 0 },
        threads: threadsOf({ a: [waitFor('x', '==', 1)], b: [waitFor('x', '==', 2)] }),
      }),
      { amount: { durationMs: 60_000 }, roundDeadlineMs: 300 },
    );
    equal(outcome.findings[0]!.waits, [
      'a sleeps in await on word x, which holds 0',
      'b sleeps in await on word x, which holds 0',
    ]);
    is(outcome.asExpected, false);
  });

  for (const [owner, thread] of [
    ['threads', 'editor'],
    ['kernel-actor', 'kernel'],
  ] as const)
    test(`a worker that dies ends the run with what it held (owner: ${owner})`, async () => {
      const scenario = scenarioOf({
        owner,
        threads: threadsOf({ editor: editing, other: editing, caller: calling }),
      });
      const death = await deathOf(scenario, {
        amount: { durationMs: 60_000 },
        faults: [{ thread, when: 'holding', lock: 'mmap' }],
      });
      match(death.message, thread === 'kernel' ? /^the kernel actor died/ : /^thread editor died/);
      match(death.message, /exited with code: 9/);
      match(death.message, /holding lock mmap \(write\)$/);
      equal(
        death.partial.findings.map(({ kind }) => kind),
        ['died'],
      );
      ok(death.partial.parallel!.total.syscall > 0);
      is(death.partial.asExpected, false);
    });

  test('a worker that dies in a round ends the run and keeps the rounds before', async () => {
    const program = [lock('a', 'write'), choose('r0', 1, 2), unlock('a', 'write')];
    const death = await deathOf(
      scenarioOf({
        locks: { a: 'rwsem' },
        threads: threadsOf({ one: program, two: program }),
        observe: ['one.r0'],
      }),
      { amount: { rounds: 1_000_000 }, faults: [{ thread: 'two', when: 'holding', lock: 'a' }] },
    );
    match(death.message, /^thread two died .* holding lock a \(write\)$/);
  });

  test('what cannot be run is refused in words', async () => {
    const refused = async (options: ParallelOptions, expected: RegExp): Promise<void> => {
      const running = answer(drawing, options);
      await rejects(running, expected);
      await running.catch((error: unknown) => ok(error instanceof UsageError));
    };
    await refused({ amount: { rounds: 0 } }, /rounds is a whole number/);
    await refused({ amount: { durationMs: 0.5 } }, /durationMs is a whole number/);
    const faultAt = (thread: string, name: string): ParallelOptions => ({
      amount: { rounds: 1 },
      faults: [{ thread, when: 'holding', lock: name }],
    });
    await refused(faultAt('nobody', 'mmap'), /no thread is named 'nobody'/);
    await refused(faultAt('a', 'nothing'), /no lock is named 'nothing'/);
    const service = scenarioOf({
      threads: { a: { at: 'native', program: calling, service: true } },
    });
    await rejects(answer(service, { amount: { rounds: 1 } }), /there are none/);
  });
});
