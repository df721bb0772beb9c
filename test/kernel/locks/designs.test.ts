/** The lock designs: sound ones prove free of stale and freed VMAs, and each twin is caught. */
import {
  ADDRESS_SPACE_DESIGNS,
  designNamed,
  type DesignName,
  ExclusiveWords,
  munmap as unmapNow,
  RecordedWords,
  THREAD,
  World,
} from '../../../kernel/index.ts';
import { STEP, createStepper } from '../../../actors/index.ts';
import { ask, explore } from '../../../workers/index.ts';
import { classWord } from '../../../kernel/locks/held.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { bootScenario, scenarioOf } from '../../support/walk.ts';
import { listText } from '../../../kernel/index.ts';
import { nosyscallCheckDesigns } from '../../../scenarios/litmus/address-space-locks.ts';
import { access, mmap, mprotect, munmap, syscall } from '../../../scenarios/file/build.ts';

/** What an exhaustive search finds, as messages. */
async function findings(design: number, without: number, marks: number): Promise<string[]> {
  const scenario = nosyscallCheckDesigns.build({ design, without, marks, calls: marks + 1 });
  const outcome = await explore(ask(scenario), { all: true });
  ok(outcome.asExpected, `${outcome.verdict}, expected ${outcome.expected}`);
  return outcome.findings.map(({ kind, message }) => (kind === 'deadlock' ? kind : message));
}

const FREED = 'the check reads a freed mapping';
const STALE = 'the decision is not the table’s';

/** What is found of each twin where mappings come and go; those of marks stand apart. */
const CAUGHT: Readonly<Record<string, readonly string[]>> = {
  'mmap-lock without the hold': [FREED, STALE],
  'per-vma without the sequence': [FREED, STALE],
  'per-vma without the detached check': [FREED, STALE],
  'per-vma without the read section': [FREED],
  'per-vma without the release before the fallback': ['deadlock'],
  'per-vma-refcount without the look again': [FREED],
  'per-vma-refcount without the sequence': [FREED],
  'range-cache without the serial': [],
  'range-lock without the hold': [FREED, STALE],
  'user-dispatch-range without the static range': [STALE],
  'speculative without the recheck': [FREED, STALE],
  'speculative without the odd sequence': [FREED, STALE],
};

/** The address space and the results of a program that runs alone. */
function alone(design: (typeof ADDRESS_SPACE_DESIGNS)[number]['name']): string {
  const { world, stepper } = bootScenario(
    scenarioOf({
      regions: {
        native: { page: 0, pages: 1, prot: 'r-x' },
        data: { page: 4, pages: 6, prot: 'rw-' },
      },
      addressSpaceLock: { design },
      threads: {
        a: {
          at: 'native',
          program: [
            access(5, 'write', 'r0'),
            mprotect(5, 2, 'r--', 'r1'),
            access(5, 'write', 'r2'),
            mmap(8, 4, 'r-x!', 'r3'),
            munmap(4, 1, 'r4'),
            access(4, 'read', 'r5'),
            syscall('mmap', [0, 2, 3, 0x22], 'r6'),
            mprotect(20, 1, 'r--', 'r7'),
          ],
        },
      },
    }),
  );
  while (stepper.step(0) === STEP.moved);
  const first = world.thread(0) + THREAD.REGISTER;
  const registers = world.words.array.slice(first, first + 8);
  return `${listText(world, 0, 5_000)} ${registers.join()}`;
}

/**
 * Who may look while an edit is under way: a check of the VMA that is edited, and of another one.
 * Under the mmap lock nobody, as in its row W of the table of lock states; a VMA's own lock, or a
 * lock of its range, bars only who asks for that VMA (Documentation/mm/process_addrs.rst, Linux
 * 6.15, where a write lock excludes every other holder of the same VMA and of no other).
 */
const BESIDE_AN_EDIT: Readonly<
  Record<DesignName, { readonly edited: boolean; readonly other: boolean }>
> = {
  unlocked: { edited: true, other: true },
  'mmap-lock': { edited: false, other: false },
  'per-vma': { edited: false, other: true },
  'per-vma-refcount': { edited: false, other: true },
  // Its serial is the address space's, so whatever is edited empties every cache.
  'range-cache': { edited: false, other: false },
  'range-lock': { edited: false, other: true },
  'user-dispatch-range': { edited: true, other: true },
  speculative: { edited: false, other: true },
};

/** Whether a check of code at a page ends while another thread edits page 4. */
function endsBesideEdit(design: DesignName, page: number): boolean {
  const { stepper } = bootScenario(
    scenarioOf({
      regions: {
        native: { page: 0, pages: 1, prot: 'r-x' },
        edited: { page: 4, pages: 2, prot: 'r-x' },
        other: { page: 20, pages: 1, prot: 'r-x' },
      },
      interposition: { kind: 'memmap', check: 'contained' },
      addressSpaceLock: { design },
      mmapLock: 'queued-rwsem',
      threads: {
        editor: { at: 'native', program: [mprotect(4, 1, 'r--')] },
        caller: { at: page === 4 ? 'edited' : 'other', program: [syscall('getpid', [], 'r0')] },
      },
    }),
  );
  // Where the edit is no step of its own it is made with the one that takes the lock.
  while (!['mm.edit', 'mmap_lock.writeRelease'].includes(stepper.nextName(0)))
    is(stepper.step(0), STEP.moved);
  while (!stepper.isDone(1) && stepper.step(1) === STEP.moved);
  return stepper.isDone(1);
}

suite('kernel/locks/designs', (test) => {
  for (const [design, expected] of Object.entries(BESIDE_AN_EDIT) as [DesignName, object][])
    test(`beside an edit, ${design} lets go on whom it says`, () => {
      const found = { edited: endsBesideEdit(design, 4), other: endsBesideEdit(design, 20) };
      equal(found, expected);
    });

  for (const design of ['per-vma', 'per-vma-refcount'] as const)
    test(`under ${design} a writer that waits for the readers of a VMA bars new ones`, () => {
      const caller = { at: 'edited', program: [syscall('getpid', [], 'r0')] };
      const { world, stepper } = bootScenario(
        scenarioOf({
          regions: {
            native: { page: 0, pages: 1, prot: 'r-x' },
            edited: { page: 4, pages: 2, prot: 'r-x' },
          },
          interposition: { kind: 'memmap', check: 'contained' },
          addressSpaceLock: { design },
          mmapLock: 'queued-rwsem',
          threads: {
            editor: { at: 'native', program: [mprotect(4, 1, 'r--')] },
            first: caller,
            second: caller,
          },
        }),
      );
      const isInside = (thread: number) => world.words.array[classWord(world, thread)] !== 0;
      const rest = (thread: number) => {
        while (!isInside(thread) && stepper.step(thread) === STEP.moved);
      };
      rest(1);
      ok(isInside(1), 'the first reader holds the VMA');
      while (stepper.step(0) === STEP.moved);
      rest(2);
      ok(!isInside(2) && !stepper.isDone(2), 'the second reader waits for the mmap lock');
      for (const thread of [1, 0, 2]) while (stepper.step(thread) === STEP.moved);
      ok([0, 1, 2].every((thread) => stepper.isDone(thread)));
    });

  test('under range-lock a hole is not judged by the VMA above, whenever that one goes', () => {
    const holed = scenarioOf({
      regions: {
        native: { page: 0, pages: 1, prot: 'r-x' },
        hole: { page: 4, pages: 1, prot: 'r-x', absent: true },
        above: { page: 8, pages: 1, prot: 'r-x' },
      },
      interposition: { kind: 'memmap', check: 'contained' },
      addressSpaceLock: { design: 'range-lock' },
      threads: {
        caller: { at: 'hole', program: [syscall('getpid', [], 'r0')] },
        editor: { at: 'native', program: [] },
      },
    });
    const { compiled, kernel, table } = ask(holed);
    let edits = 0;
    for (let moment = 1; moment <= 80; moment += 1) {
      const { world, stepper } = bootScenario(holed);
      while (stepper.nextName(0) !== 'range.read') is(stepper.step(0), STEP.moved);
      const { array } = world.words;
      const editor = new World(new ExclusiveWords(array), world.layout);
      let count = 0;
      const tell = () => {
        count += 1;
        if (count !== moment) return;
        // Another thread, under its own range: it may edit what the caller has not locked.
        unmapNow(editor, editor.thread(1) + THREAD.SCRATCH, 8, 1);
        edits += 1;
      };
      const view = new World(new RecordedWords(array, tell), world.layout);
      const caller = createStepper(view, compiled, kernel, table);
      is(caller.step(0), STEP.moved);
      while (stepper.step(0) === STEP.moved);
      is(world.counters(0).trapped, 1, `access ${moment}: a call from a hole is trapped`);
    }
    ok(edits > 30);
  });

  ADDRESS_SPACE_DESIGNS.forEach(({ name, omissions }, design) => {
    if (name === 'unlocked')
      test('unlocked shows stale decisions and freed mappings', async () => {
        equal((await findings(design, 0, 0)).sort(), [STALE, FREED].sort());
      });
    else
      test(`${name} is proved free of stale decisions and freed mappings`, async () => {
        equal(await findings(design, 0, 0), []);
      });

    omissions.forEach((omission, index) => {
      const twin = `${name} without ${omission}`;
      if (CAUGHT[twin]?.length === 0) return;
      test(`${twin} is caught`, async () => {
        equal(await findings(design, index + 1, 0), CAUGHT[twin]);
      });
    });

    test(`${name} leaves the same address space and results as any other, alone`, () => {
      is(alone(name), alone('mmap-lock'));
    });
  });

  test('a cache whose serial nobody looks at misses a late mark, and with it does not', async () => {
    const design = ADDRESS_SPACE_DESIGNS.indexOf(designNamed('range-cache'));
    equal(await findings(design, 0, 1), []);
    equal(await findings(design, 1, 1), [STALE]);
  });

  test('a static range does not see a late mark', async () => {
    const design = ADDRESS_SPACE_DESIGNS.indexOf(designNamed('user-dispatch-range'));
    ok((await findings(design, 0, 1)).includes(STALE));
  });
});
