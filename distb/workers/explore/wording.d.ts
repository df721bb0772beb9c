/**
 * Wording: moves and words in the scenario's own names, for people who read a schedule.
 * Nothing here steers a search; it runs for what was found.
 */
import { type World } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import type { Mover } from './mover.ts';
/** The name of an identity word: `x` for a word of memory, `app r0`, `lock mmap count`. */
export declare function nameOfWord({ compiled }: Question, { layout }: World, index: number): string;
/**
 * Whether a reader wants to see the word change: all that is shared and the program's registers,
 * but not the bookkeeping of one thread and not the columns that repeat the VMA records.
 */
export declare function isTelling({ layout }: World, index: number): boolean;
/** What the thread does next: its instruction, or the call and the kernel's step within it. */
export declare function nextDeed(question: Question, { stepper, world }: Mover, thread: number): string;
/** The name of a kernel step, with the name of the program's lock in place of its number. */
export declare function kernelStepName({ compiled }: Question, name: string): string;
/** An event in words, such as `escaped getpid at page 4`. */
export declare function eventText({ compiled }: Question, event: number, detail: number, result: number): string;
