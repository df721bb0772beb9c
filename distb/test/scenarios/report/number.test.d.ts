/** Numbers as reports print them. */
export {};
