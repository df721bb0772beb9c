/** The kernel text: every entry stands where it says, in every design. */
import { createKernel, SYSCALL_NUMBER, } from '../../../kernel/index.js';
import { is, ok, suite } from '../../support/suite.js';
const DESIGN = {
    check: 'unlocked',
    owner: 'threads',
    mmapLock: 'rwsem',
    addressSpaceLock: { design: 'unlocked' },
    locks: ['rwsem', 'losing-wake-ups'],
    futexWaits: false,
};
suite('kernel/syscalls/table', (test) => {
    test('every entry is the first step of a routine', () => {
        for (const check of ['none', 'unlocked', 'locked', 'contained']) {
            for (const owner of ['threads', 'kernel-actor']) {
                const { text, entries } = createKernel({ ...DESIGN, check, owner });
                const addresses = [
                    entries.enter,
                    entries.check,
                    entries.deliver,
                    entries.leave,
                    entries.serve,
                    entries.unknownSyscall,
                    ...entries.syscall,
                    ...entries.lock,
                ];
                for (const address of addresses)
                    is(text.base[address], address);
            }
        }
    });
    test('known calls have routines of their own and unknown ones share one', () => {
        const { entries } = createKernel(DESIGN);
        is(entries.syscall[0], entries.unknownSyscall);
        ok(entries.syscall[SYSCALL_NUMBER.getpid] !== entries.unknownSyscall);
        is(entries.syscall[SYSCALL_NUMBER.mmap], entries.syscall[SYSCALL_NUMBER.munmap]);
    });
    test('edits are separate steps only where some reader takes no lock', () => {
        const isShared = (design) => {
            const { text } = createKernel({ ...DESIGN, addressSpaceLock: { design } });
            return text.shared[text.steps.findIndex(({ name }) => name === 'mm.edit')];
        };
        is(isShared('unlocked'), 1);
        is(isShared('per-vma'), 1);
        is(isShared('mmap-lock'), 0);
        is(isShared('range-cache'), 0);
    });
    test('a lock that loses wake-ups has a look before its release', () => {
        const { text } = createKernel(DESIGN);
        ok(text.steps.some(({ name }) => name === 'lock1.look'));
        ok(!text.steps.some(({ name }) => name === 'lock0.look'));
    });
});
//# sourceMappingURL=table.test.js.map