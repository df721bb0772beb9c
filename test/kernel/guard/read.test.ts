/** notif_read: what a manager gets, what is held afterwards, and for how long. */
import {
  ERRNO,
  EVENT,
  GUARD_STATE,
  guardState,
  heldCount,
  mapCount,
} from '../../../kernel/index.ts';
import { SIGNAL } from '../../../kernel/signals/signal.ts';
import { answering, guardedStage, reading, readStage, writing } from '../../support/guarded.ts';
import { call } from '../../support/tasks.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

suite('kernel/guard/read', (test) => {
  test('a manager reads through the handle, and what it read is held until the call returns', () => {
    for (const mechanism of ['vma', 'page', 'word'] as const) {
      const stage = readStage({ policy: 'stall', mechanism });
      const target = stage.thread('t');
      is(guardState(stage.world, target), GUARD_STATE.armed);
      is(heldCount(stage.world), 1);
      stage.give('s', answering(1, 5));
      is(stage.run('t'), 5);
      is(guardState(stage.world, target), GUARD_STATE.idle);
      is(heldCount(stage.world), 0);
      equal(
        stage.happenings
          .filter(({ event }) => event === EVENT.guarded || event === EVENT.unguarded)
          .map(({ event }) => event),
        [EVENT.guarded, EVENT.unguarded],
      );
    }
  });

  test('a guard by VMA costs two mappings inside a region, and gives them back', () => {
    const stage = readStage({ policy: 'stall', mechanism: 'vma' });
    const during = mapCount(stage.world);
    stage.give('s', answering(1, 5));
    stage.run('t');
    is(during - mapCount(stage.world), 2);
  });

  test('a writer stalls until the call returns, and its write is made then', () => {
    for (const mechanism of ['vma', 'page', 'word'] as const) {
      const stage = readStage({ policy: 'stall', mechanism });
      stage.give('w', writing(9));
      ok(!stage.driver.resting(stage.thread('w')).idle);
      stage.give('s', answering(1, 5));
      stage.run('t');
      stage.run('w');
      ok(stage.driver.resting(stage.thread('w')).idle);
    }
  });

  test('a call that is not pending is not read', () => {
    const stage = guardedStage({ policy: 'stall' });
    stage.give('t', call('getppid', 'r4'));
    // Nobody has received it.
    is(stage.give('s', reading(1)), -ERRNO.ENOENT);
    stage.give('s', call('notif_recv', 'r4', 0));
    stage.give('s', answering(1, 5));
    // It is answered.
    is(stage.give('s', reading(1)), -ERRNO.ENOENT);
    stage.interrupt('t', SIGNAL.SIGKILL);
    stage.run('t');
    is(heldCount(stage.world), 0);
  });
});
