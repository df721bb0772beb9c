/** Freeze: who stops, who does not, and what cannot be frozen. */
import { ERRNO, heldCount } from '../../../kernel/index.ts';
import { SIGNAL } from '../../../kernel/signals/signal.ts';
import {
  answering,
  guardedStage,
  reading,
  readStage,
  wordOf,
  writing,
} from '../../support/guarded.ts';
import { call } from '../../support/tasks.ts';
import type { Stage } from '../../support/supervision.ts';
import { is, ok, suite } from '../../support/suite.ts';

const isWaiting = (stage: Stage, name: string): boolean =>
  !stage.driver.resting(stage.thread(name)).idle;

const POKE = {
  do: 'syscall',
  name: 'process_vm_writev',
  arguments: ['$thread.s', '&buffer', '&data+2', 1, 0],
  into: 'r5',
} as const;
const UNMAP = { do: 'syscall', name: 'munmap', arguments: ['@data+1', 1], into: 'r5' } as const;

suite('kernel/guard/freeze', (test) => {
  test('every thread but the manager stops until the call returns, whatever it does', () => {
    const stage = readStage({ policy: 'freeze' });
    stage.give('w', call('getpid', 'r4'));
    ok(!stage.step(stage.thread('w')));
    is(stage.give('s', call('getpid', 'r5')), stage.give('s', call('getpid', 'r5')));
    stage.give('s', answering(1, 5));
    is(stage.run('t'), 5);
    ok((stage.run('w') ?? 0) > 0);
    is(heldCount(stage.world), 0);
  });

  test('a call that was on its way in the kernel stops before it writes', () => {
    for (const instruction of [POKE, UNMAP]) {
      const stage = guardedStage({ policy: 'freeze' });
      stage.give('t', call('getppid', 'r4'));
      stage.give('s', call('notif_recv', 'r4', 0));
      stage.driver.inject(stage.thread('w'), instruction);
      stage.step(stage.thread('w'));
      stage.step(stage.thread('w'));
      is(stage.give('s', reading(1)), 2);
      stage.run('w');
      ok(isWaiting(stage, 'w'));
      is(wordOf(stage, 5, 0), 1);
      stage.give('s', answering(1, 5));
      stage.run('t');
      stage.run('w');
      ok(!isWaiting(stage, 'w'));
    }
  });

  test('a store that was about to be made when everybody was stopped is not made', () => {
    const stage = guardedStage({ policy: 'freeze' });
    stage.give('t', call('getppid', 'r4'));
    stage.give('s', call('notif_recv', 'r4', 0));
    stage.driver.inject(stage.thread('w'), writing(9));
    stage.step(stage.thread('w'));
    is(stage.give('s', reading(1)), 2);
    stage.run('w');
    is(wordOf(stage, 5, 0), 1);
    stage.give('s', answering(1, 5));
    stage.run('t');
    stage.run('w');
    is(wordOf(stage, 5, 0), 9);
  });

  test('a frozen thread can be killed, and takes no other signal', () => {
    const stage = guardedStage({ policy: 'freeze' });
    stage.give('w', call('rt_sigaction', 'r6', SIGNAL.SIGUSR1, '$handler.h'));
    stage.give('t', call('getppid', 'r4'));
    stage.give('s', call('notif_recv', 'r4', 0));
    is(stage.give('s', reading(1)), 2);
    stage.interrupt('w', SIGNAL.SIGUSR1);
    ok(!stage.step(stage.thread('w')));
    stage.interrupt('w', SIGNAL.SIGKILL);
    stage.run('w');
    is(stage.driver.resting(stage.thread('w')).life, 'dead');
  });

  test('where somebody else traces a thread that could write, the read is refused', () => {
    const stage = guardedStage({ policy: 'freeze' }, { others: ['w', 'x'] });
    is(stage.give('x', call('ptrace_seize', 'r4', '$thread.w')), 0);
    stage.give('t', call('getppid', 'r4'));
    stage.give('s', call('notif_recv', 'r4', 0));
    is(stage.give('s', reading(1)), -ERRNO.EPERM);
    is(heldCount(stage.world), 0);
  });

  test('a manager that dies thaws everybody', () => {
    const stage = readStage({ policy: 'freeze' });
    stage.give('w', writing(9));
    is(wordOf(stage, 5, 0), 1);
    stage.interrupt('s', SIGNAL.SIGKILL);
    stage.run('s');
    stage.run('w');
    is(wordOf(stage, 5, 0), 9);
    stage.run('t');
    is(heldCount(stage.world), 0);
  });
});
