/**
 * Play: a vector about tasks, step by step. A step's task moves until it cannot go on; then, before
 * the next step, everybody else moves as far as they can, unless a `hold` stands in between.
 * Invariant: a play changes nothing that `save` and `restore` do not cover.
 */
import { invariant, PROCESS, processWord, PTRACE_STOP, tidOf } from '../../kernel/index.js';
import { castOf } from './cast.js';
import { callDeed } from './deed.js';
import { judge, judgeRepeated, statusText } from './expectation.js';
import { Fields, isRecord, Mismatch, textOf, unknown } from './fields.js';
import { explorationOf, exploreChoices, isExplored } from './interleave.js';
import { judgeEnd, judgeInvariant } from './invariant.js';
import { Naming } from './naming.js';
import { OBSERVATIONS } from './observation.js';
import { OPERATIONS } from './operation.js';
import { filterFlagsOf } from './value.js';
/** One run of a vector's steps. */
export class Play extends Naming {
    /** Whether the step that is made is expected to block. */
    expectsBlock = false;
    #steps;
    #tell;
    #end;
    /**
     * `tell` hears which step is made, and `end` is what the vector says of its end.
     */
    constructor(given, steps, tell, end) {
        super(castOf(given, steps));
        given.done();
        this.#steps = steps;
        this.#tell = tell;
        this.#end = end;
        this.#installGiven();
    }
    /** Makes all steps; throws a Mismatch at the first that does not go as it says. */
    run() {
        this.#from(0);
    }
    #from(first) {
        for (let at = first; at < this.#steps.length; at += 1) {
            const step = this.#steps[at];
            this.#tell(at);
            if (isExplored(step)) {
                this.#explore(step, at);
                return;
            }
            this.#make(step);
            this.#settleBehind(at);
        }
        judgeEnd(this, this.#end);
    }
    /** Goes on from every end of an interleaving, or of what is under way anyhow. */
    #explore(step, at) {
        const { choices, alternatives, invariant: claim } = explorationOf(step);
        for (const { saved, path } of exploreChoices(this, choices)) {
            this.restore(saved);
            try {
                for (const [number, { expect }] of choices.entries())
                    this.#judgeChoice(number, expect);
                if (claim !== undefined)
                    judgeInvariant(this, claim);
                if (alternatives.length > 0)
                    this.#exactlyOne(alternatives);
                this.#settleBehind(at);
                this.#from(at + 1);
            }
            catch (error) {
                if (!(error instanceof Mismatch))
                    throw error;
                throw new Mismatch(error.expected, `${error.actual}, after ${path}`);
            }
        }
    }
    /** What an operation of an interleaving is expected to come to, wherever that ends. */
    #judgeChoice(number, value) {
        if (value === undefined)
            return;
        for (const [thread, call] of [...this.memo.calls, ...this.memo.chosen]) {
            if (call.choice !== number)
                continue;
            const expect = new Fields(value, 'the expectation');
            judge(this, thread, call, expect);
            expect.done();
            return;
        }
        throw new Mismatch(`choice ${number + 1} begun`, 'its task was never free');
    }
    /** Exactly one of the alternatives has come about. */
    #exactlyOne(alternatives) {
        const outcomes = alternatives.map((step) => {
            const before = this.save();
            try {
                this.#make(step);
                return true;
            }
            catch (error) {
                if (!(error instanceof Mismatch))
                    throw error;
                if (error.expected === SCHEMA)
                    throw error;
                this.restore(before);
                return false;
            }
        });
        const count = outcomes.filter(Boolean).length;
        if (count !== 1)
            throw new Mismatch(`exactly one of ${alternatives.length}`, String(count));
        const threads = alternatives.map(({ t }) => this.threadOf(t));
        this.memo.winner = threads[outcomes.indexOf(true)];
        this.memo.losers = threads.filter((_thread, index) => outcomes[index] === false);
    }
    /** Everybody who is not held moves, unless the next step explores how. */
    #settleBehind(at) {
        let next = at + 1;
        while (this.#steps[next]?.['op'] === 'hold') {
            for (const thread of this.threadsIn(this.#steps[next]['t']))
                this.memo.held.add(thread);
            next += 1;
        }
        this.notice();
        const following = this.#steps[next];
        if (following === undefined || !isExplored(following))
            this.settle();
    }
    /** Everybody who is not held moves as far as they can; whether anybody did. */
    settle() {
        const moved = this.stage.settle(this.memo.held);
        this.notice();
        return moved;
    }
    /** Notes the calls that have ended. */
    notice() {
        for (const [thread, call] of this.memo.calls) {
            if (call.isDone || !this.stage.isAtRest(thread))
                continue;
            const isAlive = this.stage.isAlive(thread);
            const result = isAlive ? this.stage.result(thread) : 0;
            const done = { ...call, isDone: true, result };
            this.memo.calls.set(thread, done);
            if (call.choice !== undefined)
                this.memo.chosen.push([thread, done]);
            if (!isAlive)
                continue;
            this.memo.ended.push({ op: call.op, thread, result });
            call.deed.after?.(this, thread, result);
        }
    }
    #make(step) {
        const fields = new Fields(step, 'the step');
        const op = fields.text('op');
        for (const remark of ['note', 'why'])
            fields.take(remark);
        const expect = fields.take('expect');
        switch (op) {
            case 'hold':
                for (const thread of this.threadsIn(fields.take('t')))
                    this.memo.held.add(thread);
                break;
            case 'release':
                for (const thread of this.threadsIn(fields.take('t')))
                    this.memo.held.delete(thread);
                break;
            case 'invariant':
                fields.take('t');
                judgeInvariant(this, textOf(expect));
                break;
            case 'install_filter_repeat':
                this.#repeatInstall(fields, expect);
                break;
            default: {
                const observe = OBSERVATIONS.get(op);
                // Who came second, where one of several came first.
                const isOther = op === 'still_blocked' && !fields.has('t');
                const thread = this.threadOf(isOther ? 'the other' : fields.take('t'));
                const expected = new Fields(expect ?? {}, 'the expectation');
                if (observe === undefined)
                    this.#act(thread, op, fields, expected);
                else
                    observe(this, thread, fields, expected);
                expected.done();
            }
        }
        fields.done();
    }
    #act(thread, op, fields, expect) {
        const blocks = expect.has('blocks') && expect.peek('blocks') !== false;
        this.expectsBlock = blocks;
        const call = this.begin(thread, op, fields);
        const actor = call.thread;
        this.stage.run(actor);
        this.notice();
        const isOpen = ['blocks', 'blocks_or', 'ptrace_stop'].some((field) => expect.has(field));
        if (!isOpen && !expect.isEmpty && !this.stage.isAtRest(actor))
            this.await(actor);
        judge(this, actor, this.callOf(actor), expect);
    }
    /**
     * Lets others move, time pass and tracers go over stops that the vector does not speak of, until
     * a thread has done what it does.
     */
    await(thread) {
        for (let rounds = 0; rounds < AWAIT_ROUND_COUNT_MAX; rounds += 1) {
            if (this.stage.isTimed(thread))
                this.stage.run(thread, true);
            if (!this.stage.isAtRest(thread))
                this.settle();
            if (this.stage.isAtRest(thread) || !(this.stage.isTimed(thread) || this.#passOver(thread)))
                break;
        }
        this.notice();
    }
    /** The tracer of a stopped task lets it go on as before; whether there is such a tracer. */
    #passOver(thread) {
        const { stage } = this;
        const tracer = stage.task(thread, 'TRACER') - 1;
        if (stage.resting(thread).stop === 0 || tracer < 0 || !stage.resting(tracer).idle)
            return false;
        const resume = ['ptrace_cont', 'ptrace_syscall', 'ptrace_sysemu'][stage.task(thread, 'TRACE_RESUME')];
        const isSignal = stage.resting(thread).stop === PTRACE_STOP.signal;
        const signal = isSignal ? stage.task(thread, 'STOP_SIGNAL') : 0;
        return this.command(tracer, callDeed(resume, [tidOf(thread), signal])) === 0;
    }
    /** Puts a step's deed in front of its task; the task has not moved yet. */
    begin(thread, op, fields, choice, helper) {
        const operation = OPERATIONS.get(op);
        if (operation === undefined)
            throw unknown(`operation '${op}'`);
        const isBusy = !this.stage.resting(thread).idle;
        // A signal comes from somebody, and it is the same signal whoever sends it.
        const actor = op === 'kill' && (isBusy || helper !== undefined) ? this.#helper(helper) : thread;
        if (!this.stage.resting(actor).idle && this.stage.resting(actor).stop !== 0)
            this.await(actor);
        if (!this.stage.resting(actor).idle)
            throw new Mismatch(`${this.nameOf(actor)} free to ${op}`, statusText(this, actor));
        const deed = operation(this, actor, fields);
        fields.done();
        const { stage } = this;
        this.memo.calls.set(actor, {
            op,
            deed,
            isDone: false,
            result: 0,
            handledBefore: stage.log(actor).handled.length,
            lowestFree: this.cast.processes.map((_name, process) => stage.lowestFree(process)),
            choice,
        });
        stage.inject(actor, deed.instruction);
        return { thread: actor };
    }
    #helper(number) {
        const helper = this.cast.helpers[number ?? 0];
        invariant(helper !== undefined, 'there is a helper for each signal of a vector');
        return helper;
    }
    /** Makes a task do something at once; others may move meanwhile. Returns the result. */
    command(thread, deed) {
        this.stage.inject(thread, deed.instruction);
        this.stage.run(thread);
        if (!this.stage.isAtRest(thread))
            this.settle();
        if (!this.stage.isAtRest(thread))
            throw new Mismatch(`${this.nameOf(thread)} able to go on`, statusText(this, thread));
        return this.stage.result(thread);
    }
    /** Installs one filter until that fails. */
    #repeatInstall(fields, expect) {
        const thread = this.threadOf(fields.take('t'));
        const max = fields.integer('until_failure_max');
        const operation = OPERATIONS.get('install_filter');
        const deed = operation(this, thread, fields);
        let installed = 0;
        let result = 0;
        while (installed < max) {
            result = this.command(thread, deed);
            if (result < 0)
                break;
            installed += 1;
        }
        judgeRepeated(new Fields(expect ?? {}, 'the expectation'), { installed, result });
    }
    /** Filters that a vector gives: all tasks, or the one that is named, have them from the start. */
    #installGiven() {
        for (const value of this.cast.filters) {
            const isNamed = isRecord(value) && isRecord(value['filter']);
            const fields = new Fields(isNamed ? value : { filter: value }, 'a given filter');
            const owner = fields.take('t') ?? fields.take('task');
            const name = fields.take('listener') ?? 'L';
            const flags = filterFlagsOf(fields.take('flags'));
            fields.take('via');
            const program = this.programOf(fields.take('filter'));
            fields.done();
            const threads = owner === undefined
                ? this.cast.givenTasks.map((task) => this.threadOf(task))
                : [this.threadOf(owner)];
            for (const thread of threads) {
                const at = processWord(this.stage.world, this.stage.processOf(thread)) + PROCESS.CAPABLE;
                const { words } = this.stage.world;
                const capable = words.load(at);
                words.store(at, 1);
                const result = this.command(thread, callDeed('seccomp', [1, flags, program]));
                words.store(at, capable);
                if (result < 0)
                    throw new Mismatch('a given filter', textOf(value));
                if (result > 0)
                    this.bindListener(textOf(name), thread, result);
            }
        }
    }
}
/** Stops of one call that a tracer goes over: entry, exit, and signals. */
const AWAIT_ROUND_COUNT_MAX = 16;
const SCHEMA = unknown('').expected;
/**
 * Plays a vector: behind each step the others move as far as they can, and what the vector says of
 * other orders it has to say by steps that explore. That others did not move is no excuse.
 */
export function playVector(given, steps, tell, end) {
    let reached = -1;
    const note = (step) => {
        reached = step;
    };
    try {
        new Play(new Fields(given, 'given'), steps, note, end).run();
    }
    catch (error) {
        if (error instanceof Mismatch && reached >= 0)
            tell(reached);
        throw error;
    }
}
//# sourceMappingURL=play.js.map