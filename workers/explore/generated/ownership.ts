/**
 * Ownership: whose a state is where several searchers share them. It goes by what one thread has
 * for itself, so that the steps of all others stay with the same searcher (F. Lerda, R. Sisto,
 * "Distributed-memory model checking with SPIN", 1999).
 *
 * Invariant: it goes by the words of a state alone, so that all searchers say the same of it.
 */

import type { Field, Plan, ThreadPlan } from './plan.ts';
import type { ReadStep } from './reading.ts';

/**
 * By what a state has its owner. A register that its thread seldom writes, such as a count of its
 * turns, leaves most steps of that thread with the same searcher, too: its values are dealt in
 * turn, `2 ** shift` neighbours at a time. Or else all fields of a thread, stirred.
 */
export type Ownership =
  { readonly register: Field; readonly shift: number } | { readonly fields: readonly Field[] };

/** A register with no more values a searcher than this, as far as a plan knows, says nothing. */
const VALUE_COUNT_FEW = 4;
/** Times that the values are dealt to all searchers: fewer leave some with less to do. */
const DEAL_COUNT = 8;

/** Whose the states of a plan are among so many searchers. */
export function ownershipOf({ threads }: Plan, memberCount: number): Ownership {
  let rarest: Field | null = null;
  let shareLeast = 1;
  for (const { steps, registers } of threads)
    for (const field of registers.values()) {
      if (valueCount(field) <= memberCount * VALUE_COUNT_FEW) continue;
      const writes = [...steps.values()].filter((step) => isWritten(step, field.number)).length;
      if (writes / steps.size >= shareLeast) continue;
      rarest = field;
      shareLeast = writes / steps.size;
    }
  if (rarest === null) return { fields: fieldsOf(threads) };
  const dealt = valueCount(rarest) / (memberCount * DEAL_COUNT);
  return { register: rarest, shift: Math.max(0, Math.floor(Math.log2(dealt))) };
}

/** All that the thread has for itself that has the most to tell. */
function fieldsOf(threads: readonly ThreadPlan[]): readonly Field[] {
  const bitsOf = ({ place, registers }: ThreadPlan) =>
    [...registers.values()].reduce((sum, { bits }) => sum + bits, place.bits);
  const { place, registers } = threads.reduce((most, each) =>
    bitsOf(each) > bitsOf(most) ? each : most,
  );
  return [place, ...registers.values()];
}

function valueCount({ range: { least, most } }: Field): number {
  return most - least + 1;
}

function isWritten({ ways }: ReadStep, register: number): boolean {
  return ways.some(
    ({ deeds, onward }) =>
      (onward.kind === 'choose' && onward.register === register) ||
      deeds.some(
        (deed) =>
          (deed.kind === 'register' && deed.target === register) ||
          (deed.kind === 'exchange' && deed.into === register),
      ),
  );
}
