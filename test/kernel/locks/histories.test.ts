/**
 * Histories: the same random calls under every lock design. Alone each gives what an array of pages
 * gives; from several real workers at once the table is sound when all is quiet, nothing is held,
 * every call was counted, and no reader of a sound design has met a stale or a freed VMA.
 */
import * as fc from 'fast-check';
import {
  type AddressSpaceLock,
  ADDRESS_SPACE_DESIGNS,
  createExclusiveWorld,
  DESIGN_NAMES,
  type DesignName,
  findVma,
  LOCK,
  MAP,
  mapCount,
  NO_VMA,
  PROT,
  SEGV_ACCERR,
  SEGV_MAPERR,
  tableFault,
  THREAD,
  VMA,
  VMA_WORDS,
  vmaEnd,
  vmaFile,
  vmaFlags,
  vmaStart,
  type World,
} from '../../../kernel/index.ts';
import {
  type Instruction,
  layoutFor,
  type Program,
  type Scenario,
  STEP,
} from '../../../actors/index.ts';
import { ask, Crew, explore, type ParallelFigures, run } from '../../../workers/index.ts';
import { planObservation } from '../../../workers/parallel/observation.ts';
import { nosyscallCheckDesigns } from '../../../scenarios/litmus/address-space-locks.ts';
import { access, loop, munmap, mmap, scenario, syscall } from '../../../scenarios/file/build.ts';
import { NaivePages } from '../../support/naive-pages.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { bootScenario, scenarioOf } from '../../support/walk.ts';

const SEED = 20_250_213;
/** Pages of the address space; the first two are the code that calls. */
const LENGTH = 28;
const FIRST = 4;
const RW = PROT.READ | PROT.WRITE;
const ANONYMOUS = MAP.PRIVATE | MAP.ANONYMOUS;

/** One call of a history, on pages from `FIRST` on. */
interface Call {
  readonly kind: 'mmap' | 'beside' | 'munmap' | 'mprotect' | 'access';
  readonly page: number;
  readonly count: number;
  readonly prot: number;
  readonly access: number;
}

const calls = (length: number) =>
  fc.record({
    kind: fc.constantFrom('mmap', 'beside', 'munmap', 'mprotect', 'mprotect', 'access'),
    page: fc.integer({ min: FIRST, max: length - 1 }),
    count: fc.integer({ min: 1, max: 6 }),
    prot: fc.constantFrom(PROT.NONE, PROT.READ, RW, PROT.READ | PROT.EXEC),
    access: fc.nat(2),
  });

const ACCESSES = ['read', 'write', 'execute'] as const;

/** The call as an instruction whose result register 0 takes. */
function instructionOf({ kind, page, count, prot, access: how }: Call): Instruction {
  if (kind === 'access') return access(page, ACCESSES[how]!, 'r0');
  if (kind === 'munmap') return munmap(page, count, 'r0');
  if (kind === 'mprotect') return syscall('mprotect', [page, count, prot], 'r0');
  const fixed = kind === 'mmap' ? MAP.FIXED : MAP.FIXED_NOREPLACE;
  return syscall('mmap', [page, count, prot, ANONYMOUS | fixed], 'r0');
}

/** The VMAs as entries `start-end:flags@file`. */
function runsOf(world: World): string[] {
  const runs: string[] = [];
  for (let record = findVma(world, 0); record !== NO_VMA;) {
    const end = vmaEnd(world, record);
    const attributes = `${vmaFlags(world, record)}@${vmaFile(world, record)}`;
    runs.push(`${vmaStart(world, record)}-${end}:${attributes}`);
    record = findVma(world, end);
  }
  return runs;
}

/**
 * What the array of pages says of an access; nothing is written, so that no VMA has an anon_vma.
 */
function touch(pages: NaivePages, page: number, how: number): number {
  const flags = pages.pages[page]?.flags;
  if (flags === undefined) return SEGV_MAPERR;
  return (flags & [PROT.READ, PROT.WRITE, PROT.EXEC][how]!) === 0 ? SEGV_ACCERR : 0;
}

suite('kernel/locks/histories: alone', (test) => {
  for (const design of DESIGN_NAMES)
    for (const mapCountLimit of [LENGTH, 100])
      test(`${design}, ${mapCountLimit} mappings at most, does what the array of pages does (seed ${SEED})`, () => {
        fc.assert(
          fc.property(fc.array(calls(LENGTH), { minLength: 1, maxLength: 30 }), (drawn) => {
            const pages = new NaivePages(LENGTH + 6);
            pages.mmap(0, 2, PROT.READ | PROT.EXEC, 0, 0);
            const expected: number[] = [];
            const history = drawn.map((call): Call => {
              const { kind, page, count, prot } = call;
              // A write that succeeds would give an anon_vma, of which the array knows nothing.
              const how = touch(pages, page, call.access) === 0 ? 0 : call.access;
              if (kind === 'access') expected.push(touch(pages, page, how));
              else if (kind === 'munmap') expected.push(pages.munmap(page, count));
              else if (kind === 'mprotect') expected.push(pages.mprotect(page, count, prot));
              else {
                const flags = kind === 'mmap' ? MAP.FIXED : MAP.FIXED_NOREPLACE;
                expected.push(pages.mmap(page, count, prot, flags, 0));
              }
              return { ...call, access: how };
            });
            const { world, stepper } = bootScenario(
              scenarioOf({
                regions: { native: { page: 0, pages: 2, prot: 'r-x' } },
                interposition: { kind: 'memmap', check: 'contained' },
                addressSpaceLock: { design },
                mapCountLimit,
                threads: { a: { at: 'native', program: history.map(instructionOf) } },
              }),
            );
            const at = world.thread(0);
            const results: number[] = [];
            let counter = world.words.get(at + THREAD.PROGRAM_COUNTER);
            while (stepper.step(0) === STEP.moved) {
              const now = world.words.get(at + THREAD.PROGRAM_COUNTER);
              if (now !== counter) results.push(world.words.get(at + THREAD.REGISTER));
              counter = now;
            }
            equal(results.slice(0, expected.length), expected);
            equal(runsOf(world), pages.runs());
            is(tableFault(world, true), undefined);
          }),
          { seed: SEED, numRuns: 12 },
        );
      });
});

/** Makes a run and reads the world that it leaves behind, when nobody moves any more. */
async function rest(
  load: Scenario,
  crew: Crew,
): Promise<{ readonly world: World; readonly figures: ParallelFigures }> {
  const question = ask(load);
  const outcome = await run(question, { amount: { durationMs: 20_000 }, crew, seed: SEED });
  ok(outcome.parallel !== null);
  const { wordCount } = planObservation(load);
  const options = { padded: true, observationWordCount: wordCount };
  const world = createExclusiveWorld(layoutFor(question.compiled, question.table, options));
  world.restore(await crew.kernel.snapshot());
  return { world, figures: outcome.parallel };
}

/** Locks, references and read sections that somebody still holds. */
function heldWords(world: World, design: DesignName, threads: number): number {
  const { layout, words } = world;
  let held = words.get(world.lock(0) + LOCK.COUNT);
  for (let thread = 0; thread < threads; thread += 1) {
    held += words.get(world.thread(thread) + THREAD.HELD);
    const own = layout.spaceThread + thread * layout.spaceThreadStride;
    // A cached range is held by nobody.
    const count = design === 'range-cache' ? 1 : layout.spaceThreadStride;
    for (let word = 0; word < count; word += 1) held += words.get(own + word);
  }
  if (design === 'range-lock') held += words.get(layout.space) + words.get(layout.space + 1);
  for (let record = 0; record < layout.bounds.vmaCapacity; record += 1) {
    const word =
      layout.vmaLockStride === 0 ? 0 : words.get(layout.vmaLock + record * layout.vmaLockStride);
    // An even sequence is held by nobody.
    const count = design === 'speculative' ? word & 1 : word;
    const isInUse = words.get(layout.vma + record * VMA_WORDS + VMA.END) !== 0;
    held += count - (design === 'per-vma-refcount' && isInUse ? 1 : 0);
  }
  return held;
}

const FOREIGN = { page: 40, pages: 1, prot: 'r-x!', foreign: true } as const;
/** Times that each thread goes through its history. */
const TURNS = 60;

/** Two threads that edit the same pages, one that touches them, one that calls and its loader. */
function workload(
  addressSpaceLock: AddressSpaceLock,
  mapCountLimit: number,
  histories: readonly (readonly Call[])[],
): Scenario {
  const looped = (program: Program) => ({ at: 'native', program: [loop(TURNS, ...program)] });
  const [touched = [], ...edited] = histories.map((history) => history.map(instructionOf));
  return scenario({
    name: 'histories',
    regions: { native: { page: 0, pages: 2, prot: 'r-x' }, foreign: FOREIGN },
    interposition: { kind: 'memmap', check: 'contained' },
    addressSpaceLock,
    mmapLock: 'queued-rwsem',
    mapCountLimit,
    threads: {
      game: { at: 'foreign', program: [loop(TURNS * 4, syscall('getpid'))] },
      loader: looped([munmap('@foreign', 1), mmap('@foreign', 1, 'r-x!')]),
      toucher: looped(touched),
      ...Object.fromEntries(edited.map((program, index) => [`editor-${index}`, looped(program)])),
    },
  });
}

suite('kernel/locks/histories: from several workers', (test) => {
  const THREADS = 5;
  const crew = new Crew(THREADS);
  const EDIT_COUNT = 10;
  const touches = fc.array(calls(20), { minLength: 8, maxLength: 8 });
  const edits = fc.array(calls(20), { minLength: EDIT_COUNT, maxLength: EDIT_COUNT });
  const drawn = fc.sample(fc.tuple(touches, edits, edits), { seed: SEED, numRuns: 2 });
  const asEdit = (call: Call): Call =>
    call.kind === 'access' ? { ...call, kind: 'munmap' } : call;

  for (const design of DESIGN_NAMES)
    test(`${design} leaves a sound table and holds nothing (seed ${SEED})`, async () => {
      for (const [index, [touching, ...editing]] of drawn.entries()) {
        const mapCountLimit = index % 2 === 0 ? 100 : 60;
        const histories = [
          touching.map((call): Call => ({ ...call, kind: 'access' })),
          ...editing.map((history) => history.map(asEdit)),
        ];
        const { world, figures } = await rest(workload({ design }, mapCountLimit, histories), crew);
        is(tableFault(world), undefined);
        is(runsOf(world).length, mapCount(world));
        is(heldWords(world, design, THREADS), 0);
        const { mmap: maps, munmap: unmaps, mprotect: protects, ...others } = figures.total;
        is(maps + unmaps + protects, TURNS * (2 * EDIT_COUNT + 2));
        is(others.fault, TURNS * 8);
        if (design === 'unlocked') continue;
        equal([others.staleDecision, others.useAfterFree], [0, 0]);
      }
    });

  test('what is held in the middle of a call is told', () => {
    for (const design of DESIGN_NAMES) {
      const [touching, ...editing] = drawn[0]!;
      const { world, stepper } = bootScenario(workload({ design }, 60, [touching, ...editing]));
      let most = 0;
      for (let step = 0; step < 200 && stepper.step(THREADS - 1) === STEP.moved; step += 1)
        most = Math.max(most, heldWords(world, design, THREADS));
      ok(most > 0, design);
    }
  });

  test('the workers leave', () => crew.close());
});

suite('kernel/locks/histories: broken twins', (test) => {
  /** Turns after which real workers that race for a twin’s fault have had their chance. */
  const CHANCES = 2_000;
  const crew = new Crew(3);

  ADDRESS_SPACE_DESIGNS.forEach(({ name, omissions }, design) => {
    const twins = name === 'unlocked' ? [0] : omissions.map((_omission, index) => index + 1);
    for (const without of twins) {
      const isCache = name === 'range-cache';
      const marks = isCache ? 1 : 0;
      const parameters = { design, without, marks, calls: marks + 1 };
      const twin = without === 0 ? name : `${name} without ${omissions[without - 1]}`;
      const small = nosyscallCheckDesigns.build(parameters);
      const looped = {
        ...small,
        properties: [],
        expect: {},
        threads: Object.fromEntries(
          Object.entries(small.threads).map(([thread, { at, program }]) => [
            thread,
            { at, program: [loop(CHANCES, ...program)] },
          ]),
        ),
      };
      test(`${twin} is caught by workers, or by exploration of the same calls`, async () => {
        const outcome = await run(ask(looped), {
          amount: { durationMs: 2_000 },
          crew,
          seed: SEED,
          roundDeadlineMs: 300,
        });
        const { staleDecision = 0, useAfterFree = 0 } = outcome.parallel?.total ?? {};
        const isStuck = outcome.findings.some(({ kind }) => kind === 'deadline');
        const count = staleDecision + useAfterFree;
        console.log(`    ${twin}: ${count} caught by workers${isStuck ? ', which got stuck' : ''}`);
        if (count > 0 || isStuck) return;
        const explored = await explore(ask(small), { all: true });
        is(explored.verdict, 'violated');
      });
    }
  });

  test('the workers leave', () => crew.close());
});
