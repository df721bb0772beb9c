/**
 * What a filter returns: an action in the upper 16 bits and 16 bits of data. Values are signed
 * words, because the kernel compares them signed: KILL_PROCESS is the most negative number and so
 * the strongest, ALLOW the greatest. Invariant: `ACTION_NAMES` is in the order of precedence.
 *
 * Sources: include/uapi/linux/seccomp.h, kernel/seccomp.c (ACTION_ONLY, __seccomp_filter).
 */
/** SECCOMP_RET_* by name, strongest first. */
export const ACTION = {
    KILL_PROCESS: 0x8000_0000 | 0,
    KILL_THREAD: 0x0000_0000,
    TRAP: 0x0003_0000,
    ERRNO: 0x0005_0000,
    USER_NOTIF: 0x7fc0_0000,
    TRACE: 0x7ff0_0000,
    LOG: 0x7ffc_0000,
    ALLOW: 0x7fff_0000,
};
/** All actions, in the order of precedence. */
export const ACTION_NAMES = Object.keys(ACTION);
/** SECCOMP_RET_ACTION_FULL, as a signed word. */
export const ACTION_MASK = 0xffff_0000 | 0;
/** SECCOMP_RET_DATA. */
export const ACTION_DATA_MASK = 0xffff;
/** MAX_ERRNO (include/linux/err.h): ERRNO reports no greater number. */
export const ERRNO_MAX = 4_095;
const NAMES = new Map(ACTION_NAMES.map((name) => [ACTION[name], name]));
/** The signed word that a filter returns for an action; data beyond 16 bits is cut off. */
export function returnValue(name, data = 0) {
    return ACTION[name] | (data & ACTION_DATA_MASK);
}
/** The action of a returned word; `undefined` for one that Linux does not know and so kills for. */
export function actionName(returned) {
    return NAMES.get(returned & ACTION_MASK);
}
//# sourceMappingURL=action.js.map