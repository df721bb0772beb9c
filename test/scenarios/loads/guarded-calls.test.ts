/** Guarded calls: no guard of a frame is ever got past, many targets run, and what they cost. */
import { ask, exploreReduced, runVirtual } from '../../../workers/index.ts';
import { parametersOf } from '../../../scenarios/catalogue.ts';
import { guardsSuite } from '../../../scenarios/suites/guards.ts';
import { guardedCalls, POLICIES } from '../../../scenarios/loads/guarded-calls.ts';
import { loadProfile, PROFILE_DEFAULT } from '../../../scenarios/profiles/profile-file.ts';
import { stress } from '../../../scenarios/stress/stress.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const policyOf = (name: (typeof POLICIES)[number]): number => POLICIES.indexOf(name);

suite('scenarios/loads/guarded-calls', (test) => {
  for (const [policy, name] of POLICIES.entries())
    test(`${name}: exploration says what the scenario expects`, async () => {
      const parameters = parametersOf(guardedCalls, { policy });
      const scenario = guardedCalls.build(parameters);
      const { verdict } = await exploreReduced(ask(scenario));
      is(verdict, scenario.expect.explore);
      is(verdict, name === 'none' ? 'violated' : 'holds');
    });

  test('an attacker that is served by a page fault gets past none, and hangs who stalls it', async () => {
    for (const name of ['none', 'stall', 'sigbus', 'eperm', 'freeze'] as const) {
      const parameters = parametersOf(guardedCalls, { policy: policyOf(name), attack: 3 });
      const scenario = guardedCalls.build(parameters);
      const { verdict, findings } = await exploreReduced(ask(scenario));
      is(verdict, scenario.expect.explore, name);
      is(findings[0]?.kind === 'deadlock', name === 'stall' || name === 'freeze', name);
    }
  });

  test('an adaptive attacker finds a window that is a small part of what it looks through', async () => {
    // The supervisor thinks for 20 us; one draws its delay from 2 ms, the other learns up to 1 ms.
    const share = async (attack: number): Promise<number> => {
      const parameters = parametersOf(guardedCalls, {
        attack,
        mean: 1_000_000,
        delay: 20_000,
        turns: 200,
      });
      const { parallel } = await runVirtual(ask(guardedCalls.build(parameters)), {
        amount: { rounds: 1 },
        cores: 8,
        profile: loadProfile(PROFILE_DEFAULT),
      });
      return parallel!.total.unapproved / 200;
    };
    const once = await share(1);
    const adaptive = await share(4);
    ok(adaptive > 4 * once, `${adaptive} beside ${once}`);
  });

  test('a route that the guard does not watch is expected to be open', () => {
    const expected = (given: Record<string, number>) =>
      guardedCalls.build(parametersOf(guardedCalls, given)).expect.explore;
    const stall = policyOf('stall');
    is(expected({ policy: stall, route: 1, scope: 0 }), 'violated');
    is(expected({ policy: stall, route: 1, scope: 1 }), 'holds');
    is(expected({ policy: policyOf('userfaultfd'), route: 2 }), 'violated');
    is(expected({ policy: policyOf('userfaultfd'), route: 4 }), 'holds');
  });

  test('several targets are guarded side by side, in every policy', async () => {
    for (const policy of POLICIES.keys()) {
      const parameters = parametersOf(guardedCalls, {
        policy,
        targets: 3,
        attackers: 0,
        turns: 4,
      });
      const { parallel, findings } = await runVirtual(ask(guardedCalls.build(parameters)), {
        amount: { rounds: 2 },
        cores: 8,
        profile: loadProfile(PROFILE_DEFAULT),
      });
      equal(findings, []);
      is(parallel!.total.executed, 2 * 3 * 4, POLICIES[policy]);
      is(parallel!.total.unapproved, 0);
      is(parallel!.total.guardInstalled, parallel!.total.guardReleased);
    }
  });

  test('a stress counts by the record of the kernel, with what the guard cost', async () => {
    const parameters = parametersOf(guardedCalls, { policy: policyOf('snapshot'), turns: 20 });
    const { points, attack, steps } = await stress(guardedCalls, parameters, {
      rounds: 5,
      seed: 1,
    });
    const [point] = points;
    is(point!.hits, 0);
    ok(point!.attempts > 0 && point!.attempts <= 100, `${point!.attempts}`);
    equal(Object.keys(point!.costs), [
      'calls failed',
      'writes stalled',
      'refused',
      'innocent',
      'words copied',
    ]);
    is(attack, null, 'no closed form is held against a guard that holds');
    is(steps!.hits, 0);
  });

  test('the suite of guards has a point for each policy and mechanism, alike in every run', async () => {
    const { points } = guardsSuite;
    is(points.filter(({ parameters }) => parameters['targets'] === 1).length, 16);
    const byVma = { policy: 'stall', mechanism: 'vma', targets: 1 };
    const taken = await guardsSuite.sample(byVma, 1, 'virtual');
    equal(taken, await guardsSuite.sample(byVma, 1, 'virtual'));
    // Two mappings more than without, while a guard lives.
    is(taken['maps peak'], 6);
    ok(taken['maps mean']! > 4 && taken['maps mean']! < 6);
  });
});
