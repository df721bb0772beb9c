/**
 * The READMEs do what they say: every racetrap command in the top README runs and ends as expected,
 * and its scenario is found to be what the text says.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../scenarios/catalogue.ts';
import { THREAD, THREAD_NOTES } from '../kernel/index.ts';
import { is, match, ok, suite } from './support/suite.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COMMAND = fileURLToPath(new URL('../scenarios/cli/racetrap.js', import.meta.url));
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Commands written between backticks or on lines of shell blocks. */
const commands = [...new Set([...readme.matchAll(/npx racetrap ([^`\n]+)/g)].map((m) => m[1]!))]
  // TOKEN stands for what a finding prints, and approve.ts for the file that is saved below.
  .filter((command) => !command.includes('TOKEN') && !command.includes('approve.ts'));

function racetrap(args: readonly string[], cwd = ROOT): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout };
}

/** What commands of the README save. */
const results = mkdtempSync(join(tmpdir(), 'racetrap-results-'));
process.on('exit', () => rmSync(results, { recursive: true }));

suite('docs', (test) => {
  test('the README has commands to run', () => {
    ok(commands.length >= 7, commands.join('; '));
  });

  for (const command of commands) {
    test(`racetrap ${command} ends as the scenario expects`, () => {
      // Benches are as long as their figures want; here it is enough that they run.
      const short = command.startsWith('bench') ? ['--rounds', '1'] : [];
      // What one command saves for another is kept out of the project's folder.
      const words = command.split(' ').map((word) => word.replace(/^found\./, `${results}/$&`));
      const { status, stdout } = racetrap([...words, ...short]);
      is(status, 0, stdout);
      ok(stdout.length > 0);
    });
  }

  test('the scenario of the README runs by path, and its token replays', () => {
    const source = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
    ok(source !== undefined);
    const folder = mkdtempSync(join(tmpdir(), 'racetrap-'));
    try {
      writeFileSync(join(folder, 'approve.ts'), source);
      const explored = racetrap(['explore', 'approve.ts'], folder);
      is(explored.status, 0, explored.stdout);
      match(explored.stdout, /violated: executed is approved/);
      const replay = /racetrap (replay \S+ approve\.ts)/.exec(explored.stdout)?.[1];
      ok(replay !== undefined, explored.stdout);
      match(racetrap(replay.split(' '), folder).stdout, /executed is approved/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('every scenario says which real race it stands for', () => {
    const listed = racetrap(['list']).stdout;
    for (const { name, standsFor } of catalogue) {
      ok(listed.includes(name));
      ok(standsFor.length > 10, name);
    }
  });

  test('a race that a scenario numbers is told in scenarios/README.md, beside that scenario', () => {
    const rows = readFileSync(join(ROOT, 'scenarios/README.md'), 'utf8').split('\n');
    for (const { name, standsFor, kind } of catalogue)
      for (const [race] of standsFor.matchAll(/\bR\d+\b/g)) {
        const row = rows.find((each) => each.startsWith(`| ${race} `));
        ok(row !== undefined, `${name}: ${race}`);
        // Twins, and the forms of one race for several mechanisms, go by the first name.
        const isNamed = [...row.matchAll(/`([^`]+)`/g)].some(([, each]) => name.startsWith(each!));
        ok(isNamed || kind === 'load', `${name} is not named beside ${race}`);
      }
    for (const row of rows.filter((each) => /^\| R\d+ /.test(each)))
      for (const [, name] of row.matchAll(/`([^`]+)`/g))
        ok(
          catalogue.some((entry) => entry.name === name),
          name,
        );
  });

  test('kernel/README.md tells the guard of every word of a thread', () => {
    const text = readFileSync(join(ROOT, 'kernel/README.md'), 'utf8').replaceAll(/ +/g, ' ');
    for (const name of Object.keys(THREAD) as (keyof typeof THREAD)[])
      ok(
        text.includes(`| ${name} | ${THREAD_NOTES[name].guard} | ${THREAD_NOTES[name].holds} |`),
        name,
      );
  });

  test('the commands of the README are scripts of the package', () => {
    const scripts = execFileSync('npm', ['pkg', 'get', 'scripts'], { cwd: ROOT, encoding: 'utf8' });
    for (const script of ['start', 'test']) ok(scripts.includes(`"${script}"`));
  });
});
