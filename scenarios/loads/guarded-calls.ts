/**
 * guarded-calls: calls with a path in memory under any guard of the matrix that needs no tracer,
 * against an attacker by any route and at any time, beside innocent writers on the same page. What
 * `toctou-continue` asks of one call is counted here over many.
 *
 * Each target has a supervisor thread, a listener and a page of its own; the attacker and the
 * innocents are at the page of the first. An attempt is a call that was carried out, a hit one that
 * was carried out with a word that its supervisor had not seen so: the kernel's own record tells.
 *
 * Deviation: all share the page table, so that the attacker is there from the first step on.
 */

import { GUARD_POLICIES, GUARD_MECHANISMS, GUARD_SCOPES } from '../../kernel/index.ts';
import type {
  CatalogueEntry,
  GuardDeclaration,
  Operand,
  Parameters,
  Program,
  Region,
  Scenario,
  ThreadDeclaration,
} from '../../actors/index.ts';
import {
  add,
  always,
  branch,
  compute,
  dontNeed,
  load,
  loop,
  mark,
  mmap,
  moveOver,
  mprotect,
  openat2,
  openMemory,
  pause,
  pwrite,
  read,
  readFile,
  readMemory,
  repeat,
  scenario,
  sometimes,
  store,
  syscall,
  waitFor,
  write,
  writeMemory,
} from '../file/build.ts';
import { CONTINUE, exposed, filterOn, guardBy, install, LISTENER, reply } from '../litmus/entry.ts';
import { MATRIX_ROUTES, type MatrixRoute } from '../matrix/cell.ts';
import { attacking, DUEL_WORDS, followsCalls, type Route, VERDICT } from '../roles/attacker.ts';
import { attackOf, DENIED, DUEL_PARAMETERS, stallsOf, touched } from '../roles/duel.ts';
import { type Supervisor, supervision } from '../roles/supervisor.ts';
import { mechanismOfPolicy } from '../litmus/guard-parameters.ts';

const BENIGN = 1;
const FORBIDDEN = 2;
/** A struct open_how of three words, the path, and the zero behind it. */
const PATH = 3;
const ARGUMENT_WORDS = PATH + 2;
/** A word of the page that is no part of the argument. */
const INNOCENT = ARGUMENT_WORDS;
const WORDS_PER_FRAME = ARGUMENT_WORDS + 1;
/** SECCOMP_ADDFD_FLAG_SEND. */
const SEND = 2;
const TARGETS_MAX = 8;

/** Guards by the value of the parameter `policy`: two of today, then the seed's and userfaultfd. */
export const POLICIES = [
  'none',
  'emulate',
  ...GUARD_POLICIES.filter((policy) => policy !== 'none'),
  'userfaultfd',
] as const;

/** Where the pages of a target stand, and those of the attacker behind all. */
const PAGE_STRIDE = 6;
const heapPage = (target: number): number => 4 + PAGE_STRIDE * target;
const sparePage = (targets: number): number => heapPage(targets);
/** Pages of a heap; the argument stands in the middle one, so that a VMA of its own is two more. */
const HEAP_PAGES = 3;
const argumentOf = (target: number): `@${string}` => `@heap-${target}+1`;
const addressOf = (target: number, word = 0): `&${string}` =>
  `&heap-${target}+${WORDS_PER_FRAME + word}`;
const PAGE = argumentOf(0);

/** How the attacker writes: MATRIX_ROUTES, again and again. */
function routeOf(name: MatrixRoute): Route {
  const at = addressOf(0, PATH);
  const storing = (value: number): Program => [write(PAGE, PATH, value, 'r4')];
  // The spare page holds both paths, one behind the other.
  const spare = (value: number): Operand => (value === FORBIDDEN ? '&spare+3' : '&spare+4');
  switch (name) {
    case 'store':
      return { name, writes: storing };
    case 'alias':
      return { name, writes: (value) => [write('@alias+1', PATH, value, 'r4')] };
    case 'mremap':
      return {
        name,
        writes: (value) => [
          mmap('@spare', 1, 'rw-'),
          write('@spare', PATH, value, 'r4'),
          moveOver('@spare', PAGE, 1),
        ],
      };
    case 'mmapfixed':
      return { name, writes: (value) => [mmap(PAGE, 1, 'rw-'), ...storing(value)] };
    case 'procmem':
      return {
        name,
        prepares: [openMemory('$thread.attacker', 'r7')],
        writes: (value) => [pwrite('r7', at, spare(value), 1)],
      };
    case 'pvwritev':
      return { name, writes: (value) => [writeMemory('$thread.attacker', at, spare(value), 1)] };
    case 'readinto':
      return { name, writes: (value) => [readFile(value === FORBIDDEN ? 0 : 1, at, 1)] };
    case 'dontneed':
      return { name, writes: (value) => [dontNeed(PAGE, 1), ...storing(value)] };
    case 'mprotect_rw':
      return { name, writes: (value) => [mprotect(PAGE, 1, 'rw-'), ...storing(value)] };
  }
}

/** The guard that parameters ask for; undefined where the kernel guards nothing. */
function guardOf({
  policy = 0,
  mechanism = 1,
  scope = 1,
}: Parameters): GuardDeclaration | undefined {
  const named = POLICIES[policy]!;
  if (named === 'none' || named === 'emulate') return undefined;
  if (named === 'userfaultfd') return { policy: 'stall', mechanism: named, spans: 1 };
  return guardBy(named, GUARD_MECHANISMS[mechanism]!, GUARD_SCOPES[scope]);
}

/** Whether a guard leaves this route open, as the matrix proves. */
function isOpen(guard: GuardDeclaration | undefined, policy: string, route: MatrixRoute): boolean {
  if (policy === 'none') return true;
  if (guard === undefined) return false;
  if (guard.mechanism === 'userfaultfd')
    return ['alias', 'mremap', 'mmapfixed', 'dontneed'].includes(route);
  return route === 'alias' && guard.scope === 'mapping';
}

function guarded(parameters: Parameters): Scenario {
  const { name, question, standsFor } = guardedCalls;
  const { turns = 1, targets = 1, innocents = 0, route: routeNumber = 0, gap = 0 } = parameters;
  const policy = POLICIES[parameters['policy'] ?? 0]!;
  const guard = guardOf(parameters);
  const route = MATRIX_ROUTES[routeNumber]!;
  const attack = attackOf(parameters);
  const { attackers = 1 } = parameters;
  const all = Array.from({ length: targets }, (_none, target) => target);
  const supervisors = all.map((target) =>
    supervision({
      ...stallsOf(parameters),
      name: `supervisor-${target}`,
      listensAt: `listening-${target}`,
      targets: [],
      filter: filterOn('openat2', 'USER_NOTIF'),
      ...deedsOf(target, policy, target === 0 && attackers > 0 ? touched(attack) : []),
    }),
  );
  const isAttacked = attackers > 0 && isOpen(guard, policy, route);
  // A write that comes under every look makes every call fail where that is what a write does.
  const neverRuns = attackers > 0 && attack.kind === 'fault' && guard?.policy === 'eperm';
  const hangs = attackers > 0 && attack.kind === 'fault' && stopsAttacker(guard, route);
  const threads: Record<string, ThreadDeclaration> = {};
  for (const target of all)
    threads[`target-${target}`] = {
      at: 'code',
      program: calling(
        target,
        turns,
        gap,
        target === 0 && attackers > 0 && followsCalls(attack),
        attack.kind === 'adaptive',
      ),
    };
  if (attackers > 0)
    threads['attacker'] = {
      at: 'code',
      program: attacking(
        { timing: attack, route: timed(routeOf(route)), benign: BENIGN, forbidden: FORBIDDEN },
        turns,
      ),
    };
  for (let innocent = 0; innocent < innocents; innocent += 1)
    threads[`innocent-${innocent}`] = { at: 'code', program: WORKING };
  return scenario({
    name,
    question,
    standsFor,
    regions: regionsOf(targets, route),
    // Two mappings more for each guard, and as many while they are put together again.
    mapCountLimit: 8 * targets + 16,
    paging: {
      frames: 4 * targets + 4,
      wordsPerFrame: WORDS_PER_FRAME,
    },
    ...(guard !== undefined && { guard }),
    words: {
      ...DUEL_WORDS,
      failed: 0,
      ...Object.assign({}, ...supervisors.map(({ words }) => words)),
    },
    tasks: exposed({
      targets: all.map((target) => `target-${target}`),
      attackers: Object.keys(threads).filter((each) => !each.startsWith('target')),
      filter: filterOn('openat2', 'USER_NOTIF'),
      files: [[FORBIDDEN], [BENIGN]],
      fileCapacity: targets + 2 * targets + 2,
    }),
    threads: {
      ...threads,
      ...Object.assign({}, ...supervisors.map((each) => each.threads)),
    },
    properties: [
      ...all.map((target) =>
        always(`target ${target} executes what was approved`, [
          `target-${target}.unapproved`,
          '==',
          0,
        ]),
      ),
      ...(neverRuns ? [] : [sometimes('a call is carried out', { event: 'executed' })]),
    ],
    spans: {
      window: {
        from: { marked: 'checked' },
        to: { event: 'executed', thread: policy === 'emulate' ? 'supervisor-0' : 'target-0' },
      },
      call: { from: { marked: 'issued' }, to: { marked: 'returned' }, within: 'thread' },
      // From the look to the return: how long a guard lives.
      guarded: { from: { marked: 'checked' }, to: { marked: 'returned' } },
      ...(attackers === 0
        ? {}
        : followsCalls(attack)
          ? {
              check: { from: { marked: 'issued' }, to: { marked: 'checked' } },
              flip: { from: { marked: 'issued' }, to: { marked: 'flipped' } },
            }
          : { pace: { from: { marked: 'flipped' }, to: { marked: 'flipped' }, within: 'thread' } }),
      ...(attackers > 0 && {
        stall: { from: { marked: 'writes' }, to: { marked: 'flipped' }, within: 'thread' },
      }),
      ...(innocents > 0 && {
        innocent: { from: { marked: 'works' }, to: { marked: 'worked' }, within: 'thread' },
      }),
    },
    ...(isAttacked && { attack }),
    observe: ['failed'],
    expect: { explore: isAttacked || hangs ? 'violated' : 'holds' },
  });
}

/**
 * Whether an attacker waits for the guard who serves a page fault of the supervisor as well: then
 * all wait for each other, which is why a manager must not read what its target serves.
 */
function stopsAttacker(guard: GuardDeclaration | undefined, route: MatrixRoute): boolean {
  if (guard === undefined) return false;
  if (guard.mechanism === 'userfaultfd') return route !== 'procmem';
  return guard.policy === 'stall' || guard.policy === 'freeze';
}

/** The same route, with its begin marked, so that its stalls can be measured. */
function timed(route: Route): Route {
  return { ...route, writes: (value) => [mark('writes'), ...route.writes(value)] };
}

function regionsOf(targets: number, route: MatrixRoute): Record<string, Region> {
  const own = [0, 0, 0, 0, 0, 0];
  const argument = [0, 0, 0, BENIGN, 0, 0];
  const regions: Record<string, Region> = { code: { page: 1, pages: 1, prot: 'r-x' } };
  for (let target = 0; target < targets; target += 1) {
    const page = heapPage(target);
    const isShared = route === 'alias' && target === 0;
    regions[`heap-${target}`] = {
      page,
      pages: HEAP_PAGES,
      prot: 'rw-',
      contents: [...own, ...argument],
      ...(isShared ? { shared: 'object' } : { anon: page }),
    };
    const behind = page + HEAP_PAGES + 1;
    regions[`own-${target}`] = { page: behind, pages: 1, prot: 'rw-', anon: behind, contents: own };
  }
  const page = sparePage(targets);
  regions['spare'] = {
    page,
    pages: 1,
    prot: 'rw-',
    anon: page,
    contents: [0, 0, 0, FORBIDDEN, BENIGN, 0],
  };
  if (route === 'alias')
    regions['alias'] = { page: page + 2, pages: HEAP_PAGES, prot: 'rw-', shared: 'object' };
  return regions;
}

/** How a supervisor looks and answers. */
function deedsOf(
  target: number,
  policy: string,
  behindTheLook: Program,
): Pick<Supervisor, 'reads' | 'answers'> {
  const own: Operand = `&own-${target}`;
  const argument = addressOf(target);
  const isByHandle = policy !== 'none' && policy !== 'emulate';
  const deny = reply(DENIED);
  return {
    reads: [
      isByHandle
        ? syscall('notif_read', ['r7', 'r0', argument, ARGUMENT_WORDS, own], 'r1')
        : readMemory(`$thread.target-${target}`, own, argument, ARGUMENT_WORDS, 'r1'),
      ...(target === 0 ? [mark('checked')] : []),
      ...behindTheLook,
    ],
    answers: [
      branch(
        ['r1', '==', ARGUMENT_WORDS],
        [
          read(`@own-${target}`, PATH, 'r4'),
          branch(
            ['r4', '==', BENIGN],
            policy === 'emulate'
              ? [openat2(`&own-${target}+3`, own, 'r4'), ...handedOver]
              : [CONTINUE],
            [deny],
          ),
        ],
        [deny],
      ),
    ],
  };
}

/** Gives the target the descriptor in r4 as its answer, and closes it. */
const handedOver: Program = [
  syscall('notif_addfd', ['r7', 'r0', SEND, 'r4']),
  syscall('close', ['r4']),
];

/** A target: makes its calls, closes what they give, and counts those that fail. */
function calling(
  target: number,
  turns: number,
  gap: number,
  isAttacked: boolean,
  tells: boolean,
): Program {
  const argument = addressOf(target);
  return [
    install('$filter.notify', LISTENER, 'r7'),
    compute('r6', ['r7', '+', 1]),
    store(`listening-${target}`, 'r6'),
    compute('r5', 0),
    loop(
      turns,
      compute('r5', ['r5', '+', 1]),
      ...(isAttacked ? [write(argumentOf(target), PATH, BENIGN)] : []),
      ...(target === 0 ? [mark('issued')] : []),
      ...(isAttacked ? [store('turn', 'r5')] : []),
      openat2(addressOf(target, PATH), argument, 'r0'),
      ...(target === 0 ? [mark('returned')] : []),
      ...(isAttacked && tells ? judged(target) : []),
      branch(['r0', '<', 0], [add('failed', 1)], [syscall('close', ['r0'])]),
      ...(isAttacked ? [waitFor('flipped', '==', 'r5')] : []),
      ...(gap === 0 ? [] : [pause({ constant: gap })]),
    ),
    ...(target === 0 ? [store('over', 1)] : []),
  ];
}

/**
 * What a target tells its attacker of a call: denied, or what stands there when it returns. A write
 * that comes between the kernel's copy and the return is taken for one in the window.
 */
function judged(target: number): Program {
  return [
    read(argumentOf(target), PATH, 'r4'),
    branch(
      ['r0', '<', 0],
      [store('verdict', VERDICT.denied)],
      [
        branch(
          ['r4', '==', FORBIDDEN],
          [store('verdict', VERDICT.fooled)],
          [store('verdict', VERDICT.harmless)],
        ),
      ],
    ),
  ];
}

/** Mean time between two writes of an innocent. */
const INNOCENT_PAUSE_NS = 1_000;

/** An innocent: writes its own word of the page of the first argument until that target is done. */
const WORKING: Program = [
  repeat(
    ['r1', '==', 1],
    mark('works'),
    write(PAGE, INNOCENT, 7, 'r4'),
    mark('worked'),
    pause({ exponential: INNOCENT_PAUSE_NS }),
    load('over', 'r1'),
  ),
];

const numbered = (names: readonly string[]): string =>
  names.map((each, value) => `${value} ${each}`).join(', ');

/** Guarded calls by the thousand. */
export const guardedCalls: CatalogueEntry = {
  name: 'guarded-calls',
  kind: 'race',
  question: 'How often is what was executed not what was approved, by guard, route and time?',
  standsFor:
    'R1 over many calls: the seed’s question what its guarded mappings cost, and ' +
    'whether they hold against every route by which memory changes',
  parameters: {
    policy: {
      meaning: `the guard: ${numbered(POLICIES)}`,
      value: 0,
      min: 0,
      max: POLICIES.length - 1,
      protects: POLICIES,
    },
    mechanism: mechanismOfPolicy(
      POLICIES.map((name) => GUARD_POLICIES.find((policy) => policy === name)),
      1,
      'of the seed’s guards: ',
    ),
    scope: {
      meaning: `of the seed’s guards by page or word: ${numbered(GUARD_SCOPES)}`,
      value: 1,
      min: 0,
      max: 1,
    },
    route: {
      meaning: `how the attacker writes: ${numbered(MATRIX_ROUTES)}`,
      value: 0,
      min: 0,
      max: MATRIX_ROUTES.length - 1,
    },
    targets: { meaning: 'targets, each with its supervisor', value: 1, min: 1, max: TARGETS_MAX },
    attackers: { meaning: 'whether there is an attacker (1)', value: 1, min: 0, max: 1 },
    innocents: { meaning: 'writers of other words of the page', value: 0, min: 0, max: 4 },
    gap: { meaning: 'pause of a target between two calls, ns', value: 0, min: 0, max: 1e9 },
    ...DUEL_PARAMETERS,
  },
  counts: {
    attempts: 'executed',
    hits: 'unapproved',
    costs: {
      'calls failed': 'failed',
      'writes stalled': 'guardStall',
      refused: 'guardRefused',
      innocent: 'guardInnocent',
      'words copied': 'guardCopy',
    },
  },
  build: guarded,
};
