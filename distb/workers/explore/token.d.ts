/**
 * Token: a schedule as one word that can be pasted into a shell, with all that tells whether it
 * still fits: `rt1.<scenario>~name=value.<hash of the compiled
 * scenario>.explore.<payload>.<checksum>`.
 *
 * Invariant: a token that decodes is undamaged, and one that `readToken` accepts belongs to the
 * very scenario, parameters and kernel text that it was made with.
 */
import type { Parameters } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import { type Schedule } from './schedule.ts';
/** The version of the token format, its first field. */
export declare const TOKEN_VERSION = "rt1";
/** A token taken apart. */
export interface Token {
    /** Name of the scenario. */
    readonly scenario: string;
    /** The parameters that the question named. */
    readonly parameters: Parameters;
    /** Eight hexadecimal digits over the compiled scenario, its kernel text and its parameters. */
    readonly hash: string;
    /** The schedule; see `scheduleFromBytes`. */
    readonly payload: Uint8Array;
}
/** Writes the token of a schedule. */
export declare function encodeToken(question: Question, schedule: Schedule): string;
/** Takes a token apart; throws a UsageError for another version or a damaged token. */
export declare function decodeToken(token: string): Token;
/** The schedule of a token; throws a UsageError unless it belongs to this very question. */
export declare function readToken(question: Question, token: string): Schedule;
