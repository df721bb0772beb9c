/** The report of an outcome as a whole. */
export {};
