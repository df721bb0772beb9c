/** An explanation is one that a person can follow: few preemptions, and not hundreds of steps. */
import { ask } from '../../../workers/engine.ts';
import { explain } from '../../../workers/explore/explanation.ts';
import { replay } from '../../../workers/explore/replay.ts';
import { explore } from '../../../workers/explore/search.ts';
import { readToken } from '../../../workers/explore/token.ts';
import { mprotectRace, notifyRace, splitReadWriteLock } from '../../../scenarios/litmus/guarded.ts';
import { parametersOf } from '../../../scenarios/catalogue.ts';
import type { CatalogueEntry, Parameters } from '../../../actors/index.ts';
import { is, ok, suite } from '../../support/suite.ts';

async function explained(entry: CatalogueEntry, set: Parameters) {
  const question = ask(entry.build(parametersOf(entry, set)));
  const { findings } = await explore(question);
  const finding = explain(question, readToken(question, findings[0]!.token!));
  return { question, finding, why: finding.why };
}

suite('workers/explore/explanation', (test) => {
  test('one preemption more is told where it spares a hundred steps, and the fewest beside it', async () => {
    const { question, finding, why } = await explained(mprotectRace, { turns: 33 });
    is(finding.schedule?.length, 8);
    is(why.preemptions, 2);
    is(why.preemptionsAtLeast, 1);
    is(why.fewer?.preemptions, 1);
    is(replay(question, why.fewer?.token ?? '').schedule.length, why.fewer?.steps);
    ok(finding.ordering?.isSufficient);
  });

  test('the benchmark problems need few preemptions', async () => {
    for (const [entry, most] of [
      [notifyRace, 4],
      [splitReadWriteLock, 2],
    ] as const) {
      const { why } = await explained(entry, {});
      ok(why.preemptions <= most, `${entry.name}: ${why.preemptions}`);
      is(why.fewer, null);
    }
  });
});
