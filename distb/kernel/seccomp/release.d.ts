/**
 * Who holds a filter. REFERENCES keeps a record in use: tasks, the filter above, an open listener.
 * USERS counts the tasks and used filters above, and at 0 the listener hangs up. Invariant: a
 * record with REFERENCES 0 is free, and all its words are zero.
 *
 * Source: kernel/seccomp.c: __get_seccomp_filter(), __seccomp_filter_orphan(),
 * __put_seccomp_filter().
 * Tested by: test/kernel/seccomp/attach.test.ts
 */
import type { World } from '../memory/world.ts';
/** One task more uses the filter (a FILTER word: record + 1, or 0 for none). */
export declare function holdFilter(world: World, newest: number): void;
/** A task uses the filter no more. */
export declare function releaseFilter(world: World, newest: number): void;
/** One reference less; a record without any is free, and lets go of the one below. */
export declare function putFilter(world: World, newest: number): void;
