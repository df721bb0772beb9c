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

  test('regions that are absent at first may overlap others', () => {
    const native = { page: 0, pages: 2, prot: 'r-x' };
    is(
      refusal({ regions: { native, later: { page: 1, pages: 1, prot: 'r--', absent: true } } }),
      'accepted',
    );
  });
});
