/**
 * Side: what `--diff` compares, as its users name it: a scenario, settings of the one at hand, or a
 * scenario with settings behind it: `NAME`, `design=1,calls=2`, `NAME,design=1`.
 *
 * Invariant: the two sides are two, and each is a scenario with parameters that it knows.
 */

import { UsageError } from '../../kernel/index.ts';
import type { Parameters } from '../../actors/index.ts';
import { choose, chooseOne, select, type Selection } from './select.ts';
import { setting } from './values.ts';

/** A side that can be searched. */
export interface ChosenSide {
  /** How the user named it. */
  readonly label: string;
  readonly selection: Selection;
  readonly parameters: Parameters;
}

const USES = 'explore A --diff B, explore A --diff design=0 design=1, or explore --diff A B';

/**
 * The two sides: those that were given, behind the scenario at hand where there is only one.
 * Settings of `set` hold for both, where they know the parameter.
 */
export async function chooseSides(
  argument: string | undefined,
  given: readonly string[],
  set: Parameters = {},
): Promise<readonly [ChosenSide, ChosenSide]> {
  const base = argument === undefined ? undefined : await select(argument);
  const sides: ChosenSide[] = [];
  for (const text of given) sides.push(await chooseSide(text, base, set));
  const isBaseUsed = sides.some(({ selection }) => base && nameOf(selection) === nameOf(base));
  if (base !== undefined && (sides.length < 2 || !isBaseUsed))
    sides.unshift({ label: nameOf(base), selection: base, parameters: settle(base, set, {}) });
  const [left, right, ...more] = sides;
  if (left === undefined || right === undefined || more.length > 0) {
    const named = sides.map(({ label }) => label).join(', ');
    throw new UsageError(`--diff compares two, not ${sides.length}: ${named}`, `use: ${USES}`);
  }
  if (isSame(left, right))
    throw new UsageError(`the two sides of --diff are the same: ${describe(left)}`, `use: ${USES}`);
  for (const name of Object.keys(set))
    if (![left, right].some(({ selection }) => name in selection.entry.parameters))
      choose(left.selection, { [name]: set[name]! });
  const [first, second] = [left, right].map((side) =>
    left.label === right.label ? { ...side, label: describe(side) } : side,
  );
  return [first!, second!];
}

async function chooseSide(
  text: string,
  base: Selection | undefined,
  set: Parameters,
): Promise<ChosenSide> {
  const parts = text.split(',');
  const isNamed = !isSetting(parts[0]!);
  const settings = parts
    .slice(isNamed ? 1 : 0)
    .reduce<Record<string, number>>((before, part) => setting(part, before, '--diff'), {});
  const selection = isNamed ? await select(parts[0]!) : base;
  if (selection === undefined)
    throw new UsageError(
      `--diff ${text}: a setting of which scenario?`,
      `name it first: explore SCENARIO --diff ${text}`,
    );
  return { label: text, selection, parameters: settle(selection, set, settings) };
}

/** Settings for both sides, as far as this one knows them, and its own. */
function settle(selection: Selection, set: Parameters, own: Parameters): Parameters {
  const known = Object.entries(set).filter(([name]) => name in selection.entry.parameters);
  return chooseOne(selection, { ...Object.fromEntries(known), ...own });
}

/** `./a=b.ts` is a path; `design=1`, and `design=` with a slip behind it, are settings. */
function isSetting(part: string): boolean {
  return /^[^=/\\]+=/.test(part);
}

function isSame(left: ChosenSide, right: ChosenSide): boolean {
  return describe(left) === describe(right);
}

function describe({ selection, parameters }: ChosenSide): string {
  const settings = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return [nameOf(selection), ...settings].join(' ');
}

function nameOf({ entry, file }: Selection): string {
  return file ?? entry.name;
}
