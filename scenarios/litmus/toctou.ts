/**
 * Litmus scenarios of a pointer argument between check and use: a supervisor copies what a target
 * gives to openat2, judges its copy and lets the call go on; the kernel copies it again. Who shares
 * the memory writes in between, or during either copy, as both are made word by word.
 *
 * One call is small enough to be exhausted under every policy. With `turns` the same three make it
 * again and again on real workers, as stress counts them: each call begins with the path as it was
 * given, and the attacker writes once a call, at a time that it draws.
 */

import {
  GUARD_MECHANISMS,
  GUARD_POLICIES,
  type GuardMechanism,
  type GuardPolicy,
} from '../../kernel/index.ts';
import type {
  AttackTiming,
  CatalogueEntry,
  Instruction,
  Parameters,
  Program,
  Property,
  Region,
  Scenario,
  Verdict,
} from '../../actors/index.ts';
import {
  add,
  agreesInPages,
  always,
  atEnd,
  branch,
  compute,
  type Draft,
  executesOnly,
  loop,
  mark,
  openat2,
  pause,
  read,
  readMemory,
  scenario,
  sometimes,
  store,
  syscall,
  waitFor,
  write,
} from '../file/build.ts';
import { DUEL_PARAMETERS } from '../roles/duel.ts';
import {
  CONTINUE,
  exposed,
  filterOn,
  guardBy,
  install,
  LISTENER,
  RECEIVE,
  repeated,
  reply,
} from './entry.ts';
import { argumentWith, PATH, type Route, ROUTE_MEANING, ROUTES } from './routes.ts';
import { mechanismOfPolicy } from './guard-parameters.ts';

const EPERM = -1;
/** SECCOMP_ADDFD_FLAG_SEND. */
const SEND = 2;
/** The argument, the supervisor's page, a spare one, and one that is about to be freed. */
const FRAMES = 4;

/** Words of the path; who judges it looks at each. */
const PATH_WORDS_MAX = 2;
/** A path that may be opened, and one that may not. */
const benign = (words: number): number[] => Array.from({ length: words }, () => 1);
const forbidden = (words: number): number[] => Array.from({ length: words }, () => 2);

/** What the kernel's record of seen and executed words counts, and what a guard costs. */
const COUNTS = {
  attempts: 'executed',
  hits: 'unapproved',
  costs: {
    'calls failed': 'failed',
    'writes stalled': 'guardStall',
    refused: 'guardRefused',
    'words copied': 'guardCopy',
  },
} as const;

/** Looks at its copy of the path word by word; `allowed` if it is the benign one. */
const judging = (words: number, allowed: Program): Program =>
  benign(words).reduceRight<Program>(
    (then, word, index) => [
      read('@own', PATH + index, 'r2'),
      branch(['r2', '==', word], then, [reply(EPERM)]),
    ],
    allowed,
  );

/** Words of the argument of a call. */
const countOf = (words: number): number => argumentWith(benign(words)).length;

/** Copies the argument into memory of the supervisor's, at `own`. */
const copying = (words: number): Instruction =>
  readMemory('$thread.target', '&own', '&argument', countOf(words), 'r1');

/** Opens its own copy, and answers with the descriptor. */
const EMULATE: Program = [
  openat2('&own+3', '&own', 'r4'),
  syscall('notif_addfd', ['r7', 'r0', SEND, 'r4']),
];

/** What a supervisor does with a notification whose path has so many words. */
interface Policy {
  readonly name: string;
  /** How it takes the argument, before it thinks. */
  readonly reads: (words: number) => Program;
  /** How it judges what it took, and answers. */
  readonly answers: (words: number) => Program;
  /** What it leaves open behind its answer. */
  readonly closes?: Program;
  /** What the kernel does to who writes there meanwhile. */
  readonly guard?: Exclude<GuardPolicy, 'none'>;
  readonly verdict: Verdict;
}

const NONE: Policy = {
  name: 'none',
  reads: (words) => [copying(words)],
  answers: (words) => judging(words, [CONTINUE]),
  verdict: 'violated',
};
/** It copies again before it lets the call go on, and compares: an ABA passes. */
const COMPARE: Policy = {
  ...NONE,
  name: 'compare',
  answers: (words) => judging(words, [copying(words), ...judging(words, [CONTINUE])]),
};
const EMULATION: Policy = {
  ...NONE,
  name: 'emulate',
  answers: (words) => judging(words, EMULATE),
  closes: [syscall('close', ['r4'])],
  verdict: 'holds',
};
/** It reads through its handle, and the kernel holds what it has read. */
const GUARDED: readonly Policy[] = GUARD_POLICIES.flatMap((guard) =>
  guard === 'none'
    ? []
    : [
        {
          name: guard,
          reads: (words: number) => [
            syscall('notif_read', ['r7', 'r0', '&argument', countOf(words), '&own'], 'r1'),
          ],
          answers: (words: number) => [
            branch(['r1', '==', countOf(words)], judging(words, [CONTINUE]), [reply(EPERM)]),
          ],
          guard,
          verdict: 'holds' as const,
        },
      ],
);

/** Who attacks, and what. */
interface Attack {
  readonly route: Route;
  /** Words of the path. */
  readonly words: number;
  /** What the path is at first, and then one behind the other. */
  readonly paths: readonly (readonly number[])[];
  readonly timing: AttackTiming & { readonly meanNs: number };
}

/** One call, which is exhausted, or many of them, which are counted. */
interface Load {
  readonly turns: number;
  /** Time that the supervisor thinks. */
  readonly delayNs: number;
}

/** A target, its supervisor and an attacker who shares the memory. */
function toctou(
  about: Pick<Draft, 'name' | 'question' | 'standsFor'>,
  policy: Policy,
  mechanism: GuardMechanism,
  attack: Attack,
  { turns, delayNs }: Load,
): Scenario {
  const { route, words, paths, timing } = attack;
  const [given = []] = paths;
  const regions: Record<string, Region> = {
    code: { page: 1, pages: 1, prot: 'r-x' },
    argument: {
      page: 4,
      pages: 1,
      prot: 'rw-',
      contents: argumentWith(given),
      ...(route.isShared === true ? { shared: 'object' } : { anon: 4 }),
    },
    own: { page: 6, pages: 1, prot: 'rw-', anon: 6, contents: [0] },
    ...route.regions(forbidden(words)),
  };
  const guard = policy.guard === undefined ? undefined : guardBy(policy.guard, mechanism);
  // A VMA of its own stands on one mapping of the frame.
  const isOpen =
    policy.verdict === 'violated' || (guard?.scope === 'mapping' && route.isShared === true);
  return scenario({
    ...about,
    regions,
    paging: { frames: FRAMES, wordsPerFrame: countOf(words) },
    ...(guard !== undefined && { guard }),
    words: { listening: 0, ...(turns > 1 && { turn: 0, flipped: 0, failed: 0 }) },
    tasks: exposed({
      targets: ['target'],
      attackers: ['attacker'],
      filter: filterOn('openat2', 'USER_NOTIF'),
      files: [forbidden(words)],
    }),
    threads: {
      supervisor: {
        at: 'code',
        core: 0,
        program: [
          waitFor('listening', '==', 1),
          compute('r7', 0),
          ...repeated(turns, [
            RECEIVE,
            ...policy.reads(words),
            mark('checked'),
            pause({ constant: delayNs }),
            ...policy.answers(words),
            ...(turns > 1 ? (policy.closes ?? []) : []),
          ]),
        ],
      },
      target: {
        at: 'code',
        core: 0,
        program: [
          install('$filter.notify', LISTENER),
          store('listening', 1),
          ...calling(turns, given),
        ],
      },
      attacker: { at: 'code', core: 1, program: attacking(turns, attack) },
    },
    properties: [
      agreesInPages('what is executed is what was approved', 'target'),
      always('nobody opens the forbidden file', {
        all: ['target', 'supervisor'].map((thread) => executesOnly(thread, benign(words), PATH)),
      }),
      sometimes('a call is carried out', { event: 'executed' }),
      ...(guard === undefined ? [] : quiescence(Object.keys(regions).length, route)),
    ],
    spans: {
      window: {
        from: { marked: 'checked' },
        to: { event: 'executed', thread: policy === EMULATION ? 'supervisor' : 'target' },
      },
      check: { from: { marked: 'issued' }, to: { marked: 'checked' } },
      flip: { from: { marked: 'issued' }, to: { marked: 'flipped' } },
      stall: { from: { marked: 'writes' }, to: { marked: 'flipped' }, within: 'thread' },
    },
    ...(isOpen && { attack: timing }),
    observe:
      turns > 1
        ? ['failed']
        : ['target.r0', 'target.executed3', 'target.executed4', 'supervisor.executed3'],
    expect: { explore: isOpen ? 'violated' : 'holds' },
  });
}

/** Whatever became of its calls, nothing is left of their guards. */
function quiescence(mapCount: number, { name }: Route): Property[] {
  return [
    atEnd('no guard is left', ['guards', '==', 0]),
    // What moves over the argument is gone from where it was.
    ...(name === 'mremap'
      ? []
      : [atEnd('the mappings are as before', ['mapCount', '==', mapCount])]),
  ];
}

/** The calls of the target. Of many, each begins with the path as it was given. */
function calling(turns: number, given: readonly number[]): Program {
  const call: Program = [openat2('&argument+3', '&argument', 'r0')];
  if (turns === 1) return [mark('issued'), ...call];
  return [
    compute('r5', 0),
    loop(
      turns,
      compute('r5', ['r5', '+', 1]),
      ...given.map((word, index) => write('@argument', PATH + index, word, 'r4')),
      mark('issued'),
      store('turn', 'r5'),
      ...call,
      branch(['r0', '<', 0], [add('failed', 1)], [syscall('close', ['r0'])]),
      waitFor('flipped', '==', 'r5'),
    ),
  ];
}

/** The attacker: at any time where there is one call, else once a call, at the time of its own. */
function attacking(turns: number, { route, paths: [, ...paths], timing }: Attack): Program {
  const puts = paths.flatMap((path) => [
    pause({ exponential: timing.meanNs }),
    mark('writes'),
    ...route.put(path),
    mark('flipped'),
  ]);
  const prepared = route.prepares ?? [];
  if (turns === 1) return [...prepared, ...puts];
  return [
    ...prepared,
    compute('r5', 0),
    loop(
      turns,
      compute('r5', ['r5', '+', 1]),
      ...(route.renews?.(paths[0]!) ?? []),
      waitFor('turn', '==', 'r5'),
      ...puts,
      store('flipped', 'r5'),
    ),
  ];
}

/** Which of them, by the number that a parameter gives. */
function chosen(policies: readonly Policy[], { policy = 0 }: Parameters): Policy {
  return policies[policy]!;
}

const policyParameter = (policies: readonly Policy[], value = 0) => ({
  meaning: `what the supervisor does: ${policies.map(({ name }, n) => `${n} ${name}`).join(', ')}`,
  value,
  min: 0,
  max: policies.length - 1,
  protects: policies.map(({ name }) => name),
});

/** How a guard is made, where the supervisor asks for one that marks pages. */
const mechanismChoice = (policies: readonly Policy[]) =>
  mechanismOfPolicy(
    policies.map(({ guard }) => guard),
    1,
    'of a guard: ',
  );

const SHARED_PARAMETERS = {
  words: { meaning: 'words of the path', value: PATH_WORDS_MAX, min: 1, max: PATH_WORDS_MAX },
  delay: DUEL_PARAMETERS.delay,
  mean: { ...DUEL_PARAMETERS.mean, meaning: 'mean time to a write of the attacker, ns' },
  turns: DUEL_PARAMETERS.turns,
} as const;

const loadOf = ({ turns = 1, delay = 0 }: Parameters): Load => ({ turns, delayNs: delay });

const mechanismOf = ({ mechanism = 1 }: Parameters): GuardMechanism => GUARD_MECHANISMS[mechanism]!;

const CONTINUE_POLICIES = [NONE, EMULATION, ...GUARDED];
const ABA_POLICIES = [NONE, COMPARE, EMULATION, ...GUARDED];

function toctouContinue(name: string, question: string, policy: number): CatalogueEntry {
  const standsFor =
    'R1: the kernel copies a pointer argument behind CONTINUE, and another thread has changed it ' +
    '(seccomp_unotify(2): “must not be used to make security policy decisions”)';
  return {
    name,
    kind: 'race',
    question,
    standsFor,
    parameters: {
      policy: policyParameter(CONTINUE_POLICIES, policy),
      route: {
        meaning: `how the memory is changed: ${ROUTE_MEANING}`,
        value: 0,
        min: 0,
        max: ROUTES.length - 1,
      },
      mechanism: mechanismChoice(CONTINUE_POLICIES),
      ...SHARED_PARAMETERS,
    },
    counts: COUNTS,
    build: (parameters) => {
      const { words = PATH_WORDS_MAX, route = 0, mean = 1 } = parameters;
      const about = { name, question, standsFor };
      const attack: Attack = {
        route: ROUTES[route]!,
        words,
        paths: [benign(words), forbidden(words)],
        timing: { kind: 'poisson', meanNs: mean },
      };
      const mechanism = mechanismOf(parameters);
      return toctou(
        about,
        chosen(CONTINUE_POLICIES, parameters),
        mechanism,
        attack,
        loadOf(parameters),
      );
    },
  };
}

/** The supervisor lets the call go on. */
export const toctouContinuePlain = toctouContinue(
  'toctou-continue',
  'Is what the kernel opens what the supervisor looked at, when the path lies in shared memory?',
  0,
);

/** The repaired twin: it opens what it looked at. */
export const toctouContinueFixed = toctouContinue(
  'toctou-continue-fixed',
  'Is what is opened what was judged, when the supervisor opens its own copy?',
  1,
);

function toctouAba(name: string, question: string, policy: number): CatalogueEntry {
  const standsFor =
    'R2: the path is forbidden, benign while the supervisor looks, and forbidden again; to look ' +
    'twice and compare finds the same value (ABA)';
  return {
    name,
    kind: 'race',
    question,
    standsFor,
    parameters: {
      policy: policyParameter(ABA_POLICIES, policy),
      mechanism: mechanismChoice(ABA_POLICIES),
      ...SHARED_PARAMETERS,
    },
    counts: COUNTS,
    build: (parameters) => {
      const { words = PATH_WORDS_MAX, mean = 1 } = parameters;
      const about = { name, question, standsFor };
      const attack: Attack = {
        route: ROUTES[0]!,
        words,
        paths: [forbidden(words), benign(words), forbidden(words)],
        timing: { kind: 'aba', meanNs: mean },
      };
      const mechanism = mechanismOf(parameters);
      return toctou(about, chosen(ABA_POLICIES, parameters), mechanism, attack, loadOf(parameters));
    },
  };
}

/** Two looks that agree. */
export const toctouAbaPlain = toctouAba(
  'toctou-aba',
  'Does a supervisor that looks twice and compares know what the kernel will copy?',
  1,
);

/** The repaired twin. */
export const toctouAbaFixed = toctouAba(
  'toctou-aba-fixed',
  'Is what is opened what was judged under an ABA, when the supervisor opens its own copy?',
  2,
);
