/**
 * Conformance: recorded behaviour of Linux against the simulated kernel. A file is a JSON array of
 * vectors or an oracle of one JSON sequence a line. Invariant: whatever a file holds is passed or
 * failed, never skipped; an operation, an expectation or a field that is not known is a failure.
 */

import { readFileSync } from 'node:fs';
import { UsageError } from '../../kernel/index.ts';
import { Fields, isRecord, Mismatch, textOf, unknown } from './fields.ts';
import { replayOracle } from './memory-oracle.ts';
import { MemoryVector } from './memory-vector.ts';

/** One vector or sequence that did not go as recorded. */
export interface ConformFailure {
  readonly file: string;
  readonly id: string;
  /** Where it went wrong: the step, from 1, and its operation. */
  readonly step: string;
  readonly expected: string;
  readonly actual: string;
}

/** What a run of files found. */
export interface ConformReport {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly ConformFailure[];
  /** Ids of the vectors and sequences that passed. */
  readonly passedIds: readonly string[];
  /** Each failure, then the totals. */
  readonly text: string;
}

/** A vector, as far as it must be to be counted at all. */
interface Vector {
  readonly id: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly steps: readonly Readonly<Record<string, unknown>>[];
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Fields of a vector that describe it and ask for nothing. */
const DESCRIPTION = new Set(['id', 'source', 'category', 'basis', 'title', 'note', 'expect']);

/**
 * Runs conformance files. Throws a UsageError with the file and the path in it if one cannot be
 * read or is malformed.
 */
export function runConform(files: readonly string[]): ConformReport {
  const failures: ConformFailure[] = [];
  const passedIds: string[] = [];
  for (const file of files) {
    const text = readText(file);
    if (isOracle(text)) runOracle(file, text, failures, passedIds);
    else
      for (const vector of parseVectors(file, text)) {
        const failure = runVector(vector);
        if (failure === undefined) passedIds.push(vector.id);
        else failures.push({ file, id: vector.id, ...failure });
      }
  }
  const lines = failures.map(failureText);
  lines.push(`${passedIds.length} passed, ${failures.length} failed`);
  return {
    passed: passedIds.length,
    failed: failures.length,
    failures,
    passedIds,
    text: lines.join('\n'),
  };
}

function failureText({ file, id, step, expected, actual }: ConformFailure): string {
  return `${file}: ${id}: ${step}: expected ${expected}, actual ${actual}`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot be read: ${reason}`, 'name a JSON or JSONL file', file);
  }
}

/** An oracle's lines are objects; vectors are one list. */
function isOracle(text: string): boolean {
  return text.trimStart().startsWith('{');
}

function runOracle(
  file: string,
  text: string,
  failures: ConformFailure[],
  passedIds: string[],
): void {
  let report;
  try {
    report = replayOracle(text.split('\n'));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message, error.hint, `${file}: ${error.where}`);
  }
  for (const { sequence, operation, call, expected, actual } of report.failures)
    failures.push({
      file,
      id: sequence,
      step: `operation ${operation + 1} ${call}`,
      expected,
      actual,
    });
  passedIds.push(...report.passedSequences);
}

function parseVectors(file: string, text: string): Vector[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`no JSON: ${reason}`, 'vectors are one JSON array', file);
  }
  if (!Array.isArray(json))
    throw new UsageError('no JSON array', 'vectors are one JSON array, oracles are lines', file);
  return json.map((value: unknown, index) => parseVector(file, value, index));
}

function parseVector(file: string, value: unknown, index: number): Vector {
  const malformed = (path: string, wanted: string, found: unknown) =>
    new UsageError(
      `${wanted} wanted, not ${textOf(found) ?? 'nothing'}`,
      'a vector is {id, given, steps}',
      `${file}: [${index}]${path}`,
    );
  if (!isRecord(value)) throw malformed('', 'an object', value);
  const { id, given, steps } = value as Readonly<Record<'id' | 'given' | 'steps', unknown>>;
  if (typeof id !== 'string' || id === '') throw malformed('.id', 'a text', id);
  if (!isRecord(given)) throw malformed('.given', 'an object', given);
  if (!Array.isArray(steps)) throw malformed('.steps', 'a list', steps);
  for (const [at, step] of steps.entries())
    if (!isRecord(step)) throw malformed(`.steps[${at}]`, 'an object', step);
  return { id, given, steps: steps as Vector['steps'], fields: value };
}

/** Runs one vector to its end or to its first failure. */
function runVector(vector: Vector): Omit<ConformFailure, 'file' | 'id'> | undefined {
  let step = 'given';
  try {
    const head = new Fields(vector.fields, 'the vector');
    for (const field of [...DESCRIPTION, 'given', 'steps']) head.take(field);
    head.done();
    const given = new Fields(vector.given, 'given');
    if (!given.has('vmas')) throw unknown("given without 'vmas'");
    const runner = new MemoryVector(given);
    given.done();
    for (const [index, values] of vector.steps.entries()) {
      step = `step ${index + 1} (${[values['t'], values['op']].filter(Boolean).join(' ')})`;
      const fields = new Fields(values, 'the step');
      fields.take('note');
      runner.run(fields);
    }
  } catch (error) {
    if (error instanceof Mismatch) return { step, expected: error.expected, actual: error.actual };
    throw error;
  }
  return undefined;
}
