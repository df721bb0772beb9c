/**
 * Run: the parallel engine. Every simulated thread is a real worker thread, the operating system
 * decides who moves, and all of them share one buffer. This file starts the workers, watches over
 * the run, ends it and reads the outcome from the buffer; it takes no part in the run itself.
 *
 * Invariant: a run ends. It is bounded by its amount, by its deadline, by the deadline of a round,
 * by the caller's signal, and by the death of any worker; and what was measured until then is told.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { availableParallelism } from 'node:os';
import { attachSharedWorld, heldBit, InvariantError, UsageError, } from '../../kernel/index.js';
import { Stepper } from '../../actors/index.js';
import { WorkerDiedError } from './death.js';
import { heldBy, outcomeOf, waitsOf } from './figures.js';
import { leaderOf } from './life.js';
import { observationOf, OBSERVED, PHASE } from './observation.js';
import { Crew } from './pool.js';
import { reap } from './reap.js';
/** Time after which a run ends unless its options say otherwise; a timed run adds its time. */
export const RUN_DEADLINE_MS_DEFAULT = 300_000;
/** Time after which a round counts as hung unless the options say otherwise. */
export const ROUND_DEADLINE_MS_DEFAULT = 5_000;
/** All workers must stand at the barrier after this time: 256 of them need about 10 s. */
const START_DEADLINE_MS = 60_000;
/** Time that threads have to leave before their workers are ended under them. */
const STOP_TIMEOUT_MS = 3_000;
/** Time between two looks at a run. */
const LOOK_INTERVAL_MS = 100;
const ROUNDS_MAX = 0x7fff_fffe;
/** Runs a question on real workers. Throws `WorkerDiedError` if one of them dies. */
export async function run(question, options, supervision = {}) {
    const parallelRun = new ParallelRun(question, options, supervision);
    try {
        return await parallelRun.outcome();
    }
    finally {
        await parallelRun.close();
    }
}
class ParallelRun {
    #question;
    #supervision;
    #options;
    #seed;
    #rounds;
    #faults;
    #createdMs = performance.now();
    #crew;
    #kernelWorker;
    #kernel;
    /** Threads that run in the pool; the kernel actor's own, which is the last, does not. */
    #workerCount;
    #death;
    #tellDeath = () => { };
    #tasks = [];
    #world;
    #isKernelAlive = true;
    #startMs = 0;
    #releasedMs = 0;
    #endedMs = 0;
    constructor(question, options, supervision) {
        this.#question = question;
        this.#options = options;
        this.#supervision = supervision;
        const { compiled } = question;
        this.#seed = options.seed ?? 1;
        this.#rounds = roundsOf(question, options.amount);
        this.#faults = (options.faults ?? []).map((fault) => compileFault(question, fault));
        this.#death = new Promise((resolve) => {
            this.#tellDeath = resolve;
        });
        const isServing = compiled.design.owner === 'kernel-actor';
        this.#workerCount = compiled.threads.length - (isServing ? 1 : 0);
        if (options.crew !== undefined && options.crew.threadCount < this.#workerCount)
            throw new UsageError(`${this.#workerCount} threads need as many workers, not ${options.crew.threadCount}`);
        this.#crew = options.crew ?? new Crew(this.#workerCount);
        this.#kernelWorker = this.#crew.kernelWorker;
        this.#kernel = this.#crew.kernel;
        this.#listen('on');
    }
    async outcome() {
        const end = await this.#live();
        if (!('thread' in end)) {
            await this.#stop();
            return this.#outcome(end.cut);
        }
        const finding = this.#obituary(end);
        if (this.#world === undefined)
            throw new InvariantError(finding.message, { cause: end.cause });
        await this.#stop();
        throw new WorkerDiedError(finding.message, this.#outcome(finding), end.cause);
    }
    async close() {
        if (this.#options.crew === undefined)
            return this.#crew.close();
        // Who lives on must have left this run before the next one begins.
        const late = delay(STOP_TIMEOUT_MS, undefined, { ref: false });
        await Promise.race([Promise.all(this.#tasks), this.#death, late]);
        this.#listen('off');
    }
    #listen(how) {
        this.#crew.pool?.[how]('error', this.#losePoolWorker);
        this.#kernelWorker[how]('error', this.#loseKernel);
        this.#kernelWorker[how]('exit', this.#missKernel);
    }
    /** Everything up to the end of the run: what cut it short, or who died. */
    async #live() {
        const { scenario, compiled, table } = this.#question;
        // Measured on 2 cores under one contended lock: looking first is worth 1.6x and more with two
        // threads, makes no difference with 4, and costs a fifth to a third with 8 and 16.
        const spin = this.#options.spin ?? compiled.threads.length <= availableParallelism();
        const seed = this.#seed;
        const order = { scenario, compiled, table, seed, rounds: this.#rounds, spin };
        const place = await this.#orDeath(this.#kernel.create(order));
        if ('thread' in place)
            return place;
        const { buffer, layout } = place;
        this.#world = attachSharedWorld(buffer, layout);
        const ended = this.#begin({ ...order, buffer, layout });
        const ready = await this.#orDeath(Promise.race([
            this.#kernel.ready().then(() => ({ isReady: true })),
            delay(START_DEADLINE_MS, { isReady: false }, { ref: false }),
        ]));
        if ('thread' in ready)
            return ready;
        if (!ready.isReady) {
            const message = `the workers did not all start within ${START_DEADLINE_MS} ms`;
            return { cut: { kind: 'deadline', message } };
        }
        this.#startMs = performance.now() - this.#createdMs;
        for (const fault of this.#faults)
            await this.#kernel.inject(fault);
        this.#releasedMs = performance.now();
        const released = await this.#orDeath(this.#kernel.release().then(() => ({})));
        if ('thread' in released)
            return released;
        const end = await this.#watch(ended);
        this.#endedMs = performance.now();
        return end;
    }
    /** Starts one task a thread; resolves when all threads that are no services have ended. */
    #begin(order) {
        const { threads } = this.#question.compiled;
        const tasks = Array.from({ length: this.#workerCount }, (_none, thread) => this.#crew.pool.run({ order, thread }).catch((cause) => {
            this.#tellDeath({ who: `thread ${threads[thread].name}`, thread, cause });
            // Whose worker is gone never ends: the death is what ends the run.
            return new Promise(() => { });
        }));
        this.#tasks = tasks;
        return Promise.all(tasks.filter((_task, thread) => !threads[thread].service)).then(() => ({}));
    }
    /** Looks at the run now and then until something ends it. */
    async #watch(ended) {
        const { amount, deadlineMs, roundDeadlineMs = ROUND_DEADLINE_MS_DEFAULT } = this.#options;
        const { signal, progress } = this.#supervision;
        const durationMs = 'durationMs' in amount ? amount.durationMs : Infinity;
        const limitMs = deadlineMs ?? RUN_DEADLINE_MS_DEFAULT + (durationMs === Infinity ? 0 : durationMs);
        const aborted = new Promise((resolve) => {
            const tell = () => resolve({ isAborted: true });
            if (signal?.aborted === true)
                tell();
            else
                signal?.addEventListener('abort', tell, { once: true });
        });
        const over = ended.then(() => ({ isOver: true }));
        let last = '';
        let movedMs = performance.now();
        for (;;) {
            const elapsedMs = performance.now() - this.#releasedMs;
            if (elapsedMs >= durationMs)
                return { cut: undefined };
            const restMs = Math.min(LOOK_INTERVAL_MS, durationMs - elapsedMs);
            const look = await this.#orDeath(Promise.race([over, aborted, delay(restMs, {})]));
            if ('thread' in look)
                return look;
            if ('isOver' in look)
                return { cut: undefined };
            if ('isAborted' in look)
                return { cut: { kind: 'deadline', message: 'the caller ended the run' } };
            if (performance.now() - this.#releasedMs > limitMs)
                return {
                    cut: { kind: 'deadline', message: `the run's deadline of ${limitMs} ms ended it` },
                };
            const live = await this.#orDeath(this.#kernel.live());
            if ('thread' in live)
                return live;
            const { rounds, calls, sleeping, present, mapCount } = live;
            progress?.(this.#rounds > 0
                ? `${rounds} of ${this.#rounds} rounds`
                : `${calls} calls, ${mapCount} mappings, ${sleeping} of ${present} threads asleep`);
            // A round must end; a run need not, but something must move in it.
            const now = this.#rounds > 0 ? `${rounds}` : `${calls} ${sleeping} ${present}`;
            if (now !== last || (this.#rounds === 0 && sleeping < present)) {
                last = now;
                movedMs = performance.now();
            }
            else if (performance.now() - movedMs > roundDeadlineMs) {
                const waits = waitsOf(this.#question, this.#world);
                const what = this.#rounds > 0 ? `round ${rounds} did not end` : 'nothing moved';
                const message = `${what} within ${roundDeadlineMs} ms: ${waits.join('; ')}`;
                return { cut: { kind: 'deadline', message, waits } };
            }
        }
    }
    /** Stops whoever still runs. Workers that do not leave in time are ended by `close`. */
    async #stop() {
        if (this.#world === undefined)
            return;
        if (this.#endedMs === 0)
            this.#endedMs = performance.now();
        if (this.#isKernelAlive) {
            let lose = () => { };
            const lost = new Promise((resolve) => {
                lose = () => resolve(false);
            });
            this.#kernelWorker.once('exit', lose);
            const haveLeft = await Promise.race([this.#kernel.stop(STOP_TIMEOUT_MS), lost]);
            this.#kernelWorker.off('exit', lose);
            if (haveLeft)
                return;
        }
        await reap(this.#world, STOP_TIMEOUT_MS);
    }
    #outcome(cut) {
        return outcomeOf(this.#question, this.#world, {
            workerCount: this.#workerCount + 1,
            startMs: this.#startMs,
            durationMs: this.#releasedMs === 0 ? 0 : this.#endedMs - this.#releasedMs,
            seed: this.#seed,
            rounds: this.#rounds,
            cut,
        });
    }
    /** Who died, of what, where, and what it held. */
    #obituary({ who, thread, cause }) {
        const { compiled, kernel, table } = this.#question;
        const reason = cause instanceof Error ? cause.message : String(cause);
        const world = this.#world;
        if (thread < 0 || world === undefined)
            return { kind: 'died', message: `${who} died (${reason})` };
        const held = heldBy(this.#question, world, thread);
        const at = new Stepper(world, compiled, kernel, table).nextName(thread);
        const holding = held.length === 0 ? 'holding no lock' : `holding lock ${held.join(', ')}`;
        world.words.store(observationOf(world.layout, thread) + OBSERVED.PHASE, PHASE.lost);
        return { kind: 'died', message: `${who} died (${reason}) before ${at}, ${holding}` };
    }
    /** A worker that cannot load its modules has no task yet that could fail. */
    #losePoolWorker = (cause) => this.#tellDeath({ who: 'a worker without a thread', thread: -1, cause });
    #missKernel = (code) => this.#loseKernel(new Error(`worker exited with code: ${code}`));
    #loseKernel = (cause) => {
        this.#isKernelAlive = false;
        const { compiled } = this.#question;
        const isServing = compiled.design.owner === 'kernel-actor';
        const thread = isServing ? compiled.threads.length - 1 : -1;
        this.#tellDeath({ who: 'the kernel actor', thread, cause });
    };
    #orDeath(value) {
        return Promise.race([this.#death, value]);
    }
}
function roundsOf({ compiled }, amount) {
    const isRounds = 'rounds' in amount;
    const [what, count, max] = isRounds
        ? ['rounds', amount.rounds, ROUNDS_MAX]
        : ['durationMs', amount.durationMs, 2 ** 31 - 1];
    if (!Number.isInteger(count) || count < 1 || count > max)
        throw new UsageError(`${what} is a whole number in 1..${max}, not ${count}`);
    if (!isRounds)
        return 0;
    if (leaderOf(compiled) < 0)
        throw new UsageError('a round ends when all threads have ended that are no services, and there are none', 'run it for a time instead');
    return amount.rounds;
}
function compileFault({ compiled }, { thread, lock }) {
    const threadNumber = compiled.threads.findIndex(({ name }) => name === thread);
    if (threadNumber < 0)
        throw new UsageError(`no thread is named '${thread}'`, `threads: ${compiled.threads.map(({ name }) => name).join(', ')}`);
    const lockNumber = compiled.lockNames.indexOf(lock);
    if (lockNumber < 0)
        throw new UsageError(`no lock is named '${lock}'`, `locks: ${compiled.lockNames.join(', ')}`);
    return { thread: threadNumber, heldBits: heldBit(lockNumber, true) | heldBit(lockNumber, false) };
}
//# sourceMappingURL=run.js.map