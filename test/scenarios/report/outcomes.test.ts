/** All final observations, each with the way to it. */
import { outcomesText } from '../../../scenarios/report/outcomes.ts';
import { equal, ok, suite } from '../../support/suite.ts';
import { outcomeWith } from '../../support/outcome.ts';

const two = outcomeWith({
  observed: ['x', 'y'],
  observations: [
    { values: [0, 1], count: 1, token: 'rt2.a' },
    { values: [1, 1], count: 3, token: 'rt2.b' },
  ],
});

suite('scenarios/report/outcomes', (test) => {
  test('each observation stands with its share and the command that leads to it', () => {
    const lines = outcomesText(two, { file: 'my file.ts' }).split('\n');
    equal(lines.slice(3, 9), [
      'All 2 outcomes',
      '  end states  share  observation',
      '           3  75.0%  x=1 y=1',
      "                     racetrap replay rt2.b 'my file.ts'",
      '           1  25.0%  x=0 y=1',
      "                     racetrap replay rt2.a 'my file.ts'",
    ]);
  });

  test('a finding is told beside them, with its command and without its schedule', () => {
    const text = outcomesText(
      { ...two, findings: [{ kind: 'property', message: 'x is y', token: 'rt2.c', schedule: [] }] },
      {},
    );
    ok(text.includes('Findings\n  property: x is y\n    racetrap replay rt2.c\n'), text);
  });

  test('what a search did not exhaust is not called all', () => {
    const text = outcomesText(
      { ...two, findings: [{ kind: 'deadline', message: 'the search was ended by a signal' }] },
      {},
    );
    ok(text.includes('2 outcomes so far; the search was not exhausted'), text);
    ok(!text.includes('All 2 outcomes'), text);
  });

  test('a scenario that never ends has no outcome, and one end is the only one', () => {
    const none = outcomesText({ ...two, observations: [] }, {});
    ok(none.includes('Outcomes\n  no schedule comes to an end\n'), none);
    const one = outcomesText({ ...two, observations: two.observations.slice(0, 1) }, {});
    ok(one.includes('The only outcome\n'), one);
  });
});
