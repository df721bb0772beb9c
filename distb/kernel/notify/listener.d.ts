/**
 * The listener: how a call on it begins and ends, and how it is closed. A call whose thread shares
 * its descriptors holds the file, so that the listener stays open until the call ends. Who drops
 * the file last releases the listener: every notification that nobody has answered gets ENOSYS.
 *
 * Invariant: behind a call the scratch words it used, USING and RELEASES are zero.
 * Source: kernel/seccomp.c: seccomp_notify_ioctl(), seccomp_notify_detach(); fs/file.c: fdget().
 * Tested by: test/kernel/notify/listener.test.ts
 */
import type { World } from '../memory/world.ts';
import { type KernelStep, type Routine } from '../routine.ts';
import { type Protocol } from './notification.ts';
/** The argument of the running call. */
export declare function argument(world: World, thread: number, index: number): number;
/**
 * Releases the listeners that the thread has dropped last, and goes on with `done`. `base` is the
 * number of the first of these steps in its routine.
 */
export declare function releaseSteps(base: number, protocol: Protocol, done: (world: World, thread: number) => number): readonly KernelStep[];
/** Where the steps of a call on a listener begin, behind its first. */
export declare const CALL_BODY: number;
/**
 * A call on a listener: its first step, the way out, and its own steps from CALL_BODY on. `enter`
 * runs when the filter is known; it says how to go on.
 */
export declare function listenerCall(name: string, protocol: Protocol, enter: (world: World, thread: number) => number, body: readonly KernelStep[]): Routine;
/** Begins a call on the listener that a file word names: 0 or a negative errno. */
export declare function useListener(world: World, thread: number, file: number): number;
/** Ends a call on a listener with a result; a file that it held is dropped in a step of its own. */
export declare function finishCall(world: World, thread: number, result: number): number;
/** A call of one step that may drop the last reference to a listener's file. */
export declare function droppingCall(name: string, protocol: Protocol, body: (world: World, thread: number) => number): Routine;
