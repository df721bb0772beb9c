/**
 * Litmus scenarios of supervisors that wait for themselves. Each beast of the zoo is a report of a
 * real one, reduced to the cycle of who waits for whom, beside the repair that breaks the cycle.
 */
import { branch, compute, exit, lock, loop, scenario, sometimes, store, syscall, unlock, waitFor, } from '../file/build.js';
import { filterOn, handle, install, LISTENER, RECEIVE, reply, TSYNC } from './entry.js';
const tasks = {
    filters: { notify: filterOn('write', 'USER_NOTIF') },
    filterCapacity: 1,
    fileCapacity: 2,
    signalDepth: 1,
};
/** A supervisor thread that serves when it has the listener, until nobody is left to serve. */
function serving(serve) {
    return {
        at: 'code',
        program: [
            waitFor('sent', '==', 1),
            compute('r7', 0),
            loop('forever', RECEIVE, branch(['r0', '>', 0], serve, [exit()])),
        ],
    };
}
const ANSWERED = sometimes('a call is answered', { event: 'replied' });
/** The listener is sent by a call that the listener must answer. */
const sendmsg = {
    name: 'sendmsg',
    source: 'crun#1002: sendmsg in the list of notified calls',
    draft: (fixed) => ({
        words: { installed: 0, sent: 0 },
        tasks: { ...tasks, threads: { container: { noNewPrivs: true } } },
        threads: {
            container: [
                install('$filter.notify', LISTENER),
                ...(fixed
                    ? [store('installed', 1), syscall('write', [0], 'r0')]
                    : [syscall('write', [0], 'r0'), store('sent', 1)]),
            ],
            // Was there before the filter, and is free of it.
            ...(fixed && {
                helper: [waitFor('installed', '==', 1), syscall('write', [0], 'r0'), store('sent', 1)],
            }),
            supervisor: serving([reply(5)]),
        },
        ...(fixed && { properties: [ANSWERED] }),
    }),
};
/** TSYNC puts the supervisor's own thread under the filter. */
const tsync = {
    name: 'tsync',
    source: 'a supervisor thread that TSYNC filters and that makes a notified call (R14)',
    draft: (fixed) => ({
        words: { sent: 0 },
        tasks: { ...tasks, threads: { target: { noNewPrivs: true } } },
        threads: {
            target: [
                install('$filter.notify', fixed ? LISTENER : LISTENER | TSYNC),
                store('sent', 1),
                syscall('write', [0], 'r0'),
            ],
            supervisor: serving([syscall('write', [0]), reply(5)]),
        },
        ...(fixed && { properties: [ANSWERED] }),
    }),
};
/** What the supervisor needs in order to answer is held by the target. */
const lockCoupling = {
    name: 'lock-coupling',
    source: 'sysbox#998, #1002: a lock of FUSE and the reaper, held over the wait (R15)',
    draft: (fixed) => ({
        words: { sent: 0 },
        locks: { fuse: 'rwsem' },
        tasks: { ...tasks, threads: { target: { noNewPrivs: true } } },
        threads: {
            target: [
                install('$filter.notify', LISTENER),
                store('sent', 1),
                lock('fuse', 'write'),
                syscall('write', [0], 'r0'),
                unlock('fuse', 'write'),
            ],
            supervisor: serving(fixed
                ? [reply(5), lock('fuse', 'write'), unlock('fuse', 'write')]
                : [lock('fuse', 'write'), unlock('fuse', 'write'), reply(5)]),
        },
        ...(fixed && { properties: [ANSWERED] }),
    }),
};
/** A SIGSYS handler spins on the processor that the thread it waits for needs. */
const spin = {
    name: 'spin-wait',
    source: 'kbox#21: a SIGSYS handler spins for a service thread; repaired by a futex wait',
    draft: (fixed) => {
        const sleep = (wait) => fixed ? [unlock('processor', 'write'), ...wait, lock('processor', 'write')] : wait;
        return {
            words: { request: 0, answer: 0 },
            // Who runs holds it; who sleeps lets go of it.
            locks: { processor: 'rwsem' },
            tasks: {
                ...tasks,
                filters: { trap: filterOn('write', 'TRAP') },
                threads: { game: { noNewPrivs: true } },
                handlers: {
                    emulate: {
                        at: 'code',
                        program: [store('request', 1), ...sleep([waitFor('answer', '==', 1)])],
                    },
                },
            },
            threads: {
                game: [
                    handle('$SIGSYS', '$handler.emulate'),
                    install('$filter.trap'),
                    lock('processor', 'write'),
                    syscall('write', [0], 'r0'),
                    unlock('processor', 'write'),
                ],
                service: [
                    waitFor('request', '==', 1),
                    lock('processor', 'write'),
                    store('answer', 1),
                    unlock('processor', 'write'),
                ],
            },
            properties: [sometimes('the call is trapped', { event: 'trapped' })],
        };
    },
};
const ZOO = [sendmsg, tsync, lockCoupling, spin];
function zoo(name, question, fixed) {
    const standsFor = `R14, R15: ${ZOO.map(({ name: beast, source }, index) => `${index + 1} ${beast}: ${source}`).join('; ')}`;
    const build = ({ beast = 1 }) => scenario({
        name,
        question,
        standsFor,
        observe: [],
        expect: { explore: fixed ? 'holds' : 'violated' },
        ...ZOO[beast - 1].draft(fixed),
    });
    const meaning = `which of them: ${ZOO.map(({ name: beast }, index) => `${index + 1} ${beast}`).join(', ')}`;
    return {
        name,
        kind: 'race',
        question,
        standsFor,
        parameters: { beast: { meaning, value: 1, min: 1, max: ZOO.length } },
        build,
    };
}
/** Four ways to wait for oneself. */
export const selfDeadlockZoo = zoo('self-deadlock-zoo', 'Who waits for whom when a supervisor, or a handler, waits for itself?', false);
/** The repairs. */
export const selfDeadlockZooFixed = zoo('self-deadlock-zoo-fixed', 'Does each repair break the cycle, and the call get its answer?', true);
//# sourceMappingURL=self-deadlock.js.map