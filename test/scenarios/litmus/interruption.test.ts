/** Signals that meet a notification: what is lost, wasted or broken off, and what keeps it. */
import {
  goPreemptLivelock,
  goPreemptLivelockFixed,
  goPreemptStorm,
  goPreemptStormFixed,
  lostReplyFixed,
  lostReplyKillable,
  lostReplyPlain,
  queuedInitEager,
  queuedInitEintr,
  queuedInitFixed,
  queuedInitMasked,
} from '../../../scenarios/litmus/interruption.ts';
import { explored, finds, proves } from '../../support/litmus.ts';
import { ask, explore } from '../../../workers/index.ts';
import { equal, ok, rejects, suite } from '../../support/suite.ts';

const TWICE = 'SEND is accepted once for one call';
const STORM = 'some attempt is not cut short by a signal';
const BROKEN_OFF = 'close is interrupted';

suite('scenarios/litmus/interruption', (test) => {
  test('a reply is lost on an ordinary listener (R6)', () => finds(lostReplyPlain, TWICE, 75));

  test('a reply is lost under WAIT_KILLABLE_RECV before 6.18', () =>
    finds(lostReplyKillable, TWICE, 75));

  test('no reply is lost under WAIT_KILLABLE_RECV from 6.18 on', () =>
    proves(lostReplyFixed, ['5 1']));

  test('so many signals waste so many attempts (R16)', async () => {
    await finds(goPreemptStorm, STORM, 47, { signals: 1 });
    await finds(goPreemptStorm, STORM, 83, { signals: 2 });
  });

  test('a storm without end keeps a call from ever being answered (R16)', async () => {
    await finds(goPreemptLivelock, 'livelock', 40);
    const { all, observed } = await explored(goPreemptLivelock, {}, true);
    ok(all.includes('eventually'));
    // It may also go well: what fails is no step, but that it never need come to that.
    equal(observed, ['5']);
  });

  test('under WAIT_KILLABLE_RECV every storm has its end', () =>
    proves(goPreemptLivelockFixed, ['5']));

  test('recycled ids of notifications change no verdict and no observation', async () => {
    const plain = goPreemptStorm.build({ signals: 1 });
    const recycled = { ...plain, tasks: { ...plain.tasks, notificationIds: 'recycled' as const } };
    const [counted, reused] = [await explore(ask(plain)), await explore(ask(recycled))];
    equal(
      [reused.verdict, reused.findings[0]?.message],
      [counted.verdict, counted.findings[0]?.message],
    );
    equal(
      reused.observations.map(({ values }) => values),
      counted.observations.map(({ values }) => values),
    );
  });

  test('ids are not recycled where two notifications would queue', async () => {
    const scenario = queuedInitEintr.build({});
    const recycled = {
      ...scenario,
      tasks: { ...scenario.tasks, notificationIds: 'recycled' as const },
    };
    await rejects(explore(ask(recycled)), /one notification at a time/);
  });

  test('whatever signals come, the first attempt is the last under WAIT_KILLABLE_RECV', () =>
    proves(goPreemptStormFixed, ['0'], { signals: 2 }));

  test('a call that nobody received is broken off, and the pipeline hangs (R8)', async () => {
    await finds(queuedInitEintr, BROKEN_OFF, 33);
    const { all, waits } = await explored(queuedInitEintr, {}, true);
    ok(all.includes('deadlock'));
    ok(
      waits.some((wait) => wait.startsWith('reader waits for word end')),
      waits.join('; '),
    );
  });

  test('a supervisor to spare does not close the window', () =>
    finds(queuedInitEager, BROKEN_OFF, 33));

  test('a blocked signal, or a filter that lets close pass, does', async () => {
    await proves(queuedInitMasked, ['0 1']);
    await proves(queuedInitFixed, ['0 1']);
  });
});
