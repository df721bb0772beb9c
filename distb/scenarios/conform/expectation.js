/**
 * Expectations: what a step says about the outcome of a call, field by field, against the stage.
 * Invariant: a field that nobody here knows stays in the expectation, and whoever takes it to its
 * end fails it.
 */
import { POLL, tidOf, WAIT } from '../../kernel/index.js';
import { Fields as FieldsOf, integerOf, Mismatch, textOf, unknown } from './fields.js';
import { callName, callNumber, errnoNumber, resultText } from './linux-names.js';
import { addressOf, bitsOf, callOf, plainText, signalName, signalOf, wordOf } from './value.js';
/** Throws a Mismatch unless both texts are the same. */
export function expectText(expected, actual) {
    if (expected !== actual)
        throw new Mismatch(expected, actual);
}
/** What a wait is called, by number. */
const WAIT_NAMES = Object.keys(WAIT);
/** Where a thread stands, as a failure tells it. */
export function statusText(play, thread) {
    const { life, idle, waits, stop } = play.stage.resting(thread);
    const name = play.nameOf(thread);
    if (life === 'dead')
        return `${name} ${deathText(play, thread)}`;
    if (life === 'unborn')
        return `${name} not born`;
    if (idle) {
        const call = play.callOf(thread);
        return call === undefined ? `${name} idle` : returnText(play, thread, call);
    }
    if (stop !== 0)
        return `${name} in a ptrace stop`;
    return `${name} blocked (${WAIT_NAMES[waits] ?? 'running'})`;
}
function returnText(play, thread, call) {
    if (!play.stage.isAlive(thread))
        return `${play.nameOf(thread)} ${deathText(play, thread)}`;
    return call.isDone ? resultText(returned(call)) : statusText(play, thread);
}
function deathText(play, thread) {
    const { signal } = play.stage.resting(thread);
    return signal === 0 ? 'exited' : `killed by ${signalName(signal)}`;
}
function returned({ deed, result }) {
    return deed.returned?.(result) ?? result;
}
const RULES = new Map([
    ['executes', judgeExecutes],
    ['ret', judgeReturn],
    ['result', judgeReturn],
    ['errno', (play, thread, call, value) => judgeErrno(play, thread, call, [value])],
    ['errno_any_of', (play, thread, call, value) => judgeErrno(play, thread, call, listOf(value))],
    ['errno_number', judgeErrnoNumber],
    ['ret_any_of', (play, thread, call, value) => judgeAny(play, thread, call, value, 'ret')],
    ['any_of', (play, thread, call, value) => judgeAny(play, thread, call, value, undefined)],
    ['killed', judgeKilled],
    ['signal', judgeSignal],
    ['blocks', judgeBlocks],
    ['blocks_or', judgeBlocksOr],
    ['signal_handled', judgeHandled],
    ['siginfo', judgeHandled],
    ['handler_runs', judgeHandlerRuns],
    ['handler_depth', judgeHandlerRuns],
    ['nested', judgeHandlerRuns],
    ['depth', judgeHandlerRuns],
    ['then_continues', judgeContinues],
    ['ptrace_stop', judgeStop],
    ['process_exits', judgeProcessExit],
    ['exits', judgeExit],
    ['exit_code', judgeExit],
    ['thread_exits', judgeThreadExit],
    ['fd', judgeListener],
    ['notif', judgeNotification],
    ['revents', judgeEvents],
    ['revents_include', judgeEventsInclude],
    ['same_file_as', judgeSameFile],
    ['fd_open', judgeOpen],
    ['seccomp_notif', sizeRule(0)],
    ['seccomp_notif_resp', sizeRule(1)],
    ['seccomp_data', sizeRule(2)],
    ['event', judgeTraceEvent],
    ['message', judgeMessage],
    ['nr', judgeTraceNumber],
    ['syscall_stop', judgeCallStop],
    ['signal_stop', judgeSignalStop],
]);
/** Judges a call by all fields of an expectation that are known. */
export function judge(play, thread, call, expect) {
    for (const field of expect.left) {
        const rule = RULES.get(field) ?? openRule(field);
        if (rule === undefined)
            continue;
        rule(play, thread, call, expect.take(field), expect);
    }
}
/** `fd_42_open`. */
function openRule(field) {
    const descriptor = /^fd_(\d+)_open$/.exec(field)?.[1];
    if (descriptor === undefined)
        return undefined;
    return (play, thread, _call, value) => {
        judgeDescriptor(play, thread, Number(descriptor), value);
    };
}
function listOf(value) {
    if (!Array.isArray(value))
        throw unknown(`list ${textOf(value)}`);
    return value;
}
/** The call must have ended in a living task. */
function resultOf(play, thread, call, expected) {
    if (!play.stage.isAlive(thread) || !call.isDone)
        throw new Mismatch(expected, statusText(play, thread));
    return returned(call);
}
function judgeExecutes(play, thread, call, value) {
    const { ran } = play.stage.log(thread);
    const own = call.deed.number ?? Number.NaN;
    const names = ran.map(callName).join(', ') || 'nothing';
    const actual = `${names} ran, ${statusText(play, thread)}`;
    if (typeof value === 'boolean') {
        // A call that a tracer or a filter skips has a negative number, or never gets so far.
        if ((own >= 0 && ran.includes(own)) !== value)
            throw new Mismatch(`${callName(own)} ${value ? 'runs' : 'does not run'}`, actual);
        return;
    }
    const number = callOf(value);
    if (!ran.includes(number) || (number !== own && ran.includes(own)))
        throw new Mismatch(`${callName(number)} runs`, actual);
}
function judgeReturn(play, thread, call, value) {
    const text = plainText(value);
    const actual = resultOf(play, thread, call, text);
    const expected = expectedReturn(play, thread, call, text, actual);
    if (expected !== actual)
        throw new Mismatch(expected === undefined || text === String(expected) ? text : `${text}, ${expected}`, resultText(actual));
}
/** The number that a text stands for, `actual` if it fits; undefined if it cannot be. */
function expectedReturn(play, thread, call, text, actual) {
    const integer = integerOf(text);
    if (integer !== undefined)
        return Number(BigInt.asIntN(32, integer));
    const fits = (isSo) => (isSo ? actual : undefined);
    if (/^(?:ok|success|non-?negative)\b/.test(text))
        return fits(actual >= 0);
    if (/^(?:positive)\b/.test(text))
        return fits(actual > 0);
    if (/^non-?zero\b/.test(text))
        return fits(actual !== 0);
    if (/^any\b/.test(text))
        return actual;
    const tid = /^(?:tid|pid|id) of (\w+)$/.exec(text);
    if (tid !== null)
        return tidOf(play.threadOf(tid[1]));
    const lowest = /^(?:the )?lowest (?:free )?fd(?: in (\w+))?$/.exec(text);
    if (lowest !== null) {
        const owner = lowest[1] === undefined ? (call.deed.target ?? thread) : play.threadOf(lowest[1]);
        return call.lowestFree[play.stage.processOf(owner)];
    }
    if (/\bfd\b/.test(text))
        return play.descriptor < 0 ? call.lowestFree[play.stage.processOf(thread)] : play.descriptor;
    if (/\b(?:real|native|genuine)\b/.test(text))
        return fits(play.stage.log(thread).ran.includes(call.deed.number ?? -1));
    if (/\b(?:syscall|call) number\b|^its number$/.test(text))
        return call.deed.number;
    const number = callNumber(text);
    if (number !== undefined)
        return number;
    const errno = errnoNumber(text.replace(/^-/, ''));
    if (errno !== undefined)
        return -errno;
    throw unknown(`return value '${text}'`);
}
function judgeErrno(play, thread, call, names) {
    const expected = names.map(textOf).join(' or ');
    const actual = resultOf(play, thread, call, expected);
    const numbers = names.map((name) => {
        const number = errnoNumber(textOf(name)) ?? Number(integerOf(name) ?? Number.NaN);
        if (Number.isNaN(number))
            throw unknown(`errno ${textOf(name)}`);
        return -number;
    });
    if (!numbers.includes(actual))
        throw new Mismatch(expected, resultText(actual));
}
function judgeErrnoNumber(play, thread, call, value) {
    const expected = wordOf(value, 'errno');
    const actual = resultOf(play, thread, call, `errno ${expected}`);
    if (actual !== -expected)
        throw new Mismatch(`errno ${expected}`, resultText(actual));
}
/** One of several values of a field, or one of several expectations. */
function judgeAny(play, thread, call, value, field) {
    const failures = [];
    for (const each of listOf(value)) {
        const expect = new FieldsOf(field === undefined ? each : { [field]: each }, 'an alternative');
        try {
            judge(play, thread, call, expect);
            expect.done();
            return;
        }
        catch (error) {
            if (!(error instanceof Mismatch))
                throw error;
            failures.push(error.expected);
        }
    }
    throw new Mismatch(failures.join(' or '), statusText(play, thread));
}
/** Judges the death of a task: of the thread alone, or of its process with it. */
export function judgeKilled(play, thread, _call, value, expect) {
    const { stage } = play;
    const scope = textOf(value);
    const expected = `${scope} killed`;
    const { signal, life } = stage.resting(thread);
    if (value === false) {
        if (life === 'dead')
            throw new Mismatch('not killed', statusText(play, thread));
        return;
    }
    if (scope !== 'thread' && scope !== 'process' && value !== true)
        throw unknown(`scope of death ${scope}`);
    if (life !== 'dead' || signal === 0)
        throw new Mismatch(expected, statusText(play, thread));
    if (expect?.has('signal') === true)
        judgeSignal(play, thread, undefined, expect.take('signal'));
    const process = stage.processOf(thread);
    // The other threads of a process that dies are on their way out, but nobody has moved them yet.
    const isDead = stage.process(process, 'EXIT') !== 0;
    if (scope === 'thread' && isDead)
        throw new Mismatch(expected, 'process killed');
    if (scope === 'process' && !isDead)
        throw new Mismatch(expected, 'thread killed');
}
function judgeSignal(play, thread, _call, value) {
    const { signal } = play.stage.resting(thread);
    if (signal !== signalOf(value))
        throw new Mismatch(`killed by ${textOf(value)}`, statusText(play, thread));
}
/** Waits by the words that vectors have for them. */
const WAITS = [
    [/notif/, WAIT.notification],
    [/recv|receive/i, WAIT.receive],
    [/poll/, WAIT.poll],
    [/install|target|addfd/i, WAIT.addfd],
];
/** Whether a thread is blocked, in this way if the text says so. */
function isBlocked(play, thread, value) {
    const { idle, life, waits } = play.stage.resting(thread);
    if (idle || life !== 'alive' || waits === WAIT.nothing)
        return false;
    const known = WAITS.find(([pattern]) => pattern.test(textOf(value)));
    return known === undefined || known[1] === waits;
}
function judgeBlocks(play, thread, _call, value) {
    const expected = value === false ? 'not blocked' : `blocked (${plainText(value)})`;
    if (isBlocked(play, thread, value === false ? true : value) !== (value !== false))
        throw new Mismatch(expected, statusText(play, thread));
}
function judgeBlocksOr(play, thread, call, value) {
    if (isBlocked(play, thread, true))
        return;
    const expect = new FieldsOf(value, 'blocks_or');
    judge(play, thread, call, expect);
    expect.done();
}
function handledSince(play, thread, call) {
    return play.stage.log(thread).handled.slice(call.handledBefore);
}
/** What si_code is called. */
const CODES = { SYS_SECCOMP: 1, SYS_USER_DISPATCH: 2 };
const ARCHITECTURES = new Set(['AUDIT_ARCH_X86_64', '0xc000003e', 'x86_64', 'x86-64']);
function judgeHandled(play, thread, call, value) {
    const [handled] = handledSince(play, thread, call);
    const expect = new FieldsOf(value, 'siginfo');
    if (handled === undefined)
        throw new Mismatch(`a handler of ${textOf(value)}`, statusText(play, thread));
    const number = (field, actual, known) => {
        if (!expect.has(field))
            return;
        const text = plainText(expect.take(field));
        const isSo = /^non-?zero$/.test(text)
            ? actual !== 0
            : actual === (known(text) ?? wordOf(text, field));
        if (!isSo)
            throw new Mismatch(`${field} ${text}`, `${field} ${actual}`);
    };
    const none = () => undefined;
    for (const field of ['signo', 'si_signo', 'sig'])
        number(field, handled.signal, signalOf);
    number('si_code', handled.code, (text) => CODES[text]);
    number('si_errno', handled.errno, errnoNumber);
    number('si_syscall', handled.syscall, callNumber);
    number('si_call_addr', handled.address, (text) => /[a-zA-Z]/.test(text) && !text.startsWith('0x')
        ? addressOf(text, play.cast.addresses)
        : undefined);
    if (expect.has('si_arch')) {
        const text = plainText(expect.take('si_arch'));
        if (!/^non-?zero$/.test(text) && !ARCHITECTURES.has(text.replace(/^0xC/, '0xc')))
            number('si_arch', 0xc000_003e | 0, none);
    }
    expect.done();
}
function judgeHandlerRuns(play, thread, call, value) {
    const count = handledSince(play, thread, call).length;
    const isSo = typeof value === 'boolean' ? count > 0 === value : count === integerNumber(value);
    if (!isSo)
        throw new Mismatch(`handler_runs ${textOf(value)}`, `${count} handlers entered`);
}
function integerNumber(value) {
    return Number(integerOf(value) ?? Number.NaN);
}
function judgeContinues(play, thread, _call, value) {
    if (play.stage.resting(thread).idle !== value)
        throw new Mismatch(value === true ? 'goes on' : 'does not go on', statusText(play, thread));
}
function judgeStop(play, thread, _call, value) {
    if ((play.stage.resting(thread).stop !== 0) !== (value !== false))
        throw new Mismatch(value === false ? 'no stop' : 'a ptrace stop', statusText(play, thread));
}
/** The exit code of a process, or undefined while it lives or if a signal ended it. */
function exitCode(play, process) {
    const status = play.stage.process(process, 'EXIT') - 1;
    return status >= 0 && (status & 0x7f) === 0 ? status >> 8 : undefined;
}
function judgeProcessExit(play, thread, _call, value) {
    const code = exitCode(play, play.stage.processOf(thread));
    if (value === true && code !== undefined)
        return;
    if (code === undefined || code !== integerNumber(value))
        throw new Mismatch(`process exits ${textOf(value)}`, code === undefined ? statusText(play, thread) : `process exits ${code}`);
}
function judgeThreadExit(play, thread, _call, value) {
    const { life, signal } = play.stage.resting(thread);
    if (life !== 'dead' || signal !== 0)
        throw new Mismatch(`thread exits ${textOf(value)}`, statusText(play, thread));
}
/** The exit of the last thread is that of the process. */
export function judgeExit(play, thread, call, value) {
    const isProcess = play.threadsOf(play.stage.processOf(thread)).length === 0;
    (isProcess ? judgeProcessExit : judgeThreadExit)(play, thread, call, value);
}
function judgeListener(play, thread, call, value) {
    const name = textOf(value);
    const descriptor = resultOf(play, thread, call, `descriptor ${name}`);
    if (descriptor < 0)
        throw new Mismatch(`descriptor ${name}`, resultText(descriptor));
    play.bindListener(name, thread, descriptor);
}
const BUFFER_WORDS = 6;
function bufferOf(play, thread) {
    const from = play.stage.taskAt(thread, 'BUFFER');
    return [...play.stage.world.words.array.subarray(from, from + BUFFER_WORDS)];
}
function judgeNotification(play, thread, call, value) {
    if (call.result <= 0 || !call.isDone)
        throw new Mismatch(`notification ${textOf(value)}`, statusText(play, thread));
    const [id = 0, pid = 0, number = 0, ...values] = bufferOf(play, thread);
    const expect = new FieldsOf(value, 'notification');
    if (expect.has('id'))
        play.matchId(textOf(expect.take('id')), id, thread);
    if (expect.has('nr')) {
        const wanted = callOf(expect.take('nr'));
        if (wanted !== number)
            throw new Mismatch(`notification of ${callName(wanted)}`, `of ${callName(number)}`);
    }
    if (expect.has('pid')) {
        const text = plainText(expect.take('pid'));
        const wanted = integerOf(text) === undefined ? tidOf(play.threadOf(text)) : integerNumber(text);
        if (wanted !== pid)
            throw new Mismatch(`pid of ${text}, ${wanted}`, String(pid));
    }
    if (expect.has('flags'))
        expectText(textOf(expect.take('flags')), '0');
    if (expect.has('args'))
        for (const [index, each] of listOf(expect.take('args')).entries())
            if (values[index] !== undefined && integerOf(each) !== undefined)
                expectText(`argument ${wordOf(each, 'argument')}`, `argument ${values[index]}`);
    expect.done();
}
function eventNames(events) {
    const names = Object.entries(POLL).filter(([, bit]) => (events & bit) !== 0);
    return `[${names.map(([name]) => name).join(', ')}]`;
}
function judgeEvents(play, thread, call, value) {
    const wanted = bitsOf(value, POLL);
    resultOf(play, thread, call, eventNames(wanted));
    expectText(eventNames(wanted), call.result < 0 ? resultText(call.result) : eventNames(call.result));
}
function judgeEventsInclude(play, thread, call, value) {
    const wanted = bitsOf(value, POLL);
    resultOf(play, thread, call, eventNames(wanted));
    if (call.result < 0 || (call.result & wanted) !== wanted)
        throw new Mismatch(`at least ${eventNames(wanted)}`, eventNames(Math.max(0, call.result)));
}
function judgeSameFile(play, thread, call, value) {
    const name = textOf(value);
    const descriptor = resultOf(play, thread, call, `the file of ${name}`);
    const file = play.cast.files.get(name);
    if (file === undefined)
        throw unknown(`file '${name}'`);
    const { stage } = play;
    const owner = stage.file(play.cast.processes.indexOf(file.owner), file.descriptor);
    const added = stage.file(stage.processOf(call.deed.target ?? thread), descriptor);
    if (owner !== added)
        throw new Mismatch(`the file of ${name}`, 'another file, or none');
}
function judgeDescriptor(play, thread, descriptor, value) {
    const isOpen = play.stage.file(play.stage.processOf(thread), descriptor) !== 0;
    const text = (open) => `descriptor ${descriptor} ${open ? 'open' : 'closed'}`;
    expectText(text(value === true), text(isOpen));
}
function judgeOpen(play, thread, call, value) {
    judgeDescriptor(play, thread, resultOf(play, thread, call, 'a descriptor'), value);
}
function sizeRule(word) {
    return (play, thread, call, value) => {
        resultOf(play, thread, call, textOf(value));
        expectText(textOf(value), String(bufferOf(play, thread)[word]));
    };
}
/** What a wait for a stop learned: see the call ptrace_wait. */
function stopOf(play, thread, call) {
    resultOf(play, thread, call, 'a ptrace stop');
    if (call.result < 0)
        throw new Mismatch('a ptrace stop', resultText(call.result));
    const [, status = 0, stop = 0, message = 0, number = 0] = bufferOf(play, thread);
    return { status, stop, message, number };
}
const STOP_NAMES = ['no', 'syscall entry', 'syscall exit', 'SECCOMP', 'signal', 'STOP'];
function judgeStopKind(play, thread, call, kind) {
    const { stop } = stopOf(play, thread, call);
    expectText(`${kind} stop`, `${STOP_NAMES[stop] ?? stop} stop`);
}
function judgeTraceEvent(play, thread, call, value) {
    judgeStopKind(play, thread, call, textOf(value).replace(/^PTRACE_EVENT_/, ''));
}
function judgeCallStop(play, thread, call, value) {
    judgeStopKind(play, thread, call, `syscall ${textOf(value)}`);
}
function judgeSignalStop(play, thread, call, value) {
    const { status } = stopOf(play, thread, call);
    judgeStopKind(play, thread, call, 'signal');
    expectText(signalName(signalOf(value)), signalName((status >> 8) & 0xff));
}
function judgeMessage(play, thread, call, value) {
    const { message } = stopOf(play, thread, call);
    expectText(String(wordOf(value, 'message')), String(message));
}
function judgeTraceNumber(play, thread, call, value) {
    const { number } = stopOf(play, thread, call);
    const text = plainText(value);
    if (text === 'any')
        return;
    const numbers = text.split(/ or |\|/).map((name) => callOf(name.trim()));
    if (!numbers.includes(number))
        throw new Mismatch(text, callName(number));
}
/** Judges an install that was repeated until it failed. */
export function judgeRepeated(expect, { installed, result }) {
    const fails = result < 0;
    if (expect.has('eventually_fails') && expect.take('eventually_fails') !== fails)
        throw new Mismatch(fails ? 'no failure' : 'a failure', `${installed} installed`);
    for (const field of ['installed', 'succeeded', 'successes', 'count', 'fit'])
        if (expect.has(field))
            expectText(textOf(expect.take(field)), String(installed));
    if (expect.has('errno'))
        expectText(textOf(expect.take('errno')), resultText(result));
    expect.done();
}
/** The letter that /proc shows for what a task does. */
export function stateLetter(play, thread) {
    const { life, sleep, stop, waits } = play.stage.resting(thread);
    if (life === 'dead' || life === 'exiting')
        return 'Z';
    if (stop !== 0)
        return 't';
    if (waits === WAIT.continued)
        return 'T';
    return SLEEP_LETTERS[sleep] ?? 'D';
}
const SLEEP_LETTERS = ['R', 'S', 'D', 'T', 'D'];
//# sourceMappingURL=expectation.js.map