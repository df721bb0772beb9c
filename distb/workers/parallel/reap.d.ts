/**
 * Reap: ends a run. The stop flag is raised first; then every place where a thread may sleep is
 * woken, again and again, as a thread may be between its look at the flag and its sleep.
 */
import { type World } from '../../kernel/index.ts';
/** Whether a thread is still to leave. */
export declare function isPresent(world: World, thread: number): boolean;
/**
 * Stops all threads and returns whether all have left within `timeoutMs`. Threads that have not yet
 * come are not waited for: they find the flag.
 */
export declare function reap(world: World, timeoutMs: number): Promise<boolean>;
