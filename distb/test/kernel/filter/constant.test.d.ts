/** The bitmap never says anything that running the filters would not say, and misses nothing. */
export {};
