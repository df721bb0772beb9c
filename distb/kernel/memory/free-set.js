/**
 * Free set: which of the numbers `0..count-1` are taken, and the lowest that is not. One bit a
 * number; above 1,024 numbers a second level has one bit for each full word of the first, and so on
 * until a level is short, so that finding the lowest free number stays cheap among 65,530.
 *
 * Invariant: a bit of an upper level is set exactly while the word below it is full; the words are
 * a function of what is taken, whatever the way there. Guarded by whatever guards what is numbered.
 */
/** Words of the highest level at most: they are searched one by one. */
const TOP_WORD_COUNT_MAX = 32;
const FULL = -1;
/** Words that a set of `count` numbers needs. */
export function freeSetWordCount(count) {
    let level = Math.ceil(count / 32);
    let total = level;
    while (level > TOP_WORD_COUNT_MAX) {
        level = Math.ceil(level / 32);
        total += level;
    }
    return total;
}
/** Takes the lowest free number of the set at `at`. Preconditions: one of `count` is free. */
export function takeLowest(words, at, count) {
    const below = Math.ceil(count / 32);
    if (below <= TOP_WORD_COUNT_MAX) {
        let index = at;
        while (words.get(index) === FULL)
            index += 1;
        return (index - at) * 32 + takeBit(words, index);
    }
    const index = lowestNotFull(words, at + below, below);
    const bit = takeBit(words, at + index);
    if (words.get(at + index) === FULL)
        mark(words, at + below, below, index);
    return index * 32 + bit;
}
/** Gives a number back. */
export function giveBack(words, at, count, number) {
    let level = at;
    let size = Math.ceil(count / 32);
    let index = number;
    for (;;) {
        const word = level + (index >>> 5);
        const before = words.get(word);
        words.set(word, before & ~(1 << (index & 31)));
        if (before !== FULL || size <= TOP_WORD_COUNT_MAX)
            return;
        index >>>= 5;
        level += size;
        size = Math.ceil(size / 32);
    }
}
/** Whether a number is taken. */
export function isTaken(words, at, number) {
    return (words.get(at + (number >>> 5)) & (1 << (number & 31))) !== 0;
}
/** Whether each upper level says of each word below it what is true: for checks. */
export function isFreeSetSound(words, at, count) {
    let level = at;
    let size = Math.ceil(count / 32);
    while (size > TOP_WORD_COUNT_MAX) {
        const above = level + size;
        for (let index = 0; index < size; index += 1)
            if (isTaken(words, above, index) !== (words.get(level + index) === FULL))
                return false;
        level = above;
        size = Math.ceil(size / 32);
    }
    return true;
}
/** The lowest index of `count` whose bit, in the level at `at`, is not set. */
function lowestNotFull(words, at, count) {
    const below = Math.ceil(count / 32);
    let index = at;
    if (below > TOP_WORD_COUNT_MAX)
        index += lowestNotFull(words, at + below, below);
    while (words.get(index) === FULL)
        index += 1;
    return (index - at) * 32 + lowestClear(words.get(index));
}
/** Sets a bit of the level at `at`, and above it while words become full. */
function mark(words, at, count, number) {
    let level = at;
    let size = Math.ceil(count / 32);
    let index = number;
    for (;;) {
        const word = level + (index >>> 5);
        words.set(word, words.get(word) | (1 << (index & 31)));
        if (words.get(word) !== FULL || size <= TOP_WORD_COUNT_MAX)
            return;
        index >>>= 5;
        level += size;
        size = Math.ceil(size / 32);
    }
}
function takeBit(words, index) {
    const bits = words.get(index);
    const free = lowestClear(bits);
    words.set(index, bits | (1 << free));
    return free;
}
/** The lowest bit that is clear. Preconditions: one is. */
function lowestClear(bits) {
    return 31 - Math.clz32(~bits & -~bits);
}
//# sourceMappingURL=free-set.js.map