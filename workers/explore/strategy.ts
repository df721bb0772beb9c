/**
 * Strategy: which threads a search expands in a state. The seam for partial-order reduction: now
 * every thread is expanded, a reduction may leave out those whose steps commute with the chosen
 * ones.
 *
 * Invariant, which a reduction must keep: it names each thread at most once; it depends on the
 * identity words alone; if any thread can move, one of the named can, as a search takes a state in
 * which none of the named moves for an end or a deadlock; and on every cycle of states each thread
 * is named somewhere, or a thread is put off for ever. What the properties or the observations of
 * the scenario can see must count as touched.
 */

import type { World } from '../../kernel/index.ts';

/** Writes the numbers of the threads to expand into `threads`, and returns how many there are. */
export type Strategy = (world: World, threads: Uint16Array) => number;

/** Expands every thread: the full interleaving. */
export const expandAll: Strategy = (world, threads) => {
  const { threadCount } = world.layout.bounds;
  for (let thread = 0; thread < threadCount; thread += 1) threads[thread] = thread;
  return threadCount;
};
