/** The loads over one address space, on real workers, each for a moment. */
import { ADDRESS_SPACE_DESIGNS } from '../../../kernel/index.ts';
import { parametersOf } from '../../../scenarios/catalogue.ts';
import { faultChurn } from '../../../scenarios/loads/fault-churn.ts';
import { faultScaling } from '../../../scenarios/loads/fault-scaling.ts';
import { vmaSplitStorm } from '../../../scenarios/loads/vma-split-storm.ts';
import type { CatalogueEntry, Parameters } from '../../../actors/index.ts';
import { ask, type ParallelFigures, run } from '../../../workers/index.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const DURATION_MS = 150;

/** Runs a load and returns its figures; nothing may be found. */
async function figuresOf(entry: CatalogueEntry, given: Parameters): Promise<ParallelFigures> {
  const scenario = entry.build(parametersOf(entry, given));
  const { findings, parallel } = await run(ask(scenario), { amount: { durationMs: DURATION_MS } });
  equal(findings, []);
  ok(parallel !== null);
  return parallel;
}

suite('scenarios/loads', (test) => {
  test('threads fill an address space with guards up to its limit and not above', async () => {
    const { addressSpace, total } = await figuresOf(vmaSplitStorm, { limit: 256 });
    is(addressSpace.mapCountPeak, 256);
    ok(addressSpace.splits > 0 && addressSpace.merges > 0 && total.refused > 0);
  });

  test('a world has room for 65,530 mappings', async () => {
    const { addressSpace } = await figuresOf(vmaSplitStorm, {});
    ok(addressSpace.splits > 0 && addressSpace.mapCountPeak <= 65_530);
  });

  ADDRESS_SPACE_DESIGNS.forEach(({ name }, design) =>
    test(`page faults beside an editor are counted under ${name}`, async () => {
      const { threads, total } = await figuresOf(faultScaling, { design, shared: design % 2 });
      const workers = threads.filter((thread) => thread.name.startsWith('worker'));
      is(workers.length, 2);
      is(
        workers.reduce((sum, { counters }) => sum + counters.fault, 0),
        total.fault,
      );
      ok(total.fault > 0);
    }),
  );

  test('faults in mappings that others join and cut end well, whether given up or not', async () => {
    const { total, addressSpace } = await figuresOf(faultChurn, { threads: 3 });
    is(total.fault > 0 && total.munmap > 0, true);
    equal([total.staleDecision, total.useAfterFree], [0, 0]);
    ok(total.retried <= total.fault && addressSpace.merges > 0);
  });
});
