/** The scenarios of the lock designs: what a search says of them, and what real workers see. */
import { ADDRESS_SPACE_DESIGNS, UsageError } from '../../../kernel/index.js';
import { ask, explore, run } from '../../../workers/index.js';
import { equal, is, match, ok, suite, throws } from '../../support/suite.js';
import { mmapLockConvoy, mmapLockConvoyFixed, nosyscallCheckDesigns, vmaReuse, vmaReuseFixed, } from '../../../scenarios/litmus/address-space-locks.js';
const ROUNDS = 150;
suite('scenarios/litmus/address-space-locks', (test) => {
    ADDRESS_SPACE_DESIGNS.forEach(({ name }, design) => {
        if (name === 'unlocked')
            return;
        test(`real workers see no stale decision and no freed mapping under ${name}`, async () => {
            const scenario = nosyscallCheckDesigns.build({ design, without: 0, marks: 0, calls: 3 });
            const { findings, parallel } = await run(ask(scenario), { amount: { rounds: ROUNDS } });
            equal(findings.filter(({ kind }) => kind !== 'unseen'), []);
            is(parallel?.rounds, ROUNDS);
        });
    });
    test('a fault under the mmap lock waits for ever behind a writer that waits', async () => {
        const { verdict, findings } = await explore(ask(mmapLockConvoy.build({ faults: 1 })));
        is(verdict, 'violated');
        is(findings[0]?.kind, 'deadlock');
        match(findings[0]?.waits?.join('; ') ?? '', /worker waits for lock mmap held for reading by monitor, behind loader/);
        is((await explore(ask(mmapLockConvoyFixed.build({ faults: 3 })))).verdict, 'holds');
    });
    test('a reused record misleads who does not look again, and nobody else', async () => {
        const { findings } = await explore(ask(vmaReuse.build({})), { all: true });
        equal(findings.map(({ message }) => message).sort(), [
            'the check reads a freed mapping',
            'the decision is not the table’s',
        ]);
        is((await explore(ask(vmaReuseFixed.build({})))).verdict, 'holds');
    });
    test('an omission that a design does not have is refused with those that it has', () => {
        throws(() => nosyscallCheckDesigns.build({ design: 4, without: 2 }), (error) => error instanceof UsageError && /1 the serial/.test(error.hint));
        const scenario = nosyscallCheckDesigns.build({ design: 4, without: 0 });
        const wrong = { design: 'range-cache', without: 'the table' };
        throws(() => ask({ ...scenario, addressSpaceLock: wrong }), (error) => error instanceof UsageError && /omissions: the serial/.test(error.hint));
    });
    test('a check without a lock fits the unlocked design only', () => {
        const scenario = nosyscallCheckDesigns.build({ design: 1 });
        const interposition = { kind: 'memmap', check: 'unlocked' };
        throws(() => ask({ ...scenario, interposition }), /takes no lock of 'mmap-lock'/);
        ok(ask({ ...scenario, interposition, addressSpaceLock: { design: 'unlocked' } }));
    });
});
//# sourceMappingURL=address-space-locks.test.js.map