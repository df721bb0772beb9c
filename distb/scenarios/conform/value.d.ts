/**
 * Values of vectors that mean something to the kernel: signals, flags, filters, addresses. They
 * come as names, numbers or short texts. Invariant: a value that is not understood is a failure
 * that quotes it, never a guess.
 */
import { type ActionName } from '../../kernel/index.ts';
import type { FilterDeclaration } from '../../actors/index.ts';
/** A text without what stands in parentheses: `SIGUSR1 (handler)` is `SIGUSR1`. */
export declare function plainText(value: unknown): string;
/** What stands in parentheses, or nothing. */
export declare function remarkOf(value: unknown): string;
/** A signal by name or number; 0 is none. */
export declare function signalOf(value: unknown): number;
/** The name of a signal number. */
export declare function signalName(signal: number): string;
/** A signed 32-bit word from a number that may be written unsigned. */
export declare function wordOf(value: unknown, what: string): number;
/**
 * Flags as bits: a number, or a list of names, numbers and `bit N`. Names may carry one of the
 * prefixes that the C constants have.
 */
export declare function bitsOf(value: unknown, names: Readonly<Record<string, number>>): number;
/** Flags of a new filter. */
export declare function filterFlagsOf(value: unknown): number;
/** A system call by name or number. */
export declare function callOf(value: unknown): number;
/** The word of an action that is asked about: its name, or any number. */
export declare function actionWordOf(value: unknown): number;
/** An action by its name, with or without the prefix of the C constant. */
export declare function actionNameOf(value: unknown): ActionName | undefined;
/**
 * A filter: a rule list; `instructions`, so many returns of the default; or `loads_offset`, one
 * load of a word of seccomp_data and the default.
 */
export declare function filterOf(value: unknown): FilterDeclaration;
/** An address or length in bytes: terms added and subtracted, each a number or a known name. */
export declare function addressOf(value: unknown, names: ReadonlyMap<string, number>): number;
/** Every object in a value that has an `op`: the steps, and those within a step. */
export declare function stepsWithin(value: unknown): Readonly<Record<string, unknown>>[];
/** A result: a number, or `-ESRCH`. */
export declare function resultOf(value: unknown): number;
