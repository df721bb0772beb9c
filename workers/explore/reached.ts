/**
 * Reached: the instructions that threads came to: those at which one stood in a state that was met.
 * What nobody reached is dead: a slip in a program, or a branch that the scenario rules out.
 *
 * Invariant: an instruction is counted if a thread can stand at it: it calls the kernel, or makes
 * an access that others can notice. The others run along with the one before them.
 */

import { CODE_WORDS, OPERATION } from '../../actors/index.ts';
import { THREAD, type World } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import type { ExploreFigures } from '../outcome.ts';

/** How many instructions were reached. */
export type InstructionFigures = ExploreFigures['instructions'];

/** Operations at which a thread can stand. */
const STANDING: ReadonlySet<number> = new Set(
  (
    [
      'syscall',
      'load',
      'store',
      'cas',
      'add',
      'barrier',
      'await',
      'lock',
      'unlock',
      'access',
      'read',
      'write',
      'atomic',
      'select',
    ] as const
  ).map((name) => OPERATION[name]),
);

/** Where the handler stands that a scenario gets which has none. */
const HANDLER = 'handler.program';

/** Notes where threads stand. */
export class Reached {
  /** 1 for each instruction at which a thread stood. */
  readonly marks: Uint8Array;
  readonly #array: Int32Array;
  /** By thread, the word of its program counter. */
  readonly #counters: Int32Array;

  constructor(
    { compiled }: Question,
    world: World,
    array: Int32Array,
    marks: Uint8Array = new Uint8Array(compiled.sources.length),
  ) {
    this.marks = marks;
    this.#array = array;
    this.#counters = Int32Array.from(
      compiled.threads,
      (_thread, number) => world.thread(number) + THREAD.PROGRAM_COUNTER,
    );
    for (const thread of compiled.threads.keys())
      if (compiled.tasks?.threads[thread]?.unborn !== true) this.note(thread);
  }

  /** Notes where a thread stands that has just moved, or is about to. */
  note(thread: number): void {
    this.marks[this.#array[this.#counters[thread]!]!] = 1;
  }
}

/** Which of the instructions at which threads can stand are marked. */
export function reachedOf({ scenario, compiled }: Question, marks: Uint8Array): InstructionFigures {
  const { sources, code } = compiled;
  const hasHandler = scenario.handler !== undefined;
  const standing = sources.flatMap((source, instruction) =>
    STANDING.has(code[instruction * CODE_WORDS]!) && (hasHandler || source !== HANDLER)
      ? [instruction]
      : [],
  );
  const unreached = standing.filter((instruction) => marks[instruction] !== 1);
  return {
    reached: standing.length - unreached.length,
    all: standing.length,
    unreached: unreached.map((instruction) => sources[instruction]!),
  };
}
