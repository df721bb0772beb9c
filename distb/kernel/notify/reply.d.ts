/**
 * The calls of a supervisor that only look at one notification under the lock, or at the listener:
 * SEND, ID_VALID and SET_FLAGS. A signal while they wait for the lock ends them with EINTR.
 *
 * Arguments: notif_send: listener, id, val, error, flags; notif_id_valid: listener, id;
 * notif_set_flags: listener, flags. Invariant: SEND is accepted only while the notification is sent
 * and unanswered.
 *
 * Source: kernel/seccomp.c: seccomp_notify_send(), seccomp_notify_id_valid(),
 * seccomp_notify_set_flags(). Deviation: SYNC_WAKE_UP is kept but has no effect, as it is a hint
 * to a scheduler that this kernel leaves to the engine.
 * Tested by: test/kernel/notify/reply.test.ts
 */
import { type Routine } from '../routine.ts';
import { type Protocol } from './notification.ts';
/** Flags of SET_FLAGS. Source: include/uapi/linux/seccomp.h. */
export declare const LISTENER_FLAG: {
    readonly SYNC_WAKE_UP: 1;
};
/** The routines of notif_send, notif_id_valid and notif_set_flags. */
export declare function replyCalls(protocol: Protocol): readonly Routine[];
