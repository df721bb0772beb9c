/**
 * The calls about tasks: seccomp and prctl, signals, files, and the life of threads and processes.
 * A call with a single effect is one step. Threads and processes that clone and fork make are
 * declared by the scenario and named by the call: the first argument is the thread id of the child.
 *
 * Deviations: fork shares the address space; execve keeps it, and the program goes on behind the
 * call, with dispositions, user dispatch and the other threads gone as Linux has it.
 * Tested by: test/kernel/signals/work.test.ts
 */
import { type Routine } from '../routine.ts';
import type { FilterPaths } from '../seccomp/path.ts';
/** The routines of the calls, named `sys.` and the call. */
export declare function taskRoutines(paths: FilterPaths): Routine[];
