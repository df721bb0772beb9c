/**
 * Rule lists: filters as scenarios and recorded vectors write them, compiled to BPF. The first rule
 * that matches decides, else the default. Invariant: rules look at the number and the low half of
 * one argument only, as the kernel's own tests do; like those they do not look at the architecture.
 */
import { type ActionName } from './action.ts';
/** A 32-bit number, or its text in decimal or `0x` form. */
export type WordText = number | string;
/** What a rule returns: an action with its data, or a bare word, which may be no action at all. */
export type RuleReturn = {
    readonly action: ActionName;
    readonly data?: WordText;
} | {
    readonly raw: WordText;
};
/** One rule: a system call by number or name, and perhaps one argument. */
export interface FilterRule {
    readonly when: {
        readonly nr: WordText;
        readonly arg?: {
            readonly index: number;
            readonly low32_equals: WordText;
        };
    };
    readonly ret: RuleReturn;
}
/** Rules in the order in which they are tried, and what holds if none matches. */
export interface RuleList {
    readonly rules: readonly FilterRule[];
    readonly default: RuleReturn;
}
/**
 * Compiles a rule list; `numberOf` gives the number of a system call name, if it has one. Throws a
 * UsageError for what is no rule, with its place such as `.rules[1].ret`.
 */
export declare function compileRules(list: RuleList, numberOf: (name: string) => number | undefined): Int32Array;
/** The word that a return stands for; throws a UsageError for what is none. */
export declare function returnWord(ret: RuleReturn, where?: string): number;
