/**
 * Kernel worker: the kernel actor. It owns the address space: allocates and lays out the buffer,
 * boots, tells when all threads are at the barrier, injects faults, gives live figures, reaps.
 * Where the scenario says `owner: kernel-actor` it also runs the service thread that edits the
 * mappings, and turns its event loop in between, so that control calls are answered during a run.
 *
 * Invariant: nothing here is on the data path of the threads but that service thread.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import { CONTROL, COUNTER, createSharedWorld, InvariantError, invariant, mapCount, parkAsync, THREAD, } from '../../kernel/index.js';
import { boot, layoutFor } from '../../actors/index.js';
import { endpointOf } from './control.js';
import { ThreadLife } from './life.js';
import { observationOf, OBSERVED, planObservation } from './observation.js';
import { isPresent, reap } from './reap.js';
/** Time that the service thread may run before the event loop turns, in ms. */
const TURN_INTERVAL_MS = 1;
/** The kernel actor of one run. */
class KernelActor {
    #world;
    create(order) {
        const { scenario, compiled, table } = order;
        const { wordCount } = planObservation(scenario);
        const layout = layoutFor(compiled, table, { padded: true, observationWordCount: wordCount });
        const world = createSharedWorld(layout);
        boot(world, compiled, table);
        this.#world = world;
        const buffer = world.words.array.buffer;
        if (compiled.design.owner === 'kernel-actor') {
            const thread = compiled.threads.length - 1;
            void serve(new ThreadLife({ order: { ...order, buffer, layout }, thread }, true), order.spin);
        }
        return { buffer, layout };
    }
    async ready() {
        const { words, layout } = this.#booted();
        const arrived = layout.control + CONTROL.ARRIVED;
        for (;;) {
            const count = words.load(arrived);
            if (count === layout.bounds.threadCount)
                return;
            await parkAsync(words, arrived, count, false);
        }
    }
    inject({ thread, heldBits }) {
        const { words, layout } = this.#booted();
        words.store(observationOf(layout, thread) + OBSERVED.FAULT, heldBits);
    }
    release() {
        const { words, layout } = this.#booted();
        words.store(layout.control + CONTROL.ARRIVED, 0);
        words.store(layout.control + CONTROL.GENERATION, 1);
        words.wake(layout.control + CONTROL.GENERATION);
    }
    live() {
        const world = this.#booted();
        const { words, layout } = world;
        let calls = 0;
        let sleeping = 0;
        let present = 0;
        for (let thread = 0; thread < layout.bounds.threadCount; thread += 1) {
            calls += words.load(layout.counter + thread * layout.counterStride + COUNTER.syscall);
            if (!isPresent(world, thread))
                continue;
            present += 1;
            if (words.load(world.thread(thread) + THREAD.PARKED) !== 0)
                sleeping += 1;
        }
        const rounds = words.load(layout.control + CONTROL.ROUND);
        return { rounds, calls, mapCount: mapCount(world), sleeping, present };
    }
    snapshot() {
        return this.#booted().snapshot();
    }
    stop(timeoutMs) {
        return reap(this.#booted(), timeoutMs);
    }
    #booted() {
        invariant(this.#world !== undefined, 'the world is created before anything else');
        return this.#world;
    }
}
/** Lives the service thread's life without ever blocking this worker. */
async function serve(life, spin) {
    let turnedMs = performance.now();
    for (const wait of life.live()) {
        if (wait !== undefined)
            await parkAsync(life.world.words, wait.word, wait.value, spin);
        if (performance.now() - turnedMs < TURN_INTERVAL_MS)
            continue;
        await turn();
        turnedMs = performance.now();
    }
}
if (parentPort === null)
    throw new InvariantError('the kernel actor runs in a worker of its own');
expose(new KernelActor(), endpointOf(parentPort));
//# sourceMappingURL=kernel.worker.js.map