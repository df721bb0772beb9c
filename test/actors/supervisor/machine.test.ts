/** The chart of the supervisor: its way round, its ways out, and its death in every phase. */
import { compileMachine, supervisorMachine } from '../../../actors/dispatch/index.ts';
import {
  eventNumber,
  IGNORED,
  lookup,
  nextState,
  stateNumber,
} from '../../../actors/dispatch/table.ts';
import { equal, is, suite } from '../../support/suite.ts';

const table = compileMachine(supervisorMachine);

/** The state behind an event, or undefined where the chart ignores it. */
function behind(state: string, event: string): string | undefined {
  const leaf = lookup(table, stateNumber(table, state), eventNumber(table, event), 0);
  return leaf === IGNORED ? undefined : table.states[nextState(leaf)];
}

suite('actors/supervisor/machine', (test) => {
  test('it receives, reads, thinks, validates and answers, in this order, and begins anew', () => {
    const way = ['receiving'];
    do way.push(behind(way.at(-1)!, 'DONE')!);
    while (way.at(-1) !== 'receiving');
    equal(way, ['receiving', 'reading', 'thinking', 'validating', 'answering', 'receiving']);
  });

  test('a call that has left leads back to the next one from wherever that can be noticed', () => {
    for (const phase of ['receiving', 'reading', 'validating', 'answering'])
      is(behind(phase, 'ABSENT'), 'receiving', phase);
    is(behind('thinking', 'ABSENT'), undefined);
  });

  test('it can die in every phase, and is started again as one that receives', () => {
    for (const phase of table.states.filter((state) => state !== 'dead'))
      is(behind(phase, 'DIE'), 'dead', phase);
    is(behind('dead', 'RESTART'), 'receiving');
    is(behind('dead', 'DONE'), undefined);
  });
});
