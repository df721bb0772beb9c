/** Registry: the suites that `racetrap bench` can measure, beside the benches of the laboratory. */

import { faultsSuite } from './faults.ts';
import { mechanismsSuite } from './mechanisms.ts';
import type { Suite } from './suite.ts';

/** All suites. */
export const suites: readonly Suite[] = [mechanismsSuite, faultsSuite];
