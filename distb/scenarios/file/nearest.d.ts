/**
 * Nearest: which known name was probably meant. Distance is that of Damerau and Levenshtein in its
 * restricted form: insertions, deletions, replacements and swaps of neighbours.
 */
/** The name at the smallest distance, if it is near enough to be a slip; else undefined. */
export declare function nearestName(name: string, known: readonly string[]): string | undefined;
/** How many slips lie between two texts. */
export declare function editDistance(left: string, right: string): number;
