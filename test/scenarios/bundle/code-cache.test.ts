/**
 * A script and its code cache: whatever lies beside a script, what runs is the script. The program
 * that the build made has a cache that V8 takes, and is there once for whoever asks.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheOf, loadOnce, loadScript } from '../../../scenarios/bundle/code-cache.ts';
import { writeScript } from '../../../scenarios/bundle/script.ts';
import { RACETRAP } from '../../support/command-line.ts';
import { equal, is, match, not, ok, suite } from '../../support/suite.ts';

const SCENARIOS = fileURLToPath(new URL('../../../scenarios/', import.meta.url));

const CODE_CACHE = JSON.stringify(join(SCENARIOS, 'bundle/code-cache.js'));

/** A script; two with words of one length are of one length. */
const saying = (word: string): string => `exports.word = '${word}';\n`;

suite('scenarios/bundle/code-cache', (test) => {
  test('a script runs from the cache that was written behind it', () => {
    inFolder((folder) => {
      const file = writeScript(folder, 'a', saying('one'));
      is(load(file), 'one, compiled');
      loadScript(file).writeCache();
      is(load(file), 'one, cached');
    });
  });

  test('a cache that V8 refuses is no cache', () => {
    inFolder((folder) => {
      const file = writeScript(folder, 'a', saying('one'));
      loadScript(file).writeCache();
      const written = readFileSync(cacheOf(file));
      const other = writeScript(folder, 'b', saying('another'));
      loadScript(other).writeCache();
      const refused = [
        Buffer.alloc(0),
        Buffer.from('no cache'),
        Buffer.alloc(written.length),
        written.subarray(0, written.length - 8),
        readFileSync(cacheOf(other)),
      ];
      for (const cache of refused) {
        writeFileSync(cacheOf(file), cache);
        is(load(file), 'one, compiled');
      }
      writeFileSync(cacheOf(file), written);
      is(load(file), 'one, cached');
      is(load(file, '--max-old-space-size=400'), 'one, compiled');
    });
  });

  test('a new script of the same length leaves no cache behind, and would not look for it', () => {
    inFolder((folder) => {
      const old = writeScript(folder, 'a', saying('one'));
      loadScript(old).writeCache();
      const cache = readFileSync(cacheOf(old));
      const file = writeScript(folder, 'a', saying('two'));
      is(existsSync(old) || existsSync(cacheOf(old)), false);
      not.equal(cacheOf(file), cacheOf(old));
      is(load(file), 'two, compiled');
      // What the names are for: V8 takes the cache of the old script, and runs that.
      writeFileSync(cacheOf(file), cache);
      is(load(file), 'one, cached');
    });
  });

  test('a script is there once, whoever asks for it', () => {
    inFolder((folder) => {
      const file = writeScript(folder, 'a', saying('one'));
      is(loadOnce(file), loadOnce(file));
      is(createRequire(import.meta.url)(file), loadOnce(file));
    });
  });

  test('the program is taken from its cache, and its door leads to the same classes', () => {
    const program = programFile();
    const door = JSON.stringify(join(SCENARIOS, 'index.js'));
    const script = `
      const { loadScript } = await import(${CODE_CACHE});
      const { isCached, exports } = loadScript(${JSON.stringify(program)});
      const imported = await import(${door});
      const { createRequire } = await import('node:module');
      const required = createRequire(${door})(${door});
      const { UsageError } = exports.door();
      console.log(isCached, imported.UsageError === UsageError, required.UsageError === UsageError);`;
    is(output(['--input-type=module', '--eval', script]), 'true true true\n');
  });

  test('a scenario file of any kind gets the racetrap that runs', () => {
    inFolder((folder) => {
      const program = JSON.stringify(programFile());
      const file = (racetrap: string, module: string): string => `
        ${racetrap}
        const running = Module.createRequire(${program}).cache[${program}].exports.door();
        const name = running.UsageError === UsageError ? 'same' : 'another';
        ${module} scenario({ name, question: '', words: { x: 1 }, threads: { a: [] } });`;
      const typed = file(
        "import Module from 'node:module'; import { scenario, UsageError } from 'racetrap';",
        'export default',
      );
      const common = file(
        "const Module = require('node:module'); const { scenario, UsageError } = require('racetrap');",
        'module.exports =',
      );
      for (const [name, text] of [
        ['a.ts', typed],
        ['a.mts', typed],
        ['a.mjs', typed],
        ['a.cjs', common],
        ['a.cts', common],
      ] as const) {
        writeFileSync(join(folder, name), text);
        match(output([RACETRAP, 'show', join(folder, name)]), /^same/);
      }
    });
  });

  test('the command answers alike with its cache, under other flags and under source maps', () => {
    const answer = output([RACETRAP, 'show', 'unlocked-lookup']);
    ok(answer.includes('unlocked-lookup'));
    for (const flag of ['--max-old-space-size=400', '--no-opt', '--enable-source-maps'])
      is(output([flag, RACETRAP, 'show', 'unlocked-lookup']), answer);
  });

  test('under source maps a stack names the sources', () => {
    const program = JSON.stringify(programFile());
    const script = `
      const { loadOnce } = await import(${CODE_CACHE});
      try { loadOnce(${program}).door().decodeToken('x'); } catch (error) { console.log(error.stack); }`;
    const stack = output(['--enable-source-maps', '--input-type=module', '--eval', script]);
    ok(stack.includes('token.ts:'), stack);
  });
});

function programFile(): string {
  const folder = join(SCENARIOS, 'bundle');
  const names = readdirSync(folder).filter((name) => /^program-\w+\.cjs$/.test(name));
  equal(names.length, 1);
  return join(folder, names[0]!);
}

/** The word of a script, and whether it came from the cache, in a process that knows neither. */
function load(file: string, ...flags: readonly string[]): string {
  const script = `
    const { loadScript } = await import(${CODE_CACHE});
    const { exports, isCached } = loadScript(${JSON.stringify(file)});
    console.log(exports.word + ', ' + (isCached ? 'cached' : 'compiled'));`;
  return output([...flags, '--input-type=module', '--eval', script]).trim();
}

/** What node prints, under no flags but these. */
function output(args: readonly string[]): string {
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env;
  return execFileSync(process.execPath, args, { encoding: 'utf8', env });
}

function inFolder(work: (folder: string) => void): void {
  const folder = newFolder();
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'racetrap-'));
}
