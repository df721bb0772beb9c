/**
 * Lock: the designs that a lock of a scenario can have, as steps. Invariant: all designs exclude a
 * writer from everybody else; `losing-wake-ups` does too, and lets a sleeper sleep for ever.
 * Tested by: test/kernel/locks/rwsem.test.ts, test/kernel/locks/queued-rwsem.test.ts
 */

import type { Part } from '../routine.ts';
import { queuedReadAcquire, queuedRelease, queuedWriteAcquire } from './queued-rwsem.ts';
import {
  readAcquire,
  readRelease,
  type ReleaseOptions,
  writeAcquire,
  writeRelease,
  writeReleaseLosingWakeUps,
} from './rwsem.ts';

/**
 * How a lock behaves: reduced to its writer preference, its broken twin, or with the queue, the
 * handoff and the batches of Linux.
 */
export type LockDesign = 'rwsem' | 'losing-wake-ups' | 'queued-rwsem';

/** The operations of one lock. */
export interface LockSteps {
  readonly readAcquire: Part;
  readonly readRelease: Part;
  readonly writeAcquire: Part;
  readonly writeRelease: Part;
}

/** The operations of a lock by its number. */
export function lockSteps(
  design: LockDesign,
  name: string,
  lock: number,
  options: ReleaseOptions,
): LockSteps {
  const number = () => lock;
  if (design === 'queued-rwsem')
    return {
      readAcquire: queuedReadAcquire(name, lock),
      readRelease: queuedRelease(name, lock, false),
      writeAcquire: queuedWriteAcquire(name, lock),
      writeRelease: queuedRelease(name, lock, true),
    };
  const release = design === 'rwsem' ? writeRelease : writeReleaseLosingWakeUps;
  return {
    readAcquire: readAcquire(name, number),
    readRelease: readRelease(name, number, options),
    writeAcquire: writeAcquire(name, number),
    writeRelease: release(name, number, options),
  };
}
