/**
 * Life: what an event does to a guard, as the kernel walks it: the compiled table of the statechart
 * `guardMachine` (actors/guard/machine.ts). Invariant: a guard changes its state here and nowhere
 * else.
 * Tested by: test/actors/guard/machine.test.ts
 */

import { bits, move, numbers } from '../statechart.ts';
import { LIFE_TABLE } from './life-table.ts';

/** States of a guard, by the numbers of the table. */
export const GUARD_STATE = numbers(LIFE_TABLE.states);

/** Events of a guard, by the numbers of the table. */
export const GUARD_EVENT = numbers(LIFE_TABLE.events);

/** What only the kernel knows when an event comes, as bits. */
export const GUARD_CONDITION = bits(LIFE_TABLE.guards);

/** Actions, as bits of a set. */
export const GUARD_ACTION = bits(LIFE_TABLE.actions);

/** What an event does to a guard; see `move`. */
export function lifeMove(state: number, event: number, conditions: number): number {
  return move(LIFE_TABLE, state, event, conditions);
}
