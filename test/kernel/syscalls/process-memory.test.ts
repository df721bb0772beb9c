/** Memory of other tasks: errnos, force, and whose memory it is when a thread id is used again. */
import { callAt, remoteOf } from '../../support/remote.ts';
import { equal, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';
import {
  branch,
  load,
  mprotect,
  munmap,
  read,
  store,
  syscall,
  waitFor,
} from '../../../scenarios/file/build.ts';

const outcomesOf = (...args: Parameters<typeof remoteOf>) =>
  [...walk(remoteOf(...args)).outcomes].sort();
const open = callAt('open_mem', ['$thread.a'], 'r7');

suite('kernel/syscalls/process-memory', (test) => {
  test('what process_vm_readv refuses, in its order', () => {
    const a = [
      callAt('process_vm_readv', [1, '&own', '&data', 1, 1], 'r0'),
      callAt('process_vm_readv', [1, '&own', '&data', -1, 0], 'r1'),
      callAt('process_vm_readv', [1, '&own', '&data', 0, 0], 'r2'),
      callAt('process_vm_readv', [1, '&own', '&data', 1, 0], 'r3'),
      callAt('process_vm_readv', [1001, '&own', '&data', 1, 0], 'r4'),
      callAt('process_vm_writev', ['$thread.a', 900, '&data', 1, 0], 'r5'),
    ];
    const observe = ['a.r0', 'a.r1', 'a.r2', 'a.r3', 'a.r4', 'a.r5'];
    equal(outcomesOf({ a }, { observe }), ['-22,-22,0,-3,-3,-14']);
  });

  test('what the calls on a memory file refuse, in their order', () => {
    const a = [
      callAt('open_mem', [1], 'r0'),
      open,
      callAt('pread64', [5, '&own', 1, '&data'], 'r1'),
      callAt('pread64', ['r7', '&own', 1, -1], 'r2'),
      callAt('pread64', ['r7', 900, 1, '&data'], 'r3'),
      callAt('pread64', ['r7', '&own', 1, 900], 'r4'),
      callAt('pread64', [0, '&own', 1, '&data'], 'r5'),
    ];
    const tasks = { processes: { main: { files: { 0: 1 } } } };
    const observe = ['a.r0', 'a.r7', 'a.r1', 'a.r2', 'a.r3', 'a.r4', 'a.r5'];
    equal(outcomesOf({ a }, { observe }, tasks), ['-2,1,-9,-22,-14,-5,-29']);
  });

  test('a memory file writes to private memory that is read-only, and process_vm_writev does not', () => {
    const a = [
      mprotect('@data', 1, 'r--'),
      callAt('process_vm_writev', ['$thread.a', '&data+1', '&data', 1, 0], 'r4'),
      read('@data', 0, 'r0'),
      open,
      callAt('pwrite64', ['r7', '&data+1', 1, '&data'], 'r5'),
      read('@data', 0, 'r1'),
      { do: 'write', at: '@data', word: 0, value: 3, fault: 'r2' },
    ] as const;
    const observe = ['a.r4', 'a.r0', 'a.r5', 'a.r1', 'a.r2'];
    equal(outcomesOf({ a }, { observe }), ['-14,7,1,8,2']);
  });

  test('a memory file reads what nobody may touch, and gives nobody the right to', () => {
    const a = [
      mprotect('@data', 1, '---'),
      callAt('process_vm_readv', ['$thread.a', '&own', '&data', 1, 0], 'r4'),
      open,
      callAt('pread64', ['r7', '&own', 1, '&data'], 'r5'),
      read('@own', 0, 'r0'),
      { do: 'read', at: '@data', word: 0, into: 'r1', fault: 'r2' },
      munmap('@data', 1),
      callAt('pread64', ['r7', '&own', 1, '&data'], 'r6'),
    ] as const;
    const observe = ['a.r4', 'a.r5', 'a.r0', 'a.r2', 'a.r6'];
    equal(outcomesOf({ a }, { observe }), ['-14,1,7,2,-5']);
  });

  test('shared memory that is read-only is written by nobody, and a memory file says EIO', () => {
    const a = [
      open,
      callAt('pwrite64', ['r7', '&own', 1, '&data'], 'r4'),
      callAt('process_vm_writev', ['$thread.a', '&own', '&data', 1, 0], 'r5'),
      callAt('pread64', ['r7', '&own', 1, '&data'], 'r6'),
    ];
    const regions = {
      native: { page: 0, pages: 2, prot: 'r-x' },
      data: { page: 4, pages: 1, prot: 'r--', shared: 'object', contents: [7] },
      own: { page: 8, pages: 1, prot: 'rw-' },
    };
    equal(outcomesOf({ a }, { regions, observe: ['a.r4', 'a.r5', 'a.r6'] }), ['-5,-14,1']);
  });

  /** A child that dies and whose thread id is given out again while somebody reads by it. */
  const reborn = (reader: Parameters<typeof remoteOf>[0][string]) =>
    walk(
      remoteOf(
        {
          a: [syscall('fork', ['$thread.c']), ...reader],
          c: [load('lives', 'r0'), branch(['r0', '==', 0], [store('lives', 1), syscall('pause')])],
        },
        { words: { lives: 0 }, observe: ['a.r4'] },
        {
          processes: { main: {}, children: {} },
          threads: { c: { process: 'children', unborn: true } },
          signalDepth: 1,
        },
      ),
    );
  const DIES_AND_LIVES = [
    waitFor('lives', '==', 1),
    syscall('kill', ['$process.children', '$SIGKILL']),
    syscall('wait4', ['$thread.c']),
    syscall('fork', ['$thread.c']),
  ];

  test('a memory file of a process that is dead reads nothing, also when its thread id lives again', () => {
    const { outcomes } = reborn([
      callAt('open_mem', ['$thread.c'], 'r7'),
      ...DIES_AND_LIVES,
      callAt('pread64', ['r7', '&own', 1, '&data'], 'r4'),
    ]);
    equal([...outcomes], ['0']);
  });

  test('process_vm_readv takes whoever has the thread id', () => {
    const { outcomes } = reborn([
      ...DIES_AND_LIVES,
      callAt('process_vm_readv', ['$thread.c', '&own', '&data', 1, 0], 'r4'),
    ]);
    equal([...outcomes].sort(), ['-3', '1']);
  });
});
