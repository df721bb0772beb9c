/**
 * Litmus scenarios of signals that meet a user notification: the reply that is lost, the storm that
 * never lets a call be answered, and the call that nobody had looked at yet.
 *
 * Sources: kernel/seccomp.c: seccomp_do_user_notification(); seccomp_unotify(2); the reports that
 * each entry names.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** R6 on an ordinary listener: by design. */
export declare const lostReplyPlain: CatalogueEntry;
/** R6 under WAIT_KILLABLE_RECV before 6.18. */
export declare const lostReplyKillable: CatalogueEntry;
/** The repaired twin. */
export declare const lostReplyFixed: CatalogueEntry;
/** Each signal wastes an attempt. */
export declare const goPreemptStorm: CatalogueEntry;
/** The repaired twin: what is received waits for its answer. */
export declare const goPreemptStormFixed: CatalogueEntry;
/** One supervisor, busy with another target. */
export declare const queuedInitEintr: CatalogueEntry;
/** A second supervisor makes the window smaller and closes nothing. */
export declare const queuedInitEager: CatalogueEntry;
/** A repaired twin: the signal cannot come. */
export declare const queuedInitMasked: CatalogueEntry;
/** The repaired twin: close is not notified. */
export declare const queuedInitFixed: CatalogueEntry;
