/**
 * Kernel worker: the kernel actor. It owns the address space: allocates and lays out the buffer,
 * boots, tells when all threads are at the barrier, injects faults, gives live figures, reaps.
 * Where the scenario says `owner: kernel-actor` it also runs the service thread that edits the
 * mappings, and turns its event loop in between, so that control calls are answered during a run.
 *
 * Invariant: nothing here is on the data path of the threads but that service thread.
 */
export {};
