/**
 * Straight code: an accepted program as one function of JavaScript, as Linux's JIT makes it machine
 * code. All jumps of BPF go forward, so a target is the end of a labelled block and a jump leaves
 * it; registers and scratch memory are local variables. Invariant: it returns what the interpreter
 * returns, and allocates nothing when it runs.
 *
 * Measured on chains of ranges, as times of the interpreter: a seventh with 8 ranges, a
 * twenty-fifth with 128; a table of decoded instructions, the other design, gave two thirds. Beyond
 * `STRAIGHT_COUNT_MAX` the interpreter is better: V8 leaves functions of several thousand
 * instructions as they are, which made a chain of 800 ranges five times slower.
 */
import { invariant } from '../assert.js';
import { BPF, BPF_CLASS, instructionAt, instructionCount, MEMORY_SLOT_COUNT, SECCOMP_DATA, } from './bpf.js';
import { runProgram } from './interpret.js';
/** Instructions of a program that is made straight code; longer ones are interpreted. */
export const STRAIGHT_COUNT_MAX = 1_024;
/** Code to run an accepted program. */
export function filterCode(program) {
    return instructionCount(program) <= STRAIGHT_COUNT_MAX
        ? straightCode(program)
        : (data) => runProgram(program, data);
}
function straightCode(program) {
    const count = instructionCount(program);
    const instructions = Array.from({ length: count }, (_, index) => instructionAt(program, index));
    const targets = new Set(instructions.flatMap(targetsOf));
    const opening = [...targets].sort((one, other) => other - one).map((target) => `t${target}: {`);
    const slots = Array.from({ length: MEMORY_SLOT_COUNT }, (_, slot) => `m${slot} = 0`);
    const body = instructions.map((instruction, index) => {
        const closing = targets.has(index) ? '}\n' : '';
        return `${closing}${statementOf(instruction, index)}`;
    });
    const source = `let a = 0, x = 0, ${slots.join(', ')};\n${[...opening, ...body].join('\n')}`;
    // Why: the text holds nothing but numbers of an accepted program and the words of this file.
    // oxlint-disable-next-line typescript/no-implied-eval
    const compiled = new Function('data', source);
    invariant(typeof compiled === 'function', 'a filter compiles to a function');
    return compiled;
}
/** Where a jump can lead, unless it is the next instruction. */
function targetsOf({ code, jt, jf, k }, index) {
    if ((code & 7) !== BPF_CLASS.JMP)
        return [];
    return (code === BPF.JA ? [k] : [jt, jf])
        .filter((skipped) => skipped > 0)
        .map((skipped) => index + 1 + skipped);
}
function statementOf({ code, jt, jf, k }, index) {
    const goTo = (skipped) => (skipped === 0 ? '' : `break t${index + 1 + skipped};`);
    const word = k | 0;
    switch (code & 7) {
        case BPF_CLASS.LD:
            return code === BPF.LD_ABS ? `a = data[${k / 4}];` : `a = ${loadedOf(code, k)};`;
        case BPF_CLASS.LDX:
            return `x = ${loadedOf(code, k)};`;
        case BPF_CLASS.ST:
            return `m${k} = a;`;
        case BPF_CLASS.STX:
            return `m${k} = x;`;
        case BPF_CLASS.RET:
            return code === BPF.RET ? `return ${word};` : 'return a;';
        case BPF_CLASS.MISC:
            return code === BPF.TAX ? 'x = a;' : 'a = x;';
        case BPF_CLASS.JMP: {
            if (code === BPF.JA)
                return goTo(k);
            const operand = (code & 8) === 0 ? `${word}` : 'x';
            return `if (${conditionOf(code, operand)}) { ${goTo(jt)} } else { ${goTo(jf)} }`;
        }
        default: {
            const operand = (code & 8) === 0 ? `(${word})` : 'x';
            return `${code === BPF.DIV_X ? 'if (x === 0) return 0; ' : ''}a = ${computedOf(code, operand)};`;
        }
    }
}
function loadedOf(code, k) {
    if (code === BPF.LD_MEM || code === BPF.LDX_MEM)
        return `m${k}`;
    return `${code === BPF.LD_IMM || code === BPF.LDX_IMM ? k | 0 : SECCOMP_DATA.WORDS * 4}`;
}
function conditionOf(code, operand) {
    switch (code & 0xf0) {
        case BPF.JEQ & 0xf0:
            return `a === ${operand}`;
        case BPF.JGT & 0xf0:
            return `a >>> 0 > ${operand} >>> 0`;
        case BPF.JGE & 0xf0:
            return `a >>> 0 >= ${operand} >>> 0`;
        default:
            return `(a & ${operand}) !== 0`;
    }
}
function computedOf(code, operand) {
    switch (code & 0xf0) {
        case BPF.ADD & 0xf0:
            return `(a + ${operand}) | 0`;
        case BPF.SUB & 0xf0:
            return `(a - ${operand}) | 0`;
        case BPF.MUL & 0xf0:
            return `Math.imul(a, ${operand})`;
        case BPF.DIV & 0xf0:
            return `((a >>> 0) / (${operand} >>> 0)) | 0`;
        case BPF.OR & 0xf0:
            return `a | ${operand}`;
        case BPF.AND & 0xf0:
            return `a & ${operand}`;
        case BPF.LSH & 0xf0:
            return `a << ${operand}`;
        case BPF.RSH & 0xf0:
            return `(a >>> ${operand}) | 0`;
        case BPF.NEG & 0xf0:
            return '-a | 0';
        default:
            return `a ^ ${operand}`;
    }
}
//# sourceMappingURL=straight.js.map