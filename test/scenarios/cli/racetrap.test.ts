/**
 * The command line as its users meet it: a child process, its streams and its exit code. Good uses
 * say what they should; every wrong use is refused by one line, a hint and exit code 2.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '../../../scenarios/catalogue.ts';
import { scenario, store, syscall } from '../../../scenarios/file/build.ts';
import { racetrap } from '../../support/command-line.ts';
import { equal, is, match, ok, suite } from '../../support/suite.ts';

const commands = [
  'list',
  'show',
  'run',
  'explore',
  'sample',
  'replay',
  'explain',
  'machine',
  'bench',
  'conform',
] as const;
const folder = mkdtempSync(join(tmpdir(), 'racetrap-cli-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

suite('scenarios/cli/racetrap', (test) => {
  test('the help names every command, and each command shows examples', async () => {
    const helps = await Promise.all([
      racetrap([]),
      racetrap(['--help']),
      ...commands.map((name) => racetrap([name, '--help'])),
    ]);
    for (const { code, stdout, stderr } of helps) {
      is(code, 0);
      is(stderr, '');
      for (const line of stdout.split('\n')) ok(line.length <= 100, line);
    }
    for (const name of commands) ok(helps[0]?.stdout.includes(`  ${name} `), name);
    for (const { stdout } of helps.slice(2))
      ok(stdout.includes('Examples:\n  $ racetrap '), stdout);
  });

  test('list names every scenario, as text and as JSON', async () => {
    const [text, json] = await Promise.all([racetrap(['list']), racetrap(['list', '--json', '-'])]);
    for (const { name } of catalogue) ok(text.stdout.includes(name));
    const { version, scenarios } = JSON.parse(json.stdout) as {
      version: number;
      scenarios: { name: string }[];
    };
    is(version, 1);
    equal(
      scenarios.map(({ name }) => name),
      catalogue.map(({ name }) => name),
    );
  });

  test('show prints a scenario whose JSON is a scenario file', async () => {
    const file = join(folder, 'shown.json');
    const { code, stdout } = await racetrap(['show', 'lost-wakeup', '--json', file]);
    is(code, 0);
    ok(stdout.startsWith('lost-wakeup (race)\n'));
    const { stdout: explored } = await racetrap(['explore', file]);
    ok(explored.startsWith('lost-wakeup is violated: deadlock'), explored);
  });

  test('a bound of PCT is refused beside a strategy that has none', async () => {
    const { code, stderr } = await racetrap(['sample', 'rwsem', '--strategy=random', '--depth=3']);
    is(code, 2);
    match(
      stderr,
      /^racetrap: only PCT has a bound that goes by --depth\n {2}hint: .*--strategy pct/,
    );
  });

  test('a sample repeats by the command that it prints, and its token explains', async () => {
    const args = ['sample', 'lost-wakeup', '--strategy', 'random', '--seed', '3'];
    const { code, stdout } = await racetrap(args);
    is(code, 0);
    const [, replayed = ''] =
      /racetrap replay (\S+)\n/.exec(stdout.split('Repeat it')[1] ?? '') ?? [];
    const [, again = ''] = /racetrap (sample .*)\n/.exec(stdout.split('Repeat it')[1] ?? '') ?? [];
    ok((await racetrap(again.split(' '))).stdout.includes(replayed), again);
    const explained = await racetrap(['explain', replayed, '--smallest']);
    is(explained.code, 0);
    ok(explained.stdout.includes('preemptions: 1, proved to be the fewest'), explained.stdout);
    ok(explained.stdout.includes('\nSmallest\n'), explained.stdout);
    const diagram = await racetrap(['replay', replayed, '--format', 'mermaid']);
    ok(diagram.stdout.startsWith('sequenceDiagram\n'), diagram.stdout);
  });

  test('explore finds, and its last line replays the finding', async () => {
    const { code, stdout, stderr } = await racetrap(['explore', 'unlocked-lookup']);
    is(code, 0);
    is(stderr, '');
    ok(stdout.startsWith('unlocked-lookup is violated: '), stdout);
    const last = stdout.trimEnd().split('\n').at(-1)?.trim().split(' ') ?? [];
    equal(last.slice(0, 2), ['racetrap', 'replay']);
    const replayed = await racetrap(last.slice(1));
    is(replayed.code, 0);
    const scheduleOf = (text: string): string | undefined =>
      /^ +# [\s\S]*?\n(?= *memory:)/m.exec(text)?.[0];
    ok(scheduleOf(stdout) !== undefined);
    is(scheduleOf(replayed.stdout), scheduleOf(stdout));
    const maps = await racetrap([...last.slice(1), '--maps']);
    match(
      maps.stdout,
      /^00000000-00002000 r-xp 00000000 00:00 0 \n00008000-\S+ r-xp .*\/file-1\n$/,
    );
  });

  test('explore proves the repaired twin', async () => {
    const { code, stdout } = await racetrap(['explore', 'unlocked-lookup-fixed', '--order', 'dfs']);
    is(code, 0);
    ok(
      /^unlocked-lookup-fixed holds: proved for this scenario; .*search exhausted\.$/m.test(stdout),
    );
  });

  test('a search that its budget ends is not as expected, and proves nothing', async () => {
    const { code, stdout } = await racetrap(['explore', 'rwsem', '--states', '50']);
    is(code, 1);
    ok(/^rwsem: interrupted after \d+ states: /.test(stdout), stdout);
    ok(!stdout.includes('proved'));
  });

  test('run counts rounds, and with --parity compares them with the search', async () => {
    const { code, stdout } = await racetrap([
      'run',
      'memmap-basic',
      '--rounds',
      '200',
      '--seed',
      '5',
      '--parity',
    ]);
    is(code, 0, stdout);
    ok(stdout.includes('200 rounds') && stdout.includes('seed=5'), stdout);
    ok(stdout.includes('parity: every observation of the run is reachable'), stdout);
  });

  test('run measures a load for a time', async () => {
    const file = join(folder, 'storm.json');
    const { stdout } = await racetrap([
      'run',
      'memmap-storm',
      '--threads',
      '1',
      '--set',
      'mutators=1',
      '--duration',
      '300ms',
      '--json',
      file,
    ]);
    ok(stdout.includes('caller') && stdout.includes('race window'), stdout);
    const { version, parameters, parallel } = JSON.parse(readFileSync(file, 'utf8')) as {
      version: number;
      parameters: Record<string, number>;
      parallel: { durationMs: number };
    };
    is(version, 1);
    is(parameters['threads'], 1);
    ok(parallel.durationMs >= 250);
  });

  test('run takes the address space of a process', async () => {
    const maps = join(folder, 'small.maps');
    writeFileSync(
      maps,
      '400000-402000 r-xp 00000000 08:01 11 /bin/host\n' +
        '500000-504000 r-xp 00000000 08:01 12 /opt/app.dll\n' +
        '600000-601000 rw-p 00000000 00:00 0 \n',
    );
    const { code, stdout, stderr } = await racetrap([
      'run',
      'memmap-storm',
      '--maps',
      maps,
      '--duration',
      '200ms',
      '--json',
      '-',
    ]);
    ok(code === 0 || code === 1, stderr);
    is((JSON.parse(stdout) as { scenario: string }).scenario, 'memmap-storm');
  });

  test('a worker that is killed ends the run with what was measured', async () => {
    const { code, stdout, stderr } = await racetrap([
      'run',
      'rwsem',
      '--rounds',
      '100000',
      '--kill',
      'writer-0@a',
    ]);
    is(code, 3);
    ok(stdout.includes('died: thread writer-0 died') && stdout.includes('holding lock a'), stdout);
    ok(stderr.startsWith('racetrap: thread writer-0 died'), stderr);
  });

  test('JSON on stdout is JSON and nothing else', async () => {
    for (const args of [
      ['explore', 'memmap-basic', '--json'],
      ['show', 'memmap-basic', '--json', '-'],
      ['machine', '--json'],
    ])
      ok(typeof JSON.parse((await racetrap(args)).stdout) === 'object');
  });

  test('machine draws the dispatch machine', async () => {
    const { code, stdout } = await racetrap(['machine']);
    is(code, 0);
    ok(stdout.startsWith('stateDiagram-v2\n'));
  });

  test('colour and progress are for terminals', async () => {
    const { stdout, stderr } = await racetrap(['explore', 'lost-wakeup'], {
      env: { FORCE_COLOR: '1' },
    });
    ok(!stdout.includes('\u001b') && stderr === '');
    const shown = await racetrap(['run', 'memmap-storm', '--duration', '60s', '--progress'], {
      interruptAt: /calls/,
    });
    ok(/\d+ calls/.test(shown.stderr) && !shown.stderr.includes('\u001b'), shown.stderr);
  });

  test('SIGINT ends a run, a search, and says what was measured until then', async () => {
    const [run, search] = await Promise.all([
      racetrap(['run', 'memmap-storm', '--duration', '60s', '--progress'], {
        interruptAt: /calls/,
      }),
      racetrap(
        [
          'explore',
          'rwsem',
          '--set',
          'readers=5',
          '--set',
          'writers=4',
          '--set',
          'turns=4',
          '--progress',
        ],
        { interruptAt: /states/ },
      ),
    ]);
    is(run.code, 130, run.stderr);
    ok(run.stdout.includes('Threads\n'), run.stdout);
    is(search.code, 130, search.stderr);
    ok(search.stdout.startsWith('rwsem: interrupted after '), search.stdout);
  });

  test('a reader that goes away ends the program quietly', async () => {
    const { stderr } = await racetrap(['list'], { closesStdout: true });
    is(stderr, '');
  });

  test('a file of the user is explored, run and replayed by its path', async () => {
    const file = join(folder, 'mine.json');
    const mine = scenario({
      name: 'mine',
      words: { x: 0 },
      threads: { a: [store('x', 1)], b: [store('x', 2)] },
      properties: [{ kind: 'finally', name: 'b is last', that: ['x', '==', 2] }],
      observe: ['x'],
      expect: { explore: 'holds' },
    });
    writeFileSync(file, JSON.stringify(mine));
    const explored = await racetrap(['explore', file]);
    is(explored.code, 1);
    ok(explored.stdout.includes("NOT as expected: the scenario says 'holds'."), explored.stdout);
    const last = explored.stdout.trimEnd().split('\n').at(-1)?.trim().split(' ').slice(1) ?? [];
    equal(last.slice(2), [file]);
    is((await racetrap(last)).code, 1);
    const without = await racetrap(last.slice(0, 2));
    is(without.code, 2);
    ok(without.stderr.includes('name the file'), without.stderr);
    ok((await racetrap(['run', file, '--rounds', '50'])).stdout.includes('50 rounds'));
  });

  test('a wrong use is refused by one line and a hint', async () => {
    const wrong = join(folder, 'wrong.json');
    writeFileSync(
      wrong,
      JSON.stringify(scenario({ name: 'w', threads: { app: [syscall('getpid'), store('y', 1)] } })),
    );
    const cases: readonly (readonly [string, string])[] = [
      ['foo', "unknown command 'foo'"],
      ['explor rwsem', "unknown command 'explor'"],
      ['explore', "missing required argument 'SCENARIO'"],
      ['explore rwsem more', 'too many arguments'],
      ['explore rwsem --nope', "unknown option '--nope'"],
      ['explore rwsem --order xfs', "argument 'xfs' is invalid"],
      ['explore unlocked-lokup', "no scenario is named 'unlocked-lokup'"],
      ['explore rwsem --set reders=2', "no parameter 'reders'"],
      ['explore rwsem --set readers=99', 'readers is a whole number in 0..8, not 99'],
      ['run rwsem --rounds 0', '--rounds is a whole number in 1..'],
      ['run rwsem --duration 5', '--duration is a time such as 2s'],
      ['explore rwsem --states x', "--states is a whole number in 1..1000000000, not 'x'"],
      ['explore rwsem --memory 5X', "--memory is memory such as 8G or 512M, not '5X'"],
      ['explore rwsem --set readers', "--set takes name=value with a whole number, not 'readers'"],
      ['run memmap-storm --threads 0', 'threads is a whole number in 1..128, not 0'],
      ['run memmap-storm --threads 4000', 'threads is a whole number in 1..128, not 4000'],
      ['run rwsem --threads 2', "no parameter 'threads'"],
      ['run rwsem --kill writer', '--kill takes thread@lock'],
      ['run rwsem --kill nobody@a', "no thread is named 'nobody'"],
      ['run rwsem --kill writer-0@b', "no lock is named 'b'"],
      ['run rwsem --maps a.maps', '--maps and --foreign belong to memmap-storm'],
      ['run memmap-storm --foreign x', '--foreign speaks of the paths in a --maps file'],
      ['run memmap-storm --maps a --foreign (', '--foreign takes a regular expression'],
      ['run memmap-storm --maps ./absent.maps', './absent.maps: there is no such file'],
      ['replay abc', 'this is no replay token'],
      ['replay rt2.a.b', 'the replay token is damaged'],
      ['machine nope', "no machine is named 'nope'"],
      ['bench nope', "no bench is named 'nope'"],
      ['list --json ./absent/a.json', 'cannot write ./absent/a.json'],
      ['explore ./absent.ts', './absent.ts: there is no such file'],
      [`explore ${wrong}`, `${wrong}: threads.app.program[1]: no word of memory is named 'y'`],
    ];
    const answers = await Promise.all(cases.map(([args]) => racetrap(args.split(' '))));
    cases.forEach(([args, words], index) => {
      const { code, stdout, stderr } = answers[index]!;
      is(code, 2, `${args}: ${stderr}`);
      is(stdout, '', args);
      ok(stderr.startsWith('racetrap: ') && stderr.includes(words), `${args}: ${stderr}`);
      ok(/^racetrap: [^\n]+\n {2}hint: [^\n]+\n$/.test(stderr), `${args}: ${stderr}`);
    });
    ok(!existsSync('absent'));
  });
});
