/** The guard statechart, its compiled form in the kernel, and what it promises. */
import { compileMachine } from '../../../actors/dispatch/index.ts';
import {
  actionList,
  actionNames,
  IGNORED,
  lookup,
  nextState,
} from '../../../actors/dispatch/table.ts';
import { guardMachine } from '../../../actors/guard/machine.ts';
import {
  GUARD_ACTION,
  GUARD_CONDITION,
  GUARD_EVENT,
  GUARD_STATE,
  lifeMove,
} from '../../../kernel/guard/life.ts';
import { LIFE_TABLE } from '../../../kernel/guard/life-table.ts';
import { actionsOf, movedTo } from '../../../kernel/statechart.ts';
import { equal, ok, suite } from '../../support/suite.ts';

const table = compileMachine(guardMachine);
const { idle, armed, tampered, released, orphaned } = GUARD_STATE;
const { READ, WRITE, COPY_IN, COPY_OUT, ABANDON, RETURN, RESTORED } = GUARD_EVENT;
const CONDITION_SETS = 1 << table.guards.length;

const does = (state: number, event: number, conditions: number, action: number): boolean =>
  (actionsOf(lifeMove(state, event, conditions)) & action) !== 0;

suite('actors/guard/machine', (test) => {
  test('the table in the kernel is what the statechart compiles to', () => {
    for (const field of ['states', 'events', 'guards', 'actions'] as const)
      equal([...LIFE_TABLE[field]], [...table[field]]);
    for (const field of ['root', 'nodes', 'actionLists', 'actionOffsets'] as const)
      equal([...LIFE_TABLE[field]], [...table[field]]);
  });

  test('the walker takes the same leaf as the lookup of machines, under all conditions', () => {
    for (let state = 0; state < table.states.length; state += 1)
      for (let event = 0; event < table.events.length; event += 1)
        for (let conditions = 0; conditions < CONDITION_SETS; conditions += 1) {
          const leaf = lookup(table, state, event, conditions);
          const moved = lifeMove(state, event, conditions);
          equal(movedTo(moved), leaf === IGNORED ? state : nextState(leaf));
          const names = leaf === IGNORED ? [] : actionNames(table, actionList(leaf));
          const set = names.reduce(
            (all, name) => all | GUARD_ACTION[name as keyof typeof GUARD_ACTION],
            0,
          );
          equal(actionsOf(moved), set);
        }
  });

  test('only an armed guard holds a writer up, and never under eperm or snapshot', () => {
    const holds = GUARD_ACTION.stall | GUARD_ACTION.signal;
    for (let conditions = 0; conditions < CONDITION_SETS; conditions += 1) {
      for (const state of [idle, tampered, released, orphaned])
        ok(!does(state, WRITE, conditions, holds));
      const asks = (conditions & (GUARD_CONDITION.stalls | GUARD_CONDITION.signals)) !== 0;
      equal(does(armed, WRITE, conditions, holds), asks);
    }
  });

  test('a call never reads what was tampered with', () => {
    equal(movedTo(lifeMove(armed, WRITE, 0)), tampered);
    for (let conditions = 0; conditions < CONDITION_SETS; conditions += 1) {
      ok(does(tampered, COPY_IN, conditions, GUARD_ACTION.refuse));
      ok(!does(tampered, COPY_IN, conditions, GUARD_ACTION.read | GUARD_ACTION.readCopy));
      // Nothing but the end of the call leads away from there.
      for (const event of [READ, WRITE, COPY_IN, COPY_OUT])
        equal(movedTo(lifeMove(tampered, event, conditions)), tampered);
    }
  });

  test('from every state the return of the call and the restored mappings lead to idle', () => {
    for (const state of Object.values(GUARD_STATE))
      for (let conditions = 0; conditions < CONDITION_SETS; conditions += 1) {
        const returned = movedTo(lifeMove(state, RETURN, conditions));
        equal(movedTo(lifeMove(returned, RESTORED, conditions)), idle);
      }
  });

  test('a manager that goes without a reply leaves nobody stalled', () => {
    equal(movedTo(lifeMove(armed, ABANDON, 0)), orphaned);
    ok(does(armed, ABANDON, 0, GUARD_ACTION.letGoAll));
    ok(does(armed, ABANDON, 0, GUARD_ACTION.wake));
  });

  test('the kernel’s own write is no tampering', () => {
    for (let conditions = 0; conditions < CONDITION_SETS; conditions += 1) {
      const isLast = (conditions & GUARD_CONDITION.last) !== 0;
      equal(movedTo(lifeMove(armed, COPY_OUT, conditions)), isLast ? released : armed);
    }
  });
});
