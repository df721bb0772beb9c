/**
 * The door of actors/: behaviour, in reading order. Nothing behind it loads xstate, as every worker
 * comes through here; the definitions of the machines have a door of their own, dispatch/index.ts.
 */

export type {
  Alternative,
  Arithmetic,
  Comparison,
  Condition,
  Distribution,
  Effect,
  Expression,
  Instruction,
  InstructionKind,
  Operand,
  Program,
  Register,
} from './program/instruction.ts';
export { bodiesOf } from './program/bodies.ts';
export { calculate, compare } from './program/arithmetic.ts';
export {
  CODE_WORDS,
  type Histogram,
  OPERATION,
  OPERATION_SHARED,
  SYSCALL_NUMBER_FIELD,
} from './program/code.ts';
export {
  alternativesAt,
  type DecodedAlternative,
  type DecodedEffect,
  type DecodedExpression,
  wordsOf,
} from './program/decode.ts';
export { liveRegisters, REGISTER_COUNT } from './program/live-registers.ts';
export { effectText, expressionText } from './program/expression.ts';
export {
  type AttackTiming,
  type CatalogueEntry,
  type FilterDeclaration,
  type Interposition,
  type GuardDeclaration,
  type PagingDeclaration,
  type TaskDeclarations,
  type Observation,
  type Parameter,
  type PageRange,
  type Parameters,
  type RangeList,
  type Region,
  type Scenario,
  SCENARIO_VERSION,
  type ThreadDeclaration,
  type Verdict,
} from './scenario/scenario.ts';
export {
  type CompiledRegion,
  type CompiledScenario,
  type CompiledThread,
  compileScenario,
  type CompiledTasks,
  layoutFor,
  type LayoutOptions,
} from './scenario/compile.ts';
export { expectAcceptedFilters, type FilterListing, listFilters } from './scenario/filter.ts';
export {
  type EventPattern,
  isLiveness,
  isOfExecutions,
  type LivenessProperty,
  type Property,
  type SafetyProperty,
  type StateCondition,
  type StateValue,
} from './world/property.ts';
export { type Span, Spans, spansOf, type SpanWatcher } from './world/span.ts';
export { compileObservations, type StateReader } from './world/condition.ts';
export { EXPECTATIONS, Judge } from './world/judge.ts';
export { LivenessJudge } from './world/liveness.ts';
export { boot } from './world/boot.ts';
export { Driver, type Resting } from './world/drive.ts';
export { STEP, Stepper } from './world/step.ts';
export { createStepper, createToldStepper } from './world/steppers.ts';
export {
  describeTransition,
  eventNumber,
  lookup,
  nextState,
  stateNumber,
  type TransitionDescription,
  transitionCount,
  transitionNumber,
  type TransitionTable,
} from './dispatch/table.ts';
