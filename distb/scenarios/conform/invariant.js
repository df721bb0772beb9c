/**
 * Invariants over interleavings, as vectors write them: two quantities compared, such as `number of
 * successful RECVs == number of syscalls issued by T1`. Text in parentheses explains and asks for
 * nothing. Invariant: a quantity that is not understood is a failure that quotes it.
 */
import { Mismatch, unknown } from './fields.js';
import { plainText, signalOf } from './value.js';
const COMPARISONS = {
    '==': (left, right) => left === right,
    '=': (left, right) => left === right,
    '!=': (left, right) => left !== right,
    '<=': (left, right) => left <= right,
    '>=': (left, right) => left >= right,
    '<': (left, right) => left < right,
    '>': (left, right) => left > right,
};
/** Deeds by the words that vectors have for them. */
const DEEDS = [
    [/^recvs?$|^receives?$/, 'recv'],
    [/^sends?$|^replies$|^reply$/, 'send'],
    [/^addfds?$/, 'addfd'],
    [/^polls?$/, 'poll'],
    [/^id_valids?$/, 'id_valid'],
    [/^kills?$|^signals?$/, 'kill'],
    [/^(?:sys)?calls?$/, 'syscall'],
    [/^handlers?$/, 'handler'],
    [/^notifications?$/, 'notification'],
];
/** Judges one invariant, or several that `and` or `;` joins. */
export function judgeInvariant(play, text) {
    for (const claim of plainText(text).split(/ and |;/)) {
        const [, left, comparison, right] = /^(.+?)\s*(==|!=|<=|>=|=|<|>)\s*(.+)$/.exec(claim) ?? [];
        if (left === undefined || right === undefined)
            throw unknown(`invariant '${text}'`);
        const values = [quantity(play, left), quantity(play, right)];
        if (!COMPARISONS[comparison](...values))
            throw new Mismatch(claim.trim(), `${values[0]} and ${values[1]}`);
    }
}
/** Sentences about the end of a vector that can be checked; others only explain. */
const ENDS = [
    [
        /^process (\w+) (?:is )?(?:terminated|killed) by (SIG\w+)$/,
        (play, [, name, signal]) => {
            const process = play.cast.processes.indexOf(name);
            const status = play.stage.process(process, 'EXIT') - 1;
            return status >= 0 && (status & 0x7f) === signalOf(signal);
        },
    ],
    [
        /^(\w+) never runs again$/,
        (play, [, name]) => play.stage.resting(play.threadOf(name)).life === 'dead',
    ],
];
/** Judges what a vector says of its end, sentence by sentence. */
export function judgeEnd(play, text) {
    if (typeof text !== 'string')
        return;
    for (const sentence of plainText(text).split(/[;.]\s*/)) {
        for (const [pattern, holds] of ENDS) {
            const match = pattern.exec(sentence.trim());
            if (match !== null && !holds(play, match))
                throw new Mismatch(sentence.trim(), 'it is not so');
        }
    }
}
/** The number that a phrase stands for. */
function quantity(play, text) {
    const phrase = text.trim().toLowerCase();
    if (/^\d+$/.test(phrase))
        return Number(phrase);
    const match = /^(?:the )?(?:number|count) of (?:(successful|failed) )?(\w+)(?: \w+)?(?: (?:by|of|to|in) (\w+))?$/.exec(phrase);
    const deed = DEEDS.find(([pattern]) => pattern.test(match?.[2] ?? ''))?.[1];
    if (match === null || deed === undefined)
        throw unknown(`quantity '${text.trim()}'`);
    const [, outcome, , name] = match;
    const thread = name === undefined ? undefined : play.threadOf(name.toUpperCase());
    if (deed === 'handler')
        return handlerCount(play, thread);
    const count = play.ended.filter((ended) => isCounted(ended, deed, outcome, thread)).length;
    // Who waits for its RECV will get it: nothing else is left to happen.
    const isReceived = deed === 'recv' || deed === 'notification';
    return isReceived && outcome !== 'failed' ? count + play.postedCount : count;
}
function handlerCount(play, thread) {
    const threads = thread === undefined ? [...play.cast.threads.values()] : [thread];
    return threads.reduce((sum, each) => sum + play.stage.log(each).handled.length, 0);
}
function isCounted({ op, thread, result }, deed, outcome, by) {
    if (op !== (deed === 'notification' ? 'recv' : deed))
        return false;
    if (by !== undefined && thread !== by)
        return false;
    if (outcome === 'failed')
        return result < 0;
    return (outcome === undefined && deed !== 'notification') || result >= 0;
}
//# sourceMappingURL=invariant.js.map