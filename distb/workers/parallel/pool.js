/**
 * Pool: the worker threads of a run, or of several runs one after the other. One simulated thread
 * is one task that lasts as long as its run, and all must run at once: a task that queued behind
 * another would never begin while the other waits for it.
 */
import { Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import { Piscina } from 'piscina';
import { invariant } from '../../kernel/index.js';
import { workerUrl } from '../worker-url.js';
import { endpointOf } from './control.js';
/** Starts `threadCount` workers. */
function createPool(threadCount) {
    const pool = new Piscina({
        filename: workerUrl(import.meta.url, 'thread').href,
        // All threads of a run are alive at once; fewer workers than tasks would be a deadlock.
        minThreads: threadCount,
        maxThreads: threadCount,
        // A second task on a worker would wait for the end of the first, which waits for the second.
        concurrentTasksPerWorker: 1,
        // With min = max nobody is retired; said again here, as 0 retires at once what is above min.
        idleTimeout: Infinity,
        // A worker gets one task a run: nothing is gained by sleeping in Atomics.wait for the next, and
        // a worker that does so does not turn its event loop.
        atomics: 'disabled',
        // Its histograms of task times would say how long the run was.
        recordTiming: false,
        // The workers open no files, so there are none to close behind them.
        trackUnmanagedFds: false,
    });
    invariant(pool.minThreads === threadCount && pool.maxThreads === threadCount, 'a pool has a worker for every simulated thread');
    return pool;
}
/**
 * Crew: the workers of a run, its threads and the kernel actor. Who measures many short runs keeps
 * one crew for all of them: starting the workers takes longer than such a run, and a worker that
 * has just started runs code that is not compiled yet.
 */
export class Crew {
    /** Threads that it has workers for; the kernel actor's own does not count. */
    threadCount;
    pool;
    kernelWorker;
    kernel;
    constructor(threadCount) {
        this.threadCount = threadCount;
        // Workers load their modules while the kernel actor makes the world.
        this.pool = threadCount > 0 ? createPool(threadCount) : undefined;
        this.kernelWorker = new Worker(workerUrl(import.meta.url, 'kernel'));
        this.kernel = wrap(endpointOf(this.kernelWorker));
    }
    /** Ends the workers, whatever they do. */
    async close() {
        await Promise.all([this.pool?.destroy(), this.kernelWorker.terminate()]);
    }
}
//# sourceMappingURL=pool.js.map