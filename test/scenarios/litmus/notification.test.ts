/** The notification protocol in every order, the death of supervisors, and two bugs. */
import {
  addfdSendInterrupted,
  addfdSendInterruptedFixed,
  closeInReceiveFixed,
  closeInReceivePlain,
  deathOnceFixed,
  deathOncePlain,
  notifStateMachine,
  supervisorDeathInherited,
  supervisorDeathPlain,
} from '../../../scenarios/litmus/notification.ts';
import { explored, finds, proves } from '../../support/litmus.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

suite('scenarios/litmus/notification', (test) => {
  test('every order of the protocol ends as its table says', () =>
    // The result of the call, and the signal that killed its thread.
    proves(notifStateMachine, ['-38 0', '-4 0', '0 9', '1 0', '2 0', '50 0'], {
      targets: 1,
      supervisors: 1,
    }));

  test('a dead supervisor leaves nobody waiting: its calls and all later ones are ENOSYS', async () => {
    const { verdict, observed } = await explored(supervisorDeathPlain);
    is(verdict, 'holds');
    // Two calls of two threads: answered until the death, ENOSYS behind it.
    equal(observed.length, 9);
    for (const each of observed) ok(!/-38 50( \S+ \S+)?$/.test(each.slice(0, 7)), each);
  });

  test('a signal makes a call forget an accepted answer, and the next try finds no listener', () =>
    finds(deathOncePlain, 'a call whose answer was accepted does not get ENOSYS', 84));

  test('a call that is received when the listener dies gets ENOSYS once, signal or not', () =>
    proves(deathOnceFixed, ['-38 0', '50 0', '50 1']));

  test('a listener that a target inherited keeps the calls waiting', async () => {
    await finds(supervisorDeathInherited, 'deadlock', 42);
  });

  test('without the fix an interrupted ADDFD answers with a descriptor that is not there', async () => {
    await finds(addfdSendInterrupted, 'the call returns the descriptor', 81);
    const { observed } = await explored(addfdSendInterrupted, {}, true);
    // What the supervisor's last ADDFD returned, the call's result, and whether that can be read:
    // the retry finds no notification, or one that is answered, and the call has 0, which is the
    // number of another file.
    equal(observed, ['-115 0 0', '-2 0 0', '2 2 0']);
  });

  test('with the fix the call waits on and gets its descriptor', () =>
    proves(addfdSendInterruptedFixed, ['2 2 0']));

  test('a listener that is closed under a blocked RECV releases nobody', () =>
    finds(closeInReceivePlain, 'deadlock', 39));

  test('interrupting the RECV releases them', () => proves(closeInReceiveFixed, ['-38']));
});
