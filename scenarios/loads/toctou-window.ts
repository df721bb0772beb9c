/**
 * toctou-window: how often an attacker slips between what the supervisor judged and what the kernel
 * used; the supervisor's delay is the window. A round is many calls, so that attempts come by the
 * million.
 *
 * The argument is one word that all share, and the attacker is no thread of the target's process,
 * so that it is there from the first step on.
 */

import type { CatalogueEntry, Parameters, Scenario } from '../../actors/index.ts';
import { storeRoute } from '../roles/attacker.ts';
import { attackOf, duel, DUEL_PARAMETERS, stallsOf } from '../roles/duel.ts';

const ANSWERS = ['continue', 'compare', 'emulate'] as const;

function toctou(parameters: Parameters): Scenario {
  const { name, question, standsFor } = toctouWindow;
  const { turns = 1, answer = 0 } = parameters;
  return duel({
    name,
    question,
    standsFor,
    turns,
    attack: attackOf(parameters),
    route: storeRoute('path'),
    stalls: stallsOf(parameters),
    answer: ANSWERS[answer]!,
  });
}

/** The window between check and use, as wide as the supervisor is slow. */
export const toctouWindow: CatalogueEntry = {
  name: 'toctou-window',
  kind: 'race',
  question: 'How often does an attacker slip between what a supervisor judged and what was opened?',
  standsFor:
    'R1: time of check to time of use of a pointer argument under CONTINUE (seccomp_unotify(2): ' +
    '“the target may change its memory”; the RFC’s second part, 2020-05-30)',
  parameters: {
    ...DUEL_PARAMETERS,
    answer: {
      meaning:
        'what is approved: 0 goes on, 1 goes on if a second look agrees, 2 the supervisor opens',
      value: 0,
      min: 0,
      max: 2,
      protects: ANSWERS,
    },
  },
  counts: { attempts: 'approved', hits: 'bypassed' },
  build: toctou,
};
