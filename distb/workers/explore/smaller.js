/**
 * Smaller: a scenario that fails, made small: first its parameters, then its threads, programs and
 * declarations, as long as it fails in the same way. What can be left out is not the reason.
 *
 * It fails in the same way if the same property is violated, or the same kind of waits is a
 * deadlock, and if some schedule still passes where one passed before: a scenario that can do
 * nothing but fail has lost its race.
 *
 * Invariant: the result fails so, and none of its single changes does, as far as the limit of nodes
 * can tell.
 */
import { InvariantError, UsageError } from '../../kernel/index.js';
import { EXPECTATIONS, } from '../../actors/index.js';
import { ask } from '../engine.js';
import { anyOrder, searchWithin } from './bounded.js';
import { criticalStep } from './critical-step.js';
import { replaySchedule } from './replay.js';
import { scheduleOf } from './schedule.js';
/** What makes another form of the scenario fail like this finding. */
export function likenessOf(question, finding, isRace) {
    return {
        property: finding.kind === 'deadlock' ? null : finding.message,
        waits: waitsText(question, finding),
        isRace,
    };
}
/** A shortest schedule that fails in the same way; null if there is none within the limit. */
export function failsAlike(question, likeness, nodeCountMax) {
    const ending = endingOf(question, likeness);
    if (ending === null)
        return null;
    const bound = anyOrder(question.compiled.threads.length);
    const { moves } = searchWithin(question, ending, bound, 0, nodeCountMax);
    if (moves === null)
        return null;
    const schedule = scheduleOf(question, ending, moves);
    const { finding } = replaySchedule(question, schedule);
    if (finding === null || waitsText(question, finding) !== likeness.waits)
        return null;
    if (!likeness.isRace)
        return schedule;
    const passing = criticalStep(question, moves, nodeCountMax)?.passing ?? null;
    return passing === null ? null : schedule;
}
/** The least parameters, each no smaller than its minimum, with which a scenario still fails. */
export function smallestParameters(parameters, minimums, fails) {
    let best = parameters;
    for (let isSmaller = true; isSmaller;) {
        isSmaller = false;
        for (const [name, minimum] of Object.entries(minimums)) {
            for (const value of lesser(best[name] ?? minimum, minimum)) {
                const proposed = { ...best, [name]: value };
                if (!fails(proposed))
                    continue;
                best = proposed;
                isSmaller = true;
                break;
            }
        }
    }
    return best;
}
/** The least scenario that still fails; every change is one of `smallerScenarios`. */
export function smallestScenario(scenario, fails) {
    let best = scenario;
    for (let isSmaller = true; isSmaller;) {
        isSmaller = false;
        for (const proposed of smallerScenarios(best)) {
            if (!isAskable(proposed, fails))
                continue;
            best = proposed;
            isSmaller = true;
            break;
        }
    }
    return best;
}
/** Every scenario that is one change smaller: the larger changes come first. */
export function* smallerScenarios(scenario) {
    const { threads, regions, words, locks, tasks } = scenario;
    for (const [name, thread] of Object.entries(threads)) {
        yield { ...scenario, threads: without(threads, name) };
        const { count = 1, ...single } = thread;
        if (count > 1)
            yield {
                ...scenario,
                threads: {
                    ...threads,
                    [name]: count > 2 ? { ...thread, count: count - 1 } : single,
                },
            };
    }
    for (const [name, thread] of Object.entries(threads))
        for (const program of smallerPrograms(thread.program))
            yield { ...scenario, threads: { ...threads, [name]: { ...thread, program } } };
    if (scenario.handler !== undefined) {
        const { handler, ...rest } = scenario;
        yield rest;
        for (const program of smallerPrograms(handler.program))
            yield { ...rest, handler: { ...handler, program } };
    }
    for (const name of Object.keys(regions))
        yield { ...scenario, regions: without(regions, name) };
    for (const name of Object.keys(words))
        yield { ...scenario, words: without(words, name) };
    for (const name of Object.keys(locks ?? {}))
        yield { ...scenario, locks: without(locks ?? {}, name) };
    if (tasks !== undefined) {
        const { tasks: _tasks, ...rest } = scenario;
        yield rest;
    }
    yield* smallerLists(scenario.properties).map((properties) => ({ ...scenario, properties }));
    yield* smallerLists(scenario.observe).map((observe) => ({ ...scenario, observe }));
}
/** Every program that is one change smaller. */
function* smallerPrograms(program) {
    for (const [at, instruction] of program.entries()) {
        const left = withoutInstruction(program, at);
        if (left !== null)
            yield left;
        for (const instead of smallerInstructions(instruction))
            yield program.toSpliced(at, 1, ...instead);
    }
}
/** A program without an instruction; a lock goes with its unlock, as half of them is no race. */
function withoutInstruction(program, at) {
    const instruction = program[at];
    const left = program.toSpliced(at, 1);
    if (instruction.do === 'unlock')
        return null;
    if (instruction.do !== 'lock')
        return left;
    const { lock, mode } = instruction;
    const partner = left.findIndex((each, index) => index >= at && each.do === 'unlock' && each.lock === lock && each.mode === mode);
    return partner < 0 ? null : left.toSpliced(partner, 1);
}
/** What may stand in place of an instruction. */
function* smallerInstructions(instruction) {
    if (instruction.do === 'loop') {
        const { times, body } = instruction;
        yield body;
        if (times !== 'forever' && times > 2) {
            yield [{ ...instruction, times: times >> 1 }];
            yield [{ ...instruction, times: times - 1 }];
        }
        for (const smaller of smallerPrograms(body))
            yield [{ ...instruction, body: smaller }];
    }
    else if (instruction.do === 'branch') {
        const { then, otherwise = [] } = instruction;
        yield then;
        yield otherwise;
        for (const smaller of smallerPrograms(then))
            yield [{ ...instruction, then: smaller }];
        for (const smaller of smallerPrograms(otherwise))
            yield [{ ...instruction, otherwise: smaller }];
    }
    else if (instruction.do === 'choose' && instruction.among.length > 1)
        for (const among of smallerLists(instruction.among))
            yield [{ ...instruction, among }];
}
/** Smaller values, the smallest first: the minimum, then by halves, then one less. */
function lesser(value, minimum) {
    const values = new Set();
    for (let step = value - minimum; step >= 1; step = Math.floor(step / 2))
        values.add(value - step);
    return [...values];
}
function smallerLists(list) {
    return list.map((_each, at) => list.toSpliced(at, 1));
}
function without(record, name) {
    return Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));
}
/** Asks about a scenario that may make no sense: then it does not fail. */
function isAskable(scenario, fails) {
    try {
        return fails(ask(scenario));
    }
    catch (error) {
        // A program that spins without a step that others could see is told by an invariant.
        if (error instanceof UsageError || error instanceof InvariantError)
            return false;
        throw error;
    }
}
function endingOf(question, { property }) {
    if (property === null)
        return 'deadlock';
    const number = [...question.scenario.properties, EXPECTATIONS].findIndex(({ name }) => name === property);
    return number < 0 ? null : { property: number };
}
/** Who waits for what, without the names of the threads. */
function waitsText({ compiled }, { waits = [] }) {
    const names = new Set(compiled.threads.map(({ name }) => name));
    const nameless = waits.map((wait) => wait.replaceAll(/[^\s,;]+/g, (word) => (names.has(word) ? '*' : word)));
    return [...new Set(nameless)].sort().join('; ');
}
//# sourceMappingURL=smaller.js.map