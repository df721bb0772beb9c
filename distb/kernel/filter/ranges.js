/**
 * Filters on the instruction pointer: what a launcher would have to install if the kernel had no
 * mark for memory whose system calls are to be trapped. BPF compares 32 bits and the pointer has
 * 64, so every range is tested by halves. Two shapes: a linear chain of five instructions a range
 * (as the RFC's author counts them), and a binary search that loads each half once. Invariant: both
 * decide as the plain test start <= ip < end, and neither can be cached by number (constant.ts).
 *
 * Note: ip is the address behind the 2-byte syscall instruction, so a call from the last two bytes
 * of a range is judged by what follows the range.
 */
import { UsageError } from '../assert.js';
import { Assembly } from './assembly.js';
import { BPF, SECCOMP_DATA } from './bpf.js';
const ADDRESS_END = 1n << 64n;
const HALF_BITS = 32n;
const HALF_MAX = 0xffff_ffff;
/**
 * A filter that returns one word for addresses inside the ranges and another for all others.
 * Ranges may overlap and touch; the chain tests them in the order given, so frequent ones go first.
 * Whether the program is short enough to be installed is for `checkFilter` to say: the chain holds
 * some 800 ranges, the search some 2,000. Throws a UsageError for what is no range.
 */
export function rangeFilter(ranges, search, inside, outside) {
    for (const { start, end } of ranges) {
        if (start >= 0n && start < end && end <= ADDRESS_END)
            continue;
        throw new UsageError(`no range of addresses: ${start} to ${end}`, 'a range has a start below its end, both in 0 to 2^64');
    }
    const assembly = new Assembly();
    const found = assembly.ret(inside);
    const missed = assembly.ret(outside);
    const write = search === 'linear' ? writeChain : writeSearch;
    return assembly.program(write(assembly, ranges, found, missed));
}
/**
 * The filter of the RFC's measurement: one word for system call numbers from `threshold` upwards,
 * which no native program uses, and another for all below. Four instructions.
 */
export function numberFilter(atLeast, below, threshold = 0xf000) {
    const assembly = new Assembly();
    const allow = assembly.ret(below);
    const trap = assembly.ret(atLeast);
    const compare = assembly.jump(BPF.JGE, threshold, trap, allow);
    return assembly.program(assembly.load(SECCOMP_DATA.NR, compare));
}
function writeChain(assembly, ranges, found, missed) {
    let next = missed;
    for (const range of ranges.toReversed())
        next = writeLink(assembly, range, found, next);
    return next;
}
/** One range of the chain: five instructions, more only if it crosses a border of 4 GiB. */
function writeLink(assembly, range, found, missed) {
    const last = range.end - 1n;
    const [firstHigh, firstLow] = halves(range.start);
    const [lastHigh, lastLow] = halves(last);
    if (firstHigh === lastHigh)
        return writePiece(assembly, firstHigh, firstLow, lastLow, found, missed);
    const isHeadCut = firstLow !== 0;
    const isTailCut = lastLow !== HALF_MAX;
    const wholeFirst = isHeadCut ? firstHigh + 1 : firstHigh;
    const wholeLast = isTailCut ? lastHigh - 1 : lastHigh;
    let next = missed;
    if (isTailCut)
        next = writePiece(assembly, lastHigh, 0, lastLow, found, next);
    if (wholeFirst <= wholeLast) {
        const above = assembly.jump(BPF.JGT, wholeLast, next, found);
        const from = assembly.jump(BPF.JGE, wholeFirst, above, next);
        next = assembly.load(SECCOMP_DATA.IP_HIGH, from);
    }
    if (isHeadCut)
        next = writePiece(assembly, firstHigh, firstLow, HALF_MAX, found, next);
    return next;
}
/** The addresses `low` to `lowLast` below one high half. */
function writePiece(assembly, high, low, lowLast, found, missed) {
    let match = found;
    if (lowLast !== HALF_MAX)
        match = assembly.jump(BPF.JGT, lowLast, missed, match);
    if (low !== 0)
        match = assembly.jump(BPF.JGE, low, match, missed);
    if (match !== found)
        match = assembly.load(SECCOMP_DATA.IP_LOW, match);
    const equal = assembly.jump(BPF.JEQ, high, match, missed);
    return assembly.load(SECCOMP_DATA.IP_HIGH, equal);
}
function writeSearch(assembly, ranges, found, missed) {
    const answer = (isInside) => (isInside ? found : missed);
    const sections = sectionsOf(bordersOf(ranges));
    const writeSection = ({ isInside, cuts }) => {
        if (cuts.length === 0)
            return answer(isInside);
        const tree = writeTree(assembly, [0, ...cuts], (place) => answer(isInside !== (place % 2 === 1)));
        return assembly.load(SECCOMP_DATA.IP_LOW, tree);
    };
    const starts = sections.map(({ from }) => from);
    const tree = writeTree(assembly, starts, (place) => writeSection(sections[place]));
    // Without borders there is nothing to compare, and the tree is an answer itself.
    return starts.length > 1 ? assembly.load(SECCOMP_DATA.IP_HIGH, tree) : tree;
}
/** A balanced tree of comparisons: finds the last of the ascending `starts` that is not above A. */
function writeTree(assembly, starts, leaf, first = 0, end = starts.length) {
    if (end - first === 1)
        return leaf(first);
    const middle = (first + end) >> 1;
    const upper = writeTree(assembly, starts, leaf, middle, end);
    const lower = writeTree(assembly, starts, leaf, first, middle);
    return assembly.jump(BPF.JGE, starts[middle], upper, lower);
}
/** The addresses, ascending, at which outside becomes inside and back. */
function bordersOf(ranges) {
    const ascending = ranges.toSorted((one, other) => Number(one.start - other.start));
    const borders = [];
    for (const { start, end } of ascending) {
        const lastEnd = borders.at(-1);
        if (lastEnd === undefined || lastEnd < start)
            borders.push(start, end);
        else if (lastEnd < end)
            borders[borders.length - 1] = end;
    }
    // Behind the last address there is nothing to change places.
    return borders.filter((border) => border < ADDRESS_END);
}
/** Borders as sections of high halves; neighbours with the same single answer are one section. */
function sectionsOf(borders) {
    const sections = [];
    const add = (section) => {
        const last = sections.at(-1);
        if (last?.from === section.from)
            sections.pop();
        const before = sections.at(-1);
        const isSame = before !== undefined &&
            before.cuts.length + section.cuts.length === 0 &&
            before.isInside === section.isInside;
        if (!isSame)
            sections.push(section);
    };
    add({ from: 0, isInside: false, cuts: [] });
    for (let place = 0; place < borders.length;) {
        const [high] = halves(borders[place]);
        let isInside = place % 2 === 1;
        const cuts = [];
        for (; place < borders.length && borders[place] >> HALF_BITS === BigInt(high); place++) {
            const [, low] = halves(borders[place]);
            if (low === 0)
                isInside = !isInside;
            else
                cuts.push(low);
        }
        add({ from: high, isInside, cuts });
        if (high < HALF_MAX)
            add({ from: high + 1, isInside: place % 2 === 1, cuts: [] });
    }
    return sections;
}
function halves(address) {
    return [Number(address >> HALF_BITS), Number(BigInt.asUintN(32, address))];
}
//# sourceMappingURL=ranges.js.map