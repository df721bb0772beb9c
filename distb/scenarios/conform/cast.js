/**
 * Cast: who and what takes part in a vector, as a scenario. Its tasks become driven threads, its
 * filters programs, its pages regions; whoever is born later or sends a signal from nowhere has a
 * thread as well. Invariant: everything that a step can name exists before the first step, and a
 * name stands for the same thing in every step.
 */
import { FILE_COUNT_MAX, PAGE_SIZE, SIGNAL_DEPTH_MAX, SYSCALL_INSTRUCTION_SIZE, } from '../../kernel/index.js';
import { SCENARIO_VERSION, } from '../../actors/index.js';
import { Fields, integerOf, isRecord, textOf, unknown } from './fields.js';
import { addressOf, filterOf, stepsWithin } from './value.js';
/** What a signal handler does. */
export const HANDLERS = {
    plain: [],
    /** Sets the selector of user dispatch to ALLOW. */
    allows: [{ do: 'store', word: 'sel', value: 0 }],
    /** Makes a system call, unless it is nested twice already, and then sets the selector. */
    calls: [
        { do: 'add', word: 'nested', value: 1, into: 'r4' },
        { do: 'branch', when: ['r4', '<', 2], then: [{ do: 'syscall', name: 'getppid' }] },
        { do: 'store', word: 'sel', value: 0 },
    ],
    /** Ends its thread's process. */
    exits: [{ do: 'syscall', name: 'exit_group', arguments: [0] }],
};
const HANDLER_KINDS = Object.keys(HANDLERS);
/** rt_sigaction takes a handler's number + 2: see DISPOSITION. */
const FIRST_HANDLER = 2;
/** Words of memory that every process has. */
const OWN_WORDS = ['sel', 'nested'];
const CODE_PAGE = 8;
const FIRST_NAMED_PAGE = 16;
/** Descriptors 0 to 2 are open in every process; the files have numbers of their own. */
const STANDARD_FILES = { 0: 1, 1: 2, 2: 3 };
const FIRST_FILE = 4;
const FILE_CAPACITY_MIN = 24;
/** Filters of one instruction that fit one path, and more. */
const REPEATED_FILTER_CAPACITY = 3_700;
/** Reads what a vector gives, and casts its steps. */
export function castOf(given, steps) {
    const all = stepsWithin(steps);
    const tasks = given.list('tasks').map(taskOf);
    if (tasks.length === 0)
        throw unknown('given without tasks');
    tasks.sort((left, right) => Number(right.leads) - Number(left.leads));
    const noNewPrivs = given.take('no_new_privs') === true;
    const capable = given.take('cap_sys_admin') === true;
    const filters = given.list('filters');
    const processes = [];
    const threadProcess = new Map();
    const join = (thread, process) => {
        if (!processes.includes(process))
            processes.push(process);
        threadProcess.set(thread, process);
    };
    for (const { id, process } of tasks)
        join(id, process);
    const firstUnborn = threadProcess.size;
    for (const step of all) {
        const born = step['new'];
        if (typeof born !== 'string' || threadProcess.has(born))
            continue;
        const parent = threadProcess.get(textOf(step['t'])) ?? processes[0];
        join(born, step['op'] === 'fork' ? `process of ${born}` : parent);
    }
    const firstHelper = threadProcess.size;
    // Processes of nobody: who a vector calls a sender without declaring it, and those who send while
    // the sender that it names is busy.
    for (const step of all) {
        const name = step['t'];
        if (typeof name === 'string' && /^[A-Z]\w*$/.test(name) && !threadProcess.has(name))
            join(name, `process of ${name}`);
    }
    const senders = all.filter(({ op }) => op === 'kill').length;
    for (let sender = 0; sender < Math.max(1, senders); sender += 1)
        join(`sender ${sender}`, 'process of senders');
    const names = [...threadProcess.keys()];
    const pages = pagesOf(given, all);
    const addresses = new Map([...pages].map(([name, page]) => [name, page * PAGE_SIZE]));
    addresses.set('ULONG_MAX', -1);
    const instruction = instructionOf(given, addresses);
    addresses.set('X', instruction.page * PAGE_SIZE + instruction.offset);
    const { files, processFiles } = filesOf(given, tasks);
    const selectors = selectorsOf(all);
    const wordsOfProcess = [...new Set([...OWN_WORDS, ...selectors])];
    const programs = new Map();
    for (const value of [...filters.map(filterGiven), ...all.flatMap(filtersOfStep)])
        if (isRecord(value))
            programs.set(textOf(value), filterOf(value));
    const installs = all.filter(({ op }) => textOf(op).startsWith('install_filter')).length;
    const repeats = all.some(({ op }) => op === 'install_filter_repeat');
    const shared = new Map(tasks.map(({ process, sharesWith }) => [process, sharesWith]));
    for (const { sharesWith } of tasks)
        if (sharesWith !== undefined && !processes.includes(sharesWith))
            throw unknown(`process '${sharesWith}'`);
    const scenario = {
        version: SCENARIO_VERSION,
        name: 'vector',
        question: '',
        standsFor: '',
        regions: regionsOf(pages),
        words: Object.fromEntries(processes.flatMap((process) => wordsOfProcess.map((word) => [`${word} of ${process}`, 0]))),
        interposition: { kind: 'none' },
        kernelFixes: kernelFixesOf(given),
        threads: Object.fromEntries(names.map((name) => [name, { at: 'code', program: [] }])),
        properties: [],
        observe: [],
        expect: {},
        tasks: {
            driven: true,
            signalDepth: SIGNAL_DEPTH_MAX,
            filterCapacity: installs + filters.length * tasks.length + 1 + (repeats ? REPEATED_FILTER_CAPACITY : 0),
            fileCapacity: fileCapacityOf(all),
            processes: Object.fromEntries(processes.map((process) => {
                const sharesFilesWith = shared.get(process);
                return [
                    process,
                    {
                        capable: capable || tasks.some((task) => task.process === process && task.capable),
                        files: { ...STANDARD_FILES, ...processFiles.get(process) },
                        ...(sharesFilesWith !== undefined && { sharesFilesWith }),
                    },
                ];
            })),
            threads: Object.fromEntries(names.map((name, thread) => [
                name,
                {
                    process: threadProcess.get(name),
                    unborn: thread >= firstUnborn && thread < firstHelper,
                    noNewPrivs: tasks[thread]?.noNewPrivs ?? noNewPrivs,
                },
            ])),
            filters: Object.fromEntries([...programs.values()].map((filter, n) => [`filter ${n}`, filter])),
            handlers: Object.fromEntries(processes.flatMap((process) => HANDLER_KINDS.map((kind) => [
                `${kind} of ${process}`,
                { at: 'code', program: inProcess(HANDLERS[kind], process) },
            ]))),
            wordRegions: Object.fromEntries(processes.flatMap((process) => [...pages.keys()]
                .filter((page) => wordsOfProcess.includes(`page ${page}`))
                .map((page) => [`page ${page} of ${process}`, page]))),
        },
    };
    return {
        scenario,
        threads: new Map(names.map((name, thread) => [name, thread])),
        helpers: names.flatMap((name, thread) => (name.startsWith('sender ') ? [thread] : [])),
        processes,
        filterPrograms: new Map([...programs.keys()].map((text, number) => [text, number + 1])),
        handlerOf: (process, kind) => FIRST_HANDLER + process * HANDLER_KINDS.length + HANDLER_KINDS.indexOf(kind),
        sameHandler: (process, handler) => FIRST_HANDLER +
            process * HANDLER_KINDS.length +
            ((handler - FIRST_HANDLER) % HANDLER_KINDS.length),
        wordOf: (process, name) => {
            const word = wordsOfProcess.indexOf(name);
            if (word < 0)
                throw unknown(`selector '${name}'`);
            return process * wordsOfProcess.length + word + 1;
        },
        wordCount: wordsOfProcess.length,
        pages,
        addresses,
        instruction,
        files,
        filters,
        givenTasks: tasks.map(({ id }) => id),
    };
}
function taskOf(value) {
    const fields = new Fields(value, 'task');
    const id = fields.text('id');
    const process = fields.has('process') ? fields.text('process') : 'P1';
    for (const remark of ['role', 'note'])
        fields.take(remark);
    const leads = fields.take('leader') === true;
    const sharesWith = fields.has('shares_fds_with') ? fields.text('shares_fds_with') : undefined;
    const own = fields.take('no_new_privs');
    const capable = fields.take('cap_sys_admin') === true;
    fields.done();
    return {
        id,
        process,
        leads,
        sharesWith: sharesWith === process ? undefined : sharesWith,
        noNewPrivs: typeof own === 'boolean' ? own : undefined,
        capable,
    };
}
/** A filter that is there from the beginning: a filter, or `{t?, filter, flags?}`. */
function filterGiven(value) {
    return isRecord(value) && isRecord(value['filter']) ? value['filter'] : value;
}
function filtersOfStep(step) {
    const values = ['filter', 'args', 'arg', 'prog', 'uargs'].map((name) => step[name]);
    return [...values.flat(), ALLOW_ALL, EMPTY_PROGRAM].filter(isRecord);
}
/** The filter of no instructions. */
export const EMPTY_PROGRAM = { instructions: 0 };
/** The filter that stands for any valid program. */
export const ALLOW_ALL = { rules: [], default: { action: 'ALLOW', data: 0 } };
/** Pages that `memory` or a step names, as `A` or `page Q`. */
function pagesOf(given, steps) {
    const names = new Set();
    if (given.has('memory')) {
        const memory = given.take('memory');
        if (!isRecord(memory))
            throw unknown(`memory ${textOf(memory)}`);
        for (const [name, value] of Object.entries(memory))
            if (/^(?:page|a page|\d+ pages)\b/.test(textOf(value)))
                names.add(name);
    }
    for (const { page, selector } of steps) {
        if (typeof page === 'string' && integerOf(page) === undefined)
            names.add(page.replace(/^page /, ''));
        const named = /^page (\w+)$/.exec(textOf(selector ?? ''));
        if (named !== null)
            names.add(named[1]);
    }
    // Named pages stand apart, so that the page behind one is no other's.
    return new Map([...names].map((name, index) => [name, FIRST_NAMED_PAGE + 4 * index]));
}
/** Where calls come from: `memory.syscall_insn` gives the bytes of the instruction. */
function instructionOf(given, addresses) {
    const memory = given.take('memory');
    const behind = { page: CODE_PAGE, offset: SYSCALL_INSTRUCTION_SIZE };
    if (!isRecord(memory))
        return behind;
    let result = behind;
    for (const [name, value] of Object.entries(memory)) {
        const text = textOf(value);
        // A word of memory has its name from whoever uses it.
        if (addresses.has(name) || /\b(?:byte|word)\b/.test(text))
            continue;
        const [first = '', last] = text.split('..');
        const begin = addressOf(first, addresses);
        if (!/^(?:syscall|call)_/.test(name)) {
            addresses.set(name, begin);
            continue;
        }
        const end = last === undefined ? begin + SYSCALL_INSTRUCTION_SIZE : addressOf(last, addresses) + 1;
        const page = Math.floor((end - 1) / PAGE_SIZE);
        result = { page, offset: end - page * PAGE_SIZE };
    }
    return result;
}
function regionsOf(pages) {
    const regions = { code: { page: CODE_PAGE, pages: 2, prot: 'r-x' } };
    for (const [name, page] of pages)
        regions[name] = { page, pages: 2, prot: 'rwx' };
    return regions;
}
/** Files as `fds` gives them: `{"memfd": "open in S"}`. */
function filesOf(given, tasks) {
    const files = new Map();
    const processFiles = new Map();
    const value = given.take('fds') ?? {};
    if (!isRecord(value))
        throw unknown(`fds ${textOf(value)}`);
    const entries = Object.entries(value);
    for (const [index, [name, where]] of entries.entries()) {
        const open = /^open(?: in (\w+))?/.exec(textOf(where));
        if (open === null)
            throw unknown(`descriptor ${name}: ${textOf(where)}`);
        const owner = open[1] ?? tasks[0].id;
        const process = tasks.find(({ id, process: own }) => id === owner || own === owner)?.process;
        if (process === undefined)
            throw unknown(`descriptor ${name}: ${textOf(where)}`);
        const table = processFiles.get(process) ?? {};
        const descriptor = Object.keys(STANDARD_FILES).length + Object.keys(table).length;
        processFiles.set(process, { ...table, [descriptor]: FIRST_FILE + index });
        files.set(name, { owner: process, descriptor });
    }
    return { files, processFiles };
}
/** The greatest descriptor that a step names has its place. */
function fileCapacityOf(steps) {
    const named = steps.flatMap(({ newfd, value, fd }) => [newfd, value, fd].map((each) => Number(integerOf(each) ?? 0)));
    return Math.min(FILE_COUNT_MAX, Math.max(FILE_CAPACITY_MIN, ...named.map((each) => each + 2)));
}
/** Names of selectors: those that are addresses need no word. */
function selectorsOf(steps) {
    return steps.flatMap(({ op, selector }) => (op === 'sud_set' || op === 'selector_write') &&
        typeof selector === 'string' &&
        isSelectorName(selector)
        ? [selector]
        : []);
}
/** Whether a selector is a word of memory that is there, and not an address. */
export function isSelectorName(selector) {
    return (integerOf(selector) === undefined && !/^(?:null|unmapped|bad|invalid|kernel)\b/i.test(selector));
}
/** A handler's program with the words of its own process. */
function inProcess(program, process) {
    return program.map((instruction) => 'word' in instruction && instruction.do !== 'read' && instruction.do !== 'write'
        ? { ...instruction, word: `${instruction.word} of ${process}` }
        : instruction);
}
/** Kernel fixes by words of the names that vectors give them. */
const FIX_NAMES = [
    ['entry-reread-work-flags', /re-?reads?|work_?flags|entry/],
    ['addfd-send-restore', /addfd|restore/],
    ['wait-killable-replied', /killable/],
    ['recv-ends-with-users', /recv|users?|empty/],
];
/** Fixes that the kernel of the recorded vectors, 6.18.44, does not have. */
const UNFIXED = { 'entry-reread-work-flags': false, 'addfd-send-restore': false };
/**
 * `kernel_fix`: absent for what every kernel does; the name of a fix for a kernel that has it;
 * `null` for the kernel on which the vectors were recorded.
 */
function kernelFixesOf(given) {
    if (!given.has('kernel_fix'))
        return {};
    const fix = given.take('kernel_fix');
    if (fix === null || fix === false || fix === 'none')
        return UNFIXED;
    const text = textOf(fix);
    const known = FIX_NAMES.find(([name, pattern]) => name === text || pattern.test(text));
    if (known === undefined)
        throw unknown(`kernel fix '${text}'`);
    return { [known[0]]: true };
}
//# sourceMappingURL=cast.js.map