/**
 * The notification protocol as the kernel walks it: the compiled table of the statechart
 * `notifyMachine`, as data. A test compiles the statechart again and compares.
 *
 * Invariant: `protocolMove` changes the state of one notification as the statechart does, and
 * returns the statechart's actions as a set, for the kernel to perform.
 * Tested by: test/actors/notify/machine.test.ts
 */

import { bits, move, numbers } from '../statechart.ts';
import { PROTOCOL_TABLE } from './protocol-table.ts';

/** States of a notification, by the numbers of the table. */
export const NOTIFICATION = { absent: 0, init: 1, sent: 2, replied: 3 } as const;

/** Events of a notification, by the numbers of the table. */
export const NOTIFY_EVENT = numbers(PROTOCOL_TABLE.events);

/** Guards, as bits of a guard word. */
export const NOTIFY_GUARD = bits(PROTOCOL_TABLE.guards);

/** Actions, as bits of a set. */
export const NOTIFY_ACTION = bits(PROTOCOL_TABLE.actions);

/** What an event does to a notification; see `move`. */
export function protocolMove(state: number, event: number, guards: number): number {
  return move(PROTOCOL_TABLE, state, event, guards);
}
