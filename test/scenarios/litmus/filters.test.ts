/** Stacks of filters, against the rule of the manual and against a wrong rule. */
import type { Scenario } from '../../../actors/index.ts';
import {
  precedenceListener,
  precedenceMatrix,
  precedenceTrace,
} from '../../../scenarios/litmus/filters.ts';
import { proves } from '../../support/litmus.ts';
import { ask } from '../../../workers/engine.ts';
import { explore } from '../../../workers/explore/search.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';

/** The scenario with the program's idea of which filter decides on a tie turned round. */
function withOldestOnTie(scenario: Scenario): Scenario {
  const caller = scenario.threads['caller']!;
  const program = caller.program.map((each) =>
    each.do === 'branch' && each.when[1] === '<='
      ? { ...each, when: [each.when[0], '<', each.when[2]] as const }
      : each,
  );
  return { ...scenario, threads: { ...scenario.threads, caller: { ...caller, program } } };
}

suite('scenarios/litmus/filters', (test) => {
  test('for all 512 stacks of three filters the strictest, then the newest, decides', async () => {
    // Each stack has its own end while registers that nobody reads any more tell states apart.
    const question = ask(precedenceMatrix.build({}));
    const { verdict, observations, explore: figures } = await explore(question, { whole: true });
    is(verdict, 'holds');
    is(figures!.endStates, 512);
    // Seven actions by any of three layers; ALLOW decides a stack of ALLOW alone, by the newest.
    is(observations.length, 22);
  });

  test('a rule by which the oldest filter wins a tie is caught', () => {
    const { violated } = walk(withOldestOnTie(precedenceMatrix.build({})));
    equal([...violated].toSorted(), [
      'ERRNO is that of the newest such filter',
      'TRAP raises SIGSYS with the data of the newest such filter',
    ]);
  });

  test('only the open listener of the deciding filter is asked', () =>
    proves(precedenceListener, ['0 -38', '1 50']));

  test('behind a TRACE stop the filters run once more, and TRACE lets pass', () =>
    proves(precedenceTrace, ['0 0', '1 -7', '2 1000', '3 -38']));
});
