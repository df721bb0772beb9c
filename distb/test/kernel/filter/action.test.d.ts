/** Actions are signed words in the order of precedence, and data stays beside them. */
export {};
