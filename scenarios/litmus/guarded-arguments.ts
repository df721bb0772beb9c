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
  type Draft,
  exit,
  read,
  scenario,
  sometimes,
  syscall,
  write,
} from '../file/build.ts';
import { CONTINUE, filterOn, install, LISTENER, RECEIVE } from './entry.ts';

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

/** A thread on the core that all share. */
const on = (program: Program): ThreadDeclaration => ({ at: 'code', core: 0, program });

function tasksOf(targets: readonly string[], notified = 'openat2'): NonNullable<Draft['tasks']> {
  return {
    processes: {
      main: {},
      ...Object.fromEntries(targets.map((target) => [`${target}s`, { files: { 1: 1 } }])),
      others: {},
    },
    threads: {
      manager: { noNewPrivs: true },
      writer: { process: 'others' },
      ...Object.fromEntries(
        targets.map((target) => [target, { process: `${target}s`, unborn: true }]),
      ),
    },
    filters: { notify: filterOn(notified, 'USER_NOTIF') },
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
  protects: GUARD_POLICIES,
});

const mechanismParameter = (value: number) => ({
  meaning: GUARD_MECHANISMS.map((name, index) => `${index} ${name}`).join(', '),
  value,
  min: 0,
  max: GUARD_MECHANISMS.length - 1,
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
  parameters: { policy: policyParameter(1), mechanism: mechanismParameter(1) },
  build: (parameters) => {
    const guard = guardOf(parameters);
    return opened(guardPolicies, guard, guard.policy === 'none' ? 'violated' : 'holds');
  },
};
