/** Compiling scenarios: threads, layouts and refusals. */
import { UsageError } from '../../../kernel/index.ts';
import { compileScenario, type Scenario } from '../../../actors/index.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { scenarioOf } from '../../support/walk.ts';

function refusal(parts: Partial<Scenario>): string {
  try {
    compileScenario(scenarioOf({ threads: { a: { at: 'native', program: [] } }, ...parts }));
  } catch (error) {
    ok(error instanceof UsageError, String(error));
    return `${error.where}: ${error.message}`;
  }
  return 'accepted';
}

suite('actors/scenario/compile', (test) => {
  test('a thread that is declared several times gets a number behind its name', () => {
    const { threads } = compileScenario(
      scenarioOf({
        threads: { a: { at: 'native', program: [], count: 2 }, b: { at: 'native', program: [] } },
      }),
    );
    equal(
      threads.map(({ name }) => name),
      ['a-0', 'a-1', 'b'],
    );
    is(threads[0]!.entry, threads[1]!.entry);
  });

  test('the kernel actor is a service thread behind the others', () => {
    const { threads } = compileScenario(
      scenarioOf({ owner: 'kernel-actor', threads: { a: { at: 'native', program: [] } } }),
    );
    equal(
      threads.map(({ name, service }) => [name, service]),
      [
        ['a', false],
        ['kernel', true],
      ],
    );
  });

  test('a barrier waits for all threads that name it', () => {
    const meet = [{ do: 'barrier', name: 'm' }] as const;
    const { barrierParties } = compileScenario(
      scenarioOf({
        threads: {
          a: { at: 'native', program: meet, count: 3 },
          b: { at: 'native', program: [{ do: 'loop', times: 2, body: meet }] },
          c: { at: 'native', program: [] },
        },
      }),
    );
    equal(barrierParties, [4]);
  });

  test('the result survives structuredClone', () => {
    const compiled = compileScenario(scenarioOf({ threads: { a: { at: 'native', program: [] } } }));
    equal(structuredClone(compiled), compiled);
  });

  test('wrong scenarios are refused with the path of what is wrong', () => {
    const native = { page: 0, pages: 2, prot: 'r-x' };
    is(
      refusal({ regions: { native, other: { page: 1, pages: 1, prot: 'r--' } } }),
      "regions.other: overlaps region 'native'",
    );
    is(
      refusal({ regions: { native: { ...native, prot: 'rvx' } } }),
      "regions.native.prot: 'rvx' is no protection",
    );
    is(
      refusal({ regions: { native: { ...native, pages: 0 } } }),
      'regions.native.pages: a region has 1 or more pages, not 0',
    );
    is(refusal({ threads: {} }), 'threads: a scenario has at least one thread');
    is(
      refusal({ threads: { a: { at: 'native', program: [], count: 0 } } }),
      'threads.a.count: a thread is declared 1 or more times, not 0',
    );
    ok(
      refusal({ threads: { a: { at: 'native', program: [], count: 300 } } }).includes(
        'at most 256',
      ),
    );
    is(
      refusal({ threads: { a: { at: 'x', program: [] } } }),
      "threads.a.at: no region is named 'x'",
    );
    is(refusal({ words: { x: 1.5 } }), 'words.x: a word holds a signed 32-bit number, not 1.5');
    ok(refusal({ mapCountLimit: 0 }).startsWith('mapCountLimit'));
  });

  test('contents that a region has no room for, or nobody can hold, are refused', () => {
    const paging = { frames: 1, wordsPerFrame: 2 };
    const native = { page: 0, pages: 2, prot: 'r-x' };
    const data = { page: 4, pages: 1, prot: 'rw-' };
    const given = (contents: readonly number[], more: Partial<Scenario> = {}) =>
      refusal({ regions: { native, data: { ...data, contents } }, paging, ...more });
    is(given([1, 2, 3]), 'regions.data.contents: the region has 2 words, not 3');
    is(given([0.5]), 'regions.data.contents[0]: a word holds a signed 32-bit number, not 0.5');
    is(
      refusal({ regions: { native, data: { ...data, contents: [1] } } }),
      'regions.data.contents: pages hold words only where there is paging',
    );
    is(
      refusal({ regions: { native, data: { ...data, absent: true, contents: [1] } }, paging }),
      'regions.data.contents: what is not mapped at first has no contents',
    );
  });

  test('calls with arguments in user memory need pages and tasks', () => {
    const call = (name: string, at: '&native' | 0): Partial<Scenario> => ({
      threads: { a: { at: 'native', program: [{ do: 'syscall', name, arguments: [at] }] } },
    });
    is(
      refusal({ ...call('openat2', 0), tasks: {} }),
      'threads.a.program[0]: openat2 has arguments in user memory, and the scenario has no pages',
    );
    is(
      refusal({ ...call('openat2', 0), paging: { frames: 1, wordsPerFrame: 1 } }),
      'threads.a.program[0]: openat2 is a call of tasks',
    );
    is(
      refusal({ ...call('read', '&native'), tasks: {} }),
      'threads.a.program[0]: words have addresses only where there is paging',
    );
  });

  test('paging that does not fit is refused with its path', () => {
    const paging = { frames: 1, wordsPerFrame: 1 };
    const threads = (core: number) => ({ a: { at: 'native', program: [], core } });
    const native = { page: 0, pages: 2, prot: 'r-x' };
    is(
      refusal({ paging: { ...paging, frames: 0 } }),
      'paging.frames: a whole number in 1..1024, not 0',
    );
    is(
      refusal({ paging: { ...paging, wordsPerFrame: 2000 } }),
      'paging.wordsPerFrame: a whole number in 1..1024, not 2000',
    );
    is(
      refusal({ paging: { ...paging, cores: 65 } }),
      'paging.cores: a whole number in 1..64, not 65',
    );
    is(
      refusal({ paging: { ...paging, without: 'x' as 'the late release' } }),
      "paging.without: a shootdown has no 'x' to leave out",
    );
    is(
      refusal({
        threads: {
          a: {
            at: 'native',
            program: [{ do: 'syscall', name: 'madvise', arguments: ['@native', 1, 102] }],
          },
        },
      }),
      'threads.a.program[0]: guard pages are markers in a page table, and the scenario has none',
    );
    is(
      refusal({ paging: { ...paging, cores: 2 }, threads: threads(2) }),
      'threads.a.core: a core is a number in 0..1, not 2',
    );
    is(refusal({ threads: threads(0) }), 'threads.a.core: only a scenario with paging has cores');
    is(
      refusal({
        paging: { ...paging, cores: 1 },
        threads: { a: { at: 'native', program: [], count: 2 } },
      }),
      'threads.a: no core of 1 is left for it',
    );
    is(
      refusal({ regions: { native: { ...native, shared: 'object' } } }),
      'regions.native.shared: objects are shared by frames',
    );
    is(
      refusal({ paging, regions: { native: { ...native, shared: 'object', file: 3 } } }),
      'regions.native.shared: a shared object is no file and has no anon_vma',
    );
    is(
      refusal({ paging, regions: { native, far: { ...native, page: 5000 } } }),
      'regions: from the lowest to the highest are 5002 pages, and a page table has 1024 at most',
    );
    is(
      refusal({
        threads: { a: { at: 'native', program: [{ do: 'read', at: 0, word: 0, into: 'r0' }] } },
      }),
      'threads.a.program[0]: pages hold words only where there is paging',
    );
  });

  test('each core has an interrupt handler behind the threads, before the kernel actor', () => {
    const { threads, paging } = compileScenario(
      scenarioOf({
        owner: 'kernel-actor',
        paging: { frames: 1, wordsPerFrame: 1 },
        threads: {
          a: { at: 'native', program: [], core: 1 },
          b: { at: 'native', program: [], count: 2 },
        },
      }),
    );
    equal(
      threads.map(({ name }) => name),
      ['a', 'b-0', 'b-1', 'core-0', 'core-1', 'core-2', 'kernel'],
    );
    equal(paging?.coreOf, [1, 0, 2, -1, -1, -1, -1]);
  });

  test('regions that are absent at first may overlap others', () => {
    const native = { page: 0, pages: 2, prot: 'r-x' };
    is(
      refusal({ regions: { native, later: { page: 1, pages: 1, prot: 'r--', absent: true } } }),
      'accepted',
    );
  });
});
