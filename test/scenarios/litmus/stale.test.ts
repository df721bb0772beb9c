/** Supervisors that look at who is not there any more, and the check that tells. */
import {
  readAfterAbandon,
  readAfterAbandonFixed,
  tidReuseFixed,
  tidReusePlain,
} from '../../../scenarios/litmus/stale.ts';
import { finds, proves } from '../../support/litmus.ts';
import { suite } from '../../support/suite.ts';

suite('scenarios/litmus/stale', (test) => {
  test('a thread id that is used again leads to a stranger (R4)', () =>
    finds(tidReusePlain, 'the supervisor reads a stranger', 56));

  test('ID_VALID behind the open tells: what was a stranger’s is not valid', () =>
    // The memory opened (0: none, 2: the stranger's) and what ID_VALID said.
    proves(tidReuseFixed, ['-2 -2 0', '0 0 0', '1 -2 0', '1 0 0', '1 0 1']));

  test('an abandoned call leaves garbage (R5)', () =>
    finds(readAfterAbandon, 'the supervisor acts on garbage', 60));

  test('ID_VALID between the read and the use tells', () =>
    proves(readAfterAbandonFixed, ['-4', '5']));
});
