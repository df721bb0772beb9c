/**
 * Litmus scenarios of supervisors that look at a target that is not there any more: its thread id
 * names somebody else, or its call was abandoned and its memory used again. The target's memory is
 * a word; opening /proc/TID/mem is reading who stands behind the thread id at that moment.
 *
 * Source: seccomp_unotify(2), on SECCOMP_IOCTL_NOTIF_ID_VALID.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** The supervisor trusts the thread id. */
export declare const tidReusePlain: CatalogueEntry;
/** The repaired twin: ID_VALID behind the open. */
export declare const tidReuseFixed: CatalogueEntry;
/** Checked before the read only. */
export declare const readAfterAbandon: CatalogueEntry;
/** The repaired twin: checked between the read and the use. */
export declare const readAfterAbandonFixed: CatalogueEntry;
