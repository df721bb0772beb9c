/**
 * Lock parameters: the two numbers by which a scenario is asked under any lock design of the
 * address space and under any of its broken twins.
 */

import { ADDRESS_SPACE_DESIGNS, type AddressSpaceLock, UsageError } from '../../kernel/index.ts';
import type { Parameter, Parameters } from '../../actors/index.ts';

const DESIGN_COUNT = ADDRESS_SPACE_DESIGNS.length;
const OMISSION_COUNT = Math.max(...ADDRESS_SPACE_DESIGNS.map(({ omissions }) => omissions.length));

/** The design and the omission that two parameters name. */
export function lockOf({ design = 0, without = 0 }: Parameters): AddressSpaceLock {
  const chosen = ADDRESS_SPACE_DESIGNS[design];
  if (chosen === undefined) throw new UsageError(`there is no lock design ${design}`);
  if (without === 0) return { design: chosen.name };
  const omission = chosen.omissions[without - 1];
  if (omission === undefined)
    throw new UsageError(
      `${chosen.name} has ${chosen.omissions.length} omissions, not ${without}`,
      chosen.omissions.map((name, index) => `${index + 1} ${name}`).join(', ') || 'none',
    );
  return { design: chosen.name, without: omission };
}

const numbered = (names: readonly string[]) =>
  names.map((name, index) => `${index} ${name}`).join(', ');

/** The parameter `design`, with the design that stands where nobody sets it. */
export function designParameter(value: number): Parameter {
  return {
    meaning: numbered(ADDRESS_SPACE_DESIGNS.map(({ name }) => name)),
    value,
    min: 0,
    max: DESIGN_COUNT - 1,
    protects: ADDRESS_SPACE_DESIGNS.map(({ name }) => name),
  };
}

/** The parameter `without`. */
export const withoutParameter: Parameter = {
  meaning: 'what its broken twin leaves out: 0 nothing, 1 its first omission, and so on',
  value: 0,
  min: 0,
  max: OMISSION_COUNT,
};
