/**
 * Operations of a tracer. A tracer attaches, waits for the stop, sets its options and lets the
 * tracee go on, as strace does; orders without a tracee go to the one that it traces. Invariant:
 * what a tracer learns and changes goes through ptrace calls of its own thread.
 */
import { PTRACE_OPTION, tidOf, USER_REGISTER } from '../../kernel/index.js';
import { callDeed, resultDeed, takeOne } from './deed.js';
import { textOf, unknown } from './fields.js';
import { bitsOf, callOf, resultOf, signalOf } from './value.js';
/** How a tracer lets a tracee go on, by the name of the request. */
const RESUMES = {
    cont: 'ptrace_cont',
    syscall: 'ptrace_syscall',
    sysemu: 'ptrace_sysemu',
};
/** The operations by name. */
export const TRACE_OPERATIONS = [
    ['ptrace_attach', attach],
    ['ptrace_seize', (play, thread, step) => seize(play, thread, traceeOf(play, thread, step), step)],
    ['ptrace_cont', resume('ptrace_cont')],
    ['ptrace_syscall', resume('ptrace_syscall')],
    ['ptrace_sysemu', resume('ptrace_sysemu')],
    ['ptrace_detach', resume('ptrace_detach')],
    ['ptrace_setoptions', setOptions],
    ['ptrace_interrupt', order('ptrace_interrupt')],
    ['ptrace_listen', order('ptrace_listen')],
    ['wait_ptrace_stop', order('ptrace_wait')],
    ['set_syscall_nr', setNumber],
    ['set_return', setReturn],
];
function traceeOf(play, thread, step) {
    if (step.has('tracee'))
        play.noteTracee(thread, play.threadOf(step.text('tracee')));
    const tracee = play.traceeOf(thread);
    if (tracee === undefined)
        throw unknown('order of a tracer to nobody');
    return tracee;
}
function optionsOf(step) {
    return bitsOf(step.take('options'), PTRACE_OPTION);
}
/** The call that a mode of going on stands for: `PTRACE_SYSCALL`, `cont`. */
function resumeCall(value) {
    const name = textOf(value).replace(/^PTRACE_/, '');
    const call = RESUMES[name.toLowerCase()];
    if (call === undefined)
        throw unknown(`mode of tracing ${textOf(value)}`);
    return call;
}
function attach(play, thread, step) {
    const tracee = traceeOf(play, thread, step);
    const tid = tidOf(tracee);
    const via = textOf(takeOne(step, 'via', 'request') ?? '');
    const isSeized = /SEIZE/i.test(textOf(step.peek('mode') ?? ''));
    if (isSeized || /SEIZE/i.test(via))
        return seize(play, thread, tracee, step);
    const options = optionsOf(step);
    const call = step.has('mode') ? resumeCall(step.take('mode')) : 'ptrace_cont';
    // A tracee that waits in a call would be brought out of it by the SIGSTOP of an attach.
    if (!play.stage.isAtRest(tracee) && call === 'ptrace_cont')
        return callDeed('ptrace_seize', [tid, options]);
    for (const deed of [
        callDeed('ptrace_attach', [tid]),
        callDeed('ptrace_wait', [tid]),
        callDeed('ptrace_setoptions', [tid, options]),
    ]) {
        const result = play.command(thread, deed);
        if (result < 0)
            return resultDeed(result);
    }
    return callDeed(call, [tid, 0]);
}
function seize(play, thread, tracee, step) {
    const tid = tidOf(tracee);
    const options = optionsOf(step);
    const mode = step.has('mode') ? textOf(step.take('mode')) : '';
    if (mode === '' || /SEIZE/i.test(mode))
        return callDeed('ptrace_seize', [tid, options]);
    for (const deed of [
        callDeed('ptrace_seize', [tid, options]),
        callDeed('ptrace_interrupt', [tid]),
        callDeed('ptrace_wait', [tid]),
    ]) {
        const result = play.command(thread, deed);
        if (result < 0)
            return resultDeed(result);
    }
    return callDeed(resumeCall(mode), [tid, 0]);
}
function resume(call) {
    return (play, thread, step) => {
        const tracee = traceeOf(play, thread, step);
        const signal = takeOne(step, 'sig', 'signal');
        return callDeed(call, [tidOf(tracee), signal === undefined ? 0 : signalOf(signal)]);
    };
}
function order(call) {
    return (play, thread, step) => callDeed(call, [tidOf(traceeOf(play, thread, step))]);
}
function setOptions(play, thread, step) {
    return callDeed('ptrace_setoptions', [tidOf(traceeOf(play, thread, step)), optionsOf(step)]);
}
function setNumber(play, thread, step) {
    const tid = tidOf(traceeOf(play, thread, step));
    return callDeed('ptrace_pokeuser', [tid, USER_REGISTER.ORIG_RAX, callOf(step.take('nr'))]);
}
function setReturn(play, thread, step) {
    const tid = tidOf(traceeOf(play, thread, step));
    return callDeed('ptrace_pokeuser', [tid, USER_REGISTER.RAX, resultOf(step.take('value'))]);
}
//# sourceMappingURL=trace-operation.js.map