/** Each beast of the zoo waits for itself, and its repair does not. */
import { selfDeadlockZoo, selfDeadlockZooFixed } from '../../../scenarios/litmus/self-deadlock.js';
import { explored, finds, proves } from '../../support/litmus.js';
import { equal, suite } from '../../support/suite.js';
/** By the number of the beast: the steps to the deadlock, and who is in it. */
const BEASTS = [
    { name: 'sendmsg', stepCount: 10, waiting: ['container', 'supervisor'] },
    { name: 'tsync', stepCount: 28, waiting: ['target', 'supervisor'] },
    { name: 'lock-coupling', stepCount: 23, waiting: ['target', 'supervisor'] },
    { name: 'spin-wait', stepCount: 19, waiting: ['game', 'service'] },
];
suite('scenarios/litmus/self-deadlock', (test) => {
    BEASTS.forEach(({ name, stepCount, waiting }, index) => {
        const parameters = { beast: index + 1 };
        test(`${name} deadlocks, and its repair does not`, async () => {
            await finds(selfDeadlockZoo, 'deadlock', stepCount, parameters);
            await proves(selfDeadlockZooFixed, [''], parameters);
        });
        test(`${name} names everybody in the cycle`, async () => {
            const { waits } = await explored(selfDeadlockZoo, parameters);
            equal(waits.map((wait) => wait.split(' ')[0]), waiting);
        });
    });
});
//# sourceMappingURL=self-deadlock.test.js.map