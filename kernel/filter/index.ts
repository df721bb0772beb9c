/** Seccomp filters: classic BPF, its checks and weight, verdicts, and filters made from lists. */

export {
  AUDIT_ARCH_X86_64,
  encodeProgram,
  type Instruction,
  instructionCount,
  SECCOMP_DATA,
} from './bpf.ts';
export { ACTION, ACTION_NAMES, type ActionName } from './action.ts';
export { disassemble } from './disassemble.ts';
export { type AddressRange, rangeFilter, type RangeSearch } from './ranges.ts';
export { checkFilter, type FilterCheck } from './validate.ts';
export { translatedCount } from './translate.ts';
export { type ConstantAllow, FILTER_EXEMPT_NUMBERS, isCachedAllow } from './constant.ts';
export { executedCount } from './interpret.ts';
export { attachFilter, type Filter, PATH_WEIGHT_LIMIT } from './stack.ts';
export { runFilters, verdictAction, verdictData, verdictDepth, verdictResult } from './verdict.ts';
export {
  compileRules,
  type FilterRule,
  type RuleList,
  type RuleReturn,
  returnWord,
  type WordText,
} from './rules.ts';
