/**
 * Token: a schedule as one word that can be pasted into a shell, with all that tells whether it
 * still fits: `rt2.<scenario>~name=value.<digests of the composition>.<schedule>.<kinds of its
 * steps>.<checksum>`. Parameters that have their defaults are left out: where a default has changed
 * the digests tell.
 *
 * Invariant: a token that decodes is undamaged; one that `readToken` accepts belongs to the very
 * scenario, parameters and kernel text that it was made with, and its steps are what they were.
 */

import { UsageError } from '../../kernel/index.ts';
import type { Parameters } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import { changedParts, compositionDigest, digestOf, WHOLE_LENGTH } from './composition.ts';
import { firstDifference, kindsOf } from './kinds.ts';
import { type Schedule, scheduleBytes, scheduleFromBytes } from './schedule.ts';

/** The version of the token format, its first field. */
export const TOKEN_VERSION = 'rt2';

/** Characters of the checksum: 24 bits. */
const CHECKSUM_LENGTH = 4;

/** A token taken apart. */
export interface Token {
  /** Name of the scenario. */
  readonly scenario: string;
  /** The parameters that the question named, without those that had their defaults. */
  readonly parameters: Parameters;
  /** Digest of the whole composition, and of each of its parts. */
  readonly whole: string;
  readonly parts: string;
  /** The schedule; see `scheduleFromBytes`. */
  readonly payload: Uint8Array;
  /** What its steps are; see `kindsOf`. */
  readonly kinds: string;
}

/**
 * Writes the token of a schedule; `deeds` are what its steps do, where somebody has seen them made.
 * Precondition: the schedule can be made.
 */
export function encodeToken(
  question: Question,
  schedule: Schedule,
  deeds?: readonly string[],
): string {
  const payload = scheduleBytes(schedule, question.compiled.threads.length);
  const fields = [
    TOKEN_VERSION,
    encodeSubject(question, question.defaults),
    compositionDigest(question),
    Buffer.from(payload).toString('base64url'),
    kindsOf(question, schedule, deeds),
  ].join('.');
  return `${fields}.${digestOf(fields, CHECKSUM_LENGTH)}`;
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
  const match = /^rt2\.(.+)\.([\w-]+)\.([\w-]+)\.([\w-]*)\.([\w-]+)$/.exec(text);
  const checked = text.slice(0, text.lastIndexOf('.'));
  if (match === null || match[5] !== digestOf(checked, CHECKSUM_LENGTH))
    throw new UsageError(
      'the replay token is damaged: its checksum does not fit',
      'copy the whole token',
    );
  const [, subject = '', composition = '', payload = '', kinds = ''] = match;
  return {
    ...decodeSubject(subject),
    whole: composition.slice(0, WHOLE_LENGTH),
    parts: composition.slice(WHOLE_LENGTH),
    payload: Uint8Array.from(Buffer.from(payload, 'base64url')),
    kinds,
  };
}

/**
 * The schedule of a token; throws a UsageError unless it belongs to this very question, which says
 * what has changed and at which step that shows.
 */
export function readToken(question: Question, token: string): Schedule {
  const { scenario, whole, parts, payload, kinds } = decodeToken(token);
  const { name } = question.scenario;
  if (scenario !== name)
    throw new UsageError(
      `the replay token belongs to scenario '${scenario}', not '${name}'`,
      'replay it with its own scenario',
    );
  const changed = changedParts(question, whole, parts);
  const schedule = scheduleFromBytes(payload);
  const difference = firstDifference(question, schedule, kinds);
  if (changed.length === 0 && difference === null) return schedule;
  const where =
    difference === null
      ? 'each of its steps is still made'
      : `step ${difference.step} of ${difference.thread}: the token expects ` +
        `${difference.expected}, the world is at ${difference.actual}`;
  throw new UsageError(
    changed.length === 0
      ? `the replay token does not fit '${name}', which has not changed: ${where}`
      : `the replay token was made with another form of '${name}': ${where}`,
    changed.length === 0
      ? 'the token is damaged, or its steps have other names now: find the schedule again'
      : `what differs: ${changed.join(', ')}; find it again with racetrap explore, or replay the ` +
          'token of its orders: ev1....',
  );
}

/**
 * The scenario and its parameters as the second field of a token: `name~parameter=value`, without
 * those that are as `known`.
 */
export function encodeSubject({ scenario, parameters }: Question, known: Parameters = {}): string {
  const settings = Object.entries(parameters)
    .filter(([name, value]) => known[name] !== value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${spelled(name)}=${value}`);
  return [spelled(scenario.name), ...settings].join('~');
}

/** Takes the second field of a token apart. */
export function decodeSubject(subject: string): Pick<Token, 'scenario' | 'parameters'> {
  const [name = '', ...named] = subject.split('~');
  return {
    scenario: decodeURIComponent(name),
    parameters: Object.fromEntries(
      named.map((each) => {
        const equals = each.lastIndexOf('=');
        return [decodeURIComponent(each.slice(0, equals)), Number(each.slice(equals + 1))];
      }),
    ),
  };
}

/** A name without the characters that separate fields. */
function spelled(name: string): string {
  return encodeURIComponent(name).replaceAll('~', '%7E');
}
