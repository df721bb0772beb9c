/**
 * Vectors about tasks: all variants pass, and each broken twin is told: an expectation that Linux
 * does not keep, a kernel without the fix that a vector speaks of, a step that nobody knows.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Mismatch } from '../../../scenarios/conform/fields.js';
import { playVector } from '../../../scenarios/conform/play.js';
import { runConform } from '../../../scenarios/conform/conform.js';
import { equal, is, match, suite } from '../../support/suite.js';
const VARIANTS = fileURLToPath(new URL('../../../../test/conformance/variants.json', import.meta.url));
const VECTORS = fileURLToPath(new URL('../../../../test/conformance/vectors.json', import.meta.url));
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const variants = read(VARIANTS);
const vectors = read(VECTORS);
const tasks = [...vectors, ...variants].filter(({ given }) => 'tasks' in given);
/** What a vector's run says: nothing, or the failing step with expected and actual. */
function failureOf({ given, steps }) {
    let step = 0;
    try {
        playVector(given, steps, (index) => {
            step = index + 1;
        });
        return '';
    }
    catch (error) {
        if (error instanceof Mismatch)
            return `${step}: ${error.expected} | ${error.actual}`;
        throw error;
    }
}
function vector(id) {
    return tasks.find((each) => each.id === id);
}
/** A vector with one step's fields changed; steps count from 1. */
function changed(id, number, fields) {
    const found = vector(id);
    const steps = found.steps.map((step, index) => index === number - 1 ? { ...step, ...fields } : step);
    return { ...found, steps };
}
/** An expectation that is the opposite of this one, where there is an opposite. */
function opposite(expect) {
    const { errno, ret, executes, killed } = (expect ?? {});
    if (errno !== undefined)
        return { errno: errno === 'EPERM' ? 'EIO' : 'EPERM' };
    if (killed !== undefined)
        return { killed: killed === 'thread' ? 'process' : 'thread' };
    if (typeof executes === 'boolean')
        return { executes: !executes };
    return typeof ret === 'number' ? { ret: ret + 1 } : undefined;
}
const given = { tasks: [{ id: 'T1', process: 'P1' }], no_new_privs: true };
suite('scenarios/conform/play', (test) => {
    test('every variant passes', () => {
        const report = runConform([VARIANTS]);
        is(report.text, `${variants.length} passed, 0 failed`);
        equal(report.passedIds, variants.map(({ id }) => id));
    });
    test('a vector whose last expectation is turned round fails there', () => {
        let turned = 0;
        for (const { id, given: all, steps } of tasks) {
            const last = steps.findLastIndex(({ expect }) => opposite(expect) !== undefined);
            if (last < 0)
                continue;
            turned += 1;
            const twin = steps.map((step, index) => index === last ? { ...step, expect: opposite(step.expect) } : step);
            const failure = failureOf({ given: all, steps: twin });
            is(failure.startsWith(`${last + 1}: `), true, `${id}: ${failure || 'passed'}`);
        }
        is(turned > 100, true);
    });
    test('a failure says what was expected and what came', () => {
        is(failureOf(changed('errno-capped', 2, { expect: { errno_number: 4096 } })), '2: errno 4096 | 4095'.replace('4095', failureText('errno-capped', 2)));
        is(failureOf(changed('kill-thread-scope', 3, { expect: { killed: 'process' } })), '3: process killed | thread killed');
        is(failureOf(changed('notif-fifo', 9, { expect: { notif: { id: 'n1+2' } } })), '9: id n1+2, 3 | id 2');
        is(failureOf(changed('trace-redirect', 5, { nr: 'getpid' })), '7: getppid runs | getpid ran, 1000');
    });
    test('a vector needs the kernel that it was recorded on', () => {
        const other = (id, kernelFix) => {
            const { given: all, steps } = vector(id);
            return failureOf({ given: { ...all, kernel_fix: kernelFix }, steps });
        };
        match(other('tsync-into-ptrace-stop-fixed', null), /^6: E2BIG \| 0/);
        match(other('tsync-into-ptrace-stop-unfixed', 'entry_rereads_work'), /^6: getppid runs/);
        match(other('addfd-send-interrupted-fixed', null), /^9: 0 \| ENOENT/);
        match(other('addfd-send-interrupted-unfixed', 'addfd_restores_state'), /^9: ENOENT \| 0/);
    });
    test('what nobody knows is told and never skipped', () => {
        const one = (step) => failureOf({ given, steps: [{ t: 'T1', op: '', ...step }] });
        match(one({ op: 'mremap' }), /unknown operation 'mremap'/);
        match(one({ op: 'syscall', nr: 'frobnicate' }), /unknown system call frobnicate/);
        match(one({ op: 'syscall', nr: 'getpid', colour: 1 }), /unknown field 'colour' of the step/);
        match(one({ op: 'syscall', nr: 'getpid', expect: { colour: 1 } }), /unknown field 'colour'/);
        match(one({ op: 'returns', of: 'syscall', expect: { ret: 0 } }), /T1 in none/);
        match(one({ op: 'kill', to: 'T9', sig: 'SIGUSR1' }), /unknown task 'T9'/);
        match(one({ op: 'kill', to: 'T1', sig: 'SIGFOO' }), /unknown signal SIGFOO/);
        match(one({ op: 'recv', listener: 'L' }), /unknown listener 'L'/);
        match(one({ op: 'install_filter', filter: { colour: 1 } }), /unknown field 'colour' of filter/);
        match(one({ op: 'invariant', expect: 'all is well' }), /unknown invariant 'all is well'/);
        match(failureOf({ given: { ...given, kernel_fix: 'x' }, steps: [] }), /unknown kernel fix 'x'/);
        match(failureOf({ given: { ...given, weather: 1 }, steps: [] }), /unknown field 'weather'/);
        match(failureOf({ given: { tasks: [] }, steps: [] }), /given without tasks/);
    });
    test('what holds only while the others do not move is told, and not excused', () => {
        const honest = vector('sig-killable-post-recv');
        const steps = honest.steps.map((step) => step.op === 'state' ? { ...step, expect: { state: 'S' } } : step);
        equal(failureOf(honest), '');
        match(failureOf({ ...honest, steps }), /^7: S \| D/);
    });
});
function failureText(id, step) {
    return failureOf(changed(id, step, { expect: { errno_number: 4096 } })).split(' | ')[1] ?? '';
}
//# sourceMappingURL=play.test.js.map