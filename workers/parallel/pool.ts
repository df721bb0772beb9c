/**
 * Pool: the worker threads of one run. One simulated thread is one task that lasts as long as the
 * run, and all must run at once: a task that queued behind another would never begin while the
 * other waits for it.
 */

import { Piscina } from 'piscina';
import { invariant } from '../../kernel/index.ts';
import { workerUrl } from '../worker-url.ts';
import type { Assignment } from './life.ts';

/** Workers for the simulated threads of a run. */
export type ThreadPool = Piscina<Assignment, void>;

/** Starts `threadCount` workers. */
export function createPool(threadCount: number): ThreadPool {
  const pool: ThreadPool = new Piscina({
    filename: workerUrl(import.meta.url, 'thread').href,
    // All threads of a run are alive at once; fewer workers than tasks would be a deadlock.
    minThreads: threadCount,
    maxThreads: threadCount,
    // A second task on a worker would wait for the end of the first, which waits for the second.
    concurrentTasksPerWorker: 1,
    // With min = max nobody is retired; said again here, as 0 retires at once what is above min.
    idleTimeout: Infinity,
    // A worker gets one task in its life: nothing is gained by sleeping in Atomics.wait for the
    // next, and a worker that does so does not turn its event loop.
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
