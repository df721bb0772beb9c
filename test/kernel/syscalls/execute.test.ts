/** execve with arguments in user memory, and what comes of reading them twice. */
import { callAt, remoteOf } from '../../support/remote.ts';
import { equal, ok, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';
import { munmap, write } from '../../../scenarios/file/build.ts';
import type { Program, Scenario } from '../../../actors/index.ts';

/** Pages of eight words: the path, the array with two pointers, and the strings "11" and "2". */
function executed(
  programs: Readonly<Record<string, Program>>,
  observe: readonly string[],
  parts: Partial<Scenario> = {},
): string[] {
  const scenario = remoteOf(programs, {
    regions: {
      native: { page: 1, pages: 2, prot: 'r-x' },
      path: { page: 4, pages: 1, prot: 'rw-', contents: [5, 0] },
      argv: { page: 6, pages: 1, prot: 'rw-', anon: 1, contents: [64, 67, 0] },
      strings: { page: 8, pages: 1, prot: 'rw-', anon: 2, contents: [1, 1, 0, 2, 0, 3, 0] },
    },
    paging: { frames: 3, wordsPerFrame: 8 },
    observe,
    ...parts,
  });
  return [...walk(scenario).outcomes].sort();
}

const EXECUTE = callAt('execve', ['&path', '&argv'], 'r4');
const WORDS = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((word) => `a.executed${word}`);

suite('kernel/syscalls/execute', (test) => {
  test('the path, and the arguments from the last to the first, each behind its pointer', () => {
    equal(executed({ a: [EXECUTE] }, ['a.r4', 'a.executed', ...WORDS]), [
      '0,9,5,0,67,2,0,64,1,1,0',
    ]);
  });

  test('without an array there are no arguments', () => {
    const a = [callAt('execve', ['&path', 0], 'r4')];
    equal(executed({ a }, ['a.r4', 'a.executed']), ['0,2']);
  });

  test('pointers and strings that are not mapped are EFAULT, and nothing was carried out', () => {
    for (const region of ['@path', '@argv', '@strings'] as const)
      equal(executed({ a: [munmap(region, 1), EXECUTE] }, ['a.r4', 'a.executed']), ['-14,0']);
  });

  test('too many arguments are E2BIG', () => {
    const a = [write('@argv', 2, 64), write('@argv', 3, 64), write('@argv', 4, 64), EXECUTE];
    equal(executed({ a }, ['a.r4', 'a.executed']), ['-7,0']);
  });

  test('who changes a pointer between the two reads has another string copied', () => {
    const a = [EXECUTE];
    const b = [write('@argv', 1, 69)];
    const outcomes = executed({ a, b }, ['a.r4', 'a.executed2', 'a.executed3'], {
      tasks: { processes: { main: {}, others: {} }, threads: { b: { process: 'others' } } },
    });
    equal(outcomes, ['0,67,2', '0,69,3']);
  });

  test('who shortens the array between the two reads has NULL followed', () => {
    const b = [write('@argv', 1, 0)];
    const outcomes = executed({ a: [EXECUTE], b }, ['a.r4', 'a.executed2'], {
      tasks: { processes: { main: {}, others: {} }, threads: { b: { process: 'others' } } },
    });
    ok(outcomes.includes('0,67'));
    ok(outcomes.includes('0,64'));
    ok(outcomes.includes('-14,0'));
  });
});
