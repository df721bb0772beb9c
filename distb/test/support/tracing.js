import { tasksOf } from './tasks.js';
/** An order of the tracer's to its tracee, whose result the register takes. */
export function order(name, into, ...list) {
    return { do: 'syscall', name, arguments: ['$thread.t', ...list], into };
}
/** Seizes the tracee with these options while it waits, and lets it begin by this order. */
export function seized(resume, options = 0) {
    return [
        order('ptrace_seize', 'r7', options),
        order('ptrace_interrupt', 'r7'),
        order('ptrace_wait', 'r7'),
        order(resume, 'r7', 0),
        { do: 'store', word: 'go', value: 1 },
    ];
}
/** The tracee's program begins when the tracer has stored 1 in `go`. */
export function traced(tracee, tracer, tasks = {}, parts = {}) {
    return tasksOf({ t: [{ do: 'await', word: 'go', is: ['==', 1] }, ...tracee], w: tracer }, { processes: { p: {}, q: {} }, ...tasks, threads: { w: { process: 'q' }, ...tasks.threads } }, { words: { go: 0 }, ...parts });
}
//# sourceMappingURL=tracing.js.map