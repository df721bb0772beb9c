/**
 * Spin: how long who cannot go on looks on, on its core, before it sleeps. Spin locks are waited
 * for so; a mutex and the writer of a semaphore spin while the owner runs (optimistic spinning);
 * who waits for the flush of other cores does nothing else meanwhile. All others sleep at once.
 *
 * Sources: Linux kernel/locking/mutex.c mutex_optimistic_spin(), rwsem.c rwsem_optimistic_spin(),
 * kernel/smp.c smp_call_function_many_cond(). Deviation: the owner is not looked at, a spin has a
 * limit instead.
 */

import type { KernelText } from '../../kernel/index.ts';
import { costOf, type Profile } from './profile.ts';

/** Steps that wait, by name, and the constant that says how long they spin; the first counts. */
const LIMITS: readonly (readonly [step: RegExp, constant: string])[] = [
  [/\.guard$|\.lockTable$|^tlb\.awaitFlush$/, 'spin.lock'],
  [/\.(write|writeWoken|tryWrite)$/, 'spin.writer'],
  [/\.(read|readGranted)$/, 'spin.reader'],
  [/notify_lock$|\.relock$/, 'spin.mutex'],
  [/^mm\.await/, 'spin.mutex'],
];

/** How long each step of a kernel text spins where it is blocked, in ps. */
export function spinLimits(text: KernelText, profile: Profile): Float64Array {
  return Float64Array.from(text.steps, ({ name }) => {
    const limit = LIMITS.find(([step]) => step.test(name));
    return limit === undefined ? 0 : costOf(profile, limit[1]).value;
  });
}

/** Steps that take a spin lock whose waiters stand in a queue (kernel/locking/qspinlock.c). */
const QUEUED = /\.guard$|\.lockTable$/;

/** 1 for each step of a kernel text of whose waiters a release wakes one, the first. */
export function queuedSteps(text: KernelText): Uint8Array {
  return Uint8Array.from(text.steps, ({ name }) => (QUEUED.test(name) ? 1 : 0));
}
