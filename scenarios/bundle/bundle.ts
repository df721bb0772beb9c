/**
 * Bundle: the last step of the build. It writes what is started as few files: each worker as a
 * module, the page's script, and the program with the door for scenario files as one script beside
 * its code cache. Invariant: nothing of an earlier script is left beside a new one, and what leads
 * to the script is written last.
 */

import { chmodSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { invariant } from '../../kernel/index.ts';
import type { main } from '../cli/program.ts';
import { loadScript } from './code-cache.ts';
import { writeScript } from './script.ts';

/** What the script has to give. */
interface Exports {
  readonly main: typeof main;
  readonly door: () => object;
}

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'dist/scenarios/bundle');

/** Workers that are loaded into threads: each is one module, as a hundred take long to find. */
const WORKERS = [
  'workers/parallel/thread.worker.ts',
  'workers/parallel/kernel.worker.ts',
  'workers/explore/team/member.worker.ts',
  'workers/explore/generated/partition.worker.ts',
  'scenarios/suites/suite.worker.ts',
];

/**
 * Packages that stay outside of the script: large ones that few commands need, and those that load
 * files of their own.
 */
const OUTSIDE = [
  '@dagrejs/dagre',
  '@observablehq/plot',
  'comlink',
  'linkedom',
  'piscina',
  'tsx',
  'zod',
];

/**
 * What is run before the cache is written, as it holds the functions that were called until then. A
 * larger cache takes longer to load: these are the commands of short answers.
 */
const REHEARSAL = [
  ['explore', 'mprotect-against-syscall', '--set', 'callers=2', '--set', 'turns=33'],
];

const FOR_NODE: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'es2023',
  logLevel: 'warning',
};

await Promise.all([bundleWorkers(), bundlePage()]);
await bundleProgram();

async function bundleWorkers(): Promise<void> {
  await build({
    ...FOR_NODE,
    entryPoints: WORKERS,
    packages: 'external',
    format: 'esm',
    sourcemap: true,
    outbase: '.',
    outdir: 'dist',
    allowOverwrite: true,
  });
}

async function bundlePage(): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['scenarios/page/browser/stepper.ts'],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    outfile: 'dist/scenarios/page/browser/stepper.js',
    logLevel: 'warning',
  });
}

async function bundleProgram(): Promise<void> {
  const file = await bundleScript();
  const { exports, writeCache } = loadScript(file);
  const program = exports as Exports;
  await rehearse(program);
  writeCache();
  await bundleLauncher(basename(file));
  await bundleDoor(basename(file), Object.keys(program.door()));
}

async function bundleScript(): Promise<string> {
  const { outputFiles } = await build({
    ...FOR_NODE,
    stdin: {
      // Required and not imported, the modules of the door begin when somebody comes through it.
      contents:
        "export { main } from './scenarios/cli/program.ts';\n" +
        "export const door = () => require('./scenarios/index.ts');\n",
      resolveDir: ROOT,
      sourcefile: 'program.ts',
    },
    external: OUTSIDE,
    plugins: [apart(/^\.\/module\.ts$/, '../file/module.js')],
    format: 'cjs',
    // A script of ours has no `import()`: what is loaded late is required.
    supported: { 'dynamic-import': false },
    // The names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    charset: 'ascii',
    banner: { js: "const scriptUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'scriptUrl' },
    sourcemap: 'external',
    outfile: join(FOLDER, 'program.cjs'),
    write: false,
  });
  const [map, code] = outputFiles;
  return writeScript(FOLDER, 'program', code!.text, map!.contents);
}

/** Leaves a module of ours out of the script, which finds it by `path`. */
function apart(filter: RegExp, path: string): Plugin {
  return {
    name: 'apart',
    setup(building) {
      building.onResolve({ filter }, () => ({ path, external: true }));
    },
  };
}

/** Runs the rehearsal; what it prints is heard by nobody. */
async function rehearse(program: Exports): Promise<void> {
  const { exitCode, stdout } = process;
  stdout.write = () => true;
  for (const words of REHEARSAL) {
    await program.main(words);
    invariant(process.exitCode === 0, `racetrap ${words.join(' ')} ends as expected`);
  }
  Reflect.deleteProperty(stdout, 'write');
  process.exitCode = exitCode;
}

/** Writes what is started. */
async function bundleLauncher(name: string): Promise<void> {
  const outfile = 'dist/scenarios/cli/racetrap.js';
  await build({
    ...FOR_NODE,
    entryPoints: ['scenarios/cli/racetrap.ts'],
    format: 'esm',
    define: { SCRIPT_NAME: JSON.stringify(name) },
    sourcemap: true,
    minifyWhitespace: true,
    minifySyntax: true,
    outfile,
    allowOverwrite: true,
  });
  chmodSync(join(ROOT, outfile), 0o755);
}

/** Writes the door: the exports of the index, taken from the script that runs. */
async function bundleDoor(name: string, exports: readonly string[]): Promise<void> {
  await build({
    ...FOR_NODE,
    stdin: {
      contents:
        "import * as $path from 'node:path';\n" +
        "import * as $cache from './scenarios/bundle/code-cache.ts';\n" +
        `const $file = $path.join(import.meta.dirname, 'bundle', ${JSON.stringify(name)});\n` +
        `export const { ${exports.join(', ')} } = $cache.loadOnce($file).door();\n`,
      resolveDir: ROOT,
      sourcefile: 'index.ts',
    },
    format: 'esm',
    sourcemap: true,
    outfile: 'dist/scenarios/index.js',
    allowOverwrite: true,
  });
}
