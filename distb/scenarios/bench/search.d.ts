/**
 * Bench search: how many states a second the explorer visits, and what a stored one costs, on
 * scenarios with full kernel steps.
 */
import type { Bench } from './bench.ts';
/** What a search costs. */
export declare const searchBench: Bench;
