/**
 * Litmus scenarios of Syscall User Dispatch: what the range and the selector decide, and the races
 * of a selector that is a byte of user memory and of an arming that is each thread's own.
 *
 * Sources: kernel/entry/syscall_user_dispatch.c; Documentation/admin-guide/
 * syscall-user-dispatch.rst; the races R31 to R35 by Wine's use of it.
 */
import { add, atEnd, branch, choose, compute, jump, load, munmap, never, sometimes, store, syscall, waitFor, } from '../file/build.js';
import { entry, ESCAPE, filterOn, handle, implies, install, MISJUDGED, NATIVE, signal, } from './entry.js';
const OFF = 0;
const EXCLUSIVE = 1;
const INCLUSIVE = 2;
const ALLOW = 0;
const BLOCK = 1;
const TID = 1000;
const GETTID = 186;
const FOREIGN = { page: 4, pages: 1, prot: 'r-x', foreign: true };
/**
 * Arms user dispatch for the calling thread, with a range of whole pages and perhaps a selector.
 */
function dispatch(mode, page, pages, selector = 0) {
    return syscall('sud_set', [mode, page, 0, pages, 0, selector], 'r7');
}
const GETS_THROUGH = {
    all: [
        ['result', '==', TID],
        ['traps', '==', 0],
    ],
};
const IS_TRAPPED = {
    all: [
        ['result', '==', GETTID],
        ['traps', '==', 1],
    ],
};
const diesOf = (number) => ['caller.signal', '==', number];
/** The call that each case is about, from where the thread stands. */
const CALL = [syscall('gettid', [], 'r5'), store('result', 'r5')];
const FROM_APP = [jump('@app'), ...CALL];
const ANYWHERE = [0, 0];
const CASES = [
    {
        name: 'a call from the range does not read the selector',
        program: [dispatch(EXCLUSIVE, '@native', 2, '$word.gone'), ...CALL],
        outcome: GETS_THROUGH,
    },
    {
        name: 'ALLOW lets pass',
        program: [dispatch(EXCLUSIVE, '@native', 2, '$word.selector'), ...FROM_APP],
        outcome: GETS_THROUGH,
    },
    {
        name: 'BLOCK traps, and the call that sees itself trapped can be emulated',
        program: [
            dispatch(EXCLUSIVE, '@native', 2, '$word.selector'),
            store('selector', BLOCK),
            ...FROM_APP,
        ],
        outcome: IS_TRAPPED,
    },
    {
        name: 'a selector that is neither kills by SIGSYS, whatever the handler',
        program: [
            dispatch(EXCLUSIVE, '@native', 2, '$word.selector'),
            store('selector', 2),
            ...FROM_APP,
        ],
        outcome: diesOf(31),
    },
    {
        name: 'without a selector every call from outside is trapped',
        program: [dispatch(EXCLUSIVE, '@native', 2), ...FROM_APP],
        outcome: IS_TRAPPED,
    },
    {
        name: 'a selector on no page kills by SIGSEGV',
        program: [dispatch(EXCLUSIVE, '@native', 2, '$word.gone'), ...FROM_APP],
        outcome: diesOf(11),
    },
    {
        name: 'a handler that leaves BLOCK cannot even return',
        program: [
            handle('$SIGSYS', '$handler.careless'),
            dispatch(EXCLUSIVE, ...ANYWHERE, '$word.selector'),
            store('selector', BLOCK),
            ...FROM_APP,
        ],
        outcome: diesOf(31),
    },
    {
        name: 'under SA_NODEFER the handler’s own call nests',
        program: [
            compute('r6', ['$handler.nesting', '|', '$SA_NODEFER']),
            handle('$SIGSYS', 'r6'),
            dispatch(EXCLUSIVE, ...ANYWHERE, '$word.selector'),
            store('selector', BLOCK),
            ...FROM_APP,
        ],
        outcome: {
            all: [
                ['result', '==', GETTID],
                ['traps', '==', 2],
            ],
        },
    },
    {
        name: 'a blocked SIGSYS kills',
        program: [
            dispatch(EXCLUSIVE, '@native', 2, '$word.selector'),
            syscall('rt_sigprocmask', [0, 1 << 30]),
            store('selector', BLOCK),
            ...FROM_APP,
        ],
        outcome: diesOf(31),
    },
    {
        name: 'an inclusive range is trapped',
        program: [dispatch(INCLUSIVE, '@app', 1), ...FROM_APP],
        outcome: IS_TRAPPED,
    },
    {
        name: 'outside an inclusive range calls pass',
        program: [dispatch(INCLUSIVE, '@app', 1), ...CALL],
        outcome: GETS_THROUGH,
    },
    {
        name: 'an inclusive range that wraps around is refused',
        program: [dispatch(INCLUSIVE, -1, 2), store('result', 'r7')],
        outcome: ['result', '==', -22],
    },
    {
        name: 'user dispatch comes before seccomp',
        program: [install('$filter.refuse'), dispatch(INCLUSIVE, '@app', 1), ...FROM_APP],
        outcome: IS_TRAPPED,
    },
    {
        name: 'what user dispatch lets pass is filtered',
        program: [install('$filter.refuse'), dispatch(INCLUSIVE, '@app', 1), ...CALL],
        outcome: ['result', '==', -7],
    },
    {
        name: 'OFF ends it',
        program: [dispatch(INCLUSIVE, '@app', 1), dispatch(OFF, 0, 0), ...FROM_APP],
        outcome: GETS_THROUGH,
    },
    {
        name: 'a new thread starts without it',
        program: [dispatch(INCLUSIVE, '@app', 1), syscall('clone', ['$thread.thread'])],
        outcome: {
            all: [
                ['thread.r5', '==', TID + 1],
                ['traps', '==', 0],
            ],
        },
    },
    {
        name: 'a forked child starts without it',
        program: [dispatch(INCLUSIVE, '@app', 1), syscall('fork', ['$thread.child'])],
        outcome: {
            all: [
                ['child.r5', '==', TID + 2],
                ['traps', '==', 0],
            ],
        },
    },
    {
        name: 'execve ends it',
        program: [dispatch(INCLUSIVE, '@app', 1), syscall('execve'), ...FROM_APP],
        outcome: GETS_THROUGH,
    },
];
const isCase = (number) => ['case', '==', number];
/** Every rule of the manual as one case; the range, the selector, the handler, inheritance. */
export const sudSemantics = entry('litmus', 'sud-semantics', 'Does each rule of user dispatch hold: range, selector, handler, order, inheritance?', 'Syscall User Dispatch as merged in 5.11, inclusive ranges of 6.17 ' +
    '(kernel/entry/syscall_user_dispatch.c, syscall-user-dispatch.rst)', {
    regions: {
        native: NATIVE,
        app: FOREIGN,
        data: { page: 6, pages: 1, prot: 'rw-' },
        hole: { page: 7, pages: 1, prot: 'rw-', absent: true },
    },
    words: { selector: ALLOW, gone: 0, case: -1, result: 0, traps: 0 },
    threads: {
        caller: [
            choose('r0', ...CASES.map((_case, number) => number)),
            store('case', 'r0'),
            handle('$SIGSYS', '$handler.careful'),
            ...CASES.map(({ program }, number) => branch(['r0', '==', number], program)),
        ],
        thread: { at: 'app', program: [syscall('gettid', [], 'r5')] },
        child: { at: 'app', program: [syscall('gettid', [], 'r5')] },
    },
    tasks: {
        processes: { main: {}, forked: {} },
        filters: { refuse: filterOn('gettid', 'ERRNO', 7) },
        filterCapacity: 1,
        fileCapacity: 0,
        wordRegions: { selector: 'data', gone: 'hole' },
        threads: {
            caller: { noNewPrivs: true },
            thread: { unborn: true },
            child: { unborn: true, process: 'forked' },
        },
        handlers: {
            careful: { at: 'native', program: [add('traps', 1), store('selector', ALLOW)] },
            careless: { at: 'native', program: [add('traps', 1)] },
            nesting: {
                at: 'native',
                program: [
                    add('traps', 1, 'r6'),
                    // The second time it is its own call that was trapped.
                    branch(['r6', '==', 0], [syscall('getppid')], [store('selector', ALLOW)]),
                ],
            },
        },
    },
    properties: CASES.flatMap(({ name, outcome }, number) => [
        atEnd(name, implies(isCase(number), outcome)),
        sometimes(`case: ${name}`, isCase(number)),
    ]),
    observe: ['case', 'result', 'traps', 'caller.signal'],
    expect: { explore: 'holds' },
});
/** A thread that a program clones, and who arms it when. */
function threadGap(name, question, child, verdict) {
    const standsFor = 'R31: user dispatch is cleared for a new thread, which runs unintercepted until it arms itself ' +
        '(dup_task_struct(); syscall-user-dispatch.rst)';
    return entry('race', name, question, standsFor, {
        regions: { native: NATIVE, foreign: FOREIGN },
        threads: {
            starter: [
                handle('$SIGSYS', '$handler.emulate'),
                dispatch(EXCLUSIVE, '@native', 2),
                syscall('clone', ['$thread.game']),
                jump('@foreign'),
                syscall('gettid', [], 'r0'),
            ],
            game: child,
        },
        tasks: {
            filterCapacity: 0,
            fileCapacity: 0,
            signalDepth: 1,
            threads: { game: { unborn: true } },
            handlers: { emulate: { at: 'native', program: [] } },
        },
        properties: [ESCAPE, MISJUDGED, sometimes('a call is trapped', { event: 'trapped' })],
        observe: ['starter.r0', 'game.r0'],
        expect: { explore: verdict },
    });
}
/** A new thread that goes to foreign code at once. */
export const sudThreadGap = threadGap('sud-thread-gap', 'Is a new thread intercepted as the thread that made it?', [jump('@foreign'), syscall('gettid', [], 'r0')], 'violated');
/** The repaired twin: the start stub, which is native code, arms the thread. */
export const sudThreadGapFixed = threadGap('sud-thread-gap-fixed', 'Is a new thread intercepted when its start stub arms it?', [dispatch(EXCLUSIVE, '@native', 2), jump('@foreign'), syscall('gettid', [], 'r0')], 'holds');
/** Two threads that each set the selector for the code that they go to. */
function selectorRace(name, question, words, verdict) {
    const [game, wine] = words;
    const standsFor = 'R32: the selector is read at entry and any thread may write it, so each thread wants a byte ' +
        'of its own (syscall-user-dispatch.rst: the selector is per thread)';
    return entry('race', name, question, standsFor, {
        regions: { native: NATIVE, foreign: FOREIGN },
        words: { first: ALLOW, second: ALLOW },
        threads: {
            game: [
                handle('$SIGSYS', '$handler.emulate'),
                dispatch(EXCLUSIVE, 1, 1, `$word.${game}`),
                store(game, BLOCK),
                jump('@foreign'),
                syscall('gettid', [], 'r0'),
            ],
            wine: [
                dispatch(EXCLUSIVE, 1, 1, `$word.${wine}`),
                store(wine, ALLOW),
                syscall('gettid', [], 'r0'),
            ],
        },
        tasks: {
            filterCapacity: 0,
            fileCapacity: 0,
            signalDepth: 1,
            // The second page of native code is exempt, so that the handler can return.
            handlers: { emulate: { at: 'native', program: [store(game, ALLOW), jump(1)] } },
        },
        properties: [
            ESCAPE,
            MISJUDGED,
            sometimes('a call is trapped', { event: 'trapped' }),
            sometimes('a call runs natively', { event: 'native', thread: 'wine' }),
        ],
        observe: ['game.r0', 'wine.r0'],
        expect: { explore: verdict },
    });
}
/** One selector for two threads. */
export const sudSelectorRace = selectorRace('sud-selector-race', 'Can one thread’s selector store decide about another thread’s call?', ['first', 'first'], 'violated');
/** The repaired twin: a selector of its own for each thread. */
export const sudSelectorRaceFixed = selectorRace('sud-selector-race-fixed', 'Is every call judged rightly when each thread has a selector of its own?', ['first', 'second'], 'holds');
/** A loader that gives back the page of the selector. */
function selectorUnmapped(name, question, goodbye, verdict) {
    const standsFor = 'R33: a selector that cannot be read kills the thread group by SIGSEGV, and no handler runs ' +
        '(__get_user() in syscall_user_dispatch(); force_exit_sig())';
    return entry('race', name, question, standsFor, {
        regions: { native: NATIVE, data: { page: 4, pages: 1, prot: 'rw-' } },
        words: { selector: ALLOW, leaving: 0 },
        threads: {
            game: [
                handle('$SIGSEGV', '$handler.unheard'),
                dispatch(EXCLUSIVE, 0, 0, '$word.selector'),
                ...goodbye,
                syscall('gettid', [], 'r0'),
            ],
            loader: [waitFor('leaving', '==', 1), munmap('@data', 1, 'r0')],
        },
        tasks: {
            filterCapacity: 0,
            fileCapacity: 0,
            signalDepth: 1,
            wordRegions: { selector: 'data' },
            handlers: { unheard: { at: 'native', program: [] } },
        },
        properties: [
            never('a call kills the process', { event: 'killed' }),
            never('a handler hears of it', { event: 'handled' }),
        ],
        observe: ['game.r0', 'game.signal'],
        expect: { explore: verdict },
    });
}
/** The page goes while the selector is still armed. */
export const sudSelectorUnmapped = selectorUnmapped('sud-selector-unmapped', 'What becomes of a call whose selector was unmapped by another thread?', [store('leaving', 1)], 'violated');
/** The repaired twin: the thread disarms its dispatch before the page goes. */
export const sudSelectorUnmappedFixed = selectorUnmapped('sud-selector-unmapped-fixed', 'Is unmapping the selector harmless once its thread has disarmed?', [dispatch(OFF, 0, 0), store('leaving', 1)], 'holds');
/** A native signal handler that interrupts foreign code. */
function signalPersonality(name, question, handler, verdict) {
    const standsFor = 'R35: a signal between the selector store and the call runs its handler with the wrong ' +
        'selector (Wine’s init_handler and leave_handler save and restore it)';
    return entry('race', name, question, standsFor, {
        // The handlers return from the trampoline, the only code that is always exempt.
        regions: { native: NATIVE, trampoline: { page: 2, pages: 1, prot: 'r-x' }, foreign: FOREIGN },
        words: { selector: ALLOW, ready: 0 },
        threads: {
            game: [
                handle('$SIGSYS', '$handler.emulate'),
                handle('$SIGUSR1', '$handler.interrupt'),
                store('ready', 1),
                dispatch(EXCLUSIVE, '@trampoline', 1, '$word.selector'),
                store('selector', BLOCK),
                jump('@foreign'),
                syscall('gettid', [], 'r0'),
            ],
            timer: [waitFor('ready', '==', 1), signal('game', '$SIGUSR1')],
        },
        tasks: {
            filterCapacity: 0,
            fileCapacity: 0,
            handlers: {
                emulate: {
                    at: 'native',
                    program: [
                        load('selector', 'r4'),
                        store('selector', ALLOW),
                        store('selector', 'r4'),
                        jump('@trampoline'),
                    ],
                },
                interrupt: { at: 'native', program: handler },
            },
        },
        properties: [
            ESCAPE,
            MISJUDGED,
            never('the process is killed', { event: 'killed', thread: 'game' }),
            sometimes('foreign code is trapped', { event: 'trapped' }),
        ],
        observe: ['game.r0'],
        expect: { explore: verdict },
    });
}
/** A handler that makes its call with whatever selector it finds. */
export const sudSignalPersonality = signalPersonality('sud-signal-personality', 'With which selector does a signal handler run that interrupts foreign code?', [syscall('gettid'), jump('@trampoline')], 'violated');
/** The repaired twin: the handler sets the selector for itself and restores it. */
export const sudSignalPersonalityFixed = signalPersonality('sud-signal-personality-fixed', 'Is a handler safe that sets the selector for itself and restores it?', [
    load('selector', 'r4'),
    store('selector', ALLOW),
    syscall('gettid'),
    store('selector', 'r4'),
    jump('@trampoline'),
], 'holds');
//# sourceMappingURL=dispatch.js.map