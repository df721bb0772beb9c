/**
 * Shrink: makes a schedule that was found by chance small, so that a person can read it: the fewest
 * preemptions first, then the fewest steps, then the fewest switches. Steps, blocks of steps and
 * whole threads are left out, blocks of one thread are brought together, neighbours change places;
 * what still ends in the same way and is smaller is kept, until nothing helps any more.
 *
 * Invariant: the result ends as the schedule did, and no single change of these makes it smaller.
 * Source: delta debugging (Zeller, Hildebrandt, 2002), applied to schedules; its order of values is
 * that of context bounding (Musuvathi, Qadeer, PLDI 2007): most bugs need few preemptions.
 */
import { invariant } from '../../kernel/index.js';
import { proposalOf, Trial } from './trial.js';
/** The smaller of a schedule and all that single changes lead to, and so on. */
export function shrinkSchedule(question, schedule) {
    const trial = new Trial(question, schedule.ending);
    const first = trial.make(proposalOf(question, schedule));
    invariant(first !== null, 'a schedule to shrink ends as it says');
    let best = first;
    let isSmaller = true;
    while (isSmaller) {
        isSmaller = false;
        for (const change of CHANGES) {
            for (let number = 0;; number += 1) {
                const threads = change(best.threads, number);
                if (threads === null)
                    break;
                const attempt = trial.make({ threads, draws: best.draws });
                if (attempt === null || compareCost(attempt, best) >= 0)
                    continue;
                best = attempt;
                isSmaller = true;
                // What stood at this number is gone: the next stands there now.
                number -= 1;
            }
        }
        const drawn = shrinkDraws(trial, best);
        isSmaller ||= drawn !== best;
        best = drawn;
    }
    return best;
}
/** Below zero if the first is smaller: by preemptions, then steps, then switches, then draws. */
export function compareCost(left, right) {
    return (left.preemptions - right.preemptions ||
        left.threads.length - right.threads.length ||
        left.switches - right.switches ||
        sumOf(left) - sumOf(right));
}
/** Every schedule that one change away from this one; for whoever checks that none is smaller. */
export function* neighbours({ threads, draws }) {
    for (const change of CHANGES)
        for (let number = 0;; number += 1) {
            const changed = change(threads, number);
            if (changed === null)
                break;
            yield { threads: changed, draws };
        }
}
/** Leaves a thread out. */
const withoutThread = (threads, number) => {
    const thread = [...new Set(threads)][number];
    return thread === undefined ? null : threads.filter((each) => each !== thread);
};
/** Leaves a piece out: first halves, then quarters, and so on down to single steps. */
const withoutPiece = (threads, number) => {
    let rest = number;
    for (let size = threads.length >> 1; size >= 1; size >>= 1) {
        const count = Math.ceil(threads.length / size);
        if (rest < count)
            return without(threads, rest * size, size);
        rest -= count;
    }
    return null;
};
/** Leaves a block out. */
const withoutBlock = (threads, number) => {
    const blocks = blocksOf(threads);
    return number >= blocks.length ? null : ofBlocks(blocks.filter((_each, at) => at !== number));
};
/** Brings a block to the one of its thread before it. */
const joinedBefore = (threads, number) => {
    const blocks = blocksOf(threads);
    const block = blocks[number];
    if (block === undefined)
        return null;
    const rest = blocks.filter((_each, at) => at !== number);
    const to = blocks.slice(0, number).findLastIndex(({ thread }) => thread === block.thread);
    return to < 0 ? threads : ofBlocks(rest.toSpliced(to + 1, 0, block));
};
/** Brings a block to the one of its thread behind it. */
const joinedBehind = (threads, number) => {
    const blocks = blocksOf(threads);
    const block = blocks[number];
    if (block === undefined)
        return null;
    const behind = blocks.slice(number + 1);
    const to = behind.findIndex(({ thread }) => thread === block.thread);
    return to < 0
        ? threads
        : ofBlocks([...blocks.slice(0, number), ...behind.toSpliced(to, 0, block)]);
};
/** Lets a block change places with the next. */
const swapped = (threads, number) => {
    const blocks = blocksOf(threads);
    const [left, right] = [blocks[number], blocks[number + 1]];
    return left === undefined || right === undefined
        ? null
        : ofBlocks(blocks.toSpliced(number, 2, right, left));
};
const CHANGES = [
    withoutThread,
    withoutPiece,
    withoutBlock,
    joinedBefore,
    joinedBehind,
    swapped,
];
/** Each draw as small as it can be, as long as the schedule stays as short. */
function shrinkDraws(trial, before) {
    let best = before;
    before.draws.forEach((drawn, thread) => {
        drawn.forEach((_number, at) => {
            for (let less = 0; less < (best.draws[thread]?.[at] ?? 0); less += 1) {
                const draws = best.draws.map((each, other) => other === thread ? each.with(at, less) : each);
                const attempt = trial.make({ threads: best.threads, draws });
                if (attempt === null || compareCost(attempt, best) >= 0)
                    continue;
                best = attempt;
                break;
            }
        });
    });
    return best;
}
function sumOf({ draws }) {
    return draws.flat().reduce((sum, number) => sum + number, 0);
}
function without(threads, from, count) {
    return [...threads.slice(0, from), ...threads.slice(from + count)];
}
function blocksOf(threads) {
    const blocks = [];
    for (const thread of threads) {
        const last = blocks.at(-1);
        if (last?.thread === thread)
            last.length += 1;
        else
            blocks.push({ thread, length: 1 });
    }
    return blocks;
}
function ofBlocks(blocks) {
    return blocks.flatMap(({ thread, length }) => Array.from({ length }, () => thread));
}
//# sourceMappingURL=shrink.js.map