/**
 * Litmus scenarios of the order in which a loader marks and publishes foreign code, under each
 * mechanism besides the memmap mode (see memmap.ts): what stands for the mark differs, a filter, an
 * armed thread, a supervisor's or tracer's list, and so does whether there is an order to keep.
 */
import { branch, jump, load, loop, mmap, sometimes, store, syscall, waitFor, } from '../file/build.js';
import { entry, ESCAPE, handle, install, LISTENER, MISJUDGED, NATIVE, TSYNC } from './entry.js';
const TRAPPED = sometimes('a call is trapped', { event: 'trapped' });
/** The loader maps the module and says so; the game goes there and calls. */
const MAP = mmap('@module', 2, 'r-x');
const PUBLISH = store('published', 1);
const GAME = [
    waitFor('published', '==', 1),
    jump('@module'),
    syscall('getpid', [], 'r0'),
    syscall('getpid', [], 'r1'),
];
const tasks = {
    filterCapacity: 1,
    fileCapacity: 1,
    signalDepth: 1,
    threads: { loader: { noNewPrivs: true } },
    handlers: { emulate: { at: 'native', program: [] } },
};
const regions = {
    native: NATIVE,
    module: { page: 4, pages: 2, prot: 'r-x', foreign: true, absent: true },
};
/** The mark is a filter on the module's addresses, which TSYNC gives to every thread. */
function byFilter(name, question, order, verdict) {
    const standsFor = 'R19: mark lag of filters on the instruction pointer: a map of ranges has to be updated on ' +
        'every executable allocation (Gofman on the RFC, <9a512096-7707-3fc6-34ba-22f969c0f964@gmail.com>)';
    return entry('race', name, question, standsFor, {
        regions,
        words: { published: 0 },
        tasks: {
            ...tasks,
            filters: {
                module: {
                    ranges: ['@module'],
                    search: 'linear',
                    inside: { action: 'TRAP' },
                    outside: { action: 'ALLOW' },
                },
            },
        },
        threads: { loader: [handle('$SIGSYS', '$handler.emulate'), MAP, ...order], game: GAME },
        properties: [ESCAPE, MISJUDGED, TRAPPED],
        observe: ['game.r0', 'game.r1'],
        expect: { explore: verdict },
    });
}
const FILTER = install('$filter.module', TSYNC);
/** The loader publishes, then installs the filter. */
export const publishFilter = byFilter('mark-publish-order-seccomp', 'Can a call escape when the loader publishes code before the filter knows its addresses?', [PUBLISH, FILTER], 'violated');
/** The repaired twin: the filter is there, in every thread, before the code is published. */
export const publishFilterFixed = byFilter('mark-publish-order-seccomp-fixed', 'Is every call trapped when the filter reaches all threads before the code is published?', [FILTER, PUBLISH], 'holds');
/** The mark is an armed thread: user dispatch has no table of code. */
function byDispatch(name, question, loader, game, verdict) {
    const standsFor = 'R19: mark lag of user dispatch: arming is each thread’s own, so a mark by the loader comes ' +
        'never rather than late (prctl(2), PR_SET_SYSCALL_USER_DISPATCH)';
    return entry('race', name, question, standsFor, {
        regions,
        words: { published: 0 },
        tasks,
        threads: { loader: [handle('$SIGSYS', '$handler.emulate'), MAP, ...loader], game },
        properties: [ESCAPE, MISJUDGED, sometimes('foreign code makes a call', ['game.r0', '!=', 0])],
        observe: ['game.r0', 'game.r1'],
        expect: { explore: verdict },
    });
}
/** The loader arms the module's range before it publishes, and only itself. */
export const publishDispatch = byDispatch('mark-publish-order-dispatch', 'Is a range that the loader intercepts before publishing it intercepted in other threads?', [syscall('sud_set', [2, '@module', 0, 2, 0, 0]), PUBLISH], GAME, 'violated');
/** The repaired twin: the thread exempts native code from the start; there is no order to keep. */
export const publishDispatchFixed = byDispatch('mark-publish-order-dispatch-fixed', 'Is every call trapped when each thread exempts native code and nothing else?', [PUBLISH], [syscall('sud_set', [1, '@native', 0, 2, 0, 0]), ...GAME], 'holds');
/** Calls from outside of native code ask a supervisor, who has a list of modules. */
const ASK = {
    ranges: ['@native'],
    search: 'linear',
    inside: { action: 'ALLOW' },
    outside: { action: 'USER_NOTIF' },
};
/** The mark is an entry in the supervisor's list; what is not in it may run. */
function bySupervisor(name, question, order, verdict) {
    const standsFor = 'R19: mark lag of user notification: the supervisor’s list of code is behind the mappings ' +
        '(seccomp_unotify(2): CONTINUE lets the call run as it is)';
    return entry('race', name, question, standsFor, {
        regions,
        words: { listening: 0, published: 0, known: 0 },
        tasks: { ...tasks, filters: { ask: ASK } },
        threads: {
            loader: [
                install('$filter.ask', TSYNC | LISTENER, 'r7'),
                store('listening', 1),
                MAP,
                ...order,
            ],
            game: GAME,
            supervisor: {
                at: 'native',
                service: true,
                program: [
                    waitFor('listening', '==', 1),
                    loop('forever', syscall('notif_recv', [0], 'r0'), branch(['r0', '>', 0], [
                        load('known', 'r1'),
                        branch(['r1', '==', 1], [syscall('notif_send', [0, 'r0', 7])], [syscall('notif_send', [0, 'r0', 0, 0, 1])]),
                    ])),
                ],
            },
        },
        properties: [ESCAPE, sometimes('a call is answered', { event: 'replied' })],
        observe: ['game.r0', 'game.r1'],
        expect: { explore: verdict },
    });
}
const TELL = store('known', 1);
/** The loader publishes, then tells the supervisor. */
export const publishSupervisor = bySupervisor('mark-publish-order-notify', 'Can a call escape when the loader publishes code before the supervisor knows of it?', [PUBLISH, TELL], 'violated');
/** The repaired twin: the supervisor knows first. */
export const publishSupervisorFixed = bySupervisor('mark-publish-order-notify-fixed', 'Is every call emulated when the supervisor knows of the code before it is published?', [TELL, PUBLISH], 'holds');
/** The mark is an entry in the tracer's list; it skips the calls of the code that it knows. */
function byTracer(name, question, order, verdict) {
    const standsFor = 'R19: mark lag of ptrace: a tracer judges the address of each call by a list that is behind ' +
        'the mappings (ptrace(2), PTRACE_SYSCALL)';
    const goOn = syscall('ptrace_syscall', ['$thread.game', 0]);
    const stop = syscall('ptrace_wait', ['$thread.game'], 'r0');
    return entry('race', name, question, standsFor, {
        regions,
        words: { traced: 0, published: 0, known: 0 },
        tasks: {
            processes: { main: {}, debugger: {} },
            threads: { tracer: { process: 'debugger' } },
            filterCapacity: 0,
            fileCapacity: 0,
            signalDepth: 0,
        },
        threads: {
            loader: [waitFor('traced', '==', 1), MAP, ...order],
            game: [waitFor('traced', '==', 1), ...GAME],
            tracer: [
                syscall('ptrace_seize', ['$thread.game', '$ptrace.TRACESYSGOOD']),
                syscall('ptrace_interrupt', ['$thread.game']),
                stop,
                goOn,
                store('traced', 1),
                // Two calls of the game, each with a stop before and one behind it.
                loop(2, stop, load('known', 'r1'), branch(['r1', '==', 1], [
                    syscall('ptrace_pokeuser', ['$thread.game', '$ptrace.ORIG_RAX', -1]),
                    syscall('ptrace_pokeuser', ['$thread.game', '$ptrace.RAX', 7]),
                ]), goOn, stop, goOn),
            ],
        },
        properties: [ESCAPE, sometimes('a call is emulated', ['game.r1', '==', 7])],
        observe: ['game.r0', 'game.r1'],
        expect: { explore: verdict },
    });
}
/** The loader publishes, then tells the tracer. */
export const publishTracer = byTracer('mark-publish-order-ptrace', 'Can a call escape when the loader publishes code before the tracer knows of it?', [PUBLISH, TELL], 'violated');
/** The repaired twin: the tracer knows first. */
export const publishTracerFixed = byTracer('mark-publish-order-ptrace-fixed', 'Is every call emulated when the tracer knows of the code before it is published?', [TELL, PUBLISH], 'holds');
//# sourceMappingURL=publish.js.map