/**
 * Token: a schedule as one word that can be pasted into a shell, with all that tells whether it
 * still fits: `rt1.<scenario>~name=value.<hash of the compiled
 * scenario>.explore.<payload>.<checksum>`.
 *
 * Invariant: a token that decodes is undamaged, and one that `readToken` accepts belongs to the
 * very scenario, parameters and kernel text that it was made with.
 */

import { fingerprint, type Fingerprint, UsageError } from '../../kernel/index.ts';
import type { Parameters } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import { type Schedule, scheduleBytes, scheduleFromBytes } from './schedule.ts';

/** The version of the token format, its first field. */
export const TOKEN_VERSION = 'rt1';

const ENGINE = 'explore';

/** A token taken apart. */
export interface Token {
  /** Name of the scenario. */
  readonly scenario: string;
  /** The parameters that the question named. */
  readonly parameters: Parameters;
  /** Eight hexadecimal digits over the compiled scenario, its kernel text and its parameters. */
  readonly hash: string;
  /** The schedule; see `scheduleFromBytes`. */
  readonly payload: Uint8Array;
}

/** Writes the token of a schedule. */
export function encodeToken(question: Question, schedule: Schedule): string {
  const payload = scheduleBytes(schedule, question.compiled.threads.length);
  const fields = [
    TOKEN_VERSION,
    [spelled(question.scenario.name), ...sortedParameters(question)].join('~'),
    questionHash(question),
    ENGINE,
    Buffer.from(payload).toString('base64url'),
  ].join('.');
  return `${fields}.${hashText(fields)}`;
}

/** Takes a token apart; throws a UsageError for another version or a damaged token. */
export function decodeToken(token: string): Token {
  const text = token.trim();
  const version = text.slice(0, text.indexOf('.'));
  if (!/^rt\d+$/.test(version))
    throw new UsageError(
      'this is no replay token',
      `a token begins with '${TOKEN_VERSION}.' and is printed with every finding`,
    );
  if (version !== TOKEN_VERSION)
    throw new UsageError(
      `the replay token has version ${version}, not ${TOKEN_VERSION}`,
      'find the schedule again with this version: racetrap explore',
    );
  // A parameter's value may hold a dot, so the fields are counted from the end.
  const match = /^rt1\.(.+)\.([0-9a-f]{8})\.([a-z]+)\.([\w-]*)\.([0-9a-f]{8})$/.exec(text);
  const checked = text.slice(0, text.lastIndexOf('.'));
  if (match === null || match[5] !== hashText(checked) || match[3] !== ENGINE)
    throw new UsageError(
      'the replay token is damaged: its checksum does not fit',
      'copy the whole token',
    );
  const [name = '', ...named] = match[1]!.split('~');
  return {
    scenario: decodeURIComponent(name),
    parameters: Object.fromEntries(
      named.map((each) => {
        const equals = each.lastIndexOf('=');
        return [decodeURIComponent(each.slice(0, equals)), Number(each.slice(equals + 1))];
      }),
    ),
    hash: match[2]!,
    payload: Uint8Array.from(Buffer.from(match[4]!, 'base64url')),
  };
}

/** The schedule of a token; throws a UsageError unless it belongs to this very question. */
export function readToken(question: Question, token: string): Schedule {
  const { scenario, hash, payload } = decodeToken(token);
  const { name } = question.scenario;
  if (scenario !== name)
    throw new UsageError(
      `the replay token belongs to scenario '${scenario}', not '${name}'`,
      'replay it with its own scenario',
    );
  const expected = questionHash(question);
  if (hash !== expected)
    throw new UsageError(
      `the replay token was made with another form of '${name}' (${hash}, now ${expected})`,
      'the scenario, its parameters or the kernel have changed: find the schedule again',
    );
  return scheduleFromBytes(payload, question.compiled.threads.length);
}

/** Everything that decides what a schedule does and what it ends in, as eight digits. */
export function questionHash(question: Question): string {
  const { scenario, compiled, kernel } = question;
  const { sources: _sources, code, ...rest } = compiled;
  const steps = kernel.text.steps.map(({ name, shared }) => `${name}${shared ? '!' : ''}`);
  return hashText(
    JSON.stringify([rest, [...code], sortedParameters(question), scenario.properties, steps]),
  );
}

function sortedParameters({ parameters }: Question): string[] {
  return Object.entries(parameters)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${spelled(name)}=${value}`);
}

/** A name without the characters that separate fields. */
function spelled(name: string): string {
  return encodeURIComponent(name).replaceAll('~', '%7E');
}

function hashText(text: string): string {
  const codes = Int32Array.from(text, (character) => character.codePointAt(0)!);
  const into: Fingerprint = { low: 0, high: 0 };
  fingerprint(codes, 0, codes.length, into);
  return ((into.low ^ into.high) >>> 0).toString(16).padStart(8, '0');
}
