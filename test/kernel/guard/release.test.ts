/** What is left of a guard when its call, its thread, its manager or its notification is gone. */
import { GUARD_STATE, guardState, heldCount, mapCount } from '../../../kernel/index.ts';
import { SIGNAL } from '../../../kernel/signals/signal.ts';
import { answering, guardedStage, reading, readStage, writing } from '../../support/guarded.ts';
import { call } from '../../support/tasks.ts';
import type { Stage } from '../../support/supervision.ts';
import { is, ok, suite } from '../../support/suite.ts';

const MECHANISMS = ['vma', 'page', 'word'] as const;

const isWaiting = (stage: Stage, name: string): boolean =>
  !stage.driver.resting(stage.thread(name)).idle;

/** Nothing is guarded, the mappings are those of a stage on which nobody has read anything. */
function expectNothing(stage: Stage): void {
  is(heldCount(stage.world), 0);
  is(guardState(stage.world, stage.thread('t')), GUARD_STATE.idle);
  is(mapCount(stage.world), mapCount(guardedStage({ policy: 'stall' }).world));
}

suite('kernel/guard/release', (test) => {
  test('a target that is killed leaves no guard, and its stalled writer goes on', () => {
    for (const mechanism of MECHANISMS) {
      const stage = readStage({ policy: 'stall', mechanism });
      stage.give('w', writing(9));
      stage.interrupt('t', SIGNAL.SIGKILL);
      stage.run('t');
      stage.run('w');
      ok(!isWaiting(stage, 'w'));
      expectNothing(stage);
    }
  });

  test('a guard that forgets who was killed leaks, and holds its writer for ever', () => {
    const stage = readStage({ policy: 'stall', without: 'the release' });
    stage.give('w', writing(9));
    stage.interrupt('t', SIGNAL.SIGKILL);
    stage.run('t');
    stage.run('w');
    ok(isWaiting(stage, 'w'));
    is(heldCount(stage.world), 1);
  });

  test('a manager that dies without a reply orphans the guard: nobody waits for the target', () => {
    for (const mechanism of MECHANISMS) {
      const stage = readStage({ policy: 'stall', mechanism });
      stage.give('w', writing(9));
      stage.interrupt('s', SIGNAL.SIGKILL);
      stage.run('s');
      is(guardState(stage.world, stage.thread('t')), GUARD_STATE.orphaned);
      is(heldCount(stage.world), 0);
      // The target has not moved, and the writer goes on already.
      stage.run('w');
      ok(!isWaiting(stage, 'w'));
      is(stage.run('t'), -38);
      expectNothing(stage);
    }
  });

  test('a manager that dies behind its reply leaves the guard standing until the call returns', () => {
    for (const mechanism of MECHANISMS) {
      const stage = readStage({ policy: 'stall', mechanism });
      stage.give('s', answering(1, 5));
      stage.interrupt('s', SIGNAL.SIGKILL);
      stage.run('s');
      is(guardState(stage.world, stage.thread('t')), GUARD_STATE.armed);
      stage.give('w', writing(9));
      ok(isWaiting(stage, 'w'));
      is(stage.run('t'), 5);
      stage.run('w');
      expectNothing(stage);
    }
  });

  test('a call that a signal restarts is guarded anew, by its next notification', () => {
    for (const mechanism of MECHANISMS) {
      const stage = guardedStage({ policy: 'stall', mechanism });
      stage.give('t', call('rt_sigaction', 'r6', SIGNAL.SIGUSR1, '$handler.h'));
      stage.give('t', call('getppid', 'r4'));
      stage.give('s', call('notif_recv', 'r4', 0));
      is(stage.give('s', reading(1)), 2);
      stage.give('w', writing(9));
      stage.interrupt('t', SIGNAL.SIGUSR1);
      stage.run('t');
      // Its handler runs while nothing is guarded.
      stage.run('w');
      ok(!isWaiting(stage, 'w'));
      is(stage.give('s', reading(1)), -2);
      expectNothing(stage);
    }
  });
});
