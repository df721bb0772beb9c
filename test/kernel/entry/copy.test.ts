/** How the kernel copies from and to user memory: what it finds, may not, and waits for. */
import { remoteOf, callAt } from '../../support/remote.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';
import {
  compute,
  mprotect,
  munmap,
  read,
  store,
  syscall,
  waitFor,
  write,
} from '../../../scenarios/file/build.ts';

const readv = (far: `&${string}`, count: number, into: 'r4' | 'r5' = 'r4') =>
  callAt('process_vm_readv', ['$thread.b', '&own', far, count, 0], into);
const B = [compute('r0', 0)];
const outcomesOf = (...args: Parameters<typeof remoteOf>) => [...walk(remoteOf(...args)).outcomes];

suite('kernel/entry/copy', (test) => {
  test('words are copied across the border of two pages', () => {
    const a = [
      readv('&data', 3),
      read('@own', 0, 'r0'),
      read('@own', 1, 'r1'),
      read('@own+1', 0, 'r2'),
      syscall('process_vm_readv', ['$thread.a', '&own', '&data', 1], 'r5'),
    ];
    const observe = ['a.r4', 'a.r0', 'a.r1', 'a.r2', 'a.r5'];
    equal(outcomesOf({ a, b: B }, { observe }).sort(), ['-3,0,0,0,1', '3,7,8,9,1']);
  });

  test('what the caller may not write is EFAULT and no signal', () => {
    const a = [
      mprotect('@own', 1, 'r--'),
      callAt('process_vm_readv', ['$thread.a', '&own', '&data', 2, 0], 'r4'),
      callAt('process_vm_readv', ['$thread.a', 500, '&data', 2, 0], 'r5'),
      callAt('process_vm_readv', ['$thread.a', -1, '&data', 2, 0], 'r6'),
    ];
    equal(outcomesOf({ a }, { observe: ['a.r4', 'a.r5', 'a.r6', 'a.signal'] }), ['-14,-14,-14,0']);
  });

  test('what was copied before the fault counts', () => {
    const a = [
      munmap('@data+1', 1),
      callAt('process_vm_readv', ['$thread.a', '&own', '&data', 4, 0], 'r4'),
    ];
    equal(outcomesOf({ a }, { observe: ['a.r4'] }), ['2']);
  });

  test('an untouched page gets its frame from the copy, on either side', () => {
    const a = [
      callAt('process_vm_writev', ['$thread.a', '&data', '&own+2', 1, 0], 'r4'),
      read('@own+1', 0, 'r0'),
      callAt('process_vm_readv', ['$thread.a', '&data', '&own', 1, 0], 'r5'),
      read('@data', 0, 'r1'),
    ];
    equal(outcomesOf({ a }, { observe: ['a.r4', 'a.r0', 'a.r5', 'a.r1'] }), ['1,7,1,0']);
  });

  test('a copy that finds no frame waits for one', () => {
    const scenario = remoteOf(
      {
        a: [
          store('went', 1),
          callAt('process_vm_readv', ['$thread.a', '&own', '&data', 1, 0], 'r4'),
        ],
        b: [waitFor('went', '==', 1), munmap('@data+1', 1)],
      },
      { words: { went: 0 }, paging: { frames: 2, wordsPerFrame: 2 }, observe: ['a.r4'] },
    );
    const { outcomes, deadlocks } = walk(scenario);
    equal([...outcomes], ['1']);
    is(deadlocks, 0);
  });

  test('somebody may write between two words', () => {
    const a = [
      callAt('process_vm_readv', ['$thread.a', '&own', '&data', 2, 0], 'r4'),
      read('@own', 0, 'r0'),
      read('@own', 1, 'r1'),
    ];
    const b = [write('@data', 0, 1), write('@data', 1, 2)];
    const outcomes = outcomesOf({ a, b }, { observe: ['a.r0', 'a.r1'] });
    equal(outcomes.sort(), ['1,2', '1,8', '7,2', '7,8']);
  });

  for (const design of ['mmap-lock', 'per-vma-refcount'] as const)
    test(`a copy under ${design} goes by the protection that stands`, () => {
      const a = [callAt('process_vm_writev', ['$thread.a', '&own', '&data', 1, 0], 'r4')];
      const b = [mprotect('@data', 1, 'r--', 'r5'), read('@data', 0, 'r0')];
      const scenario = remoteOf(
        { a, b },
        { addressSpaceLock: { design }, observe: ['a.r4', 'b.r0'], mapCountLimit: 8 },
      );
      const { outcomes, lockFaults } = walk(scenario);
      equal([[...outcomes].sort(), [...lockFaults]], [['-14,7', '1,0'], []]);
    });
});
