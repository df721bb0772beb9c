/** Who waits for a guard: it can be killed, takes signals, and holds no lock meanwhile. */
import { heldCount, WAIT } from '../../../kernel/index.ts';
import { SIGNAL } from '../../../kernel/signals/signal.ts';
import { answering, readStage, wordOf, writing } from '../../support/guarded.ts';
import { call } from '../../support/tasks.ts';
import type { Stage } from '../../support/supervision.ts';
import { is, ok, suite } from '../../support/suite.ts';

const isWaiting = (stage: Stage, name: string): boolean =>
  !stage.driver.resting(stage.thread(name)).idle;

const UNMAP = { do: 'syscall', name: 'munmap', arguments: ['@data+1', 1], into: 'r5' } as const;
const POKE = {
  do: 'syscall',
  name: 'process_vm_writev',
  arguments: ['$thread.s', '&buffer', '&data+2', 1, 0],
  into: 'r5',
} as const;

suite('kernel/guard/stall', (test) => {
  test('a writer that waits for a guard says for whose call', () => {
    const stage = readStage({ policy: 'stall' });
    for (const instruction of [writing(9), UNMAP, POKE]) {
      const fresh = readStage({ policy: 'stall' });
      fresh.give('w', instruction);
      const resting = fresh.driver.resting(fresh.thread('w'));
      is(resting.waits, WAIT.guard);
      is(resting.object, stage.thread('t'));
    }
  });

  test('a writer that waits can be killed, by whatever route it writes', () => {
    for (const instruction of [writing(9), UNMAP, POKE]) {
      const stage = readStage({ policy: 'stall' });
      stage.give('w', instruction);
      ok(isWaiting(stage, 'w'));
      stage.interrupt('w', SIGNAL.SIGKILL);
      stage.run('w');
      is(stage.driver.resting(stage.thread('w')).life, 'dead');
      is(wordOf(stage, 5, 0), 1);
      stage.give('s', answering(1, 5));
      is(stage.run('t'), 5);
      is(heldCount(stage.world), 0);
    }
  });

  test('a program that waits takes a signal, and waits again behind the handler', () => {
    for (const instruction of [writing(9), UNMAP]) {
      const stage = readStage({ policy: 'stall' });
      stage.give('w', call('rt_sigaction', 'r6', SIGNAL.SIGUSR1, '$handler.h'));
      stage.give('w', instruction);
      stage.interrupt('w', SIGNAL.SIGUSR1);
      stage.run('w');
      is(stage.world.words.get(stage.world.layout.memory), 1);
      ok(isWaiting(stage, 'w'));
      is(wordOf(stage, 5, 0), 1);
      stage.give('s', answering(1, 5));
      stage.run('t');
      stage.run('w');
      ok(!isWaiting(stage, 'w'));
    }
  });

  test('a copy by the kernel waits on for a signal that does not kill', () => {
    const stage = readStage({ policy: 'stall' });
    stage.give('w', call('rt_sigaction', 'r6', SIGNAL.SIGUSR1, '$handler.h'));
    stage.give('w', POKE);
    stage.interrupt('w', SIGNAL.SIGUSR1);
    stage.run('w');
    is(stage.world.words.get(stage.world.layout.memory), 0);
    stage.give('s', answering(1, 5));
    stage.run('t');
    is(stage.run('w'), 1);
    is(stage.world.words.get(stage.world.layout.memory), 1);
  });

  test('who waits holds no lock: others edit the address space meanwhile', () => {
    for (const instruction of [writing(9), UNMAP, POKE]) {
      const stage = readStage({ policy: 'stall' }, { others: ['w', 'x'] });
      stage.give('w', instruction);
      ok(isWaiting(stage, 'w'));
      is(stage.give('x', { do: 'syscall', name: 'munmap', arguments: ['@data+2', 1] }), 0);
    }
  });
});
