/** The words that scenarios are written with. */
export {};
