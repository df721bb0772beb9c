/** Vectors about interleavings: each is decided by all orders, and one bad order is enough. */
import { Mismatch } from '../../../scenarios/conform/fields.js';
import { playVector } from '../../../scenarios/conform/play.js';
import { is, match, suite } from '../../support/suite.js';
const ALLOW = { action: 'ALLOW', data: 0 };
const onNotify = {
    rules: [{ when: { nr: 'getppid' }, ret: { action: 'USER_NOTIF' } }],
    default: ALLOW,
};
const given = {
    tasks: [
        { id: 'S', process: 'P0' },
        { id: 'S2', process: 'P0' },
    ],
    no_new_privs: true,
};
/** A listener of two supervisors, and a child whose call has been received as n1. */
function received(flags = []) {
    return [
        {
            t: 'S',
            op: 'install_filter',
            flags: ['NEW_LISTENER', ...flags],
            filter: onNotify,
            expect: { fd: 'L' },
        },
        { t: 'S', op: 'fork', new: 'T1' },
        { t: 'T1', op: 'sigaction', sig: 'SIGALRM', disposition: 'handler', flags: ['SA_RESTART'] },
        { t: 'T1', op: 'syscall', nr: 'getppid', expect: { blocks: 'user_notif' } },
        { t: 'S', op: 'recv', listener: 'L', expect: { notif: { id: 'n1' } } },
    ];
}
const send = (t, val, expect) => ({
    t,
    op: 'send',
    listener: 'L',
    id: 'n1',
    val,
    error: 0,
    flags: [],
    ...(expect === undefined ? {} : { expect }),
});
const alarm = { t: 'S', op: 'kill', to: 'T1', sig: 'SIGALRM' };
const returned = (expect) => ({ t: 'T1', op: 'returns', of: 'syscall', expect });
function failureOf(steps) {
    let step = 0;
    try {
        playVector(given, steps, (index) => {
            step = index + 1;
        });
        return '';
    }
    catch (error) {
        if (error instanceof Mismatch)
            return `${step}: ${error.expected} | ${error.actual}`;
        throw error;
    }
}
suite('scenarios/conform/interleave', (test) => {
    test('a killable wait keeps its reply in every order, a plain one does not', () => {
        const race = { op: 'interleave', choices: [send('S', 9), alarm] };
        is(failureOf([...received(['WAIT_KILLABLE_RECV']), race, returned({ ret: 9 })]), '');
        match(failureOf([...received(), race, returned({ ret: 9 })]), /^7: syscall returns \| T1 blocked \(notification\), after .*sender 0/);
    });
    test('exactly one of two replies is accepted, whoever comes first', () => {
        const race = { op: 'interleave', choices: [send('S', 1), send('S2', 2)] };
        const one = (alternatives) => ({
            op: 'exactly_one_of',
            choices: alternatives,
        });
        const isAccepted = (t) => ({ t, op: 'returns', of: 'send', expect: { ret: 0 } });
        is(failureOf([...received(), race, one([isAccepted('S'), isAccepted('S2')])]), '');
        is(failureOf([...received(), race, one([returned({ ret: 1 }), returned({ ret: 2 })])]), '');
        match(failureOf([...received(), race, one([isAccepted('S')])]), /^7: exactly one of 1 \| 0, after/);
    });
    test('an expectation within an interleaving holds at every end', () => {
        const either = { errno_any_of: ['EINPROGRESS', 'ENOENT'] };
        const race = (first) => ({
            op: 'interleave',
            choices: [send('S', 1, first), send('S2', 2, { any_of: [{ ret: 0 }, either] })],
        });
        is(failureOf([...received(), race({ any_of: [{ ret: 0 }, either] })]), '');
        match(failureOf([...received(), race({ ret: 0 })]), /^6: 0 \| (?:EINPROGRESS|ENOENT), after/);
    });
    test('an invariant compares what was counted in each order', () => {
        const race = { op: 'interleave', choices: [send('S', 9), alarm] };
        const invariant = {
            op: 'invariant',
            expect: 'number of successful RECVs == number of syscalls issued by T1',
        };
        const killable = received(['WAIT_KILLABLE_RECV']);
        is(failureOf([...killable, race, returned({ ret: 9 }), invariant]), '');
        match(failureOf([...killable, race, { op: 'invariant', expect: 'number of SENDs == 2' }]), /^7: number of SENDs == 2 \| 1 and 2/);
    });
    test('who is held does not move, in the interleaving either', () => {
        const race = { op: 'interleave', choices: [send('S', 9)] };
        const steps = [...received(), { op: 'hold', t: 'T1' }, race];
        is(failureOf([...steps, { t: 'T1', op: 'still_blocked' }]), '');
        is(failureOf([...steps, { op: 'release', t: 'T1' }, returned({ ret: 9 })]), '');
    });
});
//# sourceMappingURL=interleave.test.js.map