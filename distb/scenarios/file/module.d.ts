/**
 * Modules: a user's own file as a module, in JavaScript or TypeScript. Node runs TypeScript by
 * itself from 22.18 on; before that tsx does, in the main thread, which is all that a scenario
 * needs, as workers get it as data. Invariant: `racetrap` in a user's file is the racetrap that
 * runs, wherever the file stands and whatever is installed beside it.
 */
/** Loads a module; throws whatever loading or running it throws. */
export declare function importModule(file: string): Promise<Record<string, unknown>>;
