/**
 * Bench workers: what real worker threads cost to start, and whether two of them on two cores do
 * the work of two where they share nothing.
 */
import type { Bench } from './bench.ts';
/** What workers cost. */
export declare const workersBench: Bench;
