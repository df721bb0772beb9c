/**
 * What a supervisor does with one notification after the other: it receives, reads the argument,
 * thinks, asks whether the call still waits, and answers. The program of a supervisor is this chart
 * walked state by state (scenarios/roles/supervisor.ts).
 *
 * Invariant: from every phase behind the receipt there is a way back to `receiving` for a call that
 * has left in the meantime (ENOENT): a supervisor that treats it as an error is a supervisor that
 * dies of it (crun#526). It can die in every phase.
 *
 * Source: seccomp_unotify(2), whose example has these phases in this order; SECCOMP_IOCTL_NOTIF_
 * RECV, ID_VALID and SEND.
 */

import { setup } from 'xstate';

/** An event of the supervisor machine; none carries data. */
export interface SupervisorEvent {
  /** DONE: the phase did its work. ABSENT: the call has left. */
  readonly type: 'DONE' | 'ABSENT' | 'DIE' | 'RESTART';
}

// xstate takes the type of this value and nothing else.
const anyEvent: SupervisorEvent = { type: 'DONE' };

// A name is all that the table keeps of an action; the program of the phase does the work.
const byProgram = (): void => {};

/** One thread of a supervisor. */
export const supervisorMachine = setup({
  types: { events: anyEvent },
  actions: {
    /** RECV: sleeps until a call is notified. */
    receive: byProgram,
    /** Copies the argument out of the target's memory. */
    read: byProgram,
    /** Decides; takes its time. */
    think: byProgram,
    /** ID_VALID: does the call still wait, so that what was read was its argument? */
    validate: byProgram,
    /** SEND: a result, an errno, a descriptor, or CONTINUE. */
    answer: byProgram,
    /** The last descriptor of the listener goes with the process, unless somebody holds another. */
    closeListener: byProgram,
  },
}).createMachine({
  id: 'supervisor',
  description: 'One thread of a supervisor of user notifications.',
  initial: 'receiving',
  states: {
    receiving: {
      description: 'Asks for a notification.',
      entry: 'receive',
      on: {
        DONE: 'reading',
        ABSENT: {
          target: 'receiving',
          reenter: true,
          description: 'The call left between wake-up and receipt (R9).',
        },
        DIE: 'dead',
      },
    },
    reading: {
      description: 'Has the notification and owes an answer.',
      entry: 'read',
      on: {
        DONE: 'thinking',
        ABSENT: {
          target: 'receiving',
          description: 'The target is gone, and with it the memory to be read.',
        },
        DIE: 'dead',
      },
    },
    thinking: {
      description: 'Judges what it has read: the window of a race is as long as this.',
      entry: 'think',
      on: { DONE: 'validating', DIE: 'dead' },
    },
    validating: {
      description: 'What was read may be another call’s by now (R5).',
      entry: 'validate',
      on: { DONE: 'answering', ABSENT: 'receiving', DIE: 'dead' },
    },
    answering: {
      description: 'Its answer lets the call go on.',
      entry: 'answer',
      on: { DONE: 'receiving', ABSENT: 'receiving', DIE: 'dead' },
    },
    dead: {
      description: 'Killed, or out of its mind; every call that it owed an answer still waits.',
      entry: 'closeListener',
      on: { RESTART: 'receiving' },
    },
  },
});
