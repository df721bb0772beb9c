/**
 * The entry of a call into the kernel, for threads that are tasks: user dispatch first, then the
 * tracer, then the work flags are read again, then (a routine of its own) seccomp. The selector is
 * a word of user memory that any thread may write; reading it is a step of its own.
 *
 * Sources: kernel/entry/common.c: syscall_trace_enter(); kernel/entry/syscall_user_dispatch.c.
 * The fix `entry-reread-work-flags` is "entry: Fix seccomp bypass after ptrace with TSYNC".
 */
import type { World } from '../memory/world.ts';
import { type Routine } from '../routine.ts';
/** Arms or disarms user dispatch: mode, offset and length as page and byte, selector. */
export declare function setUserDispatch(world: World, thread: number): number;
/** The entry's routine. `pages` gives the page of each word of memory, or -1 if it has none. */
export declare function enterRoutine(pages: Int32Array, fixes: ReadonlySet<string>): Routine;
