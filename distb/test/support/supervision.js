/**
 * Supervised processes: scenarios in which a supervisor installs a filter with a listener and forks
 * its targets, for walking through all schedules or for driving the threads one call at a time.
 */
import { boot, compileScenario, Driver, layoutFor, STEP, Stepper, } from '../../actors/index.js';
import { compileMachine, dispatchMachine } from '../../actors/dispatch/index.js';
import { createExclusiveWorld, createKernel, EVENT, FILTER_FLAG, processOf, } from '../../kernel/index.js';
import { sendSignal } from '../../kernel/signals/send.js';
import { call, filterOn, install, tasksOf } from './tasks.js';
const table = compileMachine(dispatchMachine);
/** The handler that tests install: it counts in the word `runs`. */
const handlers = { h: { at: 'native', program: [{ do: 'add', word: 'runs', value: 1 }] } };
/** The scenario: getppid notifies the supervisor `s`. */
export function supervised(options) {
    const { targets, helpers = {}, others = {}, flags = 0, parts = {}, driven = false } = options;
    const born = [
        install('f', FILTER_FLAG.NEW_LISTENER | flags),
        ...Object.keys(helpers).map((name) => call('clone', 'r6', `$thread.${name}`)),
        ...Object.keys(targets).map((name) => call('fork', 'r6', `$thread.${name}`)),
    ];
    const own = (names, unborn) => Object.fromEntries(Object.keys(names).map((name) => [name, { process: name, unborn }]));
    const inSupervisor = (name) => [name, { process: 's', unborn: true }];
    return tasksOf({ s: [...born, ...options.supervisor], ...helpers, ...targets, ...others }, {
        filters: { f: filterOn('getppid', 'USER_NOTIF') },
        handlers,
        filterCapacity: 2,
        fileCapacity: 4,
        processes: Object.fromEntries(['s', ...Object.keys(targets), ...Object.keys(others)].map((name) => [
            name,
            name === 's' ? { files: { 3: 9 } } : {},
        ])),
        threads: {
            s: { process: 's' },
            ...Object.fromEntries(Object.keys(helpers).map(inSupervisor)),
            ...own(targets, true),
            ...own(others, false),
        },
        driven,
    }, { words: { runs: 0, ready: 0 }, ...parts });
}
/** Driven threads by name, with a record of what happened. */
export class Stage {
    world;
    driver;
    names;
    happenings = [];
    #stepper;
    constructor(scenario, alter = (kernel) => kernel) {
        const compiled = compileScenario(scenario);
        const layout = layoutFor(compiled, table, { padded: false, observationWordCount: 0 });
        this.world = createExclusiveWorld(layout);
        boot(this.world, compiled, table);
        this.world.journal = this;
        const kernel = alter(createKernel(compiled.design));
        this.#stepper = new Stepper(this.world, compiled, kernel, table);
        this.driver = new Driver(this.world, this.#stepper, compiled);
        this.names = compiled.threads.map(({ name }) => name);
    }
    record(thread, event, detail, result) {
        this.happenings.push({ thread, event, detail, result });
    }
    thread(name) {
        return this.names.indexOf(name);
    }
    /** Moves a thread by one step; false if it cannot go on. */
    step(thread) {
        return this.#stepper.step(thread) === STEP.moved;
    }
    /** Gives an instruction to a thread and runs it until it ends or blocks. */
    give(name, instruction) {
        this.driver.inject(this.thread(name), instruction);
        return this.run(name);
    }
    /** Runs a thread until it cannot go on; the result of the call that returned last, if one did. */
    run(name) {
        const thread = this.thread(name);
        const from = this.happenings.length;
        this.driver.run(thread);
        return this.happenings
            .slice(from)
            .findLast((each) => each.thread === thread && each.event === EVENT.returned)?.result;
    }
    /** Runs a thread until its next step has this name. */
    runTo(name, step) {
        const thread = this.thread(name);
        while (this.#stepper.nextName(thread) !== step)
            if (!this.step(thread))
                throw new Error(`${name} does not come to ${step}`);
    }
    /** Sends a signal to a thread, from nowhere. */
    interrupt(name, signal) {
        const thread = this.thread(name);
        sendSignal(this.world, processOf(this.world, thread), thread, signal);
    }
    /** What the thread sleeps for, one of WAIT. */
    waits(name) {
        return this.driver.resting(this.thread(name)).waits;
    }
}
/** A stage on which the supervisor has installed its filter and borne everybody. */
export function stageOf(options, alter) {
    const targets = Object.fromEntries((options.targets ?? ['t']).map((name) => [name, []]));
    const scenario = supervised({ ...options, targets, supervisor: [], driven: true });
    const stage = new Stage(scenario, alter);
    stage.give('s', install('f', FILTER_FLAG.NEW_LISTENER | (options.flags ?? 0)));
    for (const name of Object.keys(options.helpers ?? {}))
        stage.give('s', call('clone', 'r6', `$thread.${name}`));
    for (const name of Object.keys(targets)) {
        stage.give('s', call('fork', 'r6', `$thread.${name}`));
        stage.give(name, call('close', 'r6', 0));
    }
    return stage;
}
/**
 * A stage with a supervisor `s` outside of the filter: it shares the descriptors of the user `c`.
 */
export function outsideStage(kernelFixes = {}) {
    const threads = [[], [], [], []];
    const [c, s, d, e] = threads;
    const stage = new Stage(tasksOf({ c, s, d, e }, {
        filters: { f: filterOn('getppid', 'USER_NOTIF') },
        filterCapacity: 2,
        fileCapacity: 4,
        processes: { c: {}, s: { sharesFilesWith: 'c' }, d: {} },
        threads: {
            c: { process: 'c' },
            s: { process: 's' },
            d: { process: 'd', unborn: true },
            e: { process: 'c', unborn: true },
        },
        driven: true,
    }, { kernelFixes }));
    stage.give('c', install('f', FILTER_FLAG.NEW_LISTENER));
    return stage;
}
/** RECV of descriptor 0, the id into r0; what follows answers in r5. */
export const recv = { do: 'syscall', name: 'notif_recv', arguments: [0], into: 'r0' };
/** RECV into a buffer of another kind. */
export function recvInto(buffer) {
    return { do: 'syscall', name: 'notif_recv', arguments: [0, buffer], into: 'r0' };
}
/** SEND to the id in r0. */
export function send(value, error = 0, flags = 0) {
    const list = [0, 'r0', value, error, flags];
    return { do: 'syscall', name: 'notif_send', arguments: list, into: 'r5' };
}
/** A call on descriptor 0 about the id in r0. */
export function about(name, ...rest) {
    return { do: 'syscall', name, arguments: [0, 'r0', ...rest], into: 'r5' };
}
/** ADDFD of a descriptor of the supervisor. */
export function addfd(flags, source, number = 0) {
    return about('notif_addfd', flags, source, number);
}
//# sourceMappingURL=supervision.js.map