/**
 * Scheduler: who moves next in a sampled schedule. The seam of sampling: a random walk, PCT and
 * coverage-guided scheduling differ in nothing else.
 *
 * Invariant: what a scheduler picks is a function of its seeds and of what it was told, never of
 * the clock, so that a seed repeats its schedule.
 */
export {};
//# sourceMappingURL=scheduler.js.map