/** JSON whose faults have places. */
import * as fc from 'fast-check';
import { UsageError } from '../../../kernel/index.js';
import { parseJson } from '../../../scenarios/file/json.js';
import { equal, is, ok, suite } from '../../support/suite.js';
function faultOf(text) {
    try {
        parseJson(text, 'a.json');
    }
    catch (error) {
        ok(error instanceof UsageError, String(error));
        return `${error.where} ${error.message}`;
    }
    return 'none';
}
suite('scenarios/file/json', (test) => {
    test('a fault is told by line and column', () => {
        equal([
            '{\n "b": [1, 2,],\n}',
            '{ a: 1 }',
            '{"a": "x',
            '',
            '{"a" 1}',
            '// c\n{}',
            '{} {}',
            '[01]',
        ].map(faultOf), [
            "a.json:2:13 a value should stand here, not ']'",
            "a.json:1:3 'a' is no JSON",
            'a.json:1:7 a string that is not closed, or has a bad escape, begins here',
            'a.json:1:1 the text ends too early',
            "a.json:1:6 ':' should stand here, not '1'",
            "a.json:1:1 '//' is no JSON",
            "a.json:1:4 '{' stands behind the end",
            "a.json:1:2 '01' is no JSON",
        ]);
    });
    test('what is JSON is read as the engine reads it', () => {
        fc.assert(fc.property(fc.json(), (text) => {
            equal(parseJson(text, 'a.json'), JSON.parse(text));
        }), { seed: 1 });
    });
    test('every damaged text has a place within it', () => {
        fc.assert(fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', 'x', '[', '\u0001'), (text, at, put) => {
            const cut = at % (text.length + 1);
            const damaged = text.slice(0, cut) + put + text.slice(cut + 1);
            try {
                JSON.parse(damaged);
            }
            catch {
                const [, line, column] = /^a\.json:(\d+):(\d+) /.exec(faultOf(damaged)) ?? [];
                is(line, '1', damaged);
                ok(Number(column) >= 1 && Number(column) <= damaged.length + 1, damaged);
            }
        }), { seed: 1, numRuns: 500 });
    });
});
//# sourceMappingURL=json.test.js.map