/** Observations and the parity of two engines. */
export {};
