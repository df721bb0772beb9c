/**
 * SECCOMP_IOCTL_NOTIF_ADDFD: the supervisor queues a file of its own at a notification, wakes the
 * target, and sleeps until the target has installed it; with SEND the descriptor is the reply as
 * well. A signal makes the supervisor take its request back, unless the target was faster.
 *
 * Arguments: listener, id, flags (ADDFD_FLAG), srcfd, newfd, newfd_flags. The result is the
 * descriptor in the target. Invariant: a request is in the queue of at most one notification.
 *
 * Source: kernel/seccomp.c: seccomp_notify_addfd(). The fix `addfd-send-restore` is "seccomp:
 * restore knotif->state when SECCOMP_ADDFD_FLAG_SEND is interrupted".
 * Tested by: test/kernel/notify/addfd.test.ts
 */
import { type Routine } from '../routine.ts';
import { type Protocol } from './notification.ts';
/** The one bit of newfd_flags, O_CLOEXEC; it is accepted and has no effect. */
export declare const NEW_FILE_FLAG: {
    readonly CLOEXEC: 524288;
};
/** The routine of notif_addfd. */
export declare function addfdCall(protocol: Protocol): Routine;
