/**
 * Litmus scenarios of seccomp filters: which of several stacked filters decides, and what its
 * action does. The expected outcome is computed in the program by the rule of the manual, and the
 * kernel's own evaluation is held against it.
 *
 * Sources: seccomp(2); Documentation/userspace-api/seccomp_filter.rst; kernel/seccomp.c:
 * seccomp_run_filters().
 */
import { always, atEnd, branch, choose, compute, sometimes, store, syscall, waitFor, } from '../file/build.js';
import { entry, filterOn, handle, implies, install, LISTENER, NATIVE, RECEIVE, reply, } from './entry.js';
/** The actions, strictest first: the order of their numbers as signed words. */
const ACTIONS = [
    'KILL_PROCESS',
    'KILL_THREAD',
    'TRAP',
    'ERRNO',
    'USER_NOTIF',
    'TRACE',
    'LOG',
    'ALLOW',
];
const RANKS = ACTIONS.map((_action, rank) => rank);
const LAYERS = [1, 2, 3];
/** The thread id that gettid returns to the first thread, and its number. */
const TID = 1000;
const GETTID = 186;
const ENOSYS = 38;
/** Each action in each layer, the layer in its data: rank by rank, layer behind layer. */
const filters = Object.fromEntries(LAYERS.flatMap((layer) => ACTIONS.map((action) => [`${action}-${layer}`, filterOn('gettid', action, layer)])));
/** Takes the filter of a layer as the decisive one if it is at least as strict as those below. */
function consider(rank, layer) {
    return [branch([rank, '<=', 'r3'], [compute('r3', rank), compute('r4', layer)])];
}
/** Installs the filter of a layer with the action whose rank the register holds. */
function installLayer(rank, layer) {
    const first = 1 + (layer - 1) * ACTIONS.length;
    return [compute('r6', [rank, '+', first]), install('r6')];
}
const decides = (rank) => ['strictest', '==', rank];
/** All stacks of three filters: the strictest action decides, on a tie the newest filter. */
export const precedenceMatrix = entry('litmus', 'precedence-matrix', 'Which of three stacked filters decides, for all triples of the eight actions?', 'signed precedence of return actions, the newest filter on a tie (seccomp_run_filters(); ' +
    'precedence.* and ERRNO_order of selftests/seccomp)', {
    words: { strictest: -1, layer: 0, errno: 0, result: -1, trapData: 0, never: 0 },
    threads: {
        caller: [
            choose('r0', ...RANKS),
            choose('r1', ...RANKS),
            choose('r2', ...RANKS),
            compute('r3', 'r0'),
            compute('r4', 1),
            ...consider('r1', 2),
            ...consider('r2', 3),
            store('strictest', 'r3'),
            store('layer', 'r4'),
            compute('r5', [0, '-', 'r4']),
            store('errno', 'r5'),
            handle('$SIGSYS', '$handler.trapped'),
            ...installLayer('r0', 1),
            ...installLayer('r1', 2),
            ...installLayer('r2', 3),
            syscall('gettid', [], 'r5'),
            store('result', 'r5'),
        ],
        // It only lives, so that the death of one thread and that of the process differ.
        mate: { at: 'native', service: true, program: [waitFor('never', '==', 1)] },
    },
    regions: { native: NATIVE },
    tasks: {
        filters,
        filterCapacity: LAYERS.length,
        fileCapacity: 0,
        signalDepth: 1,
        threads: { caller: { noNewPrivs: true } },
        handlers: { trapped: { at: 'native', program: [store('trapData', 'r2')] } },
    },
    properties: [
        atEnd('KILL_PROCESS ends the process', implies(decides(0), {
            all: [
                ['caller.signal', '==', 31],
                ['mate.signal', '!=', 0],
            ],
        })),
        atEnd('KILL_THREAD ends the calling thread alone', implies(decides(1), {
            all: [
                ['caller.signal', '==', 31],
                ['mate.life', '==', 1],
            ],
        })),
        atEnd('TRAP raises SIGSYS with the data of the newest such filter', implies(decides(2), {
            all: [
                ['result', '==', GETTID],
                ['trapData', '==', 'layer'],
            ],
        })),
        atEnd('ERRNO is that of the newest such filter', implies(decides(3), ['result', '==', 'errno'])),
        atEnd('USER_NOTIF without a listener is ENOSYS', implies(decides(4), ['result', '==', -ENOSYS])),
        atEnd('TRACE without a tracer is ENOSYS', implies(decides(5), ['result', '==', -ENOSYS])),
        atEnd('LOG lets the call run', implies(decides(6), ['result', '==', TID])),
        atEnd('ALLOW lets the call run', implies(decides(7), ['result', '==', TID])),
        ...ACTIONS.map((action, rank) => sometimes(`${action} decides`, decides(rank))),
    ],
    observe: ['strictest', 'layer', 'result'],
    expect: { explore: 'holds' },
});
/** What the supervisor of the listener answers. */
const ANSWER = 50;
/** Which of the two filters notifies, as bits. */
const OLDER = 1;
const NEWER = 2;
/** Two filters, one of which has a listener: whose USER_NOTIF asks it. */
export const precedenceListener = entry('litmus', 'precedence-listener', 'Is a listener asked only by the filter that decides, and only while it is open?', 'the newest filter wins a tie even if an older one has the listener; without a listener, or ' +
    'behind its close, USER_NOTIF is ENOSYS (seccomp_do_user_notification())', {
    words: { listening: 0, asked: 0, result: 0, answered: 0 },
    threads: {
        caller: [
            // Which filter has the listener; whether it is closed; which filters notify.
            choose('r0', OLDER, NEWER),
            choose('r1', 0, 1),
            choose('r2', OLDER, NEWER, OLDER | NEWER),
            compute('r3', OLDER),
            branch(['r2', '>=', NEWER], [compute('r3', NEWER)]),
            branch(['r1', '==', 0], [branch(['r0', '==', 'r3'], [store('asked', 1)])]),
            ...[OLDER, NEWER].flatMap((filter) => [
                compute('r4', ['r2', '&', filter]),
                compute('r5', '$filter.pass'),
                branch(['r4', '!=', 0], [compute('r5', '$filter.notify')]),
                branch(['r0', '==', filter], [install('r5', LISTENER)], [install('r5')]),
            ]),
            branch(['r1', '==', 1], [syscall('close', [0])], [store('listening', 1)]),
            syscall('gettid', [], 'r5'),
            store('result', 'r5'),
        ],
        supervisor: {
            at: 'native',
            service: true,
            program: [
                waitFor('listening', '==', 1),
                compute('r7', 0),
                RECEIVE,
                branch(['r0', '>', 0], [store('answered', 1), reply(ANSWER)]),
            ],
        },
    },
    regions: { native: NATIVE },
    tasks: {
        filters: { pass: filterOn('gettid', 'ALLOW'), notify: filterOn('gettid', 'USER_NOTIF') },
        filterCapacity: 2,
        fileCapacity: 1,
        signalDepth: 0,
        threads: { caller: { noNewPrivs: true } },
    },
    properties: [
        atEnd('the open listener of the deciding filter is asked', implies(['asked', '==', 1], ['result', '==', ANSWER])),
        atEnd('without one the call is ENOSYS', implies(['asked', '==', 0], ['result', '==', -ENOSYS])),
        always('no other listener hears of it', ['answered', '<=', 'asked']),
        sometimes('a listener is asked', ['asked', '==', 1]),
    ],
    observe: ['asked', 'result'],
    expect: { explore: 'holds' },
});
/** What a tracer makes of a call that a filter hands to it, and what comes of it. */
const REWRITES = [
    { name: 'left alone, the call runs', number: '$nr.sysinfo', result: 0 },
    { name: 'a number that is refused is refused', number: '$nr.getppid', result: -7 },
    { name: 'a number that is traced runs, as TRACE counts once', number: '$nr.gettid', result: TID },
    { name: 'the number -1 skips the call', number: -1, result: -ENOSYS },
];
/** TRACE stops once; then the filters run again on what the registers hold. */
export const precedenceTrace = entry('litmus', 'precedence-trace', 'Do the filters run once more, TRACE as ALLOW, on the call that a tracer has rewritten?', 'the second run of __seccomp_filter() behind a TRACE stop (TRACE_syscall.* of selftests/seccomp)', {
    regions: { native: NATIVE },
    words: { traced: 0, rewrite: -1, result: -1 },
    threads: {
        caller: [
            install('$filter.trace'),
            waitFor('traced', '==', 1),
            syscall('sysinfo', [], 'r0'),
            store('result', 'r0'),
        ],
        tracer: [
            choose('r2', ...REWRITES.map((_rewrite, number) => number)),
            store('rewrite', 'r2'),
            syscall('ptrace_seize', ['$thread.caller', '$ptrace.TRACESECCOMP']),
            store('traced', 1),
            syscall('ptrace_wait', ['$thread.caller'], 'r0'),
            ...REWRITES.map(({ number }, index) => branch(['r2', '==', index], [syscall('ptrace_pokeuser', ['$thread.caller', '$ptrace.ORIG_RAX', number])])),
            syscall('ptrace_cont', ['$thread.caller', 0]),
        ],
    },
    tasks: {
        processes: { main: {}, debugger: {} },
        filters: {
            trace: {
                rules: [
                    { when: { nr: 'sysinfo' }, ret: { action: 'TRACE' } },
                    { when: { nr: 'gettid' }, ret: { action: 'TRACE' } },
                    { when: { nr: 'getppid' }, ret: { action: 'ERRNO', data: 7 } },
                ],
                default: { action: 'ALLOW' },
            },
        },
        filterCapacity: 1,
        fileCapacity: 0,
        signalDepth: 0,
        threads: { caller: { noNewPrivs: true }, tracer: { process: 'debugger' } },
    },
    properties: REWRITES.flatMap(({ name, result }, number) => [
        atEnd(name, implies(['rewrite', '==', number], ['result', '==', result])),
        sometimes(`case: ${name}`, ['rewrite', '==', number]),
    ]),
    observe: ['rewrite', 'result'],
    expect: { explore: 'holds' },
});
//# sourceMappingURL=filters.js.map