/** What a manager reads through its handle: which policies hold it, and who waits for whom. */
import { GUARD_MECHANISMS, GUARD_POLICIES } from '../../../kernel/index.ts';
import {
  guardLifecycle,
  guardLifecycleLeak,
  guardPinned,
  guardPinnedFixed,
  guardPolicies,
  guardShootdown,
  guardShootdownForgotten,
  inoutStructDeadlock,
  inoutStructDeadlockFixed,
} from '../../../scenarios/litmus/guarded-arguments.ts';
import { defaultsOf } from '../../../scenarios/catalogue.ts';
import { ask, explore, run } from '../../../workers/index.ts';
import { explored } from '../../support/litmus.ts';
import { isLong } from '../../support/effort.ts';
import { equal, is, match, ok, suite } from '../../support/suite.ts';

const verdictOf = async (policy: number, mechanism: number): Promise<string> => {
  const parameters = { policy, mechanism };
  const { verdict } = await explore(ask(guardPolicies.build(parameters), parameters));
  return verdict;
};

suite('scenarios/litmus/guarded-arguments', (test) => {
  test('what is executed is what was approved, under every policy but none', async () => {
    for (const [policy, name] of GUARD_POLICIES.entries())
      for (const mechanism of GUARD_MECHANISMS.keys()) {
        // One call shows no difference between the mechanisms.
        if (!isLong && mechanism !== 1) continue;
        is(await verdictOf(policy, mechanism), name === 'none' ? 'violated' : 'holds', name);
      }
  });

  test('the manager that writes to what it guards, and the call, wait for each other', async () => {
    const { waits } = await explored(inoutStructDeadlock, { writer: 2 });
    match(
      waits[0] ?? '',
      /^manager waits in process_vm_writev, for the guard of the call of target$/,
    );
    match(waits[1] ?? '', /^target waits for a reply to its notification 1 from manager$/);
  });

  test('the call that writes to what is guarded for it waits for itself', async () => {
    const { waits } = await explored(inoutStructDeadlock, { writer: 1 });
    match(waits[0] ?? '', /^target waits in ioctl_rw, for the guard of its own call$/);
  });

  test('the reset frees both of them', async () => {
    for (const writer of [1, 2]) {
      const parameters = { writer };
      const outcome = await explore(ask(inoutStructDeadlockFixed.build(parameters), parameters));
      is(outcome.verdict, 'holds');
    }
  });

  test('a writer that waits for a leaked guard is found, and says for whose call', async () => {
    const { waits } = await explored(guardLifecycleLeak, { mechanism: 1 });
    ok(waits.includes('writer waits to write, for the guard of the call of target'));
  });

  test('a write that was pinned before gets past a guard that does not ask, and past no other', async () => {
    for (const [policy, name] of GUARD_POLICIES.entries()) {
      const isAsking = name !== 'none' && name !== 'freeze';
      for (const mechanism of isLong && isAsking ? GUARD_MECHANISMS.keys() : [1]) {
        const parameters = { policy, mechanism };
        const verdicts: string[] = [];
        for (const entry of [guardPinned, guardPinnedFixed])
          verdicts.push((await explore(ask(entry.build(parameters), parameters))).verdict);
        const last = name === 'none' ? 'violated' : 'holds';
        equal(verdicts, [name === 'freeze' ? 'holds' : 'violated', last], name);
      }
    }
  });

  test('every mechanism needs the shootdown', async () => {
    for (const mechanism of [0, 2]) {
      const verdicts = await Promise.all(
        [guardShootdown, guardShootdownForgotten].map(async (entry) => {
          const parameters = { mechanism };
          return (await explore(ask(entry.build(parameters), parameters))).verdict;
        }),
      );
      equal(verdicts, ['holds', 'violated']);
    }
  });

  test('many calls, their threads and managers killed: nothing is left, and a leak is caught', async () => {
    const lived = async (entry: typeof guardLifecycle) => {
      const given = { ...defaultsOf(entry), turns: 5 };
      return run(ask(entry.build(given), given), {
        amount: { rounds: 60 },
        roundDeadlineMs: 1_000,
      });
    };
    const { parallel, findings } = await lived(guardLifecycle);
    is(parallel!.rounds, 60);
    ok(parallel!.total.killed > 0 && parallel!.total.guardInstalled > 60);
    equal(
      findings.filter(({ kind }) => kind !== 'unseen'),
      [],
    );
    const leak = await lived(guardLifecycleLeak);
    ok(leak.parallel!.violatedRounds > 0 || leak.findings.some(({ waits }) => waits !== undefined));
  });
});
