/**
 * Profile files: the profiles that ship and those of users, as JSON. A profile may extend another
 * and then holds only the constants that differ. Invariant: what comes out of here has every
 * constant that an engine asks for, each within its spread.
 * Tested by: test/scenarios/profiles/profile-file.test.ts
 */

import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { UsageError } from '../../kernel/index.ts';
import { type Constant, type Profile, PROFILE_VERSION } from '../../workers/index.ts';
import { parseJson } from '../file/json.ts';
import { nearestName } from '../file/nearest.ts';

/** The profiles that ship: read where the sources stand, two folders above dist/scenarios. */
const SHIPPED = new URL('../../../scenarios/profiles/', import.meta.url);

/** The profile that is used where none is named: the measured one, which all others extend. */
export const PROFILE_DEFAULT = 'linux-6.18-kvm-zen4';

const constant = z
  .strictObject({
    value: z.number().nonnegative(),
    low: z.number().nonnegative(),
    high: z.number().nonnegative(),
    source: z.string().min(1),
    fitted: z.string().min(1).optional(),
  })
  .refine(({ low, value, high }) => low <= value && value <= high, {
    error: 'a constant lies within its spread: low <= value <= high',
  });

const profileFile = z.strictObject({
  version: z.literal(PROFILE_VERSION),
  name: z.string().min(1),
  about: z.string().min(1),
  extends: z.string().optional(),
  source: z.string().min(1),
  unit: z.literal('ns'),
  coresPerSocket: z.int().positive(),
  preemption: z.enum(['none', 'full']),
  constants: z.record(z.string(), constant),
});

/** A profile with what it takes from the one that it extends. */
export interface ProfileFile extends Profile {
  readonly extends?: string;
  /** The constants that it has itself. */
  readonly own: Readonly<Record<string, Constant>>;
}

/** Names of the profiles that ship. */
export function profileNames(): string[] {
  return readdirSync(SHIPPED)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** The profile of a name, or of the path of a JSON file. */
export function loadProfile(nameOrPath: string): ProfileFile {
  const isPath = /[/\\]|\.json$/.test(nameOrPath);
  const names = profileNames();
  if (!isPath && !names.includes(nameOrPath)) {
    const nearest = nearestName(nameOrPath, names);
    throw new UsageError(
      `no profile is named '${nameOrPath}'`,
      nearest === undefined ? `profiles: ${names.join(', ')}` : `did you mean '${nearest}'?`,
    );
  }
  const file = isPath ? nameOrPath : `${nameOrPath}.json`;
  const parsed = profileFile.safeParse(
    parseJson(textOf(isPath ? file : new URL(file, SHIPPED)), file),
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue!.path.join('.');
    throw new UsageError(
      issue!.message,
      'see `racetrap profiles --help`',
      `${file}${at && ` ${at}`}`,
    );
  }
  const { data } = parsed;
  const own = data.constants as Readonly<Record<string, Constant>>;
  const base = data.extends === undefined ? undefined : loadProfile(data.extends);
  if (base !== undefined)
    for (const name of Object.keys(own))
      if (!(name in base.constants))
        throw new UsageError(
          `no constant is named '${name}'`,
          `did you mean '${nearestName(name, Object.keys(base.constants))}'?`,
          file,
        );
  return { ...data, own, constants: { ...base?.constants, ...own } } as ProfileFile;
}

function textOf(file: string | URL): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(
      `${String(file)}: ${isAbsent ? 'there is no such file' : 'it cannot be read'}`,
      'a profile is a name that `racetrap profiles` lists, or the path of a JSON file',
    );
  }
}
