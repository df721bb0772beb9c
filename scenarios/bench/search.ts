/**
 * Bench search: how many states a second the explorer visits, and what a stored one costs, on
 * scenarios with full kernel steps.
 */

import { ask, explore } from '../../workers/index.ts';
import { rwsem } from '../litmus/locks.ts';
import { unlockedLookup } from '../litmus/memmap.ts';
import type { CatalogueEntry } from '../../actors/index.ts';
import { defaultsOf } from '../catalogue.ts';
import type { Bench, Figure } from './bench.ts';

/** Scenarios with three threads, large enough to be timed, and the parameters that make them so. */
const SUBJECTS: readonly (readonly [CatalogueEntry, Readonly<Record<string, number>>])[] = [
  [rwsem, { writers: 1, readers: 2, turns: 3 }],
  [rwsem, { writers: 3, readers: 0, turns: 4 }],
  [unlockedLookup, {}],
];

/** What a search costs. */
export const searchBench: Bench = {
  name: 'search',
  about: 'states a second and bytes a state of an exhaustive search on one core',
  run: async (supervision) => {
    const figures: Figure[] = [];
    for (const [entry, given] of SUBJECTS) {
      const parameters = { ...defaultsOf(entry), ...given };
      for (const order of ['breadth-first', 'depth-first'] as const) {
        // The first search warms the compiler up; the second is the figure.
        const question = ask(entry.build(parameters), parameters);
        await explore(question, { order, all: true }, supervision);
        const outcome = await explore(question, { order, all: true }, supervision);
        const search = outcome.explore;
        if (search === null) continue;
        const setting = Object.entries(given).map(([name, value]) => `${name}=${value}`);
        const name = [entry.name, ...setting, order].join(' ');
        figures.push(
          {
            name: `${name}: ${search.states} states of ${search.stateWordCount} words`,
            value: (search.states / search.durationMs) * 1000,
            unit: 'states/s',
            aim: '>= 300,000',
          },
          {
            name: `${name}: memory`,
            value: search.bytesPerState,
            unit: 'bytes/state',
            aim: '<= 64',
          },
        );
      }
    }
    return figures;
  },
};
