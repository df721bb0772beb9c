/**
 * The tracer's calls, each an operation of ptrace(2) as a call of its own. The first argument is
 * the thread id of the tracee. Who asks must be its tracer, and the tracee must be in a stop, else
 * ESRCH; attaching, interrupting and waiting are what needs no stop. Each order is one step, as
 * Linux carries it out under the tracee's siglock.
 *
 *     ptrace_attach(tid)                  traces it and sends it SIGSTOP
 *     ptrace_seize(tid, options)          traces it and leaves it running
 *     ptrace_traceme()                    makes the leader of the parent process the tracer
 *     ptrace_cont(tid, signal)            lets it go on, with a signal or 0
 *     ptrace_syscall(tid, signal)         the same, to the next entry or exit of a call
 *     ptrace_sysemu(tid, signal)          the same, to the next entry, and skips that call
 *     ptrace_detach(tid, signal)          lets it go on and is its tracer no longer
 *     ptrace_listen(tid)                  leaves it in a group stop and waits for its end
 *     ptrace_interrupt(tid)               asks a seized one for a stop
 *     ptrace_setoptions(tid, options)     PTRACE_OPTION bits
 *     ptrace_geteventmsg(tid)             returns the message of the stop
 *     ptrace_peekuser(tid, register)      returns a register, one of USER_REGISTER
 *     ptrace_pokeuser(tid, register, value)
 *     ptrace_wait(tid or -1)              waits for a stop or a death: the wait status
 *
 * Source: kernel/ptrace.c: ptrace_attach(), ptrace_check_attach(), ptrace_request(); kernel/exit.c:
 * wait_consider_task(). Deviations: geteventmsg and peekuser return what they read, as the C
 * library's wrapper of PEEKUSER does; wait takes tracees only, and writes thread id, status, kind
 * of stop, message, number and result to BUFFER.
 */
import { type Routine } from '../routine.ts';
/** The routines of the calls, named as the calls. */
export declare function ptraceCalls(): readonly Routine[];
