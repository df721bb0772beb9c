/**
 * The attacker as one noun: when it writes (its timing) and how (its route), as plain values, and
 * from them the program of a thread. It wants the argument to be benign when the supervisor looks
 * and forbidden when the kernel does.
 *
 * An attacker either follows the calls of its target, one attack a call (`once`, `poisson`, `aba`,
 * `fault`, `adaptive`), or writes on its own until the target is done (`tight`, `telegraph`,
 * `square`). To exploration all that differs is the order of its writes: every moment is tried. A
 * draw comes from the thread's seeded stream, so that the attack repeats with its seed.
 *
 * Closed forms, measured on a real kernel as scenarios/stress/closed-form.ts has them.
 */

import { UsageError } from '../../kernel/index.ts';
import type { AttackTiming, Instruction, Program } from '../../actors/index.ts';
import {
  branch,
  choose,
  compute,
  load,
  loop,
  mark,
  pause,
  repeat,
  store,
  waitFor,
} from '../file/build.ts';

/** How an attacker writes. */
export interface Route {
  readonly name: string;
  /** What it does once, before its first write. */
  readonly prepares?: Program;
  /** Puts a value where the argument stands; may use r2, r3 and r4. */
  readonly writes: (value: number) => Program;
}

/** An attacker, and what it writes. */
export interface Attacker {
  readonly timing: AttackTiming;
  readonly route: Route;
  readonly benign: number;
  readonly forbidden: number;
}

/** Words over which a target and its attacker know of each other. */
export const DUEL_WORDS = { turn: 0, flipped: 0, over: 0, verdict: 0, touched: 0, served: 0 };

/** What the target says of a call in the word `verdict`: an attacker in its process sees it. */
export const VERDICT = { denied: 1, fooled: 2, harmless: 3 } as const;

/** Whether the attacker follows the calls, so that the target waits for the end of its attack. */
export function followsCalls({ kind }: AttackTiming): boolean {
  return kind !== 'tight' && kind !== 'telegraph' && kind !== 'square';
}

/** The program of the attacker over `turns` calls. */
export function attacking(attacker: Attacker, turns: number): Program {
  checkTiming(attacker.timing);
  const { timing } = attacker;
  const prepared = attacker.route.prepares ?? [];
  if (!followsCalls(timing)) return [...prepared, ...flipping(attacker)];
  return [
    ...prepared,
    ...(timing.kind === 'adaptive' ? [compute('r6', timing.fromNs)] : []),
    compute('r5', 0),
    loop(
      turns,
      compute('r5', ['r5', '+', 1]),
      waitFor('turn', '==', 'r5'),
      ...attack(attacker),
      store('flipped', 'r5'),
    ),
  ];
}

/** One attack on one call. */
function attack(attacker: Attacker): Program {
  const { timing, benign, forbidden } = attacker;
  const flips = flip(attacker, forbidden);
  switch (timing.kind) {
    case 'once':
      return [pause({ uniform: [0, timing.withinNs] }), ...flips];
    case 'poisson':
      return [pause({ exponential: timing.meanNs }), ...flips];
    case 'aba':
      return [forbidden, benign, forbidden].flatMap((value) => [
        pause({ exponential: timing.meanNs }),
        ...flip(attacker, value),
      ]);
    case 'fault':
      return [waitFor('touched', '==', 'r5'), ...flips, store('served', 'r5')];
    case 'adaptive':
      return [...learned(timing), pause({ constant: 'r6' }), ...flips];
    default:
      throw new UsageError(`an attacker that is ${timing.kind} follows no calls`);
  }
}

/** One write, and that it was made. */
function flip({ route }: Attacker, value: number): Program {
  return [...route.writes(value), mark('flipped')];
}

/**
 * The next delay, in r6, from what became of the last call: too early (it was denied) makes it half
 * as long again, too late a third shorter, by a draw a little more or less; a hit leaves it.
 */
function learned({ fromNs, untilNs }: AttackTiming & { readonly kind: 'adaptive' }): Instruction[] {
  return [
    load('verdict', 'r2'),
    choose('r3', 2, 3, 4),
    branch(
      ['r2', '==', VERDICT.denied],
      [
        compute('r4', ['r6', '/', 'r3']),
        compute('r6', ['r6', '+', 'r4']),
        compute('r6', ['r6', '+', 1]),
      ],
    ),
    branch(
      ['r2', '==', VERDICT.harmless],
      [compute('r4', ['r6', '/', 'r3']), compute('r6', ['r6', '-', 'r4'])],
    ),
    branch(['r6', '>', untilNs], [compute('r6', untilNs)]),
    branch(['r6', '<', fromNs], [compute('r6', fromNs)]),
  ];
}

/** Flips until the target is done; the argument is benign at first and at the end. */
function flipping(attacker: Attacker): Program {
  const { timing, benign, forbidden } = attacker;
  const wait =
    timing.kind === 'telegraph'
      ? [pause({ exponential: timing.meanNs })]
      : timing.kind === 'square'
        ? [pause({ constant: timing.halfPeriodNs })]
        : [];
  return [
    ...(timing.kind === 'square' ? [pause({ uniform: [0, 2 * timing.halfPeriodNs] })] : []),
    repeat(
      ['r1', '==', 1],
      ...flip(attacker, forbidden),
      ...wait,
      ...flip(attacker, benign),
      ...wait,
      load('over', 'r1'),
    ),
  ];
}

function checkTiming(timing: AttackTiming): void {
  const times = Object.entries(timing).filter(([name]) => name !== 'kind');
  for (const [name, ns] of times)
    if (!Number.isInteger(ns) || (ns as number) < 0)
      throw new UsageError(
        `${name} of an attacker that is ${timing.kind} is a time in whole ns, not ${ns}`,
      );
  if (timing.kind === 'adaptive' && timing.untilNs < timing.fromNs)
    throw new UsageError('an adaptive attacker looks from its shorter to its longer delay');
}

/** A store through the mapping that the argument is read through; the argument is a word. */
export function storeRoute(word: string): Route {
  return { name: 'store', writes: (value) => [store(word, value)] };
}
