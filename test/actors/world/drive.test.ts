/** Driven threads run one instruction at a time, and say where they stand. */
import { Driver } from '../../../actors/index.ts';
import { THREAD, WAIT } from '../../../kernel/index.ts';
import { call, tasksOf } from '../../support/tasks.ts';
import { is, suite } from '../../support/suite.ts';
import { bootScenario } from '../../support/walk.ts';
import { compileScenario } from '../../../actors/index.ts';

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
});
