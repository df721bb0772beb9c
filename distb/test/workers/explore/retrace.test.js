/** Steps that the schedule does not control are found where the second run parts from the first. */
import { ask } from '../../../workers/engine.js';
import { Places } from '../../../workers/explore/coverage.js';
import { Identity } from '../../../workers/explore/identity.js';
import { Mover } from '../../../workers/explore/mover.js';
import { mustRetrace, retrace } from '../../../workers/explore/retrace.js';
import { sample } from '../../../workers/explore/sampling.js';
import { rwsem } from '../../../scenarios/litmus/locks.js';
import { equal, is, match, rejects, suite, throws } from '../../support/suite.js';
const sound = ask(rwsem.build({ writers: 2, readers: 0, turns: 1 }));
/** The question with a kernel step of this name that does something else besides. */
function spoiled(name, spoil) {
    const steps = sound.kernel.text.steps.map((step) => step.name.endsWith(name)
        ? {
            ...step,
            run: (world, thread) => {
                spoil(world.words.array, thread);
                return step.run(world, thread);
            },
        }
        : step);
    return { ...sound, kernel: { ...sound.kernel, text: { ...sound.kernel.text, steps } } };
}
/** Makes a schedule and notes each step of it. */
function noted(question, threads) {
    const mover = new Mover(question);
    const places = new Places(question);
    const footmarks = [];
    const moves = threads.map((thread) => ({ thread, code: 0 }));
    for (const { thread, code } of moves) {
        const place = places.of(mover, thread);
        mover.move(thread, code);
        const { low, high } = new Identity(mover.words.array, mover.world.layout.identityLength);
        footmarks.push({ place, low, high });
    }
    return { moves, footmarks };
}
const ALONE = Array.from({ length: 8 }, () => 0);
suite('workers/explore/retrace', (test) => {
    test('a schedule that is made again is the same, step for step', () => {
        const { moves, footmarks } = noted(sound, ALONE);
        is(retrace(sound, moves, footmarks), null);
    });
    test('a step that leaves another state is told with both states', () => {
        const { moves, footmarks } = noted(sound, ALONE);
        const changed = footmarks.with(4, { ...footmarks[4], high: footmarks[4].high + 1 });
        const parting = retrace(sound, moves, changed);
        is(parting?.step, 5);
        match(parting?.expected ?? '', /^writer-0 leaves state [0-9a-f]{16} from /);
        match(parting?.actual ?? '', /^writer-0 leaves state [0-9a-f]{16}$/);
        match(parting?.cause ?? '', /outside of the state/);
    });
    test('a step from another place is told with both places', () => {
        const { moves, footmarks } = noted(sound, ALONE);
        const { place } = footmarks[0];
        const parting = retrace(sound, moves, footmarks.with(2, { ...footmarks[2], place }));
        is(parting?.step, 3);
        match(parting?.expected ?? '', /^writer-0 at threads\.writer\.program\[0\]/);
        match(parting?.actual ?? '', /^writer-0 at lock a: write$/);
    });
    test('a thread that cannot move again is told', () => {
        const { moves, footmarks } = noted(sound, ALONE);
        const done = [...moves, ...moves, ...moves];
        const { footmarks: again } = noted(sound, [...ALONE, ...ALONE, ...ALONE]);
        const parting = retrace(sound, done, again);
        is(footmarks.length, 8);
        is(parting?.actual, 'writer-0 cannot move');
    });
    test('a kernel step that counts its calls outside of the state is found by a sample', async () => {
        let calls = 0;
        // It writes a number into the lock's owner that depends on how often it has ever run.
        const counting = spoiled('.look', (array) => {
            calls += 1;
            array[array.length - 1] = calls;
        });
        const inState = spoiled('.wake', (array, thread) => {
            calls += 1;
            array[thread] = calls;
        });
        // What lies outside of the identity words does not part two runs; what lies within does.
        await sample(counting, { scheduleCountMax: 8, strategy: 'random' });
        await rejects(sample(inState, { scheduleCountMax: 8, strategy: 'random' }), /a repeated schedule parts at step \d+: expected .*, actual: .*\(the step reads what is outside/);
    });
    test('a comparison of places alone is blind to a state that differs', () => {
        const { moves, footmarks } = noted(sound, ALONE);
        const changed = footmarks.with(7, { ...footmarks[7], low: footmarks[7].low + 1 });
        equal(changed.map(({ place }) => place), footmarks.map(({ place }) => place));
        throws(() => mustRetrace(sound, moves, changed), /parts at step 8/);
    });
});
//# sourceMappingURL=retrace.test.js.map