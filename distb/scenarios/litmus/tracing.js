/**
 * Litmus scenarios of tracing: a tracer holds a thread at the entry of a system call, and another
 * thread puts the whole process into a sandbox meanwhile.
 *
 * Sources: kernel/entry/common.c: syscall_trace_enter(); CVE-2026-89603, "entry: Fix seccomp bypass
 * after ptrace with TSYNC" (in 6.12.110 by the stable changelog; absent from 6.18.44).
 */
import { branch, load, never, sometimes, store, syscall, waitFor } from '../file/build.js';
import { entry, filterOn, install, NATIVE, TSYNC } from './entry.js';
/** The thread id that gettid returns to the first thread, and what the filter returns instead. */
const TID = 1000;
const REFUSED = -7;
/** A call runs natively though the sandbox was closed while its thread stood. */
function escape(name, result) {
    return never(name, {
        all: [
            ['inSandbox', '==', 1],
            [result, '==', TID],
        ],
    });
}
/** A call stands in a syscall-entry stop while TSYNC gives its thread the first filter. */
function tsyncIntoStop(name, isFixed) {
    const question = isFixed
        ? 'Is a call filtered that a tracer lets go on after TSYNC, if the work flags are read again?'
        : 'Can a call escape the filter that TSYNC installed while a tracer held its thread?';
    return entry('race', name, question, 'CVE-2026-89603, "entry: Fix seccomp bypass after ptrace with TSYNC": the work flags of a call ' +
        'are sampled before its ptrace stop', {
        regions: { native: NATIVE },
        words: { traced: 0, sandboxed: 0, inSandbox: 0 },
        kernelFixes: { 'entry-reread-work-flags': isFixed },
        threads: {
            worker: [
                waitFor('traced', '==', 1),
                syscall('gettid', [], 'r0'),
                syscall('gettid', [], 'r1'),
            ],
            installer: [
                install('$filter.sandbox', TSYNC, 'r0'),
                branch(['r0', '==', 0], [store('sandboxed', 1)]),
            ],
            tracer: [
                syscall('ptrace_seize', ['$thread.worker', '$ptrace.TRACESYSGOOD']),
                syscall('ptrace_interrupt', ['$thread.worker']),
                syscall('ptrace_wait', ['$thread.worker']),
                syscall('ptrace_syscall', ['$thread.worker']),
                store('traced', 1),
                syscall('ptrace_wait', ['$thread.worker'], 'r0'),
                load('sandboxed', 'r1'),
                store('inSandbox', 'r1'),
                syscall('ptrace_detach', ['$thread.worker'], 'r2'),
            ],
        },
        tasks: {
            processes: { main: {}, debugger: {} },
            threads: { installer: { noNewPrivs: true }, tracer: { process: 'debugger' } },
            filters: { sandbox: filterOn('gettid', 'ERRNO', -REFUSED) },
            filterCapacity: 1,
            fileCapacity: 0,
            signalDepth: 0,
        },
        properties: [
            escape('a call that goes on inside the sandbox runs unfiltered', 'worker.r0'),
            escape('the call behind it runs unfiltered', 'worker.r1'),
            sometimes('a call goes on inside the sandbox', ['inSandbox', '==', 1]),
            sometimes('a call runs before the sandbox', ['worker.r0', '==', TID]),
        ],
        observe: ['inSandbox', 'worker.r0', 'worker.r1', 'tracer.r0'],
        expect: { explore: isFixed ? 'holds' : 'violated' },
    });
}
/** The kernel before the fix: the flags that were sampled before the stop decide. */
export const tsyncPtraceBypass = tsyncIntoStop('tsync-ptrace-bypass', false);
/** The flags are read again behind the stop. */
export const tsyncPtraceBypassFixed = tsyncIntoStop('tsync-ptrace-bypass-fixed', true);
//# sourceMappingURL=tracing.js.map