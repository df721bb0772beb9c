/**
 * Retrace: makes a schedule once more in a fresh world and compares every step with what was noted
 * of the first time: the place from which its thread moved, and the fingerprint of the state behind
 * it. What differs was not controlled by the schedule, and a token of it would be worth nothing.
 *
 * Invariant: two runs that agree in every place and every fingerprint are the same run.
 */
import { InvariantError } from '../../kernel/index.js';
import { STEP } from '../../actors/index.js';
import { Places } from './coverage.js';
import { Identity } from './identity.js';
import { Mover } from './mover.js';
import { kernelStepName } from './wording.js';
/** Makes the moves again; null if every step is as it was noted. */
export function retrace(question, moves, footmarks) {
    const mover = new Mover(question);
    const places = new Places(question);
    const identity = new Identity(mover.words.array, mover.world.layout.identityLength);
    for (const [index, { thread, code }] of moves.entries()) {
        const noted = footmarks[index];
        const place = places.of(mover, thread);
        const { name } = question.compiled.threads[thread];
        const parting = (expected, actual, cause) => ({
            step: index + 1,
            expected: `${name} ${expected}`,
            actual: `${name} ${actual}`,
            cause,
        });
        if (place !== noted.place)
            return parting(`at ${placeText(question, noted.place)}`, `at ${placeText(question, place)}`, 'a step before it did something else than its fingerprint says');
        if (mover.move(thread, code) !== STEP.moved)
            return parting('moves', 'cannot move', 'what it waits for is outside of the state');
        identity.measure(mover.words);
        identity.low = identity.nextLow;
        identity.high = identity.nextHigh;
        if (identity.low !== noted.low || identity.high !== noted.high)
            return parting(`leaves state ${stateText(noted)} from ${placeText(question, place)}`, `leaves state ${stateText(identity)}`, 'the step reads what is outside of the state: a clock, chance, or an observed word');
    }
    return null;
}
/** Throws an InvariantError unless the moves do again what was noted: they must. */
export function mustRetrace(question, moves, footmarks) {
    const parting = retrace(question, moves, footmarks);
    if (parting === null)
        return;
    const { step, expected, actual, cause } = parting;
    throw new InvariantError(`a repeated schedule parts at step ${step}: expected ${expected}, actual: ${actual} (${cause})`);
}
function placeText(question, place) {
    const { steps } = question.kernel.text;
    const step = steps[place];
    if (step !== undefined)
        return kernelStepName(question, step.name);
    const pc = place - steps.length;
    return question.compiled.sources[pc] ?? `instruction ${pc}`;
}
function stateText({ low, high }) {
    return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
//# sourceMappingURL=retrace.js.map