/** The two sides of `--diff`, as users name them. */
import { chooseSides } from '../../../scenarios/cli/side.ts';
import { equal, rejects, suite } from '../../support/suite.ts';

async function sides(name: string | undefined, given: string, set = {}): Promise<string[]> {
  const chosen = await chooseSides(name, given.split(' '), set);
  return chosen.map(({ label, selection, parameters }) =>
    [label, selection.entry.name, parameters['readers'] ?? '', parameters['writers'] ?? ''].join(
      ' ',
    ),
  );
}

suite('scenarios/cli/side', (test) => {
  test('a side is a scenario, settings of the one at hand, or both', async () => {
    equal(await sides('rwsem', 'readers=1 readers=2,writers=1'), [
      'readers=1 rwsem 1 2',
      'readers=2,writers=1 rwsem 2 1',
    ]);
    equal(await sides('rwsem', 'readers=1'), ['rwsem rwsem 3 2', 'readers=1 rwsem 1 2']);
    equal(await sides(undefined, 'rwsem,readers=0 rwsem'), [
      'rwsem,readers=0 rwsem 0 2',
      'rwsem rwsem 3 2',
    ]);
    equal(await sides('unlocked-lookup', 'unlocked-lookup-fixed'), [
      'unlocked-lookup unlocked-lookup  ',
      'unlocked-lookup-fixed unlocked-lookup-fixed  ',
    ]);
  });

  test('settings of --set hold for both sides, where they know them', async () => {
    equal(await sides('rwsem', 'writers=1', { readers: 1 }), [
      'rwsem rwsem 1 2',
      'writers=1 rwsem 1 1',
    ]);
    equal(await sides('rwsem', 'unlocked-lookup', { readers: 1 }), [
      'rwsem rwsem 1 2',
      'unlocked-lookup unlocked-lookup  ',
    ]);
    await rejects(sides('rwsem', 'writers=1', { turtles: 1 }), /no parameter 'turtles'/);
  });

  test('one side, three sides and the same side twice are refused', async () => {
    await rejects(sides(undefined, 'rwsem'), /compares two, not 1: rwsem/);
    await rejects(sides('rwsem', 'lost-wakeup unlocked-lookup'), /compares two, not 3/);
    await rejects(sides('rwsem', 'readers=3'), /the same: rwsem writers=2 readers=3/);
    await rejects(sides(undefined, 'readers=1 readers=2'), /a setting of which scenario/);
    await rejects(sides('rwsem', 'readers=many'), /--diff takes name=value/);
  });
});
