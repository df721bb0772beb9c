/**
 * Pool: the worker threads of a run, or of several runs one after the other. One simulated thread
 * is one task that lasts as long as its run, and all must run at once: a task that queued behind
 * another would never begin while the other waits for it.
 */
import { Worker } from 'node:worker_threads';
import { type Remote } from 'comlink';
import { Piscina } from 'piscina';
import { type KernelControl } from './control.ts';
import type { Assignment } from './life.ts';
/** Workers for the simulated threads of a run. */
type ThreadPool = Piscina<Assignment, void>;
/**
 * Crew: the workers of a run, its threads and the kernel actor. Who measures many short runs keeps
 * one crew for all of them: starting the workers takes longer than such a run, and a worker that
 * has just started runs code that is not compiled yet.
 */
export declare class Crew {
    /** Threads that it has workers for; the kernel actor's own does not count. */
    readonly threadCount: number;
    readonly pool: ThreadPool | undefined;
    readonly kernelWorker: Worker;
    readonly kernel: Remote<KernelControl>;
    constructor(threadCount: number);
    /** Ends the workers, whatever they do. */
    close(): Promise<void>;
}
export {};
