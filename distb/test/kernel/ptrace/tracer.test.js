import { call, tasksOf } from '../../support/tasks.js';
import { equal, is, suite } from '../../support/suite.js';
import { order, seized, traced } from '../../support/tracing.js';
import { walk } from '../../support/walk.js';
const begin = { do: 'store', word: 'go', value: 1 };
const getppid = { do: 'syscall', name: 'getppid', into: 'r4' };
/** The outcomes of a scenario in which nobody waits for ever. */
function outcomes(scenario) {
    const walked = walk(scenario);
    is(walked.deadlocks, 0);
    return [...walked.outcomes].sort();
}
suite('kernel/ptrace/tracer', (test) => {
    test('who is not its tracer, or finds it running, is told ESRCH', () => {
        const orders = [
            order('ptrace_cont', 'r0', 0),
            order('ptrace_seize', 'r1', 0),
            order('ptrace_cont', 'r2', 0),
            order('ptrace_setoptions', 'r3', 0),
            order('ptrace_detach', 'r4', 0),
            order('ptrace_geteventmsg', 'r5'),
            begin,
        ];
        const observe = ['w.r0', 'w.r1', 'w.r2', 'w.r3', 'w.r4', 'w.r5'];
        equal(outcomes(traced([getppid], orders, {}, { observe })), ['-3,0,-3,-3,-3,-3']);
    });
    test('one that is traced, or of the same process, cannot be traced', () => {
        const tracer = [
            order('ptrace_seize', 'r0', 0),
            order('ptrace_attach', 'r1'),
            order('ptrace_seize', 'r2', 0x2),
            { do: 'syscall', name: 'ptrace_seize', arguments: ['$thread.w'], into: 'r3' },
            { do: 'syscall', name: 'ptrace_seize', arguments: [1], into: 'r4' },
            begin,
        ];
        const observe = ['w.r0', 'w.r1', 'w.r2', 'w.r3', 'w.r4'];
        equal(outcomes(traced([], tracer, {}, { observe })), ['0,-1,-5,-1,-3']);
    });
    test('to suspend seccomp takes CAP_SYS_ADMIN and no filter of its own', () => {
        const tracer = [
            order('ptrace_seize', 'r0', '$ptrace.SUSPEND_SECCOMP'),
            order('ptrace_seize', 'r7', 0),
            order('ptrace_interrupt', 'r7'),
            order('ptrace_wait', 'r7'),
            order('ptrace_setoptions', 'r1', '$ptrace.SUSPEND_SECCOMP'),
            order('ptrace_detach', 'r7', 0),
            begin,
        ];
        equal(outcomes(traced([], tracer, {}, { observe: ['w.r0', 'w.r1'] })), ['-1,-1']);
    });
    test('bad signals, options and registers are refused', () => {
        const tracer = [
            order('ptrace_seize', 'r7', 0),
            order('ptrace_interrupt', 'r7'),
            order('ptrace_wait', 'r7'),
            order('ptrace_cont', 'r0', 32),
            order('ptrace_detach', 'r1', -1),
            order('ptrace_setoptions', 'r2', 0x2),
            order('ptrace_peekuser', 'r3', 3),
            order('ptrace_pokeuser', 'r4', '$ptrace.RIP', 0),
            order('ptrace_detach', 'r5', 0),
            begin,
        ];
        const observe = ['w.r0', 'w.r1', 'w.r2', 'w.r3', 'w.r4', 'w.r5'];
        equal(outcomes(traced([], tracer, {}, { observe })), ['-5,-5,-22,-5,-5,0']);
    });
    test('who traces nobody has nobody to wait for', () => {
        const tracer = [order('ptrace_wait', 'r0'), call('ptrace_wait', 'r4', -1), begin];
        equal(outcomes(traced([], tracer, {}, { observe: ['w.r0', 'w.r4'] })), ['-10,-10']);
    });
    test('PTRACE_ATTACH sends SIGSTOP, which the tracer may drop', () => {
        const tracer = [
            order('ptrace_attach', 'r0'),
            order('ptrace_wait', 'r1'),
            order('ptrace_interrupt', 'r2'),
            order('ptrace_setoptions', 'r3', '$ptrace.TRACESYSGOOD'),
            order('ptrace_syscall', 'r7', 0),
            begin,
            order('ptrace_wait', 'r4'),
            order('ptrace_detach', 'r7', 0),
        ];
        const observe = ['w.r0', 'w.r1', 'w.r2', 'w.r3', 'w.r4', 't.r4'];
        const stops = [(19 << 8) | 0x7f, (0x85 << 8) | 0x7f];
        equal(outcomes(traced([getppid], tracer, {}, { observe })), [
            `0,${stops[0]},-5,0,${stops[1]},0`,
        ]);
    });
    test('a process can make its parent its tracer', () => {
        const parent = [
            call('fork', 'r7', '$thread.c'),
            call('ptrace_wait', 'r4', '$thread.c'),
            call('ptrace_cont', 'r7', '$thread.c', 0),
            call('ptrace_wait', 'r5', '$thread.c'),
        ];
        const child = [
            call('ptrace_traceme', 'r4'),
            call('ptrace_traceme', 'r5'),
            call('tgkill', 'r7', '$process.q', '$thread.c', '$SIGUSR1'),
        ];
        const scenario = tasksOf({ t: parent, c: child }, { processes: { p: {}, q: {} }, threads: { c: { process: 'q', unborn: true } } }, { observe: ['c.r4', 'c.r5', 't.r4', 't.r5', 'c.signal'] });
        const stopped = `0,-1,${(10 << 8) | 0x7f},0,0`;
        const result = outcomes(scenario);
        // The parent may have asked before anybody was traced.
        is(result.includes(stopped), true, result.join(' '));
    });
    test('a tracee is let go when its tracer ends', () => {
        const tracer = [...seized('ptrace_syscall', '$ptrace.TRACESYSGOOD')];
        const observe = ['t.signal', 't.r4'];
        equal(outcomes(traced([getppid], tracer, {}, { observe })), ['0,0']);
    });
    test('a report that nobody took comes back as SIGTRAP when the tracer ends', () => {
        const observe = ['t.signal'];
        const tracer = seized('ptrace_syscall');
        // Either the tracer ends first, or the tracee stands there with the signal of its report.
        equal(outcomes(traced([getppid], tracer, {}, { observe })), ['0', '5']);
        const taken = [...tracer, order('ptrace_wait', 'r0')];
        equal(outcomes(traced([getppid], taken, {}, { observe })), ['0']);
    });
    test('with EXITKILL a tracee dies with its tracer', () => {
        const tracer = [
            ...seized('ptrace_syscall', '$ptrace.EXITKILL'),
            order('ptrace_wait', 'r0'),
        ];
        equal(outcomes(traced([getppid], tracer, {}, { observe: ['t.signal', 't.r4'] })), ['9,0']);
    });
    test('a tracer is told of the end of a tracee once, and of how it ended', () => {
        const ended = (...tracee) => {
            const tracer = [
                order('ptrace_seize', 'r7', 0),
                begin,
                order('ptrace_wait', 'r0'),
                order('ptrace_wait', 'r1'),
            ];
            return outcomes(traced(tracee, tracer, {}, { observe: ['w.r0', 'w.r1'] }));
        };
        equal(ended(call('exit', 'r7', 7)), [`${7 << 8},-10`]);
        equal(ended(call('exit_group', 'r7', 3)), [`${3 << 8},-10`]);
        equal(ended(), ['0,-10']);
    });
    test('a thread that dies alone tells its own status', () => {
        const scenario = tasksOf({
            l: [{ do: 'await', word: 'go', is: ['==', 2] }],
            t: [{ do: 'await', word: 'go', is: ['==', 1] }, call('exit', 'r7', 7)],
            w: [
                order('ptrace_seize', 'r7', 0),
                begin,
                order('ptrace_wait', 'r0'),
                { do: 'store', word: 'go', value: 2 },
            ],
        }, { processes: { p: {}, q: {} }, threads: { w: { process: 'q' } } }, { words: { go: 0 }, observe: ['w.r0', 'p.exit'] });
        equal(outcomes(scenario), [`${7 << 8},0`]);
    });
    test('any thread of the tracer’s process can wait, but only the tracer gives orders', () => {
        const scenario = tasksOf({
            t: [{ do: 'await', word: 'go', is: ['==', 1] }, getppid],
            w: [...seized('ptrace_syscall', 1), { do: 'await', word: 'heard', is: ['==', 1] }],
            v: [
                { do: 'await', word: 'go', is: ['==', 1] },
                order('ptrace_wait', 'r0'),
                order('ptrace_cont', 'r1', 0),
                { do: 'store', word: 'heard', value: 1 },
            ],
        }, { processes: { p: {}, q: {} }, threads: { w: { process: 'q' }, v: { process: 'q' } } }, { words: { go: 0, heard: 0 }, observe: ['v.r0', 'v.r1', 't.r4'] });
        equal(outcomes(scenario), [`${(0x85 << 8) | 0x7f},-3,0`]);
    });
    test('attaching waits until TSYNC is through', () => {
        const scenario = tasksOf({
            t: [{ do: 'await', word: 'go', is: ['==', 1] }, getppid],
            u: [call('seccomp', 'r7', 1, '$TSYNC', '$filter.f')],
            w: [order('ptrace_seize', 'r0', 0), begin],
        }, {
            processes: { p: {}, q: {} },
            threads: { w: { process: 'q' } },
            filters: { f: { rules: [], default: { action: 'ALLOW' } } },
        }, { words: { go: 0 }, observe: ['w.r0', 'u.r7', 't.r4'] });
        equal(outcomes(scenario), ['0,0,0']);
    });
});
//# sourceMappingURL=tracer.test.js.map