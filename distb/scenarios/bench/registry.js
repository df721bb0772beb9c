/**
 * Registry: what `racetrap bench` can measure, in the order in which it runs when none is named.
 */
import { dispatchBench } from './dispatch.js';
import { locksBench } from './locks.js';
import { searchBench } from './search.js';
import { vmaBench } from './vma.js';
import { workersBench } from './workers.js';
/** All benches. */
export const benches = [
    dispatchBench,
    searchBench,
    vmaBench,
    workersBench,
    locksBench,
];
//# sourceMappingURL=registry.js.map