/** Journals as timelines: every line in its thread's lane, in its place. */
import { journalEntry, journalTimeline } from '../../../scenarios/timeline/journal.ts';
import { equal, suite } from '../../support/suite.ts';

suite('scenarios/timeline/journal', (test) => {
  test('a line tells its number, its thread and what happened', () => {
    const threads = ['a', 'a: b'];
    equal(journalEntry('#7 a: mmap page 4 = 4', threads), {
      number: '7',
      thread: 'a',
      text: 'mmap page 4 = 4',
    });
    // A thread may be named like the begin of another one's line.
    equal(journalEntry('#8 a: b: finished', threads).thread, 'a: b');
    equal(journalEntry('#9 round 3 begins', threads), {
      number: '9',
      thread: 'run',
      text: 'round 3 begins',
    });
  });

  test('every line is a slice in order, and escapes are what one looks for', () => {
    const { lanes, slices, instants } = journalTimeline(
      ['#0 round 0 begins', '#1 b: mmap page 4 = 4', '#2 a: escaped getpid at page 4'],
      ['a', 'b', 'idle'],
      'x',
    );
    equal(lanes, ['a', 'b', 'run']);
    equal(
      slices.map(({ lane, begin }) => [lane, begin]),
      [
        [2, 0],
        [1, 1],
        [0, 2],
      ],
    );
    equal(
      instants.map(({ name, isFinding }) => [name, isFinding]),
      [
        ['round 0 begins', false],
        ['escaped getpid at page 4', true],
      ],
    );
  });
});
