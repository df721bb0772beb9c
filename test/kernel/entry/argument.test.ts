/** Structures, paths and extensible structures: how they are copied, and what ends the copy. */
import type { Program } from '../../../actors/index.ts';
import { callAt, remoteOf } from '../../support/remote.ts';
import { equal, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';
import { munmap, write } from '../../../scenarios/file/build.ts';

/** One openat2 of a how at `&how` and a path at `&path`; a page holds four words. */
function opened(
  contents: { readonly how: readonly number[]; readonly path: readonly number[] },
  size: number,
  before: Program = [],
): string[] {
  const scenario = remoteOf(
    { a: [...before, callAt('openat2', [0, '&path', '&how', size], 'r4')] },
    {
      regions: {
        native: { page: 0, pages: 2, prot: 'r-x' },
        how: { page: 4, pages: 2, prot: 'rw-', contents: contents.how },
        path: { page: 8, pages: 3, prot: 'rw-', contents: contents.path },
      },
      paging: { frames: 6, wordsPerFrame: 4 },
      observe: ['a.r4', 'a.executed', 'a.executed3', 'a.executed4'],
    },
  );
  return [...walk(scenario).outcomes];
}

const HOW = [0, 0, 0];
const PATH = [5, 6, 0];

suite('kernel/entry/argument', (test) => {
  test('what was copied is kept in the order of the copies', () => {
    equal(opened({ how: HOW, path: PATH }, 3), ['0,6,5,6']);
  });

  test('a structure that is longer than the kernel knows must end with zeros', () => {
    equal(opened({ how: [...HOW, 0, 0], path: PATH }, 5), ['0,6,5,6']);
    equal(opened({ how: [...HOW, 0, 1], path: PATH }, 5), ['-7,0,0,0']);
  });

  test('what lies beyond is looked at before the structure is copied', () => {
    // Flags that would be EINVAL, and a rest that is EFAULT.
    const how = [...HOW.slice(0, 2), -1, 0];
    equal(opened({ how, path: PATH }, 5, [munmap('@how+1', 1)]), ['-14,0,0,0']);
    equal(opened({ how, path: PATH }, 4, [munmap('@how+1', 1)]), ['-22,0,0,0']);
  });

  test('sizes are checked before anything is read', () => {
    equal(opened({ how: HOW, path: PATH }, 2, [munmap('@how', 2)]), ['-22,0,0,0']);
    equal(opened({ how: HOW, path: PATH }, 4097, [munmap('@how', 2)]), ['-7,0,0,0']);
  });

  test('the structure is judged before the path is read', () => {
    const how = [0, 0, -1];
    equal(opened({ how, path: PATH }, 3, [munmap('@path', 3)]), ['-22,0,0,0']);
    equal(opened({ how: HOW, path: PATH }, 3, [munmap('@path', 3)]), ['-14,0,0,0']);
  });

  test('an empty path is ENOENT, and one without an end in time is ENAMETOOLONG', () => {
    equal(opened({ how: HOW, path: [0] }, 3), ['-2,0,0,0']);
    equal(opened({ how: HOW, path: [1, 1, 1, 1, 1, 1, 1, 0] }, 3), ['0,11,1,1']);
    equal(opened({ how: HOW, path: [1, 1, 1, 1, 1, 1, 1, 1, 0] }, 3), ['-36,0,0,0']);
  });

  test('a path that runs into memory that is not mapped is EFAULT', () => {
    const path = [1, 1, 1, 1];
    equal(opened({ how: HOW, path }, 3, [munmap('@path+1', 1)]), ['-14,0,0,0']);
  });

  test('a word that somebody changes behind its copy is not looked at again', () => {
    const scenario = remoteOf(
      {
        a: [callAt('openat2', [0, '&path', '&how', 3], 'r4')],
        b: [write('@path', 0, 7), write('@path', 1, 8)],
      },
      {
        regions: {
          native: { page: 0, pages: 2, prot: 'r-x' },
          how: { page: 4, pages: 1, prot: 'rw-', contents: HOW },
          path: { page: 5, pages: 1, prot: 'rw-', anon: 1, contents: PATH },
        },
        paging: { frames: 2, wordsPerFrame: 4 },
        observe: ['a.executed3', 'a.executed4', 'a.executed5'],
      },
    );
    equal([...walk(scenario).outcomes].sort(), ['5,6,0', '5,8,0', '7,6,0', '7,8,0']);
  });
});
