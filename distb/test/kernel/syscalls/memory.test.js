import { STEP } from '../../../actors/index.js';
import { listText } from '../../../kernel/index.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { bootScenario, scenarioOf, walk } from '../../support/walk.js';
import { mmap, mprotect, munmap, syscall } from '../../../scenarios/file/build.js';
const REGIONS = {
    native: { page: 0, pages: 1, prot: 'r-x' },
    data: { page: 4, pages: 6, prot: 'rw-' },
};
/** The address space behind a program that runs alone, and the registers r0 to r2. */
function after(program, check) {
    const { world, stepper } = bootScenario(scenarioOf({
        regions: REGIONS,
        interposition: check === undefined ? { kind: 'none' } : { kind: 'memmap', check },
        threads: { a: { at: 'native', program } },
    }));
    while (stepper.step(0) === STEP.moved)
        ;
    return listText(world, 0, 100).replaceAll('+a', '').replace('0-1:r-x ', '');
}
suite('kernel/syscalls/memory', (test) => {
    test('every lock design leaves the same address space', () => {
        const program = [
            mprotect(5, 2, 'r--'),
            mmap(8, 4, 'r-x!'),
            munmap(4, 1),
            mprotect(9, 1, 'r-x'),
        ];
        const spaces = [undefined, 'unlocked', 'locked', 'contained'].map((check) => after(program, check));
        equal(new Set(spaces).size, 1);
        is(spaces[0], '5-7:r-- 7-8:rw- 8-9:r-x! 9-10:r-x 10-12:r-x!');
    });
    test('mprotect over a hole changes what is before it and fails', () => {
        const { outcomes } = walk(scenarioOf({
            regions: REGIONS,
            threads: {
                a: {
                    at: 'native',
                    program: [munmap(6, 1), mprotect(4, 6, 'r--', 'r0')],
                },
            },
            observe: ['a.r0', 'mapCount'],
        }));
        equal([...outcomes], ['-12,3']);
        is(after([munmap(6, 1), mprotect(4, 6, 'r--')]), '4-6:r-- 7-10:rw-');
    });
    test('a reader without the lock can see an edit half done, one with the lock cannot', () => {
        const seen = (check) => walk(scenarioOf({
            regions: {
                native: { page: 0, pages: 1, prot: 'r-x' },
                foreign: { page: 5, pages: 1, prot: 'r-x!', foreign: true },
                above: { page: 9, pages: 1, prot: 'r-x' },
            },
            interposition: { kind: 'memmap', check },
            threads: {
                // MAP_FIXED removes and then inserts: in between the page is a hole.
                loader: { at: 'native', program: [mmap(5, 1, 'r-x!')] },
                game: {
                    at: 'foreign',
                    program: [{ do: 'jump', to: 5, foreign: true }, syscall('getpid')],
                },
            },
            properties: [
                { kind: 'never', name: 'escape', that: { event: 'escaped', thread: 'game' } },
            ],
        })).violated;
        ok(seen('unlocked').has('escape'));
        equal([...seen('locked')], []);
    });
    test('shared anonymous memory never merges with its neighbour', () => {
        const shared = 0x01 | 0x20 | 0x10;
        is(after([syscall('mmap', [20, 1, 3, shared]), syscall('mmap', [21, 1, 3, shared])]), '4-10:rw- 20-21:rw-+s 21-22:rw-+s');
    });
    test('a call that is refused returns its errno and changes nothing', () => {
        is(after([syscall('mprotect', [5, 1, 0x10]), munmap(5, 0)]), '4-10:rw-');
    });
});
//# sourceMappingURL=memory.test.js.map