/** Driven threads run one instruction at a time, and say where they stand. */
import { Driver } from '../../../actors/index.js';
import { THREAD, WAIT } from '../../../kernel/index.js';
import { call, tasksOf } from '../../support/tasks.js';
import { is, suite } from '../../support/suite.js';
import { bootScenario } from '../../support/walk.js';
import { compileScenario } from '../../../actors/index.js';
suite('actors/world/drive', (test) => {
    test('a thread runs what it is given, blocks, and dies by a signal', () => {
        const scenario = tasksOf({ t: [], u: [] }, { driven: true });
        const { world, stepper } = bootScenario(scenario);
        const driver = new Driver(world, stepper, compileScenario(scenario));
        driver.inject(0, call('gettid', 'r4'));
        driver.run(0);
        is(driver.resting(0).idle, true);
        is(world.words.get(world.thread(0) + THREAD.REGISTER + 4), 1000);
        driver.inject(0, call('pause', 'r4'));
        driver.run(0);
        is(driver.resting(0).waits, WAIT.forever);
        driver.inject(1, call('kill', 'r4', '$process.main', '$SIGTERM'));
        driver.run(1);
        driver.run(0);
        is(driver.resting(0).signal, 15);
        is(driver.resting(0).life, 'dead');
    });
    test('a call is named by its number, and its instruction goes back with the world', () => {
        const scenario = tasksOf({ t: [] }, { driven: true });
        const { world, stepper } = bootScenario(scenario);
        const driver = new Driver(world, stepper, compileScenario(scenario));
        const result = () => world.words.get(world.thread(0) + THREAD.REGISTER + 4);
        driver.inject(0, { do: 'syscall', name: 'nr 65280', into: 'r4' });
        const before = { words: world.snapshot(), slots: driver.slots() };
        driver.run(0);
        is(result(), -38);
        driver.inject(0, call('gettid', 'r4'));
        driver.run(0);
        is(result(), 1000);
        world.restore(before.words);
        driver.restoreSlots(before.slots);
        is(driver.step(0), true);
        driver.run(0);
        is(result(), -38);
    });
});
//# sourceMappingURL=drive.test.js.map