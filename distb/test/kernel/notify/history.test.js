/**
 * Random histories of notifications: targets that call, supervisors that receive, reply, ask and
 * add descriptors with ids old and new, and signals, under random schedules. A judge that knows
 * nothing of the kernel reads what happened and says which law was broken. Two broken kernels show
 * that it can tell.
 */
import * as fc from 'fast-check';
import { ACTION_FLAG, DISPOSITION, EVENT, FILTER_FLAG, TASK, taskWord, WAIT, } from '../../../kernel/index.js';
import { SIGNAL } from '../../../kernel/signals/signal.js';
import { call } from '../../support/tasks.js';
import { stageOf } from '../../support/supervision.js';
import { ok, suite } from '../../support/suite.js';
const SEED = 2_026_011;
const SUPERVISORS = ['s', 'h'];
const TARGETS = ['t', 'u'];
const HIGH_DESCRIPTOR = 2;
/** What a supervisor names that nobody has told of an id; a guess could hit one that faults. */
const UNKNOWN_ID = 77_777;
const supervisor = fc.constantFrom(...SUPERVISORS);
const target = fc.constantFrom(...TARGETS);
const back = fc.constantFrom(0, 0, 0, 1, 2);
const deeds = fc.oneof({ weight: 4, arbitrary: fc.record({ by: target, kind: fc.constant('call') }) }, {
    weight: 4,
    arbitrary: fc.record({
        by: supervisor,
        kind: fc.constantFrom('recv', 'recv', 'recv', 'fault'),
    }),
}, {
    weight: 4,
    arbitrary: fc.record({
        by: supervisor,
        kind: fc.constantFrom('send', 'send', 'fail', 'valid'),
        id: back,
    }),
}, {
    weight: 3,
    arbitrary: fc.record({
        by: supervisor,
        kind: fc.constant('addfd'),
        id: back,
        flags: fc.nat(3),
    }),
});
/** A thread moves by one step, or (4 more) gets a signal. */
const moves = fc.oneof({ weight: 30, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.integer({ min: 4, max: 7 }) });
/** A history: what is done, in which order threads move between, and the flags of the filter. */
const histories = fc.record({
    deeds: fc.array(deeds, { minLength: 4, maxLength: 30 }),
    moves: fc.array(moves, { minLength: 60, maxLength: 240 }),
    isKillable: fc.boolean(),
    restarts: fc.boolean(),
});
function instructionOf(deed, id, value) {
    switch (deed.kind) {
        case 'call':
            return call('getppid', 'r4');
        case 'recv':
            return call('notif_recv', 'r4', 0);
        case 'fault':
            return call('notif_recv', 'r4', 0, '$buffer.READ_ONLY');
        case 'send':
            return call('notif_send', 'r4', 0, id, value, 0);
        case 'fail':
            return call('notif_send', 'r4', 0, id, 0, -value);
        case 'valid':
            return call('notif_id_valid', 'r4', 0, id);
        case 'addfd': {
            const number = (deed.flags & 1) === 0 ? 0 : HIGH_DESCRIPTOR;
            return call('notif_addfd', 'r4', 0, id, deed.flags, 3, number);
        }
    }
}
/** Makes stages: one for each kind of history, which every history of that kind begins anew. */
function stages(kernelFixes = {}, alter) {
    const made = new Map();
    return ({ isKillable, restarts }) => {
        const kind = `${isKillable} ${restarts}`;
        const [stage, first] = made.get(kind) ?? make(isKillable, restarts);
        made.set(kind, [stage, first]);
        stage.world.restore(first);
        stage.happenings.length = 0;
        return stage;
    };
    function make(isKillable, restarts) {
        const stage = stageOf({
            targets: TARGETS,
            helpers: { h: [] },
            flags: isKillable ? FILTER_FLAG.WAIT_KILLABLE_RECV : 0,
            parts: { kernelFixes },
        }, alter);
        const handler = DISPOSITION.HANDLER | (restarts ? ACTION_FLAG.SA_RESTART : 0);
        for (const name of ['s', 't', 'u'])
            stage.give(name, call('rt_sigaction', 'r6', '$SIGUSR1', handler));
        return [stage, stage.world.snapshot()];
    }
}
/** Plays a history to its end: then the supervisors are killed, and nobody may be left waiting. */
function play(history, start) {
    const stage = start(history);
    const questions = [];
    const waiting = [...history.deeds];
    let value = 1_000;
    const received = () => stage.happenings.filter(({ event }) => event === EVENT.received).map(({ detail }) => detail);
    const begin = (name) => {
        const index = waiting.findIndex(({ by }) => by === name);
        if (index < 0 || !stage.driver.resting(stage.thread(name)).idle)
            return false;
        const [deed] = waiting.splice(index, 1);
        value += 1;
        const id = 'id' in deed ? (received().at(-1 - deed.id) ?? UNKNOWN_ID) : 0;
        const thread = stage.thread(name);
        questions.push({ kind: deed.kind, thread, id, from: stage.happenings.length });
        stage.driver.inject(thread, instructionOf(deed, id, value));
        return true;
    };
    const names = [...SUPERVISORS, ...TARGETS];
    for (const move of history.moves) {
        const name = names[move % names.length];
        if (move >= names.length)
            stage.interrupt(name, SIGNAL.SIGUSR1);
        else if (!stage.step(stage.thread(name)))
            begin(name);
    }
    settle(stage);
    stage.interrupt('s', SIGNAL.SIGKILL);
    settle(stage);
    return { stage, questions };
}
/** Lets everybody move until nobody can. */
function settle(stage) {
    for (let moved = true; moved;) {
        moved = false;
        for (const name of stage.names)
            moved = stage.driver.run(stage.thread(name)) > 0 || moved;
    }
}
/** The laws that a record breaks. */
function judge({ stage, questions }) {
    const broken = [];
    const lives = new Map();
    const never = Infinity;
    let newest = 0;
    const { happenings } = stage;
    happenings.forEach(({ thread, event, detail, result }, at) => {
        const life = lives.get(detail);
        const complain = (law) => broken.push(`${at}: ${law} (id ${detail})`);
        switch (event) {
            case EVENT.notified:
                if (detail <= newest)
                    complain('an id is used again');
                newest = Math.max(newest, detail);
                for (const other of lives.values())
                    if (other.target === thread && other.left === never)
                        complain('a target has two notifications');
                lives.set(detail, {
                    target: thread,
                    born: at,
                    received: never,
                    replied: never,
                    reply: 0,
                    left: never,
                });
                return;
            case EVENT.received:
                if (life === undefined || life.left < at)
                    return void complain('nothing is received');
                if (life.received < at)
                    complain('a notification is received twice');
                life.received = at;
                return;
            case EVENT.replied:
                if (life === undefined || life.left < at)
                    return void complain('nobody waits for a reply');
                if (life.replied < at)
                    complain('a notification is answered twice');
                life.replied = at;
                life.reply = result;
                return;
            case EVENT.settled:
            case EVENT.replyLost:
            case EVENT.withdrawn:
                if (life === undefined || life.left < at)
                    return void complain('a target leaves twice');
                life.left = at;
                if (event !== EVENT.settled)
                    return;
                if (life.replied > at)
                    complain('a call is answered that nobody replied to');
                else if (life.reply !== result)
                    complain('a call returns what nobody replied');
                return;
            default:
        }
    });
    for (const question of questions)
        broken.push(...judgeCall(happenings, lives, question));
    for (const name of TARGETS)
        if (stage.waits(name) === WAIT.notification)
            broken.push(`${name} waits for ever`);
    return broken;
}
/** The laws about one call of a supervisor or of a target. */
function judgeCall(happenings, lives, { kind, thread, id, from }) {
    const end = happenings.findIndex((each, at) => at >= from && each.thread === thread && each.event === EVENT.returned);
    if (end < 0)
        return [];
    const { result } = happenings[end];
    const during = happenings.slice(from, end);
    const own = (event) => during.filter((each) => each.event === event && each.thread === thread);
    const life = lives.get(id);
    const wasValid = life !== undefined && life.received < end && Math.min(life.replied, life.left) > from;
    const stayedValid = life !== undefined && life.received < from && Math.min(life.replied, life.left) > end;
    const replies = own(EVENT.replied).filter(({ detail }) => detail === id).length;
    const law = (holds, text) => (holds ? [] : [`${from}-${end}: ${text}`]);
    switch (kind) {
        case 'recv':
            return law(result <= 0 || own(EVENT.received).some(({ detail }) => detail === result), 'RECV returns what it did not receive');
        case 'send':
        case 'fail':
            return law((result === 0) === (replies === 1), 'SEND succeeds exactly if it has replied');
        case 'valid':
            return law(result === 0 ? wasValid : result === -4 || !stayedValid, 'an id is valid while its target waits');
        case 'call': {
            const last = own(EVENT.settled).at(-1);
            return law(result === -4 || result === -38 || last?.result === result, 'a call returns its reply');
        }
        default:
            return [];
    }
}
/** A kernel in which one step does something else first. */
function sabotage(step, first) {
    return (kernel) => ({
        ...kernel,
        text: {
            ...kernel.text,
            steps: kernel.text.steps.map((each) => each.name === step
                ? {
                    ...each,
                    run: (...given) => {
                        first(given);
                        return each.run(...given);
                    },
                }
                : each),
        },
    });
}
/** Plays so many random histories, and gives the laws that the first bad one breaks. */
function search(runs, kernelFixes = {}, alter) {
    const start = stages(kernelFixes, alter);
    for (const history of fc.sample(histories, { seed: SEED, numRuns: runs })) {
        const broken = judge(play(history, start));
        if (broken.length > 0)
            return broken;
    }
    return [];
}
suite('kernel/notify/history', (test) => {
    test(`random histories keep the laws of notifications (seed ${SEED})`, () => {
        const start = stages();
        fc.assert(fc.property(histories, (history) => {
            const broken = judge(play(history, start));
            ok(broken.length === 0, broken.join('\n'));
        }), { seed: SEED, numRuns: 400 });
    });
    test('the histories answer, lose, withdraw and refuse often enough to mean something', () => {
        const counts = new Map();
        const start = stages();
        for (const history of fc.sample(histories, { seed: SEED, numRuns: 400 }))
            for (const { event } of play(history, start).stage.happenings)
                counts.set(event, (counts.get(event) ?? 0) + 1);
        for (const event of [EVENT.settled, EVENT.withdrawn, EVENT.replyLost, EVENT.received])
            ok((counts.get(event) ?? 0) > 0, `event ${event} happens`);
    });
    test(`an interrupted SEND of a descriptor that is not taken back is caught (seed ${SEED})`, () => {
        const broken = search(2_000, { 'addfd-send-restore': false });
        ok(broken.some((law) => law.includes('a call is answered that nobody replied to')));
    });
    test(`a kernel that takes a second reply is caught (seed ${SEED})`, () => {
        const forget = sabotage('notif_send.run', ([world, thread]) => {
            const id = world.words.get(world.thread(thread) + 5);
            for (let other = 0; other < world.layout.bounds.threadCount; other += 1) {
                const task = taskWord(world, other);
                if (world.words.get(task + TASK.NOTIFY_ID) === id && id !== 0)
                    world.words.set(task + TASK.NOTIFY_STATE, 2);
            }
        });
        ok(search(500, {}, forget).some((law) => law.includes('answered twice')));
    });
    test(`a target that changes its reply is caught (seed ${SEED})`, () => {
        const garble = sabotage('notify.look', ([world, thread]) => {
            const at = taskWord(world, thread) + TASK.NOTIFY_VALUE;
            if (world.words.load(at) > 1_000)
                world.words.store(at, 5);
        });
        ok(search(500, {}, garble).some((law) => law.includes('what nobody replied')));
    });
});
//# sourceMappingURL=history.test.js.map