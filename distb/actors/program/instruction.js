/**
 * Instructions: what a simulated thread can do, as data. A program is a list of them; it survives
 * JSON and structuredClone, so it can be printed, hashed, shrunk and sent to a worker.
 *
 * Invariant: every field is a plain value. What takes a number also takes a register, the start of
 * a region (`@name`) or a parameter that was already put in its place by the scenario's builder.
 * Tested by: test/actors/program/code.test.ts
 */
export {};
//# sourceMappingURL=instruction.js.map