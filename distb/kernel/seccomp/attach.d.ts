/**
 * Entering a mode and attaching filters, with Linux's checks in Linux's order. The locked part (the
 * mode, the duplicate listener, the weight, the other threads) is one step, as it is under siglock;
 * TSYNC takes cred_guard_mutex before it. Invariant: a call that fails has changed nothing.
 *
 * Source: kernel/seccomp.c: seccomp_set_mode_filter(), seccomp_attach_filter(),
 * seccomp_can_sync_threads(), seccomp_sync_threads(). Deviation: more filters than the world has
 * room for (`filterCount`) give ENOMEM.
 */
import type { World } from '../memory/world.ts';
import type { FilterPaths } from './path.ts';
/** Whether the task may enter a mode: it is in none, or in this one. */
export declare function mayAssignMode(world: World, thread: number, mode: number): boolean;
/** What is checked before any lock; 0 or a negative errno. `program` is a number + 1, or 0. */
export declare function checkAttach(world: World, thread: number, paths: FilterPaths, flags: number, program: number): number;
/**
 * Puts the programs, oldest first, into the first records of a world that boots, for `users` tasks
 * to have; returns the FILTER word of these tasks. Preconditions: no filter is attached, there are
 * records enough, and Linux would take the path.
 */
export declare function bootFilters(world: World, programs: readonly number[], users: number): number;
/** The part under siglock: 0, a listener's descriptor, a thread id, or a negative errno. */
export declare function attach(world: World, thread: number, paths: FilterPaths, flags: number, program: number): number;
