/** The bare loop: the recorded accesses and nothing else. */
import { bareLoop } from '../../../kernel/index.js';
import { equal, is, suite } from '../../support/suite.js';
suite('kernel/memory/bare-loop', (test) => {
    test('each access is made as often as it was recorded, on its own word', () => {
        const accesses = [
            { kind: 'add', index: 0 },
            { kind: 'add', index: 1 },
            { kind: 'add', index: 1 },
            { kind: 'cas', index: 2 },
            { kind: 'wake', index: 0 },
            { kind: 'get', index: 3 },
            { kind: 'load', index: 3 },
        ];
        for (const privates of ['plain', 'atomic']) {
            const words = new Int32Array(new SharedArrayBuffer(16));
            is(bareLoop(accesses, privates)(words, 10), 0);
            equal([...words], [10, 20, 1, 0]);
        }
    });
    test('stores write what was summed so far', () => {
        const words = Int32Array.of(3, 0, 0);
        bareLoop([
            { kind: 'get', index: 0 },
            { kind: 'set', index: 1 },
            { kind: 'store', index: 2 },
        ], 'plain')(words, 1);
        equal([...words], [3, 3, 3]);
    });
});
//# sourceMappingURL=bare-loop.test.js.map