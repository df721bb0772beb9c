/**
 * Routines: kernel code as lists of named steps. A step makes at most one access that another actor
 * could notice; what it does besides is private to its thread or guarded by a lock that it holds.
 * All routines of a world lie one behind the other in its *kernel text*, and a thread in the kernel
 * is an address in it. Invariant: a step that says BLOCKED has changed nothing.
 */
import { invariant } from './assert.js';
/** Go on with the next step of the routine. */
export const NEXT = 0;
/** Run this step again: it has made one access and has more to do. */
export const AGAIN = 1;
/** The step cannot go on and has changed nothing; see `World.blocked`. */
export const BLOCKED = 2;
const JUMP_BASE = 16;
const OUTCOME_BASE = 1024;
/** Go on at step `index` of the same routine. */
export function jump(index) {
    return JUMP_BASE + index;
}
/** How a routine ends: the event that it sends to the dispatch machine. */
export const OUTCOME = {
    ENTERED: 0,
    ALLOW: 1,
    TRAP: 2,
    KILL: 3,
    RETURNED: 4,
    SIGRETURN: 5,
    DELIVERED: 6,
    LEFT: 7,
    EXIT: 8,
    ANSWERED: 9,
    WORKED: 10,
    RESUMED: 11,
};
/** End the routine with an outcome. */
export function end(outcome) {
    return OUTCOME_BASE + outcome;
}
/** Joins parts into one routine. */
export function routine(name, ...parts) {
    return { name, steps: placed(0, ...parts) };
}
/** The steps of parts that stand one behind the other from step `base` of a routine on. */
export function placed(base, ...parts) {
    const steps = [];
    for (const part of parts)
        steps.push(...(typeof part === 'function' ? part(base + steps.length) : part));
    return steps;
}
/** Lays routines into one text. */
export function assemble(routines) {
    const steps = [];
    const base = [];
    const address = new Map();
    for (const { name, steps: own } of routines) {
        invariant(!address.has(name), `routine ${name} stands twice in the kernel text`);
        invariant(own.length > 0, `routine ${name} has no steps`);
        const at = steps.length;
        address.set(name, at);
        for (const step of own) {
            steps.push(step);
            base.push(at);
        }
    }
    return {
        steps,
        shared: Uint8Array.from(steps, (step) => (step.shared ? 1 : 0)),
        base: Int32Array.from(base),
        address,
    };
}
/** The target of a `jump`, within the routine that begins at `base`. */
export function jumpTarget(result, base) {
    return base + result - JUMP_BASE;
}
/** Whether a result ends the routine. */
export function isEnd(result) {
    return result >= OUTCOME_BASE;
}
/** The outcome of a result that ends the routine. */
export function outcomeOf(result) {
    return result - OUTCOME_BASE;
}
//# sourceMappingURL=routine.js.map