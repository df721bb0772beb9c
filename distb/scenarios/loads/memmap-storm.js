/**
 * memmap-storm: threads issue system calls from native and foreign code while others mprotect, mmap
 * and munmap that code, over the address space of a real process. What the litmus scenarios show
 * one step at a time is counted here under load: escapes, trapped native calls, stale decisions.
 */
import { MAP, PROT, UsageError } from '../../kernel/index.js';
import { SCENARIO_VERSION, } from '../../actors/index.js';
import { branch, choose, load, loop, never, sometimes, store, syscall } from '../file/build.js';
import { addressSpace, readMaps, recordedMaps } from './address-space.js';
/** Mappings whose code is foreign in the shipped address space. */
export const FOREIGN_DEFAULT = '^$|\\.(dll|exe)$';
const CHECKS = ['unlocked', 'locked', 'contained'];
const MARKED = PROT.READ | PROT.EXEC | PROT.NOSYSCALL;
const UNMARKED = PROT.READ | PROT.EXEC;
const WRITABLE = PROT.READ | PROT.WRITE | PROT.NOSYSCALL;
const FIXED = MAP.PRIVATE | MAP.ANONYMOUS | MAP.FIXED;
/** The value of a percentage as alternatives of one choice among a hundred. */
function percent(register, share, then, otherwise) {
    return [
        choose(register, ...Array.from({ length: 100 }, (_, index) => index)),
        branch([register, '<', share], then, otherwise),
    ];
}
/** Issues calls for ever: a share of them from the foreign code that was emitted last. */
function issuer(space, foreignShare) {
    return [
        loop('forever', ...percent('r0', foreignShare, [load('hot', 'r2'), { do: 'jump', to: 'r2', foreign: true }, syscall('getpid')], [
            choose('r2', ...space.nativePages),
            { do: 'jump', to: 'r2', foreign: false },
            syscall('getpid'),
        ])),
    ];
}
/**
 * Edits foreign code for ever, as a loader and a JIT do: a page becomes writable and executable
 * again with its mark, and the others go on to run it; a share of the edits knows nothing of the
 * mark and clears it until somebody sets it again (R20); and foreign modules come and go.
 */
function mutator(space, unawareShare, arena) {
    return [
        loop('forever', choose('r2', ...space.foreignPages), store('hot', 'r2'), ...percent('r0', unawareShare, [
            syscall('mprotect', ['r2', 1, UNMARKED]),
            { do: 'pause', for: { uniform: [1_000, 5_000] } },
            syscall('mprotect', ['r2', 1, MARKED]),
        ], [syscall('mprotect', ['r2', 1, WRITABLE]), syscall('mprotect', ['r2', 1, MARKED])]), choose('r3', 0, 2, 4, 6), { do: 'compute', into: 'r3', value: ['r3', '+', arena] }, syscall('mmap', ['r3', 2, MARKED, FIXED]), syscall('munmap', ['r3', 2]), { do: 'pause', for: { exponential: 20_000 } }),
    ];
}
/** Builds the storm over an address space. */
export function stormOver(space, parameters) {
    const { threads = 2, mutators = 2, foreign = 10, unaware = 5, check = 1, owner = 0 } = parameters;
    const arena = Math.max(...Object.values(space.regions).map(({ page, pages }) => page + pages)) + 16;
    return {
        version: SCENARIO_VERSION,
        name: memmapStorm.name,
        question: memmapStorm.question,
        standsFor: memmapStorm.standsFor,
        regions: space.regions,
        words: { hot: space.foreignPages[0] },
        interposition: { kind: 'memmap', check: CHECKS[check] ?? 'locked' },
        owner: owner === 0 ? 'threads' : 'kernel-actor',
        mapCountLimit: 65_530,
        threads: {
            caller: { at: 'm0', program: issuer(space, foreign), count: threads },
            ...(mutators > 0 && {
                mutator: { at: 'm0', program: mutator(space, unaware, arena), count: mutators },
            }),
        },
        properties: [
            never('foreign code makes a native call', { event: 'escaped' }),
            sometimes('a call is trapped', { event: 'trapped' }),
        ],
        observe: [],
        expect: {},
    };
}
function foreignRule(foreign) {
    try {
        return new RegExp(foreign);
    }
    catch (error) {
        throw new UsageError(`'${foreign}' is no regular expression: ${error instanceof Error ? error.message : String(error)}`, 'a rule on the path of a mapping, such as \\.dll$');
    }
}
/** The storm over a maps file instead of the shipped one. */
export function stormOverFile(file, foreign) {
    const space = addressSpace(readMaps(file), file, foreignRule(foreign));
    return { ...memmapStorm, build: (parameters) => stormOver(space, parameters) };
}
/** The load of the main job. */
export const memmapStorm = {
    name: 'memmap-storm',
    kind: 'load',
    question: 'What do calls from native and foreign code meet while other threads edit the address space?',
    standsFor: 'R19 to R22 under load: the RFC’s use, Windows code under Wine, whose loader and JIT edit memory',
    explainedBy: 'mark-cleared-by-jit',
    parameters: {
        threads: { meaning: 'threads that issue calls', value: 2, min: 1, max: 128 },
        mutators: { meaning: 'threads that edit the address space', value: 2, min: 0, max: 64 },
        foreign: { meaning: 'percent of calls from foreign code', value: 10, min: 0, max: 100 },
        unaware: { meaning: 'percent of edits that clear the mark', value: 5, min: 0, max: 100 },
        check: { meaning: 'entry check: 0 unlocked, 1 locked, 2 contained', value: 0, min: 0, max: 2 },
        owner: { meaning: 'who edits: 0 the threads, 1 the kernel actor', value: 0, min: 0, max: 1 },
    },
    build: (parameters) => stormOver(addressSpace(recordedMaps(), 'recorded.maps', new RegExp(FOREIGN_DEFAULT)), parameters),
};
//# sourceMappingURL=memmap-storm.js.map