/**
 * Registry: what `racetrap bench` can measure, in the order in which it runs when none is named.
 */

import type { Bench } from './bench.ts';
import { dispatchBench } from './dispatch.ts';
import { exploreBench } from './explore.ts';
import { locksBench } from './locks.ts';
import { reductionBench } from './reduction.ts';
import { searchBench } from './search.ts';
import { virtualBench } from './virtual.ts';
import { vmaBench } from './vma.ts';
import { workersBench } from './workers.ts';

/** All benches. */
export const benches: readonly Bench[] = [
  dispatchBench,
  searchBench,
  exploreBench,
  reductionBench,
  vmaBench,
  workersBench,
  locksBench,
  virtualBench,
];
