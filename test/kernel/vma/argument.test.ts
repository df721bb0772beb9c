/** Raw arguments: Linux's order of checks, and byte ranges that become pages. */
import {
  checkMmap,
  checkMprotect,
  checkMremap,
  checkMunmap,
  ERRNO,
  MAP,
  MMAP_MIN_ADDRESS,
  MREMAP,
  PAGE_COUNT_MAX,
  PROT_GROWSDOWN,
  PROT_GROWSUP,
  TASK_SIZE,
} from '../../../kernel/index.ts';
import { equal, is, suite } from '../../support/suite.ts';

const BASE = 0x40_0000n;
const ALL = 0xffff_ffff_ffff_ffffn;
const FIXED = MAP.PRIVATE | MAP.ANONYMOUS | MAP.FIXED;
const HINT = MAP.PRIVATE | MAP.ANONYMOUS;

suite('kernel/vma/argument', (test) => {
  const fixed = (address: bigint, length: bigint, isPrivileged = true) =>
    checkMmap(address, length, FIXED, false, isPrivileged);

  test('mmap rounds lengths up to pages', () => {
    equal(fixed(BASE, 1n), { page: 0x400, count: 1 });
    equal(fixed(BASE, 0x1001n), { page: 0x400, count: 2 });
  });

  test('mmap reports a missing file before a missing length', () => {
    is(checkMmap(BASE, 0n, MAP.PRIVATE, false, true), -ERRNO.EBADF);
    is(checkMmap(BASE, 0n, MAP.PRIVATE, true, true), -ERRNO.EINVAL);
  });

  test('mmap reports lengths that wrap around or do not fit as ENOMEM', () => {
    is(fixed(BASE, ALL), -ERRNO.ENOMEM);
    is(fixed(0n, TASK_SIZE + 1n), -ERRNO.ENOMEM);
    is(fixed(TASK_SIZE, 1n), -ERRNO.ENOMEM);
    is(fixed(TASK_SIZE + 1n, 1n), -ERRNO.ENOMEM);
  });

  test('mmap refuses fixed addresses that are unaligned or too low', () => {
    is(fixed(BASE + 1n, 1n), -ERRNO.EINVAL);
    is(fixed(0n, 1n, false), -ERRNO.EPERM);
    is(fixed(MMAP_MIN_ADDRESS - 0x1000n, 1n, false), -ERRNO.EPERM);
    equal(fixed(0n, 1n), { page: 0, count: 1 });
    equal(fixed(MMAP_MIN_ADDRESS, 1n, false), { page: 16, count: 1 });
  });

  test('mmap rounds hints up, lifts low ones and forgets those that do not fit', () => {
    const hint = (address: bigint, length = 1n) => checkMmap(address, length, HINT, false, false);
    equal(hint(BASE + 1n), { page: 0x401, count: 1 });
    equal(hint(0x1000n), { page: 16, count: 1 });
    equal(hint(0n), { page: 0, count: 1 });
    equal(hint(TASK_SIZE), { page: 0, count: 1 });
    equal(hint(ALL), { page: 0, count: 1 });
  });

  test('munmap reports everything wrong as EINVAL', () => {
    is(checkMunmap(BASE, 0n), -ERRNO.EINVAL);
    is(checkMunmap(BASE + 1n, 0x1000n), -ERRNO.EINVAL);
    is(checkMunmap(BASE, 0xffff_ffff_ffff_efffn), -ERRNO.EINVAL);
    is(checkMunmap(TASK_SIZE + 0x1000n, 1n), -ERRNO.EINVAL);
    equal(checkMunmap(BASE, 0x1001n), { page: 0x400, count: 2 });
    equal(checkMunmap(0n, TASK_SIZE), { page: 0, count: PAGE_COUNT_MAX });
  });

  test('where no page is simulated nothing is mapped', () => {
    const high = 0x7fff_0000_0000n;
    is(checkMunmap(high, 0x1000n), 0);
    is(checkMprotect(high, 0x1000n, 1), -ERRNO.ENOMEM);
    is(checkMprotect(high, 0x1000n, 0x10), -ERRNO.EINVAL);
    is(checkMprotect(0xffff_ffff_8000_0000n, 0x1000n, 1), -ERRNO.ENOMEM);
  });

  test('mremap rounds lengths up and refuses what is unaligned, empty or too long', () => {
    const moving = MREMAP.MAYMOVE | MREMAP.FIXED;
    const range = { page: 0x400, oldCount: 2, newCount: 1, newPage: 0 };
    equal(checkMremap(BASE, 0x1001n, 1n, 0, 7n), range);
    equal(checkMremap(BASE, 0x1001n, 1n, moving, 0x2000n), { ...range, newPage: 2 });
    equal(checkMremap(BASE, ALL, 1n, 0, 0n), { ...range, oldCount: 0 });
    is(checkMremap(BASE, 1n, 1n, 8, 0n), -ERRNO.EINVAL);
    is(checkMremap(BASE + 1n, 1n, 1n, 0, 0n), -ERRNO.EINVAL);
    is(checkMremap(BASE, 1n, 0n, 0, 0n), -ERRNO.EINVAL);
    is(checkMremap(BASE, 1n, TASK_SIZE + 1n, 0, 0n), -ERRNO.EINVAL);
    is(checkMremap(BASE, 1n, 1n, moving, 7n), -ERRNO.EINVAL);
    is(checkMremap(BASE, 1n, 1n, moving, TASK_SIZE), -ERRNO.EINVAL);
  });

  test('mprotect looks at alignment, then the length, then the end, then the protection', () => {
    is(checkMprotect(BASE + 1n, 0n, 0x10), -ERRNO.EINVAL);
    is(checkMprotect(BASE, 0n, 0x10), 0);
    is(checkMprotect(BASE, ALL, 0x10), -ERRNO.ENOMEM);
    is(checkMprotect(BASE, 0xffff_ffff_ffff_c000n, 1), -ERRNO.ENOMEM);
    is(checkMprotect(BASE, 1n, 0x10), -ERRNO.EINVAL);
    is(checkMprotect(BASE, 0n, PROT_GROWSDOWN | PROT_GROWSUP), -ERRNO.EINVAL);
    equal(checkMprotect(BASE, 1n, PROT_GROWSDOWN | 0x4f), { page: 0x400, count: 1 });
  });
});
