/**
 * Litmus scenarios of a pointer argument between check and use: a supervisor copies what a target
 * gives to openat2, judges its copy and lets the call go on; the kernel copies it again. Who shares
 * the memory writes in between, or during either copy, as both are made word by word.
 *
 * The target installs the filter itself, and shares its descriptors with the supervisor, which
 * would else trap its own calls.
 */

import type {
  CatalogueEntry,
  Instruction,
  Parameters,
  Program,
  Scenario,
  Verdict,
} from '../../actors/index.ts';
import {
  agreesInPages,
  always,
  branch,
  compute,
  type Draft,
  executesOnly,
  openat2,
  read,
  readMemory,
  scenario,
  sometimes,
  store,
  syscall,
  waitFor,
} from '../file/build.ts';
import { CONTINUE, filterOn, install, LISTENER, RECEIVE, reply } from './entry.ts';
import { argumentWith, PATH, type Route, ROUTE_MEANING, ROUTES } from './routes.ts';

const EPERM = -1;
/** SECCOMP_ADDFD_FLAG_SEND. */
const SEND = 2;

/** Words of the path; who judges it looks at each. */
const PATH_WORDS_MAX = 2;
/** A path that may be opened, and one that may not. */
const benign = (words: number): number[] => Array.from({ length: words }, () => 1);
const forbidden = (words: number): number[] => Array.from({ length: words }, () => 2);

/** What the kernel's record of seen and executed words counts. */
const COUNTS = { attempts: 'executed', hits: 'unapproved' } as const;

/** Copies the argument into memory of the supervisor's, at `own`. */
const copying = (words: number): Instruction =>
  readMemory('$thread.target', '&own', '&argument', argumentWith(benign(words)).length, 'r1');

/** Looks at its copy of the path word by word; `allowed` if it is the benign one. */
const judging = (words: number, allowed: Program): Program =>
  benign(words).reduceRight<Program>(
    (then, word, index) => [
      read('@own', PATH + index, 'r2'),
      branch(['r2', '==', word], then, [reply(EPERM)]),
    ],
    allowed,
  );

/** Opens its own copy, and answers with the descriptor. */
const EMULATE: Program = [
  openat2('&own+3', '&own', 'r4'),
  syscall('notif_addfd', ['r7', 'r0', SEND, 'r4']),
];

/** What a supervisor does with a notification whose path has so many words. */
interface Policy {
  readonly name: string;
  readonly serve: (words: number) => Program;
  readonly verdict: Verdict;
}

const NONE: Policy = {
  name: 'none',
  serve: (words) => [copying(words), ...judging(words, [CONTINUE])],
  verdict: 'violated',
};
/** It copies again before it lets the call go on, and compares: an ABA passes. */
const COMPARE: Policy = {
  name: 'compare',
  serve: (words) => [
    copying(words),
    ...judging(words, [copying(words), ...judging(words, [CONTINUE])]),
  ],
  verdict: 'violated',
};
const EMULATION: Policy = {
  name: 'emulate',
  serve: (words) => [copying(words), ...judging(words, EMULATE)],
  verdict: 'holds',
};

/** Who attacks, and what. */
interface Attack {
  readonly route: Route;
  /** Words of the path. */
  readonly words: number;
  /** What the path is at first, and then one behind the other. */
  readonly paths: readonly (readonly number[])[];
}

/** A target, its supervisor and an attacker who shares the memory. */
function toctou(
  about: Pick<Draft, 'name' | 'question' | 'standsFor'>,
  policy: Policy,
  { route, words, paths: [given = [], ...paths] }: Attack,
): Scenario {
  return scenario({
    ...about,
    regions: {
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
    },
    paging: { frames: 4, wordsPerFrame: argumentWith(given).length },
    words: { listening: 0 },
    tasks: {
      processes: {
        main: {},
        targets: { sharesFilesWith: 'main' },
        attackers: { files: { 0: 1 } },
      },
      threads: {
        target: { process: 'targets', noNewPrivs: true },
        attacker: { process: 'attackers' },
      },
      filters: { notify: filterOn('openat2', 'USER_NOTIF') },
      contents: { 1: forbidden(words) },
      filterCapacity: 1,
      fileCapacity: 3,
      signalDepth: 1,
    },
    threads: {
      supervisor: {
        at: 'code',
        core: 0,
        program: [waitFor('listening', '==', 1), compute('r7', 0), RECEIVE, ...policy.serve(words)],
      },
      target: {
        at: 'code',
        core: 0,
        program: [
          install('$filter.notify', LISTENER),
          store('listening', 1),
          openat2('&argument+3', '&argument', 'r0'),
        ],
      },
      attacker: {
        at: 'code',
        core: 1,
        program: paths.flatMap(route.put),
      },
    },
    properties: [
      agreesInPages('what is executed is what was approved', 'target'),
      always('nobody opens the forbidden file', {
        all: ['target', 'supervisor'].map((thread) => executesOnly(thread, benign(words), PATH)),
      }),
      sometimes('a call is carried out', { event: 'executed' }),
    ],
    observe: ['target.r0', 'target.executed3', 'target.executed4', 'supervisor.executed3'],
    expect: { explore: policy.verdict },
  });
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

const PATH_PARAMETER = {
  meaning: 'words of the path',
  value: PATH_WORDS_MAX,
  min: 1,
  max: PATH_WORDS_MAX,
};

const CONTINUE_POLICIES = [NONE, EMULATION];
const ABA_POLICIES = [NONE, COMPARE, EMULATION];

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
      words: PATH_PARAMETER,
    },
    counts: COUNTS,
    build: (parameters) => {
      const { words = PATH_WORDS_MAX, route = 0 } = parameters;
      const about = { name, question, standsFor };
      return toctou(about, chosen(CONTINUE_POLICIES, parameters), {
        route: ROUTES[route]!,
        words,
        paths: [benign(words), forbidden(words)],
      });
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
    parameters: { policy: policyParameter(ABA_POLICIES, policy), words: PATH_PARAMETER },
    counts: COUNTS,
    build: (parameters) => {
      const { words = PATH_WORDS_MAX } = parameters;
      const about = { name, question, standsFor };
      return toctou(about, chosen(ABA_POLICIES, parameters), {
        route: ROUTES[0]!,
        words,
        paths: [forbidden(words), benign(words), forbidden(words)],
      });
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
