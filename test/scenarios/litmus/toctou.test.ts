/** A pointer argument between check and use: what each policy lets through. */
import * as toctou from '../../../scenarios/litmus/toctou.ts';
import { finds, proves } from '../../support/litmus.ts';
import { suite } from '../../support/suite.ts';

const AGREES = 'what is executed is what was approved';

suite('scenarios/litmus/toctou', (test) => {
  test('behind CONTINUE the kernel opens what nobody approved', () =>
    finds(toctou.toctouContinuePlain, AGREES, 67));

  test('who opens its own copy opens what it judged, or refuses', () =>
    // What the target is told, its path as the kernel had it, and the supervisor's.
    proves(toctou.toctouContinueFixed, ['-1 0 0 0', '2 0 0 1']));

  test('two looks that agree do not see an ABA', () => finds(toctou.toctouAbaPlain, AGREES, 93));

  test('who opens its own copy does not mind an ABA', () =>
    proves(toctou.toctouAbaFixed, ['-1 0 0 0', '2 0 0 1']));
});
