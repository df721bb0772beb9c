/** Filters of scenarios: their programs, their length, and what is told of a wrong one. */
import { BPF, statement } from '../../../kernel/filter/bpf.js';
import { UsageError } from '../../../kernel/index.js';
import { compileScenario, expectAcceptedFilters, listFilters, } from '../../../actors/index.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { scenarioOf } from '../../support/walk.js';
import { filterOn } from '../../support/tasks.js';
const TRAP = { action: 'TRAP' };
const ALLOW = { action: 'ALLOW' };
const ret = statement(BPF.RET, 0x7fff_0000);
function refusalOf(work) {
    try {
        work();
    }
    catch (error) {
        ok(error instanceof UsageError, String(error));
        return `${error.where}: ${error.message}`;
    }
    return 'accepted';
}
/** What is told of a filter that programs can attach. */
function refusal(filter) {
    const scenario = scenarioOf({
        threads: { a: { at: 'native', program: [] } },
        tasks: { filters: { f: filter } },
    });
    return refusalOf(() => {
        compileScenario(scenario);
        expectAcceptedFilters(scenario);
    });
}
/** What is told of an interposition. */
function refusalOfInterposition(interposition) {
    return refusalOf(() => compileScenario(scenarioOf({ threads: { a: { at: 'native', program: [] } }, interposition, words: { s: 0 } })));
}
suite('actors/scenario/filter', (test) => {
    test('a wrong program is told with its errno, the instruction and why', () => {
        const load = (k) => ({ bpf: [statement(BPF.LD_ABS, k), ret] });
        is(refusal({ bpf: [] }), 'tasks.filters.f.bpf: EINVAL: the program is empty');
        is(refusal(load(64)), 'tasks.filters.f.bpf[0]: EINVAL: load at 64, seccomp_data has 64 bytes');
        is(refusal(load(6)), 'tasks.filters.f.bpf[0]: EINVAL: load at 6 is not aligned to 4 bytes');
        is(refusal({ bpf: Array.from({ length: 4_097 }, () => ret) }), 'tasks.filters.f.bpf: EINVAL: 4097 instructions, at most 4096');
        const rule = filterOn('getpid', 'TRAP').rules[0];
        is(refusal({ rules: Array.from({ length: 2_000 }, () => rule), default: ALLOW }), 'tasks.filters.f: EINVAL: 6001 instructions, at most 4096');
    });
    test('a field that does not fit its bits is told with its place', () => {
        is(refusal({ bpf: [ret, { code: 6, jt: 256, jf: 0, k: 0 }] }), 'tasks.filters.f.bpf[1].jt: instruction 1: jt is 256');
    });
    test('a rule that is none is told with its place', () => {
        const rule = { when: { nr: 'getpid' }, ret: ALLOW };
        const rules = (broken) => refusal({ rules: [rule, { ...rule, ...broken }], default: TRAP });
        is(rules({ when: { nr: 'gotpid' } }), "tasks.filters.f.rules[1].when.nr: 'gotpid' is no 32-bit number");
        is(rules({ ret: { raw: 'x' } }), "tasks.filters.f.rules[1].ret: 'x' is no 32-bit number");
        is(rules({ when: { nr: 0, arg: { index: 6, low32_equals: 0 } } }), 'tasks.filters.f.rules[1].when.arg: no argument 6');
    });
    test('to a program a wrong filter is an errno, and no reason not to run', () => {
        compileScenario(scenarioOf({
            threads: { a: { at: 'native', program: [] } },
            tasks: { filters: { f: { bpf: [] } } },
        }));
    });
    test('filters that threads begin with must be right, alone and together', () => {
        is(refusalOfInterposition({ kind: 'seccomp', filters: [] }), 'interposition.filters: no filter');
        is(refusalOfInterposition({ kind: 'seccomp', filters: [{ bpf: [ret] }, { bpf: [] }] }), 'interposition.filters[1].bpf: EINVAL: the program is empty');
        const long = { bpf: [...Array.from({ length: 4_095 }, () => statement(BPF.LD_ABS, 0)), ret] };
        is(refusalOfInterposition({ kind: 'seccomp', filters: Array.from({ length: 8 }, () => long) }), 'interposition.filters[7]: ENOMEM: with it the filters weigh 32828 translated instructions');
    });
    test('an interposition that names what is not there is refused', () => {
        const list = { ranges: ['@nowhere'], search: 'linear', inside: TRAP, outside: ALLOW };
        is(refusalOfInterposition({ kind: 'seccomp', filters: [list] }), "interposition.filters[0].ranges[0]: no region is named 'nowhere'");
        is(refusalOfInterposition({
            kind: 'seccomp',
            filters: [{ ...list, ranges: [{ page: 3, pages: 0 }] }],
        }), 'interposition.filters[0].ranges[0]: no range of pages: 0 from page 3');
        is(refusalOfInterposition({ kind: 'user-dispatch', selector: 'x' }), "interposition.selector: no word of memory is named 'x'");
        is(refusalOfInterposition({ kind: 'user-dispatch', mode: 'inclusive', selector: 's' }), 'interposition: EINVAL: inclusive user dispatch needs a range to intercept');
        is(refusalOfInterposition({ kind: 'strict', threads: ['a', 'b'] }), "interposition.threads[1]: no thread is named 'b'");
    });
    test('every filter is listed with its length, as written and as Linux counts', () => {
        const ranges = Array.from({ length: 8 }, (_, index) => ({ page: 4 * index + 4, pages: 2 }));
        const of = (search) => ({ ranges, search, inside: TRAP, outside: ALLOW });
        const listed = listFilters(scenarioOf({
            threads: {},
            tasks: { filters: { one: { bpf: [ret] } } },
            interposition: { kind: 'seccomp', filters: [of('linear'), of('binary')] },
        }));
        equal(listed.map(({ where, form, instructionCount }) => [where, form, instructionCount]), [
            ['tasks.filters.one', 'BPF', 1],
            ['interposition.filters[0]', '8 ranges, a chain', 8 * 5 + 2],
            ['interposition.filters[1]', '8 ranges, a binary search', 21],
        ]);
        equal(listed[0]?.lines, ['0: ret  ALLOW']);
        is(listed[0]?.translatedCount, 5);
    });
});
//# sourceMappingURL=filter.test.js.map