/**
 * Strategy: which threads a search expands in a state, in groups. A search expands the first group;
 * it goes on to the next one while no thread of those before could move, or where staying would
 * put others off for ever.
 *
 * Invariant, which a reduction must keep: the groups name each thread once; they depend on the
 * identity words alone; what the threads outside of the first groups can do, until one of these
 * moves, commutes with all that one of these can do next. What the properties or the observations
 * of the scenario can see must count as touched.
 */
/** Expands every thread: the full interleaving. */
export const expandAll = {
    choose(world, threads, ends) {
        const { threadCount } = world.layout.bounds;
        for (let thread = 0; thread < threadCount; thread += 1)
            threads[thread] = thread;
        ends[0] = threadCount;
        return 1;
    },
    mayReturn: () => false,
};
//# sourceMappingURL=strategy.js.map