/**
 * Operations of user notification: what supervisors do with a listener. Invariant: a listener is a
 * descriptor of the acting task's own table, as in Linux; a task that a vector lets act on it
 * without ever having got it receives it first, as the tests pass it over a socket.
 */
import { ADDFD_FLAG, BUFFER, ERRNO, LISTENER_FLAG, NEW_FILE_FLAG, POLL, REPLY_FLAG, } from '../../kernel/index.js';
import { callDeed, resultDeed, takeOne } from './deed.js';
import { integerOf, textOf, unknown } from './fields.js';
import { bitsOf, plainText, resultOf, wordOf } from './value.js';
/** Sizes of struct seccomp_notif_addfd that Linux takes: the first version's, and below a page. */
const ADDFD_SIZE = { min: 24, end: 4096 };
/** The operations by name. */
export const NOTIFY_OPERATIONS = [
    ['recv', recv],
    ['send', send],
    ['id_valid', idValid],
    ['addfd', addfd],
    ['poll', poll],
    ['close_listener', closeListener],
    ['set_listener_flags', setListenerFlags],
];
function listenerOf(play, thread, step) {
    const name = step.has('listener') ? step.text('listener') : play.newestListener;
    return play.listenerOf(thread, name);
}
function recv(play, thread, step) {
    const listener = listenerOf(play, thread, step);
    const buffer = step.has('buffer') ? bufferOf(step.take('buffer')) : BUFFER.ZEROED;
    return callDeed('notif_recv', [listener, buffer, 0, 0], {
        returned: (result) => Math.min(result, 0),
    });
}
function bufferOf(value) {
    const text = textOf(value);
    if (value === null || /^(?:null|bad|invalid|unmapped)/i.test(text))
        return BUFFER.NULL;
    if (/read-?only|unwritable|not writable|faults?/i.test(text))
        return BUFFER.READ_ONLY;
    if (/^(?:zeroed|zero|valid)/i.test(text))
        return BUFFER.ZEROED;
    if (/= *-?\w+|non-?zero|not zero|dirty|garbage/i.test(text))
        return BUFFER.DIRTY;
    throw unknown(`buffer ${text}`);
}
function send(play, thread, step) {
    const listener = listenerOf(play, thread, step);
    const id = play.idOf(step.take('id'), thread);
    const value = resultOf(step.take('val') ?? 0);
    const error = resultOf(step.take('error') ?? 0);
    const flags = bitsOf(step.take('flags'), REPLY_FLAG);
    return callDeed('notif_send', [listener, id, value, error, flags]);
}
function idValid(play, thread, step) {
    const listener = listenerOf(play, thread, step);
    return callDeed('notif_id_valid', [listener, play.idOf(step.take('id'), thread)]);
}
function addfd(play, thread, step) {
    const listener = listenerOf(play, thread, step);
    const id = play.idOf(step.take('id'), thread);
    const flags = bitsOf(step.take('flags'), ADDFD_FLAG);
    const source = sourceOf(play, thread, takeOne(step, 'srcfd', 'src'));
    const number = wordOf(step.take('newfd') ?? 0, 'newfd');
    const fileFlags = bitsOf(step.take('newfd_flags'), NEW_FILE_FLAG);
    const size = takeOne(step, 'size', 'struct_size');
    const refused = size === undefined ? 0 : sizeRefusal(size);
    if (refused !== 0)
        return resultDeed(refused);
    const target = play.targetOf(id);
    return callDeed('notif_addfd', [listener, id, flags, source, number, fileFlags], {
        file: play.stage.file(play.stage.processOf(thread), source),
        ...(target !== undefined && { target }),
        after: (each, _by, result) => each.noteDescriptor(result),
    });
}
/** The descriptor of the file that is to be added; one that has no name is any that is open. */
function sourceOf(play, thread, value) {
    const text = plainText(value);
    if (integerOf(text) !== undefined)
        return wordOf(text, 'srcfd');
    if (/^(?:bad|closed|invalid|not open|unopened)/i.test(text))
        return -1;
    return play.descriptorOf(thread, text) ?? ANY_DESCRIPTOR;
}
const ANY_DESCRIPTOR = 1;
/** What Linux says to a struct of another size, before it looks into it (copy_struct_from_user). */
function sizeRefusal(value) {
    const text = textOf(value);
    const size = integerOf(text);
    if (size !== undefined)
        return size < ADDFD_SIZE.min || size >= ADDFD_SIZE.end ? -ERRNO.EINVAL : 0;
    if (/small|short/i.test(text))
        return -ERRNO.EINVAL;
    if (!/big|large|extend/i.test(text))
        throw unknown(`size ${text}`);
    return /unknown|non-?zero|bits|filled/i.test(text) ? -ERRNO.E2BIG : 0;
}
/** Waits only where the vector expects it to: everybody else has moved as far as they can. */
function poll(play, thread, step) {
    const listener = listenerOf(play, thread, step);
    const events = bitsOf(step.take('events'), POLL);
    const timeout = step.take('timeout');
    const isEndless = play.expectsBlock ||
        /^(?:infinite|forever|none)/i.test(textOf(timeout ?? '')) ||
        timeout === -1;
    return callDeed('poll', [listener, events, isEndless ? -1 : 0], {
        returned: (result) => Math.min(result, 1),
    });
}
function closeListener(play, thread, step) {
    const name = step.has('listener') ? step.text('listener') : play.newestListener;
    const listener = play.listenerOf(thread, name);
    return callDeed('close', [listener], { after: (each, by) => each.noteClosed(by, name) });
}
function setListenerFlags(play, thread, step) {
    const listener = listenerOf(play, thread, step);
    return callDeed('notif_set_flags', [
        listener,
        bitsOf(takeOne(step, 'flags', 'value'), LISTENER_FLAG),
    ]);
}
//# sourceMappingURL=notify-operation.js.map