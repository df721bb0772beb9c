/**
 * Lock: the designs that a lock of a scenario can have, as steps. Invariant: all designs exclude a
 * writer from everybody else; `losing-wake-ups` does too, and lets a sleeper sleep for ever.
 * Tested by: test/kernel/locks/rwsem.test.ts, test/kernel/locks/queued-rwsem.test.ts
 */
import { queuedReadAcquire, queuedRelease, queuedWriteAcquire } from './queued-rwsem.js';
import { readAcquire, readRelease, writeAcquire, writeRelease, writeReleaseLosingWakeUps, } from './rwsem.js';
/** The operations of a lock by its number. */
export function lockSteps(design, name, lock, options) {
    const number = () => lock;
    if (design === 'queued-rwsem')
        return {
            readAcquire: queuedReadAcquire(name, lock),
            readRelease: queuedRelease(name, lock, false),
            writeAcquire: queuedWriteAcquire(name, lock),
            writeRelease: queuedRelease(name, lock, true),
        };
    const release = design === 'rwsem' ? writeRelease : writeReleaseLosingWakeUps;
    return {
        readAcquire: readAcquire(name, number),
        readRelease: readRelease(name, number, options),
        writeAcquire: writeAcquire(name, number),
        writeRelease: release(name, number, options),
    };
}
//# sourceMappingURL=lock.js.map