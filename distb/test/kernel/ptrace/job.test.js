import { call, install } from '../../support/tasks.js';
import { equal, is, suite } from '../../support/suite.js';
import { order, seized, traced } from '../../support/tracing.js';
import { walk } from '../../support/walk.js';
const begin = { do: 'store', word: 'go', value: 1 };
const kill = (signal) => ({
    do: 'syscall',
    name: 'kill',
    arguments: ['$process.p', signal],
});
/** Outcomes and deadlocks of a tracee under a tracer. */
function ends(tracee, tracer, observe) {
    const { outcomes, deadlocks } = walk(traced(tracee, tracer, {}, { observe }));
    return { outcomes: [...outcomes].sort(), deadlocks };
}
const stopOf = (signal, event = 0) => (((event << 8) | signal) << 8) | 0x7f;
suite('kernel/ptrace/job', (test) => {
    test('an attached tracee tells of the group stop, and runs when the tracer says so', () => {
        const tracer = [
            order('ptrace_attach', 'r7'),
            order('ptrace_wait', 'r0'),
            order('ptrace_cont', 'r7', '$SIGSTOP'),
            order('ptrace_wait', 'r1'),
            order('ptrace_cont', 'r7', 0),
            begin,
            order('ptrace_wait', 'r2'),
        ];
        const result = ends([call('getppid', 'r4')], tracer, ['w.r0', 'w.r1', 'w.r2']);
        // The third status is that of its end: nobody has sent SIGCONT.
        equal(result, { outcomes: [`${stopOf(19)},${stopOf(19)},0`], deadlocks: 0 });
    });
    test('a tracee that is let go joins the group stop', () => {
        const tracer = [
            order('ptrace_attach', 'r7'),
            order('ptrace_wait', 'r0'),
            order('ptrace_cont', 'r7', '$SIGSTOP'),
            order('ptrace_wait', 'r1'),
            order('ptrace_cont', 'r7', 0),
        ];
        const stays = ends([call('getppid', 'r4')], [...tracer, begin], ['t.r4']);
        equal(stays.outcomes, ['0']);
        is(stays.deadlocks > 0, true);
        const continued = ends([call('getppid', 'r4')], [...tracer, kill('$SIGCONT'), begin], ['t.r4']);
        equal(continued, { outcomes: ['0'], deadlocks: 0 });
    });
    test('SIGCONT undoes a stop signal that the tracer still holds', () => {
        const tracer = (...between) => [
            order('ptrace_attach', 'r7'),
            order('ptrace_wait', 'r0'),
            ...between,
            order('ptrace_cont', 'r7', '$SIGSTOP'),
            begin,
            order('ptrace_wait', 'r1'),
            order('ptrace_detach', 'r7', 0),
        ];
        equal(ends([], tracer(kill('$SIGCONT')), ['w.r1']), {
            outcomes: [`${stopOf(18)}`],
            deadlocks: 0,
        });
        const stopped = ends([], tracer(), ['w.r1']);
        is(stopped.deadlocks > 0, true);
    });
    test('a seized tracee in a group stop tells of its end while the tracer listens', () => {
        const tracer = [
            order('ptrace_seize', 'r7', 0),
            kill('$SIGSTOP'),
            order('ptrace_wait', 'r0'),
            order('ptrace_listen', 'r1'),
            order('ptrace_cont', 'r7', '$SIGSTOP'),
            order('ptrace_wait', 'r2'),
            order('ptrace_listen', 'r3'),
            order('ptrace_cont', 'r4', 0),
            kill('$SIGCONT'),
            order('ptrace_wait', 'r5'),
            order('ptrace_detach', 'r7', 0),
            begin,
        ];
        const observe = ['w.r0', 'w.r1', 'w.r2', 'w.r3', 'w.r4', 'w.r5'];
        equal(ends([], tracer, observe), {
            outcomes: [`${stopOf(19)},-5,${stopOf(19, 128)},0,-3,${stopOf(5, 128)}`],
            deadlocks: 0,
        });
    });
    test('PTRACE_INTERRUPT breaks off a sleep, which goes on behind the stop', () => {
        const tracer = [
            order('ptrace_seize', 'r7', 0),
            begin,
            order('ptrace_interrupt', 'r7'),
            order('ptrace_wait', 'r0'),
            order('ptrace_detach', 'r7', 0),
            kill('$SIGTERM'),
        ];
        equal(ends([call('pause', 'r4')], tracer, ['w.r0', 't.r4', 't.signal']), {
            outcomes: [`${stopOf(5, 128)},0,15`],
            deadlocks: 0,
        });
    });
    test('a stop of another kind answers PTRACE_INTERRUPT', () => {
        const tracer = [
            ...seized('ptrace_syscall', '$ptrace.TRACESYSGOOD'),
            order('ptrace_interrupt', 'r7'),
            order('ptrace_wait', 'r0'),
            order('ptrace_cont', 'r7', 0),
            order('ptrace_wait', 'r1'),
        ];
        const { outcomes, deadlocks } = ends([call('getppid', 'r4')], tracer, ['w.r0', 'w.r1']);
        is(deadlocks, 0);
        // Asked before the entry stop, one stop answers; within it, another one follows.
        const [entry, trap] = [stopOf(0x85), stopOf(5, 128)];
        is(outcomes.includes(`${entry},0`), true, outcomes.join(' '));
        is(outcomes.every((each) => [`${entry},0`, `${entry},${trap}`, `${trap},0`].includes(each)), true);
    });
    test('a nanosleep that stop and continue break off comes back as restart_syscall', () => {
        const tracer = [
            order('ptrace_attach', 'r7'),
            order('ptrace_wait', 'r7'),
            order('ptrace_setoptions', 'r7', '$ptrace.TRACESECCOMP'),
            order('ptrace_cont', 'r7', 0),
            begin,
            order('ptrace_wait', 'r7'),
            order('ptrace_geteventmsg', 'r0'),
            kill('$SIGSTOP'),
            order('ptrace_cont', 'r7', 0),
            order('ptrace_wait', 'r1'),
            kill('$SIGCONT'),
            order('ptrace_cont', 'r7', 0),
            order('ptrace_wait', 'r2'),
            order('ptrace_cont', 'r7', 0),
            order('ptrace_wait', 'r7'),
            order('ptrace_geteventmsg', 'r3'),
            order('ptrace_peekuser', 'r4', '$ptrace.ORIG_RAX'),
            order('ptrace_cont', 'r7', 0),
            order('ptrace_wait', 'r5'),
        ];
        const filters = {
            f: {
                rules: [
                    { when: { nr: 'nanosleep' }, ret: { action: 'TRACE', data: 0x100 } },
                    { when: { nr: 'restart_syscall' }, ret: { action: 'TRACE', data: 0x200 } },
                ],
                default: { action: 'ALLOW' },
            },
        };
        const scenario = traced([install('f'), call('nanosleep', 'r4')], tracer, { filters }, { observe: ['w.r0', 'w.r1', 'w.r2', 'w.r3', 'w.r4', 'w.r5', 't.r4'] });
        const { outcomes, deadlocks } = walk(scenario);
        is(deadlocks, 0);
        equal([...outcomes], [`256,${stopOf(19)},${stopOf(18)},512,219,0,0`]);
    });
});
//# sourceMappingURL=job.test.js.map