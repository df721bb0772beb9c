/**
 * The calls on a listener, named as the system calls that they are: `notif_recv`, `notif_send`,
 * `notif_id_valid`, `notif_set_flags`, `notif_addfd` (all of them ioctls in Linux), `poll`, and
 * `close` and `dup`, which may be the listener's end. What each takes stands in its file.
 * Tested by: test/kernel/notify/listener.test.ts
 */
import type { Routine } from '../routine.ts';
/** The routines, without the `sys.` that the kernel text puts before their names. */
export declare function notificationCalls(fixes: ReadonlySet<string>): readonly Routine[];
