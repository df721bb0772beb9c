/** The sentences that tell verdicts. */
export {};
