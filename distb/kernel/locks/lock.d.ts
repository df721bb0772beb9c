/**
 * Lock: the designs that a lock of a scenario can have, as steps. Invariant: all designs exclude a
 * writer from everybody else; `losing-wake-ups` does too, and lets a sleeper sleep for ever.
 * Tested by: test/kernel/locks/rwsem.test.ts, test/kernel/locks/queued-rwsem.test.ts
 */
import type { Part } from '../routine.ts';
import { type ReleaseOptions } from './rwsem.ts';
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
export declare function lockSteps(design: LockDesign, name: string, lock: number, options: ReleaseOptions): LockSteps;
