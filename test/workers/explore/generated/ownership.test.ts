/** Ownership: what most steps of a search leave as it is says whose a state is. */
import type { CatalogueEntry, Parameters } from '../../../../actors/index.ts';
import { parametersOf } from '../../../../scenarios/catalogue.ts';
import { mprotectRaceFixed, readWriteLockEntry } from '../../../../scenarios/litmus/guarded.ts';
import { ask } from '../../../../workers/engine.ts';
import { ownershipOf } from '../../../../workers/explore/generated/ownership.ts';
import { planOf } from '../../../../workers/explore/generated/plan.ts';
import { equal, suite } from '../../../support/suite.ts';

/** Names of the fields by which states have their owner, and the shift of a register. */
const said = (entry: CatalogueEntry, given: Parameters, memberCount: number) => {
  const parameters = parametersOf(entry, given);
  const ownership = ownershipOf(planOf(ask(entry.build(parameters)), new Map())!, memberCount);
  return 'register' in ownership
    ? [ownership.register.name, ownership.shift]
    : ownership.fields.map(({ name }) => name);
};

suite('workers/explore/generated/ownership', (test) => {
  test('a count of turns says whose a state is, the one that is written least', () => {
    equal(said(mprotectRaceFixed, { turns: 9 }, 2), ['thread 2 register 1', 0]);
    equal(said(readWriteLockEntry, { turns: 8 }, 2), ['thread 2 register 0', 0]);
  });

  test('neighbouring values have one owner where there are many', () => {
    equal(said(mprotectRaceFixed, { turns: 63 }, 2), ['thread 2 register 1', 2]);
    equal(said(mprotectRaceFixed, { turns: 63 }, 8), ['thread 2 register 1', 0]);
  });

  test('where a register has too few values for all searchers, all that a thread has says it', () => {
    equal(said(readWriteLockEntry, { turns: 2 }, 2), ['thread 0 place', 'thread 0 register 0']);
    equal(said(readWriteLockEntry, { turns: 8 }, 4), ['thread 0 place', 'thread 0 register 0']);
  });
});
