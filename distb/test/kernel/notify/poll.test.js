/** poll on a listener: what is ready, and who is woken for it. */
import { WAIT } from '../../../kernel/index.js';
import { call } from '../../support/tasks.js';
import { addfd, outsideStage, recv, send, stageOf, supervised } from '../../support/supervision.js';
import { equal, is, suite } from '../../support/suite.js';
import { walk } from '../../support/walk.js';
const look = call('poll', 'r4', 0, 5, 0);
suite('kernel/notify/poll', (test) => {
    test('IN stands for a notification to receive, OUT for one to answer', () => {
        const stage = stageOf({});
        is(stage.give('s', look), 0);
        stage.give('t', call('getppid', 'r4'));
        is(stage.give('s', look), 1);
        stage.give('s', recv);
        is(stage.give('s', look), 4);
        stage.give('s', send(7));
        is(stage.give('s', look), 0);
    });
    test('no wake-up is missed in any schedule', () => {
        const scenario = supervised({
            supervisor: [call('poll', 'r4', 0, '$poll.IN', -1), recv, send(7)],
            targets: { t: [call('getppid', 'r4')] },
            parts: { observe: ['s.r4', 't.r4'] },
        });
        const { outcomes, deadlocks } = walk(scenario);
        equal([...outcomes], ['1,7']);
        is(deadlocks, 0);
    });
    test('a poll sleeps until it is woken, and hears of what it did not ask for only by HUP', () => {
        const stage = outsideStage();
        stage.give('s', call('poll', 'r4', 0, '$poll.OUT', -1));
        is(stage.waits('s'), WAIT.poll);
        stage.give('c', call('clone', 'r4', '$thread.e'));
        stage.give('c', call('getppid', 'r4'));
        is(stage.run('s'), undefined);
        stage.give('e', call('exit_group', 'r4', 0));
        stage.run('c');
        is(stage.run('s'), 16);
    });
    test('HUP comes when the last of children and threads is gone', () => {
        const stage = outsideStage();
        stage.give('c', call('fork', 'r4', '$thread.d'));
        stage.give('c', call('clone', 'r4', '$thread.e'));
        const leaves = (name) => {
            is(stage.give('s', look), 0);
            stage.give(name, call('exit', 'r4', 0));
        };
        for (const name of ['e', 'd', 'c'])
            leaves(name);
        is(stage.give('s', look), 16);
    });
    test('a time that is over says nothing, and a signal ends the wait', () => {
        const stage = stageOf({});
        is(stage.give('s', call('poll', 'r4', 0, 1, 100)), 0);
        stage.give('s', call('rt_sigaction', 'r4', '$SIGUSR1', '$handler.h'));
        is(stage.give('s', call('poll', 'r4', 0, 1, -1)), undefined);
        stage.interrupt('s', 10);
        is(stage.run('s'), -4);
    });
    test('a failed SEND of a descriptor makes a notification writable without waking anybody', () => {
        const stage = stageOf({ helpers: { h: [] } });
        stage.give('t', call('getppid', 'r4'));
        stage.give('s', recv);
        stage.give('s', call('setrlimit', 'r4', '$thread.t', 0));
        stage.give('s', addfd('$addfd.SEND', 3));
        stage.give('h', call('poll', 'r4', 0, '$poll.OUT', -1));
        stage.run('t');
        is(stage.run('s'), -24);
        is(stage.run('h'), undefined);
        is(stage.give('s', look), 4);
    });
    test('events that a listener does not know are not waited for', () => {
        const stage = stageOf({});
        is(stage.give('s', call('poll', 'r4', 0, 0x7fff_ffff, -1)), undefined);
        is(stage.waits('s'), WAIT.poll);
        stage.give('t', call('getppid', 'r4'));
        is(stage.run('s'), 1);
    });
    test('a plain file is always ready, and no file is no descriptor', () => {
        const stage = stageOf({});
        is(stage.give('s', call('poll', 'r4', 3, 5, 0)), 5);
        is(stage.give('s', call('poll', 'r4', 2, 5, 0)), 32);
    });
});
//# sourceMappingURL=poll.test.js.map