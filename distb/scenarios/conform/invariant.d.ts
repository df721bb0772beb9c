/**
 * Invariants over interleavings, as vectors write them: two quantities compared, such as `number of
 * successful RECVs == number of syscalls issued by T1`. Text in parentheses explains and asks for
 * nothing. Invariant: a quantity that is not understood is a failure that quotes it.
 */
import type { Play } from './play.ts';
/** Judges one invariant, or several that `and` or `;` joins. */
export declare function judgeInvariant(play: Play, text: string): void;
/** Judges what a vector says of its end, sentence by sentence. */
export declare function judgeEnd(play: Play, text: unknown): void;
