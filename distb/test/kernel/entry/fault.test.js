/** Page faults: what an access says under every lock design, and what its first write leaves. */
import { ADDRESS_SPACE_DESIGNS, findVma, vmaAnon } from '../../../kernel/index.js';
import { STEP } from '../../../actors/index.js';
import { equal, is, not, suite } from '../../support/suite.js';
import { bootScenario, scenarioOf, walk } from '../../support/walk.js';
import { access, munmap } from '../../../scenarios/file/build.js';
suite('kernel/entry/fault', (test) => {
    for (const { name } of ADDRESS_SPACE_DESIGNS) {
        test(`${name}: an access says what the protection says, and a hole that it is one`, () => {
            const { outcomes } = walk(scenarioOf({
                regions: {
                    native: { page: 0, pages: 1, prot: 'r-x' },
                    data: { page: 4, pages: 1, prot: 'rw-' },
                },
                addressSpaceLock: { design: name },
                threads: {
                    a: {
                        at: 'native',
                        program: [
                            access(4, 'write', 'r0'),
                            access(0, 'write', 'r1'),
                            access(0, 'execute', 'r2'),
                            access(2, 'read', 'r3'),
                        ],
                    },
                },
                observe: ['a.r0', 'a.r1', 'a.r2', 'a.r3'],
            }));
            equal([...outcomes], ['0,2,0,1']);
        });
        test(`${name}: an access beside an unmapping succeeds or meets a hole`, () => {
            const { outcomes, deadlocks } = walk(scenarioOf({
                regions: {
                    native: { page: 0, pages: 1, prot: 'r-x' },
                    data: { page: 4, pages: 1, prot: 'rw-' },
                },
                addressSpaceLock: { design: name },
                threads: {
                    a: { at: 'native', program: [access(4, 'write', 'r0')] },
                    b: { at: 'native', program: [munmap(4, 1)] },
                },
                observe: ['a.r0'],
            }));
            equal([...outcomes].sort(), ['0', '1']);
            is(deadlocks, 0);
        });
    }
    test('the first write gives a private mapping its anon_vma', () => {
        const { world, stepper } = bootScenario(scenarioOf({
            regions: { native: { page: 0, pages: 1, prot: 'rwx' } },
            threads: { a: { at: 'native', program: [access(0, 'read'), access(0, 'write')] } },
        }));
        stepper.step(0);
        const record = findVma(world, 0);
        is(vmaAnon(world, record), 0, 'a read gives none');
        while (stepper.step(0) === STEP.moved)
            ;
        not.equal(vmaAnon(world, record), 0);
    });
});
//# sourceMappingURL=fault.test.js.map