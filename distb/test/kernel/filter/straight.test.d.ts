/** Straight code returns what the naive evaluator and the interpreter return. */
export {};
