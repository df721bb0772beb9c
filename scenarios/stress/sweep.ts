/**
 * Sweep: the values of one parameter that a stress goes through, read from text such as
 * `delay=0us..10ms`. Invariant: the values rise, each is within the range of its parameter, and
 * their number is bounded; a sweep without an end is refused.
 */

import { UsageError } from '../../kernel/index.ts';
import type { CatalogueEntry } from '../../actors/index.ts';
import { nearestName } from '../file/nearest.ts';

/** A parameter and the values that it takes one after the other. */
export interface Sweep {
  readonly parameter: string;
  readonly values: readonly number[];
}

/** Points of a range that does not say how many it wants. */
const POINT_COUNT = 9;
const POINT_COUNT_MAX = 100;
/** A range from 0 begins, behind the 0, at this share of its end. */
const FIRST_SHARE = 1e-4;

const NS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 };
const GRAMMAR = 'such as delay=0us..10ms, delay=1us..1ms/5 or threads=1,2,4';

/** Reads a sweep of one of the entry's parameters; a UsageError says what is wrong with it. */
export function parseSweep({ name, parameters }: CatalogueEntry, text: string): Sweep {
  const [, parameter = '', range = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (parameter === '') throw new UsageError(`--sweep takes name=values, not '${text}'`, GRAMMAR);
  const bounds = parameters[parameter];
  if (bounds === undefined) {
    const known = Object.keys(parameters);
    const nearest = nearestName(parameter, known);
    throw new UsageError(
      `scenario ${name} has no parameter '${parameter}'`,
      nearest === undefined
        ? `parameters: ${known.join(', ') || 'none'}`
        : `did you mean '${nearest}'?`,
    );
  }
  const values = range.includes('..') ? spread(range) : listed(range);
  for (const value of values)
    if (value < bounds.min || value > bounds.max)
      throw new UsageError(`${parameter} is in ${bounds.min}..${bounds.max}, not ${value}`);
  return { parameter, values };
}

/** `FROM..TO` or `FROM..TO/COUNT`: points that rise by the same factor. */
function spread(range: string): number[] {
  const [, from = '', to = '', countText = ''] = /^(.*?)\.\.(.*?)(?:\/(\d+))?$/.exec(range) ?? [];
  if (from === '' || to === '')
    throw new UsageError(`a sweep has a begin and an end, and '${range}' has not`, GRAMMAR);
  const first = numberOf(from);
  const last = numberOf(to);
  const count = countText === '' ? POINT_COUNT : Number(countText);
  if (last <= first) throw new UsageError(`a sweep goes up, and '${range}' does not`, GRAMMAR);
  if (count < 2 || count > POINT_COUNT_MAX)
    throw new UsageError(`a sweep has 2..${POINT_COUNT_MAX} points, not ${count}`, GRAMMAR);
  const positive = first > 0 ? first : Math.max(1, last * FIRST_SHARE);
  const leading = first > 0 ? [] : [first];
  const steps = count - leading.length;
  const factor = steps < 2 ? 1 : (last / positive) ** (1 / (steps - 1));
  const rising = Array.from({ length: steps }, (_none, step) =>
    step === steps - 1 ? last : Math.round(positive * factor ** step),
  );
  return [...new Set([...leading, ...rising])];
}

function listed(list: string): number[] {
  const values = list.split(',').map(numberOf);
  if (values.some((value, index) => index > 0 && value <= values[index - 1]!))
    throw new UsageError(`a sweep goes up, and '${list}' does not`, GRAMMAR);
  if (values.length > POINT_COUNT_MAX)
    throw new UsageError(`a sweep has at most ${POINT_COUNT_MAX} points`, GRAMMAR);
  return values;
}

/** A whole number, or a time in ns. */
function numberOf(text: string): number {
  const match = /^(\d[\d_]*(?:\.\d+)?)(ns|us|ms|s)?$/.exec(text.trim());
  const value =
    match === null ? Number.NaN : Number(match[1]!.replaceAll('_', '')) * (NS[match[2] ?? ''] ?? 1);
  if (!Number.isInteger(value))
    throw new UsageError(`'${text}' is neither a whole number nor a time`, GRAMMAR);
  return value;
}
