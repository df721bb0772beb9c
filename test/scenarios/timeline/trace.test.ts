/** Trace events: what viewers need to draw a timeline, and nothing lost on the way. */
import { findingTimeline } from '../../../scenarios/timeline/schedule.ts';
import { type TraceEvent, traceOf } from '../../../scenarios/timeline/trace.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { stepWith } from '../../support/outcome.ts';

const HOSTILE = `</script>"\u2028'<`;

const timeline = findingTimeline(
  {
    kind: 'deadlock',
    message: 'stuck',
    schedule: [
      stepWith({ thread: HOSTILE, changes: [{ word: `${HOSTILE} parked`, before: 0, after: 1 }] }),
      stepWith({
        thread: 'b',
        events: ['called mmap', 'escaped mmap at page 1'],
        changes: [{ word: `${HOSTILE} parked`, before: 1, after: 0 }],
        mappings: '0-2:r-x',
      }),
      stepWith({ thread: HOSTILE, mappings: '0-2:r-x' }),
    ],
  },
  'title',
);

suite('scenarios/timeline/trace', (test) => {
  test('every thread has a named track, every slice is complete, every arrow has two ends', () => {
    const { traceEvents } = traceOf([timeline, timeline]);
    const of = (ph: TraceEvent['ph']) => traceEvents.filter((event) => event.ph === ph);
    equal(
      of('M').flatMap(({ name, args }) => (name === 'thread_name' ? [args?.['name']] : [])),
      [HOSTILE, 'b', HOSTILE, 'b'],
    );
    is(of('X').length, 2 * timeline.slices.length);
    ok(of('X').every(({ dur, ts }) => dur !== undefined && dur > 0 && ts >= 0));
    is(of('i').length, 2 * timeline.instants.length);
    equal(
      of('s').map(({ id }) => id),
      of('f').map(({ id }) => id),
    );
    equal(new Set(of('s').map(({ id }) => id)).size, 2);
    // Both ends lie within a slice of their own track, which is what they are drawn at.
    for (const end of [...of('s'), ...of('f')])
      ok(
        of('X').some(
          ({ pid, tid, ts, dur = 0 }) =>
            pid === end.pid && tid === end.tid && ts < end.ts && end.ts < ts + dur,
        ),
      );
    equal(
      of('C').map(({ ts, args }) => [ts, args?.['mappings']]),
      [
        [0, 2],
        [1, 1],
        [0, 2],
        [1, 1],
      ],
    );
  });

  test('it is JSON without loss, and says what its time is', () => {
    const trace = traceOf([timeline]);
    equal(JSON.parse(JSON.stringify(trace)), trace);
    ok(trace.otherData['time']?.includes('1 us is one step'));
    const timed = traceOf([{ ...timeline, unit: 'ns' }]);
    is(timed.displayTimeUnit, 'ns');
    is(timed.traceEvents.find(({ ph, ts }) => ph === 'X' && ts > 0)?.ts, 1e-3);
  });
});
