import { scenarioOf } from './walk.js';
/** A filter that returns one thing for some calls and ALLOW for all others. */
export function filterOn(nr, action, data = 0) {
    return {
        rules: [{ when: { nr }, ret: { action, data } }],
        default: { action: 'ALLOW' },
    };
}
/** A call whose result the register takes. */
export function call(name, into, ...list) {
    return { do: 'syscall', name, arguments: list, into };
}
/** seccomp(SET_MODE_FILTER, flags, filter) into r7. */
export function install(filter, flags = 0) {
    return call('seccomp', 'r7', 1, flags, `$filter.${filter}`);
}
/** A scenario of tasks whose threads run the programs; all have no_new_privs unless it says so. */
export function tasksOf(programs, tasks, parts = {}) {
    const names = Object.keys(programs);
    return scenarioOf({
        threads: Object.fromEntries(names.map((name) => [name, { at: 'native', program: programs[name] }])),
        tasks: {
            ...tasks,
            threads: Object.fromEntries(names.map((name) => [name, { noNewPrivs: true, ...tasks.threads?.[name] }])),
        },
        ...parts,
    });
}
//# sourceMappingURL=tasks.js.map