/** Seccomp filters: classic BPF, its checks and weight, verdicts, and filters made from lists. */
export { AUDIT_ARCH_X86_64, encodeProgram, instructionCount, SECCOMP_DATA, } from './bpf.js';
export { ACTION, ACTION_NAMES } from './action.js';
export { disassemble } from './disassemble.js';
export { rangeFilter } from './ranges.js';
export { checkFilter } from './validate.js';
export { translatedCount } from './translate.js';
export { FILTER_EXEMPT_NUMBERS } from './constant.js';
export { attachFilter, PATH_WEIGHT_LIMIT } from './stack.js';
export { runFilters, verdictAction, verdictData, verdictDepth, verdictResult } from './verdict.js';
export { compileRules, returnWord, } from './rules.js';
//# sourceMappingURL=index.js.map