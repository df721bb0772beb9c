/**
 * Bench reduction: how many states each scenario of the catalogue needs with reduction, beside all
 * that it has. Both searches go to their end and collect every violation, so the same is asked of
 * both; a scenario with more states than the budget is left out, and so is one that asks for whole
 * executions, which a reduction refuses. Numbers of states are the same in every run.
 */

import { isOfExecutions } from '../../actors/index.ts';
import { ask, explore, exploreReduced } from '../../workers/index.ts';
import { catalogue, parametersOf } from '../catalogue.ts';
import { type Bench, type Figure, median } from './bench.ts';

/** States of a scenario that is compared, at most. */
const STATE_COUNT_MAX = 100_000;
/** The share of the states that the median scenario may need. */
const AIM = '<= 0.33x the bound';

/** What a reduction leaves over. */
export const reductionBench: Bench = {
  name: 'reduction',
  about: 'states of each scenario of the catalogue with reduction, beside all that it has',
  run: async (supervision) => {
    const figures: Figure[] = [];
    const options = { all: true, stateCountMax: STATE_COUNT_MAX };
    for (const entry of catalogue) {
      const question = ask(entry.build(parametersOf(entry, {})));
      if (question.scenario.properties.some(isOfExecutions)) continue;
      const full = await explore(question, options, supervision);
      const whole = full.explore!.states;
      if (whole >= STATE_COUNT_MAX) continue;
      const reduced = await exploreReduced(question, options, supervision);
      const { states } = reduced.explore!;
      const isSame = reduced.verdict === full.verdict;
      figures.push({
        name: `${entry.name}${isSame ? '' : ': WRONG VERDICT'}`,
        value: states,
        unit: 'states',
        bound: { name: 'all', value: whole },
        ratio: states / whole,
      });
    }
    const shares = figures.map(({ ratio }) => ratio!);
    const middle = median(shares);
    figures.push({
      name: `median of ${shares.length} scenarios`,
      value: middle,
      unit: 'of the states',
      bound: { name: 'all', value: 1 },
      aim: AIM,
      ratio: middle,
    });
    return figures;
  },
};
