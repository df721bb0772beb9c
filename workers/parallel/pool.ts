/**
 * Pool: the worker threads of a run, or of several runs one after the other. One simulated thread
 * is one task that lasts as long as its run, and all must run at once: a task that queued behind
 * another would never begin while the other waits for it.
 */

import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type * as comlink from 'comlink';
import type * as piscina from 'piscina';
import { invariant } from '../../kernel/index.ts';
import { workerUrl } from './worker-url.ts';
import { endpointOf, type KernelControl } from './control.ts';
import type { Assignment } from './life.ts';

/** Workers for the simulated threads of a run. */
type ThreadPool = piscina.Piscina<Assignment, void>;

/** Why: loading these takes longer than most searches, which come through here for nothing. */
const load = createRequire(import.meta.url);

/** Starts `threadCount` workers. */
function createPool(threadCount: number): ThreadPool {
  const { Piscina } = load('piscina') as typeof piscina;
  const pool: ThreadPool = new Piscina({
    filename: workerUrl('workers/parallel/thread').href,
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
  invariant(
    pool.minThreads === threadCount && pool.maxThreads === threadCount,
    'a pool has a worker for every simulated thread',
  );
  return pool;
}

/**
 * Crew: the workers of a run, its threads and the kernel actor. Who measures many short runs keeps
 * one crew for all of them: starting the workers takes longer than such a run, and a worker that
 * has just started runs code that is not compiled yet.
 */
export class Crew {
  /** Threads that it has workers for; the kernel actor's own does not count. */
  readonly threadCount: number;
  readonly pool: ThreadPool | undefined;
  readonly kernelWorker: Worker;
  readonly kernel: comlink.Remote<KernelControl>;

  constructor(threadCount: number) {
    this.threadCount = threadCount;
    // Workers load their modules while the kernel actor makes the world.
    this.pool = threadCount > 0 ? createPool(threadCount) : undefined;
    this.kernelWorker = new Worker(workerUrl('workers/parallel/kernel'));
    const { wrap } = load('comlink') as typeof comlink;
    this.kernel = wrap<KernelControl>(endpointOf(this.kernelWorker));
  }

  /** Ends the workers, whatever they do. */
  async close(): Promise<void> {
    await Promise.all([this.pool?.destroy(), this.kernelWorker.terminate()]);
  }
}
