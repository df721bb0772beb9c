/**
 * racetrap for programs: words to write scenarios with, and the engines that answer questions about
 * them. `racetrap` in a scenario file leads here.
 */

export * from './file/build.ts';
export { loadScenarioFile } from './file/load.ts';
export { catalogue, findScenario } from './catalogue.ts';
export type {
  Alternative,
  CatalogueEntry,
  Condition,
  Distribution,
  Effect,
  EventPattern,
  Expression,
  Instruction,
  Interposition,
  Operand,
  Parameter,
  Parameters,
  Program,
  Property,
  Region,
  Register,
  Scenario,
  StateCondition,
  ThreadDeclaration,
  Verdict,
} from '../actors/index.ts';
export {
  ask,
  decodeToken,
  explore,
  type ExploreOptions,
  type Finding,
  type Outcome,
  type ParallelOptions,
  type Question,
  replay,
  type Replay,
  run,
  type Supervision,
  WorkerDiedError,
} from '../workers/index.ts';
export { outcomeText } from './report/text.ts';
export { UsageError } from '../kernel/index.ts';
