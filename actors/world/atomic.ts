/**
 * Atomic: the step that waits for a condition on several words and then changes several, with
 * nothing in between. Where threads are real, the engine takes such steps one at a time
 * (CONTROL.STEPPING): so it does with every step of a scenario that has one, as a load that came
 * between two of its stores would see what no state holds.
 *
 * Who waits, waits on CONTROL.MEMORY, which counts the changes of all words: a condition on several
 * words has no one word to sleep on. Invariant: a step that is blocked has changed nothing.
 */

import { CONTROL, EVENT, InvariantError, THREAD, type World } from '../../kernel/index.ts';
import { calculate, compare } from '../program/arithmetic.ts';
import { ALTERNATIVE_WORDS, EFFECT_WORDS } from '../program/code.ts';
import { EFFECT, EXPRESSION_DEPTH_MAX, TOKEN } from '../program/expression.ts';

/** What `atomicStep` returns where no way can be taken. */
export const NO_WAY = -1;

/** Values that wait for their operator: a step is never within another. */
const stack = new Int32Array(EXPRESSION_DEPTH_MAX + 1);

/**
 * Makes the atomic step whose instruction stands at `here`; returns the instruction behind it, or
 * NO_WAY.
 */
export function atomicStep(world: World, thread: number, here: number): number {
  const { words, layout } = world;
  const memory = layout.control + CONTROL.MEMORY;
  const changes = words.load(memory);
  const count = words.get(here + 3);
  const table = layout.code + words.get(here + 4);
  const at = world.thread(thread);
  const open = openCount(world, at, table, count);
  if (open === 0) {
    world.blocked(memory, changes);
    return NO_WAY;
  }
  const taken = open === 1 ? 0 : world.environment.choose(thread, open);
  const way = openWay(world, at, table, count, taken);
  perform(world, thread, at, table, table + words.get(way + 1));
  return words.get(way + 2);
}

/** How many ways can be taken. */
function openCount(world: World, at: number, table: number, count: number): number {
  let open = 0;
  for (let way = 0; way < count; way += 1) if (isOpen(world, at, table, way)) open += 1;
  return open;
}

/** The entry of the way that is number `taken` of those that can be taken. */
function openWay(world: World, at: number, table: number, count: number, taken: number): number {
  let left = taken;
  for (let way = 0; way < count; way += 1) {
    if (!isOpen(world, at, table, way)) continue;
    if (left === 0) return table + way * ALTERNATIVE_WORDS;
    left -= 1;
  }
  throw new InvariantError('an atomic step takes a way that can be taken');
}

function isOpen(world: World, at: number, table: number, way: number): boolean {
  const condition = world.words.get(table + way * ALTERNATIVE_WORDS);
  return condition === 0 || evaluate(world, at, table + condition) !== 0;
}

function perform(world: World, thread: number, at: number, table: number, first: number): void {
  const { words, layout } = world;
  for (let effect = first; words.get(effect) !== EFFECT.none; effect += EFFECT_WORDS) {
    const value = evaluate(world, at, table + words.get(effect + 2));
    const target = words.get(effect + 1);
    switch (words.get(effect)) {
      case EFFECT.word:
        words.store(layout.memory + target, value);
        world.wake(layout.memory + target);
        break;
      case EFFECT.register:
        words.set(at + THREAD.REGISTER + target, value);
        break;
      default:
        if (value === 0)
          world.record(
            thread,
            EVENT.expectationFailed,
            target,
            words.get(at + THREAD.PROGRAM_COUNTER),
          );
    }
  }
}

/** The value of the expression whose words begin at `first`. */
function evaluate(world: World, at: number, first: number): number {
  const { words, layout } = world;
  let top = -1;
  for (let next = first; ; next += 1) {
    const token = words.get(next);
    if (token === TOKEN.end) return stack[top]!;
    if (token < TOKEN.arithmetic) {
      next += 1;
      const number = words.get(next);
      top += 1;
      stack[top] =
        token === TOKEN.constant
          ? number
          : token === TOKEN.register
            ? words.get(at + THREAD.REGISTER + number)
            : words.load(layout.memory + number);
      continue;
    }
    const right = stack[top]!;
    top -= 1;
    const left = stack[top]!;
    stack[top] =
      token < TOKEN.comparison
        ? calculate(token - TOKEN.arithmetic, left, right)
        : compare(token - TOKEN.comparison, left, right)
          ? 1
          : 0;
  }
}
