/**
 * SECCOMP_IOCTL_NOTIF_RECV. It waits until a notification was counted, or nobody uses the filter
 * any more; then it takes the first that no supervisor has. The count is no promise: the target may
 * have left (ENOENT). A buffer that cannot be written puts the notification back.
 *
 * Arguments: listener; buffer (one of BUFFER); a word of memory + 1, or 0; how many words from
 * there, at most 5. The result is the id, which begins at 1. The words get the pid, the call's
 * number and its first three arguments, in this order; the task's BUFFER the id and all of these.
 *
 * Source: kernel/seccomp.c: recv_wait_event(), seccomp_notify_recv(). The fix
 * `recv-ends-with-users` is "seccomp: Stop blocking ioctl when filter has no users" (6.11).
 * Deviations: the id is the result, where Linux writes it to the buffer and returns 0; the buffer
 * is a value and no address, and words given besides need not be zero.
 * Tested by: test/kernel/notify/receive.test.ts
 */
import { type Routine } from '../routine.ts';
import type { Protocol } from './notification.ts';
/** Buffers that RECV can be given: zeroed memory, or what makes it fail. */
export declare const BUFFER: {
    readonly ZEROED: 0;
    readonly DIRTY: 1;
    readonly NULL: 2;
    readonly READ_ONLY: 3;
};
/** The routine of notif_recv. */
export declare function receiveCall(protocol: Protocol, fixes: ReadonlySet<string>): Routine;
