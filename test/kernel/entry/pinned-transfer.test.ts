/** Transfers that pin what they copy: the same words, and what may land behind a protection. */
import { callAt, remoteOf } from '../../support/remote.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';
import {
  mmap,
  mprotect,
  munmap,
  read,
  store,
  waitFor,
  write,
} from '../../../scenarios/file/build.ts';
import type { Program, Scenario } from '../../../actors/index.ts';

const PAGING = { frames: 4, wordsPerFrame: 2 } as const;
const PINS = { paging: { ...PAGING, pins: true } } as const;

const walked = (
  programs: Readonly<Record<string, Program>>,
  observe: readonly string[],
  parts: Partial<Scenario> = PINS,
) => walk(remoteOf(programs, { ...parts, observe }));
const outcomesOf = (...args: Parameters<typeof walked>) => [...walked(...args).outcomes].sort();

const readv = (far: `&${string}`, count: number) =>
  callAt('process_vm_readv', ['$thread.a', '&own', far, count, 0], 'r4');
const writev = (near: `&${string}`, far: `&${string}`, count: number) =>
  callAt('process_vm_writev', ['$thread.a', near, far, count, 0], 'r4');

suite('kernel/entry/pinned-transfer', (test) => {
  test('whatever is transferred by one thread alone is as without pins', () => {
    const programs: readonly Program[] = [
      [readv('&data', 3), read('@own', 0, 'r0'), read('@own', 1, 'r1'), read('@own+1', 0, 'r2')],
      [writev('&data', '&own+1', 2), read('@own', 1, 'r0'), read('@own+1', 0, 'r1')],
      [munmap('@data+1', 1), readv('&data', 4)],
      [mprotect('@data+1', 1, 'r--'), writev('&own', '&data', 4), read('@data', 0, 'r0')],
      [mprotect('@own', 1, 'r--'), readv('&data', 2)],
      [munmap('@data', 1), writev('&own', '&data', 2)],
    ];
    for (const a of programs) {
      const observe = ['a.r4', 'a.r0', 'a.r1', 'a.r2'];
      equal(outcomesOf({ a }, observe), outcomesOf({ a }, observe, { paging: PAGING }));
    }
  });

  test('more pages than are pinned at once are transferred all the same', () => {
    const regions = {
      native: { page: 0, pages: 2, prot: 'r-x' },
      data: { page: 4, pages: 3, prot: 'rw-', contents: [7, 8, 9] },
      own: { page: 8, pages: 3, prot: 'rw-' },
    } as const;
    const paging = { frames: 6, wordsPerFrame: 1, pins: true } as const;
    const a = [readv('&data', 3), read('@own', 0, 'r0'), read('@own+2', 0, 'r1')];
    equal(outcomesOf({ a }, ['a.r4', 'a.r0', 'a.r1'], { regions, paging }), ['3,7,9']);
  });

  test('a word lands in a page that was protected since it was pinned, and without pins never', () => {
    const programs = {
      a: [writev('&data+1', '&data', 1)],
      b: [mprotect('@data', 1, 'r--'), read('@data', 0, 'r0'), read('@data', 0, 'r1')],
    };
    const observe = ['a.r4', 'b.r0', 'b.r1'];
    ok(walked(programs, observe).outcomes.has('1,7,8'));
    ok(!walked(programs, observe, { paging: PAGING }).outcomes.has('1,7,8'));
  });

  test('a word goes to the frame that was pinned, whatever its page shows by then', () => {
    const programs = {
      a: [write('@own', 0, 8), writev('&own', '&data', 1)],
      b: [mmap('@data', 1, 'rw-'), read('@data', 0, 'r0'), read('@data', 0, 'r1')],
    };
    const { outcomes } = walked(programs, ['a.r4', 'b.r0', 'b.r1']);
    // Pinned before, or behind: the new page is written to, or is not.
    equal([...outcomes].sort(), ['1,0,0', '1,0,8', '1,8,8']);
  });

  test('nothing is pinned when the call has ended: its frames can be had again', () => {
    const a = [
      store('ready', 1),
      writev('&own', '&data', 4),
      munmap('@data', 2),
      mmap('@data', 2, 'rw-'),
      write('@data', 0, 5),
      write('@data+1', 0, 6),
      read('@data+1', 0, 'r0'),
    ];
    const b = [waitFor('ready', '==', 1), munmap('@data+1', 1)];
    const { deadlocks, outcomes } = walked({ a, b }, ['a.r0'], {
      ...PINS,
      words: { ready: 0 },
    });
    is(deadlocks, 0);
    ok(outcomes.has('6'));
  });
});
