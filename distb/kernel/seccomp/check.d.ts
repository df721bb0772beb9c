/**
 * The seccomp check of one call: strict mode, or the verdict of the filters and what it does.
 * TRACE stops and then runs the filters once more, TRACE counting as ALLOW that time; USER_NOTIF
 * asks the listener. Invariant: whatever answers or kills skips the call, and the exit work decides
 * about the thread.
 *
 * Source: kernel/seccomp.c: __secure_computing_strict(), __seccomp_filter().
 */
import type { World } from '../memory/world.ts';
import { type Routine } from '../routine.ts';
import type { FilterPaths } from './path.ts';
/** Writes the siginfo of a SIGSYS for the running call. */
export declare function writeCallInfo(world: World, thread: number, code: number, errno: number): void;
/** The check's routine, for the filter programs of a scenario. */
export declare function seccompRoutine(paths: FilterPaths, fixes: ReadonlySet<string>): Routine;
