/** Reads and writes of pages: what they see, and what becomes of who may not. */
import type { Scenario } from '../../../actors/index.ts';
import { call, tasksOf } from '../../support/tasks.ts';
import { pagedOf } from '../../support/paged.ts';
import { equal, is, suite, throws } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';
import { add, compute, mprotect, munmap, read, write } from '../../../scenarios/file/build.ts';

const outcomesOf = (scenario: Scenario) => [...walk(scenario).outcomes];

suite('kernel/entry/touch', (test) => {
  test('an untouched page is zero, and each word of a page is its own', () => {
    const program = [
      read('@data+2', 1, 'r0'),
      write('@data+2', 0, 5),
      write('@data+2', 1, 6),
      read(6, 0, 'r1'),
      compute('r7', 6),
      read('r7', 1, 'r2'),
    ];
    const observe = ['a.r0', 'a.r1', 'a.r2'];
    equal(outcomesOf(pagedOf({ a: program }, { observe })), ['0,5,6']);
  });

  test('who may not learns why, and a register that was to take a word stays', () => {
    const program = [
      compute('r0', 9),
      write('@data', 0, 1),
      mprotect('@data', 1, 'r--'),
      write('@data', 0, 2, 'r1'),
      munmap('@data', 1),
      read('@data', 0, 'r0', 'r2'),
      read(100, 0, 'r0', 'r3'),
      read('@data+1', 0, 'r4', 'r5'),
    ];
    const observe = ['a.r0', 'a.r1', 'a.r2', 'a.r3', 'a.r5'];
    equal(outcomesOf(pagedOf({ a: program }, { observe })), ['9,2,1,1,0']);
  });

  test('who has no register for the fault is killed', () => {
    const scenario = pagedOf(
      { a: [write('@native', 0, 1), add('went', 1)] },
      {
        words: { went: 0 },
        observe: ['went'],
        properties: [{ kind: 'sometimes', name: 'killed', that: { event: 'killed' } }],
      },
    );
    const { outcomes, unseen } = walk(scenario);
    equal([[...outcomes], unseen], [['0'], []]);
  });

  test('a task gets SIGSEGV with the page and the code, and begins the instruction anew', () => {
    const handlers = {
      h: {
        at: 'native',
        program: [
          { do: 'store', word: 'code', value: 'r3' },
          { do: 'store', word: 'page', value: 'r1' },
          mprotect('@data', 1, 'rw-'),
        ],
      },
    } as const;
    const scenario = tasksOf(
      {
        t: [
          mprotect('@data', 1, 'r--'),
          call('rt_sigaction', 'r7', '$SIGSEGV', '$handler.h'),
          write('@data', 0, 5),
          read('@data', 0, 'r4'),
        ],
      },
      { handlers },
      {
        regions: {
          native: { page: 0, pages: 2, prot: 'r-x' },
          data: { page: 4, pages: 1, prot: 'rw-' },
        },
        words: { code: 0, page: 0 },
        paging: { frames: 1, wordsPerFrame: 1 },
        observe: ['code', 'page', 't.r4'],
      },
    );
    equal(outcomesOf(scenario), ['2,4,5']);
  });

  test('a task without a handler dies of it', () => {
    const scenario = tasksOf(
      { t: [write(9, 0, 5)] },
      {},
      { paging: { frames: 1, wordsPerFrame: 1 }, observe: ['t.signal'] },
    );
    equal(outcomesOf(scenario), ['11']);
  });

  test('a register beyond the words of a page is refused', () => {
    const program = [compute('r0', 2), read('@data', 'r0', 'r1')];
    throws(() => walk(pagedOf({ a: program })), /a page has words 0\.\.1, not 2/);
  });

  test('a signal in the middle of a write leaves it undone or done', () => {
    const handlers = { h: { at: 'native', program: [read('@data', 0, 'r4')] } } as const;
    const scenario = tasksOf(
      {
        t: [
          call('rt_sigaction', 'r7', '$SIGUSR1', '$handler.h'),
          { do: 'store', word: 'ready', value: 1 },
          write('@data', 0, 5),
          read('@data', 0, 'r5'),
        ],
        u: [
          { do: 'await', word: 'ready', is: ['==', 1] },
          call('tgkill', 'r4', '$process.main', '$thread.t', '$SIGUSR1'),
        ],
      },
      { handlers },
      {
        regions: {
          native: { page: 0, pages: 2, prot: 'r-x' },
          data: { page: 4, pages: 1, prot: 'rw-' },
        },
        words: { ready: 0 },
        paging: { frames: 1, wordsPerFrame: 1 },
        observe: ['t.r5'],
      },
    );
    const { outcomes, deadlocks } = walk(scenario);
    equal([...outcomes], ['5']);
    is(deadlocks, 0);
  });
});
