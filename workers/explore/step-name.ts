/**
 * Step name: what a thread does next as one short word that survives changes of the program:
 * `store:published`, `getpid`, `munmap:mm.edit`. Not where the step stands in the program, nor what
 * it computes with; two steps of one thread can have the same name, and are told apart by which of
 * them comes first.
 *
 * Invariant: a name is a function of the place at which the thread rests, and its characters stand
 * for themselves in a shell and in the text of an ordering.
 */

import { syscallName, THREAD } from '../../kernel/index.ts';
import { CODE_WORDS, type Instruction } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Mover } from './mover.ts';
import { instructionOf, kernelStepName } from './wording.ts';

/** Places of one program and one call, at most. */
const PLACE_COUNT_MAX = 2 ** 16;

/** The names of the steps of one question, each worked out once. */
export class StepNames {
  readonly #question: Question;
  readonly #known = new Map<number, string>();

  constructor(question: Question) {
    this.#question = question;
  }

  /** The name of the step that the thread makes next. */
  of(mover: Mover, thread: number): string {
    const { words, world } = mover;
    const at = world.thread(thread);
    const step = words.get(at + THREAD.KERNEL_COUNTER);
    const number = step === 0 ? 0 : words.get(at + THREAD.NUMBER);
    const pc = step !== 0 && number !== 0 ? 0 : words.get(at + THREAD.PROGRAM_COUNTER);
    const place = (step * PLACE_COUNT_MAX + number) * PLACE_COUNT_MAX + pc;
    const known = this.#known.get(place);
    if (known !== undefined) return known;
    const instruction = (): string => {
      const operation = words.get(world.layout.code + pc * CODE_WORDS);
      const what = instructionOf(this.#question, pc, operation);
      return typeof what === 'string' ? what : instructionName(what);
    };
    const name =
      step === 0
        ? instruction()
        : `${number === 0 ? instruction() : syscallName(number)}:${this.#kernelStep(mover, thread)}`;
    const safe = safeName(name);
    this.#known.set(place, safe);
    return safe;
  }

  #kernelStep({ stepper }: Mover, thread: number): string {
    // A lock of the program has its name; the instruction has said which.
    return kernelStepName(this.#question, stepper.nextName(thread)).replace(/^lock .*: /, '');
  }
}

/** What an instruction does, and to what. */
function instructionName(instruction: Instruction): string {
  const { do: deed } = instruction;
  switch (deed) {
    case 'syscall':
      return instruction.name;
    case 'jump':
      return `${deed}:${instruction.to}`;
    case 'load':
    case 'store':
    case 'cas':
    case 'add':
    case 'await':
      return `${deed}:${instruction.word}`;
    case 'lock':
    case 'unlock':
      return `${deed}:${instruction.lock}`;
    case 'barrier':
    case 'mark':
      return `${deed}:${instruction.name}`;
    case 'access':
      return `${instruction.kind}:${instruction.at}`;
    case 'read':
    case 'write':
      return `${deed}:${instruction.at}`;
    case 'atomic': {
      const targets = instruction.effects.flatMap((effect) =>
        'expect' in effect ? [] : effect[0],
      );
      return targets[0] === undefined ? deed : `${deed}:${targets[0]}`;
    }
    default:
      return deed;
  }
}

/** A name in characters that mean nothing else. */
export function safeName(name: string): string {
  return name.replaceAll(/[^\w.:-]+/g, '');
}
