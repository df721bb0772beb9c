/**
 * Guard parameters: how a guard is made, as a parameter that a scenario offers. Invariant: beside a
 * `policy` it means something where that policy marks pages, and nowhere else.
 */

import { GUARD_MECHANISMS, type GuardPolicy, marksPages } from '../../kernel/index.ts';
import type { Parameter } from '../../actors/index.ts';

/** Chooses a mechanism; `what` stands before the names of all. */
export function mechanismParameter(value: number, what = ''): Parameter {
  return {
    meaning: what + GUARD_MECHANISMS.map((name, index) => `${index} ${name}`).join(', '),
    value,
    min: 0,
    max: GUARD_MECHANISMS.length - 1,
  };
}

/** The same beside a parameter `policy`; undefined stands for a policy without a guard. */
export function mechanismOfPolicy(
  policies: readonly (GuardPolicy | undefined)[],
  value: number,
  what?: string,
): Parameter {
  const values = policies.flatMap((policy, number) =>
    policy !== undefined && marksPages(policy) ? [number] : [],
  );
  return { ...mechanismParameter(value, what), isOf: { parameter: 'policy', values } };
}
