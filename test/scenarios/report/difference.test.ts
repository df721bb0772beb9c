/** What one of two searches reaches and the other does not. */
import { ask, explore, type Finding, type Outcome } from '../../../workers/index.ts';
import { findScenario, parametersOf } from '../../../scenarios/catalogue.ts';
import { differenceOf, differenceText, type Side } from '../../../scenarios/report/difference.ts';
import { equal, is, ok, suite, throws } from '../../support/suite.ts';
import { outcomeWith } from '../../support/outcome.ts';

const found = (message: string, token = 'rt2.f'): Finding => ({ kind: 'property', message, token });
const deadlock = (who: string): Finding => ({
  kind: 'deadlock',
  message: `deadlock: ${who}`,
  token: `rt2.${who}`,
});
const deadline: Finding = { kind: 'deadline', message: 'the search was ended by a signal' };

function side(label: string, parts: Partial<Outcome>): Side {
  return { label, file: undefined, outcome: outcomeWith({ observed: ['x'], ...parts }) };
}

const ends = (...values: number[]): Outcome['observations'] =>
  values.map((value) => ({ values: [value], count: 1, token: `rt2.x${value}` }));

suite('scenarios/report/difference', (test) => {
  test('observations and findings are each on one side or on both', () => {
    const sides = [
      side('a', { observations: ends(0, 1), findings: [found('p'), deadlock('u')] }),
      side('b', { observations: ends(1, 2), findings: [deadlock('v'), found('q')] }),
    ] as const;
    const difference = differenceOf(sides);
    is(difference.isSame, false);
    equal(
      difference.observations.map(({ values, counts }) => [values[0], ...counts]),
      [
        [1, 1, 1],
        [0, 1, 0],
        [2, 0, 1],
      ],
    );
    equal(
      difference.findings.map(({ kind, isFound }) => [kind, ...isFound]),
      [
        ['property', true, false],
        ['deadlock', true, true],
        ['property', false, true],
      ],
    );
    const text = differenceText(sides, difference);
    ok(text.startsWith('a and b differ: 1 outcome and 1 finding only with the first,'), text);
    ok(/\nOnly a\n[^]*x=0\n +racetrap replay rt2\.x0\n[^]*property: p\n/.test(text), text);
    ok(/\nBoth a and b\n[^]*deadlock: u\n +racetrap replay rt2\.u\n[^]*rt2\.v\n/.test(text), text);
  });

  test('how often an end was met is no difference', () => {
    const more = [{ values: [1], count: 7 }];
    const sides = [
      side('a', { observations: ends(1) }),
      side('b', { observations: more }),
    ] as const;
    is(differenceOf(sides).isSame, true);
    ok(differenceText(sides, differenceOf(sides)).startsWith('a and b allow the same'));
  });

  test('a search that was not exhausted gives no verdict, however alike the two are', () => {
    const sides = [
      side('a', { observations: ends(1) }),
      side('b', { observations: [], findings: [deadline] }),
    ] as const;
    is(differenceOf(sides).isSame, false);
    const text = differenceText(sides, differenceOf(sides));
    ok(text.startsWith('No verdict: the search of b was not exhausted. So far: 1 outcome'), text);
    ok(text.includes('\nSo far only a\n'), text);
    is(differenceOf([sides[1], sides[1]]).isSame, false);
  });

  test('names that one side alone observes are told and not compared', () => {
    const wide = side('b', {
      observed: ['y', 'x'],
      observations: [
        { values: [5, 1], count: 1 },
        { values: [6, 1], count: 1 },
      ],
    });
    const sides = [side('a', { observations: ends(1) }), wide] as const;
    is(differenceOf(sides).isSame, true);
    ok(differenceText(sides, differenceOf(sides)).includes('only b observes it: y.'));
    throws(
      () => differenceOf([side('a', {}), side('b', { observed: ['z'] })]),
      /a observes x, and b z/,
    );
  });

  test('a lock around the look-up takes away what its lack allows, and nothing else', async () => {
    const entry = findScenario('nosyscall-check-designs')!;
    const [without, around] = await Promise.all(
      [0, 1].map(async (design): Promise<Side> => {
        const parameters = parametersOf(entry, { design });
        const question = ask(entry.build(parameters), parameters);
        const outcome = await explore(question, { all: true, witnesses: true });
        return { label: `design=${design}`, file: undefined, outcome };
      }),
    );
    const { observations, findings } = differenceOf([without!, around!]);
    ok(observations.some(({ counts }) => counts[0] > 0 && counts[1] === 0));
    ok(observations.every(({ counts }) => counts[0] > 0));
    ok(findings.length > 0 && findings.every(({ isFound }) => isFound[0] && !isFound[1]));
    ok(
      observations.every(({ counts, tokens }) => tokens.every((t, at) => !!t === counts[at]! > 0)),
    );
  });
});
