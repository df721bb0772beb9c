/** Chain, search and plain test agree on every address, and the sizes are the published ones. */
import * as fc from 'fast-check';
import { returnValue } from '../../../kernel/filter/action.js';
import { BPF, instructionCount, seccompData } from '../../../kernel/filter/bpf.js';
import { runProgram } from '../../../kernel/filter/interpret.js';
import { numberFilter, rangeFilter } from '../../../kernel/filter/ranges.js';
import { checkFilter } from '../../../kernel/filter/validate.js';
import { equal, ok, suite, throws } from '../../support/suite.js';
const SEED = 0x72_6e_67;
console.log(`seed ${SEED}`);
const TRAP = returnValue('TRAP');
const ALLOW = returnValue('ALLOW');
const END = 1n << 64n;
const SEARCHES = ['linear', 'binary'];
const isInside = (ranges, ip) => ranges.some(({ start, end }) => start <= ip && ip < end);
/** Addresses near borders of halves, near each other, and anywhere. */
const address = fc.oneof(fc.bigInt({ min: 0n, max: END - 1n }), fc
    .tuple(fc.bigInt({ min: 0n, max: 3n }), fc.bigInt({ min: -3n, max: 3n }))
    .map(([high, low]) => BigInt.asUintN(64, (high << 32n) + low)), fc.bigInt({ min: 0x7fff00000000n, max: 0x7fff00000040n }), fc.constantFrom(0n, END - 1n, 1n << 63n, 0x7fffffffn, 0x80000000n, 0xffffffff00000000n));
const range = fc.tuple(address, address).map(([one, other]) => ({
    start: one < other ? one : other,
    end: (one < other ? other : one) + 1n,
}));
const ranges = fc.array(range, { maxLength: 12 });
/** Where mistakes are made: at the first and last address of a range, and next to them. */
function bordersOf(list) {
    return list
        .flatMap(({ start, end }) => [start - 1n, start, start + 1n, end - 1n, end, end + 1n])
        .map((ip) => BigInt.asUintN(64, ip));
}
/** The first address at which a filter and the plain test differ. */
function difference(program, list, addresses) {
    return addresses.find((ip) => {
        const expected = isInside(list, ip) ? TRAP : ALLOW;
        return runProgram(program, seccompData(0, ip)) !== expected;
    });
}
/** Ranges as a loader makes them: one megabyte each, apart, in one library area. */
const libraries = (count) => Array.from({ length: count }, (_, index) => {
    const start = 0x7f0010000000n + BigInt(index) * 0x200000n;
    return { start, end: start + 0x100000n };
});
suite('kernel/filter/ranges', (test) => {
    for (const search of SEARCHES)
        test(`the ${search} filter decides as the plain test`, () => {
            fc.assert(fc.property(ranges, fc.array(address, { maxLength: 20 }), (list, addresses) => {
                const program = rangeFilter(list, search, TRAP, ALLOW);
                equal(checkFilter(program).why, '');
                equal(difference(program, list, [...addresses, ...bordersOf(list)]), undefined);
            }), { seed: SEED, numRuns: 1_500 });
        });
    for (const search of SEARCHES)
        test(`the ${search} filter of 600 ranges decides as the plain test through trampolines`, () => {
            const list = libraries(600);
            const program = rangeFilter(list, search, TRAP, ALLOW);
            equal(checkFilter(program).why, '');
            equal(difference(program, list, bordersOf(list)), undefined);
        });
    test('ranges far apart and ranges side by side decide alike in both shapes', () => {
        const list = Array.from({ length: 300 }, (_, index) => {
            const start = BigInt(index) << 31n;
            return { start, end: start + (index % 3 === 0 ? 1n << 31n : 0x1000n) };
        });
        for (const search of SEARCHES) {
            const program = rangeFilter(list, search, TRAP, ALLOW);
            equal(checkFilter(program).why, '');
            equal(difference(program, list, bordersOf(list)), undefined);
        }
    });
    test('twins that shift a border by one or drop a half are caught', () => {
        const shifted = (list) => list.map(({ start, end }) => ({ start, end: end < END ? end + 1n : end }));
        const halved = (list) => list.map(({ start, end }) => {
            const low = BigInt.asUintN(32, start);
            return { start: low, end: low + (end - start) < END ? low + (end - start) : END };
        });
        for (const wrong of [shifted, halved])
            for (const search of SEARCHES) {
                const details = fc.check(fc.property(ranges, (list) => {
                    const program = rangeFilter(wrong(list), search, TRAP, ALLOW);
                    return difference(program, list, bordersOf(list)) === undefined;
                }), { seed: SEED, numRuns: 200 });
                ok(details.failed);
            }
    });
    test('a range costs the chain five instructions, and a trampoline in 51', () => {
        const size = (count) => instructionCount(rangeFilter(libraries(count), 'linear', TRAP, ALLOW));
        equal([1, 2, 10, 50].map(size), [7, 12, 52, 252]);
        equal(size(100), 2 + 500 + 1);
        ok(size(800) <= 4096, `${size(800)}`);
    });
    test('a range costs the search two instructions, and at most one in eight more', () => {
        const size = (count) => instructionCount(rangeFilter(libraries(count), 'binary', TRAP, ALLOW));
        equal(size(1), 2 + 2 + 2 + 2);
        for (const count of [10, 100, 1000])
            ok(size(count) <= 2.25 * count + 8, `${size(count)}`);
    });
    test('the search takes as many steps as the height of its tree', () => {
        const list = libraries(1000);
        const program = rangeFilter(list, 'binary', TRAP, ALLOW);
        for (const ip of bordersOf(list))
            ok(stepCount(program, ip) <= 20, String(ip));
    });
    test('no ranges are a filter that nothing meets', () => {
        for (const search of SEARCHES) {
            const program = rangeFilter([], search, TRAP, ALLOW);
            equal(difference(program, [], [0n, END - 1n]), undefined);
        }
    });
    test('the whole address space is met by everything', () => {
        const list = [{ start: 0n, end: END }];
        for (const search of SEARCHES) {
            const program = rangeFilter(list, search, TRAP, ALLOW);
            equal(difference(program, list, [0n, 1n, 0xffffffffn, 1n << 32n, END - 1n]), undefined);
        }
    });
    test('an empty or overlong range is the caller’s error', () => {
        for (const [start, end] of [
            [5n, 5n],
            [6n, 5n],
            [-1n, 5n],
            [0n, END + 1n],
        ])
            throws(() => rangeFilter([{ start, end }], 'linear', TRAP, ALLOW), /no range of addresses/);
    });
    test('the filter of the RFC has four instructions and looks at the number', () => {
        const program = numberFilter(TRAP, ALLOW);
        equal(instructionCount(program), 4);
        equal([0, 0xefff, 0xf000, -1].map((nr) => runProgram(program, seccompData(nr))), [ALLOW, ALLOW, TRAP, TRAP]);
    });
});
/** Instructions that a filter of loads, jumps and returns executes for an address. */
function stepCount(program, ip) {
    const data = seccompData(0, ip);
    let a = 0;
    for (let at = 0, steps = 1;; at += 2, steps++) {
        const head = program[at];
        const k = program[at + 1];
        const code = head & 0xffff;
        if (code === BPF.RET)
            return steps;
        if (code === BPF.JA)
            at += 2 * k;
        else if (code === BPF.LD_ABS)
            a = data[k >> 2] >>> 0;
        else
            at += 2 * (a >= k >>> 0 ? (head >>> 16) & 0xff : head >>> 24);
    }
}
//# sourceMappingURL=ranges.test.js.map