/**
 * The door of actors/: behaviour, in reading order. Nothing behind it loads xstate, as every worker
 * comes through here; the definitions of the machines have a door of their own, dispatch/index.ts.
 */
export { CODE_WORDS, OPERATION, SYSCALL_NUMBER_FIELD } from './program/code.js';
export { SCENARIO_VERSION, } from './scenario/scenario.js';
export { compileScenario, layoutFor, } from './scenario/compile.js';
export { expectAcceptedFilters, listFilters } from './scenario/filter.js';
export { compileObservations, EXPECTATIONS, Judge } from './world/judge.js';
export { boot } from './world/boot.js';
export { Driver } from './world/drive.js';
export { STEP, Stepper } from './world/step.js';
export { describeTransition, transitionCount, } from './dispatch/table.js';
//# sourceMappingURL=index.js.map