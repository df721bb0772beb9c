/** Frames: zero at first, free only when nobody can reach them, awaited where there is none. */
import { freeFrameWord } from '../../../kernel/paging/frame.ts';
import { mmap, munmap, read, store, waitFor, write } from '../../../scenarios/file/build.ts';
import { pagedOf, ranInTurn } from '../../support/paged.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';

suite('kernel/paging/frame', (test) => {
  test('a frame that somebody else has used is zero', () => {
    const program = [
      write('@data', 1, 7),
      munmap('@data', 1),
      mmap('@data', 1, 'rw-'),
      read('@data', 1, 'r0'),
    ];
    const parts = { paging: { frames: 1, wordsPerFrame: 2 }, observe: ['a.r0'] };
    equal([...walk(pagedOf({ a: program }, parts)).outcomes], ['0']);
  });

  test('who finds no frame waits until one is free', () => {
    const { outcomes, deadlocks } = walk(
      pagedOf(
        {
          a: [write('@data', 0, 7), store('used', 1), munmap('@data', 1)],
          b: [waitFor('used', '==', 1), write('@data+1', 0, 8), read('@data+1', 0, 'r0')],
        },
        { paging: { frames: 1, wordsPerFrame: 1 }, words: { used: 0 }, observe: ['b.r0'] },
      ),
    );
    equal([...outcomes], ['8']);
    is(deadlocks, 0);
  });

  test('what is not mapped needs no frame', () => {
    const program = [write('@data', 0, 7), munmap('@data+1', 1), read('@data+1', 0, 'r0', 'r1')];
    const parts = { paging: { frames: 1, wordsPerFrame: 1 }, observe: ['a.r1'] };
    const { outcomes, deadlocks } = walk(pagedOf({ a: program }, parts));
    equal([...outcomes], ['1']);
    is(deadlocks, 0);
  });

  test('every frame is free again when all is unmapped', () => {
    const program = [write('@data', 0, 1), write('@data+3', 0, 1), munmap('@data', 4)];
    const world = ranInTurn(pagedOf({ a: program, b: [read('@data+1', 0, 'r0', 'r1')] }));
    is(world.words.get(freeFrameWord(world)), 4);
  });

  test('a shared object keeps what was written, mapped or not', () => {
    const regions = {
      native: { page: 0, pages: 2, prot: 'r-x' },
      left: { page: 4, pages: 1, prot: 'rw-', shared: 'object' },
      right: { page: 6, pages: 2, prot: 'r--', shared: 'object' },
    };
    const program = [
      write('@left', 0, 7),
      munmap('@left', 1),
      read('@right', 0, 'r0'),
      write('@right', 0, 8, 'r1'),
      read('@right+1', 0, 'r2'),
    ];
    const observe = ['a.r0', 'a.r1', 'a.r2'];
    equal([...walk(pagedOf({ a: program }, { regions, observe })).outcomes], ['7,2,0']);
  });
});
