/** Scenarios as listings: what `show` prints of regions, programs and properties. */
export {};
