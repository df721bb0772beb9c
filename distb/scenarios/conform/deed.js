/**
 * Deeds: what a step tells a task to do, as one instruction of its driven thread. Invariant: a deed
 * says by itself what its result means, so that a call that ends many steps later is still judged.
 */
import { realNumber, SYSCALL_NUMBER } from '../../kernel/index.js';
/** A call by its name in the simulated kernel, its result in the register of results. */
export function callDeed(name, values, rest = {}) {
    return {
        instruction: { do: 'syscall', name, arguments: values, into: 'r4' },
        number: realNumber(SYSCALL_NUMBER[name]),
        ...rest,
    };
}
/** A deed without a call: its result is known. */
export function resultDeed(value) {
    return { instruction: { do: 'compute', into: 'r4', value } };
}
/** The first of several names of a field that is there. */
export function takeOne(step, ...names) {
    return step.take(names.find((name) => step.has(name)) ?? names[0]);
}
//# sourceMappingURL=deed.js.map