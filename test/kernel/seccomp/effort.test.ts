/** The effort of a filter is what a run of it executes, and nothing where the bitmap knows. */
import { Caller, callerScenario, type Mechanism } from '../../../scenarios/bench/caller.ts';
import { LINUX, rangesMechanism, UNTOUCHED } from '../../../scenarios/bench/mechanism.ts';
import { compileScenario } from '../../../actors/index.ts';
import { FilterEffort } from '../../../kernel/seccomp/effort.ts';
import { equal, suite } from '../../support/suite.ts';

/** Filters and instructions of a call under a mechanism. */
function effortOf(mechanism: Mechanism): readonly [filters: number, instructions: number] {
  const { design } = compileScenario(callerScenario(mechanism));
  const caller = new Caller(mechanism);
  const effort = new FilterEffort(design.tasks?.filters ?? []);
  effort.look(caller.world, 0);
  return [effort.filters, effort.instructions];
}

const named = (name: string): Mechanism => LINUX.find((each) => each.name === name) ?? UNTOUCHED;

suite('kernel/seccomp/effort', (test) => {
  test('a filter whose answer the bitmap knows does not run', () => {
    equal(effortOf(named('filter: by number, 4 instructions, by the bitmap')), [0, 0]);
  });

  test('a filter that must run executes its path and no more', () => {
    equal(effortOf(named('filter: by number, 4 instructions, run')), [1, 3]);
    equal(effortOf(named('filter: 8 of them, run')), [8, 24]);
  });

  test('a chain of ranges costs by the place of the range', () => {
    const [, first] = effortOf(rangesMechanism(64, 'linear', 'first'));
    const [, last] = effortOf(rangesMechanism(64, 'linear', 'last'));
    const [, searched] = effortOf(rangesMechanism(64, 'binary', 'last'));
    equal([first < 10, last > 120, searched < 20], [true, true, true]);
  });
});
