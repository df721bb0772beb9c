/**
 * Memory calls against orders of whole calls: proved under every lock design, refuted where a
 * writer's lock is no lock, and by a table that is not what the calls say.
 */
import fc from 'fast-check';
import {
  ADDRESS_SPACE_DESIGNS,
  MADV,
  MREMAP,
  NEXT,
  vmaBehind,
  VMA,
  VMA_WORDS,
  type KernelStep,
} from '../../../../kernel/index.ts';
import type { Instruction, Scenario } from '../../../../actors/index.ts';
import {
  linearizable,
  mmap,
  mprotect,
  munmap,
  store,
  syscall,
} from '../../../../scenarios/file/build.ts';
import { memoryCallsLinearizable } from '../../../../scenarios/litmus/split-merge.ts';
import { ask, type Question } from '../../../../workers/engine.ts';
import { judgeHistories } from '../../../../workers/explore/histories/histories.ts';
import { Monitor } from '../../../../workers/explore/histories/monitor.ts';
import { replay, replaySchedule } from '../../../../workers/explore/replay.ts';
import { explore } from '../../../../workers/explore/search.ts';
import { effort } from '../../../support/effort.ts';
import { equal, is, match, ok, rejects, suite, throws } from '../../../support/suite.ts';
import { scenarioOf } from '../../../support/walk.ts';

const SEED = 1993;
const WORLD_COUNT = effort(25, 1_000);
const HISTORIES = [0, 1, 2, 3];
const BUDGET = {
  stateCountMax: 100_000,
  durationMsMax: 60_000,
  byteCountMax: 2 ** 30,
  begunMs: performance.now(),
};

/** The question in a kernel with other steps. */
function inKernel(question: Question, change: (step: KernelStep) => KernelStep): Question {
  const { kernel } = question;
  const steps = kernel.text.steps.map(change);
  return { ...question, kernel: { ...kernel, text: { ...kernel.text, steps } } };
}

/** Writers take no lock, and table operations are steps. */
const lockless = inKernel(
  ask(memoryCallsLinearizable.build({ design: 0, without: 0, history: 2 })),
  (step) =>
    /^mmap_lock\.(announce|write|writeRelease)$/.test(step.name)
      ? { ...step, run: () => NEXT }
      : step,
);

/** Calls over three pages, the last of which is no code. */
function world(a: readonly Instruction[], b: readonly Instruction[], design: number): Scenario {
  return scenarioOf({
    regions: {
      native: { page: 0, pages: 2, prot: 'r-x' },
      code: { page: 4, pages: 2, prot: 'r-x' },
      data: { page: 6, pages: 1, prot: 'rw-' },
    },
    heap: { page: 12, pages: 1 },
    words: { x: 0 },
    mapCountLimit: 5,
    addressSpaceLock: { design: ADDRESS_SPACE_DESIGNS[design]!.name },
    threads: { a: { at: 'native', program: a }, b: { at: 'native', program: b } },
    properties: [linearizable('calls are whole')],
  });
}

const page = fc.integer({ min: 4, max: 7 });
const pages = fc.integer({ min: 1, max: 3 });
const prot = fc.constantFrom('r-x', 'rw-', 'r--');
const call: fc.Arbitrary<Instruction> = fc.oneof(
  fc.tuple(page, pages, prot).map(([at, count, to]) => mmap(at, count, to, 'r0')),
  fc.tuple(page, pages, prot).map(([at, count, to]) => mprotect(at, count, to, 'r0')),
  fc.tuple(page, pages).map(([at, count]) => munmap(at, count, 'r0')),
  fc.tuple(page, pages).map(([at, count]) => syscall('madvise', [at, count, MADV.DONTNEED], 'r0')),
  fc
    .tuple(page, pages, pages)
    .map(([at, from, to]) => syscall('mremap', [at, from, to, MREMAP.MAYMOVE], 'r0')),
  fc.integer({ min: 11, max: 14 }).map((at) => syscall('brk', [at], 'r0')),
);

suite('workers/explore/histories/histories', (test) => {
  test('calls are as in some order of whole calls under every design', async () => {
    for (const design of ADDRESS_SPACE_DESIGNS.keys())
      for (const history of HISTORIES) {
        const asked = ask(memoryCallsLinearizable.build({ design, without: 0, history }));
        const { verdict, explore: figures } = await explore(asked);
        is(verdict, 'holds', `design ${design}, history ${history}`);
        // Ways to one state are told apart where their histories mean different things.
        ok(figures!.histories!.states >= figures!.states);
      }
  });

  test(`so are random calls, by threads and by the kernel actor (seed ${SEED})`, async () => {
    const program = fc.array(call, { minLength: 1, maxLength: 2 });
    const design = fc.nat(ADDRESS_SPACE_DESIGNS.length - 1);
    const owner = fc.constantFrom('threads' as const, 'kernel-actor' as const);
    await fc.assert(
      fc.asyncProperty(program, program, design, owner, async (a, b, number, by) => {
        const { verdict, findings } = await explore(ask({ ...world(a, b, number), owner: by }));
        is(verdict, 'holds', JSON.stringify(findings[0]?.history ?? findings[0]?.message));
      }),
      { seed: SEED, numRuns: WORLD_COUNT },
    );
  });

  test('writers without a lock are refuted: an mprotect sees the hole of an mmap', async () => {
    const { verdict, findings } = await explore(lockless);
    is(verdict, 'violated');
    const [finding] = findings;
    is(finding?.message, 'calls are as in some order of whole calls');
    equal(finding?.history, [
      'loader: mmap(5, 2, r-x!) has not returned, from step 1 on',
      'jit: munmap(7, 1) = 0, steps 7 to 11',
      'jit: mprotect(4, 3, r-x!) = -ENOMEM, steps 11 to 15',
      'no order of these calls gives these results',
    ]);
  });

  test('the token replays to the same finding, and a history that is explained is refused', async () => {
    const [finding] = (await explore(lockless)).findings;
    equal(replay(lockless, finding?.token ?? '').finding, finding);
    const property = { property: 0 };
    throws(
      () => replaySchedule(lockless, { ending: property, threads: [0, 1], choices: [] }),
      /some order of its calls explains it/,
    );
  });

  test('a checker that believes every result is caught', async () => {
    class Credulous extends Monitor {
      override returned(history: number): number {
        return history;
      }
    }
    const believed = await judgeHistories(
      lockless,
      0,
      BUDGET,
      {},
      (memory) => new Credulous(memory),
    );
    is(believed.find, null);
    ok((await judgeHistories(lockless, 0, BUDGET)).find !== null);
  });

  test('a table that is not what the calls say is refuted, though every result fits', async () => {
    const scenario = world([mprotect(4, 2, 'r--', 'r0')], [store('x', 1)], 1);
    // The broken twin: the kernel loses the protection of what it has edited.
    const forgetful = inKernel(ask(scenario), (step) =>
      step.name === 'mm.forget'
        ? {
            ...step,
            run: (at, thread) => {
              const record = vmaBehind(at, 4);
              at.words.set(at.layout.vma + record * VMA_WORDS + VMA.FLAGS, 0);
              return step.run(at, thread);
            },
          }
        : step,
    );
    const { findings } = await explore(forgetful);
    match(findings[0]?.history?.at(-1) ?? '', /^mapped is .*4-6:---.* leave .*4-6:r--/);
  });

  test('a scenario asks for it once', async () => {
    const twice = world([], [], 1);
    await rejects(
      explore(ask({ ...twice, properties: [linearizable('one'), linearizable('two')] })),
      /said of all memory calls, once/,
    );
  });
});
