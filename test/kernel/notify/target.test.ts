/** The target's side of a notification: what its call returns, and what signals do to it. */
import { call, filterOn, install, tasksOf } from '../../support/tasks.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';

const filters = { f: filterOn('getppid', 'USER_NOTIF') };

suite('kernel/notify/target', (test) => {
  test('a call is answered with the value of the supervisor', () => {
    const scenario = tasksOf(
      {
        s: [
          install('f', 8),
          call('fork', 'r4', '$thread.t'),
          call('notif_recv', 'r0' as 'r4', 0),
          call('notif_send', 'r5', 0, 'r0', 7),
        ],
        t: [call('getppid', 'r4')],
      },
      {
        filters,
        processes: { p: {}, q: {} },
        threads: { s: { process: 'p' }, t: { process: 'q', unborn: true } },
      },
      { observe: ['s.r0', 's.r5', 't.r4'] },
    );
    const walked = walk(scenario);
    equal([...walked.outcomes], ['1,0,7']);
    is(walked.deadlocks, 0);
    console.log(walked.states);
  });
});
