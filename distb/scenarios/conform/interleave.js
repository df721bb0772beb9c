/**
 * Interleavings of a vector: from the moment that was reached, every order in which the tasks can
 * take their kernel steps, each operation of the interleaving being begun as soon as its task is
 * free. Invariant: every state is visited once, and what is returned is every way in which it can
 * end: nobody can move any more.
 */
import { fingerprint } from '../../kernel/index.js';
import { Fields, isRecord, Mismatch, textOf, unknown } from './fields.js';
/** States that one interleaving may have. */
const STATE_COUNT_MAX = 200_000;
/** Names of fields that hold what an interleaving is of. */
const LISTS = [
    'choices',
    'of',
    'steps',
    'alternatives',
    'tasks',
    'returns',
    't',
    'exactly_one_of',
];
/** The tasks of `S1 or S2`: one of them it is, and nobody says which. */
function eitherOf(name) {
    const names = typeof name === 'string' ? name.replace(/^(?:exactly )?one of /, '') : '';
    return /^\w+(?:(?: or |, |\|)\w+)+$/.test(names) ? names.split(/ or |, |\|/) : undefined;
}
/** Whether a step is about all ways in which the tasks can move. */
export function isExplored(step) {
    const op = step['op'];
    if (eitherOf(step['t']) !== undefined)
        return true;
    return op === 'interleave' || op === 'exactly_one_of' || Array.isArray(step['exactly_one_of']);
}
/** Reads a step that explores. */
export function explorationOf(step) {
    const fields = new Fields(step, 'the step');
    const op = fields.text('op');
    for (const remark of ['note', 'why'])
        fields.take(remark);
    const either = eitherOf(fields.peek('t'));
    const name = LISTS.find((each) => Array.isArray(fields.peek(each)));
    if (name === undefined && either === undefined)
        throw unknown(`${op} without choices`);
    const list = name === undefined ? either : fields.list(name).flat();
    const expect = fields.take('expect');
    if (op === 'interleave') {
        fields.done();
        if (expect !== undefined && typeof expect !== 'string')
            throw unknown(`expectation ${textOf(expect)}`);
        const choices = list.map((value) => {
            if (!isRecord(value))
                throw unknown(`choice ${textOf(value)}`);
            return value;
        });
        return { choices, alternatives: [], invariant: expect };
    }
    const t = either === undefined ? fields.take('t') : void fields.take('t');
    const of = fields.take('of') ?? fields.take('returns');
    fields.done();
    const shape = {
        op: op === 'exactly_one_of' ? 'returns' : op,
        ...(typeof of === 'string' && { of }),
    };
    const alternatives = list.map((value) => {
        // A step, a task that may have come so far, or an outcome of one task.
        if (isRecord(value))
            return 'op' in value ? value : { t, ...shape, expect: value };
        return { t: value, ...shape, ...(expect !== undefined && { expect }) };
    });
    return { choices: [], alternatives, invariant: undefined };
}
/** All ends of the interleavings of these operations with what is under way. */
export function exploreChoices(play, choices) {
    let senders = 0;
    const waiting = choices.flatMap((choice, number) => {
        const { op, t, ...fields } = choice;
        const name = textOf(op);
        // It says that its task may move, which every task may.
        if (name === 'scheduler_may_wake')
            return [];
        const sender = name === 'kill' ? senders++ : undefined;
        return [{ thread: play.threadOf(t), op: name, fields, number, sender }];
    });
    const seen = new Set();
    const ends = [];
    const open = [];
    const visit = (left, path) => {
        const rest = beginAll(play, left);
        const key = keyOf(play, rest);
        if (seen.has(key))
            return;
        if (seen.size >= STATE_COUNT_MAX)
            throw new Mismatch(`at most ${STATE_COUNT_MAX} states`, 'more');
        seen.add(key);
        open.push({ saved: play.save(), waiting: rest, path });
    };
    visit(waiting, []);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
        let moved = false;
        play.restore(node.saved);
        for (const thread of play.movable) {
            if (play.stage.isTimed(thread) || !play.stage.step(thread))
                continue;
            moved = true;
            play.notice();
            visit(node.waiting, [...node.path, thread]);
            play.restore(node.saved);
        }
        if (!moved)
            ends.push({ saved: node.saved, path: pathText(play, node.path) });
    }
    return ends;
}
/** Begins each operation whose task is free; an operation waits for those of its task before it. */
function beginAll(play, waiting) {
    const busy = new Set();
    return waiting.filter(({ thread, op, fields, number, sender }) => {
        const isFree = sender !== undefined || (!busy.has(thread) && play.stage.resting(thread).idle);
        if (!isFree) {
            busy.add(thread);
            return true;
        }
        const { expect: _expect, ...rest } = fields;
        play.begin(thread, op, new Fields(rest, 'the choice'), number, sender);
        busy.add(thread);
        return false;
    });
}
const print = { low: 0, high: 0 };
function keyOf(play, waiting) {
    const { world } = play.stage;
    fingerprint(world.words.array, 0, world.layout.identityLength, print);
    const logs = Array.from({ length: play.stage.threadCount }, (_, thread) => {
        const { ran, handled } = play.stage.log(thread);
        return [ran, handled.map(({ signal }) => signal)];
    });
    return `${print.low} ${print.high} ${waiting.length} ${JSON.stringify(logs)} ${play.digest}`;
}
function pathText(play, path) {
    const runs = [];
    for (const thread of path) {
        const last = runs.at(-1);
        if (last?.thread === thread)
            last.steps += 1;
        else
            runs.push({ thread, steps: 1 });
    }
    return runs.map(({ thread, steps }) => `${play.nameOf(thread)} ${steps}`).join(', ');
}
//# sourceMappingURL=interleave.js.map