/** Who wins: the lowest signed action, on a tie the newest filter, and what a verdict carries. */
export {};
