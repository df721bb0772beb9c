/**
 * Load: a user's own scenario file. It holds a scenario, or an entry with parameters and a `build`
 * that makes one. Invariant: what is returned has passed the schema, and whatever is wrong with the
 * file is a `UsageError` that names the file and the place in it.
 */

import { readFileSync, realpathSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type * as zod from 'zod';
import { UsageError } from '../../kernel/index.ts';
import type { CatalogueEntry, Scenario } from '../../actors/index.ts';
import { faultOf, placeIn } from './fault.ts';
import { parseJson } from './json.ts';
import type * as schemas from './schema.ts';

const SUFFIXES = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json'] as const;
const EXPORT_HINT = 'write `export default scenario({ ... })`, or export it as `scenario`';

/** Whether a command-line argument is the path of a file rather than a name of the catalogue. */
export function isScenarioPath(text: string): boolean {
  return /[/\\]/.test(text) || SUFFIXES.some((suffix) => text.endsWith(suffix));
}

/** Reads a scenario file as an entry of a catalogue; a lone scenario has no parameters. */
export async function loadScenarioFile(file: string): Promise<CatalogueEntry> {
  const suffix = extname(file);
  if (!SUFFIXES.some((known) => known === suffix))
    throw new UsageError(
      suffix === '' ? 'the name has no suffix' : `a scenario is not kept in '${suffix}'`,
      `a scenario file ends in ${SUFFIXES.join(', ')}`,
      file,
    );
  const path = readable(file);
  const value =
    suffix === '.json' ? parseJson(textOf(path, file), file) : await exported(path, file);
  // Why: a command about a scenario of the catalogue needs no schema, and loading it takes a while.
  return entryOf(value, path, file, await import('./schema.ts'));
}

/** Runs `work`; a `UsageError` in it gets the source in front of its place. */
export function inSource<Result>(source: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message, error.hint, placeIn(source, error.where));
  }
}

function readable(file: string): string {
  try {
    const path = realpathSync(resolve(file));
    readFileSync(path);
    return path;
  } catch (error) {
    throw unreadable(error, file);
  }
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw unreadable(error, file);
  }
}

function unreadable(error: unknown, file: string): UsageError {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'it may not be read',
  };
  const reason = reasons[String(code)] ?? (error instanceof Error ? error.message : String(error));
  return new UsageError(reason, 'SCENARIO is a name that `racetrap list` shows, or a path', file);
}

async function exported(path: string, file: string): Promise<unknown> {
  const { importModule } = await import('./module.ts');
  let module: Record<string, unknown>;
  try {
    module = await importModule(path);
  } catch (error) {
    throw loadFault(error, path, file);
  }
  // An ES module that was made CommonJS arrives as the default of its namespace.
  const inner = module['default'];
  const exports = field(inner, '__esModule') === true ? inner : module;
  const value = field(exports, 'default') ?? field(exports, 'scenario');
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    throw new UsageError('it exports no scenario', EXPORT_HINT, file);
  return value;
}

/** What the file's own code threw, with the line where it did so. */
function loadFault(error: unknown, path: string, file: string): UsageError {
  if (isUsageError(error))
    return new UsageError(error.message, error.hint, placeIn(file, error.where));
  if (!(error instanceof Error)) return new UsageError(`it throws ${String(error)}`, '', file);
  const place = new RegExp(`${escape(path)}(?:\\?[^\\s:)]*)?:(\\d+)(?::(\\d+))?`);
  const found = place.exec(error.message) ?? place.exec(error.stack ?? '');
  const isTransform = error.name === 'TransformError';
  // esbuild counts columns from 0.
  const column = found?.[2] === undefined ? '' : `:${Number(found[2]) + (isTransform ? 1 : 0)}`;
  const where = found === null ? file : `${file}:${found[1]}${column}`;
  const said = /ERROR: (.*)/.exec(error.message)?.[1] ?? error.message.split('\n')[0] ?? '';
  const message = said.replaceAll(path, file);
  const isSyntax = isTransform || error instanceof SyntaxError;
  return new UsageError(isSyntax ? message : `it throws: ${message}`, '', where);
}

function entryOf(
  value: unknown,
  path: string,
  file: string,
  { entrySchema, scenarioSchema }: typeof schemas,
): CatalogueEntry {
  const build = field(value, 'build');
  if (typeof build !== 'function') {
    const scenario: Scenario = check(scenarioSchema, value, file);
    const { name, question, standsFor, expect } = scenario;
    const kind = expect.explore === undefined ? 'load' : 'litmus';
    return { name, question, standsFor, kind, parameters: {}, build: () => scenario };
  }
  const entry = check(entrySchema, value, file);
  return {
    ...entry,
    build: (parameters) => {
      let built: unknown;
      try {
        built = Reflect.apply(build, value, [parameters]);
      } catch (error) {
        throw loadFault(error, path, file);
      }
      return check(scenarioSchema, built, placeIn(file, 'build()'));
    },
  };
}

// By shape: where the modules run unbundled, what the door leads to has a class of its own.
function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError' && 'hint' in error;
}

function check<Schema extends zod.ZodType>(
  schema: Schema,
  value: unknown,
  source: string,
): zod.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw faultOf(result.error.issues, value, source);
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
