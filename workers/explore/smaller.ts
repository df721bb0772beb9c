/**
 * Smaller: a scenario that fails, made small: first its parameters, then its threads, programs and
 * declarations, as long as it fails in the same way. What can be left out is not the reason.
 *
 * It fails in the same way if the same property is violated, or the same kind of waits is a
 * deadlock; if some schedule still passes where one passed before, as a scenario that can do
 * nothing but fail has lost its race; and if the bug is as deep as it was, as one that needs fewer
 * orders of steps is another bug.
 *
 * Invariant: the result fails so, and none of its single changes does, as far as the limit of nodes
 * can tell.
 */

import { InvariantError, UsageError } from '../../kernel/index.ts';
import {
  EXPECTATIONS,
  type Instruction,
  type Parameters,
  type Program,
  type Scenario,
} from '../../actors/index.ts';
import { ask, type Question } from '../engine.ts';
import type { Finding } from '../outcome.ts';
import { anyOrder, searchWithin } from './bounded.ts';
import { bugDepth } from './bug-depth.ts';
import { criticalStep } from './critical-step.ts';
import type { Ending } from './examination.ts';
import { replaySchedule } from './replay.ts';
import { type Schedule, scheduleOf } from './schedule.ts';

/** What another form of the scenario must do to fail in the same way. */
export interface Likeness {
  /** The property's name, or null for a deadlock. */
  readonly property: string | null;
  /** Who waits for what, without the names of threads. */
  readonly waits: string;
  /** Whether some schedule passes. */
  readonly isRace: boolean;
  /** The ordering constraints that it takes, at least: see bug-depth.ts. */
  readonly depth: number;
}

/** What makes another form of the scenario fail like this finding. */
export function likenessOf(
  question: Question,
  finding: Finding,
  { isRace, depth }: Pick<Likeness, 'isRace' | 'depth'>,
): Likeness {
  return {
    property: finding.kind === 'deadlock' ? null : finding.message,
    waits: waitsText(question, finding),
    isRace,
    depth,
  };
}

/** A shortest schedule that fails in the same way; null if there is none within the limit. */
export function failsAlike(
  question: Question,
  likeness: Likeness,
  nodeCountMax: number,
): Schedule | null {
  const ending = endingOf(question, likeness);
  if (ending === null) return null;
  const bound = anyOrder(question.compiled.threads.length);
  const { moves } = searchWithin(question, ending, bound, 0, nodeCountMax);
  if (moves === null) return null;
  const schedule = scheduleOf(question, ending, moves);
  const { finding } = replaySchedule(question, schedule);
  if (finding === null || waitsText(question, finding) !== likeness.waits) return null;
  if (bugDepth(question, ending, likeness.depth - 1, nodeCountMax).depth !== null) return null;
  if (!likeness.isRace) return schedule;
  const passing = criticalStep(question, moves, nodeCountMax)?.passing ?? null;
  return passing === null ? null : schedule;
}

/** The least parameters, each no smaller than its minimum, with which a scenario still fails. */
export function smallestParameters(
  parameters: Parameters,
  minimums: Parameters,
  fails: (parameters: Parameters) => boolean,
): Parameters {
  let best = parameters;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const [name, minimum] of Object.entries(minimums)) {
      for (const value of lesser(best[name] ?? minimum, minimum)) {
        const proposed = { ...best, [name]: value };
        if (!fails(proposed)) continue;
        best = proposed;
        isSmaller = true;
        break;
      }
    }
  }
  return best;
}

/** The least scenario that still fails; every change is one of `smallerScenarios`. */
export function smallestScenario(
  scenario: Scenario,
  fails: (question: Question) => boolean,
): Scenario {
  let best = scenario;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const proposed of smallerScenarios(best)) {
      if (!isAskable(proposed, fails)) continue;
      best = proposed;
      isSmaller = true;
      break;
    }
  }
  return best;
}

/** Every scenario that is one change smaller: the larger changes come first. */
export function* smallerScenarios(scenario: Scenario): Generator<Scenario> {
  const { threads, regions, words, locks, tasks } = scenario;
  for (const [name, thread] of Object.entries(threads)) {
    yield { ...scenario, threads: without(threads, name) };
    const { count = 1, ...single } = thread;
    if (count > 1)
      yield {
        ...scenario,
        threads: {
          ...threads,
          [name]: count > 2 ? { ...thread, count: count - 1 } : single,
        },
      };
  }
  for (const [name, thread] of Object.entries(threads))
    for (const program of smallerPrograms(thread.program))
      yield { ...scenario, threads: { ...threads, [name]: { ...thread, program } } };
  if (scenario.handler !== undefined) {
    const { handler, ...rest } = scenario;
    yield rest;
    for (const program of smallerPrograms(handler.program))
      yield { ...rest, handler: { ...handler, program } };
  }
  for (const name of Object.keys(regions)) yield { ...scenario, regions: without(regions, name) };
  for (const name of Object.keys(words)) yield { ...scenario, words: without(words, name) };
  for (const name of Object.keys(locks ?? {}))
    yield { ...scenario, locks: without(locks ?? {}, name) };
  if (tasks !== undefined) {
    const { tasks: _tasks, ...rest } = scenario;
    yield rest;
  }
  yield* smallerLists(scenario.properties).map((properties) => ({ ...scenario, properties }));
  yield* smallerLists(scenario.observe).map((observe) => ({ ...scenario, observe }));
}

/** Every program that is one change smaller. */
function* smallerPrograms(program: Program): Generator<Program> {
  for (const [at, instruction] of program.entries()) {
    const left = withoutInstruction(program, at);
    if (left !== null) yield left;
    for (const instead of smallerInstructions(instruction))
      yield program.toSpliced(at, 1, ...instead);
  }
}

/** A program without an instruction; a lock goes with its unlock, as half of them is no race. */
function withoutInstruction(program: Program, at: number): Program | null {
  const instruction = program[at]!;
  const left = program.toSpliced(at, 1);
  if (instruction.do === 'unlock') return null;
  if (instruction.do !== 'lock') return left;
  const { lock, mode } = instruction;
  const partner = left.findIndex(
    (each, index) =>
      index >= at && each.do === 'unlock' && each.lock === lock && each.mode === mode,
  );
  return partner < 0 ? null : left.toSpliced(partner, 1);
}

/** What may stand in place of an instruction. */
function* smallerInstructions(instruction: Instruction): Generator<Program> {
  if (instruction.do === 'loop') {
    const { times, body } = instruction;
    yield body;
    if (times !== 'forever' && times > 2) {
      yield [{ ...instruction, times: times >> 1 }];
      yield [{ ...instruction, times: times - 1 }];
    }
    for (const smaller of smallerPrograms(body)) yield [{ ...instruction, body: smaller }];
  } else if (instruction.do === 'branch') {
    const { then, otherwise = [] } = instruction;
    yield then;
    yield otherwise;
    for (const smaller of smallerPrograms(then)) yield [{ ...instruction, then: smaller }];
    for (const smaller of smallerPrograms(otherwise))
      yield [{ ...instruction, otherwise: smaller }];
  } else if (instruction.do === 'repeat') {
    const { body } = instruction;
    yield body;
    for (const smaller of smallerPrograms(body)) yield [{ ...instruction, body: smaller }];
  } else if (instruction.do === 'atomic') {
    for (const effects of smallerLists(instruction.effects)) yield [{ ...instruction, effects }];
  } else if (instruction.do === 'select') {
    const { among } = instruction;
    if (among.length > 1)
      for (const fewer of smallerLists(among)) yield [{ ...instruction, among: fewer }];
    for (const [at, way] of among.entries())
      for (const then of smallerPrograms(way.then ?? []))
        yield [{ ...instruction, among: among.with(at, { ...way, then }) }];
  } else if (instruction.do === 'choose' && instruction.among.length > 1)
    for (const among of smallerLists(instruction.among)) yield [{ ...instruction, among }];
}

/** Smaller values, the smallest first: the minimum, then by halves, then one less. */
function lesser(value: number, minimum: number): number[] {
  const values = new Set<number>();
  for (let step = value - minimum; step >= 1; step = Math.floor(step / 2)) values.add(value - step);
  return [...values];
}

function smallerLists<Item>(list: readonly Item[]): (readonly Item[])[] {
  return list.map((_each, at) => list.toSpliced(at, 1));
}

function without<Value>(record: Readonly<Record<string, Value>>, name: string) {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));
}

/** Asks about a scenario that may make no sense: then it does not fail. */
function isAskable(scenario: Scenario, fails: (question: Question) => boolean): boolean {
  try {
    return fails(ask(scenario));
  } catch (error) {
    // A program that spins without a step that others could see is told by an invariant.
    if (error instanceof UsageError || error instanceof InvariantError) return false;
    throw error;
  }
}

function endingOf(question: Question, { property }: Likeness): Ending | null {
  if (property === null) return 'deadlock';
  const number = [...question.scenario.properties, EXPECTATIONS].findIndex(
    ({ name }) => name === property,
  );
  return number < 0 ? null : { property: number };
}

/** Who waits for what, without the names of the threads. */
function waitsText({ compiled }: Question, { waits = [] }: Finding): string {
  const names = new Set(compiled.threads.map(({ name }) => name));
  const nameless = waits.map((wait) =>
    wait.replaceAll(/[^\s,;]+/g, (word) => (names.has(word) ? '*' : word)),
  );
  return [...new Set(nameless)].sort().join('; ');
}
