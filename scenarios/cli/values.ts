/**
 * Values: the arguments of options as numbers. Invariant: a value that is out of its range is
 * refused by one line that names the option and the range, before anything runs.
 */

import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../kernel/index.ts';

/** Milliseconds that a run or a search may be asked for: a day. */
export const DURATION_MS_MAX = 86_400_000;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const BYTES: Readonly<Record<string, number>> = { M: 2 ** 20, G: 2 ** 30 };

/** Reads a whole number in a range; digits may be grouped by `_` or `,`. */
export function wholeNumber(option: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^-?\d[\d_,]*$/.test(text) ? Number(text.replaceAll(/[_,]/g, '')) : Number.NaN;
    if (!Number.isInteger(value) || value < min || value > max)
      throw new UsageError(
        `${option} is a whole number in ${min}..${max}, not '${text}'`,
        `such as ${option} ${Math.max(min, Math.min(max, 1_000))}`,
      );
    return value;
  };
}

/** Reads a time such as `2s`, `500ms` or `1.5m`, in ms. */
export function duration(option: string): (text: string) => number {
  return (text) => {
    const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
    const value = match === null ? Number.NaN : Math.round(Number(match[1]) * UNITS[match[2]!]!);
    if (Number.isNaN(value))
      throw new UsageError(
        `${option} is a time such as 2s, 500ms or 1m, not '${text}'`,
        'say its unit: ms, s, m or h',
      );
    if (value < 1 || value > DURATION_MS_MAX)
      throw new UsageError(
        `${option} is a time in 1ms..24h, not '${text}'`,
        `such as ${option} 10s`,
      );
    return value;
  };
}

/** Reads an amount of memory such as `8G` or `512M`, in bytes. */
export function memorySize(option: string): (text: string) => number {
  return (text) => {
    const match = /^(\d+(?:\.\d+)?)(M|G)$/.exec(text);
    const value = match === null ? Number.NaN : Number(match[1]) * BYTES[match[2]!]!;
    if (!(value >= BYTES['M']!))
      throw new UsageError(
        `${option} is memory such as 8G or 512M, not '${text}'`,
        'say its unit, M or G; 1M is the least',
      );
    return value;
  };
}

/** Collects `name=value` over all uses of an option. */
export function setting(
  text: string,
  before: Readonly<Record<string, number>> = {},
  option = '--set',
): Record<string, number> {
  const match = /^([^=]+)=(-?\d[\d_]*)$/.exec(text);
  if (match === null)
    throw new UsageError(
      `${option} takes name=value with a whole number, not '${text}'`,
      'which names there are, and what they mean: racetrap show SCENARIO',
    );
  return { ...before, [match[1]!]: Number(match[2]!.replaceAll('_', '')) };
}

/** Reads names parted by commas. */
export function nameList(option: string): (text: string) => readonly string[] {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    if (names.includes(''))
      throw new UsageError(`${option} takes names such as x,app.r0`, 'part them by single commas');
    return names;
  };
}

/** What to do about a file that cannot be written. */
export const TARGET_HINT = 'name a file, or - for stdout, behind the option that writes it';

/** Checks where an answer is to go, so that a long run is not lost for a slip in a path. */
export function writableTarget(target: string): string {
  return target === '-' ? target : writable('--json', target);
}

/** Checks a file that another option is to write. */
export function writableFile(option: string): (target: string) => string {
  return (target) => writable(option, target);
}

function writable(option: string, target: string): string {
  try {
    if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new Error('it is a folder');
    accessSync(dirname(target), constants.W_OK);
    return target;
  } catch (error) {
    throw new UsageError(
      `cannot write ${target}: ${error instanceof Error ? error.message : String(error)}`,
      option === '--json'
        ? TARGET_HINT
        : `${option} takes a file in a folder that can be written to`,
    );
  }
}
