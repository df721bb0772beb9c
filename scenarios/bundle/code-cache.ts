/**
 * Code cache: a program in one script, beside the code that V8 made of it when it was built, so
 * that a start compiles next to nothing. Node 20 caches no code by itself.
 *
 * Invariant: a cache is loaded with the source that it was made of, or not at all. V8 compares no
 * more of a source than its length, so that the names say whose cache it is: a script is named for
 * its content (script.ts), and its cache for the script. A cache that is missing, or that V8
 * refuses (another version of node, other flags), costs the time that it would have saved and
 * nothing else; it is written by the build, and never by who runs the program.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/** A script that is loaded, and may have its cache written. */
export interface Loaded {
  readonly exports: unknown;
  /** Whether V8 took the cache that lies beside the script. */
  readonly isCached: boolean;
  /** Writes what V8 has compiled by now as the script's cache. */
  readonly writeCache: () => void;
}

const WRAPPER = [
  '(function (exports, require, module, __filename, __dirname) {\n',
  '\n})',
] as const;

/**
 * Loads a CommonJS script, and says what it exports. It is a module like those that node loads, and
 * there once in a process, whoever asks for it, in whatever way: its classes are everybody's. It
 * requires what it asks for later, as `import()` in it would be experimental.
 */
export function loadOnce(file: string): unknown {
  const require = createRequire(file);
  const known = require.cache[file];
  if (known !== undefined) return known.exports;
  // Why: only of what node loads by itself does it keep the source map, by which it places the
  // frames of a stack, and others what was covered.
  if (process.sourceMapsEnabled || process.env['NODE_V8_COVERAGE'] !== undefined)
    return require(file);
  return loadScript(file).exports;
}

/** Loads a script, through its cache where there is one. */
export function loadScript(file: string): Loaded {
  const cachedData = contentOf(cacheOf(file));
  // Scripts are ASCII, which is read in half of the time as what it is.
  const source = readFileSync(file, 'latin1');
  const script = new Script(WRAPPER.join(source), {
    filename: file,
    // The line of the wrapper stands above the first of the script.
    lineOffset: -1,
    ...(cachedData !== undefined && { cachedData }),
  });
  const require = createRequire(file);
  const module = new Module(file);
  module.filename = file;
  const run = script.runInThisContext() as (...values: readonly unknown[]) => void;
  run.call(module.exports, module.exports, require, module, file, dirname(file));
  require.cache[file] = module;
  return {
    exports: module.exports,
    isCached: script.cachedDataRejected === false,
    writeCache: () => writeFileSync(cacheOf(file), script.createCachedData()),
  };
}

/** The file of a script's cache. */
export function cacheOf(file: string): string {
  return `${file}.cache`;
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
