/**
 * Arguments in user memory: structures, strings and what they point to, as calls copy them in. Each
 * word is a step, and nothing that was copied is looked at again in user memory, unless the call in
 * Linux reads it twice as well. What was copied is kept in the task's record (task/judgement.ts),
 * in the order of the copies.
 *
 * Invariant: behind the call its record holds the words that it was carried out with, or none.
 * Sources: Linux include/linux/uaccess.h copy_struct_from_user(); lib/strncpy_from_user.c;
 * fs/namei.c getname_flags(). Deviation: a call that needs room for more than
 * ARGUMENT_WORD_COUNT_MAX words is E2BIG.
 * Tested by: test/kernel/entry/argument.test.ts
 */

import { ERRNO } from '../errno.ts';
import { PATH_WORD_COUNT_MAX } from '../limits.ts';
import { COPY, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { AGAIN, end, jump, type KernelStep, NEXT, OUTCOME, type Part, placed } from '../routine.ts';
import { beginArguments, isExecuted, keepArgument } from '../task/judgement.ts';
import { ACCESS } from '../vma/index.ts';
import { aim, aimedAt, type CopyContext, copySteps, copyWord } from './copy.ts';

/** Something that is known of a call when its part begins: an address, a count. */
export type Known = (world: World, thread: number) => number;

/** The argument register of the running call. */
export function register(world: World, thread: number, index: number): number {
  return world.words.get(world.thread(thread) + THREAD.ARGUMENT + index);
}

/** An argument register, as what is known of a call. */
export function registerOf(index: number): Known {
  return (world, thread) => register(world, thread, index);
}

/** Ends a call with its result: what it copied stays in its record if it was carried out. */
export function endCall(world: World, thread: number, result: number): number {
  const at = copyWord(world, thread);
  for (let word: number = COPY.PAGE; word < COPY.COPIED; word += 1) world.words.set(at + word, 0);
  if (!isExecuted(world, thread)) beginArguments(world, thread);
  world.words.set(world.thread(thread) + THREAD.RESULT, result);
  return end(OUTCOME.RETURNED);
}

/**
 * A private step of a call: it returns 0 to go on, or a negative errno with which the call ends.
 */
export function checkStep(name: string, check: Known): KernelStep {
  return {
    name,
    shared: false,
    run: (world, thread) => {
      const result = check(world, thread);
      return result === 0 ? NEXT : endCall(world, thread, result);
    },
  };
}

/** The first step of a call that copies arguments: it forgets those of the call before. */
export function beginStep(name: string, check: Known): KernelStep {
  return checkStep(`${name}.begin`, (world, thread) => {
    beginArguments(world, thread);
    return check(world, thread);
  });
}

/** What is to be done with a word that was read; what it returns is as of `CopyStep.copied`. */
type Taking = (world: World, thread: number, value: number) => number;

/**
 * Copies words from an address on. `begin` returns NEXT, or to pass over them a jump to what is
 * behind; it may aim elsewhere, and then words are written.
 */
export function wordsPart(
  name: string,
  address: Known,
  begin: (world: World, thread: number, behind: number) => number,
  take: Taking,
  context: CopyContext,
): Part {
  return (base) => {
    const at = { behind: 0 };
    const first: KernelStep = {
      name: `${name}.aim`,
      shared: false,
      run: (world, thread) => {
        aim(world, thread, address(world, thread), ACCESS.READ);
        return begin(world, thread, at.behind);
      },
    };
    const copied = (world: World, thread: number) =>
      take(world, thread, world.words.get(copyWord(world, thread) + COPY.VALUE));
    const failed = (world: World, thread: number, errno: number) => endCall(world, thread, -errno);
    const steps = placed(base + 1, copySteps({ name, copied, failed }, context));
    at.behind = base + 1 + steps.length;
    return [first, ...steps];
  };
}

/** Aims at the word behind the one that was copied. */
export function aimNext(world: World, thread: number): number {
  aim(world, thread, aimedAt(world, thread) + 1, ACCESS.READ);
  return AGAIN;
}

/** Keeps the word that was read: NEXT, or where there is no room the call ends. */
export function keepWord(world: World, thread: number, value: number): number {
  if (keepArgument(world, thread, aimedAt(world, thread), value)) return NEXT;
  return endCall(world, thread, -ERRNO.E2BIG);
}

/** Counts the words that are left: AGAIN for one more. */
export function countDown(world: World, thread: number): number {
  const left = copyWord(world, thread) + COPY.LEFT;
  const count = world.words.get(left) - 1;
  world.words.set(left, count);
  return count === 0 ? NEXT : aimNext(world, thread);
}

/** Begins with a count: none is passed over. */
function counting(count: Known) {
  return (world: World, thread: number, behind: number): number => {
    const words = count(world, thread);
    world.words.set(copyWord(world, thread) + COPY.LEFT, words);
    return words === 0 ? jump(behind) : NEXT;
  };
}

/** Copies a structure of so many words: copy_from_user(). */
export function structurePart(
  name: string,
  address: Known,
  count: Known,
  context: CopyContext,
): Part {
  const take: Taking = (world, thread, value) => {
    const kept = keepWord(world, thread, value);
    return kept === NEXT ? countDown(world, thread) : kept;
  };
  return wordsPart(name, address, counting(count), take, context);
}

/**
 * Copies a structure of which the kernel knows `known` words and the caller gives `given`: what it
 * gives beyond must be zero and is looked at first (copy_struct_from_user()).
 */
export function extensiblePart(
  name: string,
  address: Known,
  given: Known,
  known: number,
  context: CopyContext,
): Part {
  const beyond: Known = (world, thread) => address(world, thread) + known;
  const excess: Known = (world, thread) => Math.max(0, given(world, thread) - known);
  const common: Known = (world, thread) => Math.min(known, given(world, thread));
  const take: Taking = (world, thread, value) =>
    value === 0 ? countDown(world, thread) : endCall(world, thread, -ERRNO.E2BIG);
  return (base) =>
    placed(
      base,
      wordsPart(`${name}.rest`, beyond, counting(excess), take, context),
      structurePart(name, address, common, context),
    );
}

/** Copies a path: words up to a zero, which is kept as well (getname()). */
export function pathPart(name: string, address: Known, context: CopyContext): Part {
  const length = (world: World, thread: number) => copyWord(world, thread) + COPY.LENGTH;
  const begin = (world: World, thread: number): number => {
    world.words.set(length(world, thread), 0);
    return NEXT;
  };
  const take: Taking = (world, thread, value) => {
    const count = world.words.get(length(world, thread)) + 1;
    world.words.set(length(world, thread), count);
    const kept = keepWord(world, thread, value);
    if (kept !== NEXT) return kept;
    if (value === 0) return count === 1 ? endCall(world, thread, -ERRNO.ENOENT) : NEXT;
    if (count === PATH_WORD_COUNT_MAX) return endCall(world, thread, -ERRNO.ENAMETOOLONG);
    return aimNext(world, thread);
  };
  return wordsPart(name, address, begin, take, context);
}
