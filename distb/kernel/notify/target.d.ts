/**
 * The target's side: a call whose filter said USER_NOTIF posts a notification, sleeps until it is
 * answered, installs the descriptors that supervisors add meanwhile, and ends with the reply; or a
 * signal ends the sleep, the notification is withdrawn, and the call starts again with a new one.
 *
 * Invariant: between the end of the sleep and notify_lock the notification still stands: a reply
 * that comes there is accepted, and lost if a signal ended the sleep.
 * Source: kernel/seccomp.c: seccomp_do_user_notification().
 * Tested by: test/kernel/notify/target.test.ts
 */
import { type KernelStep } from '../routine.ts';
/** Flags of a reply. Source: include/uapi/linux/seccomp.h. */
export declare const REPLY_FLAG: {
    readonly CONTINUE: 1;
};
/**
 * The steps of a call whose filter said USER_NOTIF; SCRATCH holds the filter's number. `base` is
 * the number of the first step in its routine. They end with ANSWERED or ALLOW.
 */
export declare function notificationSteps(base: number, fixes: ReadonlySet<string>): readonly KernelStep[];
