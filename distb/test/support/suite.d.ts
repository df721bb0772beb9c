export { equal, instance, is, match, not, ok, throws, type, unreachable } from 'uvu/assert';
/** The body of one test. It fails by throwing, or by a promise that rejects or never settles. */
export type TestBody = () => void | Promise<void>;
/** Declares the tests of one suite; handed to the function given to {@link suite}. */
export interface Declare {
    /** Declares one law, its title a sentence in the present tense. */
    (title: string, body: TestBody): void;
    /** Declares a law that cannot be checked yet, and says why; its body must still compile. */
    skip(title: string, reason: string, body: TestBody): void;
}
/**
 * Declares the suite `name` (the path of what it tests: `kernel/vma/edit`) and runs its tests, in
 * order, once the file has been read to its end. `declareAll` must be synchronous.
 */
export declare function suite(name: string, declareAll: (test: Declare) => void): void;
/** Fails unless `promise` rejects, with an Error whose message matches `expected` where given. */
export declare function rejects(promise: Promise<unknown>, expected?: RegExp): Promise<void>;
