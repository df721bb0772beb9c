/** notify_lock: one holder, and waits that signals end where Linux lets them. */
import { FILTER, filterWord, WAIT } from '../../../kernel/index.js';
import { call } from '../../support/tasks.js';
import { about, recv, stageOf } from '../../support/supervision.js';
import { is, suite } from '../../support/suite.js';
suite('kernel/notify/lock', (test) => {
    test('who wants the lock waits until its holder lets go', () => {
        const stage = stageOf({ helpers: { h: [] } });
        stage.driver.inject(stage.thread('h'), call('notif_id_valid', 'r5', 0, 1));
        stage.runTo('h', 'notif_id_valid.run');
        is(stage.world.words.load(filterWord(stage.world, 0) + FILTER.LOCK), stage.thread('h') + 1);
        is(stage.give('s', about('notif_id_valid')), undefined);
        is(stage.waits('s'), WAIT.notifyLock);
        is(stage.run('h'), -2);
        is(stage.run('s'), -2);
    });
    test('a signal ends the wait of SEND, ID_VALID and ADDFD, not that of a target', () => {
        const stage = stageOf({ helpers: { h: [] } });
        const handle = call('rt_sigaction', 'r4', '$SIGUSR1', '$handler.h');
        stage.give('s', handle);
        stage.give('t', handle);
        for (const name of ['notif_send', 'notif_id_valid', 'notif_addfd']) {
            stage.driver.inject(stage.thread('h'), call('notif_id_valid', 'r5', 0, 1));
            stage.runTo('h', 'notif_id_valid.run');
            is(stage.give('s', call(name, 'r5', 0, 1, 0, 3)), undefined);
            stage.interrupt('s', 10);
            is(stage.run('s'), -4);
            stage.run('h');
        }
        stage.driver.inject(stage.thread('h'), call('notif_id_valid', 'r5', 0, 1));
        stage.runTo('h', 'notif_id_valid.run');
        stage.give('t', call('getppid', 'r4'));
        stage.interrupt('t', 10);
        is(stage.run('t'), undefined);
        is(stage.waits('t'), WAIT.notifyLock);
        stage.run('h');
        is(stage.run('t'), -4);
        is(stage.give('s', recv), -2);
    });
});
//# sourceMappingURL=lock.test.js.map