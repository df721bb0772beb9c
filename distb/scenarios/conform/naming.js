/**
 * Naming: what the names of a vector stand for at one moment of its play: tasks, listeners, ids,
 * descriptors, selectors. What is known beside the world is kept in `Memo` alone, so that a play
 * can go back to a moment and on by another way. Invariant: a name means one thing, from the step
 * that first says it.
 */
import { DISPOSITION, dispositionOf, FILE_KIND, fileWord, FILTER, filterWord, PROCESS, processWord, SIGNAL, } from '../../kernel/index.js';
import { integerOf, Mismatch, textOf, unknown } from './fields.js';
import { Stage } from './stage.js';
import { plainText } from './value.js';
/** The names of one play. */
export class Naming {
    stage;
    cast;
    memo;
    constructor(cast) {
        this.cast = cast;
        this.stage = new Stage(cast);
        this.memo = {
            calls: new Map(),
            ids: new Map(),
            listeners: new Map(),
            closed: new Set(),
            selectors: new Map(),
            tracees: new Map(),
            held: new Set(),
            heard: new Map(),
            ended: [],
            chosen: [],
            descriptor: -1,
            winner: -1,
            losers: [],
        };
    }
    /** The number + 1 of the program that a filter became. */
    programOf(filter) {
        const program = this.cast.filterPrograms.get(textOf(filter));
        if (program === undefined)
            throw unknown(`filter ${textOf(filter)}`);
        return program;
    }
    /** The threads of a name or of a list of names. */
    threadsIn(names) {
        return Array.isArray(names) ? names.map((name) => this.threadOf(name)) : [this.threadOf(names)];
    }
    /** What a thread does, or did last. */
    callOf(thread) {
        return this.memo.calls.get(thread);
    }
    /** Deeds that have ended. */
    get ended() {
        return this.memo.ended;
    }
    /** The thread that a name of the vector stands for. */
    threadOf(name) {
        const text = plainText(name ?? '');
        const thread = this.cast.threads.get(text);
        if (thread !== undefined)
            return thread;
        if (/\bother|loser|remaining/i.test(text) && this.memo.losers.length > 0)
            return this.memo.losers[0];
        if (/winner|that one|\bone\b/i.test(text) && this.memo.winner >= 0)
            return this.memo.winner;
        const process = this.cast.processes.indexOf(text);
        if (process >= 0 && this.leaderOf(process) >= 0)
            return this.leaderOf(process);
        throw unknown(name === undefined ? 'step without a task' : `task '${text}'`);
    }
    /** The vector's name of a thread. */
    nameOf(thread) {
        for (const [name, each] of this.cast.threads)
            if (each === thread)
                return name;
        return `thread ${thread}`;
    }
    /** Living threads of a process. */
    threadsOf(process) {
        return [...this.cast.threads.values()].filter((thread) => this.stage.isAlive(thread) && this.stage.processOf(thread) === process);
    }
    /** The thread that leads a process. */
    leaderOf(process) {
        return this.stage.process(process, 'LEADER') - 1;
    }
    /** The descriptor that a name of the vector stands for in a task's table. */
    descriptorOf(thread, name) {
        if (this.memo.listeners.has(name))
            return this.listenerOf(thread, name);
        const file = this.cast.files.get(name);
        return file?.descriptor;
    }
    /** The listener that was made last. */
    get newestListener() {
        return [...this.memo.listeners.keys()].at(-1) ?? 'L';
    }
    /** Gives a listener its name. */
    bindListener(name, thread, descriptor) {
        const file = this.stage.file(this.stage.processOf(thread), descriptor);
        this.memo.listeners.delete(name);
        this.memo.listeners.set(name, { descriptor, file });
    }
    /** A task's descriptor of a listener; one that never had it gets it here. */
    listenerOf(thread, name) {
        const listener = this.memo.listeners.get(name);
        if (listener === undefined)
            throw unknown(`listener '${name}'`);
        const { stage } = this;
        const process = stage.processOf(thread);
        const { fileCount } = stage.world.layout.bounds;
        for (let descriptor = 0; descriptor < fileCount; descriptor += 1)
            if (stage.file(process, descriptor) === listener.file)
                return descriptor;
        if (this.memo.closed.has(`${process} ${name}`))
            return listener.descriptor;
        const free = stage.lowestFree(process);
        stage.world.words.store(stage.fileTable(process) + free, listener.file);
        return free;
    }
    /** A process has closed its listener. */
    noteClosed(thread, name) {
        this.memo.closed.add(`${this.stage.processOf(thread)} ${name}`);
    }
    /** The record of the filter that a listener belongs to. */
    #filterOf(name) {
        const file = this.memo.listeners.get(name)?.file;
        const { filterCount } = this.stage.world.layout.bounds;
        for (let filter = 0; filter < filterCount; filter += 1)
            if (fileWord(FILE_KIND.listener, filter) === file)
                return filter;
        throw unknown(`listener '${name}'`);
    }
    /** The id that a text stands for: `n1`, `n1+1`, `next id`, a number. */
    idOf(value, thread) {
        const text = plainText(value ?? '');
        const integer = integerOf(text);
        if (integer !== undefined)
            return Number(BigInt.asIntN(32, integer));
        const known = this.memo.ids.get(text);
        if (known !== undefined)
            return known;
        const sum = /^(\w+) *([+-]) *(\d+)$/.exec(text);
        if (sum !== null)
            return this.idOf(sum[1], thread) + (sum[2] === '-' ? -Number(sum[3]) : Number(sum[3]));
        if (/^(?:next|n\w*$)/i.test(text))
            return this.#nextId();
        if (/unknown|bogus|bad|wrong|invalid|stale|other|garbage/i.test(text))
            return UNKNOWN_ID;
        throw unknown(`notification id '${text}'`);
    }
    /** The id of the notification that is to be received next. */
    #nextId() {
        const { stage } = this;
        const posted = [...this.cast.threads.values()].flatMap((thread) => stage.task(thread, 'NOTIFY_STATE') === POSTED ? [stage.task(thread, 'NOTIFY_ID')] : []);
        if (posted.length > 0)
            return Math.min(...posted);
        const filter = this.#filterOf(this.newestListener);
        return stage.world.words.load(filterWord(stage.world, filter) + FILTER.NEXT_ID);
    }
    /** Notifications that nobody has received. */
    get postedCount() {
        const threads = [...this.cast.threads.values()];
        return threads.filter((thread) => this.stage.task(thread, 'NOTIFY_STATE') === POSTED).length;
    }
    /** The number of a symbolic id, which it gets when it is seen first; no two ids are the same. */
    matchId(name, id, thread) {
        const { ids } = this.memo;
        const isSymbol = /^\w+$/.test(name) && integerOf(name) === undefined;
        if (ids.has(name) || !isSymbol) {
            const expected = this.idOf(name, thread);
            if (expected !== id)
                throw new Mismatch(`id ${name}, ${expected}`, `id ${id}`);
            return;
        }
        const taken = [...ids].find(([, other]) => other === id);
        if (taken !== undefined)
            throw new Mismatch(`a new id ${name}`, `the id of ${taken[0]}`);
        ids.set(name, id);
    }
    /** The task whose notification has this id. */
    targetOf(id) {
        return [...this.cast.threads.values()].find((thread) => this.stage.task(thread, 'NOTIFY_STATE') !== 0 &&
            this.stage.task(thread, 'NOTIFY_ID') === id);
    }
    /** A descriptor was added. */
    noteDescriptor(descriptor) {
        if (descriptor >= 0)
            this.memo.descriptor = descriptor;
    }
    /** The descriptor that was added last. */
    get descriptor() {
        return this.memo.descriptor;
    }
    /** A tracer's orders go to this task from now on. */
    noteTracee(tracer, tracee) {
        this.memo.tracees.set(tracer, tracee);
    }
    /** The task that a tracer's orders go to. */
    traceeOf(tracer) {
        return this.memo.tracees.get(tracer);
    }
    /** The name of the word that a process uses as selector. */
    selectorOf(thread) {
        return this.memo.selectors.get(this.stage.processOf(thread)) ?? 'sel';
    }
    /** A task has named its selector. */
    useSelector(thread, name) {
        this.memo.selectors.set(this.stage.processOf(thread), name);
    }
    /** How many handlers of a thread the vector has asked about. */
    heard(thread) {
        return this.memo.heard.get(thread) ?? 0;
    }
    /** The vector has asked about so many handlers of a thread. */
    noteHeard(thread, count) {
        this.memo.heard.set(thread, count);
    }
    /** A forked process has memory of its own, which begins as its parent's. */
    inheritMemory(parent, child) {
        const { stage, cast } = this;
        const { words, layout } = stage.world;
        const from = stage.processOf(parent);
        const to = stage.processOf(child);
        for (let word = 0; word < cast.wordCount; word += 1)
            words.store(layout.memory + to * cast.wordCount + word, words.load(layout.memory + from * cast.wordCount + word));
        for (const signal of Object.values(SIGNAL)) {
            const at = processWord(stage.world, to) + PROCESS.ACTION + signal;
            const action = words.load(at);
            const disposition = dispositionOf(action);
            if (disposition < DISPOSITION.HANDLER)
                continue;
            words.store(at, action - disposition + cast.sameHandler(to, disposition));
        }
        const selector = this.memo.selectors.get(from);
        if (selector !== undefined)
            this.memo.selectors.set(to, selector);
        for (const key of this.memo.closed)
            if (key.startsWith(`${from} `))
                this.memo.closed.add(`${to}${key.slice(key.indexOf(' '))}`);
    }
    /** This moment, to come back to. */
    save() {
        const memo = this.memo;
        return {
            stage: this.stage.save(),
            memo: {
                ...memo,
                calls: new Map(memo.calls),
                ids: new Map(memo.ids),
                listeners: new Map(memo.listeners),
                closed: new Set(memo.closed),
                selectors: new Map(memo.selectors),
                tracees: new Map(memo.tracees),
                held: new Set(memo.held),
                heard: new Map(memo.heard),
                ended: [...memo.ended],
                chosen: [...memo.chosen],
            },
        };
    }
    /** Goes back to a moment, which may be gone back to again. */
    restore({ stage, memo }) {
        this.stage.restore(stage);
        this.memo = memo;
        this.memo = this.save().memo;
    }
    /** The threads that may move by themselves. */
    get movable() {
        return Array.from({ length: this.stage.threadCount }, (_, thread) => thread).filter((thread) => !this.memo.held.has(thread));
    }
    /** What of the memo two states must share to be the same. */
    get digest() {
        const { calls, ended, descriptor } = this.memo;
        const open = [...calls].map(([thread, { op, isDone, result }]) => [thread, op, isDone, result]);
        const done = ended.map(({ op, thread, result }) => [op, thread, result].join()).sort();
        return JSON.stringify([open, done, descriptor]);
    }
}
/** The state of a notification that nobody has received: see kernel/notify. */
const POSTED = 1;
/** An id that no notification ever has. */
const UNKNOWN_ID = 0x7fff_fff0;
//# sourceMappingURL=naming.js.map