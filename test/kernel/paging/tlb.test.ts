/** The TLB: hits that ask nobody, misses that walk, and cores that threads share. */
import { enterCore, leaveCore } from '../../../kernel/paging/tlb.ts';
import { mprotect, read, write } from '../../../scenarios/file/build.ts';
import { pagedOf, ranInTurn, total } from '../../support/paged.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { bootScenario, walk } from '../../support/walk.ts';

suite('kernel/paging/tlb', (test) => {
  test('a hit walks nothing and faults nowhere', () => {
    const world = ranInTurn(pagedOf({ a: Array.from({ length: 5 }, () => write('@data', 0, 1)) }));
    // One walk finds nothing, the one behind the fault fills the TLB.
    equal([total(world, 'tlbMiss'), total(world, 'fault')], [2, 1]);
  });

  test('each core walks for itself, threads of one core walk once', () => {
    const touch = [read('@data', 0, 'r0')];
    const misses = (core: number) => {
      const threads = {
        a: { at: 'native', program: touch, core: 0 },
        b: { at: 'native', program: touch, core },
      };
      return total(ranInTurn(pagedOf({}, { threads })), 'tlbMiss');
    };
    equal([misses(0), misses(1)], [2, 3]);
  });

  test('rights that mprotect adds need no flush', () => {
    const program = [
      mprotect('@data', 1, 'r--'),
      read('@data', 0, 'r0'),
      mprotect('@data', 1, 'rw-'),
      write('@data', 0, 5),
      read('@data', 0, 'r1'),
    ];
    const scenario = pagedOf({ a: program, b: [] }, { observe: ['a.r0', 'a.r1'] });
    const world = ranInTurn(scenario);
    equal([total(world, 'interrupt'), total(world, 'pageFlush')], [0, 0]);
    equal([...walk(scenario).outcomes], ['0,5']);
  });

  test('who finds the core occupied is blocked and changes nothing', () => {
    const { world } = bootScenario(pagedOf({ a: [] }));
    is(enterCore(world, 0), true);
    const before = world.snapshot();
    is(enterCore(world, 0), false);
    equal(world.snapshot(), before);
    leaveCore(world, 0);
    is(enterCore(world, 0), true);
  });
});
