/**
 * Operations: what a step asks a task to do, as an instruction of its driven thread. Invariant: an
 * operation reads every argument of its step, so that one that nobody knows is left over and told.
 */
import { ACTION_FLAG, DISPATCH_MODE, DISPOSITION, dispositionOf, PAGE_SIZE, PRCTL, PROCESS, processWord, protFromText, SECCOMP_MODE, SECCOMP_OPERATION, SELECTOR, signalBit, tidOf, } from '../../kernel/index.js';
import { callDeed, takeOne } from './deed.js';
import { ALLOW_ALL, EMPTY_PROGRAM, HANDLERS, isSelectorName } from './cast.js';
import { integerOf, isRecord, textOf, unknown } from './fields.js';
import { NOTIFY_OPERATIONS } from './notify-operation.js';
import { TRACE_OPERATIONS } from './trace-operation.js';
import { actionWordOf, addressOf, bitsOf, callOf, filterFlagsOf, plainText, remarkOf, signalOf, wordOf, } from './value.js';
/** The operations by name. */
export const OPERATIONS = new Map([
    ['install_filter', installFilter],
    ['set_no_new_privs', prctlOperation(PRCTL.PR_SET_NO_NEW_PRIVS, 1)],
    ['get_no_new_privs', prctlOperation(PRCTL.PR_GET_NO_NEW_PRIVS, 0)],
    ['get_seccomp_mode', prctlOperation(PRCTL.PR_GET_SECCOMP, 0)],
    ['set_strict', setStrict],
    ['get_action_avail', getActionAvail],
    ['get_notif_sizes', getNotifSizes],
    ['seccomp', seccomp],
    ['prctl', prctl],
    ['syscall', systemCall],
    ['spawn_thread', (play, _thread, step) => bear(play, step, 'clone')],
    ['fork', (play, _thread, step) => bear(play, step, 'fork')],
    ['execve', execve],
    ['exit_thread', (_play, _thread, step) => callDeed('exit', [step.integer('code', 0)])],
    ['exit_process', (_play, _thread, step) => callDeed('exit_group', [step.integer('code', 0)])],
    ['kill', kill],
    ['sigaction', sigaction],
    ['sigprocmask', sigprocmask],
    ['selector_write', selectorWrite],
    ['sud_set', sudSet],
    ['mprotect', protect],
    ['munmap', unmap],
    ['prlimit_nofile', limitFiles],
    ...NOTIFY_OPERATIONS,
    ...TRACE_OPERATIONS,
]);
/** The program of a step's filter: its number + 1, or 0 for a bad pointer. */
function programOf(play, value) {
    const text = textOf(value ?? null);
    if (isRecord(value))
        return play.programOf(value);
    if (/^(?:null|bad|invalid|unmapped)/i.test(text) || integerOf(value) !== undefined)
        return 0;
    if (/^(?:empty|zero-length)/i.test(text))
        return play.programOf(EMPTY_PROGRAM);
    return play.programOf(ALLOW_ALL);
}
function installFilter(play, _thread, step) {
    const via = step.has('via') ? step.text('via') : 'seccomp';
    const flags = filterFlagsOf(step.take('flags'));
    const program = step.has('filter') ? programOf(play, step.take('filter')) : programOf(play, null);
    if (via === 'prctl') {
        if (flags !== 0)
            throw unknown('flags of prctl');
        return callDeed('prctl', [PRCTL.PR_SET_SECCOMP, SECCOMP_MODE.filter, program]);
    }
    if (via !== 'seccomp')
        throw unknown(`way to install '${via}'`);
    return callDeed('seccomp', [SECCOMP_OPERATION.SET_MODE_FILTER, flags, program]);
}
function prctlOperation(option, value) {
    return (_play, _thread, step) => callDeed('prctl', [option, step.integer('value', value)]);
}
function setStrict(_play, _thread, step) {
    const via = step.has('via') ? step.text('via') : 'prctl';
    const flags = filterFlagsOf(step.take('flags'));
    if (via === 'prctl')
        return callDeed('prctl', [PRCTL.PR_SET_SECCOMP, SECCOMP_MODE.strict]);
    if (via !== 'seccomp')
        throw unknown(`way to strict mode '${via}'`);
    return callDeed('seccomp', [SECCOMP_OPERATION.SET_MODE_STRICT, flags, 0]);
}
function getActionAvail(_play, _thread, step) {
    const flags = bitsOf(step.take('flags'), {});
    const action = actionWordOf(step.take('action'));
    return callDeed('seccomp', [SECCOMP_OPERATION.GET_ACTION_AVAIL, flags, action]);
}
function getNotifSizes(_play, _thread, step) {
    const flags = bitsOf(step.take('flags'), {});
    return callDeed('seccomp', [SECCOMP_OPERATION.GET_NOTIF_SIZES, flags, 0]);
}
function seccomp(play, _thread, step) {
    // Either three arguments in a list, or each by its name.
    const list = Array.isArray(step.peek('args')) ? step.list('args') : undefined;
    const value = list?.[0] ?? takeOne(step, 'operation', 'cmd', 'oper', 'mode');
    const name = plainText(value).replace(/^SECCOMP_/, '');
    const known = SECCOMP_OPERATION[name];
    const operation = known ?? wordOf(value, 'operation of seccomp');
    const flags = filterFlagsOf(list === undefined ? step.take('flags') : list[1]);
    const data = list === undefined
        ? takeOne(step, 'args', 'arg', 'filter', 'prog', 'uargs', 'action')
        : list[2];
    const action = operation === SECCOMP_OPERATION.GET_ACTION_AVAIL;
    const pointer = action ? actionWordOf(data) : programOf(play, data ?? null);
    return callDeed('seccomp', [operation, flags, pointer]);
}
function prctl(_play, _thread, step) {
    const value = step.take('option');
    const known = PRCTL[plainText(value)];
    const values = step.list('args').map((each) => wordOf(each, 'argument'));
    return callDeed('prctl', [known ?? wordOf(value, 'option of prctl'), ...values]);
}
/** Any system call; arguments are numbers, descriptors by name, or pointers to something. */
function systemCall(play, thread, step) {
    const number = callOf(step.take('nr'));
    const values = step.list('args').map((value) => argumentOf(play, thread, value));
    return {
        instruction: { do: 'syscall', name: `nr ${number}`, arguments: values, into: 'r4' },
        number,
    };
}
/** A pointer that a vector does not care about. */
const SOME_ADDRESS = 0x1000;
function argumentOf(play, thread, value) {
    if (value === null)
        return 0;
    const text = plainText(value);
    if (integerOf(text) !== undefined)
        return wordOf(text, 'argument');
    const descriptor = play.descriptorOf(thread, text);
    if (descriptor !== undefined)
        return descriptor;
    // Descriptor 0 is open everywhere.
    if (/\bfd\b|descriptor|\bpipe\b|socket/i.test(text))
        return 0;
    const task = /^(?:tid|pid) of (\w+)$/.exec(text);
    if (task !== null)
        return tidOf(play.threadOf(task[1]));
    return /^null$/i.test(text) ? 0 : SOME_ADDRESS;
}
/** clone and fork: the child is declared already. */
function bear(play, step, name) {
    const child = play.threadOf(step.text('new'));
    return callDeed(name, [tidOf(child)], {
        after: (each, parent, result) => {
            if (name === 'fork' && result >= 0)
                each.inheritMemory(parent, child);
        },
    });
}
function execve(_play, _thread, step) {
    step.take('path');
    return callDeed('execve', []);
}
/**
 * A signal to a task, or to a process by its name; parentheses say what the target does with it.
 */
function kill(play, _thread, step) {
    const to = plainText(takeOne(step, 'to', 'target'));
    const value = takeOne(step, 'sig', 'signal');
    const signal = signalOf(value);
    const via = step.has('via') ? step.text('via') : '';
    const process = play.cast.processes.indexOf(to);
    const target = process < 0 ? play.threadOf(to) : play.leaderOf(process);
    if (/handler|handled/.test(remarkOf(value)))
        grantHandler(play, target, signal);
    const group = tidOf(play.leaderOf(play.stage.processOf(target)));
    const isSingle = play.threadsOf(play.stage.processOf(target)).length <= 1;
    const toThread = process < 0 && (via === 'tgkill' || via === 'tkill' || !isSingle);
    if (toThread && via !== 'kill')
        return callDeed('tgkill', [group, tidOf(target), signal]);
    return callDeed('kill', [group, signal]);
}
/** The kind of handler that a text describes. */
function handlerKindOf(text) {
    if (!/^(?:a )?handler|^SA_SIGACTION|^function/i.test(text))
        throw unknown(`disposition '${text}'`);
    if (Object.hasOwn(HANDLERS, text))
        return text;
    if (/makes? .*call|calls/i.test(text))
        return 'calls';
    if (/selector|ALLOW/.test(text))
        return 'allows';
    return /exits?\b/.test(text) ? 'exits' : 'plain';
}
function sigaction(play, thread, step) {
    const signal = signalOf(takeOne(step, 'sig', 'signal'));
    const text = textOf(takeOne(step, 'disposition', 'handler'));
    const flags = bitsOf(step.take('flags'), { ...ACTION_FLAG, SA_SIGINFO: 0, SA_ONSTACK: 0 });
    const disposition = /^(?:ignore|SIG_IGN)/i.test(text)
        ? DISPOSITION.IGNORE
        : /^(?:default|SIG_DFL)/i.test(text)
            ? DISPOSITION.DEFAULT
            : play.cast.handlerOf(play.stage.processOf(thread), handlerKindOf(text));
    return callDeed('rt_sigaction', [signal, disposition | flags]);
}
const HOW = { block: 0, unblock: 1, set: 2 };
function sigprocmask(_play, _thread, step) {
    const names = Object.keys(HOW);
    const named = step.has('how')
        ? textOf(step.take('how')).replace(/^SIG_/, '').replace('MASK', '').toLowerCase()
        : undefined;
    const how = names.find((name) => (named === undefined ? step.has(name) : name === named));
    if (how === undefined)
        throw unknown('change of the signal mask');
    const field = named === undefined ? how : (['signals', 'sigs'].find((f) => step.has(f)) ?? 'set');
    const set = step.list(field).reduce((bits, each) => bits | signalBit(signalOf(each)), 0);
    return callDeed('rt_sigprocmask', [HOW[how], set]);
}
/** A selector that says neither ALLOW nor BLOCK. */
const NO_SELECTOR_VALUE = 0x7f;
function selectorValueOf(value) {
    const name = plainText(value).replace(/^SYSCALL_DISPATCH_FILTER_/, '');
    const known = SELECTOR[name];
    // The selector is a byte.
    if (/^(?:bad|garbage|other|invalid|neither)\b/i.test(name))
        return NO_SELECTOR_VALUE;
    return known ?? wordOf(value, 'selector value') & 0xff;
}
function selectorWrite(play, thread, step) {
    const value = selectorValueOf(step.take('value'));
    const name = step.has('selector') ? step.text('selector') : play.selectorOf(thread);
    const process = play.cast.processes[play.stage.processOf(thread)];
    return { instruction: { do: 'store', word: `${name} of ${process}`, value } };
}
function sudSet(play, thread, step) {
    const mode = step.take('mode');
    const name = plainText(mode).replace(/^PR_SYS_DISPATCH_/, '');
    const known = DISPATCH_MODE[name];
    const number = known ?? (name === 'ON' ? 1 : wordOf(mode, 'mode of user dispatch'));
    const offset = addressOf(step.take('offset') ?? 0, play.cast.addresses);
    const length = addressOf(step.take('len') ?? 0, play.cast.addresses);
    const selector = step.take('selector') ?? null;
    const split = (address) => {
        const page = Math.floor(address / PAGE_SIZE);
        return [page, address - page * PAGE_SIZE];
    };
    const word = selectorWord(play, thread, selector);
    return callDeed('sud_set', [number, ...split(offset), ...split(length), word], {
        after: (each, by, result) => {
            if (result === 0 && typeof selector === 'string')
                each.useSelector(by, selector);
        },
    });
}
/** What user dispatch takes as its selector: a word + 1, 0 for none, -1 for a bad address. */
function selectorWord(play, thread, selector) {
    const text = textOf(selector);
    if (selector === null || /^null$/i.test(text) || integerOf(selector) === 0n)
        return 0;
    if (typeof selector !== 'string' || !isSelectorName(selector))
        return -1;
    return play.cast.wordOf(play.stage.processOf(thread), selector);
}
function pageOf(play, value) {
    const name = plainText(value).replace(/^page /, '');
    const page = play.cast.pages.get(name) ?? Number(integerOf(value) ?? Number.NaN);
    if (Number.isNaN(page))
        throw unknown(`page ${textOf(value)}`);
    return page;
}
function protect(play, _thread, step) {
    step.take('via');
    const page = pageOf(play, step.take('page'));
    const text = step.text('prot');
    const prot = protFromText(text);
    if (prot === undefined)
        throw unknown(`protection '${text}'`);
    return callDeed('mprotect', [page, step.integer('pages', 1), prot]);
}
function unmap(play, _thread, step) {
    step.take('via');
    return callDeed('munmap', [pageOf(play, step.take('page')), step.integer('pages', 1)]);
}
function limitFiles(play, thread, step) {
    const of = step.has('of') ? play.threadOf(step.text('of')) : thread;
    return callDeed('setrlimit', [tidOf(of), step.integer('value')]);
}
/** Gives a process the handler that a vector takes for granted. */
function grantHandler(play, thread, signal) {
    const { stage, cast } = play;
    const process = stage.processOf(thread);
    const at = processWord(stage.world, process) + PROCESS.ACTION + signal;
    if (dispositionOf(stage.world.words.load(at)) >= DISPOSITION.HANDLER)
        return;
    stage.world.words.store(at, cast.handlerOf(process, 'plain'));
}
//# sourceMappingURL=operation.js.map