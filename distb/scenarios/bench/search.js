/**
 * Bench search: how many states a second the explorer visits, and what a stored one costs, on
 * scenarios with full kernel steps.
 */
import { ask, explore } from '../../workers/index.js';
import { loop } from '../file/build.js';
import { rwsem } from '../litmus/locks.js';
import { unlockedLookup } from '../litmus/memmap.js';
/**
 * Three threads with full kernel steps: calls are checked while one thread changes protections and
 * another unmaps and maps, each `turns` times.
 */
function checksAgainstEdits(check, turns) {
    const scenario = unlockedLookup.build({});
    return {
        ...scenario,
        name: `${check} check against edits, turns=${turns}`,
        interposition: { kind: 'memmap', check },
        threads: Object.fromEntries(Object.entries(scenario.threads).map(([name, { at, program }]) => [
            name,
            { at, program: [loop(turns, ...program)] },
        ])),
        properties: [],
    };
}
/** What a state cannot cost less than: the fingerprint by which it is known again. */
const FINGERPRINT_BYTES = 8;
/** Scenarios with three threads, large enough to be timed. */
const SUBJECTS = [
    checksAgainstEdits('unlocked', 5),
    checksAgainstEdits('locked', 6),
    { ...rwsem.build({ writers: 1, readers: 2, turns: 4 }), name: 'rwsem, 1 writer, 2 readers' },
    { ...rwsem.build({ writers: 3, readers: 0, turns: 4 }), name: 'rwsem, 3 writers' },
];
/** What a search costs. */
export const searchBench = {
    name: 'search',
    about: 'states a second and bytes a state of an exhaustive search on one core',
    run: async (supervision) => {
        const figures = [];
        for (const subject of SUBJECTS) {
            for (const order of ['breadth-first', 'depth-first']) {
                // The first search warms the compiler up; the second is the figure.
                const question = ask(subject);
                await explore(question, { order, all: true }, supervision);
                const outcome = await explore(question, { order, all: true }, supervision);
                const search = outcome.explore;
                if (search === null)
                    continue;
                const name = `${subject.name}, ${order}`;
                figures.push({
                    name: `${name}: ${search.states} states of ${search.stateWordCount} words`,
                    value: (search.states / search.durationMs) * 1000,
                    unit: 'states/s',
                    bound: {
                        name: 'the steps it made',
                        value: (search.transitions / search.durationMs) * 1000,
                    },
                    aim: '>= 300,000',
                }, {
                    name: `${name}: memory`,
                    value: search.bytesPerState,
                    unit: 'bytes/state',
                    bound: { name: 'its fingerprint', value: FINGERPRINT_BYTES },
                    aim: '<= 64',
                });
            }
        }
        return figures;
    },
};
//# sourceMappingURL=search.js.map