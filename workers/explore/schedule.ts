/**
 * Schedule: which thread makes each step, and what the steps draw. With the scenario it is the
 * whole run, as steps have no other freedom. As bytes, consecutive steps of one thread are one
 * number.
 *
 * Invariant: what is decoded from the bytes of a schedule equals that schedule.
 */

import { invariant, UsageError } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import type { Ending } from './examination.ts';
import { type Move, Mover } from './mover.ts';

/** Steps that a recorded schedule may have. */
export const SCHEDULE_STEP_COUNT_MAX = 1_000_000;

/** Endings from this number on are of whole executions. */
const WHOLE_EXECUTION = 2 ** 16;

/** A run of a scenario. */
export interface Schedule {
  /** What it ends in. */
  readonly ending: Ending;
  /** The thread of each step. */
  readonly threads: readonly number[];
  /** What the steps draw, one behind the other. */
  readonly choices: readonly number[];
}

/** Makes the moves of a search a schedule, with the numbers drawn in place of codes. */
export function scheduleOf(question: Question, ending: Ending, moves: readonly Move[]): Schedule {
  const mover = new Mover(question);
  const choices: number[] = [];
  for (const { thread, code } of moves) {
    mover.move(thread, code);
    choices.push(...mover.drawn());
  }
  return { ending, threads: moves.map(({ thread }) => thread), choices };
}

/** A schedule as bytes: variable-length numbers, seven bits a byte, lowest first. */
export function scheduleBytes(schedule: Schedule, threadCount: number): Uint8Array {
  const { ending, threads, choices } = schedule;
  const runs: number[] = [];
  for (let begin = 0; begin < threads.length;) {
    const thread = threads[begin]!;
    let end = begin + 1;
    while (threads[end] === thread) end += 1;
    runs.push((end - begin - 1) * threadCount + thread);
    begin = end;
  }
  const bytes: number[] = [];
  for (const number of [threadCount, ...endingNumbers(ending), runs.length, ...runs, ...choices]) {
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}

/** Reads the bytes of a schedule; throws a UsageError if they are none. */
export function scheduleFromBytes(bytes: Uint8Array): Schedule {
  const numbers: number[] = [];
  let value = 0;
  let weight = 1;
  for (const byte of bytes) {
    value += (byte & 127) * weight;
    weight *= 128;
    if (byte > 127) continue;
    numbers.push(value);
    value = 0;
    weight = 1;
  }
  const threadCount = numbers.shift();
  const ending = numbers.shift();
  const cycle = ending === undefined || ending < WHOLE_EXECUTION ? undefined : numbers.shift();
  const runCount = numbers.shift();
  if (threadCount === undefined || ending === undefined || runCount === undefined)
    refuse('the schedule ends too early');
  if (weight !== 1 || numbers.length < runCount) refuse('the schedule ends too early');
  if (threadCount === 0) refuse('nobody moves in it');
  const threads: number[] = [];
  for (const run of numbers.slice(0, runCount)) {
    const length = Math.floor(run / threadCount) + 1;
    if (threads.length + length > SCHEDULE_STEP_COUNT_MAX)
      refuse(`a schedule has at most ${SCHEDULE_STEP_COUNT_MAX} steps`);
    for (let step = 0; step < length; step += 1) threads.push(run % threadCount);
  }
  if (cycle !== undefined && cycle > threads.length) refuse('its cycle is longer than itself');
  return { ending: endingOf(ending, cycle), threads, choices: numbers.slice(runCount) };
}

/** The number of an ending; behind that of a property of whole executions the cycle's length. */
function endingNumbers(ending: Ending): number[] {
  if (ending === 'none') return [0];
  if (ending === 'deadlock') return [1];
  const number = ending.property + 2;
  invariant(number < WHOLE_EXECUTION, 'a scenario has fewer properties');
  return ending.cycle === undefined ? [number] : [number + WHOLE_EXECUTION, ending.cycle];
}

function endingOf(number: number, cycle: number | undefined): Ending {
  if (number === 0) return 'none';
  if (number === 1) return 'deadlock';
  return cycle === undefined
    ? { property: number - 2 }
    : { property: number - WHOLE_EXECUTION - 2, cycle };
}

function refuse(message: string): never {
  throw new UsageError(`the replay token is damaged: ${message}`, 'copy the whole token');
}
