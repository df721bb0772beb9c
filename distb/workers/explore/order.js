/**
 * Order: what a search order offers to the engine that drives it, and what it needs of the set of
 * states. A search order expands states in slices, so that the engine can look at the clock, tell
 * of its progress and be told to stop between two slices.
 */
export {};
//# sourceMappingURL=order.js.map