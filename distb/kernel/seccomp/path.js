/**
 * Paths: attached filters as the evaluator wants them. A record in the world names its program and
 * the record below it; what the kernel derives from that (weights, the constant-action bitmap) is
 * kept here, by the programs of the path, so that it is made once and never part of a state.
 * Invariant: what is kept depends on the programs alone.
 * Tested by: test/kernel/seccomp/attach.test.ts
 */
import { invariant } from '../assert.js';
import { attachFilter, translatedCount } from '../filter/index.js';
import { FILTER } from '../memory/layout.js';
import { filterWord } from '../task/task.js';
/** The derived forms of all paths that were ever asked for. */
export class FilterPaths {
    programs;
    weights;
    #root = { below: [], filter: undefined };
    constructor(programs) {
        this.programs = programs;
        this.weights = programs.map((program) => (program.length === 0 ? 0 : translatedCount(program)));
    }
    /** The path whose newest filter has this record. */
    path(world, record) {
        const { words } = world;
        let node = this.#root;
        for (let next = record + 1; next !== 0;) {
            const at = filterWord(world, next - 1);
            const program = words.load(at + FILTER.PROGRAM);
            node = node.below[program] ??= { below: [], filter: undefined };
            next = words.load(at + FILTER.PREVIOUS);
        }
        return (node.filter ??= this.#derive(world, record));
    }
    #derive(world, record) {
        const at = filterWord(world, record);
        const below = world.words.load(at + FILTER.PREVIOUS);
        const program = this.programs[world.words.load(at + FILTER.PROGRAM)];
        const made = attachFilter(below === 0 ? undefined : this.path(world, below - 1), program);
        invariant(typeof made !== 'number', 'an attached filter was accepted before');
        return made;
    }
    /** What the path weighs for the next filter: its instructions and penalties. */
    weight(world, newest) {
        return newest === 0 ? 0 : this.path(world, newest - 1).pathWeight;
    }
}
//# sourceMappingURL=path.js.map