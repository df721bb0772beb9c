/**
 * toctou-window: how often an attacker who flips the argument once, at a random time, slips between
 * what the supervisor judged and what the kernel used; the supervisor's delay is the window. A
 * round is many calls, so that attempts come by the million.
 *
 * The attacker shares the argument's page and is no thread of the target's process, so that it is
 * there from the first step on.
 * Deviation: the kernel's copy of the argument is the first thing that the target does behind the
 * call that went on, so that the rest of the window has the wake-up and the return in it.
 */

import type { CatalogueEntry, Parameters, Program, Scenario } from '../../actors/index.ts';
import {
  add,
  branch,
  compute,
  load,
  loop,
  never,
  pause,
  scenario,
  sometimes,
  store,
  syscall,
  waitFor,
} from '../file/build.ts';
import { CONTINUE, filterOn, LISTENER, reply, supervise, supervised } from '../litmus/entry.ts';

/** What the path names: the file that may be opened, and the one that may not. */
const BENIGN = 0;
const FORBIDDEN = 1;
const EPERM = -1;
const DESCRIPTOR = 3;

/** Judges the path, takes its time, and lets the kernel read it again. */
const goingOn = (delay: number): Program => [
  load('path', 'r1'),
  pause({ constant: delay }),
  branch(['r1', '==', BENIGN], [CONTINUE], [reply(EPERM)]),
];

/** Judges the path, takes its time, opens what it judged, and answers with the descriptor. */
const emulating = (delay: number): Program => [
  load('path', 'r1'),
  pause({ constant: delay }),
  branch(['r1', '==', BENIGN], [store('opened', 'r1'), reply(DESCRIPTOR)], [reply(EPERM)]),
];

function toctou({ delay = 0, mean = 0, turns = 1, emulate = 0 }: Parameters): Scenario {
  const { name, question, standsFor } = toctouWindow;
  const isEmulated = emulate === 1;
  return scenario({
    name,
    question,
    standsFor,
    words: { path: BENIGN, opened: BENIGN, turn: 0, flipped: 0, approved: 0, bypassed: 0 },
    tasks: supervised(['target'], filterOn('openat', 'USER_NOTIF')),
    threads: {
      target: [
        compute('r5', 0),
        loop(
          turns,
          compute('r5', ['r5', '+', 1]),
          store('path', BENIGN),
          store('turn', 'r5'),
          syscall('openat', [], 'r0'),
          ...(isEmulated ? [] : [load('path', 'r1'), store('opened', 'r1')]),
          branch(
            ['r0', '!=', EPERM],
            [
              add('approved', 1),
              load('opened', 'r2'),
              branch(['r2', '==', FORBIDDEN], [add('bypassed', 1)]),
            ],
          ),
          waitFor('flipped', '==', 'r5'),
        ),
      ],
      attacker: [
        compute('r5', 0),
        loop(
          turns,
          compute('r5', ['r5', '+', 1]),
          waitFor('turn', '==', 'r5'),
          pause({ exponential: mean }),
          store('path', FORBIDDEN),
          store('flipped', 'r5'),
        ),
      ],
      supervisor: supervise(LISTENER, ['target'], isEmulated ? emulating(delay) : goingOn(delay)),
    },
    properties: [
      never('a forbidden file is opened', ['bypassed', '>', 0]),
      sometimes('a call is approved', ['approved', '>', 0]),
    ],
    observe: ['approved', 'bypassed'],
    expect: { explore: isEmulated ? 'holds' : 'violated' },
  });
}

/** The window between check and use, as wide as the supervisor is slow. */
export const toctouWindow: CatalogueEntry = {
  name: 'toctou-window',
  kind: 'race',
  question: 'How often does one flip slip between what a supervisor judged and what was opened?',
  standsFor:
    'R1: time of check to time of use of a pointer argument under CONTINUE (seccomp_unotify(2): ' +
    '“the target may change its memory”; the RFC’s second part, 2020-05-30)',
  parameters: {
    delay: { meaning: 'time that the supervisor takes, ns', value: 0, min: 0, max: 1e9 },
    mean: { meaning: 'mean time until the attacker flips, ns', value: 100_000, min: 1, max: 1e9 },
    turns: { meaning: 'calls in a round', value: 1, min: 1, max: 30 },
    emulate: {
      meaning: 'the supervisor opens its own copy (1)',
      value: 0,
      min: 0,
      max: 1,
      protects: ['continue', 'emulate'],
    },
  },
  counts: {
    attempts: 'approved',
    hits: 'bypassed',
    flip: { delay: 'delay', mean: 'mean' },
  },
  build: toctou,
};
