/** Signals that meet a notification: what is lost, wasted or broken off, and what keeps it. */
import { goPreemptStorm, goPreemptStormFixed, lostReplyFixed, lostReplyKillable, lostReplyPlain, queuedInitEager, queuedInitEintr, queuedInitFixed, queuedInitMasked, } from '../../../scenarios/litmus/interruption.js';
import { explored, finds, proves } from '../../support/litmus.js';
import { ok, suite } from '../../support/suite.js';
const TWICE = 'SEND is accepted once for one call';
const STORM = 'some attempt is not cut short by a signal';
const BROKEN_OFF = 'close is interrupted';
suite('scenarios/litmus/interruption', (test) => {
    test('a reply is lost on an ordinary listener (R6)', () => finds(lostReplyPlain, TWICE, 75));
    test('a reply is lost under WAIT_KILLABLE_RECV before 6.18', () => finds(lostReplyKillable, TWICE, 75));
    test('no reply is lost under WAIT_KILLABLE_RECV from 6.18 on', () => proves(lostReplyFixed, ['5 1']));
    test('so many signals waste so many attempts (R16)', async () => {
        await finds(goPreemptStorm, STORM, 47, { signals: 1 });
        await finds(goPreemptStorm, STORM, 83, { signals: 2 });
    });
    test('whatever signals come, the first attempt is the last under WAIT_KILLABLE_RECV', () => proves(goPreemptStormFixed, ['0'], { signals: 2 }));
    test('a call that nobody received is broken off, and the pipeline hangs (R8)', async () => {
        await finds(queuedInitEintr, BROKEN_OFF, 33);
        const { all, waits } = await explored(queuedInitEintr, {}, true);
        ok(all.includes('deadlock'));
        ok(waits.some((wait) => wait.startsWith('reader waits for word end')), waits.join('; '));
    });
    test('a supervisor to spare does not close the window', () => finds(queuedInitEager, BROKEN_OFF, 33));
    test('a blocked signal, or a filter that lets close pass, does', async () => {
        await proves(queuedInitMasked, ['0 1']);
        await proves(queuedInitFixed, ['0 1']);
    });
});
//# sourceMappingURL=interruption.test.js.map