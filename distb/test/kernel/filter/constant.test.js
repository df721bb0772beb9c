/** The bitmap never says anything that running the filters would not say, and misses nothing. */
import * as fc from 'fast-check';
import { ACTION, returnValue } from '../../../kernel/filter/action.js';
import { AUDIT_ARCH_X86_64, BPF, conditional, encodeProgram, INSTRUCTION_WORDS, SECCOMP_DATA, seccompData, statement, } from '../../../kernel/filter/bpf.js';
import { constantAllow, FILTER_EXEMPT_NUMBERS, isCachedAllow, isConstantAllow, NATIVE_SYSCALL_COUNT, } from '../../../kernel/filter/constant.js';
import { numberFilter, rangeFilter } from '../../../kernel/filter/ranges.js';
import { naiveConstantAllow, naiveVerdict } from '../../support/naive-filter.js';
import { callData, listing, numberProgram } from '../../support/random-filter.js';
import { equal, ok, suite } from '../../support/suite.js';
const SEED = 0x63_73_74;
console.log(`seed ${SEED}`);
const ALLOW = statement(BPF.RET, ACTION.ALLOW);
const ALLOW_WORD = 0x7fff0000n;
const path = fc.array(numberProgram, { minLength: 1, maxLength: 3 });
/** The bitmap of a path, made with one way of judging a program. */
function bitmapOf(programs, judge) {
    const bitmap = new Int32Array(Math.ceil(NATIVE_SYSCALL_COUNT / 32));
    for (let nr = 0; nr < NATIVE_SYSCALL_COUNT; nr++)
        if (programs.every((program) => judge(program, nr)))
            bitmap[nr >> 5] |= 1 << (nr & 31);
    return bitmap;
}
/** Whether what the bitmap says of a call is what the filters say. */
function isSound(bitmap, programs, data) {
    if (FILTER_EXEMPT_NUMBERS.includes(data[SECCOMP_DATA.NR]))
        return true;
    return !isCachedAllow(bitmap, data) || naiveVerdict(programs, data).action === ALLOW_WORD;
}
suite('kernel/filter/constant', (test) => {
    test('a call that the bitmap allows is one that the filters allow', () => {
        let hits = 0;
        fc.assert(fc.property(path, callData, (programs, data) => {
            let bitmap;
            for (const program of programs)
                bitmap = constantAllow(program, bitmap);
            if (isCachedAllow(bitmap, data))
                hits += 1;
            ok(isSound(bitmap, programs, data), programs.map(listing).join(' | '));
        }), { seed: SEED, numRuns: 3_000 });
        ok(hits > 200 && hits < 2_800, `${hits} of 3000 hit`);
    });
    test('a program whose run looks at the number alone and allows is in the bitmap', () => {
        fc.assert(fc.property(numberProgram, callData, (program, data) => {
            const native = data.slice();
            native[SECCOMP_DATA.ARCH] = AUDIT_ARCH_X86_64;
            const nr = native[SECCOMP_DATA.NR];
            if (FILTER_EXEMPT_NUMBERS.includes(nr))
                return;
            equal(isConstantAllow(program, nr), naiveConstantAllow(program, native), listing(program));
        }), { seed: SEED, numRuns: 5_000 });
    });
    test('a twin that takes the instruction pointer for zero is caught', () => {
        const pointerBlind = (program, nr) => {
            const blinded = program.slice();
            for (let at = 0; at < blinded.length; at += INSTRUCTION_WORDS)
                if (blinded[at] === BPF.LD_ABS && blinded[at + 1] > 4)
                    blinded[at] = BPF.AND;
            return isConstantAllow(blinded, nr);
        };
        const details = fc.check(fc.property(path, callData, (programs, data) => isSound(bitmapOf(programs, pointerBlind), programs, data)), { seed: SEED, numRuns: 3_000 });
        ok(details.failed);
    });
    test('a twin that forgets the older filters is caught', () => {
        const details = fc.check(fc.property(path, callData, (programs, data) => isSound(constantAllow(programs.at(-1)), programs, data)), { seed: SEED, numRuns: 3_000 });
        ok(details.failed);
    });
    test('the number filter of the RFC is cached for every native call', () => {
        const bitmap = constantAllow(numberFilter(returnValue('TRAP'), returnValue('ALLOW')));
        for (let nr = 0; nr < NATIVE_SYSCALL_COUNT; nr++)
            ok(isCachedAllow(bitmap, seccompData(nr)));
    });
    test('a filter of instruction pointer ranges is cached for no call but the exempt ones', () => {
        for (const search of ['linear', 'binary']) {
            const ranges = [{ start: 0x400000n, end: 0x500000n }];
            const filter = rangeFilter(ranges, search, returnValue('TRAP'), returnValue('ALLOW'));
            const bitmap = constantAllow(filter);
            const cached = Array.from({ length: NATIVE_SYSCALL_COUNT }, (_, nr) => nr).filter((nr) => isCachedAllow(bitmap, seccompData(nr)));
            equal(cached, FILTER_EXEMPT_NUMBERS);
        }
    });
    test('only a plain ALLOW is cached, not one with data and not LOG', () => {
        for (const [returned, isCached] of [
            [ACTION.ALLOW, true],
            [ACTION.ALLOW | 1, false],
            [ACTION.LOG, false],
            [ACTION.ERRNO, false],
        ])
            equal(isConstantAllow(encodeProgram([statement(BPF.RET, returned)]), 39), isCached);
    });
    test('a load before an unconditional ALLOW is enough to make it uncachable', () => {
        equal(isConstantAllow(encodeProgram([statement(BPF.LD_ABS, 8), ALLOW]), 39), false);
        equal(isConstantAllow(encodeProgram([statement(BPF.LD_IMM, 8), ALLOW]), 39), false);
    });
    test('numbers are compared unsigned and the architecture is known', () => {
        const program = encodeProgram([
            statement(BPF.LD_ABS, 4),
            conditional(BPF.JEQ, AUDIT_ARCH_X86_64, 0, 2),
            conditional(BPF.JGE, 0x8000_0000, 0, 1),
            ALLOW,
            statement(BPF.RET, ACTION.KILL_PROCESS),
        ]);
        equal(isConstantAllow(program, 39), true);
    });
    test('other architectures and numbers outside the table run the filters', () => {
        const bitmap = constantAllow(encodeProgram([ALLOW]));
        ok(isCachedAllow(bitmap, seccompData(NATIVE_SYSCALL_COUNT - 1)));
        ok(!isCachedAllow(bitmap, seccompData(NATIVE_SYSCALL_COUNT)));
        ok(!isCachedAllow(bitmap, seccompData(-1)));
        ok(!isCachedAllow(bitmap, seccompData(39, 0n, [], 0x4000_0003)));
    });
    test('no filter stops the calls of the kernel’s own trampolines', () => {
        const bitmap = constantAllow(encodeProgram([statement(BPF.RET, ACTION.KILL_PROCESS)]));
        for (const nr of FILTER_EXEMPT_NUMBERS)
            ok(isCachedAllow(bitmap, seccompData(nr)));
    });
});
//# sourceMappingURL=constant.test.js.map