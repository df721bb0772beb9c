/**
 * Nearest: which known name was probably meant. Distance is that of Damerau and Levenshtein in its
 * restricted form: insertions, deletions, replacements and swaps of neighbours.
 */
/** The name at the smallest distance, if it is near enough to be a slip; else undefined. */
export function nearestName(name, known) {
    const distances = known.map((each) => editDistance(name.toLowerCase(), each.toLowerCase()));
    const least = Math.min(...distances);
    const slips = Math.max(1, Math.floor(name.length / 3));
    return least <= slips ? known[distances.indexOf(least)] : undefined;
}
/** How many slips lie between two texts. */
export function editDistance(left, right) {
    let before = [];
    let row = Array.from({ length: right.length + 1 }, (_none, column) => column);
    for (let at = 1; at <= left.length; at += 1) {
        const next = [at];
        for (let column = 1; column <= right.length; column += 1) {
            const same = left[at - 1] === right[column - 1];
            const swapped = at > 1 &&
                column > 1 &&
                left[at - 1] === right[column - 2] &&
                left[at - 2] === right[column - 1];
            next[column] = Math.min(row[column] + 1, next[column - 1] + 1, row[column - 1] + (same ? 0 : 1), swapped ? before[column - 2] + 1 : Infinity);
        }
        before = row;
        row = next;
    }
    return row[right.length];
}
//# sourceMappingURL=nearest.js.map