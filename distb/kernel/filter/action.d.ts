/**
 * What a filter returns: an action in the upper 16 bits and 16 bits of data. Values are signed
 * words, because the kernel compares them signed: KILL_PROCESS is the most negative number and so
 * the strongest, ALLOW the greatest. Invariant: `ACTION_NAMES` is in the order of precedence.
 *
 * Sources: include/uapi/linux/seccomp.h, kernel/seccomp.c (ACTION_ONLY, __seccomp_filter).
 */
/** SECCOMP_RET_* by name, strongest first. */
export declare const ACTION: {
    readonly KILL_PROCESS: number;
    readonly KILL_THREAD: 0;
    readonly TRAP: 196608;
    readonly ERRNO: 327680;
    readonly USER_NOTIF: 2143289344;
    readonly TRACE: 2146435072;
    readonly LOG: 2147221504;
    readonly ALLOW: 2147418112;
};
/** The name of an action. */
export type ActionName = keyof typeof ACTION;
/** All actions, in the order of precedence. */
export declare const ACTION_NAMES: ActionName[];
/** SECCOMP_RET_ACTION_FULL, as a signed word. */
export declare const ACTION_MASK: number;
/** SECCOMP_RET_DATA. */
export declare const ACTION_DATA_MASK = 65535;
/** MAX_ERRNO (include/linux/err.h): ERRNO reports no greater number. */
export declare const ERRNO_MAX = 4095;
/** The signed word that a filter returns for an action; data beyond 16 bits is cut off. */
export declare function returnValue(name: ActionName, data?: number): number;
/** The action of a returned word; `undefined` for one that Linux does not know and so kills for. */
export declare function actionName(returned: number): ActionName | undefined;
