/** Signals: delivery, interruption, restart, stop and death, over all interleavings. */
import { call, tasksOf } from '../../support/tasks.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';

const handlers = { h: { at: 'native', program: [{ do: 'add', word: 'runs', value: 1 }] } } as const;

suite('kernel/signals/work', (test) => {
  test('a handler ends pause with EINTR', () => {
    const scenario = tasksOf(
      {
        t: [
          call('rt_sigaction', 'r7', '$SIGUSR1', '$handler.h'),
          { do: 'store', word: 'ready', value: 1 },
          call('pause', 'r4'),
        ],
        u: [
          { do: 'await', word: 'ready', is: ['==', 1] },
          call('tgkill', 'r4', '$process.main', '$thread.t', '$SIGUSR1'),
        ],
      },
      { handlers },
      { words: { ready: 0, runs: 0 }, observe: ['t.r4', 'runs'] },
    );
    const { outcomes, deadlocks } = walk(scenario);
    equal([...outcomes], ['-4,1']);
    // The handler may have run before pause began, which then sleeps for ever.
    is(deadlocks > 0, true);
  });

  test('a fatal signal kills every thread of the process', () => {
    const scenario = tasksOf(
      { t: [call('pause', 'r4')], u: [call('kill', 'r4', '$process.main', '$SIGTERM')] },
      {},
      { observe: ['t.signal', 'main.exit'] },
    );
    equal([...walk(scenario).outcomes], ['15,15']);
  });

  test('a stopped process goes on at SIGCONT', () => {
    const scenario = tasksOf(
      {
        t: [call('getppid', 'r4'), call('getppid', 'r5')],
        u: [
          call('kill', 'r4', '$process.p', '$SIGSTOP'),
          call('kill', 'r5', '$process.p', '$SIGCONT'),
        ],
      },
      { processes: { p: {}, q: {} }, threads: { u: { process: 'q' } } },
      { observe: ['t.signal'] },
    );
    const { outcomes, deadlocks } = walk(scenario);
    equal([...outcomes], ['0']);
    is(deadlocks, 0);
  });

  test('nanosleep that a signal without a handler breaks off is issued again', () => {
    const scenario = tasksOf(
      {
        t: [call('nanosleep', 'r4')],
        u: [
          call('kill', 'r4', '$process.p', '$SIGSTOP'),
          call('kill', 'r5', '$process.p', '$SIGCONT'),
        ],
      },
      { processes: { p: {}, q: {} }, threads: { u: { process: 'q' } } },
      { observe: ['t.r4'] },
    );
    equal([...walk(scenario).outcomes], ['0']);
  });
});
