/**
 * Memory vectors: mmap, munmap, mprotect, mseal, reads and writes on an address space that is
 * given, each with the result and the VMAs that Linux left. They run on the simulated kernel's VMA
 * table. Invariant: pages of a vector count from a base far above mmap_min_addr, and nothing that
 * is not the vector's stands in or beside its region. A forked task has an address space of its
 * own.
 */
import { type Fields } from './fields.ts';
/** Who owns which address space in a run of a vector. */
export declare class MemoryVector {
    #private;
    constructor(given: Fields);
    /** Runs one step; throws a Mismatch if it does not go as the step says. */
    run(step: Fields): void;
}
