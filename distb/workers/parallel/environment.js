/**
 * Environment: how a thread on a real worker answers the kernel's two questions. Random values come
 * from the thread's own seeded stream; a pause takes real time. Invariant: the choices of a thread
 * depend on the seed, its number and how many it has drawn, and on nothing else.
 */
import { nap, PAUSE } from '../../kernel/index.js';
import { PURPOSE, RandomStream } from '../stream.js';
/** Shorter pauses are spent looking at the clock: timers are 75 microseconds late. */
const BUSY_PAUSE_NS_MAX = 100_000;
/** The environment of one simulated thread. */
export class ThreadEnvironment {
    #world;
    #napWord;
    #choices;
    #postpones;
    #work = 1;
    #timerMs = 0;
    #owedNs = 0;
    /**
     * `napWord` holds 0 and belongs to this thread: its longer pauses sleep there. With `postpones`,
     * a pause is only noted until `settle`: a step that others wait for must not take it.
     */
    constructor(world, napWord, seed, thread, postpones = false) {
        this.#postpones = postpones;
        this.#world = world;
        this.#napWord = napWord;
        this.#choices = new RandomStream(seed, thread, PURPOSE.choice);
    }
    choose(_thread, count) {
        return this.#choices.below(count);
    }
    pause(_thread, kind, first, second) {
        switch (kind) {
            case PAUSE.work:
                this.spin(first);
                return;
            case PAUSE.constant:
                this.#wait(first);
                return;
            case PAUSE.uniform:
                this.#wait(first + this.#choices.below(second - first + 1));
                return;
            default:
                this.#wait(this.#choices.exponential(first));
        }
    }
    timer(_thread, ns) {
        const nowMs = performance.now();
        if (ns === null)
            this.#timerMs = nowMs;
        return ns !== null && (nowMs - this.#timerMs) * 1e6 >= ns;
    }
    /** Work of so many units: dependent operations on a private value, about 1 ns each. */
    spin(units) {
        let work = this.#work;
        for (let unit = 0; unit < units; unit += 1)
            work = Math.imul(work, 0x01000193) ^ unit;
        // Kept, so that no compiler may leave the loop out.
        this.#work = work;
    }
    /** Takes the pauses that were postponed. */
    settle() {
        const ns = this.#owedNs;
        if (ns === 0)
            return;
        this.#owedNs = 0;
        this.#sleep(ns);
    }
    #wait(ns) {
        if (this.#postpones)
            this.#owedNs += ns;
        else
            this.#sleep(ns);
    }
    #sleep(ns) {
        if (ns > BUSY_PAUSE_NS_MAX) {
            nap(this.#world.words, this.#napWord, ns / 1e6);
            return;
        }
        const endMs = performance.now() + ns / 1e6;
        while (performance.now() < endMs)
            ;
    }
}
//# sourceMappingURL=environment.js.map