/**
 * Filters of a scenario: declarations as the programs that the kernel runs, and what is told of one
 * that Linux would refuse: its errno, the instruction and why, with the place in the scenario.
 *
 * A filter that a program of the scenario attaches may be wrong: seccomp(2) refuses it then, by an
 * errno, which can be what the scenario is about. One that threads begin with must be right.
 */
import { attachFilter, checkFilter, compileRules, disassemble, encodeProgram, errnoName, instructionCount, PAGE_SIZE, PATH_WEIGHT_LIMIT, rangeFilter, realNumber, returnWord, SYSCALL_NUMBER, translatedCount, UsageError, } from '../../kernel/index.js';
const NUMBERS = new Map(Object.entries(SYSCALL_NUMBER));
/** The program of a filter, right or wrong; throws a `UsageError` for what is no program at all. */
export function compileFilter(filter, regions, where) {
    if ('bpf' in filter)
        return within(`${where}.bpf`, () => encodeProgram(filter.bpf));
    if ('rules' in filter)
        return within(where, () => compileRules(filter, (name) => {
            const number = NUMBERS.get(name);
            return number === undefined ? undefined : realNumber(number);
        }));
    const ranges = filter.ranges.map((range, index) => {
        const { page, pages } = pagesOf(range, regions, `${where}.ranges[${index}]`);
        return { start: addressOf(page), end: addressOf(page + pages) };
    });
    const inside = returnWord(filter.inside, `${where}.inside`);
    const outside = returnWord(filter.outside, `${where}.outside`);
    return rangeFilter(ranges, filter.search, inside, outside);
}
/** The pages that a range names. */
export function pagesOf(range, regions, where) {
    if (typeof range === 'string') {
        const region = regions[range.slice(1)];
        if (region !== undefined)
            return region;
        throw new UsageError(`no region is named '${range.slice(1)}'`, `regions: ${Object.keys(regions).join(', ')}`, where);
    }
    const { page, pages } = range;
    if (Number.isSafeInteger(page + pages) && page >= 0 && pages >= 1)
        return range;
    throw new UsageError(`no range of pages: ${pages} from page ${page}`, '', where);
}
/** Throws a `UsageError` unless Linux takes the program. */
export function expectAccepted(program, filter, where) {
    const { errno, index, why } = checkFilter(program);
    if (errno === 0)
        return;
    const place = 'bpf' in filter ? `${where}.bpf${index < 0 ? '' : `[${index}]`}` : where;
    const shown = disassemble(program)[index]?.trim();
    throw new UsageError(`${errnoName(errno)}: ${why}`, shown === undefined ? '' : `as Linux reads it: ${shown}`, place);
}
/** Throws a `UsageError` unless Linux takes the filters one upon the other, oldest first. */
export function expectPath(programs, filters, where) {
    let path;
    programs.forEach((program, index) => {
        const place = `${where}[${index}]`;
        expectAccepted(program, filters[index], place);
        const attached = attachFilter(path, program);
        if (typeof attached === 'number') {
            const weight = (path?.pathWeight ?? 0) + translatedCount(program);
            throw new UsageError(`${errnoName(attached)}: with it the filters weigh ${weight} translated instructions`, `a thread can have ${PATH_WEIGHT_LIMIT} (MAX_INSNS_PER_PATH)`, place);
        }
        path = attached;
    });
}
/**
 * Throws a `UsageError` for the first filter that the scenario's programs could attach and that
 * Linux would refuse, whoever attaches it.
 */
export function expectAcceptedFilters({ tasks, regions }) {
    for (const [name, filter] of Object.entries(tasks?.filters ?? {})) {
        const where = `tasks.filters.${name}`;
        expectAccepted(compileFilter(filter, regions, where), filter, where);
    }
}
/** All filters of a scenario, with their length. */
export function listFilters({ tasks, interposition, regions }) {
    const declared = [
        ...Object.entries(tasks?.filters ?? {}).map(([name, filter]) => [`tasks.filters.${name}`, filter]),
        ...(interposition.kind === 'seccomp' ? interposition.filters : []).map((filter, index) => [`interposition.filters[${index}]`, filter]),
    ];
    return declared.map(([where, filter]) => {
        const program = compileFilter(filter, regions, where);
        return {
            where,
            form: formOf(filter),
            instructionCount: instructionCount(program),
            translatedCount: translatedCount(program),
            lines: disassemble(program),
        };
    });
}
function formOf(filter) {
    if ('bpf' in filter)
        return 'BPF';
    const count = (list, what) => `${list.length} ${what}${list.length === 1 ? '' : 's'}`;
    if ('rules' in filter)
        return count(filter.rules, 'rule');
    return `${count(filter.ranges, 'range')}, ${filter.search === 'linear' ? 'a chain' : 'a binary search'}`;
}
function addressOf(page) {
    return BigInt(page) * BigInt(PAGE_SIZE);
}
/** Runs `work`; a `UsageError` in it gets the place in front of its own. */
function within(place, work) {
    try {
        return work();
    }
    catch (error) {
        if (!(error instanceof UsageError))
            throw error;
        throw new UsageError(error.message, error.hint, `${place}${error.where}`);
    }
}
//# sourceMappingURL=filter.js.map