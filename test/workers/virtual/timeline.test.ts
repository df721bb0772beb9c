/** The timeline of virtual time: what lasts, in order, and the last of it where room is short. */
import { VirtualTimeline } from '../../../workers/virtual/timeline.ts';
import { equal, is, suite } from '../../support/suite.ts';

suite('workers/virtual/timeline', (test) => {
  test('a core runs one thread at a time, and a thread waits within its call', () => {
    const timeline = new VirtualTimeline(10, 1, 2);
    timeline.occupied(0, 0, 0);
    timeline.called(0, 39, 1_000);
    timeline.waits(0, 7, 2_000);
    timeline.occupied(0, 1, 3_000);
    timeline.goesOn(0, 5_000);
    timeline.returned(0, 6_000);
    timeline.end(8_000);
    equal(
      timeline.stretches.map(({ kind, lane, what, fromNs, untilNs }) => [
        kind,
        lane,
        what,
        fromNs,
        untilNs,
      ]),
      [
        ['runs', 0, 0, 0, 3],
        ['call', 0, 39, 1, 6],
        ['waits', 0, 7, 2, 5],
        ['runs', 0, 1, 3, 8],
      ],
    );
  });

  test('what is under way at the end ends there, and what took no time is left out', () => {
    const timeline = new VirtualTimeline(10, 1, 1);
    timeline.called(0, 1, 0);
    timeline.called(0, 2, 4_000);
    timeline.waits(0, 9, 4_000);
    timeline.goesOn(0, 4_000);
    timeline.end(6_000);
    equal(
      timeline.stretches.map(({ what, fromNs, untilNs }) => [what, fromNs, untilNs]),
      [
        [1, 0, 6],
        [2, 4, 6],
      ],
    );
  });

  test('of more than there is room for the last stay, and the rest is counted', () => {
    const timeline = new VirtualTimeline(3, 1, 1);
    for (let at = 0; at < 20; at += 1) timeline.occupied(0, 0, at * 1_000);
    timeline.happened(0, 5, 0, 500);
    timeline.happened(0, 5, 0, 17_500);
    timeline.end(20_000);
    equal(
      timeline.stretches.map(({ fromNs }) => fromNs),
      [17, 18, 19],
    );
    is(timeline.dropped, 17);
    equal(
      timeline.moments.map(({ atNs }) => atNs),
      [17.5],
    );
  });
});
