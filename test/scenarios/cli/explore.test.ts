/** `racetrap explore` beyond its verdict: outcomes and differences, as users meet them. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { racetrap } from '../../support/command-line.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

/** The observations of a text, each with the arguments of the command below it. */
function waysOf(text: string): { values: string; command: string[] }[] {
  return [...text.matchAll(/^.* (\S+=\S+)\n +racetrap (replay \S+)$/gm)].map((match) => ({
    values: match[1]!,
    command: match[2]!.split(' '),
  }));
}

suite('scenarios/cli/explore', (test) => {
  test('--count-outcomes leads to every outcome by a command', async () => {
    const args = ['explore', 'lost-reply', '--count-outcomes'];
    const [text, json] = await Promise.all([racetrap(args), racetrap([...args, '--json'])]);
    is(text.code, 0, text.stderr);
    const { observations } = JSON.parse(json.stdout) as { observations: { values: number[] }[] };
    const ways = waysOf(text.stdout);
    equal(
      ways.map(({ values }) => values),
      observations.map(({ values }) => `accepted=${values[1]}`),
    );
    for (const { values, command } of ways) {
      const { stdout } = await racetrap(command);
      ok(/behind the last step: .*$/m.exec(stdout)?.[0].endsWith(values), stdout);
    }
  });

  test('a search that a limit ends offers to go on, and does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'racetrap-'));
    try {
      const file = join(folder, 'rest');
      const cut = await racetrap(
        `explore unlocked-lookup-fixed --states 300 --save ${file}`.split(' '),
      );
      is(cut.code, 1, cut.stderr);
      const offered = /^ {2}racetrap (explore .* --continue \S+)$/m.exec(cut.stdout)?.[1];
      ok(offered !== undefined, cut.stdout);
      const on = await racetrap(offered.split(' '));
      is(on.code, 0, on.stderr);
      ok(/^ {2}states +800, /m.test(on.stdout), on.stdout);
      const other = await racetrap(`explore rwsem --continue ${file}`.split(' '));
      equal(
        [other.code, /belongs to scenario 'unlocked-lookup-fixed'/.test(other.stderr)],
        [2, true],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('--observe looks at what the scenario does not', async () => {
    const { stdout } = await racetrap(
      'explore notify-toctou-fixed --count-outcomes --observe target.r0'.split(' '),
    );
    const [way] = waysOf(stdout);
    is(way?.values, 'target.r0=2', stdout);
    const replayed = await racetrap([...way!.command, '--observe', 'target.r0']);
    ok(replayed.stdout.includes('behind the last step: target.r0=2'), replayed.stdout);
  });

  test('--diff ends as diff does: 0 for the same, 1 for a difference or no verdict', async () => {
    const compare = (text: string) => racetrap(['explore', ...text.split(' ')]);
    const [same, different, cut] = await Promise.all([
      compare('nosyscall-check-designs --diff design=1 design=3'),
      compare('mark-publish-order --diff mark-publish-order-fixed'),
      compare('mark-publish-order --diff mark-publish-order-fixed --states 20'),
    ]);
    equal([same.code, different.code, cut.code], [0, 1, 1]);
    ok(same.stdout.startsWith('design=1 and design=3 allow the same'), same.stdout);
    ok(different.stdout.includes('\nOnly mark-publish-order\n'), different.stdout);
    ok(cut.stdout.startsWith('No verdict: '), cut.stdout);
    const { stdout } = await compare('mark-publish-order --diff mark-publish-order-fixed --json');
    const { version, isSame, sides } = JSON.parse(stdout) as {
      version: number;
      isSame: boolean;
      sides: { label: string }[];
    };
    equal(
      [version, isSame, sides.map(({ label }) => label).join()],
      [1, false, 'mark-publish-order,mark-publish-order-fixed'],
    );
  });

  test('--traces counts schedules that differ in more than what commutes', async () => {
    const count = (args: string) =>
      racetrap(['explore', ...`read-write-lock --set turns=1 --traces ${args}`.trim().split(' ')]);
    const [whole, cut] = await Promise.all([count(''), count('--schedules 20')]);
    equal([whole.code, cut.code], [0, 1]);
    ok(whole.stdout.includes('18 traces, search exhausted'), whole.stdout);
    ok(
      / traces +18, each followed to its end once\n +blocked +26,/.test(whole.stdout),
      whole.stdout,
    );
    ok(cut.stdout.includes('the search was ended by its limit of 20 schedules'), cut.stdout);
  });

  test('where there is nothing to draw the report goes to stderr', async () => {
    const { code, stdout, stderr } = await racetrap(
      'explore unlocked-lookup-fixed --format svg'.split(' '),
    );
    equal([code, stdout], [0, '']);
    ok(stderr.includes('unlocked-lookup-fixed holds: proved for this scenario'), stderr);
  });

  test('a reduced search that a limit ends names searches that go further', async () => {
    const { code, stdout } = await racetrap('explore rwsem --reduce --states 200'.split(' '));
    is(code, 1);
    ok(/Go on\n.* --save FILE .*\n.* --bitstate /.test(stdout), stdout);
  });

  test('what has no meaning together is refused by one line and a hint', async () => {
    const cases: readonly (readonly [string, string])[] = [
      ['notify-toctou --count-outcomes', 'notify-toctou observes nothing'],
      ['rwsem --count-outcomes --format table', '--count-outcomes draws no schedule'],
      ['rwsem --count-outcomes --symmetry', 'tells copies of a thread apart'],
      ['rwsem --count-outcomes --diff readers=1', '--diff counts outcomes already'],
      ['rwsem --count-outcomes --observe q', "observe[0]: nothing is named 'q'"],
      ['rwsem --diff unlocked-lookup', 'rwsem observes x, y, and unlocked-lookup game.r0'],
      ['rwsem --traces --states 5', '--traces stores no states: --states has no meaning'],
      ['rwsem --traces --reduce', '--traces stores no states: --reduce has no meaning'],
      ['rwsem --schedules 5', 'a search of states follows no schedules'],
      ['--diff readers=1 readers=2 rwsem', 'a setting of which scenario?'],
    ];
    const answers = await Promise.all(
      cases.map(([args]) => racetrap(['explore', ...args.split(' ')])),
    );
    cases.forEach(([args, words], index) => {
      const { code, stdout, stderr } = answers[index]!;
      equal([code, stdout], [2, ''], args);
      ok(stderr.includes(words) && /^racetrap: .+\n {2}hint: .+\n$/.test(stderr), stderr);
    });
  });
});
