/**
 * Caller: one simulated thread that makes the same system call for ever, under one mechanism, as
 * the subject of measurements. Invariant: nobody else runs, so every step of it counts.
 */
import { createSharedWorld, invariant, World, } from '../../kernel/index.js';
import { boot, layoutFor, SCENARIO_VERSION, STEP, Stepper, } from '../../actors/index.js';
import { ask } from '../../workers/index.js';
import { loop, syscall } from '../file/build.js';
/** The region of native code that no caller stands in, where SIGSYS is handled. */
export const LIBRARY_PAGE = 8_190;
/** The scenario of a caller. */
export function callerScenario({ interposition, call = 'getpid', selector = 0, page = 0, }) {
    const code = (at, pages) => ({ page: at, pages, prot: 'r-x' });
    return {
        version: SCENARIO_VERSION,
        name: 'bench-dispatch',
        question: '',
        standsFor: '',
        regions: {
            native: code(page, 2),
            foreign: { ...code(page + 4, 2), prot: 'r-x!', foreign: true },
            library: code(LIBRARY_PAGE, 1),
        },
        words: { selector },
        interposition,
        handler: { at: 'library', program: [] },
        threads: { caller: { at: 'native', program: [loop('forever', syscall(call))] } },
        properties: [],
        observe: [],
        expect: {},
    };
}
/** A booted caller. */
export class Caller {
    world;
    #stepper;
    #counter;
    constructor(mechanism, { compiled, table, kernel } = ask(callerScenario(mechanism)), createWorld = createSharedWorld, Class = Stepper) {
        const layout = layoutFor(compiled, table, { padded: true, observationWordCount: 0 });
        this.world = createWorld(layout);
        boot(this.world, compiled, table);
        this.#stepper = new Class(this.world, compiled, kernel, table);
        this.#counter = mechanism.counter ?? 'native';
    }
    /** Calls made so far. */
    get calls() {
        return this.world.counters(0)[this.#counter];
    }
    /** One step; a caller never rests and never ends. */
    step() {
        const result = this.#stepper.step(0);
        invariant(result === STEP.moved, 'a caller goes on for ever');
    }
    /** Steps until the caller has made `count` more calls. */
    callMany(count) {
        const last = this.calls + count;
        do {
            // Reading the counters costs more than a step: look only every few calls.
            for (let step = 0; step < 1_000; step += 1)
                this.step();
        } while (this.calls < last);
    }
}
//# sourceMappingURL=caller.js.map