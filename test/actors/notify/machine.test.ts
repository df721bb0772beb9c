/** The notification statechart, its compiled form in the kernel, and its walker. */
import { compileMachine } from '../../../actors/dispatch/index.ts';
import {
  lookup,
  nextState,
  IGNORED,
  actionList,
  actionNames,
} from '../../../actors/dispatch/table.ts';
import { notifyMachine } from '../../../actors/notify/machine.ts';
import {
  NOTIFICATION,
  NOTIFY_ACTION,
  NOTIFY_EVENT,
  NOTIFY_GUARD,
  protocolMove,
} from '../../../kernel/notify/protocol.ts';
import { actionsOf, movedTo } from '../../../kernel/statechart.ts';
import { PROTOCOL_TABLE } from '../../../kernel/notify/protocol-table.ts';
import { equal, ok, suite } from '../../support/suite.ts';

const table = compileMachine(notifyMachine);
const { absent, init, sent, replied } = NOTIFICATION;
const G = NOTIFY_GUARD;

suite('actors/notify/machine', (test) => {
  test('the table in the kernel is what the statechart compiles to', () => {
    for (const field of ['states', 'events', 'guards', 'actions'] as const)
      equal([...PROTOCOL_TABLE[field]], [...table[field]]);
    for (const field of ['root', 'nodes', 'actionLists', 'actionOffsets'] as const)
      equal([...PROTOCOL_TABLE[field]], [...table[field]]);
    equal(Object.keys(NOTIFICATION), [...table.states]);
  });

  test('the walker takes the same leaf as the lookup of machines, under all guards', () => {
    for (let state = 0; state < table.states.length; state += 1)
      for (let event = 0; event < table.events.length; event += 1)
        for (let guards = 0; guards < 1 << table.guards.length; guards += 1) {
          const leaf = lookup(table, state, event, guards);
          const move = protocolMove(state, event, guards);
          equal(movedTo(move), leaf === IGNORED ? state : nextState(leaf));
          const names = leaf === IGNORED ? [] : actionNames(table, actionList(leaf));
          const bits = names.reduce(
            (set, name) => set | NOTIFY_ACTION[name as keyof typeof NOTIFY_ACTION],
            0,
          );
          equal(actionsOf(move), bits);
        }
  });

  test('exactly one reply is accepted', () => {
    const answers = [NOTIFY_EVENT.SEND, NOTIFY_EVENT.ADDFD_SEND];
    for (const event of answers)
      for (const state of [absent, init, replied])
        equal(actionsOf(protocolMove(state, event, 0)) & NOTIFY_ACTION.accept, 0);
    for (const event of answers) equal(movedTo(protocolMove(sent, event, 0)), replied);
  });

  test('a signal between reply and wake-up loses the reply, unless killable since 6.18', () => {
    const lost = (guards: number) =>
      (actionsOf(protocolMove(replied, NOTIFY_EVENT.SIGNAL, guards)) & NOTIFY_ACTION.interrupt) !==
      0;
    ok(lost(0));
    ok(lost(G.repliedIsReceived));
    ok(lost(G.killable));
    ok(!lost(G.killable | G.repliedIsReceived));
  });

  test('a withdrawn ADDFD with SEND restores the state only with the fix', () => {
    equal(movedTo(protocolMove(replied, NOTIFY_EVENT.WITHDRAW_SEND, 0)), replied);
    equal(movedTo(protocolMove(replied, NOTIFY_EVENT.WITHDRAW_SEND, G.restoresState)), sent);
  });

  test('a signal before RECV interrupts under every flag', () => {
    for (let guards = 0; guards < 1 << table.guards.length; guards += 1)
      equal(movedTo(protocolMove(init, NOTIFY_EVENT.SIGNAL, guards)), absent);
  });
});
