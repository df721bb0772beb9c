/** A pointer argument between check and use: what each policy lets through. */
import { defaultsOf, parametersOf } from '../../../scenarios/catalogue.ts';
import { ROUTES } from '../../../scenarios/litmus/routes.ts';
import * as toctou from '../../../scenarios/litmus/toctou.ts';
import { ask, Crew, run } from '../../../workers/index.ts';
import { explored, finds, proves } from '../../support/litmus.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const AGREES = 'what is executed is what was approved';

/** Names of policies, by number. */
const policiesOf = ({ parameters }: typeof toctou.toctouContinuePlain): readonly string[] =>
  parameters['policy']!.protects!;
/** Those that do not hold. */
const UNSAFE = ['none', 'compare'];

suite('scenarios/litmus/toctou', (test) => {
  test('behind CONTINUE the kernel opens what nobody approved', () =>
    finds(toctou.toctouContinuePlain, AGREES, 67));

  test('who opens its own copy opens what it judged, or refuses', () =>
    // What the target is told, its path as the kernel had it, and the supervisor's.
    proves(toctou.toctouContinueFixed, ['-1 0 0 0', '2 0 0 1']));

  test('two looks that agree do not see an ABA', () => finds(toctou.toctouAbaPlain, AGREES, 93));

  test('who opens its own copy does not mind an ABA', () =>
    proves(toctou.toctouAbaFixed, ['-1 0 0 0', '2 0 0 1']));

  for (const entry of [toctou.toctouContinuePlain, toctou.toctouAbaPlain])
    test(`${entry.name}: every guard holds what was read, and nothing is left of it`, async () => {
      for (const [policy, name] of policiesOf(entry).entries()) {
        const { verdict } = await explored(entry, { policy, words: 1 });
        is(verdict, UNSAFE.includes(name) ? 'violated' : 'holds', name);
      }
    });

  test('a guard that is a VMA of its own is got past through an alias', async () => {
    const route = ROUTES.findIndex(({ name }) => name === 'alias');
    const policy = policiesOf(toctou.toctouContinuePlain).indexOf('stall');
    const given = { policy, route, mechanism: 0, words: 1 };
    const entry = toctou.toctouContinuePlain;
    equal((await explored(entry, given)).found, AGREES);
    is(entry.build(parametersOf(entry, given)).expect.explore, 'violated');
  });

  test('many calls on real workers: attempts are counted, and no safe policy is hit', async () => {
    const crew = new Crew(5);
    try {
      for (const entry of [toctou.toctouContinuePlain, toctou.toctouAbaPlain])
        for (const [policy, name] of policiesOf(entry).entries()) {
          const given = { ...defaultsOf(entry), policy, turns: 20, mean: 20_000 };
          const { parallel, findings } = await run(ask(entry.build(given), given), {
            amount: { rounds: 5 },
            crew,
          });
          const { total } = parallel!;
          is(parallel!.rounds, 5, name);
          if (UNSAFE.includes(name)) continue;
          is(total.unapproved, 0, name);
          // On a busy machine an ABA may be too late for each of a hundred calls.
          equal(
            findings.filter(({ kind }) => kind !== 'unseen'),
            [],
            name,
          );
        }
    } finally {
      await crew.close();
    }
  });

  test('every route can be gone again and again', async () => {
    const entry = toctou.toctouContinuePlain;
    const crew = new Crew(5);
    try {
      for (const [route, { name }] of ROUTES.entries()) {
        const given = { ...defaultsOf(entry), policy: 0, route, turns: 20, mean: 20_000 };
        const { parallel } = await run(ask(entry.build(given), given), {
          amount: { rounds: 3 },
          crew,
        });
        is(parallel!.rounds, 3, name);
        ok(parallel!.total.executed > 0, name);
      }
    } finally {
      await crew.close();
    }
  });
});
