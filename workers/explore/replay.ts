/**
 * Replay: makes the steps of a schedule once more and tells what each did. A replay refuses to
 * guess: a step that cannot be made as recorded ends it with an error that names the step.
 *
 * Invariant: a schedule that a search found replays to the end that the search saw.
 */

import {
  type Journal,
  type KernelStep,
  listText,
  mapsText,
  NAMED_REGISTER_COUNT,
  PAGE_COUNT_MAX,
  tableMappings,
  THREAD,
  UsageError,
} from '../../kernel/index.ts';
import { compileObservations, STEP } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Finding, ScheduleStep, WordChange, WordRead } from '../outcome.ts';
import { type Ending, type Find, workingThreads } from './examination.ts';
import { ListeningWords } from './listening.ts';
import { Mover } from './mover.ts';
import type { Schedule } from './schedule.ts';
import { encodeToken, readToken } from './token.ts';
import { eventText, isTelling, kernelStepName, nameOfWord, nextDeed } from './wording.ts';
import { cycleOf, waitsOf, waitText } from './waits.ts';
import { History } from './histories/history.ts';
import { Execution } from './liveness/execution.ts';

/** What a replay shows. */
export interface Replay {
  readonly schedule: readonly ScheduleStep[];
  /** Steps behind it that come back to where they began; none unless it goes on for ever. */
  readonly forever: readonly ScheduleStep[];
  /** What the schedule ends in, or null where nothing is wrong there. */
  readonly finding: Finding | null;
  /** The observed values behind the last step, in the order of `observe`. */
  readonly observations: readonly number[];
  /** The address space behind the last step, as /proc/PID/maps prints it. */
  readonly maps: string;
}

/** Replays a token on its question; throws a UsageError if it does not fit. */
export function replay(question: Question, token: string): Replay {
  return replaySchedule(question, readToken(question, token));
}

/** Replays a schedule; throws a UsageError if a step cannot be made as recorded. */
export function replaySchedule(question: Question, schedule: Schedule): Replay {
  return tell(question, { ...schedule, codes: [] });
}

/** Replays what a search has found; its steps draw what the codes of its moves say. */
export function replayFind(question: Question, { ending, moves }: Find): Replay {
  return tell(question, {
    ending,
    threads: moves.map(({ thread }) => thread),
    choices: null,
    codes: moves.map(({ code }) => code),
  });
}

/** What is to be replayed: draws are numbers in their order or, for null, stand in the codes. */
interface Told extends Omit<Schedule, 'choices'> {
  readonly choices: readonly number[] | null;
  readonly codes: readonly number[];
}

function tell(question: Question, { ending: end, threads, choices, codes }: Told): Replay {
  const names: string[] = [];
  const events: string[] = [];
  const mover = new Mover({ ...question, kernel: listening(question, names) }, ListeningWords);
  const { world, words, judge } = mover;
  const execution =
    typeof end === 'object' && end.cycle !== undefined
      ? new Execution(question, mover, end.property, threads.length - end.cycle)
      : null;
  const history =
    typeof end === 'object' && question.scenario.properties[end.property]?.kind === 'linearizable'
      ? new History(question, mover)
      : null;
  const journal: Journal = {
    record(thread, event, detail, result) {
      judge.record(thread, event, detail);
      execution?.record(thread, event, detail);
      history?.record(thread, event, detail, result);
      events.push(eventText(question, event, detail, result));
    },
  };
  world.journal = journal;
  let drawn = 0;
  let step = 0;
  if (choices !== null)
    mover.script = (count) => {
      const choice = choices[drawn];
      drawn += 1;
      if (choice !== undefined && choice < count) return choice;
      throw refusal(step, `to draw ${choice ?? 'nothing'}`, `a draw among ${count} values`);
    };
  const steps: ScheduleStep[] = [];
  const deeds: string[] = [];
  const wordNames: string[] = [];
  const nameOf = (index: number): string =>
    (wordNames[index] ??= nameOfWord(question, world, index));
  let mappings: string | null = null;
  for (; step < threads.length; step += 1) {
    const thread = threads[step]!;
    const { name } = question.compiled.threads[thread]!;
    // What was violated on the way is no end: only the last step may strike.
    ignoreStruck(mover);
    execution?.begin(step, thread);
    history?.begin(step);
    names.length = 0;
    events.length = 0;
    const first = nextDeed(question, mover, thread);
    deeds.push(first);
    const result = mover.move(thread, codes[step] ?? 0);
    if (result !== STEP.moved)
      throw refusal(
        step,
        `'${name}' to ${first}`,
        result === STEP.done ? `'${name}' has come to its end` : waitText(question, mover, thread),
      );
    execution?.moved(step, thread);
    const ran = names.map((each) => kernelStepName(question, each));
    // The first kernel step is the deed itself where the thread rested in the kernel.
    const rest = first.endsWith(ran[0] ?? ' ') ? ran.slice(1) : ran;
    // Before somebody else looks at the words.
    const reads = readsOf(mover, nameOf);
    if (mappings === null || changesMappings(mover)) mappings = listText(world, 0, PAGE_COUNT_MAX);
    steps.push({
      thread: name,
      did: mover.isAsleep(thread) ? `${first} (falls asleep)` : [first, ...rest].join(', '),
      choices: mover.drawn(),
      events: [...events],
      reads,
      changes: changes(mover, nameOf),
      // What the kernel writes anew, such as the registers behind a signal, is no news.
      rewrites: names.length === 0 ? rewritesOf(question, mover, thread, nameOf) : [],
      mappings,
    });
  }
  if (choices !== null && drawn !== choices.length)
    throw refusal(step, `${choices.length} draws`, `${drawn} draws`);
  words.begin();
  const observations = compileObservations(question.scenario.observe, question.compiled).map(
    (read) => read(world),
  );
  const maps = mapsText(tableMappings(world));
  const ending = execution?.end() ?? history?.end() ?? endingAt(question, mover, end);
  const schedule = { ending: end, threads, choices: steps.flatMap((each) => each.choices) };
  const begin = execution?.stemLength ?? steps.length;
  const stem = steps.slice(0, begin);
  const forever = steps.slice(begin);
  const finding =
    ending === null
      ? null
      : {
          ...ending,
          token: encodeToken(question, schedule, deeds),
          schedule: stem,
          ...(forever.length > 0 && { forever }),
        };
  return { schedule: stem, forever, finding, observations, maps };
}

/** The kernel with steps that write their names down when they run. */
function listening({ kernel }: Question, names: string[]): Question['kernel'] {
  const steps = kernel.text.steps.map((step): KernelStep => ({
    ...step,
    run: (world, thread) => {
      names.push(step.name);
      return step.run(world, thread);
    },
  }));
  return { ...kernel, text: { ...kernel.text, steps } };
}

function ignoreStruck({ judge, world }: Mover): void {
  for (let number = judge.violated(world); number >= 0; number = judge.violated(world))
    judge.ignore(number);
}

/** Whether the last step has changed a word of the VMA table, or of its tree. */
function changesMappings({ words, world }: Mover): boolean {
  const { table, memory, tree } = world.layout;
  const { changed, count } = words;
  return changed
    .subarray(0, count)
    .some((index) => (index >= table && index < memory) || (tree !== 0 && index >= tree));
}

/** The words that a reader wants to see read: those that threads share, in the order of reading. */
function readsOf({ words, world }: Mover, nameOf: (index: number) => string): WordRead[] {
  const { reads } = words as ListeningWords;
  return [...reads]
    .filter(([index]) => index >= world.layout.lock && isTelling(world, index))
    .map(([index, value]) => ({ word: nameOf(index), value }));
}

function changes({ words, world }: Mover, nameOf: (index: number) => string): WordChange[] {
  const list: WordChange[] = [];
  for (let position = 0; position < words.count; position += 1) {
    const index = words.changed[position]!;
    const before = words.before[position]!;
    const after = words.array[index]!;
    if (before === after || !isTelling(world, index)) continue;
    list.push({ word: nameOf(index), before, after });
  }
  return list;
}

/** Words and registers of the program that the thread wrote with the value that they had. */
function rewritesOf(
  question: Question,
  { words, world }: Mover,
  thread: number,
  nameOf: (index: number) => string,
): WordRead[] {
  const { writes } = words as ListeningWords;
  const { memory } = world.layout;
  const registers = world.thread(thread) + THREAD.REGISTER;
  const changed = words.changed.subarray(0, words.count);
  return [...writes]
    .filter(
      (index) =>
        (index >= memory && index < memory + question.compiled.memory.length) ||
        (index >= registers && index < registers + NAMED_REGISTER_COUNT),
    )
    .filter((index) => {
      const position = changed.indexOf(index);
      return position < 0 || words.before[position] === words.array[index];
    })
    .map((index) => ({ word: nameOf(index), value: words.array[index]! }));
}

/** What the state at hand is, if it is what the schedule says that it ends in. */
function endingAt(
  question: Question,
  mover: Mover,
  ending: Ending,
): Pick<Finding, 'kind' | 'message' | 'waits' | 'cycle'> | null {
  const { judge, world, stepper } = mover;
  if (ending === 'none') return null;
  if (ending === 'deadlock') {
    const working = workingThreads(question).filter((thread) => !stepper.isDone(thread));
    for (let thread = 0; thread < mover.threadCount; thread += 1) {
      const result = mover.move(thread, 0);
      mover.words.takeBack();
      if (result === STEP.moved || working.length === 0)
        throw new UsageError(
          'the schedule does not end in a deadlock as recorded',
          'find it again: racetrap explore',
        );
    }
    const all = waitsOf(question, mover);
    const waits = all.map(({ text }) => text);
    const cycle = cycleOf(question, all);
    return {
      kind: 'deadlock',
      message: `deadlock: ${waits.join('; ')}`,
      waits,
      ...(cycle.length > 0 && { cycle }),
    };
  }
  const { property } = ending;
  const name = judge.properties[property]?.name ?? `property ${property}`;
  for (let number = strikeOf(mover); number >= 0; number = strikeOf(mover)) {
    if (number === property) return { kind: 'property', message: name };
    judge.ignore(number);
  }
  throw new UsageError(
    `the schedule does not violate '${name}' as recorded`,
    'find it again: racetrap explore',
  );

  function strikeOf({ judge: judging }: Mover): number {
    const number = judging.violated(world);
    return number >= 0 ? number : judging.violatedAtEnd(world);
  }
}

function refusal(step: number, expected: string, actual: string): UsageError {
  return new UsageError(
    `step ${step + 1} cannot be made as recorded: expected ${expected}, actual: ${actual}`,
    'the schedule belongs to another form of the scenario',
  );
}
