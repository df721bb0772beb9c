/** Faults of a scenario file: one line each, with the path into the file. */
export {};
