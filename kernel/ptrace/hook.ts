/**
 * Where tracing meets the rest of the kernel: the steps of each stop. `base` is the number of the
 * first step in its routine; steps go on with NEXT behind the last one, or end the routine.
 * Tested by: test/kernel/seccomp/check.test.ts
 */

import type { KernelStep, Routine } from '../routine.ts';
import type { World } from '../memory/world.ts';

/**
 * The stop, or SYSEMU, at the entry of a call; ends with ANSWERED when the call is to be skipped.
 */
export function entryStopSteps(_base: number): readonly KernelStep[] {
  return [];
}

/** The stop behind a call. */
export function exitStopSteps(_base: number): readonly KernelStep[] {
  return [];
}

/**
 * The stop of a filter's TRACE; STOP_MESSAGE holds its data. Goes on behind its last step when the
 * filters are to run once more.
 */
export function filterStopSteps(_base: number): readonly KernelStep[] {
  return [];
}

/** The stop before a signal is taken; INFO.SIGNAL holds it, and afterwards the tracer's choice. */
export function signalStopSteps(_base: number): readonly KernelStep[] {
  return [];
}

/** Whether a tracer wants to hear of TRACE. */
export function wantsFilterStop(_world: World, _thread: number): boolean {
  return false;
}

/** Whether a tracer wants a stop at the entry or behind the running call, or emulates it. */
export function wantsCallStop(_world: World, _thread: number): boolean {
  return false;
}

/** A task is dead: its tracer hears of it, and its tracees are let go. */
export function tracedExit(_world: World, _thread: number): void {
  // Nobody traces yet.
}

/** The tracer's calls: routines named as the system call that they are. */
export function ptraceCalls(): readonly Routine[] {
  return [];
}
