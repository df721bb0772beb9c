/** Which name was meant: the nearest one, and none if none is near. */
import * as fc from 'fast-check';
import { editDistance, nearestName } from '../../../scenarios/file/nearest.js';
import { is, ok, suite } from '../../support/suite.js';
suite('scenarios/file/nearest', (test) => {
    test('a slip of each kind is one edit', () => {
        is(editDistance('store', 'stor'), 1);
        is(editDistance('store', 'stoore'), 1);
        is(editDistance('store', 'stora'), 1);
        is(editDistance('store', 'stroe'), 1);
        is(editDistance('', 'abc'), 3);
    });
    test('distance is symmetric, and zero for equal texts alone', () => {
        const text = fc.string({ maxLength: 8 });
        fc.assert(fc.property(text, text, (left, right) => {
            is(editDistance(left, right), editDistance(right, left));
            is(editDistance(left, right) === 0, left === right);
            ok(editDistance(left, right) <= Math.max(left.length, right.length));
        }), { seed: 1 });
    });
    test('a name that is near is found, a strange one is not', () => {
        const known = ['memmap-storm', 'rwsem', 'lost-wakeup'];
        is(nearestName('memap-strom', known), 'memmap-storm');
        is(nearestName('RWSEM', known), 'rwsem');
        is(nearestName('zebra', known), undefined);
        is(nearestName('x', []), undefined);
    });
});
//# sourceMappingURL=nearest.test.js.map