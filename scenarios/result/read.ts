/**
 * Read: result files, each known by its shape, as the commands that write them say no kind.
 * Invariant: what is handed on has the shape of its kind; all else ends in one line that says what
 * the file is not, and is told before anything is drawn.
 */

import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { UsageError } from '../../kernel/index.ts';
import { pathText } from '../file/fault.ts';
import { parseJson } from '../file/json.ts';
import { RESULT_SCHEMAS } from './schema.ts';

/** What a result is, by the command that answers so; `outcome` is run, explore and sample. */
export type ResultKind = keyof typeof RESULT_SCHEMAS;

/** A result of one kind. */
export interface ResultOf<Kind extends ResultKind> {
  readonly kind: Kind;
  readonly value: z.output<(typeof RESULT_SCHEMAS)[Kind]>;
}

/** A result of any kind. */
export type Result = { [Kind in ResultKind]: ResultOf<Kind> }[ResultKind];

/** Fields that no other kind has. */
const KNOWN_BY: readonly (readonly [ResultKind, readonly string[]])[] = [
  ['outcome', ['engine', 'verdict', 'findings']],
  ['suite', ['kind', 'axes', 'points']],
  ['stress', ['sweep', 'points']],
  ['guards', ['scenario', 'answers']],
  ['matrix', ['cells']],
  ['bench', ['bench', 'figures']],
  ['diff', ['sides', 'isSame']],
  ['replay', ['schedule', 'maps']],
  ['explain', ['scenario', 'finding', 'smallest']],
  ['conform', ['passed', 'failed', 'failures']],
];

const HINT = 'a result is what run, explore, sample, stress, guards or bench writes with --json';

/** The results in a file; a file of benches holds several. */
export function readResults(file: string): Result[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot read ${file}: ${why}`, HINT);
  }
  const value = parseJson(text, file);
  // `bench` measures one after the other, and writes what it has when it is interrupted.
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw new UsageError('it holds no result', HINT, file);
  return values.map((each) => resultOf(each, file));
}

/** A value as a result; `file` is where it is from. */
export function resultOf(value: unknown, file: string): Result {
  const kind = kindOf(value);
  if (kind === undefined) throw new UsageError('it is no result of racetrap', HINT, file);
  const schema = RESULT_SCHEMAS[kind];
  const { version } = value as { readonly version?: unknown };
  const known = schema.shape.version.value;
  if (version !== known)
    throw new UsageError(
      `it is of version ${JSON.stringify(version) ?? 'none'}, and this racetrap reads ${known}`,
      'make it again with this racetrap',
      file,
    );
  const { data, error } = schema.safeParse(value);
  if (error !== undefined) {
    const [issue] = error.issues;
    const path = pathText(issue?.path ?? []);
    throw new UsageError(
      `${path === '' ? '' : `${path}: `}${issue?.message ?? 'it is malformed'}`,
      HINT,
      file,
    );
  }
  return { kind, value: data } as Result;
}

function kindOf(value: unknown): ResultKind | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = KNOWN_BY.find(([, fields]) => fields.every((field) => field in value));
  return found?.[0];
}
