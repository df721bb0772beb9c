/** SEND, ID_VALID and SET_FLAGS: what they accept, and when. */
import { call } from '../../support/tasks.js';
import { about, addfd, recv, send, stageOf, supervised } from '../../support/supervision.js';
import { equal, is, suite } from '../../support/suite.js';
import { walk } from '../../support/walk.js';
suite('kernel/notify/reply', (test) => {
    test('a notification is answered once: a second reply is refused', () => {
        const scenario = supervised({
            supervisor: [
                recv,
                send(3),
                { do: 'syscall', name: 'notif_send', arguments: [0, 'r0', 4], into: 'r4' },
            ],
            targets: { t: [call('getppid', 'r4')] },
            parts: { observe: ['s.r5', 's.r4', 't.r4'] },
        });
        equal([...walk(scenario).outcomes].toSorted(), ['0,-115,3', '0,-2,3']);
    });
    test('of two supervisors that answer the same notification one succeeds', () => {
        const helper = [
            { do: 'await', word: 'ready', is: ['==', 1] },
            { do: 'syscall', name: 'notif_send', arguments: [0, 1, 8], into: 'r5' },
        ];
        const scenario = supervised({
            supervisor: [recv, { do: 'store', word: 'ready', value: 1 }, send(7)],
            helpers: { h: helper },
            targets: { t: [call('getppid', 'r4')] },
            parts: { observe: ['s.r5', 'h.r5', 't.r4'] },
        });
        const { outcomes, deadlocks } = walk(scenario);
        equal([...outcomes].toSorted(), ['-115,0,8', '-2,0,8', '0,-115,7', '0,-2,7']);
        is(deadlocks, 0);
    });
    test('before RECV nothing can be said about a notification', () => {
        const stage = stageOf({});
        stage.give('t', call('getppid', 'r4'));
        const thread = stage.thread('s');
        stage.give('s', { do: 'compute', into: 'r0', value: 1 });
        is(thread, 0);
        is(stage.give('s', send(5)), -115);
        is(stage.give('s', about('notif_id_valid')), -2);
        is(stage.give('s', addfd(0, 3)), -115);
    });
    test('an id is valid from RECV until the target is answered or gone', () => {
        const stage = stageOf({});
        stage.give('t', call('getppid', 'r4'));
        stage.give('s', recv);
        is(stage.give('s', about('notif_id_valid')), 0);
        stage.give('s', send(5));
        is(stage.give('s', about('notif_id_valid')), -2);
        stage.run('t');
        is(stage.give('s', about('notif_id_valid')), -2);
    });
    test('unknown flags, and CONTINUE with a reply, are refused', () => {
        const stage = stageOf({});
        stage.give('t', call('getppid', 'r4'));
        stage.give('s', recv);
        is(stage.give('s', send(0, 0, 2)), -22);
        is(stage.give('s', send(5, 0, '$notif.CONTINUE')), -22);
        is(stage.give('s', send(0, 5, '$notif.CONTINUE')), -22);
        is(stage.give('s', about('notif_set_flags')), 0);
        is(stage.give('s', call('notif_set_flags', 'r4', 0, 2)), -22);
        is(stage.give('s', call('notif_set_flags', 'r4', 0, '$notif.SYNC_WAKE_UP')), 0);
    });
});
//# sourceMappingURL=reply.test.js.map