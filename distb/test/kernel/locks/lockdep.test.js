/** The lock checker: silent in every sound design, and not blind in any broken one. */
import { ADDRESS_SPACE_DESIGNS } from '../../../kernel/index.js';
import { equal, is, match, ok, suite } from '../../support/suite.js';
import { scenarioOf, walk, withStep } from '../../support/walk.js';
import { nosyscallCheckDesigns } from '../../../scenarios/litmus/address-space-locks.js';
import { access, lock, mmap, mprotect, munmap, store, unlock, waitFor, } from '../../../scenarios/file/build.js';
import { NEXT } from '../../../kernel/routine.js';
const numberOf = (name) => ADDRESS_SPACE_DESIGNS.findIndex((each) => each.name === name);
/** What lockdep says of the entry check under the twin of a design. */
function faultsOf(name, omission) {
    const design = numberOf(name);
    const omissions = ADDRESS_SPACE_DESIGNS[design]?.omissions ?? [];
    const without = omission === undefined ? 0 : omissions.indexOf(omission) + 1;
    const scenario = nosyscallCheckDesigns.build({ design, without, marks: 0, calls: 1 });
    return [...walk(scenario).lockFaults];
}
suite('kernel/locks/lockdep', (test) => {
    for (const { name } of ADDRESS_SPACE_DESIGNS.filter((each) => each.name !== 'unlocked')) {
        test(`${name} keeps its order and its guards, in checks, faults and edits`, () => {
            equal(faultsOf(name), []);
            const { deadlocks } = walk(scenarioOf({
                regions: {
                    native: { page: 0, pages: 1, prot: 'r-x' },
                    data: { page: 4, pages: 2, prot: 'rw-' },
                },
                addressSpaceLock: { design: name },
                threads: {
                    writer: { at: 'native', program: [access(4, 'write'), access(9, 'read')] },
                    editor: { at: 'native', program: [mprotect(5, 1, 'r--'), munmap(4, 1)] },
                },
            }));
            is(deadlocks, 0);
        });
    }
    test('the unlocked check reads flags without their guard', () => {
        const [fault = ''] = faultsOf('unlocked');
        match(fault, /^thread \d reads vma \d flags without its guard, holding nothing$/);
    });
    test('flags that are read behind the release are read without their guard', () => {
        for (const name of ['mmap-lock', 'range-lock'])
            ok(faultsOf(name, 'the hold').some((fault) => /reads vma \d flags without/.test(fault)));
    });
    test('a fallback that keeps the VMA’s lock takes the mmap lock against the order', () => {
        const faults = faultsOf('per-vma', 'the release before the fallback');
        equal(faults, ['thread 0 takes mmap while it holds vma; the order of per-vma is mmap, vma']);
    });
    /** A program that takes locks in an order, all for writing, and lets them go. */
    const taking = (...locks) => [
        ...locks.map((name) => lock(name, 'write')),
        ...locks.toReversed().map((name) => unlock(name, 'write')),
    ];
    /** What lockdep says of programs that run one after the other, so that none can deadlock. */
    const inTurn = (...programs) => {
        const { deadlocks, lockFaults } = walk(scenarioOf({
            locks: { a: 'rwsem', b: 'rwsem', c: 'rwsem' },
            words: { turn: 0 },
            threads: Object.fromEntries(programs.map((program, index) => [
                `t${index}`,
                {
                    at: 'native',
                    program: [waitFor('turn', '==', index), ...program, store('turn', index + 1)],
                },
            ])),
        }));
        is(deadlocks, 0);
        return [...lockFaults];
    };
    test('programs that take their locks in one order are not reported', () => {
        equal(inTurn(taking('a', 'b', 'c'), taking('a', 'c'), taking('b', 'c')), []);
    });
    test('two orders of a program’s locks are reported, though nobody met a deadlock', () => {
        equal(inTurn(taking('a', 'b'), taking('b', 'a')), [
            'thread 1 takes a while it holds b, which was taken behind a before',
        ]);
    });
    test('a ring of three locks is reported by who closes it', () => {
        equal(inTurn(taking('a', 'b'), taking('b', 'c'), taking('c', 'a')), [
            'thread 2 takes a while it holds c, which was taken behind a before',
        ]);
    });
    test('readers in two orders are reported: a writer between them would bar the second', () => {
        const reading = [
            lock('b', 'read'),
            lock('a', 'read'),
            unlock('a', 'read'),
            unlock('b', 'read'),
        ];
        is(inTurn(taking('a', 'b'), reading).length, 1);
    });
    test('a lock that is held across a system call comes before the mmap lock', () => {
        const edit = mprotect(0, 1, 'r-x');
        const over = [lock('a', 'write'), edit, unlock('a', 'write')];
        equal(inTurn(over, [edit, ...taking('a', 'b')]), []);
    });
    test('an edit without the lock is an error in a sound design', () => {
        const unlocked = withStep('mmap_lock.write', () => NEXT);
        let message = '';
        try {
            walk(scenarioOf({ threads: { a: { at: 'native', program: [mmap(8, 1, 'r--')] } } }), 1_000, unlocked);
        }
        catch (error) {
            message = error instanceof Error ? error.message : '';
        }
        match(message, /^lockdep: thread 0 writes .* without its guard, holding nothing$/);
    });
});
//# sourceMappingURL=lockdep.test.js.map