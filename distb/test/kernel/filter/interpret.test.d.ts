/** The interpreter returns what the naive evaluator returns, and knows its arithmetic by heart. */
export {};
