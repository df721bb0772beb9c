/**
 * The engine in virtual time: who is woken goes on, who is not sleeps for ever and is told of;
 * slices, pins and interrupts take time from whom they should; the options are checked.
 */
import type { KernelStep } from '../../../kernel/index.ts';
import {
  load,
  lock,
  loop,
  mprotect,
  store,
  unlock,
  waitFor,
  write,
} from '../../../scenarios/file/build.ts';
import type { Program, Scenario } from '../../../actors/index.ts';
import { catalogue, parametersOf } from '../../../scenarios/catalogue.ts';
import { loadProfile, PROFILE_DEFAULT } from '../../../scenarios/profiles/profile-file.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import type { Outcome } from '../../../workers/outcome.ts';
import { runVirtual, type VirtualOptions } from '../../../workers/virtual/engine.ts';
import { equal, ok, rejects, suite } from '../../support/suite.ts';
import { pagedOf } from '../../support/paged.ts';
import { scenarioOf, threadsOf } from '../parallel/scenarios.ts';

const profile = loadProfile(PROFILE_DEFAULT);

function run(scenario: Scenario | Question, options: Partial<VirtualOptions>): Promise<Outcome> {
  const question = 'compiled' in scenario ? scenario : ask(scenario);
  return runVirtual(question, { amount: { rounds: 1 }, cores: 2, profile, ...options });
}

const held: Program = [lock('a', 'write'), { do: 'work', units: 50_000 }, unlock('a', 'write')];
const contended = scenarioOf({
  locks: { a: 'rwsem' },
  threads: threadsOf({ a: held, b: held, c: held }),
});

/** Work for ever, and how much of it: stores of a thread to a word of its own. */
const busy = (word: string): Program => [
  loop('forever', { do: 'work', units: 1_000 }, load(word, 'r0'), store(word, 1)),
];

suite('workers/virtual/engine', (test) => {
  test('who waits for a lock is woken by its release', async () => {
    const { findings, parallel } = await run(contended, { cores: 3 });
    equal(findings, []);
    ok(parallel!.durationMs >= 0.15, 'three sections of 50 us are one behind the other');
  });

  test('a wake-up that is lost is a thread that sleeps for ever, and is told', async () => {
    const question = ask(contended);
    // The broken twin: the release of the lock forgets to wake who sleeps.
    const steps = question.kernel.text.steps.map((step): KernelStep =>
      step.name === 'lock1.wake'
        ? {
            ...step,
            run: (world, thread) => {
              const deafWorld = Object.create(world) as typeof world;
              deafWorld.wake = () => {};
              return step.run(deafWorld, thread);
            },
          }
        : step,
    );
    const deaf = { ...question.kernel, text: { ...question.kernel.text, steps } };
    const { findings } = await run({ ...question, kernel: deaf }, { cores: 3 });
    equal(findings[0]?.kind, 'deadlock');
    ok(/nothing can move: .* sleeps in lock1\.write/.test(findings[0]!.message));
  });

  test('threads on one core share it by slices', async () => {
    const scenario = scenarioOf({
      words: { x: 0, y: 0 },
      threads: threadsOf({ a: busy('x'), b: busy('y') }),
    });
    const amount = { durationMs: 60 };
    const { virtual } = await run(scenario, { amount, cores: 1 });
    equal(virtual!.preemptions, Math.floor(60 / 3.0012));
    const apart = await run(scenario, { amount, cores: 2 });
    equal(apart.virtual!.preemptions, 0);
    ok(apart.virtual!.steps > virtual!.steps * 1.9);
  });

  test('who takes a page away waits for a core that runs, as long as was measured', async () => {
    const other = async (...work: Program): Promise<number> => {
      const scenario = pagedOf(
        {
          editor: [write('@data', 0, 7), waitFor('touched', '==', 1), mprotect('@data', 1, 'r--')],
          other: [write('@data', 0, 7), store('touched', 1), ...work],
        },
        { words: { touched: 0 } },
      );
      const { parallel } = await run(scenario, { cores: 2, amount: { rounds: 1 } });
      return parallel!.threads.find(({ name }) => name === 'editor')!.latency.maxNs;
    };
    const waitNs = (await other({ do: 'work', units: 200_000 })) - (await other());
    const { low, high } = profile.constants['tlb.shootdown.send']!;
    ok(waitNs > low * 0.9 && waitNs < high * 1.1, `${waitNs} ns more than beside an idle core`);
  });

  test('a thread runs where it is pinned', async () => {
    const scenario = scenarioOf({
      words: { x: 0, y: 0 },
      threads: threadsOf({ a: busy('x'), b: busy('y') }),
    });
    const amount = { durationMs: 10 };
    const { virtual } = await run(scenario, { amount, cores: 4, pinned: { a: 3, b: 3 } });
    ok(virtual!.preemptions > 0);
    ok(virtual!.utilization < 0.26);
  });

  test('a supervisor that has lost its core makes its targets wait', async () => {
    const scenario = scenarioOf({
      words: { asked: 0, done: 0 },
      threads: threadsOf({
        target: [store('asked', 1), waitFor('done', '==', 1)],
        supervisor: [waitFor('asked', '==', 1), store('done', 1)],
        hog: [{ do: 'work', units: 20_000_000 }],
      }),
    });
    const alone = await run(scenario, { cores: 3 });
    const beside = await run(scenario, { cores: 2, pinned: { supervisor: 1, hog: 1, target: 0 } });
    ok(alone.parallel!.durationMs >= 20, 'the hog works for 20 ms');
    equal(beside.findings, []);
  });

  test('an interrupt takes time from whom it interrupts', async () => {
    const entry = catalogue.find(({ name }) => name === 'shared-alias')!;
    const scenario = entry.build(parametersOf(entry, {}));
    const { parallel, virtual } = await run(scenario, { amount: { rounds: 5 }, cores: 2 });
    ok(parallel!.rounds === 5 && virtual!.steps > 0);
  });

  test('options that mean nothing are refused', async () => {
    await rejects(run(contended, { cores: 0 }), /cores is a whole number in 1\.\.1024, not 0/);
    await rejects(run(contended, { pinned: { nobody: 0 } }), /no thread is named 'nobody'/);
    await rejects(run(contended, { pinned: { a: 7 } }), /a core is a number in 0\.\.1, not 7/);
  });
});
