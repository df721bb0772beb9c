/** read into user memory, and write from it: words of files, cut off where a copy is. */
import { callAt, remoteOf } from '../../support/remote.ts';
import { equal, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';
import { munmap, read, syscall } from '../../../scenarios/file/build.ts';

const TASKS = {
  processes: { main: { files: { 0: 1, 1: 2 } } },
  contents: { 1: [41, 42, 43] },
};
const outcomesOf = (programs: Parameters<typeof remoteOf>[0], observe: readonly string[]) =>
  [...walk(remoteOf(programs, { observe }, TASKS)).outcomes].sort();

suite('kernel/syscalls/read-write', (test) => {
  test('a read gives the words of a file from the first on, each time', () => {
    const a = [
      callAt('read', [0, '&own', 2], 'r4'),
      callAt('read', [0, '&own+2', 9], 'r5'),
      callAt('read', [1, '&own', 9], 'r6'),
      read('@own', 1, 'r0'),
      read('@own+1', 0, 'r1'),
    ];
    equal(outcomesOf({ a }, ['a.r4', 'a.r5', 'a.r6', 'a.r0', 'a.r1']), ['2,2,0,42,41']);
  });

  test('what cannot be copied cuts a call off, and is EFAULT if nothing was', () => {
    const a = [
      munmap('@data+1', 1),
      callAt('read', [0, '&data', 3], 'r4'),
      callAt('write', [0, '&data', 3], 'r5'),
      callAt('read', [0, '&data+2', 3], 'r6'),
      callAt('write', [0, '&data+2', 3], 'r7'),
    ];
    equal(outcomesOf({ a }, ['a.r4', 'a.r5', 'a.r6', 'a.r7']), ['2,2,-14,-14']);
  });

  test('what is written is what was copied', () => {
    const a = [callAt('write', [0, '&data', 3], 'r4')];
    equal(outcomesOf({ a }, ['a.r4', 'a.executed0', 'a.executed2']), ['3,7,9']);
  });

  test('descriptors and counts are looked at first', () => {
    const a = [
      callAt('read', [5, 900, 1], 'r4'),
      callAt('read', [0, 900, -1], 'r5'),
      callAt('write', [0, 900, 0], 'r6'),
    ];
    equal(outcomesOf({ a }, ['a.r4', 'a.r5', 'a.r6']), ['-9,-22,0']);
  });

  test('a read goes on with its file when somebody closes the descriptor', () => {
    const a = [callAt('read', [0, '&own', 2], 'r4')];
    const b = [syscall('close', [0])];
    equal(outcomesOf({ a, b }, ['a.r4']), ['-9', '2']);
  });
});
