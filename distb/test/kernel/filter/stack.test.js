/** Paths of filters: what they weigh, where they end, and that they are shared, not changed. */
import { ACTION } from '../../../kernel/filter/action.js';
import { BPF, encodeProgram, statement } from '../../../kernel/filter/bpf.js';
import { attachFilter } from '../../../kernel/filter/stack.js';
import { equal, ok, suite } from '../../support/suite.js';
const ALLOW = statement(BPF.RET, ACTION.ALLOW);
const times = (count, one) => Array.from({ length: count }, () => one);
/** How many filters of one kind fit on a path, and the errno of the next one. */
function fill(instructions, start) {
    const program = encodeProgram(instructions);
    let newest = start;
    for (let count = 0;; count++) {
        const filter = attachFilter(newest, program);
        if (typeof filter === 'number')
            return [count, filter];
        newest = filter;
    }
}
suite('kernel/filter/stack', (test) => {
    test('3641 filters of one return fit', () => {
        equal(fill([ALLOW]), [3641, -12]);
    });
    test('3 filters of 4096 returns fit', () => {
        equal(fill(times(4096, ALLOW)), [3, -12]);
    });
    test('3 filters of 4096 returns fit behind a filter of one', () => {
        const first = attachFilter(undefined, encodeProgram([ALLOW]));
        ok(typeof first !== 'number');
        equal(fill(times(4096, ALLOW), first), [3, -12]);
    });
    test('7 filters of 4095 loads and a return fit', () => {
        equal(fill([...times(4095, statement(BPF.LD_ABS)), ALLOW]), [7, -12]);
    });
    test('a path of exactly 32768 fits and one of 32769 does not', () => {
        // Seven of 4100 and their penalties leave 4040: a program of 4036 with one return weighs that.
        const loads = (count) => encodeProgram([...times(count - 1, statement(BPF.LD_ABS)), ALLOW]);
        let newest;
        for (let count = 0; count < 7; count++) {
            const filter = attachFilter(newest, loads(4096));
            ok(typeof filter !== 'number');
            newest = filter;
        }
        ok(typeof attachFilter(newest, loads(4036)) !== 'number');
        equal(attachFilter(newest, loads(4037)), -12);
    });
    test('a refused program is not attached', () => {
        equal(attachFilter(undefined, encodeProgram([])), -22);
    });
    test('two paths share what was attached before they parted', () => {
        const root = attachFilter(undefined, encodeProgram([ALLOW]));
        ok(typeof root !== 'number');
        const before = {
            ...root,
            program: root.program.slice(),
            constantAllow: root.constantAllow.slice(),
        };
        for (const action of [ACTION.LOG, ACTION.TRAP]) {
            const leaf = attachFilter(root, encodeProgram([statement(BPF.RET, action)]));
            ok(typeof leaf !== 'number');
            ok(leaf.previous === root);
            equal([root.depth, leaf.depth], [0, 1]);
        }
        equal(root, before);
    });
});
//# sourceMappingURL=stack.test.js.map