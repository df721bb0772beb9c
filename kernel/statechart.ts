/**
 * Statechart: a compiled statechart as plain data, and its walker. The kernel may not import what
 * stands to its right, so the definitions live in actors/ and the kernel has their tables; a test
 * of each compiles the definition again and compares.
 *
 * Invariant: `move` changes the state as the statechart does and returns the statechart's actions
 * as a set, for the kernel to perform.
 * Tested by: test/actors/notify/machine.test.ts, test/actors/guard/machine.test.ts
 */

/** A compiled table: see actors/dispatch/table.ts. */
export interface StatechartTable {
  readonly states: readonly string[];
  readonly events: readonly string[];
  readonly guards: readonly string[];
  readonly actions: readonly string[];
  readonly root: readonly number[];
  readonly nodes: readonly number[];
  readonly actionLists: readonly number[];
  readonly actionOffsets: readonly number[];
}

// The leaf of a compiled table.
const STATE_BITS = 8;
const LIST_BITS = 10;
const IGNORED = -1;

/** Bits of a move that hold the next state; tables with more states do not fit. */
const MOVE_STATE_BITS = 3;

/** The actions of an event as a set in the high bits, the next state in the low ones. */
export function move(table: StatechartTable, state: number, event: number, guards: number): number {
  const { root, nodes, actionLists, actionOffsets } = table;
  let entry = root[state * table.events.length + event]!;
  while (entry >= 0) entry = nodes[entry + 1 + ((guards >>> nodes[entry]!) & 1)]!;
  if (entry === IGNORED) return state;
  const leaf = -2 - entry;
  const list = (leaf >>> STATE_BITS) & ((1 << LIST_BITS) - 1);
  let actions = 0;
  for (let at = actionOffsets[list]!; at < actionOffsets[list + 1]!; at += 1)
    actions |= 1 << actionLists[at]!;
  return (actions << MOVE_STATE_BITS) | (leaf & ((1 << STATE_BITS) - 1));
}

/** The next state of a move. */
export function movedTo(moved: number): number {
  return moved & ((1 << MOVE_STATE_BITS) - 1);
}

/** The actions of a move. */
export function actionsOf(moved: number): number {
  return moved >>> MOVE_STATE_BITS;
}

/** Names by their numbers. */
export function numbers<Name extends string>(
  names: readonly Name[],
): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, number) => [name, number])) as Record<Name, number>;
}

/** Names as bits of a set. */
export function bits<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, bit) => [name, 1 << bit])) as Record<Name, number>;
}
