/**
 * The duel: a target whose calls are judged by what stands in memory, a supervisor that judges
 * them, and an attacker who changes what stands there in between. From the three of them, each a
 * plain value, comes a scenario whose window, attempts and hits an engine can count.
 *
 * Attempts are calls that were approved and went on; a hit is one of them in which the kernel used
 * what the supervisor would have denied. Invariant: the span `window` runs from the supervisor's
 * look to the kernel's, and from nothing else; it is what every closed form speaks of.
 */

import type {
  AttackTiming,
  Distribution,
  Parameter,
  Parameters,
  Program,
  Scenario,
} from '../../actors/index.ts';
import {
  add,
  branch,
  compute,
  type Draft,
  load,
  loop,
  mark,
  never,
  scenario,
  sometimes,
  store,
  syscall,
  waitFor,
} from '../file/build.ts';
import { attacking, DUEL_WORDS, followsCalls, type Route, VERDICT } from './attacker.ts';
import { CONTINUE, filterOn, LISTENER, reply } from '../litmus/entry.ts';
import { type Supervisor, supervision } from './supervisor.ts';

/** What the argument names: the file that may be opened, and the one that may not. */
export const BENIGN = 0;
export const FORBIDDEN = 1;
/** What a denied call returns: -EPERM. */
export const DENIED = -1;
/** The descriptor with which a supervisor answers that opened the file itself. */
const DESCRIPTOR = 3;

/** Who takes part in a duel. */
export interface Duel {
  readonly name: string;
  readonly question: string;
  readonly standsFor: string;
  /** Calls of the target. */
  readonly turns: number;
  readonly attack: AttackTiming;
  readonly route: Route;
  /** What makes this supervisor stall; its deeds come from `answer`. */
  readonly stalls: Omit<Supervisor, 'targets' | 'filter' | 'reads' | 'answers'>;
  /**
   * How it answers what it approves: CONTINUE; CONTINUE if a second look finds the same; or with a
   * descriptor of its own, which it opens by its copy of the argument.
   */
  readonly answer: DuelAnswer;
  /** Threads, words and properties besides. */
  readonly beside?: Partial<Draft>;
}

/** How a supervisor answers what it approves. */
export type DuelAnswer = 'continue' | 'compare' | 'emulate';

/** Behind the look: what the second page of an argument is served by tells of the first. */
export const touched = (timing: AttackTiming): Program =>
  timing.kind === 'fault'
    ? [
        load('turn', 'r3'),
        store('touched', 'r3'),
        { do: 'await', word: 'served', is: ['==', 'r3'] },
      ]
    : [];

/** The scenario of a duel. */
export function duel(given: Duel): Scenario {
  const { name, question, standsFor, turns, attack, route, stalls, answer, beside = {} } = given;
  const isSafe = answer === 'emulate';
  const supervisor = supervision({
    ...stalls,
    flags: stalls.flags ?? LISTENER,
    targets: ['target'],
    filter: filterOn('openat', 'USER_NOTIF'),
    reads: [load('path', 'r1'), mark('checked'), ...touched(attack)],
    answers: branchOn(answer),
  });
  return scenario({
    name,
    question,
    standsFor,
    ...beside,
    words: {
      path: BENIGN,
      opened: BENIGN,
      approved: 0,
      bypassed: 0,
      ...DUEL_WORDS,
      ...supervisor.words,
      ...beside.words,
    },
    tasks: supervisor.tasks,
    threads: {
      target: target(turns, attack, isSafe),
      attacker: attacking({ timing: attack, route, benign: BENIGN, forbidden: FORBIDDEN }, turns),
      ...supervisor.threads,
      ...beside.threads,
    },
    properties: [
      never('a forbidden file is opened', ['bypassed', '>', 0]),
      sometimes('a call is approved', ['approved', '>', 0]),
      ...(beside.properties ?? []),
    ],
    spans: {
      window: { from: { marked: 'checked' }, to: { marked: 'used' } },
      // What a window is hit by: see scenarios/stress/closed-form.ts.
      ...(followsCalls(attack)
        ? {
            check: { from: { marked: 'issued' }, to: { marked: 'checked' } },
            flip: { from: { marked: 'issued' }, to: { marked: 'flipped' } },
          }
        : { pace: { from: { marked: 'flipped' }, to: { marked: 'flipped' }, within: 'thread' } }),
    },
    ...(!isSafe && { attack }),
    observe: ['approved', 'bypassed'],
    expect: { explore: isSafe ? 'holds' : 'violated' },
  });
}

/** Answers what is in r1. */
function branchOn(answer: DuelAnswer): Program {
  const deny = reply(DENIED);
  switch (answer) {
    case 'continue':
      return [branch(['r1', '==', BENIGN], [CONTINUE], [deny])];
    case 'compare':
      return [
        branch(
          ['r1', '==', BENIGN],
          [load('path', 'r3'), branch(['r3', '==', 'r1'], [CONTINUE], [deny])],
          [deny],
        ),
      ];
    case 'emulate':
      return [
        branch(
          ['r1', '==', BENIGN],
          [store('opened', 'r1'), mark('used'), reply(DESCRIPTOR)],
          [deny],
        ),
      ];
  }
}

/**
 * The target: makes its calls and counts. Deviation: the kernel's copy of the argument is the first
 * thing behind a call that went on, so that the wake-up and the return are in the window.
 */
function target(turns: number, attack: AttackTiming, isSafe: boolean): Program {
  const follows = followsCalls(attack);
  const tells = (verdict: number): Program =>
    attack.kind === 'adaptive' ? [store('verdict', verdict)] : [];
  return [
    compute('r5', 0),
    loop(
      turns,
      compute('r5', ['r5', '+', 1]),
      // Before the attacker can know of the call: a flip is measured from here.
      mark('issued'),
      ...(follows ? [store('path', BENIGN), store('turn', 'r5')] : []),
      syscall('openat', [], 'r0'),
      branch(
        ['r0', '!=', DENIED],
        [
          ...(isSafe ? [load('opened', 'r2')] : [load('path', 'r2'), mark('used')]),
          add('approved', 1),
          branch(
            ['r2', '==', FORBIDDEN],
            [add('bypassed', 1), ...tells(VERDICT.fooled)],
            tells(VERDICT.harmless),
          ),
        ],
        tells(VERDICT.denied),
      ),
      ...(follows ? [waitFor('flipped', '==', 'r5')] : []),
    ),
    store('over', 1),
  ];
}

/** Names of attack timings, by the value of a parameter `attack`. */
const ATTACKS = [
  'poisson',
  'once',
  'aba',
  'fault',
  'adaptive',
  'tight',
  'telegraph',
  'square',
] as const;

/** Names of distributions of thinking, by the value of a parameter `think`. */
const THOUGHTS = ['constant', 'exponential', 'logNormal', 'measured'] as const;

/** Parameters of attacks and stalls, for entries of the catalogue. */
export const DUEL_PARAMETERS = {
  delay: { meaning: 'time that the supervisor thinks, ns', value: 0, min: 0, max: 1e9 },
  think: { meaning: numbered('its distribution', THOUGHTS), value: 0, min: 0, max: 3 },
  mean: { meaning: 'mean time of the attack, ns', value: 100_000, min: 1, max: 1e9 },
  attack: { meaning: numbered('when the attacker writes', ATTACKS), value: 0, min: 0, max: 7 },
  slow: {
    meaning: 'one answer in so many takes `stall` longer (0: none)',
    value: 0,
    min: 0,
    max: 1e6,
  },
  collect: {
    meaning: 'notifications from one collection to the next (0: none)',
    value: 0,
    min: 0,
    max: 1e6,
  },
  deschedule: {
    meaning: 'one phase in so many loses the processor (0: none)',
    value: 0,
    min: 0,
    max: 1e6,
  },
  stall: {
    meaning: 'length of a slow answer, a collection, a lost slice, ns',
    value: 1_000_000,
    min: 0,
    max: 1e9,
  },
  supervisors: { meaning: 'threads that serve', value: 1, min: 1, max: 4 },
  eager: { meaning: 'one more receives and queues (1)', value: 0, min: 0, max: 1 },
  turns: { meaning: 'calls in a round', value: 1, min: 1, max: 1_000 },
} as const satisfies Readonly<Record<string, Parameter>>;

/** Dispatch times of a supervisor that does the work itself, as published for five calls. */
const DISPATCH_NS: readonly (readonly [number, number])[] = [
  [10_900, 1],
  [22_700, 1],
  [22_900, 1],
  [25_000, 1],
  [74_500, 1],
];
/** Standard deviation of the logarithm of a log-normal answer time. */
const SIGMA = 1;

/** The attack that parameters name. */
export function attackOf({ attack = 0, mean = 0 }: Parameters): AttackTiming {
  const kind = ATTACKS[attack]!;
  switch (kind) {
    case 'once':
      return { kind, withinNs: 2 * mean };
    case 'square':
      return { kind, halfPeriodNs: mean };
    case 'adaptive':
      return { kind, fromNs: 100, untilNs: 1_000_000 };
    case 'tight':
    case 'fault':
      return { kind };
    default:
      return { kind, meanNs: mean };
  }
}

/** What makes a supervisor stall, as parameters name it. */
export function stallsOf(parameters: Parameters): Duel['stalls'] {
  const { slow = 0, collect = 0, deschedule = 0, stall = 0 } = parameters;
  const { supervisors = 1, eager = 0 } = parameters;
  return {
    thinks: thoughtOf(parameters),
    threads: supervisors,
    receives: eager === 1 ? 'eager' : 'serial',
    ...(slow > 0 && { slow: { oneIn: slow, ns: stall } }),
    ...(collect > 0 && { collects: { everyNotifications: collect, ns: stall } }),
    ...(deschedule > 0 && { descheduled: { oneIn: deschedule, ns: stall } }),
  };
}

function thoughtOf({ think = 0, delay = 0 }: Parameters): Distribution {
  switch (THOUGHTS[think]!) {
    case 'constant':
      return { constant: delay };
    case 'exponential':
      return { exponential: delay };
    case 'logNormal':
      return { logNormal: [delay, SIGMA] };
    case 'measured':
      return { histogram: DISPATCH_NS };
  }
}

function numbered(what: string, names: readonly string[]): string {
  return `${what}: ${names.map((name, value) => `${value} ${name}`).join(', ')}`;
}
