/** Scenarios of tasks: one native region, the parts that a test names, and how threads end. */
import type { Scenario, TaskDeclarations } from '../../actors/index.ts';
import type { Instruction, Program } from '../../actors/index.ts';
/** A filter that returns one thing for some calls and ALLOW for all others. */
export declare function filterOn(nr: string, action: 'KILL_PROCESS' | 'KILL_THREAD' | 'TRAP' | 'ERRNO' | 'USER_NOTIF' | 'TRACE' | 'LOG', data?: number): {
    rules: {
        when: {
            nr: string;
        };
        ret: {
            action: "ERRNO" | "KILL_PROCESS" | "KILL_THREAD" | "LOG" | "TRACE" | "TRAP" | "USER_NOTIF";
            data: number;
        };
    }[];
    default: {
        action: 'ALLOW';
    };
};
/** A call whose result the register takes. */
export declare function call(name: string, into: 'r4' | 'r5' | 'r6' | 'r7', ...list: (number | `$${string}` | 'r0' | 'r6')[]): Instruction;
/** seccomp(SET_MODE_FILTER, flags, filter) into r7. */
export declare function install(filter: string, flags?: number): Instruction;
/** A scenario of tasks whose threads run the programs; all have no_new_privs unless it says so. */
export declare function tasksOf(programs: Readonly<Record<string, Program>>, tasks: TaskDeclarations, parts?: Partial<Scenario>): Scenario;
