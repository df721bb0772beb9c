/** The tables of the machines that run. */

import { compileMachine, dispatchMachine } from '../../../actors/dispatch/index.ts';
import { MACHINE_NAMES, tableOf } from '../../../actors/tables/index.ts';
import { equal, is, suite } from '../../support/suite.ts';

suite('actors/tables/tables', (test) => {
  test('a table is what compiling the definition makes, and made once', () => {
    equal(tableOf('dispatch'), compileMachine(dispatchMachine));
    for (const name of MACHINE_NAMES) {
      is(tableOf(name), tableOf(name));
      is(tableOf(name).name, name);
    }
  });
});
