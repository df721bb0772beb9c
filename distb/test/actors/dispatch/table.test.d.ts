/** A table is plain data, its numbers are dense, and it needs no xstate. */
export {};
