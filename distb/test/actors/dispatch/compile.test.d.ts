/** The table says what xstate says, the judge of that is able to see, and the rest is refused. */
export {};
