/**
 * Parity of tasks: what real workers do is among what exploration says can happen, where threads
 * have signals, filters, supervisors and tracers. `parity.test.ts` has the broken twin.
 */
import { suite } from '../support/suite.ts';
import { catalogued, crewFor, isAtPar } from '../support/parity.ts';

suite('laws/parity-tasks', (test) => {
  const scenarios = catalogued.filter(({ tasks }) => tasks !== undefined);
  const crew = crewFor(scenarios);

  for (const scenario of scenarios)
    test(`${scenario.name}: workers and virtual cores see only what exploration reaches`, () =>
      isAtPar(scenario, crew));

  test('the workers leave', () => crew.close());
});
