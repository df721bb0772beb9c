/**
 * Rule lists: filters as scenarios and recorded vectors write them, compiled to BPF. The first rule
 * that matches decides, else the default. Invariant: rules look at the number and the low half of
 * one argument only, as the kernel's own tests do; like those they do not look at the architecture.
 */
import { UsageError } from '../assert.js';
import { ACTION, returnValue } from './action.js';
import { Assembly } from './assembly.js';
import { ARGUMENT_COUNT, argumentWord, BPF, SECCOMP_DATA } from './bpf.js';
/**
 * Compiles a rule list; `numberOf` gives the number of a system call name, if it has one. Throws a
 * UsageError for what is no rule, with its place such as `.rules[1].ret`.
 */
export function compileRules(list, numberOf) {
    const assembly = new Assembly();
    let next = assembly.ret(returnWord(list.default, '.default'));
    for (const [index, { when, ret }] of [...list.rules.entries()].toReversed()) {
        const where = `.rules[${index}]`;
        let match = assembly.ret(returnWord(ret, `${where}.ret`));
        if (when.arg !== undefined) {
            const { index: argument, low32_equals } = when.arg;
            const place = `${where}.when.arg`;
            if (!Number.isInteger(argument) || argument < 0 || argument >= ARGUMENT_COUNT)
                throw new UsageError(`no argument ${argument}`, `arguments are 0 to ${ARGUMENT_COUNT - 1}`, place);
            match = assembly.jump(BPF.JEQ, wordOf(low32_equals, place), match, next);
            match = assembly.load(argumentWord(argument), match);
        }
        const nr = typeof when.nr === 'string' ? numberOf(when.nr) : undefined;
        const number = nr ?? wordOf(when.nr, `${where}.when.nr`);
        match = assembly.jump(BPF.JEQ, number, match, next);
        next = assembly.load(SECCOMP_DATA.NR, match);
    }
    return assembly.program(next);
}
/** The word that a return stands for; throws a UsageError for what is none. */
export function returnWord(ret, where = '') {
    if ('raw' in ret)
        return wordOf(ret.raw, where);
    if (!Object.hasOwn(ACTION, ret.action))
        throw new UsageError(`no action '${ret.action}'`, `one of ${Object.keys(ACTION).join(', ')}`, where);
    return returnValue(ret.action, wordOf(ret.data ?? 0, where));
}
function wordOf(text, where) {
    const value = typeof text === 'string' && text.trim() === '' ? NaN : Number(text);
    if (Number.isInteger(value) && value >= -0x8000_0000 && value <= 0xffff_ffff)
        return value | 0;
    throw new UsageError(`'${text}' is no 32-bit number`, 'write it as 4096 or 0x1000', where);
}
//# sourceMappingURL=rules.js.map