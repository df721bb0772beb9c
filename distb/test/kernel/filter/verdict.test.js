/** Who wins: the lowest signed action, on a tie the newest filter, and what a verdict carries. */
import * as fc from 'fast-check';
import { ACTION, ACTION_MASK, ACTION_NAMES, returnValue } from '../../../kernel/filter/action.js';
import { BPF, encodeProgram, SECCOMP_DATA, seccompData, statement, } from '../../../kernel/filter/bpf.js';
import { FILTER_EXEMPT_NUMBERS } from '../../../kernel/filter/constant.js';
import { runProgram } from '../../../kernel/filter/interpret.js';
import { attachFilter } from '../../../kernel/filter/stack.js';
import { evaluateFilters, runFilters, verdictAction, verdictData, verdictDepth, verdictResult, } from '../../../kernel/filter/verdict.js';
import { naiveVerdict } from '../../support/naive-filter.js';
import { callData, filterProgram, listing, numberProgram } from '../../support/random-filter.js';
import { equal, ok, suite } from '../../support/suite.js';
const SEED = 0x76_65_72;
console.log(`seed ${SEED}`);
/** The newest filter of a path, given oldest first. */
function attachAll(programs) {
    let newest;
    for (const program of programs) {
        const filter = attachFilter(newest, program);
        ok(typeof filter !== 'number');
        newest = filter;
    }
    return newest;
}
const returning = (returned) => encodeProgram([statement(BPF.RET, returned)]);
function judge(returns) {
    const verdict = runFilters(attachAll(returns.map(returning)), seccompData(39));
    return [verdictAction(verdict), verdictData(verdict), verdictDepth(verdict)];
}
const unpack = (verdict) => ({
    action: BigInt(verdictAction(verdict) >>> 0),
    data: BigInt(verdictData(verdict)),
    filter: verdictDepth(verdict),
});
const path = fc.array(fc.oneof(filterProgram, numberProgram), { minLength: 1, maxLength: 5 });
/** A twin of the evaluation with its own idea of who wins: the action and depth of the winner. */
function twin(programs, data, beats) {
    let strongest = ACTION.ALLOW;
    let depth = -1;
    for (const [age, program] of programs.toReversed().entries()) {
        const action = runProgram(program, data) & ACTION_MASK;
        if (!beats(action, strongest))
            continue;
        strongest = action;
        depth = programs.length - 1 - age;
    }
    return [strongest, depth];
}
/** Whether a twin that decides by `beats` is told from the naive evaluator by random paths. */
function isCaught(beats) {
    return fc.check(fc.property(path, callData, (programs, data) => {
        const { filter } = naiveVerdict(programs, data);
        return filter === twin(programs, data, beats)[1];
    }), { seed: SEED, numRuns: 3_000 }).failed;
}
suite('kernel/filter/verdict', (test) => {
    test('a path decides as the naive evaluator does', () => {
        const deciders = new Set();
        fc.assert(fc.property(path, callData, (programs, data) => {
            const expected = naiveVerdict(programs, data);
            deciders.add(expected.filter);
            const newest = attachAll(programs);
            const text = programs.map(listing).join(' | ');
            equal(unpack(evaluateFilters(newest, data)), expected, text);
            if (FILTER_EXEMPT_NUMBERS.includes(data[SECCOMP_DATA.NR]))
                return;
            equal(unpack(runFilters(newest, data)), expected, text);
        }), { seed: SEED, numRuns: 3_000 });
        equal(deciders, new Set([-1, 0, 1, 2, 3, 4]), 'every place of a path decided');
    });
    test('random paths pass the twin that is not broken', () => {
        ok(!isCaught((action, strongest) => action < strongest));
    });
    test('a twin that compares unsigned is caught', () => {
        ok(isCaught((action, strongest) => action >>> 0 < strongest >>> 0));
    });
    test('a twin that lets the oldest filter win a tie is caught', () => {
        ok(isCaught((action, strongest) => action <= strongest && action !== ACTION.ALLOW));
    });
    test('of every two actions the one earlier in the list wins, in either order', () => {
        for (const [place, stronger] of ACTION_NAMES.entries())
            for (const weaker of ACTION_NAMES.slice(place + 1)) {
                equal(judge([ACTION[stronger], ACTION[weaker]])[0], ACTION[stronger]);
                equal(judge([ACTION[weaker], ACTION[stronger]])[0], ACTION[stronger]);
            }
    });
    test('on a tie the newest filter’s data counts', () => {
        equal(judge([returnValue('ERRNO', 11), returnValue('ERRNO', 13), returnValue('ERRNO', 12)]), [
            ACTION.ERRNO,
            12,
            2,
        ]);
    });
    test('a filter that allows decides nothing, whatever its data', () => {
        equal(judge([ACTION.ALLOW | 7, ACTION.ALLOW]), [ACTION.ALLOW, 0, -1]);
    });
    test('an unknown action kills the process, below and above the known ones', () => {
        for (const unknown of [0x1000_0000, 0x9000_0000, 0xaaaa_aaaa])
            equal(judge([unknown | 0])[0], ACTION.KILL_PROCESS);
    });
    test('an unknown action still takes its own place in the order', () => {
        equal(judge([0x1000_0000, returnValue('ERRNO', 1)]), [ACTION.ERRNO, 1, 1]);
        equal(judge([0x1000_0000, ACTION.LOG]), [ACTION.KILL_PROCESS, 0, 0]);
        equal(judge([0x9000_0000 | 0, ACTION.KILL_THREAD]), [ACTION.KILL_PROCESS, 0, 0]);
    });
    test('an errno is capped at 4095 and may be zero', () => {
        const result = (data) => verdictResult(runFilters(attachAll([returning(returnValue('ERRNO', data))]), seccompData(0)));
        equal([result(7), result(4095), result(4096), result(0xffff)], [-7, -4095, -4095, -4095]);
        ok(Object.is(result(0), 0));
    });
    test('the deepest possible path still fits a verdict', () => {
        const programs = Array.from({ length: 3640 }, () => returning(ACTION.ALLOW));
        const newest = attachAll([...programs, returning(returnValue('TRACE', 0xffff))]);
        const verdict = runFilters(newest, seccompData(39));
        ok(verdict >= 0 && verdict <= 0x7fff_ffff);
        equal(unpack(verdict), { action: 0x7ff00000n, data: 0xffffn, filter: 3640 });
    });
});
//# sourceMappingURL=verdict.test.js.map