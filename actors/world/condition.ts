/**
 * Conditions: what properties and observations say of a state or an event, compiled against a
 * scenario. Invariant: reading a value or testing a condition never writes a word of the world.
 * Tested by: test/actors/world/judge.test.ts
 */

import {
  ARGUMENT_WORD_COUNT_MAX,
  COPY,
  copyWord,
  EVENT,
  guardState,
  heldCount,
  EventSet,
  LOCK,
  PROCESS,
  processWord,
  readerCount,
  TABLE,
  TASK,
  taskWord,
  THREAD,
  unapprovedCount,
  WAIT,
  waitKind,
  UsageError,
  type World,
  WRITER,
} from '../../kernel/index.ts';
import { COMPARISONS, compare } from '../program/arithmetic.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import type { Observation } from '../scenario/scenario.ts';
import type { EventPattern, StateCondition, StateValue } from './property.ts';

/** Reads one value of a state. */
export type StateReader = (world: World) => number;
/** Whether a state is so. */
export type StateTest = (world: World) => boolean;

/** What the laboratory keeps of the words that a task's calls copy: how many, and where. */
const COPIES: Readonly<Record<string, { readonly count: number; readonly value: number }>> = {
  executed: { count: COPY.EXECUTED, value: COPY.COPIED_VALUE },
  seen: { count: COPY.SEEN, value: COPY.SEEN_VALUE },
};

/**
 * `executed` and `seen`: how many words the last call of a task was carried out with, or were read
 * by others while its notification stood. With a number behind it, one of these words, or 0.
 * `unapproved`: how many words of a call that a supervisor let go on differ from what it saw.
 */
function copyReader(thread: number, field: string): StateReader | undefined {
  if (field === 'unapproved') return (world) => unapprovedCount(world, thread);
  const [, name = '', index] = /^(executed|seen)(\d*)$/.exec(field) ?? [];
  const copies = COPIES[name];
  if (copies === undefined) return undefined;
  const { count, value } = copies;
  if (index === '') return (world) => world.words.load(copyWord(world, thread) + count);
  const word = Number(index);
  if (word >= ARGUMENT_WORD_COUNT_MAX) return undefined;
  return (world) => {
    const at = copyWord(world, thread);
    return word < world.words.load(at + count) ? world.words.load(at + value + word) : 0;
  };
}

/** Values of a task by name, as `thread.name`. */
const TASK_FIELDS: Readonly<Record<string, (world: World, thread: number) => number>> = {
  killed: (world, thread) => (world.words.load(taskWord(world, thread) + TASK.DEATH) !== 0 ? 1 : 0),
  signal: (world, thread) => world.words.load(taskWord(world, thread) + TASK.DEATH),
  life: (world, thread) => world.words.load(taskWord(world, thread) + TASK.LIFE),
  guard: (world, thread) => (world.layout.guard === undefined ? 0 : guardState(world, thread)),
  stalled: (world, thread) =>
    waitKind(world.words.load(taskWord(world, thread) + TASK.WAITING)) === WAIT.guard ? 1 : 0,
  // Answers, and descriptors to install, that have come for its call and that it has not taken yet.
  completions: (world, thread) => world.words.load(taskWord(world, thread) + TASK.NOTIFY_READY),
  mode: (world, thread) => world.words.load(taskWord(world, thread) + TASK.MODE),
  noNewPrivs: (world, thread) => world.words.load(taskWord(world, thread) + TASK.NO_NEW_PRIVS),
};

/** Readers of the observed values, in the order of the scenario's `observe`. */
export function compileObservations(
  observations: readonly Observation[],
  compiled: CompiledScenario,
): StateReader[] {
  return observations.map((name, index) => compileValue(name, compiled, `observe[${index}]`));
}

/** Whether a property speaks of events, not of states. */
export function isEventPattern(that: StateCondition | EventPattern): that is EventPattern {
  return 'event' in that || 'marked' in that;
}

/** The events that patterns can match. */
export function interestOf(patterns: readonly (EventPattern | undefined)[]): EventSet {
  return new EventSet(
    patterns.flatMap((pattern) => {
      if (pattern === undefined) return [];
      return ['marked' in pattern ? EVENT.marked : EVENT[pattern.event]];
    }),
  );
}

/** The pattern itself; throws a UsageError where it names what the scenario does not have. */
export function checkPattern(
  pattern: EventPattern,
  compiled: CompiledScenario,
  path: string,
): EventPattern {
  if ('marked' in pattern) {
    if (!compiled.marks.includes(pattern.marked))
      throw new UsageError(
        `no program marks '${pattern.marked}'`,
        `marks: ${compiled.marks.join(', ') || 'none'}`,
        path,
      );
    return pattern;
  }
  if (!(pattern.event in EVENT))
    throw new UsageError(
      `no event is named '${pattern.event}'`,
      `events: ${Object.keys(EVENT).join(', ')}`,
      path,
    );
  const { thread } = pattern;
  if (thread !== undefined && !compiled.threads.some(({ name }) => name === thread))
    throw new UsageError(`no thread is named '${thread}'`, threadNames(compiled), path);
  return pattern;
}

/** Whether an event is one of those that a pattern means. */
export function matches(
  pattern: EventPattern,
  scenario: CompiledScenario,
  thread: number,
  event: number,
  detail: number,
): boolean {
  if ('marked' in pattern)
    return event === EVENT.marked && scenario.marks[detail] === pattern.marked;
  return (
    EVENT[pattern.event] === event &&
    (pattern.thread === undefined || scenario.threads[thread]!.name === pattern.thread)
  );
}

/** A condition as a test; throws a UsageError where it names what the scenario does not have. */
export function compileCondition(
  condition: StateCondition,
  compiled: CompiledScenario,
  path: string,
): StateTest {
  if ('all' in condition) {
    const tests = condition.all.map((each) => compileCondition(each, compiled, path));
    return (world) => tests.every((test) => test(world));
  }
  if ('any' in condition) {
    const tests = condition.any.map((each) => compileCondition(each, compiled, path));
    return (world) => tests.some((test) => test(world));
  }
  if ('not' in condition) {
    const test = compileCondition(condition.not, compiled, path);
    return (world) => !test(world);
  }
  const [left, comparison, right] = condition;
  const leftValue = compileValue(left, compiled, path);
  const rightValue = compileValue(right, compiled, path);
  const number = COMPARISONS.indexOf(comparison);
  if (number < 0) throw new UsageError(`no comparison is named '${comparison}'`, '', path);
  return (world) => compare(number, leftValue(world), rightValue(world));
}

/**
 * A value of a state by name: a word of memory, `thread.r0`..`thread.r7`, `mapCount`, `guards`,
 * `lockName.readers` or `lockName.writer`.
 */
function compileValue(value: StateValue, compiled: CompiledScenario, path: string): StateReader {
  if (typeof value === 'number') return () => value;
  if (value === 'guards' && compiled.guard !== undefined) return heldCount;
  if (value === 'mapCount') return (world) => world.words.load(world.layout.table + TABLE.COUNT);
  const memory = compiled.memory.findIndex(({ name }) => name === value);
  if (memory >= 0) return (world) => world.words.load(world.layout.memory + memory);
  const dot = value.lastIndexOf('.');
  const owner = value.slice(0, dot);
  const field = value.slice(dot + 1);
  const thread = compiled.threads.findIndex(({ name }) => name === owner);
  const register = /^r([0-7])$/.exec(field);
  if (thread >= 0 && register !== null) {
    const offset = THREAD.REGISTER + Number(register[1]);
    return (world) => world.words.load(world.thread(thread) + offset);
  }
  const taskField = TASK_FIELDS[field];
  if (thread >= 0 && taskField !== undefined && compiled.tasks !== undefined)
    return (world) => taskField(world, thread);
  if (thread >= 0 && compiled.tasks !== undefined && compiled.paging !== undefined) {
    const reader = copyReader(thread, field);
    if (reader !== undefined) return reader;
  }
  const process = compiled.tasks?.processNames.indexOf(owner) ?? -1;
  if (process >= 0 && field === 'exit')
    return (world) => world.words.load(processWord(world, process) + PROCESS.EXIT) - 1;
  const lock = compiled.lockNames.indexOf(owner);
  if (lock >= 0 && field === 'readers')
    return (world) => readerCount(world.words.load(world.lock(lock) + LOCK.COUNT));
  if (lock >= 0 && field === 'writer')
    return (world) => world.words.load(world.lock(lock) + LOCK.COUNT) & WRITER;
  throw new UsageError(
    `nothing is named '${value}'`,
    `words: ${compiled.memory.map(({ name }) => name).join(', ') || 'none'}; ${threadNames(compiled)}`,
    path,
  );
}

function threadNames(compiled: CompiledScenario): string {
  return `threads: ${compiled.threads.map(({ name }) => name).join(', ')}`;
}
