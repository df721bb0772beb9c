/**
 * Bench workers: what real worker threads cost to start, and whether two of them on two cores do
 * the work of two where they share nothing.
 */
import { Worker } from 'node:worker_threads';
import { SCENARIO_VERSION } from '../../actors/index.js';
import { ask, run } from '../../workers/index.js';
import { loop, syscall } from '../file/build.js';
/** Threads that call getpid for ever and share no word that anybody writes. */
function callers(count) {
    return {
        version: SCENARIO_VERSION,
        name: 'bench-workers',
        question: '',
        standsFor: '',
        regions: { native: { page: 0, pages: 2, prot: 'r-x' } },
        words: {},
        interposition: { kind: 'memmap', check: 'unlocked' },
        threads: { caller: { at: 'native', count, program: [loop('forever', syscall('getpid'))] } },
        properties: [],
        observe: [],
        expect: {},
    };
}
/** Start-up time in ms that each number of workers must stay below. */
const START_AIM_MS = new Map([
    [8, 500],
    [64, 3_000],
]);
const SCALING_ROUND_COUNT = 3;
const SCALING_DURATION_MS = 700;
/** What workers cost. */
export const workersBench = {
    name: 'workers',
    about: 'start-up of 8 and 64 workers, and the throughput of two beside one',
    run: async (supervision) => {
        const figures = [];
        for (const [count, aimMs] of START_AIM_MS) {
            supervision.progress?.(`${count} workers to the barrier`);
            const outcome = await run(ask(callers(count)), { amount: { durationMs: 50 } }, supervision);
            figures.push({
                name: `${count} workers at the barrier`,
                value: outcome.parallel?.startMs ?? NaN,
                unit: 'ms',
                bound: { name: `${count} empty workers`, value: await emptyStartMs(count) },
                aim: `< ${aimMs} ms`,
            });
        }
        let one = 0;
        let two = 0;
        for (let round = 0; round < SCALING_ROUND_COUNT; round += 1) {
            supervision.progress?.(`one thread against two, round ${round + 1}`);
            one = Math.max(one, await throughput(1));
            two = Math.max(two, await throughput(2));
        }
        figures.push({
            name: 'two threads that share nothing',
            value: two,
            unit: 'calls/s',
            bound: { name: 'one thread', value: one },
            aim: '>= 1.7x',
            ratio: two / one,
        });
        return figures;
    },
};
/** Time until so many workers that do nothing are online. */
async function emptyStartMs(count) {
    const begin = performance.now();
    const workers = Array.from({ length: count }, () => new Worker('', { eval: true }));
    await Promise.all(workers.map((worker) => new Promise((online) => void worker.once('online', online))));
    const ms = performance.now() - begin;
    await Promise.all(workers.map((worker) => worker.terminate()));
    return ms;
}
async function throughput(count) {
    const outcome = await run(ask(callers(count)), {
        amount: { durationMs: SCALING_DURATION_MS },
    });
    return outcome.parallel?.callsPerSecond ?? NaN;
}
//# sourceMappingURL=workers.js.map