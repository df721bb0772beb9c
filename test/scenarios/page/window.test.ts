/** The room of a page: its end is always shown, and what is left out is known. */
import { Room } from '../../../scenarios/page/window.ts';
import { equal, is, suite } from '../../support/suite.ts';

suite('scenarios/page/window', (test) => {
  test('what fits is shown whole', () => {
    equal(new Room(100).take(100), [{ from: 0, to: 100 }]);
    equal(new Room(100).take(0), []);
  });

  test('of what does not fit, the begin and the end are shown', () => {
    equal(new Room(200).take(1_000), [
      { from: 0, to: 48 },
      { from: 848, to: 1_000 },
    ]);
  });

  test('timelines share the room, and the last of many still shows its end', () => {
    const room = new Room(100);
    is(room.take(90).length, 1);
    const [head, tail] = room.take(500);
    equal(
      [head, tail],
      [
        { from: 0, to: 12 },
        { from: 464, to: 500 },
      ],
    );
  });
});
