/** The memory calls: their results, their partial effects, and who sees what in between. */
import type { CheckDesign } from '../../../kernel/index.ts';
import { type Program, STEP } from '../../../actors/index.ts';
import { ADDRESS_SPACE_DESIGNS, listText } from '../../../kernel/index.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { bootScenario, scenarioOf, walk } from '../../support/walk.ts';
import { mmap, mprotect, munmap, syscall } from '../../../scenarios/file/build.ts';

const REGIONS = {
  native: { page: 0, pages: 1, prot: 'r-x' },
  data: { page: 4, pages: 6, prot: 'rw-' },
};

/** The address space behind a program that runs alone, and the registers r0 to r2. */
function after(program: Program, check?: CheckDesign): string {
  const { world, stepper } = bootScenario(
    scenarioOf({
      regions: REGIONS,
      interposition: check === undefined ? { kind: 'none' } : { kind: 'memmap', check },
      threads: { a: { at: 'native', program } },
    }),
  );
  while (stepper.step(0) === STEP.moved);
  return listText(world, 0, 100).replaceAll('+a', '').replace('0-1:r-x ', '');
}

suite('kernel/syscalls/memory', (test) => {
  test('every lock design leaves the same address space', () => {
    const program = [
      mprotect(5, 2, 'r--'),
      mmap(8, 4, 'r-x!'),
      munmap(4, 1),
      mprotect(9, 1, 'r-x'),
    ];
    const spaces = ([undefined, 'unlocked', 'locked', 'contained'] as const).map((check) =>
      after(program, check),
    );
    equal(new Set(spaces).size, 1);
    is(spaces[0], '5-7:r-- 7-8:rw- 8-9:r-x! 9-10:r-x 10-12:r-x!');
  });

  test('mprotect over a hole changes what is before it and fails', () => {
    const { outcomes } = walk(
      scenarioOf({
        regions: REGIONS,
        threads: {
          a: {
            at: 'native',
            program: [munmap(6, 1), mprotect(4, 6, 'r--', 'r0')],
          },
        },
        observe: ['a.r0', 'mapCount'],
      }),
    );
    equal([...outcomes], ['-12,3']);
    is(after([munmap(6, 1), mprotect(4, 6, 'r--')]), '4-6:r-- 7-10:rw-');
  });

  test('a reader without the lock can see an edit half done, one with the lock cannot', () => {
    const seen = (check: CheckDesign) =>
      walk(
        scenarioOf({
          regions: {
            native: { page: 0, pages: 1, prot: 'r-x' },
            foreign: { page: 5, pages: 1, prot: 'r-x!', foreign: true },
            above: { page: 9, pages: 1, prot: 'r-x' },
          },
          interposition: { kind: 'memmap', check },
          threads: {
            // MAP_FIXED removes and then inserts: in between the page is a hole.
            loader: { at: 'native', program: [mmap(5, 1, 'r-x!')] },
            game: {
              at: 'foreign',
              program: [{ do: 'jump', to: 5, foreign: true }, syscall('getpid')],
            },
          },
          properties: [
            { kind: 'never', name: 'escape', that: { event: 'escaped', thread: 'game' } },
          ],
        }),
      ).violated;
    ok(seen('unlocked').has('escape'));
    equal([...seen('locked')], []);
  });

  test('shared anonymous memory never merges with its neighbour', () => {
    const shared = 0x01 | 0x20 | 0x10;
    is(
      after([syscall('mmap', [20, 1, 3, shared]), syscall('mmap', [21, 1, 3, shared])]),
      '4-10:rw- 20-21:rw-+s 21-22:rw-+s',
    );
  });

  test('a call that is refused returns its errno and changes nothing', () => {
    is(after([syscall('mprotect', [5, 1, 0x10]), munmap(5, 0)]), '4-10:rw-');
  });

  for (const { name } of ADDRESS_SPACE_DESIGNS)
    test(`mremap, brk and madvise beside each other end as one after the other: ${name}`, () => {
      const { outcomes, violated } = walk(
        scenarioOf({
          regions: { ...REGIONS, data: { page: 4, pages: 2, prot: 'rw-' } },
          heap: { page: 20, pages: 1 },
          addressSpaceLock: { design: name },
          threads: {
            mover: { at: 'native', program: [syscall('mremap', [4, 2, 2, 3, 6], 'r0')] },
            other: {
              at: 'native',
              program: [syscall('brk', [22], 'r0'), syscall('madvise', [4, 2, 4], 'r1')],
            },
          },
          observe: ['mover.r0', 'other.r0', 'other.r1', 'mapCount'],
        }),
      );
      equal([...violated], []);
      // What was advised on is still there, or was moved.
      equal([...outcomes].sort(), ['6,22,-12,3', '6,22,0,3']);
    });

  test('two calls that move the break exclude each other', () => {
    for (const { name } of ADDRESS_SPACE_DESIGNS) {
      const { outcomes } = walk(
        scenarioOf({
          regions: REGIONS,
          heap: { page: 20, pages: 1 },
          addressSpaceLock: { design: name },
          threads: {
            a: { at: 'native', program: [syscall('brk', [23], 'r0')] },
            b: { at: 'native', program: [syscall('brk', [22], 'r0')] },
          },
          observe: ['a.r0', 'b.r0', 'mapCount'],
        }),
      );
      equal([...outcomes], ['23,22,3']);
    }
  });
});
