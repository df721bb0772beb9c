/** ADDFD: where the descriptor comes to stand, and what interruptions leave behind. */
import { PROCESS, processWord, WAIT } from '../../../kernel/index.js';
import { call } from '../../support/tasks.js';
import { about, addfd, recv, send, stageOf, supervised, } from '../../support/supervision.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { walk } from '../../support/walk.js';
/** A stage on which a notification of `t` has been received. */
function received(fixes = {}) {
    const stage = stageOf({ parts: { kernelFixes: fixes } });
    stage.give('t', call('getppid', 'r4'));
    stage.give('s', recv);
    return stage;
}
/** Adds a descriptor, and lets the target install it. */
function added(stage, flags, number = 0) {
    stage.give('s', addfd(flags, 3, number));
    is(stage.waits('s'), WAIT.addfd);
    stage.run('t');
    return stage.run('s');
}
/** The descriptor words of the target's process. */
function files(stage) {
    const at = processWord(stage.world, 1) + PROCESS.FILE;
    return [0, 1, 2, 3].map((descriptor) => stage.world.words.load(at + descriptor) >> 2);
}
suite('kernel/notify/addfd', (test) => {
    test('the lowest free descriptor is taken, or with SETFD the one asked for', () => {
        const stage = received();
        is(added(stage, 0), 0);
        is(added(stage, '$addfd.SETFD', 2), 2);
        is(added(stage, '$addfd.SETFD', 2), 2);
        equal(files(stage), [9, 0, 9, 9]);
        is(stage.waits('t'), WAIT.notification);
        is(stage.give('s', send(7)), 0);
        is(stage.run('t'), 7);
    });
    test('SEND installs the descriptor and answers with it', () => {
        const scenario = supervised({
            supervisor: [recv, addfd('$addfd.SEND', 3)],
            targets: { t: [call('close', 'r5', 3), call('getppid', 'r4')] },
            parts: { observe: ['s.r5', 't.r4'] },
        });
        const { outcomes, deadlocks } = walk(scenario);
        equal([...outcomes], ['1,1']);
        is(deadlocks, 0);
    });
    test('what cannot be is refused, in the order of Linux', () => {
        const stage = received();
        is(stage.give('s', addfd(4, 3)), -22);
        is(stage.give('s', addfd(0, 3, 1)), -22);
        is(stage.give('s', about('notif_addfd', 0, 3, 0, 1)), -22);
        is(stage.give('s', addfd(0, 2)), -9);
        is(stage.give('s', call('notif_addfd', 'r5', 0, 99, 0, 3)), -2);
        stage.give('s', send(7));
        is(stage.give('s', addfd(0, 3)), -115);
    });
    test('a target without room refuses, and still waits for its reply', () => {
        const stage = received();
        stage.give('s', call('setrlimit', 'r4', '$thread.t', 0));
        is(added(stage, 0), -24);
        is(added(stage, '$addfd.SEND'), -24);
        is(added(stage, '$addfd.SETFD', 2), -9);
        is(stage.give('s', send(7)), 0);
        is(stage.run('t'), 7);
    });
    test('SEND is refused while another descriptor is queued', () => {
        const stage = stageOf({ helpers: { h: [] } });
        stage.give('t', call('getppid', 'r4'));
        stage.give('s', recv);
        stage.give('s', addfd(0, 3));
        is(stage.give('h', call('notif_addfd', 'r5', 0, 1, '$addfd.SEND', 3)), -16);
        stage.run('t');
        is(stage.run('s'), 0);
    });
    test('a descriptor that a reply overtakes is still installed, any further one is not', () => {
        const stage = stageOf({ helpers: { h: [], g: [] } });
        stage.give('t', call('getppid', 'r4'));
        stage.give('s', recv);
        stage.give('s', addfd(0, 3));
        stage.give('h', call('notif_addfd', 'r5', 0, 1, 0, 3));
        is(stage.give('g', call('notif_send', 'r5', 0, 1, 7)), 0);
        is(stage.run('t'), 7);
        is(stage.run('h'), 0);
        is(stage.run('s'), -3);
    });
    test('an interrupted SEND leaves the notification to be answered, once it is fixed', () => {
        for (const isFixed of [true, false]) {
            const stage = received({ 'addfd-send-restore': isFixed });
            stage.give('s', call('rt_sigaction', 'r4', '$SIGUSR1', '$handler.h'));
            is(stage.give('s', addfd(3, 3, 2)), undefined);
            stage.interrupt('s', 10);
            is(stage.run('s'), -4);
            is(stage.give('s', about('notif_id_valid')), isFixed ? 0 : -2);
            stage.run('t');
            if (isFixed) {
                is(added(stage, 3, 2), 2);
                equal(files(stage), [0, 0, 9, 9]);
            }
            else {
                is(stage.waits('t'), WAIT.nothing);
                equal(files(stage), [0, 0, 0, 9]);
                is(stage.give('s', addfd(3, 3, 2)), -2);
            }
        }
    });
    test('no schedule answers a call with a descriptor that is not there, once it is fixed', () => {
        const lost = (isFixed) => walk(supervised({
            supervisor: [
                call('rt_sigaction', 'r4', '$SIGUSR1', '$handler.h'),
                recv,
                { do: 'store', word: 'ready', value: 1 },
                addfd(3, 3, 2),
                addfd(3, 3, 2),
            ],
            targets: {
                t: [call('getppid', 'r4')],
            },
            others: {
                k: [
                    { do: 'await', word: 'ready', is: ['==', 1] },
                    call('tgkill', 'r4', '$process.s', '$thread.s', '$SIGUSR1'),
                ],
            },
            parts: {
                kernelFixes: { 'addfd-send-restore': isFixed },
                observe: ['t.r4'],
            },
        }));
        equal([...lost(true).outcomes], ['2']);
        ok(lost(false).outcomes.has('0'));
    });
});
//# sourceMappingURL=addfd.test.js.map