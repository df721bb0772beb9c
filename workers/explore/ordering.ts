/**
 * Ordering: which named steps must come before which, for a schedule to end as it does: a schedule
 * in the form that survives changes of the program. As text it is a token of its own:
 *
 *     ev1.<scenario>~name=value/<step>,<step>,<step>/without=<step>/ends=<ending>
 *
 * Steps with commas between come in this order, whatever comes between them. A step is
 * `thread:name`, with `@2` for its second time and `=3` for what it draws. What stands behind
 * `without` does not come before the end.
 *
 * Invariant: what is written is read back as it was; a shell takes the text as it stands.
 */

import { UsageError } from '../../kernel/index.ts';
import type { Parameters } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Ending } from './examination.ts';
import { decodeSubject, encodeSubject } from './token.ts';

/** The version of the text, its first field. */
export const ORDERING_VERSION = 'ev1';

/** One step of a schedule, by its name. */
export interface Occurrence {
  /** The thread's name in safe characters. */
  readonly thread: string;
  /** See StepNames. */
  readonly name: string;
  /** Which of the thread's steps of this name, from 1. */
  readonly count: number;
  /** What it must draw, where that matters. */
  readonly draws?: readonly number[];
}

/** Orders that a schedule keeps, and what it ends in. */
export interface Ordering {
  /** Each is a list of steps that come in this order. */
  readonly orders: readonly (readonly Occurrence[])[];
  /** Steps that do not come before the end. */
  readonly without: readonly Occurrence[];
  /** `deadlock`, a property's name in safe characters, or null: the only property. */
  readonly ends: string | null;
}

/** The text of an ordering taken apart. */
export interface OrderingText extends Ordering {
  readonly scenario: string;
  readonly parameters: Parameters;
}

/** Whether a text says that it is an ordering. */
export function isOrdering(text: string): boolean {
  return /^ev\d+\./.test(text.trim());
}

/** Writes an ordering. */
export function encodeOrdering(question: Question, { orders, without, ends }: Ordering): string {
  return [
    `${ORDERING_VERSION}.${encodeSubject(question).replaceAll('/', '%2F')}`,
    ...orders.map((steps) => steps.map(occurrenceText).join(',')),
    ...without.map((step) => `${WITHOUT}${occurrenceText(step)}`),
    ...(ends === null ? [] : [ENDS + ends]),
  ].join('/');
}

/** Reads an ordering; throws a UsageError where it is none. */
export function decodeOrdering(text: string): OrderingText {
  const [head = '', ...fields] = text.trim().split('/');
  const version = head.slice(0, head.indexOf('.'));
  if (version !== ORDERING_VERSION)
    throw new UsageError(
      `the token of events has version ${version}, not ${ORDERING_VERSION}`,
      'find it again with this version: racetrap explain TOKEN',
    );
  const last = fields.at(-1)?.startsWith(ENDS) === true ? fields.pop()! : null;
  const excluded = fields.filter((field) => field.startsWith(WITHOUT));
  return {
    ...decodeSubject(head.slice(ORDERING_VERSION.length + 1)),
    orders: fields
      .filter((field) => !field.startsWith(WITHOUT))
      .map((field) => field.split(',').map(occurrenceFrom)),
    without: excluded.map((field) => occurrenceFrom(field.slice(WITHOUT.length))),
    ends: last === null ? null : last.slice(ENDS.length),
  };
}

/** A step by its name, as an ordering writes it. */
export function occurrenceText({ thread, name, count, draws }: Occurrence): string {
  const times = count === 1 ? '' : `@${count}`;
  return `${thread}:${name}${times}${draws === undefined ? '' : `=${draws.join('+')}`}`;
}

/** What a schedule ends in, as an ordering says it. */
export function endsOf(question: Question, ending: Ending): string | null {
  if (typeof ending === 'string') return ending;
  const { properties } = question.scenario;
  if (properties.length === 1 && ending.property === 0) return null;
  return safeEnding(properties[ending.property]?.name ?? 'expectations');
}

/** What an ordering ends in; throws a UsageError for a property that the scenario has not. */
export function endingFrom(question: Question, ends: string | null): Ending {
  const { properties } = question.scenario;
  if (ends === 'deadlock' || ends === 'none') return ends;
  if (ends === null && properties.length === 1) return { property: 0 };
  const names = [...properties.map(({ name }) => safeEnding(name)), 'expectations'];
  const property = names.indexOf(ends ?? '');
  if (property >= 0) return { property };
  const told = names.filter((_name, at) => properties[at]?.kind !== 'sometimes');
  throw new UsageError(
    ends === null
      ? 'the token of events does not say what it ends in'
      : `nothing ends in '${ends}'`,
    `say one of: ${['deadlock', ...told].map((name) => `/${ENDS}${name}`).join(' ')}`,
  );
}

const WITHOUT = 'without=';
const ENDS = 'ends=';

function safeEnding(name: string): string {
  return name
    .replaceAll(/[^\w]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();
}

function occurrenceFrom(text: string): Occurrence {
  const match = /^([^:]+):([\w.:-]+?)(?:@(\d+))?(?:=([\d+]+))?$/.exec(text);
  if (match === null)
    throw new UsageError(
      `'${text}' names no step`,
      'a step is thread:name, such as game:getpid:check.find or loader:store:ready@2',
    );
  const [, thread = '', name = '', count = '1', draws] = match;
  return {
    thread,
    name,
    count: Number(count),
    ...(draws !== undefined && { draws: draws.split('+').map(Number) }),
  };
}
