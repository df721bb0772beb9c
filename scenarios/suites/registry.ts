/** Registry: the suites that `racetrap bench` can measure, beside the benches of the laboratory. */

import { faultsSuite } from './faults.ts';
import { guardsSuite } from './guards.ts';
import { locksSuite } from './locks.ts';
import { mechanismsSuite } from './mechanisms.ts';
import { notifSuite } from './notif.ts';
import { rangesSuite } from './ranges.ts';
import { stallsSuite } from './stalls.ts';
import type { Suite } from './suite.ts';

/** All suites. */
export const suites: readonly Suite[] = [
  mechanismsSuite,
  rangesSuite,
  locksSuite,
  faultsSuite,
  notifSuite,
  guardsSuite,
  stallsSuite,
];
