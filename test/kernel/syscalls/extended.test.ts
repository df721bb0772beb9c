/** openat2, connect, clone3 and an ioctl with results: what they do and refuse. */
import type { Program, Scenario } from '../../../actors/index.ts';
import { callAt, remoteOf } from '../../support/remote.ts';
import { equal, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';
import { load, mprotect, read, store, write } from '../../../scenarios/file/build.ts';

const CODE = { page: 0, pages: 2, prot: 'r-x' } as const;

function outcomesOf(
  programs: Readonly<Record<string, Program>>,
  contents: Readonly<Record<string, readonly number[]>>,
  observe: readonly string[],
  parts: Partial<Scenario> = {},
  tasks: Scenario['tasks'] = {},
): string[] {
  const regions = Object.entries(contents).map(
    ([name, words], index) =>
      [
        name,
        { page: 4 + 2 * index, pages: 1, prot: 'rw-', anon: index + 1, contents: words },
      ] as const,
  );
  const scenario = remoteOf(
    programs,
    {
      regions: { native: CODE, ...Object.fromEntries(regions) },
      paging: { frames: regions.length + 2, wordsPerFrame: 12 },
      observe,
      ...parts,
    },
    tasks,
  );
  return [...walk(scenario).outcomes].sort();
}

const FILES = { processes: { main: { files: { 0: 9 } } } };

suite('kernel/syscalls/extended', (test) => {
  test('openat2 gives the lowest descriptor of the file that the path names', () => {
    const open = callAt('openat2', [0, '&path', '&how', 3], 'r4');
    const a = [open, callAt('connect', ['r4', '&path', 1], 'r5')];
    equal(outcomesOf({ a }, { path: [5, 0], how: [0, 0, 0] }, ['a.r4', 'a.r5'], {}, FILES), [
      '1,0',
    ]);
    const full = { ...FILES, fileCapacity: 1 };
    equal(
      outcomesOf({ a: [open] }, { path: [5, 0], how: [0, 0, 0] }, ['a.r4', 'a.executed'], {}, full),
      ['-24,0'],
    );
  });

  test('openat2 refuses a how that Linux refuses', () => {
    const refused: readonly (readonly number[])[] = [
      [0o40, 0, 0],
      [0, 0o600, 0],
      [0o100, 0o10000, 0],
      [0, 0, 0x40],
      [0, 0, 0x18],
    ];
    for (const how of refused) {
      const a = [callAt('openat2', [0, '&path', '&how', 3], 'r4')];
      equal(outcomesOf({ a }, { path: [5, 0], how }, ['a.r4']), ['-22']);
    }
    const a = [callAt('openat2', [0, '&path', '&how', 3], 'r4')];
    equal(outcomesOf({ a }, { path: [5, 0], how: [0o102, 0o600, 0x8] }, ['a.r4']), ['0']);
  });

  test('connect looks at the descriptor, the length, the address and the socket in this order', () => {
    const a = [
      callAt('connect', [5, 900, 9], 'r0'),
      callAt('connect', [0, 900, 5], 'r1'),
      callAt('connect', [0, 900, 2], 'r2'),
      callAt('connect', [0, 900, 0], 'r3'),
      callAt('open_mem', ['$thread.a'], 'r7'),
      callAt('connect', ['r7', 900, 2], 'r4'),
      callAt('connect', ['r7', '&address', 2], 'r5'),
      callAt('connect', [0, '&address', 2], 'r6'),
    ];
    const observe = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'executed0', 'executed1'];
    equal(
      outcomesOf(
        { a },
        { address: [2, 80] },
        observe.map((name) => `a.${name}`),
        {},
        FILES,
      ),
      ['-9,-22,-14,-22,-14,-88,0,2,80'],
    );
  });

  test('an ioctl writes its results into the structure that it has read', () => {
    const a = [
      callAt('ioctl_rw', [0, 2, '&data'], 'r4'),
      read('@data', 0, 'r0'),
      read('@data', 1, 'r1'),
    ];
    const observe = ['a.r4', 'a.r0', 'a.r1', 'a.executed0'];
    equal(outcomesOf({ a }, { data: [7, 8] }, observe, {}, FILES), ['0,8,9,7']);
  });

  test('an ioctl that cannot write its results is EFAULT, and was carried out', () => {
    const a = [
      callAt('ioctl_rw', [5, 2, '&data'], 'r0'),
      callAt('ioctl_rw', [0, 0, '&data'], 'r1'),
      mprotect('@data', 1, 'r--'),
      callAt('ioctl_rw', [0, 2, '&data'], 'r4'),
    ];
    const observe = ['a.r0', 'a.r1', 'a.r4', 'a.executed'];
    equal(outcomesOf({ a }, { data: [7, 8] }, observe, {}, FILES), ['-9,-22,-14,2']);
  });

  const ARGS = [0, 0, 0, 0, 17, 0, 0, 0];
  const capable = (isCapable: boolean) => ({
    processes: { main: { capable: isCapable }, child: {} },
    threads: { b: { process: 'child', unborn: true } },
  });
  const CHILD: Program = [store('lives', 1)];

  test('clone3 without set_tid gives life to the first thread that has none', () => {
    const a = [callAt('clone3', ['&args', 8], 'r4')];
    const words = { lives: 0 };
    equal(
      outcomesOf({ a, b: CHILD }, { args: ARGS }, ['a.r4', 'lives'], { words }, capable(false)),
      ['1001,1'],
    );
  });

  test('clone3 with set_tid gives life to whom the nested pointer names', () => {
    const a = [callAt('clone3', ['&args', 10], 'r4'), load('lives', 'r0')];
    const words = { lives: 0 };
    // The array of set_tid stands in the second page with contents: page 6.
    const args = [...ARGS, 6 * 12, 1];
    const run = (tid: number, isCapable: boolean) =>
      outcomesOf(
        { a, b: CHILD },
        { args, tids: [tid] },
        ['a.r4', 'a.executed10'],
        { words },
        capable(isCapable),
      );
    equal(run(1001, true), ['1001,1001']);
    equal(run(1001, false), ['-1,0']);
    equal(run(1000, true), ['-17,0']);
    equal(run(0, true), ['-22,0']);
  });

  test('clone3 refuses what Linux refuses, before it reads set_tid', () => {
    const refused: readonly (readonly number[])[] = [
      [...ARGS, 900, 0],
      [...ARGS, 0, 1],
      [...ARGS, 900, 5],
      [0, 0, 0, 0, 99, 0, 0, 0, 0, 0],
    ];
    for (const args of refused) {
      const a = [callAt('clone3', ['&args', 10], 'r4')];
      equal(outcomesOf({ a }, { args }, ['a.r4']), ['-22']);
    }
    const a = [
      callAt('clone3', ['&args', 7], 'r0'),
      callAt('clone3', ['&args', 4097], 'r1'),
      callAt('clone3', ['&args', 10], 'r2'),
      write('@args', 8, 0),
      write('@args', 9, 0),
      write('@args', 0, 0x10000),
      callAt('clone3', ['&args', 10], 'r3'),
    ];
    const observe = ['a.r0', 'a.r1', 'a.r2', 'a.r3'];
    equal(outcomesOf({ a }, { args: [...ARGS, 900, 1] }, observe), ['-22,-7,-14,-22']);
  });
});
