/** Concurrent edits against the orders of whole calls, under every lock design and every twin. */
import { splitMergeOracle } from '../../../scenarios/litmus/split-merge.ts';
import { ask, explore } from '../../../workers/index.ts';
import { explored, foundByDesign } from '../../support/litmus.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const HISTORY_COUNT = (splitMergeOracle.parameters['history']?.max ?? 0) + 1;
const HISTORIES = Array.from({ length: HISTORY_COUNT }, (_none, history) => history);

/** The scenario and the orders that its property allows. */
function oracleOf(history: number, design = 1) {
  const scenario = splitMergeOracle.build({ design, without: 0, history });
  const [property, ...others] = scenario.properties;
  ok(property?.kind === 'finally');
  const { that } = property;
  ok('any' in that);
  return { scenario, property, orders: that.any, others };
}

suite('scenarios/litmus/split-merge', (test) => {
  for (const history of HISTORIES)
    test(`history ${history}: only an unlocked reader and broken twins leave the orders`, async () => {
      const found = await foundByDesign(splitMergeOracle, { history });
      const { property } = oracleOf(history);
      equal(found, [
        `unlocked: ${property.name}`,
        `mmap-lock without the hold: ${property.name}`,
        `per-vma without the sequence: ${property.name}`,
        `per-vma without the detached check: ${property.name}`,
        'per-vma without the release before the fallback: deadlock',
        `range-lock without the hold: ${property.name}`,
        `user-dispatch-range without the static range: ${property.name}`,
        `speculative without the recheck: ${property.name}`,
        `speculative without the odd sequence: ${property.name}`,
      ]);
    });

  test('every order of whole calls is reached, and each is missed if it is not allowed', async () => {
    let missed = 0;
    for (const history of HISTORIES) {
      const { observed } = await explored(splitMergeOracle, { history }, true);
      const { scenario, property, orders, others } = oracleOf(history);
      is(observed.length, orders.length, `history ${history}`);
      if (orders.length === 1) continue;
      for (const left of orders) {
        const any = orders.filter((order) => order !== left);
        const properties = [{ ...property, that: { any } }, ...others];
        // The broken oracle: it does not know one of the orders.
        const { verdict } = await explore(ask({ ...scenario, properties }));
        is(verdict, 'violated');
        missed += 1;
      }
    }
    ok(missed >= 8, `${missed} orders`);
  });
});
