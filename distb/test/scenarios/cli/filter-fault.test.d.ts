/** Wrong filters at the command line: Linux's errno, the instruction and why, in one line. */
export {};
