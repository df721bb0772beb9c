/**
 * Schedule: which thread makes each step, and what the steps draw. With the scenario it is the
 * whole run, as steps have no other freedom. As bytes, consecutive steps of one thread are one
 * number.
 *
 * Invariant: what is decoded from the bytes of a schedule equals that schedule.
 */
import { UsageError } from '../../kernel/index.js';
import { Mover } from './mover.js';
/** Steps that a recorded schedule may have. */
export const SCHEDULE_STEP_COUNT_MAX = 1_000_000;
/** Makes the moves of a search a schedule, with the numbers drawn in place of codes. */
export function scheduleOf(question, ending, moves) {
    const mover = new Mover(question);
    const choices = [];
    for (const { thread, code } of moves) {
        mover.move(thread, code);
        choices.push(...mover.drawn());
    }
    return { ending, threads: moves.map(({ thread }) => thread), choices };
}
/** A schedule as bytes: variable-length numbers, seven bits a byte, lowest first. */
export function scheduleBytes(schedule, threadCount) {
    const { ending, threads, choices } = schedule;
    const runs = [];
    for (let begin = 0; begin < threads.length;) {
        const thread = threads[begin];
        let end = begin + 1;
        while (threads[end] === thread)
            end += 1;
        runs.push((end - begin - 1) * threadCount + thread);
        begin = end;
    }
    const bytes = [];
    for (const number of [endingNumber(ending), runs.length, ...runs, ...choices]) {
        let rest = number;
        for (; rest > 127; rest = Math.floor(rest / 128))
            bytes.push((rest % 128) | 128);
        bytes.push(rest);
    }
    return Uint8Array.from(bytes);
}
/** Reads the bytes of a schedule; throws a UsageError if they are none. */
export function scheduleFromBytes(bytes, threadCount) {
    const numbers = [];
    let value = 0;
    let weight = 1;
    for (const byte of bytes) {
        value += (byte & 127) * weight;
        weight *= 128;
        if (byte > 127)
            continue;
        numbers.push(value);
        value = 0;
        weight = 1;
    }
    const [ending, runCount] = numbers;
    if (ending === undefined ||
        runCount === undefined ||
        weight !== 1 ||
        numbers.length < runCount + 2)
        refuse('the schedule ends too early');
    const threads = [];
    for (const run of numbers.slice(2, runCount + 2)) {
        const length = Math.floor(run / threadCount) + 1;
        if (threads.length + length > SCHEDULE_STEP_COUNT_MAX)
            refuse(`a schedule has at most ${SCHEDULE_STEP_COUNT_MAX} steps`);
        for (let step = 0; step < length; step += 1)
            threads.push(run % threadCount);
    }
    return { ending: endingOf(ending), threads, choices: numbers.slice(runCount + 2) };
}
function endingNumber(ending) {
    if (ending === 'none')
        return 0;
    return ending === 'deadlock' ? 1 : ending.property + 2;
}
function endingOf(number) {
    if (number === 0)
        return 'none';
    return number === 1 ? 'deadlock' : { property: number - 2 };
}
function refuse(message) {
    throw new UsageError(`the replay token is damaged: ${message}`, 'copy the whole token');
}
//# sourceMappingURL=schedule.js.map