/**
 * Closed forms: with what probability an attack hits a window of a given length, given that the
 * argument was benign when the window opened. The windows are those that were measured, so nothing
 * is fitted: the expectation over them is what the attack should have scored.
 *
 * Source: 27,800 trials a cell on Linux 6.18 (openat(2) under USER_NOTIF and CONTINUE), of which
 * the rule "bypass if and only if check < flip <= use" explained 99.7 % and more. From it, for a
 * window W: one flip at an exponential time of mean m that had not come before, 1 - exp(-W / m); a
 * random telegraph, (1 - exp(-2 W / m)) / 2; a square wave, a triangle wave of W; a flipper much
 * faster than W, 1/2. There W was the supervisor's delay and 4.35 us.
 *
 * What a closed form does not know is the scheduler: an attacker that loses its processor flips
 * less often than it means to, and scores less.
 */

import type { AttackTiming } from '../../actors/index.ts';
import type { Distribution } from '../../workers/index.ts';

/** The probability for one window, or null where the attack has no closed form. */
export function closedForm(attack: AttackTiming, windowNs: number): number | null {
  switch (attack.kind) {
    case 'poisson':
      return 1 - Math.exp(-windowNs / attack.meanNs);
    case 'telegraph':
      return (1 - Math.exp((-2 * windowNs) / attack.meanNs)) / 2;
    case 'square': {
      const phase = (windowNs / attack.halfPeriodNs) % 2;
      return phase <= 1 ? phase : 2 - phase;
    }
    case 'tight':
      return 1 / 2;
    case 'fault':
      return 1;
    // When the flip comes depends on when the call was issued, or on what the attacker has learned.
    case 'once':
    case 'aba':
    case 'adaptive':
      return null;
  }
}

/** The expectation over windows that were measured; null without a closed form or a window. */
export function expectedShare(attack: AttackTiming, windows: Distribution): number | null {
  let sum = 0;
  for (const [ns, count] of windows.buckets) {
    const probability = closedForm(attack, ns);
    if (probability === null) return null;
    sum += probability * count;
  }
  return windows.count === 0 ? null : sum / windows.count;
}

/**
 * The share of hits that measured times tell, with no other knowledge of the attack than whether it
 * follows the calls. One flip a call: with C from issue to check, W the window and T from issue to
 * flip, P(C < T <= C + W) / P(C < T), as if they did not depend on each other. An attacker of its
 * own: the closed form at the pace that it kept. Null where something was not measured.
 */
export function predictedShare(
  attack: AttackTiming,
  spans: Readonly<Record<string, Distribution>>,
): number | null {
  const { window, check, flip, pace } = spans;
  if (window === undefined || window.count === 0) return null;
  switch (attack.kind) {
    case 'telegraph':
      return pace === undefined ? null : expectedShare({ ...attack, meanNs: pace.meanNs }, window);
    case 'square':
      return pace === undefined
        ? null
        : expectedShare({ ...attack, halfPeriodNs: pace.meanNs }, window);
    case 'tight':
      return pace === undefined
        ? null
        : expectedShare({ kind: 'square', halfPeriodNs: pace.meanNs }, window);
    case 'aba':
      return null;
    default:
      return check === undefined || flip === undefined ? null : overlap(check, window, flip);
  }
}

/** P(C < T <= C + W) / P(C < T) of three distributions. */
function overlap(check: Distribution, window: Distribution, flip: Distribution): number | null {
  const later = survival(flip);
  let hits = 0;
  let approved = 0;
  for (const [c, checks] of check.buckets) {
    const open = later(c);
    approved += checks * window.count * open;
    for (const [w, windows] of window.buckets) hits += checks * windows * (open - later(c + w));
  }
  return approved === 0 ? null : hits / approved;
}

/** How many of the times are longer than a time. */
function survival({ buckets, count }: Distribution): (ns: number) => number {
  const begins = buckets.map(([ns]) => ns);
  let sum = 0;
  const upTo = buckets.map(([, of]) => (sum += of));
  return (ns) => {
    let low = 0;
    let high = begins.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (begins[middle]! <= ns) low = middle + 1;
      else high = middle;
    }
    return count - (upTo[low - 1] ?? 0);
  };
}

/** The closed form as a reader knows it. */
export function closedFormText({ kind }: AttackTiming): string | null {
  switch (kind) {
    case 'poisson':
      return '1 - E exp(-W / mean)';
    case 'telegraph':
      return '(1 - E exp(-2 W / mean)) / 2';
    case 'square':
      return 'a triangle wave of W';
    case 'tight':
      return '1/2';
    case 'fault':
      return '1';
    case 'once':
    case 'aba':
    case 'adaptive':
      return null;
  }
}
