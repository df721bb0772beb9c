/**
 * Judge: the properties and observations of a scenario, compiled against a world. It is the journal
 * of an engine that judges: events of a step arrive while the step runs, states are looked at
 * behind it. Invariant: judging never writes a word of the world.
 */
import { EVENT, LOCK, PROCESS, processWord, TASK, taskWord, readerCount, TABLE, THREAD, UsageError, WRITER, } from '../../kernel/index.js';
import { COMPARISONS, compare } from '../program/code.js';
/** The property that every scenario has: what its programs `expect` comes true. */
export const EXPECTATIONS = {
    kind: 'never',
    name: 'an expectation fails',
    that: { event: 'expectationFailed' },
};
/** Values of a task by name, as `thread.name`. */
const TASK_FIELDS = {
    killed: (world, thread) => (world.words.load(taskWord(world, thread) + TASK.DEATH) !== 0 ? 1 : 0),
    signal: (world, thread) => world.words.load(taskWord(world, thread) + TASK.DEATH),
    life: (world, thread) => world.words.load(taskWord(world, thread) + TASK.LIFE),
    mode: (world, thread) => world.words.load(taskWord(world, thread) + TASK.MODE),
    noNewPrivs: (world, thread) => world.words.load(taskWord(world, thread) + TASK.NO_NEW_PRIVS),
};
/** Judges the steps and states of one world. */
export class Judge {
    /** The properties in the order of their numbers; `EXPECTATIONS` is the last. */
    properties;
    /** 1 for each `sometimes` property that was seen, by property number. */
    seen;
    #compiled;
    #eventProperties;
    #stateProperties;
    #scenario;
    /** Events that some property speaks of, as a set: most events concern none. */
    #interest;
    /** Numbers of the properties that events have violated since `begin`, each once. */
    #strikes = [];
    /** 1 for each property of which nobody wants to hear any more. */
    #ignored;
    constructor(scenario, compiled) {
        this.properties = [...scenario.properties, EXPECTATIONS];
        this.#scenario = compiled;
        this.seen = new Uint8Array(this.properties.length);
        this.#ignored = new Uint8Array(this.properties.length);
        this.#compiled = this.properties.map((property, index) => {
            const path = `properties[${index}].that`;
            return isEventPattern(property.that)
                ? { property, pattern: checkPattern(property.that, compiled, path), test: undefined }
                : {
                    property,
                    pattern: undefined,
                    test: compileCondition(property.that, compiled, path),
                };
        });
        this.#interest = this.#compiled.reduce((set, { pattern }) => set | interestOf(pattern), 0);
        const numbers = this.#compiled.map((_entry, index) => index);
        this.#eventProperties = numbers.filter((n) => this.#compiled[n].pattern !== undefined);
        this.#stateProperties = numbers.filter((n) => this.#compiled[n].test !== undefined && this.#compiled[n].property.kind !== 'finally');
    }
    /** Forgets what the last step told. */
    begin() {
        if (this.#strikes.length > 0)
            this.#strikes.length = 0;
    }
    /** Stops judging a property: a search that collects one violation of each has found it. */
    ignore(number) {
        this.#ignored[number] = 1;
    }
    /** Judges all properties again: another schedule begins. */
    heedAll() {
        this.#ignored.fill(0);
    }
    /** The numbers of the properties that events have violated since `begin`, each once. */
    get strikes() {
        return this.#strikes;
    }
    record(thread, event, detail) {
        if ((this.#interest & (1 << event)) === 0)
            return;
        for (const number of this.#eventProperties) {
            const { property, pattern } = this.#compiled[number];
            if (!this.#matches(pattern, thread, event, detail))
                continue;
            if (property.kind === 'sometimes')
                this.seen[number] = 1;
            else if (!this.#strikes.includes(number))
                this.#strikes.push(number);
        }
    }
    /** The number of a property that the last step or the state behind it violates, or -1. */
    violated(world) {
        if (this.#strikes.length > 0) {
            const struck = this.#strikes.find((number) => this.#ignored[number] === 0);
            if (struck !== undefined)
                return struck;
        }
        for (const number of this.#stateProperties) {
            const { property, test } = this.#compiled[number];
            const holds = test(world);
            if (property.kind === 'sometimes') {
                if (holds)
                    this.seen[number] = 1;
            }
            else if (holds !== (property.kind === 'always') && this.#ignored[number] === 0) {
                return number;
            }
        }
        return -1;
    }
    /** The number of a `finally` property that an end state violates, or -1. */
    violatedAtEnd(world) {
        return this.#compiled.findIndex(({ property, test }, number) => property.kind === 'finally' && this.#ignored[number] === 0 && !test(world));
    }
    /** The `sometimes` properties that nothing has satisfied. */
    unseen() {
        return this.properties.filter((property, number) => property.kind === 'sometimes' && this.seen[number] === 0);
    }
    #matches(pattern, thread, event, detail) {
        if ('marked' in pattern)
            return event === EVENT.marked && this.#scenario.marks[detail] === pattern.marked;
        return (EVENT[pattern.event] === event &&
            (pattern.thread === undefined || this.#scenario.threads[thread].name === pattern.thread));
    }
}
/** Readers of the observed values, in the order of the scenario's `observe`. */
export function compileObservations(observations, compiled) {
    return observations.map((name, index) => compileValue(name, compiled, `observe[${index}]`));
}
function isEventPattern(that) {
    return 'event' in that || 'marked' in that;
}
/** The events that a pattern can match, as a set. */
function interestOf(pattern) {
    if (pattern === undefined)
        return 0;
    return 1 << ('marked' in pattern ? EVENT.marked : EVENT[pattern.event]);
}
function checkPattern(pattern, compiled, path) {
    if ('marked' in pattern) {
        if (!compiled.marks.includes(pattern.marked))
            throw new UsageError(`no program marks '${pattern.marked}'`, `marks: ${compiled.marks.join(', ') || 'none'}`, path);
        return pattern;
    }
    if (!(pattern.event in EVENT))
        throw new UsageError(`no event is named '${pattern.event}'`, `events: ${Object.keys(EVENT).join(', ')}`, path);
    const { thread } = pattern;
    if (thread !== undefined && !compiled.threads.some(({ name }) => name === thread))
        throw new UsageError(`no thread is named '${thread}'`, threadNames(compiled), path);
    return pattern;
}
function compileCondition(condition, compiled, path) {
    if ('all' in condition) {
        const tests = condition.all.map((each) => compileCondition(each, compiled, path));
        return (world) => tests.every((test) => test(world));
    }
    if ('any' in condition) {
        const tests = condition.any.map((each) => compileCondition(each, compiled, path));
        return (world) => tests.some((test) => test(world));
    }
    if ('not' in condition) {
        const test = compileCondition(condition.not, compiled, path);
        return (world) => !test(world);
    }
    const [left, comparison, right] = condition;
    const leftValue = compileValue(left, compiled, path);
    const rightValue = compileValue(right, compiled, path);
    const number = COMPARISONS.indexOf(comparison);
    if (number < 0)
        throw new UsageError(`no comparison is named '${comparison}'`, '', path);
    return (world) => compare(number, leftValue(world), rightValue(world));
}
/**
 * A value of a state by name: a word of memory, `thread.r0`..`thread.r7`, `mapCount`,
 * `lockName.readers` or `lockName.writer`.
 */
function compileValue(value, compiled, path) {
    if (typeof value === 'number')
        return () => value;
    if (value === 'mapCount')
        return (world) => world.words.load(world.layout.table + TABLE.COUNT);
    const memory = compiled.memory.findIndex(({ name }) => name === value);
    if (memory >= 0)
        return (world) => world.words.load(world.layout.memory + memory);
    const dot = value.lastIndexOf('.');
    const owner = value.slice(0, dot);
    const field = value.slice(dot + 1);
    const thread = compiled.threads.findIndex(({ name }) => name === owner);
    const register = /^r([0-7])$/.exec(field);
    if (thread >= 0 && register !== null) {
        const offset = THREAD.REGISTER + Number(register[1]);
        return (world) => world.words.load(world.thread(thread) + offset);
    }
    const taskField = TASK_FIELDS[field];
    if (thread >= 0 && taskField !== undefined && compiled.tasks !== undefined)
        return (world) => taskField(world, thread);
    const process = compiled.tasks?.processNames.indexOf(owner) ?? -1;
    if (process >= 0 && field === 'exit')
        return (world) => world.words.load(processWord(world, process) + PROCESS.EXIT) - 1;
    const lock = compiled.lockNames.indexOf(owner);
    if (lock >= 0 && field === 'readers')
        return (world) => readerCount(world.words.load(world.lock(lock) + LOCK.COUNT));
    if (lock >= 0 && field === 'writer')
        return (world) => world.words.load(world.lock(lock) + LOCK.COUNT) & WRITER;
    throw new UsageError(`nothing is named '${value}'`, `words: ${compiled.memory.map(({ name }) => name).join(', ') || 'none'}; ${threadNames(compiled)}`, path);
}
function threadNames(compiled) {
    return `threads: ${compiled.threads.map(({ name }) => name).join(', ')}`;
}
//# sourceMappingURL=judge.js.map