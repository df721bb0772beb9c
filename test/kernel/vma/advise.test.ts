/** madvise: which pages it touches, what it returns, and that every lock design lets it do so. */
import {
  ADDRESS_SPACE_DESIGNS,
  ERRNO,
  listText,
  MADV,
  madvise,
  mseal,
  THREAD,
} from '../../../kernel/index.ts';
import { STEP } from '../../../actors/index.ts';
import { mprotect, munmap, read, syscall, write } from '../../../scenarios/file/build.ts';
import { createAddressSpace, STRIP_PAGE } from '../../support/address-space.ts';
import { is, suite } from '../../support/suite.ts';
import { bootScenario, scenarioOf } from '../../support/walk.ts';

const { DONTNEED, GUARD_INSTALL, GUARD_REMOVE } = MADV;
const SEGV_MAPERR = 1;

/** Advises on a drawn address space: the parts that were touched, the result, the list behind. */
function advised(draw: string, page: number, count: number, advice: number, sealed = 0): string {
  const world = createAddressSpace({ draw });
  mseal(world, STRIP_PAGE, sealed);
  const parts: string[] = [];
  const act = (name: string) => (_world: unknown, from: number, pages: number) => {
    parts.push(`${name} ${from - STRIP_PAGE}+${pages}`);
  };
  const acts = { zap: act('zap'), guard: act('guard'), unguard: act('unguard') };
  is(madvise(world, STRIP_PAGE + page, count, advice), advise());
  return parts.join(' ') + listOf();

  function advise(): number {
    const result = madvise(world, STRIP_PAGE + page, count, advice, acts);
    parts.push(String(result));
    return result;
  }

  function listOf(): string {
    return advice === GUARD_INSTALL ? ` ${listText(world, STRIP_PAGE, STRIP_PAGE + 50, true)}` : '';
  }
}

suite('kernel/vma/advise', (test) => {
  test('it goes VMA by VMA, and a hole is ENOMEM in the end', () => {
    is(advised('WWRR', 1, 2, DONTNEED), 'zap 1+1 zap 2+1 0');
    is(advised('WW.RR', 0, 5, DONTNEED), `zap 0+2 zap 3+2 -${ERRNO.ENOMEM}`);
    is(advised('WW', 1, 3, GUARD_REMOVE), `unguard 1+1 -${ERRNO.ENOMEM}`);
    is(advised('WW', 5, 3, DONTNEED), `-${ERRNO.ENOMEM}`);
  });

  test('markers split nothing, and give the VMA an anon_vma', () => {
    is(advised('0-4:rw-+a', 1, 2, GUARD_INSTALL), 'guard 1+2 0 0-4:rw-+a#1');
    is(advised('0-4:rw-+a#7', 1, 2, GUARD_INSTALL), 'guard 1+2 0 0-4:rw-+a#7');
    is(advised('0-2:r-- 2-4:r--#7', 0, 1, GUARD_INSTALL), 'guard 0+1 0 0-2:r--#7 2-4:r--#7');
  });

  test('sealed memory is discarded only where it could be overwritten', () => {
    is(advised('RRWW', 0, 3, DONTNEED, 2), `-${ERRNO.EPERM}`);
    is(advised('WWRR', 0, 3, DONTNEED, 2), 'zap 0+2 zap 2+1 0');
    is(advised('RR', 0, 1, GUARD_REMOVE, 2), 'unguard 0+1 0');
    is(advised('0-2:r--@4', 0, 1, DONTNEED, 2), 'zap 0+1 0');
  });

  for (const { name } of ADDRESS_SPACE_DESIGNS)
    test(`pages lose contents and get markers under ${name}`, () => {
      const { world, stepper } = bootScenario(
        scenarioOf({
          regions: {
            native: { page: 0, pages: 1, prot: 'r-x' },
            data: { page: 4, pages: 4, prot: 'rw-' },
            room: { page: 10, pages: 4, prot: 'rw-', absent: true },
          },
          addressSpaceLock: { design: name },
          paging: { frames: 8, wordsPerFrame: 1 },
          threads: {
            a: {
              at: 'native',
              program: [
                write(4, 0, 7),
                write(5, 0, 8),
                syscall('madvise', [4, 1, DONTNEED], 'r0'),
                read(4, 0, 'r1'),
                syscall('madvise', [6, 1, GUARD_INSTALL]),
                syscall('madvise', [4, 9, DONTNEED], 'r2'),
                // What was dropped is zero, what has a marker is not there.
                read(5, 0, 'r3'),
                read(6, 0, 'r7', 'r4'),
                write(5, 0, 9),
                // The marker moves along, and what was written does.
                syscall('mremap', [4, 4, 4, 3, 10], 'r5'),
                read(11, 0, 'r6'),
                read(12, 0, 'r7', 'r3'),
                syscall('madvise', [12, 1, GUARD_REMOVE]),
                read(12, 0, 'r7', 'r4'),
                mprotect(10, 1, 'r--'),
                munmap(13, 1),
                syscall('madvise', [13, 1, DONTNEED], 'r7'),
              ],
            },
          },
        }),
      );
      while (stepper.step(0) === STEP.moved);
      const first = world.thread(0) + THREAD.REGISTER;
      const registers = world.words.array.slice(first, first + 8);
      const { ENOMEM } = ERRNO;
      is(registers.join(), [0, 0, -ENOMEM, SEGV_MAPERR, 0, 10, 9, -ENOMEM].join());
      is(listText(world, 4, 20), '6-7:r--+a 7-9:rw-+a');
    });

  test('an unknown advice, or a range that is none, is EINVAL, and no pages are no call', () => {
    const { world, stepper } = bootScenario(
      scenarioOf({
        regions: { native: { page: 0, pages: 1, prot: 'r-x' } },
        threads: {
          a: {
            at: 'native',
            program: [
              syscall('madvise', [0, 1, 77], 'r0'),
              syscall('madvise', [0, -1, DONTNEED], 'r1'),
              syscall('madvise', [0, 0, DONTNEED], 'r2'),
              syscall('madvise', [0, 1, DONTNEED], 'r3'),
            ],
          },
        },
      }),
    );
    while (stepper.step(0) === STEP.moved);
    const first = world.thread(0) + THREAD.REGISTER;
    const { EINVAL } = ERRNO;
    is(world.words.array.slice(first, first + 4).join(), `-${EINVAL},-${EINVAL},0,0`);
  });
});
