/**
 * `racetrap conform`: what it prints, its exit codes, and what it refuses by one line and a hint.
 */
export {};
