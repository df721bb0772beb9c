/** Schedules as tables: one column a thread, one row a step. */

import { scheduleLines } from '../../../scenarios/report/schedule.ts';
import { fitPage, pageWidth } from '../../../scenarios/report/table.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { stepWith } from '../../support/outcome.ts';

suite('scenarios/report/schedule', (test) => {
  test('each thread has its column, and each step the strip behind it', () => {
    equal(
      scheduleLines([
        stepWith({ thread: 'app', did: 'load x' }),
        stepWith({ thread: 'jit', did: 'store 1 in x', mappings: '0-2:r-x 4-5:r-x' }),
      ]),
      [
        '  #  app     jit           memory  what happened',
        '  1  load x                XX..x',
        '  2          store 1 in x  XX..X',
        '  memory: pages 0 to 4; X r-x, x r-x with PROT_NOSYSCALL, . unmapped',
      ],
    );
  });

  test('it tells draws, events and changed words, and leaves bookkeeping out', () => {
    const [, row = ''] = scheduleLines([
      stepWith({
        choices: [2],
        events: ['escaped getpid at page 4'],
        changes: [
          { word: 'vma 3 flags', before: 1, after: 0 },
          { word: 'lock mmap count', before: 0, after: 1 },
          { word: 'app parked', before: 0, after: 9 },
          { word: 'x', before: 0, after: 1 },
        ],
      }),
    ]);
    const happened = scheduleLines([stepWith({ did: 'd', choices: [2] })])[1] ?? '';
    ok(happened.includes('draws 2'), happened);
    ok(!row.includes('flags') && !row.includes('lock') && !row.includes('parked'), row);
    const lines = scheduleLines([
      stepWith({ did: 'd', changes: [{ word: 'x', before: 0, after: 1 }] }),
    ]);
    ok(lines.join('\n').includes('x: 0 -> 1'), lines.join('\n'));
  });

  test('more than four threads share one column with their names', () => {
    const steps = Array.from({ length: 6 }, (_none, number) => stepWith({ thread: `t${number}` }));
    const [titles, first] = scheduleLines(steps);
    is(titles, '  #  thread  step             memory  what happened');
    is(first, '  1  t0      getpid(), enter  XX..x');
  });

  test('no line is wider than the page', () => {
    for (const count of [1, 2, 3, 4, 5, 9]) {
      const steps = Array.from({ length: 40 }, (_none, number) =>
        stepWith({
          thread: `thread-with-name-${number % count}`,
          did: 'mprotect: mm.mmapLock.writeRelease, mm.mmapLock.wake, mprotect, leave',
          events: ['mprotect at page 123456: 0', 'returned 0 from mprotect'],
          mappings: '0-20:r-x 21-40:r-x!',
        }),
      );
      for (const columns of [undefined, 80]) {
        fitPage(columns);
        for (const line of scheduleLines(steps)) ok(line.length <= pageWidth(), line);
      }
      fitPage(undefined);
    }
  });

  test('a wide address space is told by its size', () => {
    const lines = scheduleLines([stepWith({ mappings: '0-2:r-x 90000-90001:rw-' })]);
    is(lines.at(-1), '  memory: pages 0 to 90000, 2 mappings');
  });

  test('an empty schedule says so', () => {
    equal(scheduleLines([]), ['  no step: the first state is the finding']);
  });
});
