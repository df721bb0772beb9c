/**
 * Figures of both engines as lines of text: what a search cost, and what real workers did.
 * Invariant: a figure stands beside its unit, and a share beside what it is a share of.
 */
import type { Distribution, ExploreFigures, ParallelFigures } from '../../workers/index.ts';
/** What a search cost. */
export declare function exploreLines(figures: ExploreFigures): string[];
/** One row a thread, and the totals; page faults have columns where there were any. */
export declare function threadLines(figures: ParallelFigures): string[];
/** The other figures of a run on real workers. */
export declare function parallelLines(figures: ParallelFigures): string[];
/** A distribution in one line. */
export declare function distributionText({ count, p50Ns, p99Ns, maxNs }: Distribution): string;
/** Names and values below each other. */
export declare function pairs(entries: readonly (readonly [string, string])[]): string[];
