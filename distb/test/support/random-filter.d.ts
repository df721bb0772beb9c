/** Random filters, paths and calls for properties, rich in the words at which mistakes show. */
import * as fc from 'fast-check';
/** A program that seccomp takes, of any instructions. */
export declare const filterProgram: fc.Arbitrary<Int32Array>;
/** A program that mostly looks at the number, and so is often foretold. */
export declare const numberProgram: fc.Arbitrary<Int32Array>;
/** A program that seccomp may take or not: every code, and k and jumps near their limits. */
export declare const anyProgram: fc.Arbitrary<Int32Array>;
/** The data of a call. */
export declare const callData: fc.Arbitrary<Int32Array>;
/** A program as text in counterexamples: its codes and constants. */
export declare function listing(program: Int32Array): string;
