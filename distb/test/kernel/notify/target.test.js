/** The target's side of a notification: what its call returns, and what signals do to it. */
import { FILTER_FLAG, WAIT } from '../../../kernel/index.js';
import { call } from '../../support/tasks.js';
import { recv, send, stageOf, supervised } from '../../support/supervision.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { walk } from '../../support/walk.js';
const { WAIT_KILLABLE_RECV } = FILTER_FLAG;
const handle = call('rt_sigaction', 'r4', '$SIGUSR1', '$handler.h');
const interrupt = call('tgkill', 'r4', '$process.t', '$thread.t', '$SIGUSR1');
/** All schedules of a call, its reply and a signal. */
function replyAndSignal(flags, fixes) {
    return walk(supervised({
        flags,
        supervisor: [recv, send(7)],
        targets: {
            t: [
                handle,
                { do: 'store', word: 'ready', value: 1 },
                call('getppid', 'r5'),
                { do: 'store', word: 'ready', value: 2 },
            ],
        },
        others: { k: [{ do: 'await', word: 'ready', is: ['==', 1] }, interrupt] },
        parts: {
            kernelFixes: fixes,
            observe: ['s.r5', 't.r5'],
            properties: [
                { kind: 'never', name: 'a reply is lost', that: { event: 'replyLost' } },
                { kind: 'sometimes', name: 'a call is answered', that: { event: 'settled' } },
            ],
        },
    }));
}
suite('kernel/notify/target', (test) => {
    test('a call is answered with the value of the supervisor', () => {
        const scenario = supervised({
            supervisor: [recv, send(7)],
            targets: { t: [call('getppid', 'r4')] },
            parts: { observe: ['s.r0', 's.r5', 't.r4'] },
        });
        const { outcomes, deadlocks } = walk(scenario);
        equal([...outcomes], ['1,0,7']);
        is(deadlocks, 0);
    });
    test('an error goes before a value, and is not changed', () => {
        const stage = stageOf({});
        const answer = (value, error) => {
            stage.give('t', call('getppid', 'r4'));
            stage.give('s', recv);
            stage.give('s', send(value, error));
            return stage.run('t');
        };
        is(answer(99, 5), 5);
        is(answer(-1, 0), -1);
        is(answer(99, -13), -13);
        is(answer(0, -512), -512);
    });
    test('CONTINUE runs the call', () => {
        const stage = stageOf({});
        stage.give('t', call('getppid', 'r4'));
        stage.give('s', recv);
        stage.give('s', send(0, 0, '$notif.CONTINUE'));
        is(stage.run('t'), 1000);
    });
    test('without a listener the call returns ENOSYS', () => {
        const stage = stageOf({});
        stage.give('s', call('close', 'r4', 0));
        is(stage.give('t', call('getppid', 'r4')), -38);
    });
    test('a signal before RECV ends the call with EINTR, whatever the flags', () => {
        for (const flags of [0, WAIT_KILLABLE_RECV]) {
            const stage = stageOf({ flags });
            stage.give('t', handle);
            stage.give('t', call('getppid', 'r4'));
            is(stage.waits('t'), WAIT.notification);
            stage.give('s', interrupt);
            is(stage.run('t'), -4);
        }
    });
    test('a call that a signal restarts asks again, with another id', () => {
        const stage = stageOf({});
        stage.give('t', call('getppid', 'r4'));
        is(stage.give('s', recv), 1);
        stage.give('s', call('tgkill', 'r4', '$process.t', '$thread.t', '$SIGSTOP'));
        stage.run('t');
        is(stage.give('s', send(6)), -2);
        stage.give('s', call('kill', 'r4', '$process.t', '$SIGCONT'));
        stage.run('t');
        is(stage.give('s', recv), 2);
        is(stage.give('s', send(6)), 0);
        is(stage.run('t'), 6);
    });
    test('a reply that comes between a signal and the lock is lost', () => {
        const { violated, unseen } = replyAndSignal(0, {});
        ok(violated.has('a reply is lost'));
        equal(unseen, []);
    });
    test('with WAIT_KILLABLE_RECV no reply is lost, and was before 6.18', () => {
        equal([...replyAndSignal(WAIT_KILLABLE_RECV, {}).violated], []);
        const before = replyAndSignal(WAIT_KILLABLE_RECV, { 'wait-killable-replied': false });
        ok(before.violated.has('a reply is lost'));
    });
    test('a received call that waits killably takes the signal behind its reply', () => {
        const stage = stageOf({ flags: WAIT_KILLABLE_RECV });
        stage.give('t', handle);
        stage.give('t', call('getppid', 'r4'));
        stage.give('s', recv);
        stage.give('s', interrupt);
        is(stage.run('t'), undefined);
        is(stage.waits('t'), WAIT.notification);
        stage.give('s', send(7));
        is(stage.run('t'), 7);
        is(stage.world.words.load(stage.world.layout.memory), 1);
    });
    test('a fatal signal ends a killable wait as well', () => {
        const stage = stageOf({ flags: WAIT_KILLABLE_RECV });
        stage.give('t', call('getppid', 'r4'));
        stage.give('s', recv);
        stage.give('s', call('kill', 'r4', '$process.t', '$SIGTERM'));
        stage.run('t');
        is(stage.driver.resting(stage.thread('t')).signal, 15);
        is(stage.give('s', send(7)), -2);
    });
});
//# sourceMappingURL=target.test.js.map