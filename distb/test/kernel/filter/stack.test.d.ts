/** Paths of filters: what they weigh, where they end, and that they are shared, not changed. */
export {};
