import { TASK } from '../../../kernel/memory/layout.js';
import { BLOCKED, end, OUTCOME } from '../../../kernel/routine.js';
import { kickWord, taskWord } from '../../../kernel/task/task.js';
import { filterOn, install, tasksOf } from '../../support/tasks.js';
import { equal, is, suite } from '../../support/suite.js';
import { order, seized, traced } from '../../support/tracing.js';
import { walk, withStep } from '../../support/walk.js';
/** How a tracee's calls end under a tracer's program: `observe` names what is looked at. */
function ends(tracee, tracer, observe = ['t.signal', 't.r4'], tasks = {}) {
    const { outcomes, deadlocks } = walk(traced(tracee, tracer, tasks, { observe }));
    is(deadlocks, 0);
    return [...outcomes];
}
/** The broken twin of a stop: it waits for its tracer whatever comes. */
const deaf = (world, thread) => {
    if (world.words.load(taskWord(world, thread) + TASK.STOP) === 0)
        return end(OUTCOME.ANSWERED);
    world.blocked(kickWord(world, thread), 0);
    return BLOCKED;
};
const syscall = (name) => ({ do: 'syscall', name, into: 'r4' });
suite('kernel/ptrace/stop', (test) => {
    test('PTRACE_SYSCALL stops before the call and behind it', () => {
        const tracer = [
            ...seized('ptrace_syscall', '$ptrace.TRACESYSGOOD'),
            order('ptrace_wait', 'r0'),
            order('ptrace_geteventmsg', 'r1'),
            order('ptrace_peekuser', 'r2', '$ptrace.ORIG_RAX'),
            order('ptrace_syscall', 'r7', 0),
            order('ptrace_wait', 'r3'),
            order('ptrace_geteventmsg', 'r4'),
            order('ptrace_peekuser', 'r5', '$ptrace.RAX'),
            order('ptrace_detach', 'r7', 0),
        ];
        const status = (0x85 << 8) | 0x7f;
        equal(ends([syscall('gettid')], tracer, ['w.r0', 'w.r1', 'w.r2', 'w.r3', 'w.r4', 'w.r5', 't.r4']), [`${status},1,186,${status},2,1000,1000`]);
    });
    test('the tracer gives the call another number', () => {
        const tracer = [
            ...seized('ptrace_syscall'),
            order('ptrace_wait', 'r0'),
            order('ptrace_pokeuser', 'r7', '$ptrace.ORIG_RAX', '$nr.gettid'),
            order('ptrace_detach', 'r7', 0),
        ];
        equal(ends([syscall('getppid')], tracer), ['0,1000']);
    });
    test('the number -1 skips the call, which returns what the tracer wrote', () => {
        const tracer = [
            ...seized('ptrace_syscall'),
            order('ptrace_wait', 'r0'),
            order('ptrace_pokeuser', 'r7', '$ptrace.ORIG_RAX', -1),
            order('ptrace_pokeuser', 'r7', '$ptrace.RAX', 45_000),
            order('ptrace_detach', 'r7', 0),
        ];
        equal(ends([syscall('gettid')], tracer), ['0,45000']);
        equal(ends([syscall('gettid')], tracer.toSpliced(-2, 1)), ['0,-38']);
    });
    test('a restart errno that the tracer writes restarts nothing when it took the number', () => {
        const tracer = [
            ...seized('ptrace_syscall'),
            order('ptrace_wait', 'r0'),
            order('ptrace_pokeuser', 'r7', '$ptrace.ORIG_RAX', -1),
            order('ptrace_pokeuser', 'r7', '$ptrace.RAX', -512),
            order('ptrace_interrupt', 'r7'),
            order('ptrace_cont', 'r7', 0),
            order('ptrace_wait', 'r0'),
            order('ptrace_detach', 'r7', 0),
        ];
        equal(ends([syscall('gettid')], tracer), ['0,-512']);
    });
    test('SYSEMU stops before the call, skips it, and does not stop behind it', () => {
        const tracer = [
            ...seized('ptrace_sysemu'),
            order('ptrace_wait', 'r0'),
            order('ptrace_pokeuser', 'r7', '$ptrace.RAX', 7),
            order('ptrace_sysemu', 'r7', 0),
            order('ptrace_wait', 'r1'),
            order('ptrace_peekuser', 'r2', '$ptrace.ORIG_RAX'),
            order('ptrace_detach', 'r7', 0),
        ];
        const tracee = [syscall('gettid'), { do: 'syscall', name: 'getppid', into: 'r5' }];
        equal(ends(tracee, tracer, ['t.r4', 't.r5', 'w.r2']), ['7,-38,110']);
    });
    test('after PTRACE_CONT in an entry stop nothing stops behind the call', () => {
        const tracer = [
            ...seized('ptrace_syscall'),
            order('ptrace_wait', 'r0'),
            order('ptrace_cont', 'r7', 0),
            order('ptrace_wait', 'r1'),
        ];
        // What the tracer hears next is the end of the tracee: status 0.
        equal(ends([syscall('gettid')], tracer, ['t.r4', 'w.r1']), ['1000,0']);
    });
    test('a call that a filter answers still stops behind it', () => {
        const tracer = [
            ...seized('ptrace_cont'),
            order('ptrace_wait', 'r0'),
            order('ptrace_syscall', 'r7', 0),
            order('ptrace_wait', 'r0'),
            order('ptrace_syscall', 'r7', 0),
            order('ptrace_wait', 'r1'),
            order('ptrace_peekuser', 'r2', '$ptrace.RAX'),
            order('ptrace_detach', 'r7', 0),
        ];
        const tracee = [
            install('f'),
            { do: 'syscall', name: 'tgkill', arguments: ['$process.p', '$thread.t', '$SIGURG'] },
            syscall('getppid'),
        ];
        equal(ends(tracee, tracer, ['t.r4', 'w.r2'], { filters: { f: filterOn('getppid', 'ERRNO', 7) } }), ['-7,-7']);
    });
    test('a filter’s TRACE stops with its data, and its second TRACE does not stop', () => {
        const tracer = [
            ...seized('ptrace_cont', '$ptrace.TRACESECCOMP'),
            order('ptrace_wait', 'r0'),
            order('ptrace_geteventmsg', 'r1'),
            order('ptrace_pokeuser', 'r7', '$ptrace.ORIG_RAX', '$nr.gettid'),
            order('ptrace_cont', 'r7', 0),
            order('ptrace_wait', 'r2'),
        ];
        const filters = {
            f: {
                rules: [
                    { when: { nr: 'getppid' }, ret: { action: 'TRACE', data: 77 } },
                    { when: { nr: 'gettid' }, ret: { action: 'TRACE', data: 78 } },
                ],
                default: { action: 'ALLOW' },
            },
        };
        const status = (((7 << 8) | 5) << 8) | 0x7f;
        equal(ends([install('f'), syscall('getppid')], tracer, ['t.r4', 'w.r0', 'w.r1', 'w.r2'], {
            filters,
        }), [`1000,${status},77,0`]);
    });
    test('behind a filter’s stop the filters judge the new number', () => {
        const tracer = [
            ...seized('ptrace_cont', '$ptrace.TRACESECCOMP'),
            order('ptrace_wait', 'r0'),
            order('ptrace_pokeuser', 'r7', '$ptrace.ORIG_RAX', '$nr.gettid'),
            order('ptrace_detach', 'r7', 0),
        ];
        const rejudged = (action) => ends([install('f'), install('g'), syscall('getppid')], tracer, undefined, {
            filters: { f: filterOn('getppid', 'TRACE'), g: filterOn('gettid', action, 1) },
        });
        equal(rejudged('ERRNO'), ['0,-1']);
        equal(rejudged('KILL_THREAD'), ['31,0']);
    });
    // A filter that kills the last thread, or the process, forces SIGSYS (force_sig_seccomp) and
    // skips the call: it leaves through the exit work, so the tracer is told of its end. KILL_THREAD
    // beside living threads is do_exit() in the filter, and behind that there is no call to tell of.
    const exitStop = `${(0x85 << 8) | 0x7f},2`;
    for (const [action, beside, told] of [
        ['KILL_PROCESS', [], exitStop],
        ['KILL_PROCESS', ['u'], exitStop],
        ['KILL_THREAD', [], exitStop],
        ['KILL_THREAD', ['u'], '31,-3'],
    ])
        test(`behind ${action} ${beside.length > 0 ? 'beside a thread' : 'alone'} comes ${told}`, () => {
            const threads = {
                // The leader, where there are two: a tracer hears of its death when it is the last.
                ...(beside.length > 0 && { u: [{ do: 'await', word: 'over', is: ['==', 1] }] }),
                t: [{ do: 'await', word: 'go', is: ['==', 1] }, syscall('getppid')],
                w: [
                    ...seized('ptrace_syscall', '$ptrace.TRACESYSGOOD'),
                    order('ptrace_wait', 'r7'),
                    order('ptrace_syscall', 'r7', 0),
                    order('ptrace_wait', 'r0'),
                    order('ptrace_geteventmsg', 'r1'),
                    order('ptrace_cont', 'r7', 0),
                    { do: 'store', word: 'over', value: 1 },
                ],
            };
            const scenario = tasksOf(threads, { processes: { p: {}, q: {} }, threads: { w: { process: 'q' } } }, {
                words: { go: 0, over: 0 },
                observe: ['t.signal', 'w.r0', 'w.r1'],
                interposition: {
                    kind: 'seccomp',
                    filters: [filterOn('getppid', action)],
                    threads: ['t'],
                },
            });
            const { outcomes, deadlocks } = walk(scenario);
            is(deadlocks, 0);
            equal([...outcomes], [`31,${told}`]);
        });
    test('a tracer that did not ask for TRACE is not told of it', () => {
        const tracee = [install('f'), syscall('getppid')];
        equal(ends(tracee, seized('ptrace_cont'), undefined, {
            filters: { f: filterOn('getppid', 'TRACE') },
        }), ['0,-38']);
    });
    test('a signal is the tracer’s to pass, to drop and to change', () => {
        const signalled = (choice) => ends([{ do: 'syscall', name: 'kill', arguments: ['$process.p', '$SIGTERM'] }, syscall('gettid')], [
            ...seized('ptrace_cont'),
            order('ptrace_wait', 'r0'),
            order('ptrace_cont', 'r7', choice),
            order('ptrace_wait', 'r1'),
        ], ['w.r0', 't.signal', 't.r4', 'w.r1']);
        const status = (15 << 8) | 0x7f;
        equal(signalled(0), [`${status},0,1000,0`]);
        equal(signalled('$SIGTERM'), [`${status},15,0,15`]);
        equal(signalled('$SIGQUIT'), [`${status},3,0,${3 | 0x80}`]);
    });
    test('SIGKILL ends every stop, and the tracer hears of the death alone', () => {
        const tracer = [
            ...seized('ptrace_syscall'),
            order('ptrace_wait', 'r0'),
            { do: 'syscall', name: 'kill', arguments: ['$process.p', '$SIGKILL'] },
            order('ptrace_wait', 'r1'),
            order('ptrace_wait', 'r2'),
        ];
        equal(ends([syscall('gettid')], tracer, ['t.signal', 't.r4', 'w.r1', 'w.r2']), ['9,0,9,-10']);
    });
    test('a stop that SIGKILL does not end is caught', () => {
        const tracer = [
            ...seized('ptrace_syscall'),
            order('ptrace_wait', 'r0'),
            { do: 'syscall', name: 'kill', arguments: ['$process.p', '$SIGKILL'] },
            order('ptrace_wait', 'r1'),
        ];
        const scenario = traced([syscall('gettid')], tracer);
        is(walk(scenario).deadlocks, 0);
        is(walk(scenario, undefined, withStep('entryStop.stand', deaf)).deadlocks > 0, true);
    });
});
//# sourceMappingURL=stop.test.js.map