/**
 * Life: threads of one world, each moved by hand from one wait to the next. What real workers do in
 * some order of the operating system's, these tests do in an order of their own.
 */
import { attachSharedWorld, CONTROL, COUNTER, THREAD } from '../../../kernel/index.js';
import { boot, layoutFor } from '../../../actors/index.js';
import { ask } from '../../../workers/engine.js';
import { ThreadLife } from '../../../workers/parallel/life.js';
import { observationOf, OBSERVED, PHASE, planObservation, } from '../../../workers/parallel/observation.js';
import { Tally } from '../../../workers/parallel/tally.js';
import { syscall, waitFor } from '../../../scenarios/file/build.js';
import { equal, is, suite } from '../../support/suite.js';
import { calling, scenarioOf, threadsOf } from './scenarios.js';
/** A world and the lives of all its threads. */
function livesOf(scenario, rounds) {
    const { compiled, table } = ask(scenario);
    const plan = planObservation(scenario);
    const layout = layoutFor(compiled, table, {
        padded: true,
        observationWordCount: plan.wordCount,
    });
    const buffer = new SharedArrayBuffer(layout.length * 4);
    const world = attachSharedWorld(buffer, layout);
    boot(world, compiled, table);
    const order = { buffer, layout, scenario, compiled, table, seed: 1, rounds, spin: false };
    const lives = compiled.threads.map((_thread, thread) => new ThreadLife({ order, thread }, false).live());
    const { words } = world;
    return {
        world,
        lives,
        plan,
        phase: (thread) => words.load(observationOf(layout, thread) + OBSERVED.PHASE),
        calls: (thread) => words.load(layout.counter + thread * layout.counterStride + COUNTER.syscall),
        control: (word) => words.load(layout.control + word),
        open: () => {
            words.store(layout.control + CONTROL.ARRIVED, 0);
            words.store(layout.control + CONTROL.GENERATION, 1);
        },
    };
}
suite('workers/parallel/life', (test) => {
    test('no thread begins before the barrier opens', () => {
        const program = [syscall('getpid')];
        const { lives, phase, calls, control, open } = livesOf(scenarioOf({ threads: threadsOf({ a: program, b: program }) }), 0);
        is(lives[0].next().done, false);
        is(lives[0].next().done, false);
        is(phase(0), PHASE.waiting);
        is(control(CONTROL.ARRIVED), 1);
        is(calls(0), 0);
        is(lives[1].next().done, false);
        is(control(CONTROL.ARRIVED), 2);
        open();
        for (const life of lives)
            is(life.next().done, true);
        is(calls(0) + calls(1), 2);
        is(phase(0), PHASE.left);
    });
    test('a round begins when all have ended, and in the first state', () => {
        const scenario = scenarioOf({
            words: { x: 5 },
            threads: threadsOf({
                a: [{ do: 'add', word: 'x', value: 1 }],
                b: [{ do: 'add', word: 'x', value: 10 }],
            }),
            observe: ['x'],
        });
        const { world, lives, plan, control, open } = livesOf(scenario, 3);
        const [leader, follower] = lives;
        const x = () => world.words.load(world.layout.memory);
        leader.next();
        follower.next();
        open();
        leader.next();
        for (let round = 0; round < 3; round += 1) {
            // The leader has ended its part of the round and waits for the other, which has not begun.
            equal([control(CONTROL.ROUND), x()], [round, 6]);
            is(follower.next().done, false);
            is(x(), 16);
            // The other waits at the barrier: asked again, it stays there.
            is(follower.next().done, false);
            equal([control(CONTROL.ROUND), x()], [round, 16]);
            is(leader.next().done, round === 2);
        }
        is(control(CONTROL.ROUND), 3);
        is(follower.next().done, true);
        const tally = new Tally(world.words, observationOf(world.layout, 0) + plan.tally, plan.tallyStride);
        equal(tally.counts(), [{ values: [16], count: 3 }]);
    });
    test('a thread that waits says where before it sleeps, and leaves when it is told to', () => {
        const { world, lives, phase, open } = livesOf(scenarioOf({ words: { x: 0 }, threads: threadsOf({ a: [waitFor('x', '==', 1)] }) }), 0);
        lives[0].next();
        open();
        const wait = lives[0].next();
        is(wait.done, false);
        equal(wait.value, { word: world.layout.memory, value: 0 });
        is(world.words.load(world.thread(0) + THREAD.PARKED), world.layout.memory + 1);
        world.words.store(world.layout.control + CONTROL.STOP, 1);
        is(lives[0].next().done, true);
        is(phase(0), PHASE.left);
    });
    test('a program that goes round for ever ends at the stop', () => {
        const { world, lives, phase, open } = livesOf(scenarioOf({ threads: threadsOf({ a: calling }) }), 0);
        lives[0].next();
        open();
        world.words.store(world.layout.control + CONTROL.STOP, 1);
        is(lives[0].next().done, true);
        is(phase(0), PHASE.left);
    });
    test('an unborn task is waited for once it is born, in every round', () => {
        const scenario = scenarioOf({
            words: { x: 0 },
            threads: threadsOf({
                parent: [syscall('clone', ['$thread.child'])],
                child: [{ do: 'add', word: 'x', value: 1 }],
            }),
            tasks: { threads: { child: { unborn: true } } },
            observe: ['x'],
        });
        const { world, lives, open } = livesOf(scenario, 2);
        const [leader, child] = lives;
        leader.next();
        child.next();
        open();
        // Before its birth the child sleeps where a birth wakes it.
        is(child.next().done, false);
        leader.next();
        is(world.words.load(world.layout.memory), 0);
        is(child.next().done, false);
        is(world.words.load(world.layout.memory), 1);
        world.words.store(world.layout.control + CONTROL.STOP, 1);
        is(child.next().done, true);
        is(leader.next().done, true);
    });
});
//# sourceMappingURL=life.test.js.map