/**
 * History: watches the steps of a replay that claims that no order of whole calls explains its
 * memory calls, and tells them: each with its result and the steps between which it ran.
 */

import {
  errnoName,
  EVENT,
  protText,
  SYSCALL_NUMBER,
  syscallName,
  UsageError,
} from '../../../kernel/index.ts';
import type { Question } from '../../engine.ts';
import type { Finding } from '../../outcome.ts';
import { workingThreads } from '../examination.ts';
import type { Mover } from '../mover.ts';
import { callOf, isMemoryCall, type MemoryCall, pagesOf } from './sequential-memory.ts';
import { Witness } from './witness.ts';

/** A call as it is told. */
interface Told {
  readonly thread: number;
  readonly call: MemoryCall;
  readonly begin: number;
  end: number | null;
  result: number;
}

/** Judges one replay for `linearizable`. */
export class History {
  readonly #question: Question;
  readonly #mover: Mover;
  readonly #witness: Witness;
  readonly #told: Told[] = [];
  #step = 0;

  constructor(question: Question, mover: Mover) {
    this.#question = question;
    this.#mover = mover;
    this.#witness = new Witness(question, mover.world);
  }

  /** A step is about to be made, counted from 0. */
  begin(step: number): void {
    this.#step = step + 1;
    this.#witness.begin(this.#witness.history);
  }

  record(thread: number, event: number, detail: number, result: number): void {
    this.#witness.record(thread, event, detail, result);
    if ((event === EVENT.native || event === EVENT.escaped) && isMemoryCall(detail)) {
      const call = callOf(this.#mover.world, thread);
      this.#told.push({ thread, call, begin: this.#step, end: null, result: 0 });
    }
    if (event !== EVENT.returned) return;
    const told = this.#told.find((each) => each.thread === thread && each.end === null);
    if (told === undefined) return;
    told.end = this.#step;
    told.result = result;
  }

  /** What the calls are; throws a UsageError if an order explains them. */
  end(): Pick<Finding, 'kind' | 'message' | 'history'> {
    const { stepper, world } = this.#mover;
    const isEnd = workingThreads(this.#question).every((thread) => stepper.isDone(thread));
    const property = this.#question.scenario.properties.find(({ kind }) => kind === 'linearizable');
    const name = property?.name ?? 'linearizable';
    if (!this.#witness.isRefuted() && !(isEnd && this.#witness.isRefuted(true)))
      throw new UsageError(
        `the schedule does not violate '${name}' as recorded: some order of its calls explains it`,
        'find it again: racetrap explore',
      );
    const explained = this.#witness.explained();
    const here = pagesOf(world);
    // Where pages differ in what the short form leaves out, the long one is shown.
    const isShort = !explained.map(shortened).includes(shortened(here));
    const mapped = (pages: string): string =>
      pages === '' ? 'nothing' : isShort ? shortened(pages) : pages;
    return {
      kind: 'property',
      message: name,
      history: [
        ...this.#told.map((told) => this.#text(told)),
        explained.length === 0
          ? 'no order of these calls gives these results'
          : `mapped is ${mapped(here)}; ` +
            `the orders that give these results leave ${explained.map(mapped).join(' or ')}`,
      ],
    };
  }

  #text({ thread, call, begin, end, result }: Told): string {
    const { name } = this.#question.compiled.threads[thread]!;
    const error = errnoName(result);
    const outcome =
      end === null
        ? `has not returned, from step ${begin} on`
        : `= ${error === undefined ? result : `-${error}`}, steps ${begin} to ${end}`;
    return `${name}: ${callText(call)} ${outcome}`;
  }
}

/** Arguments of a call that it looks at, and which of them is a protection. */
const SHOWN: Readonly<Record<number, readonly [count: number, protection: number]>> = {
  [SYSCALL_NUMBER.mmap]: [3, 2],
  [SYSCALL_NUMBER.munmap]: [2, -1],
  [SYSCALL_NUMBER.mprotect]: [3, 2],
  [SYSCALL_NUMBER.mremap]: [5, -1],
  [SYSCALL_NUMBER.brk]: [1, -1],
  [SYSCALL_NUMBER.madvise]: [3, -1],
};

function callText([number = 0, ...values]: MemoryCall): string {
  const [count, protection] = SHOWN[number] ?? [0, -1];
  const shown = values
    .slice(0, count)
    .map((value, which) => (which === protection ? protText(value) : `${value}`));
  return `${syscallName(number)}(${shown.join(', ')})`;
}

/** The pages of an address space without what stands behind the protection. */
function shortened(pages: string): string {
  return pages.replaceAll(/\/[^ ]*/g, '');
}
