/** RECV: who gets a notification, what a bad buffer does, and what becomes of the count. */
import { TASK, taskWord, WAIT } from '../../../kernel/index.js';
import { call } from '../../support/tasks.js';
import { about, outsideStage, recv, recvInto, send, stageOf, supervised, } from '../../support/supervision.js';
import { equal, is, suite } from '../../support/suite.js';
import { walk } from '../../support/walk.js';
const handle = (signal) => call('rt_sigaction', 'r4', signal, '$handler.h');
suite('kernel/notify/receive', (test) => {
    test('notifications are received in the order of their ids', () => {
        const stage = stageOf({ targets: ['t', 'u'] });
        stage.give('u', call('getppid', 'r4'));
        stage.give('t', call('getppid', 'r4'));
        is(stage.give('s', recv), 1);
        const buffer = taskWord(stage.world, stage.thread('s')) + TASK.BUFFER;
        const told = [0, 1, 2].map((word) => stage.world.words.get(buffer + word));
        equal(told, [1, 1000 + stage.thread('u'), 110]);
        is(stage.give('s', recv), 2);
    });
    test('a program can have pid, number and arguments in its memory', () => {
        const stage = stageOf({ parts: { words: { runs: 0, pid: 0, nr: 0, first: 0 } } });
        stage.give('t', call('getppid', 'r4', 77));
        stage.give('s', {
            do: 'syscall',
            name: 'notif_recv',
            arguments: [0, 0, '$word.pid', 3],
            into: 'r0',
        });
        const at = stage.world.layout.memory + 1;
        const told = [0, 1, 2].map((word) => stage.world.words.load(at + word));
        equal(told, [1000 + stage.thread('t'), 110, 77]);
        is(stage.give('s', call('notif_recv', 'r4', 0, 0, '$word.first', 2)), -14);
    });
    test('a buffer that is not zeroed or not there is refused at once', () => {
        const stage = stageOf({});
        is(stage.give('s', recvInto('$buffer.DIRTY')), -22);
        is(stage.give('s', recvInto('$buffer.NULL')), -14);
        is(stage.give('s', call('notif_recv', 'r4', 3)), -25);
        is(stage.give('s', call('notif_recv', 'r4', 2)), -9);
    });
    test('a buffer that cannot be written puts the notification back', () => {
        const scenario = supervised({
            supervisor: [recvInto('$buffer.READ_ONLY'), call('dup', 'r4', 0), recv, send(7)],
            targets: { t: [call('getppid', 'r4')] },
            parts: { observe: ['s.r0', 's.r5', 't.r4'] },
        });
        const { outcomes, deadlocks } = walk(scenario);
        equal([...outcomes], ['1,0,7']);
        is(deadlocks, 0);
    });
    test('a target that was put back waits interruptibly again', () => {
        const stage = stageOf({ flags: 32 });
        stage.give('t', handle('$SIGUSR1'));
        stage.give('t', call('getppid', 'r4'));
        is(stage.give('s', recvInto('$buffer.READ_ONLY')), -14);
        stage.run('t');
        stage.give('s', call('tgkill', 'r4', '$process.t', '$thread.t', '$SIGUSR1'));
        is(stage.run('t'), -4);
    });
    test('a target that left before leaves its count: the next RECV finds nothing', () => {
        const stage = stageOf({});
        stage.give('t', handle('$SIGUSR1'));
        stage.give('t', call('getppid', 'r4'));
        stage.give('s', call('tgkill', 'r4', '$process.t', '$thread.t', '$SIGUSR1'));
        is(stage.run('t'), -4);
        is(stage.give('s', call('poll', 'r4', 0, '$poll.IN', 0)), 0);
        is(stage.give('s', recv), -2);
        is(stage.give('s', recv), undefined);
        is(stage.waits('s'), WAIT.receive);
    });
    test('of several supervisors exactly one gets a notification', () => {
        const scenario = supervised({
            supervisor: [recv, about('notif_id_valid')],
            helpers: { h: [recv, about('notif_id_valid')] },
            targets: { t: [call('getppid', 'r4')] },
            parts: {
                properties: [
                    {
                        kind: 'never',
                        name: 'both have it',
                        that: {
                            all: [
                                ['s.r0', '>', 0],
                                ['h.r0', '>', 0],
                            ],
                        },
                    },
                    { kind: 'sometimes', name: 's has it', that: ['s.r0', '>', 0] },
                    { kind: 'sometimes', name: 'h has it', that: ['h.r0', '>', 0] },
                ],
            },
        });
        const { violated, unseen } = walk(scenario);
        equal([...violated], []);
        equal(unseen, []);
    });
    test('a signal ends the wait of a supervisor', () => {
        const stage = stageOf({});
        stage.give('s', handle('$SIGUSR1'));
        is(stage.give('s', recv), undefined);
        stage.give('t', call('tgkill', 'r4', '$process.s', '$thread.s', '$SIGUSR1'));
        is(stage.run('s'), -4);
    });
    test('RECV ends when nobody uses the filter, and did not before 6.11', () => {
        const endOf = (isFixed) => {
            const stage = outsideStage({ 'recv-ends-with-users': isFixed });
            is(stage.give('s', recv), undefined);
            stage.give('c', call('exit_group', 'r4', 0));
            return stage.run('s');
        };
        is(endOf(true), -2);
        is(endOf(false), undefined);
    });
});
//# sourceMappingURL=receive.test.js.map