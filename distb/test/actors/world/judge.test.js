/** The judge: properties and observations. */
import { UsageError } from '../../../kernel/index.js';
import { compileScenario, Judge } from '../../../actors/index.js';
import { equal, ok, suite } from '../../support/suite.js';
import { scenarioOf, walk } from '../../support/walk.js';
const racing = (properties) => scenarioOf({
    words: { x: 0 },
    threads: {
        a: {
            at: 'native',
            program: [
                { do: 'store', word: 'x', value: 1 },
                { do: 'mark', name: 'stored' },
            ],
        },
        b: { at: 'native', program: [{ do: 'load', word: 'x', into: 'r0' }] },
    },
    properties,
    observe: ['x', 'b.r0'],
});
function refusal(property) {
    const scenario = racing([property]);
    try {
        return `accepted with ${new Judge(scenario, compileScenario(scenario)).properties.length}`;
    }
    catch (error) {
        ok(error instanceof UsageError, String(error));
        return `${error.where}: ${error.message}`;
    }
}
suite('actors/world/judge', (test) => {
    test('a violated property of each kind is named, and a satisfied one is not', () => {
        const { violated } = walk(racing([
            { kind: 'never', name: 'b saw it', that: ['b.r0', '==', 1] },
            { kind: 'always', name: 'x is 0', that: ['x', '==', 0] },
            {
                kind: 'always',
                name: 'x is 0 or 1',
                that: {
                    any: [
                        ['x', '==', 0],
                        ['x', '==', 1],
                    ],
                },
            },
            { kind: 'never', name: 'b saw 2', that: ['b.r0', '==', 2] },
            { kind: 'finally', name: 'b saw nothing', that: ['b.r0', '==', 0] },
            { kind: 'finally', name: 'x is 1', that: { not: ['x', '!=', 1] } },
        ]));
        equal([...violated].sort(), ['b saw it', 'b saw nothing', 'x is 0']);
    });
    test('what is seen in no run is told of, and what is seen in some is not', () => {
        const { unseen } = walk(racing([
            {
                kind: 'sometimes',
                name: 'b sees it',
                that: {
                    all: [
                        ['x', '==', 1],
                        ['b.r0', '==', 1],
                    ],
                },
            },
            { kind: 'sometimes', name: 'b sees 2', that: ['b.r0', '==', 2] },
        ]));
        equal(unseen, ['b sees 2']);
    });
    test('a mark of a program is an event that properties know by name', () => {
        const { violated } = walk(racing([{ kind: 'never', name: 'stored', that: { marked: 'stored' } }]));
        equal([...violated], ['stored']);
    });
    test('an expectation that fails is a violation of every scenario', () => {
        const { violated } = walk(scenarioOf({
            threads: {
                a: { at: 'native', program: [{ do: 'expect', when: [1, '==', 2], otherwise: 'no' }] },
            },
        }));
        equal([...violated], ['an expectation fails']);
    });
    test('events of one thread can be told from those of another', () => {
        const of = (thread) => ({
            kind: 'never',
            name: thread,
            that: { event: 'finished', thread },
        });
        const { violated } = walk(racing([of('a')]));
        equal([...violated], ['a']);
    });
    test('what a property names and nobody has is refused with its path', () => {
        const path = 'properties[0].that';
        equal([
            refusal({ kind: 'always', name: '', that: ['y', '==', 0] }),
            refusal({ kind: 'never', name: '', that: { marked: 'z' } }),
            refusal({ kind: 'never', name: '', that: { event: 'native', thread: 'c' } }),
            refusal({ kind: 'always', name: '', that: ['b.r9', '==', 0] }),
        ], [
            `${path}: nothing is named 'y'`,
            `${path}: no program marks 'z'`,
            `${path}: no thread is named 'c'`,
            `${path}: nothing is named 'b.r9'`,
        ]);
    });
});
//# sourceMappingURL=judge.test.js.map