/**
 * Host pool: cores of this machine that run tasks of one module, one after the other each: for work
 * that comes in many pieces which know nothing of each other. Invariant: the answers are those of
 * the tasks alone; which core took which, and when, makes no difference to them.
 */

import { createRequire } from 'node:module';
import type * as piscina from 'piscina';

/** Cores that run tasks. */
export interface HostPool<Task, Answer> {
  readonly run: (task: Task) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** Why: loading it takes longer than many commands, which come through here for nothing. */
const load = createRequire(import.meta.url);

/** Starts `coreCount` workers of a module whose default export is the task. */
export function createHostPool<Task, Answer>(
  worker: URL,
  coreCount: number,
): HostPool<Task, Answer> {
  const { Piscina } = load('piscina') as typeof piscina;
  const pool: piscina.Piscina<Task, Answer> = new Piscina({
    filename: worker.href,
    minThreads: coreCount,
    maxThreads: coreCount,
    idleTimeout: Infinity,
    // Nobody sleeps in Atomics.wait between two tasks, and nobody asks how long they took.
    atomics: 'disabled',
    recordTiming: false,
  });
  return { run: (task) => pool.run(task), close: () => pool.destroy() };
}
