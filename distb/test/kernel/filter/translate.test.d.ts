/** The weight that Linux counts: instructions of the translation, not of the program. */
export {};
