/** Small scenarios for the tests of the parallel engine. */
import { SCENARIO_VERSION } from '../../../actors/index.js';
import { loop, syscall } from '../../../scenarios/file/build.js';
/** A scenario with one native region and nothing in it; `parts` replaces what it names. */
export function scenarioOf(parts) {
    return {
        version: SCENARIO_VERSION,
        name: 'test',
        question: '',
        standsFor: '',
        regions: {
            native: { page: 0, pages: 2, prot: 'r-x' },
            data: { page: 8, pages: 8, prot: 'rw-' },
        },
        words: {},
        interposition: { kind: 'none' },
        threads: {},
        properties: [],
        observe: [],
        expect: {},
        ...parts,
    };
}
/** Threads of native code, by name. */
export function threadsOf(programs) {
    return Object.fromEntries(Object.entries(programs).map(([name, program]) => [name, { at: 'native', program }]));
}
/** Calls getpid for ever. */
export const calling = [loop('forever', syscall('getpid'))];
/** Splits and merges a mapping for ever. */
export const editing = [
    loop('forever', syscall('mprotect', ['@data', 2, 1]), syscall('mprotect', ['@data', 2, 3])),
];
//# sourceMappingURL=scenarios.js.map