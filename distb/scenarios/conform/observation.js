/**
 * Observations: steps that only look at what has become of a task. Invariant: an observation may
 * let time pass, but makes no task do anything.
 */
import { expectText, judge, judgeExit, judgeKilled, stateLetter, statusText, } from './expectation.js';
import { Mismatch, textOf, unknown } from './fields.js';
import { callName } from './linux-names.js';
import { plainText, signalName, signalOf } from './value.js';
/** The observations by the name of their step. */
export const OBSERVATIONS = new Map([
    ['returns', returns],
    ['handler_runs', handlerRuns],
    ['state', state],
    ['terminated', terminated],
    ['join_thread', joinThread],
    ['still_blocked', stillBlocked],
]);
/** A call that was left blocked has ended, and how. */
function returns(play, thread, step, expect) {
    const call = play.callOf(thread);
    const of = step.has('of') ? step.text('of') : undefined;
    const name = play.nameOf(thread);
    if (call === undefined)
        throw new Mismatch(`${name} in ${of ?? 'a call'}`, `${name} in none`);
    const number = call.deed.number ?? -1;
    const names = [undefined, call.op, callName(number), ...(number < 0 ? [] : ['syscall', 'call'])];
    if (!names.includes(of))
        throw new Mismatch(`${name} in ${of}`, `${name} in ${call.op}`);
    if (!play.stage.isAtRest(thread))
        play.await(thread);
    if (expect.has('blocks') || expect.has('blocks_or') || expect.has('ptrace_stop')) {
        judge(play, thread, play.callOf(thread), expect);
        return;
    }
    if (!play.stage.isAtRest(thread))
        throw new Mismatch(`${of ?? call.op} returns`, statusText(play, thread));
    judge(play, thread, play.callOf(thread), expect);
}
/** A handler has been entered that nobody has asked about yet. */
function handlerRuns(play, thread, step, expect) {
    const signal = step.has('sig') ? signalOf(step.take('sig')) : undefined;
    const wanted = expect.has('runs') ? expect.take('runs') : true;
    const { handled } = play.stage.log(thread);
    const from = play.heard(thread);
    const found = handled.findIndex((each, index) => index >= from && (signal === undefined || each.signal === signal));
    const name = signal === undefined ? 'any signal' : signalName(signal);
    if (found >= 0 !== (wanted !== false))
        throw new Mismatch(`${wanted === false ? 'no ' : ''}handler of ${name}`, found < 0 ? `none, ${statusText(play, thread)}` : 'it ran');
    if (found >= 0)
        play.noteHeard(thread, found + 1);
}
function state(play, thread, _step, expect) {
    const text = textOf(expect.take('state'));
    const letter = /^[RSDTtZX]\b/.exec(plainText(text))?.[0] ?? letterOf(text);
    const actual = stateLetter(play, thread);
    if (letter !== actual)
        throw new Mismatch(text, `${actual}, ${statusText(play, thread)}`);
}
/** What the letters of /proc are in words. */
const STATE_WORDS = [
    [/tracing|ptrace/i, 't'],
    [/stop/i, 'T'],
    [/killable|uninterruptible|disk/i, 'D'],
    [/sleep|interruptible/i, 'S'],
    [/run/i, 'R'],
    [/zombie|dead/i, 'Z'],
];
function letterOf(text) {
    const known = STATE_WORDS.find(([pattern]) => pattern.test(text));
    if (known === undefined)
        throw unknown(`state '${text}'`);
    return known[1];
}
function terminated(play, thread, step, expect) {
    if (step.has('signal'))
        step.take('signal');
    if (play.stage.resting(thread).life !== 'dead')
        throw new Mismatch('terminated', statusText(play, thread));
    if (expect.has('killed')) {
        judgeKilled(play, thread, undefined, expect.take('killed'), expect);
        return;
    }
    if (expect.has('signal'))
        judgeKilled(play, thread, undefined, true, expect);
    for (const field of ['exits', 'exit_code', 'process_exits'])
        if (expect.has(field))
            judgeExit(play, thread, undefined, expect.take(field));
}
/** pthread_join: the thread has ended, and if it was not killed, by returning. */
function joinThread(play, _thread, step, expect) {
    const target = play.threadOf(step.take('target'));
    const { life, signal } = play.stage.resting(target);
    const joined = life === 'dead';
    if (expect.isEmpty && !joined)
        throw new Mismatch('joined', statusText(play, target));
    const compare = (field, actual) => {
        if (expect.has(field))
            expectText(`${field} ${textOf(expect.take(field))}`, `${field} ${String(actual)}`);
    };
    compare('joined', joined);
    compare('normal_return', joined && signal === 0);
}
/** A call that was left blocked is blocked still. */
function stillBlocked(play, thread, step, expect) {
    for (const remark of ['of', 'in', 'on'])
        if (step.has(remark))
            step.take(remark);
    const { idle, life, waits } = play.stage.resting(thread);
    const isBlocked = !idle && life === 'alive' && waits !== 0;
    const wanted = ['blocked', 'blocks', 'still_blocked'].every((field) => !expect.has(field) || expect.take(field) !== false);
    if (isBlocked !== wanted)
        throw new Mismatch(wanted ? 'still blocked' : 'not blocked', statusText(play, thread));
}
//# sourceMappingURL=observation.js.map