/**
 * Litmus scenarios of the notification protocol itself: every order of what supervisors, signals
 * and deaths can do to two calls, the death of the supervisor, and the descriptor that was
 * withdrawn while the call stayed answered.
 *
 * Sources: kernel/seccomp.c: seccomp_notify_ioctl(), seccomp_notify_release();
 * seccomp_unotify(2).
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** Targets, supervisors, a signal or a death: every order of them. */
export declare const notifStateMachine: CatalogueEntry;
/** The repaired twin of the leak, and the rule itself. */
export declare const supervisorDeathPlain: CatalogueEntry;
/** The targets inherit the listener. */
export declare const supervisorDeathInherited: CatalogueEntry;
/** Closed, and nothing happens. */
export declare const closeInReceivePlain: CatalogueEntry;
/** The repaired twin: the receiver is interrupted as well, and lets go of the file. */
export declare const closeInReceiveFixed: CatalogueEntry;
/** The bug of 6.18.44: withdrawn, and answered all the same. */
export declare const addfdSendInterrupted: CatalogueEntry;
/** The repaired twin. */
export declare const addfdSendInterruptedFixed: CatalogueEntry;
