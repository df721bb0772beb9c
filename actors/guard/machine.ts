/**
 * The life of one guard: what a manager has read through its handle on a notification is held
 * still, from that read until the call returns or the kernel writes there. A guard belongs to one
 * pending call and covers everything that was read for it.
 *
 * The kernel walks the compiled table (kernel/guard/life.ts) and performs the actions; events come
 * from the manager (READ), from whoever writes to what is held, by whichever route (WRITE), from
 * the call itself (COPY_IN, COPY_OUT, RETURN), from the end of the listener (ABANDON), and from the
 * exit work once the mappings are as before (RESTORED). Invariant: what was tampered with is never
 * read by the call, and only `armed` holds anybody up.
 */

import { setup } from 'xstate';

/** An event of the guard machine; none carries data. */
export interface GuardEvent {
  readonly type: 'READ' | 'WRITE' | 'COPY_IN' | 'COPY_OUT' | 'ABANDON' | 'RETURN' | 'RESTORED';
}

// xstate takes the type of this value and nothing else.
const anyEvent: GuardEvent = { type: 'READ' };

// A name is all that the table keeps of an action or a guard; the kernel does the work.
const byKernel = (): void => {};
const askKernel = (): boolean => false;

/** One guard of one pending call. */
export const guardMachine = setup({
  types: { events: anyEvent },
  guards: {
    /** The notification is received and unanswered. */
    pending: askKernel,
    /** The policy is `stall`, or `freeze`: who writes waits. */
    stalls: askKernel,
    /** The policy is `sigbus`: who writes gets a SIGBUS. */
    signals: askKernel,
    /** The policy is `snapshot`: the call reads what stood there. */
    copies: askKernel,
    /** The kernel's own write lets go of the last page that is held. */
    last: askKernel,
  },
  actions: {
    /** Holds what is read. */
    hold: byKernel,
    /** The manager's read returns -ENOENT. */
    refuseAbsent: byKernel,
    /** The manager's read returns -EPERM. */
    refuseTampered: byKernel,
    /** The writer sleeps until the guard lets go. */
    stall: byKernel,
    /** The writer gets a SIGBUS, a call that writes -EFAULT. */
    signal: byKernel,
    /** What stands there is copied for the call before the write. */
    copy: byKernel,
    /** The write goes on. */
    pass: byKernel,
    /** The call reads what stands there. */
    read: byKernel,
    /** The call reads the copy where there is one. */
    readCopy: byKernel,
    /** The call's read fails with -EPERM. */
    refuse: byKernel,
    /** Lets go of the page that the kernel writes to. */
    letGo: byKernel,
    /** Lets go of everything. */
    letGoAll: byKernel,
    /** Wakes who was stalled. */
    wake: byKernel,
    /** Nothing is left of the guard. */
    forget: byKernel,
  },
}).createMachine({
  id: 'guard',
  description: 'What a manager has read for one pending call, between that read and the return.',
  initial: 'idle',
  states: {
    idle: {
      description: 'Nothing was read through the handle.',
      on: {
        READ: [{ guard: 'pending', target: 'armed', actions: 'hold' }, { actions: 'refuseAbsent' }],
        WRITE: { actions: 'pass' },
        COPY_IN: { actions: 'read' },
        COPY_OUT: { actions: 'pass' },
      },
    },
    armed: {
      description: 'What was read is held.',
      on: {
        READ: [{ guard: 'pending', actions: 'hold' }, { actions: 'refuseAbsent' }],
        WRITE: [
          { guard: 'stalls', actions: 'stall' },
          { guard: 'signals', actions: 'signal' },
          { guard: 'copies', actions: ['copy', 'pass'] },
          {
            target: 'tampered',
            actions: ['letGoAll', 'pass'],
            description: 'The policy eperm: the write goes through, and the call will fail.',
          },
        ],
        COPY_IN: [{ guard: 'copies', actions: 'readCopy' }, { actions: 'read' }],
        COPY_OUT: [
          { guard: 'last', target: 'released', actions: ['letGo', 'wake', 'pass'] },
          {
            actions: ['letGo', 'wake', 'pass'],
            description: 'The reset on the kernel’s own write: an out structure is no tampering.',
          },
        ],
        ABANDON: {
          target: 'orphaned',
          actions: ['letGoAll', 'wake'],
          description: 'The listener is closed without a reply: the call will not run.',
        },
        RETURN: { target: 'released', actions: ['letGoAll', 'wake'] },
      },
    },
    tampered: {
      description: 'Somebody wrote to what was read: the call fails with -EPERM.',
      on: {
        READ: [{ guard: 'pending', actions: 'refuseTampered' }, { actions: 'refuseAbsent' }],
        WRITE: { actions: 'pass' },
        COPY_IN: { actions: 'refuse' },
        COPY_OUT: { actions: 'pass' },
        ABANDON: 'orphaned',
        RETURN: 'released',
      },
    },
    released: {
      description: 'Nobody is held up any more; mappings may not be as before yet.',
      on: {
        READ: { actions: 'refuseAbsent' },
        WRITE: { actions: 'pass' },
        COPY_IN: { actions: 'read' },
        COPY_OUT: { actions: 'pass' },
        RETURN: {},
        RESTORED: { target: 'idle', actions: 'forget' },
      },
    },
    orphaned: {
      description: 'The manager is gone; the target cleans up on its way out.',
      on: {
        READ: { actions: 'refuseAbsent' },
        WRITE: { actions: 'pass' },
        COPY_IN: {
          actions: 'refuse',
          description: 'Nobody approved the call; it does not come to this.',
        },
        RETURN: 'released',
      },
    },
  },
});
