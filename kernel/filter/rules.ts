/**
 * Rule lists: filters as scenarios and recorded vectors write them, compiled to BPF. The first rule
 * that matches decides, else the default. Invariant: rules look at the number and the low half of
 * one argument only, as the kernel's own tests do; like those they do not look at the architecture.
 */

import { UsageError } from '../assert.ts';
import { ACTION, type ActionName, returnValue } from './action.ts';
import { Assembly } from './assembly.ts';
import { ARGUMENT_COUNT, argumentWord, BPF, SECCOMP_DATA } from './bpf.ts';

/** A 32-bit number, or its text in decimal or `0x` form. */
export type WordText = number | string;

/** What a rule returns: an action with its data, or a bare word, which may be no action at all. */
export type RuleReturn =
  { readonly action: ActionName; readonly data?: WordText } | { readonly raw: WordText };

/** One rule: a system call by number or name, and perhaps one argument. */
export interface FilterRule {
  readonly when: {
    readonly nr: WordText;
    readonly arg?: { readonly index: number; readonly low32_equals: WordText };
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
export function compileRules(
  list: RuleList,
  numberOf: (name: string) => number | undefined,
): Int32Array {
  const assembly = new Assembly();
  let next = assembly.ret(returnWord(list.default, '.default'));
  for (const [index, { when, ret }] of [...list.rules.entries()].toReversed()) {
    const where = `.rules[${index}]`;
    let match = assembly.ret(returnWord(ret, `${where}.ret`));
    if (when.arg !== undefined) {
      const { index: argument, low32_equals } = when.arg;
      const place = `${where}.when.arg`;
      if (!Number.isInteger(argument) || argument < 0 || argument >= ARGUMENT_COUNT)
        throw new UsageError(
          `no argument ${argument}`,
          `arguments are 0 to ${ARGUMENT_COUNT - 1}`,
          place,
        );
      match = assembly.jump(BPF.JEQ, wordOf(low32_equals, place), match, next);
      match = assembly.load(argumentWord(argument), match);
    }
    const nr = typeof when.nr === 'string' ? numberOf(when.nr) : undefined;
    const number = nr ?? wordOf(when.nr, `${where}.when.nr`);
    match = assembly.jump(BPF.JEQ, number, match, next);
    next = assembly.load(SECCOMP_DATA.NR, match);
  }
  return assembly.program(next);
}

/** The word that a return stands for; throws a UsageError for what is none. */
export function returnWord(ret: RuleReturn, where = ''): number {
  if ('raw' in ret) return wordOf(ret.raw, where);
  if (!Object.hasOwn(ACTION, ret.action))
    throw new UsageError(
      `no action '${ret.action}'`,
      `one of ${Object.keys(ACTION).join(', ')}`,
      where,
    );
  return returnValue(ret.action, wordOf(ret.data ?? 0, where));
}

function wordOf(text: WordText, where: string): number {
  const value = typeof text === 'string' && text.trim() === '' ? NaN : Number(text);
  if (Number.isInteger(value) && value >= -0x8000_0000 && value <= 0xffff_ffff) return value | 0;
  throw new UsageError(`'${text}' is no 32-bit number`, 'write it as 4096 or 0x1000', where);
}
