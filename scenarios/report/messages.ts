/**
 * Messages: what a sequence diagram draws of each step, whatever it is drawn with. Invariant: every
 * step has at least one message, and all of a step stand in the order in which the step made them.
 */

import type { ScheduleStep } from '../../workers/index.ts';
import { accessesOf } from './access.ts';

/** One arrow or note of a diagram. */
export interface Message {
  /**
   * `act`: nothing that goes to memory; `write`: from the thread to memory; `read`: from memory to
   * the thread; `wake`: to another thread; `note`: what the step told.
   */
  readonly kind: 'act' | 'write' | 'read' | 'wake' | 'note';
  /** Number and name of the step, in its first message. */
  readonly deed?: string;
  /** The thread that a wake goes to. */
  readonly to?: string;
  readonly lines: readonly string[];
}

/**
 * The messages of a step; the first one names the step, and what was read stands before writes.
 * `strip` is memory behind a step that changed it.
 */
export function messagesOf(step: ScheduleStep, number: number, strip?: string): Message[] {
  const { reads, writes: words, wakes } = accessesOf(step);
  const writes = [...words, ...(strip === undefined ? [] : [`memory ${strip}`])];
  const draws = step.choices.length > 0 ? [`draws ${step.choices.join(', ')}`] : [];
  const deed = `${number}. ${step.did}`;
  const isWrite = reads.length === 0 && writes.length > 0;
  return [
    isWrite
      ? { kind: 'write', deed, lines: [...draws, ...writes] }
      : { kind: 'act', deed, lines: draws },
    ...(reads.length > 0 ? [{ kind: 'read', lines: reads } as const] : []),
    ...(!isWrite && writes.length > 0 ? [{ kind: 'write', lines: writes } as const] : []),
    ...wakes.map((to) => ({ kind: 'wake', to, lines: ['wakes'] }) as const),
    ...(step.events.length > 0 ? [{ kind: 'note', lines: step.events } as const] : []),
  ];
}
