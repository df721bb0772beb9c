/** Seccomp filters: classic BPF, its checks and weight, verdicts, and filters made from lists. */

export {
  ARGUMENT_COUNT,
  argumentWord,
  AUDIT_ARCH_X86_64,
  BPF,
  BPF_PACKET_ONLY,
  conditional,
  encodeProgram,
  type Instruction,
  INSTRUCTION_COUNT_LIMIT,
  instructionAt,
  instructionCount,
  SECCOMP_DATA,
  seccompData,
  statement,
} from './bpf.ts';
export { ACTION, ACTION_NAMES, type ActionName, actionName, returnValue } from './action.ts';
export { disassemble, mnemonic, returnText } from './disassemble.ts';
export { checkFilter, type FilterCheck } from './validate.ts';
export { translatedCount } from './translate.ts';
export { runProgram } from './interpret.ts';
export {
  constantAllow,
  type ConstantAllow,
  FILTER_EXEMPT_NUMBERS,
  isCachedAllow,
  isConstantAllow,
  NATIVE_SYSCALL_COUNT,
} from './constant.ts';
export { attachFilter, type Filter, FILTER_PENALTY, PATH_WEIGHT_LIMIT } from './stack.ts';
export {
  evaluateFilters,
  runFilters,
  verdictAction,
  verdictData,
  verdictDepth,
  verdictResult,
} from './verdict.ts';
export {
  compileRules,
  type FilterRule,
  type RuleList,
  type RuleReturn,
  type WordText,
} from './rules.ts';
export { type AddressRange, numberFilter, rangeFilter, type RangeSearch } from './ranges.ts';
