/**
 * Values: the arguments of options as numbers. Invariant: a value that is out of its range is
 * refused by one line that names the option and the range, before anything runs.
 */
/** Milliseconds that a run or a search may be asked for: a day. */
export declare const DURATION_MS_MAX = 86400000;
/** Reads a whole number in a range; digits may be grouped by `_` or `,`. */
export declare function wholeNumber(option: string, min: number, max: number): (text: string) => number;
/** Reads a time such as `2s`, `500ms` or `1.5m`, in ms. */
export declare function duration(option: string): (text: string) => number;
/** Reads an amount of memory such as `8G` or `512M`, in bytes. */
export declare function memorySize(option: string): (text: string) => number;
/** Collects `name=value` over all uses of an option. */
export declare function setting(text: string, before?: Readonly<Record<string, number>>): Record<string, number>;
/** Checks where `--json` is to write, so that a long run is not lost for a slip in a path. */
export declare function writableTarget(target: string): string;
