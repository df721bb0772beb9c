/**
 * Litmus scenarios of the seed's proposal: a manager inspects arguments in memory through its
 * handle, and what it has read is held still until the call returns or the kernel writes there. The
 * call is openat2, whose path and struct open_how stand on one page.
 *
 * Source: S. Dhillon, "Re: [PATCH RFC] seccomp: Implement syscall isolation based on memory areas",
 * 2020-06-05; the decisions about what it leaves open stand in kernel/guard/README.md.
 */

import { GUARD_MECHANISMS, GUARD_POLICIES, type GuardPolicy } from '../../kernel/index.ts';
import type {
  CatalogueEntry,
  GuardDeclaration,
  Parameters,
  Program,
  Property,
  Scenario,
  ThreadDeclaration,
  Verdict,
} from '../../actors/index.ts';
import {
  always,
  atEnd,
  branch,
  choose,
  compute,
  type Draft,
  exit,
  loop,
  pause,
  read,
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
  filterOn,
  install,
  LISTENER,
  NOTHING,
  RECEIVE,
  repeated,
  restarting,
  signal,
} from './entry.ts';
import { mechanismOfPolicy, mechanismParameter } from './guard-parameters.ts';

const EPERM = -1;
const GOOD = 1;
const BAD = 2;

/** Words of the argument page: the path and the zero behind it, and struct open_how. */
const ARGUMENT = [GOOD, 0, 0, 0, 0] as const;
const HOW = 2;

const REGIONS = {
  code: { page: 0, pages: 1, prot: 'r-x' },
  argument: { page: 2, pages: 1, prot: 'rw-', anon: 1, contents: ARGUMENT },
  buffer: { page: 4, pages: 1, prot: 'rw-', anon: 2, contents: ARGUMENT },
} as const;

/** Everybody on one core: what a second one adds is the shootdown, of which others ask. */
const PAGING = { frames: 3, wordsPerFrame: ARGUMENT.length, cores: 1 } as const;

const OPEN = syscall('openat2', [0, '&argument', `&argument+${HOW}`, 3], 'r0');

/** Answers the notification in r0 with EPERM. */
const DENY = syscall('notif_send', ['r7', 'r0', 0, EPERM]);

/** Reads the arguments through the handle, and lets the call go on if the path is good. */
const INSPECT: Program = [
  syscall('notif_read', ['r7', 'r0', '&argument', ARGUMENT.length, '&buffer'], 'r1'),
  branch(
    ['r1', '==', ARGUMENT.length],
    [read('@buffer', 0, 'r2'), branch(['r2', '==', GOOD], [CONTINUE], [DENY])],
    [DENY],
  ),
];

/** A manager that judges the calls of its targets, one after the other. */
function managing(targets: readonly string[], judge: Program = INSPECT): ThreadDeclaration {
  return {
    at: 'code',
    core: 0,
    program: [
      install('$filter.notify', LISTENER, 'r7'),
      ...targets.map((target) => syscall('fork', [`$thread.${target}`])),
      ...targets.flatMap(() => [RECEIVE, ...judge]),
      exit(),
    ],
  };
}

/** The descriptor of a plain file, which is a socket and a device as well; the listener is 0. */
const FILE = 1;

/** Filters by the call that is notified; of ioctls only those of the file, as RECV is one, too. */
const NOTIFIED = {
  openat2: filterOn('openat2', 'USER_NOTIF'),
  connect: filterOn('connect', 'USER_NOTIF'),
  ioctl_rw: {
    rules: [
      {
        when: { nr: 'ioctl_rw', arg: { index: 0, low32_equals: String(FILE) } },
        ret: { action: 'USER_NOTIF' },
      },
    ],
    default: { action: 'ALLOW' },
  },
} as const;

/** A thread on the core that all share. */
const on = (program: Program): ThreadDeclaration => ({ at: 'code', core: 0, program });

function tasksOf(
  targets: readonly string[],
  notified: keyof typeof NOTIFIED = 'openat2',
): NonNullable<Draft['tasks']> {
  return {
    processes: {
      // Targets inherit the file that they connect, or drive.
      main: { files: { [FILE]: 1 } },
      ...Object.fromEntries(targets.map((target) => [`${target}s`, {}])),
      outside: {},
    },
    threads: {
      manager: { noNewPrivs: true },
      writer: { process: 'outside' },
      ...Object.fromEntries(
        targets.map((target) => [target, { process: `${target}s`, unborn: true }]),
      ),
    },
    filters: { notify: NOTIFIED[notified] },
    filterCapacity: 1,
    fileCapacity: 4,
    signalDepth: 1,
  };
}

/** What is executed is what was approved, whatever the policy does to get there. */
const APPROVED = always('a call is carried out with what its manager approved', [
  'target.unapproved',
  '==',
  0,
]);

/** Nothing is left when everybody is done. */
const CLEAN = atEnd('no guard is left', ['guards', '==', 0]);

/** What a policy can do to a call and to a writer, each of which must be possible. */
function possible(policy: GuardPolicy): Property[] {
  return [
    sometimes('the call is carried out', ['target.r0', '>=', 0]),
    sometimes('the call is refused', ['target.r0', '==', EPERM]),
    ...(policy === 'sigbus' ? [sometimes('the writer is refused', ['writer.r1', '!=', 0])] : []),
    ...(policy === 'none' ? [] : [sometimes('something is guarded', ['guards', '>', 0])]),
  ];
}

/** One call, one manager, and somebody who changes the path. */
function opened(
  head: Pick<CatalogueEntry, 'name' | 'question' | 'standsFor'>,
  guard: GuardDeclaration,
  verdict: Verdict,
  parts: Partial<Draft> = {},
): Scenario {
  const { name, question, standsFor } = head;
  return scenario({
    name,
    question,
    standsFor,
    regions: REGIONS,
    paging: PAGING,
    guard,
    tasks: tasksOf(['target']),
    threads: {
      manager: managing(['target']),
      target: on([OPEN]),
      writer: on([write('@argument', 0, BAD, 'r1')]),
    },
    properties: [APPROVED, CLEAN, ...possible(guard.policy)],
    observe: ['target.r0', 'writer.r1'],
    expect: { explore: verdict },
    ...parts,
  });
}

const policyParameter = (value: number) => ({
  meaning: GUARD_POLICIES.map((name, index) => `${index} ${name}`).join(', '),
  value,
  min: 0,
  max: GUARD_POLICIES.length - 1,
});

/** The guard that parameters ask for; a policy that marks no page has no mechanism. */
function guardOf({ policy = 1, mechanism = 1 }: Parameters): GuardDeclaration {
  const named = GUARD_POLICIES[policy]!;
  return named === 'none' || named === 'freeze'
    ? { policy: named }
    : { policy: named, mechanism: GUARD_MECHANISMS[mechanism]! };
}

/** The same call under every policy. */
export const guardPolicies: CatalogueEntry = {
  name: 'guard-policies',
  kind: 'race',
  question: 'Is a call carried out with the arguments that its manager read through the handle?',
  standsFor:
    'R1 under the policies of the seed (stall, SIGBUS, EPERM) and of who came later: Midas copies ' +
    '(USENIX Security 2022), sandlock stops every thread that could write',
  parameters: { policy: policyParameter(1), mechanism: mechanismOfPolicy(GUARD_POLICIES, 1) },
  build: (parameters) => {
    const guard = guardOf(parameters);
    return opened(guardPolicies, guard, guard.policy === 'none' ? 'violated' : 'holds');
  },
};

/** A path that is mapped twice, as a JIT or Wine maps what it writes to and what it runs. */
function aliased(
  name: string,
  question: string,
  guard: GuardDeclaration,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R27: memfd_create() and two mmap(MAP_SHARED): a guard on one mapping says nothing of the other ' +
    '(measured for UFFDIO_WRITEPROTECT and mprotect: 48 to 50 % of approved calls bypassed)';
  const object = { pages: 1, prot: 'rw-', shared: 'object', contents: ARGUMENT } as const;
  const head = { name, question, standsFor };
  const build = (): Scenario =>
    opened(head, guard, verdict, {
      regions: {
        code: REGIONS.code,
        argument: { ...object, page: 2 },
        alias: { ...object, page: 3 },
        buffer: REGIONS.buffer,
      },
      threads: {
        manager: managing(['target']),
        target: on([OPEN]),
        writer: on([write('@alias', 0, BAD, 'r1')]),
      },
    });
  return { ...head, kind: 'race', parameters: {}, build };
}

/** The seed's own mechanism: the VMA that the pointer lies in is split. */
export const aliasBypass = aliased(
  'alias-bypass',
  'Can a guarded argument be changed through another mapping of its frame?',
  { policy: 'stall', mechanism: 'vma' },
  'violated',
);

/** The repaired twin: every mapping of the frame is guarded. */
export const aliasBypassFixed = aliased(
  'alias-bypass-fixed',
  'Does a guard on every mapping of the frame hold what its manager has read?',
  { policy: 'stall', mechanism: 'page', scope: 'frame' },
  'holds',
);

/** Who writes to the structure while it is guarded, with the best of intentions. */
const OUT_WRITERS = ['kernel', 'manager'] as const;

/** A call whose structure holds its arguments, and takes its results. */
function inOut(
  name: string,
  question: string,
  guard: GuardDeclaration,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R26: step 4 of the seed, "or the kernel writes to that area, we reset the mapping": an ioctl ' +
    'whose structure goes both ways, or a manager that fills it in before it answers';
  const take: Program = [syscall('notif_read', ['r7', 'r0', '&argument', 1, '&buffer'], 'r1')];
  const fill: Program = [
    ...take,
    syscall('process_vm_writev', ['$thread.target', '&buffer', '&argument', 1, 0], 'r2'),
    syscall('notif_send', ['r7', 'r0', 0]),
  ];
  const head = { name, question, standsFor };
  const build = ({ writer = 2 }: Parameters): Scenario =>
    opened(head, guard, verdict, {
      tasks: tasksOf(['target'], 'ioctl_rw'),
      threads: {
        manager: managing(['target'], writer === 1 ? [...take, CONTINUE] : fill),
        target: on([syscall('ioctl_rw', [FILE, 1, '&argument'], 'r0')]),
        writer: on([]),
      },
      properties: [
        atEnd('the call succeeds', ['target.r0', '==', 0]),
        CLEAN,
        sometimes('something is guarded', ['guards', '>', 0]),
      ],
      observe: ['target.r0'],
    });
  const meaning = OUT_WRITERS.map((each, index) => `${index + 1} the ${each}`).join(', ');
  const parameters = {
    writer: { meaning: `who writes the results: ${meaning}`, value: 2, min: 1, max: 2 },
  };
  return { ...head, kind: 'race', parameters, build };
}

/** Every writer waits, whoever it is. */
export const inoutStructDeadlock = inOut(
  'inout-struct-deadlock',
  'Who waits for whom when the results of a guarded call go to where its arguments are?',
  { policy: 'stall', without: 'the reset' },
  'violated',
);

/** The repaired twin: the kernel's own write lets the page go, the manager's passes. */
export const inoutStructDeadlockFixed = inOut(
  'inout-struct-deadlock-fixed',
  'Does the call return when the kernel’s own write resets the guard?',
  { policy: 'stall' },
  'holds',
);

/** A thread that only ever writes beside the argument. */
function shared(
  name: string,
  question: string,
  guard: GuardDeclaration,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R30: a page is 4,096 bytes and an argument is a few: what stands beside it on the stack or the ' +
    'heap belongs to other threads';
  const head = { name, question, standsFor };
  const build = (): Scenario =>
    opened(head, guard, verdict, {
      paging: { ...PAGING, wordsPerFrame: ARGUMENT.length + 1 },
      threads: {
        manager: managing(['target']),
        target: on([OPEN]),
        writer: on([
          write('@argument', ARGUMENT.length, 7, 'r1'),
          read('@argument', ARGUMENT.length, 'r2'),
        ]),
      },
      properties: [
        APPROVED,
        CLEAN,
        atEnd('what the innocent writes is there', ['writer.r2', '==', 7]),
        always('nobody waits who writes beside the argument', ['writer.stalled', '==', 0]),
        sometimes('the call is carried out', ['target.r0', '>=', 0]),
        sometimes('something is guarded', ['guards', '>', 0]),
      ],
    });
  return { ...head, kind: 'race', parameters: {}, build };
}

/** The page is what is guarded. */
export const falseSharingStall = shared(
  'false-sharing-stall',
  'Does a thread wait that writes to the page of an argument and not to the argument?',
  { policy: 'stall', mechanism: 'page' },
  'violated',
);

/** The repaired twin: the words that were read are. */
export const falseSharingStallFixed = shared(
  'false-sharing-stall-fixed',
  'Do writers of other words go on when a guard knows which words were read?',
  { policy: 'stall', mechanism: 'word' },
  'holds',
);

/** A call of one word, where the shape of the arguments is not the question. */
const CONNECT = syscall('connect', [FILE, '&argument', 1], 'r0');
const TAKE = syscall('notif_read', ['r7', 'r0', '&argument', 1, '&buffer'], 'r1');
const JUDGE: Program = [
  TAKE,
  branch(
    ['r1', '==', 1],
    [read('@buffer', 0, 'r2'), branch(['r2', '==', GOOD], [CONTINUE], [DENY])],
    [DENY],
  ),
];

/** A manager that judges whatever comes, for ever. */
function managingAll(targets: readonly string[], judge: Program): ThreadDeclaration {
  const begin = managing(targets, []).program.slice(0, 1 + targets.length);
  return {
    at: 'code',
    core: 0,
    service: true,
    program: [...begin, loop('forever', RECEIVE, branch(['r0', '>', 0], judge))],
  };
}

/** A signal breaks the call off while its argument is guarded, and the call is made again. */
export const restartWhileGuarded: CatalogueEntry = {
  name: 'restart-while-guarded',
  kind: 'race',
  question: 'Is a call that a signal restarts guarded by its second notification alone?',
  standsFor:
    'R7 under a guard: SA_RESTART makes a second notification with a new id (measured.md 6.2); what ' +
    'the first one read may be written to meanwhile',
  parameters: { policy: policyParameter(1), mechanism: mechanismOfPolicy(GUARD_POLICIES, 1) },
  build: (parameters) => {
    const guard = guardOf(parameters);
    return opened(restartWhileGuarded, guard, guard.policy === 'none' ? 'violated' : 'holds', {
      words: { ready: 0 },
      tasks: { ...tasksOf(['target'], 'connect'), handlers: { interrupt: NOTHING } },
      threads: {
        manager: managingAll(['target'], [TAKE, CONTINUE]),
        target: on([...restarting('$SIGUSR1'), store('ready', 1), CONNECT]),
        writer: on([
          waitFor('ready', '==', 1),
          signal('target', '$SIGUSR1', 'targets'),
          write('@argument', 0, BAD, 'r1'),
        ]),
      },
      properties: [
        APPROVED,
        CLEAN,
        sometimes('the call is carried out', ['target.r0', '==', 0]),
        sometimes('its notification is withdrawn', { event: 'withdrawn' }),
      ],
    });
  },
};

/** Two calls whose argument is the same word. */
function overlapping(
  name: string,
  question: string,
  guard: GuardDeclaration,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R28: two threads call with the same buffer; the first call returns, and the page must stay as ' +
    'it is for the second';
  const head = { name, question, standsFor };
  const targets = ['target', 'other'];
  const build = (): Scenario =>
    opened(head, guard, verdict, {
      words: { first: 0 },
      tasks: tasksOf(targets, 'connect'),
      threads: {
        manager: {
          ...managing(targets),
          program: [
            ...managing(targets).program.slice(0, 1 + targets.length),
            RECEIVE,
            TAKE,
            compute('r3', 'r0'),
            store('first', 1),
            RECEIVE,
            TAKE,
            syscall('notif_send', ['r7', 'r3', 0, 0, 1]),
            CONTINUE,
          ],
        },
        target: on([CONNECT]),
        // What comes before the first is guarded is no part of the question.
        other: on([waitFor('first', '==', 1), CONNECT]),
        writer: on([waitFor('first', '==', 1), write('@argument', 0, BAD, 'r1')]),
      },
      properties: [
        APPROVED,
        always('so is the other call', ['other.unapproved', '==', 0]),
        CLEAN,
        sometimes('both calls are carried out', {
          all: [
            ['target.r0', '==', 0],
            ['other.r0', '==', 0],
          ],
        }),
        sometimes('two guards hold the page', ['guards', '==', 2]),
      ],
      observe: ['target.r0', 'other.r0'],
    });
  return { ...head, kind: 'race', parameters: {}, build };
}

/** The first call that returns takes the guard away. */
export const overlappingGuards = overlapping(
  'overlapping-guards',
  'Is a page still guarded for one call when another one that guarded it has returned?',
  { policy: 'stall', without: 'the count' },
  'violated',
);

/** The repaired twin: guards of a page are counted. */
export const overlappingGuardsFixed = overlapping(
  'overlapping-guards-fixed',
  'Does the last of several guards on a page let it go?',
  { policy: 'stall' },
  'holds',
);

/** A thread that is born while its siblings are stopped. */
function forked(
  name: string,
  question: string,
  guard: GuardDeclaration,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'sandlock registers children by ptrace fork events before they run: who stops only the threads ' +
    'that it has found misses the one that is being born';
  const head = { name, question, standsFor };
  const build = (): Scenario => {
    const tasks = tasksOf(['target'], 'connect');
    return opened(head, guard, verdict, {
      tasks: {
        ...tasks,
        threads: {
          ...tasks.threads,
          parent: { process: 'outside' },
          writer: { process: 'outside', unborn: true },
        },
      },
      threads: {
        manager: managing(['target'], JUDGE),
        target: on([CONNECT]),
        parent: on([syscall('clone', ['$thread.writer'])]),
        writer: on([write('@argument', 0, BAD, 'r1')]),
      },
      properties: [
        APPROVED,
        CLEAN,
        sometimes('the call is carried out', ['target.r0', '==', 0]),
        sometimes('it is refused', ['target.r0', '==', EPERM]),
      ],
    });
  };
  return { ...head, kind: 'race', parameters: {}, build };
}

/** Threads are looked for once. */
export const forkWhileGuarded = forked(
  'fork-while-guarded',
  'Can a thread write that is born while every thread that could write is stopped?',
  { policy: 'freeze', without: 'the newborn' },
  'violated',
);

/** The repaired twin: nobody moves in user mode, whenever it was born. */
export const forkWhileGuardedFixed = forked(
  'fork-while-guarded-fixed',
  'Does a freeze hold for threads that are born under it?',
  { policy: 'freeze' },
  'holds',
);

/** What can befall a call that is guarded, beside its answer. */
const TROUBLE: readonly Program[] = [
  [],
  [syscall('kill', ['$process.targets', '$SIGKILL'])],
  [syscall('kill', ['$process.main', '$SIGKILL'])],
];

/** Time that a guarded call takes on real workers, about: trouble comes in the middle of many. */
const TROUBLE_NS = 100_000;

/** An argument inside of a mapping: a page before it, and one behind. */
const INSIDE = {
  code: REGIONS.code,
  argument: { page: 2, pages: 3, prot: 'rw-', anon: 1, contents: [0, GOOD] },
  buffer: { page: 6, pages: 1, prot: 'rw-', anon: 2, contents: [0] },
} as const;
const INSIDE_PAGING = { frames: 4, wordsPerFrame: 1, cores: 1 } as const;
const CONNECT_INSIDE = syscall('connect', [FILE, '&argument+1', 1], 'r0');
const TAKE_INSIDE = syscall('notif_read', ['r7', 'r0', '&argument+1', 1, '&buffer'], 'r1');

/** A call whose manager reads and answers, or dies, and that may itself be broken off or die. */
function living(
  name: string,
  question: string,
  omission: Partial<GuardDeclaration>,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R28, R29: read, reply, signal, kill and close in every order; a guard that outlives its call ' +
    'stalls its writers for ever, or keeps two mappings for good';
  const head = { name, question, standsFor };
  const { turns: many } = DUEL_PARAMETERS;
  const parameters = { mechanism: mechanismParameter(0), turns: many };
  const build = (given: Parameters): Scenario => {
    const { turns = 1 } = given;
    const guard = { ...guardOf({ ...given, policy: 1 }), ...omission };
    return opened(head, guard, verdict, {
      regions: INSIDE,
      paging: INSIDE_PAGING,
      mapCountLimit: Object.keys(INSIDE).length + 2,
      words: { ready: 0 },
      tasks: tasksOf(['target'], 'connect'),
      threads: {
        // It does not know how many calls its target lives to make.
        manager: (turns === 1 ? managing : managingAll)(
          ['target'],
          [store('ready', 1), TAKE_INSIDE, CONTINUE],
        ),
        target: on([syscall('close', [0]), ...repeated(turns, [CONNECT_INSIDE])]),
        writer: on([
          waitFor('ready', '==', 1),
          // Many calls go well before one of them does not.
          pause({ exponential: (turns - 1) * TROUBLE_NS }),
          choose('r3', ...TROUBLE.map((_trouble, index) => index)),
          ...TROUBLE.map((trouble, index) => branch(['r3', '==', index], trouble)),
          write('@argument+1', 0, BAD, 'r1'),
        ]),
      },
      properties: [
        APPROVED,
        CLEAN,
        atEnd('the mappings are as before', ['mapCount', '==', Object.keys(INSIDE).length]),
        sometimes('something is guarded', ['guards', '>', 0]),
        sometimes('the call is carried out', ['target.executed', '>', 0]),
        sometimes('its manager is dead', ['manager.signal', '==', 9]),
        sometimes('its thread is dead', ['target.signal', '==', 9]),
      ],
      observe: ['target.r0', 'target.signal', 'manager.signal'],
    });
  };
  return { ...head, kind: 'race', parameters, counts: LIFE_COUNTS, build };
}

/** Guarded calls, rounds that left something, and how they ended. */
const LIFE_COUNTS = {
  attempts: 'guardInstalled',
  costs: { 'carried out': 'executed', killed: 'killed', 'writes stalled': 'guardStall' },
} as const;

/** Every order of an end. */
export const guardLifecycle = living(
  'guard-lifecycle',
  'Is nothing left of a guard, however its call, its thread or its manager ends?',
  {},
  'holds',
);

/** Its twin: whoever is killed leaves its guard behind. */
export const guardLifecycleLeak = living(
  'guard-lifecycle-leak',
  'What is left when the thread of a guarded call is killed and nobody releases for it?',
  { without: 'the release' },
  'violated',
);

/** A guard that needs two mappings more, where there is room for one. */
function budgeted(
  name: string,
  question: string,
  omission: Partial<GuardDeclaration>,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R24 for the guard itself: a page inside a mapping costs two splits, and near vm.max_map_count ' +
    'the second is refused behind the first (mm/vma.c split_vma())';
  const head = { name, question, standsFor };
  const count = Object.keys(INSIDE).length;
  const parameters = {
    room: { meaning: 'mappings below the limit', value: 1, min: 0, max: 3 },
  };
  const build = ({ room = 1 }: Parameters): Scenario =>
    opened(head, { policy: 'stall', mechanism: 'vma', ...omission }, verdict, {
      regions: INSIDE,
      paging: INSIDE_PAGING,
      mapCountLimit: count + room,
      tasks: tasksOf(['target'], 'connect'),
      threads: {
        manager: managing(['target'], [TAKE_INSIDE, branch(['r1', '==', 1], [CONTINUE], [DENY])]),
        target: on([CONNECT_INSIDE]),
        writer: on([write('@argument+1', 0, BAD, 'r1')]),
      },
      properties: [
        APPROVED,
        CLEAN,
        atEnd('a refused guard leaves no split behind', ['mapCount', '==', count]),
        always('a guard that stands is a whole one', {
          any: [
            ['guards', '==', 0],
            ['mapCount', '==', count + 2],
          ],
        }),
        ...(room < 2
          ? [atEnd('where there is no room for it the call is refused', ['target.r0', '==', EPERM])]
          : [sometimes('something is guarded', ['guards', '>', 0])]),
      ],
    });
  return { ...head, kind: 'race', parameters, build };
}

/** It splits until it is refused. */
export const guardSplitBudget = budgeted(
  'guard-split-budget',
  'Is a guard half installed when its second split is refused?',
  { without: 'the reservation' },
  'violated',
);

/** The repaired twin: all splits or none. */
export const guardSplitBudgetFixed = budgeted(
  'guard-split-budget-fixed',
  'Are mappings as before when there is no room for all of a guard?',
  {},
  'holds',
);

/** A writer on another core, which remembers that it may write. */
function remembered(
  name: string,
  question: string,
  omission: Partial<GuardDeclaration>,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'install-guard takes a right away, and so is not done before every core has forgotten it ' +
    '(Linux arch/x86/mm/tlb.c, flush_tlb_mm_range()); release-guard gives one back, and is';
  const head = { name, question, standsFor };
  const parameters = { mechanism: mechanismParameter(1) };
  const build = (given: Parameters): Scenario => {
    const guard = { ...guardOf({ ...given, policy: 1 }), ...omission };
    return opened(head, guard, verdict, {
      paging: { ...PAGING, cores: 2 },
      words: { remembered: 0 },
      tasks: tasksOf(['target'], 'connect'),
      threads: {
        manager: managing(['target'], [waitFor('remembered', '==', 1), TAKE, CONTINUE]),
        target: on([CONNECT]),
        writer: {
          at: 'code',
          core: 1,
          program: [
            write('@argument', 0, GOOD),
            store('remembered', 1),
            write('@argument', 0, BAD, 'r1'),
          ],
        },
      },
      properties: [
        APPROVED,
        CLEAN,
        sometimes('something is guarded', ['guards', '>', 0]),
        sometimes('a core uses what it remembers', { event: 'staleTranslation' }),
      ],
    });
  };
  return { ...head, kind: 'race', parameters, build };
}

/** Nobody is interrupted. */
export const guardShootdownForgotten = remembered(
  'guard-shootdown-forgotten',
  'Does a guard hold for a core that remembers that it may write?',
  { without: 'the flush' },
  'violated',
);

/** The repaired twin. */
export const guardShootdown = remembered(
  'guard-shootdown',
  'Does a guard hold for every core behind its shootdown?',
  {},
  'holds',
);

/**
 * Two calls with one structure of two pages, to which the kernel writes both results, in the same
 * order: each lets go of a page before it waits for the other call to do so.
 */
export const inoutStructShared: CatalogueEntry = {
  name: 'inout-struct-shared',
  kind: 'litmus',
  question: 'Do two guarded calls return that both write to what both have read?',
  standsFor:
    'R26 beside R28: results of two calls go to the pages that both managers’ reads have guarded',
  parameters: {},
  build: () => {
    const targets = ['target', 'other'];
    const words = 2;
    const drive = syscall('ioctl_rw', [FILE, words, '&argument'], 'r0');
    const take = syscall('notif_read', ['r7', 'r0', '&argument', words, '&buffer'], 'r1');
    const { program } = managing(targets);
    return opened(inoutStructShared, { policy: 'stall', spans: words }, 'holds', {
      regions: {
        code: REGIONS.code,
        argument: { page: 2, pages: words, prot: 'rw-', anon: 1, contents: [GOOD, GOOD] },
        buffer: { page: 4, pages: words, prot: 'rw-', anon: 2, contents: [0, 0] },
      },
      paging: { frames: 2 * words, wordsPerFrame: 1, cores: 1 },
      words: { first: 0 },
      tasks: tasksOf(targets, 'ioctl_rw'),
      threads: {
        manager: on([
          ...program.slice(0, 1 + targets.length),
          RECEIVE,
          take,
          compute('r3', 'r0'),
          store('first', 1),
          RECEIVE,
          take,
          syscall('notif_send', ['r7', 'r3', 0, 0, 1]),
          CONTINUE,
        ]),
        target: on([drive]),
        other: on([waitFor('first', '==', 1), drive]),
        writer: on([]),
      },
      properties: [
        atEnd('both calls succeed', {
          all: [
            ['target.r0', '==', 0],
            ['other.r0', '==', 0],
          ],
        }),
        CLEAN,
        sometimes('both calls are guarded', ['guards', '==', 2 * words]),
        sometimes('one waits for the other', ['target.stalled', '==', 1]),
      ],
      observe: ['target.r0', 'other.r0'],
    });
  },
};

/** Puts the bad path there by a transfer, which has pinned the page before. */
const PINNED_WRITE = syscall(
  'process_vm_writev',
  ['$thread.writer', '&spare', '&argument', 1, 0],
  'r1',
);

/** A writer that has looked at the protection of the page before there was a guard. */
function pinned(
  name: string,
  question: string,
  omission: Partial<GuardDeclaration>,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'process_vm_writev pins its pages first and copies later without a lock ' +
    '(mm/process_vm_access.c); a buffer that is registered with io_uring, or read into with ' +
    'O_DIRECT, is pinned for longer: no protection that comes behind the pin stops the write';
  const head = { name, question, standsFor };
  const parameters = {
    policy: policyParameter(1),
    mechanism: mechanismOfPolicy(GUARD_POLICIES, 1),
  };
  const build = (given: Parameters): Scenario => {
    const guard = guardOf(given);
    const holds = verdict === 'holds' || guard.policy === 'freeze';
    const isMarking = guard.policy !== 'none' && guard.policy !== 'freeze';
    return opened(
      head,
      { ...guard, ...(isMarking && omission) },
      guard.policy === 'none' || !holds ? 'violated' : 'holds',
      {
        regions: {
          ...REGIONS,
          spare: { page: 3, pages: 1, prot: 'rw-', anon: 3, contents: [BAD] },
        },
        paging: { ...PAGING, frames: 4, pins: true },
        tasks: tasksOf(['target'], 'connect'),
        threads: {
          manager: managing(['target'], JUDGE),
          target: on([CONNECT]),
          writer: on([PINNED_WRITE]),
        },
        properties: [
          APPROVED,
          CLEAN,
          sometimes('the call is carried out', ['target.r0', '==', 0]),
          sometimes('it is refused', ['target.r0', '==', EPERM]),
          sometimes('the write is made', ['writer.r1', '==', 1]),
        ],
      },
    );
  };
  return { ...head, kind: 'race', parameters, build };
}

/** A guard asks who will write, and not who is about to. */
export const guardPinned = pinned(
  'guard-pinned',
  'Can a write land behind a guard that had pinned its page before?',
  { without: 'the pins' },
  'violated',
);

/** The repaired twin: what is pinned is refused, or copied at once. */
export const guardPinnedFixed = pinned(
  'guard-pinned-fixed',
  'Is what was approved executed when a guard asks whether its pages are pinned?',
  {},
  'holds',
);
