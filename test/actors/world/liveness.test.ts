/** What fulfils a property of whole executions: states, events, and no bit of another property. */
import { EVENT } from '../../../kernel/index.ts';
import { compileScenario, LivenessJudge } from '../../../actors/index.ts';
import { eventually, mark, never, progress, store } from '../../../scenarios/file/build.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { bootScenario, scenarioOf } from '../../support/walk.ts';

const scenario = scenarioOf({
  words: { x: 0 },
  threads: {
    a: { at: 'native', program: [store('x', 1), mark('here')] },
    b: { at: 'native', program: [mark('there')] },
  },
  properties: [
    never('x is 2', ['x', '==', 2]),
    eventually('x is 1', ['x', '==', 1]),
    progress('a mark of a', { marked: 'here' }, { event: 'finished', thread: 'a' }),
    eventually('b marks', { marked: 'there' }),
  ],
});

suite('actors/world/liveness', (test) => {
  test('each property has a bit, and knows its number', () => {
    const judge = new LivenessJudge(scenario, compileScenario(scenario));
    equal(
      judge.properties.map(({ number }) => number),
      [1, 2, 3],
    );
    is(judge.progressBits, 0b10);
  });

  test('events count for one step, states for as long as they last', () => {
    const judge = new LivenessJudge(scenario, compileScenario(scenario));
    const { world, stepper } = bootScenario(scenario);
    world.journal = judge;
    is(judge.fulfilled(world), 0);
    stepper.step(0);
    is(judge.fulfilled(world) & 1, 1);
    judge.begin();
    is(judge.fulfilled(world), 1);
    judge.record(1, EVENT.finished, 0);
    is(judge.fulfilled(world), 1, 'the end of another thread');
    judge.record(0, EVENT.finished, 0);
    is(judge.fulfilled(world), 0b11);
  });

  test('the judge of states leaves them alone', () => {
    const { judge, world, stepper } = bootScenario(scenario);
    while (stepper.step(0) === 0) is(judge.violated(world), -1);
    is(judge.violatedAtEnd(world), -1);
    equal(judge.unseen(), []);
  });
});
