/**
 * Parity of tasks: what real workers do is among what exploration says can happen, where threads
 * have signals, filters, supervisors and tracers. `parity.test.ts` has the broken twin.
 */
import { suite } from '../support/suite.ts';
import { catalogued, isAtPar } from '../support/parity.ts';

suite('laws/parity-tasks', (test) => {
  for (const scenario of catalogued.filter(({ tasks }) => tasks !== undefined))
    test(`${scenario.name}: workers and virtual cores see only what exploration reaches`, () =>
      isAtPar(scenario));
});
