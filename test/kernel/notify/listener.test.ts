/** The life of a listener: who holds it open, and what its end means to those who wait. */
import { ERRNO, FILTER, filterWord, TASK, taskWord, type World } from '../../../kernel/index.ts';
import { call, install } from '../../support/tasks.ts';
import {
  outsideStage,
  recv,
  send,
  type Stage,
  stageOf,
  supervised,
} from '../../support/supervision.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { type Twin, walk } from '../../support/walk.ts';

const close = call('close', 'r4', 0);

function filterField(stage: Stage, field: number): number {
  return stage.world.words.load(filterWord(stage.world, 0) + field);
}

/** A kernel whose release does something to every task first. */
function releasing(first: (world: World, task: number) => void): Twin {
  return (kernel) => {
    const steps = kernel.text.steps.map((step) => {
      if (!step.name.endsWith('listener.detach')) return step;
      const run: typeof step.run = (world, thread) => {
        for (let each = 0; each < world.layout.bounds.threadCount; each += 1)
          first(world, taskWord(world, each));
        return step.run(world, thread);
      };
      return { ...step, run };
    });
    return { ...kernel, text: { ...kernel.text, steps } };
  };
}
/** Does not skip who is replied to already. */
const answersAgain = releasing(({ words }, task) => {
  if (words.load(task + TASK.NOTIFY_STATE) !== 3) return;
  words.store(task + TASK.NOTIFY_ERROR, -ERRNO.ENOSYS);
  words.add(task + TASK.NOTIFY_READY, 1);
});
/** Forgets who was received and not answered. */
const forgetsReceived = releasing(({ words }, task) => {
  if (words.load(task + TASK.NOTIFY_STATE) === 2) words.store(task + TASK.NOTIFY_FILTER, 0);
});

suite('kernel/notify/listener', (test) => {
  test('a pending call gets ENOSYS once; a release that answers twice, or not at all, is seen', () => {
    const scenario = supervised({
      supervisor: [recv, send(7), close],
      targets: { t: [close, call('getppid', 'r4')], u: [close, call('getppid', 'r4')] },
      parts: {
        observe: ['t.r4', 'u.r4'],
        properties: ['t', 'u'].map((name) => ({
          kind: 'always',
          name: `${name} is answered once`,
          that: [`${name}.completions`, '<=', 1],
        })),
      },
    });
    const right = walk(scenario);
    equal(
      [[...right.outcomes].sort(), right.violated.size, right.deadlocks],
      [['-38,7', '7,-38'], 0, 0],
    );
    const again = walk(scenario, undefined, answersAgain);
    equal([...again.violated].sort(), ['t is answered once', 'u is answered once']);
    const received = supervised({
      supervisor: [recv, close],
      targets: { t: [close, call('getppid', 'r4')] },
    });
    is(walk(received).deadlocks, 0);
    is(walk(received, undefined, forgetsReceived).deadlocks > 0, true);
  });

  test('the last close answers every call that waits, received or not, with ENOSYS', () => {
    for (const isReceived of [false, true]) {
      const stage = stageOf({ targets: ['t', 'u'] });
      stage.give('t', call('getppid', 'r4'));
      stage.give('u', call('getppid', 'r4'));
      if (isReceived) stage.give('s', recv);
      is(stage.give('s', close), 0);
      is(stage.run('t'), -38);
      is(stage.run('u'), -38);
      is(stage.give('t', call('getppid', 'r4')), -38);
    }
  });

  test('a reply before the close stands', () => {
    const stage = stageOf({});
    stage.give('t', call('getppid', 'r4'));
    stage.give('s', recv);
    stage.give('s', send(7));
    stage.give('s', close);
    is(stage.run('t'), 7);
  });

  test('a call waits for ever in no schedule of a close', () => {
    const scenario = supervised({
      supervisor: [recv, close],
      targets: { t: [close, call('getppid', 'r4'), call('getppid', 'r5')] },
      parts: { observe: ['t.r4', 't.r5'] },
    });
    const { outcomes, deadlocks } = walk(scenario);
    equal([...outcomes], ['-38,-38']);
    is(deadlocks, 0);
  });

  test('descriptors of children and duplicates keep a listener open', () => {
    const stage = stageOf({});
    is(stage.give('s', call('dup', 'r4', 0)), 1);
    stage.give('s', close);
    stage.give('t', call('getppid', 'r4'));
    is(stage.give('s', call('notif_recv', 'r4', 1)), 1);
    is(stage.give('s', call('close', 'r4', 1)), 0);
    is(stage.run('t'), -38);
    is(filterField(stage, FILTER.FILES), 0);
  });

  test('a listener stays open until the call of another thread on it ends', () => {
    const stage = stageOf({ helpers: { h: [] } });
    stage.give('h', recv);
    is(stage.give('s', close), 0);
    is(filterField(stage, FILTER.FILES), 1);
    stage.give('t', call('getppid', 'r4'));
    is(stage.run('h'), 1);
    is(stage.run('t'), -38);
  });

  test('the death of the supervisor closes the listener', () => {
    const scenario = supervised({
      supervisor: [recv, call('exit_group', 'r4', 0)],
      targets: { t: [close, call('getppid', 'r4')] },
      parts: { observe: ['t.r4'] },
    });
    const { outcomes, deadlocks } = walk(scenario);
    equal([...outcomes], ['-38']);
    is(deadlocks, 0);
  });

  test('a second listener in the path is refused while the first is open', () => {
    const stage = stageOf({});
    is(stage.give('s', install('f', 8)), -16);
    stage.give('s', close);
    is(stage.give('s', install('f', 8)), 0);
  });

  test('a filter is free when its users and its listener are gone', () => {
    const stage = outsideStage();
    stage.give('c', call('exit_group', 'r4', 0));
    is(filterField(stage, FILTER.REFERENCES), 1);
    is(stage.give('s', close), 0);
    is(filterField(stage, FILTER.REFERENCES), 0);
    is(filterField(stage, FILTER.LISTENER), 0);
  });

  test('a target that installs a file in place of a listener releases that listener', () => {
    const stage = outsideStage();
    is(stage.give('s', install('f', 8)), 1);
    stage.give('s', call('fork', 'r4', '$thread.d'));
    stage.give('d', call('close', 'r4', 1));
    stage.give('s', close);
    stage.give('c', call('getppid', 'r4'));
    stage.give('d', call('getppid', 'r4'));
    is(stage.give('s', call('notif_recv', 'r4', 1)), 1);
    is(stage.give('s', call('notif_addfd', 'r5', 1, 1, '$addfd.SETFD', 1, 0)), undefined);
    stage.run('d');
    is(stage.run('s'), 0);
    is(stage.run('c'), undefined);
    is(stage.give('s', call('notif_send', 'r5', 1, 1, 7)), 0);
    is(stage.run('d'), 7);
    is(stage.run('c'), -38);
  });
});
