/**
 * Registry: what `racetrap bench` can measure, in the order in which it runs when none is named.
 */
import type { Bench } from './bench.ts';
/** All benches. */
export declare const benches: readonly Bench[];
