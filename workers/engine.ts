/**
 * Engine: what answers a question about a scenario. An engine decides who moves next, what a
 * blocked thread does, how long things take and which random value is drawn; the world and its
 * steps are the same for all. Data flows one way: Scenario -> World -> Engine -> Outcome.
 */

import { createKernel, type Kernel } from '../kernel/index.ts';
import { compileMachine, dispatchMachine } from '../actors/dispatch/index.ts';
import {
  compileScenario,
  type CompiledScenario,
  isOfExecutions,
  type Parameters,
  type Scenario,
  type TransitionTable,
} from '../actors/index.ts';

/** A scenario with all that its engines share. */
export interface Question {
  readonly scenario: Scenario;
  readonly parameters: Parameters;
  /** What the parameters are where nobody names them: a replay token leaves these out. */
  readonly defaults?: Parameters;
  readonly compiled: CompiledScenario;
  readonly table: TransitionTable;
  readonly kernel: Kernel;
}

/** Compiled once: xstate takes longer over it than a small search takes over its states. */
let dispatchTable: TransitionTable | undefined;

/** Compiles a scenario for any engine; throws a `UsageError` where it is wrong. */
export function ask(
  scenario: Scenario,
  parameters: Parameters = {},
  defaults: Parameters = {},
): Question {
  const compiled = compileScenario(scenario);
  return {
    scenario,
    parameters,
    defaults,
    compiled,
    table: (dispatchTable ??= compileMachine(dispatchMachine)),
    kernel: createKernel(compiled.design),
  };
}

/** The properties that only a search of all states can judge: those of whole executions. */
export function wholeExecutions({ scenario }: Question): string[] {
  return scenario.properties.filter(isOfExecutions).map(({ name }) => name);
}

/** What an engine reports while it works, and how it is told to stop. */
export interface Supervision {
  /** Called a few times a second with one line, for progress on stderr. */
  readonly progress?: (line: string) => void;
  /** Aborted by the first SIGINT: the engine stops and answers with what it has. */
  readonly signal?: AbortSignal;
}
