/**
 * Made from the statechart in actors/notify/machine.ts by its compiler; not to be edited by hand.
 * Invariant: equals what the statechart compiles to, which a test checks.
 * Tested by: test/actors/notify/machine.test.ts
 */
const numbers = (...words) => words;
/** The compiled table of the notification protocol. */
export const PROTOCOL_TABLE = {
    states: ['absent', 'init', 'sent', 'replied'],
    events: [
        'POST',
        'FAULT',
        'SEND',
        'QUERY',
        'ADDFD',
        'ADDFD_SEND',
        'RECEIVE',
        'WITHDRAW',
        'WITHDRAW_SEND',
        'INSTALLED',
        'INSTALL_FAILED',
        'WAKE',
        'SIGNAL',
        'CLOSE',
    ],
    guards: [
        'listening',
        'killable',
        'waitedKillable',
        'addfdPending',
        'restoresState',
        'repliedIsReceived',
    ],
    actions: [
        'append',
        'countRequest',
        'wakeReaders',
        'wakeWriters',
        'completeTarget',
        'keepReply',
        'keepNoListener',
        'keepDescriptor',
        'queue',
        'unqueue',
        'accept',
        'refuseAbsent',
        'refuseInProgress',
        'refuseBusy',
        'install',
        'leave',
        'interrupt',
        'answerNoListener',
    ],
    root: numbers(0, -525058, -787202, -1049346, -1311490, -1573634, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1836035, -2097923, -2360323, -2622467, -2884868, -3147267, -3409411, -3671811, -3932164, -4196355, -4458754, -4721157, -1, 3, -5508357, -5770756, -6033156, 6, -1, -6817284, -7079428, -7341828, -7602180, -7866372, 9, -8915461, -1, 15, -9700357, -9962245, -10224645, -10486789, -1, -10749445, 18, -11536133, -11796484, 21, 24, -1),
    nodes: numbers(0, -258, -262659, 1, -4983555, -5245955, 3, -6295301, -6557700, 2, 12, -8653058, 1, -8128770, -8390660, 1, -9177859, -9440259, 4, -11011589, -11273732, 3, -12062978, -12322821, 2, 27, -13371650, 1, -12585218, 30, 5, -12847362, -13109253),
    actionLists: numbers(17, 0, 1, 2, 11, 12, 3, 10, 9, 7, 14, 16, 6, 4, 1, 2, 4, 1, 2, 5, 4, 10, 10, 8, 4, 10, 13, 15),
    actionOffsets: numbers(0, 0, 1, 4, 5, 6, 8, 9, 10, 11, 12, 14, 16, 19, 22, 23, 26, 27, 28),
};
//# sourceMappingURL=protocol-table.js.map