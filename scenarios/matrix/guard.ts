/**
 * Guards of the matrix: what a supervisor can do so that what it judged is what is executed. Those
 * of today were measured on a real kernel; those of the seed exist nowhere but here.
 */

import {
  GUARD_MECHANISMS,
  GUARD_POLICIES,
  type GuardMechanism,
  type GuardPolicy,
  type GuardScope,
} from '../../kernel/index.ts';
import type { GuardDeclaration } from '../../actors/index.ts';

/** A guard of the matrix. */
export interface MatrixGuard {
  readonly name: string;
  readonly source: string;
  /** How the supervisor looks, and how it lets the call go on. */
  readonly means: 'none' | 'mprotect' | 'emulate' | 'trace' | 'handle';
  /** What the kernel does about what was read through the handle. */
  readonly declaration?: GuardDeclaration;
}

/** Guards that were measured, by the names of the measurements. */
export const TODAY: readonly MatrixGuard[] = [
  { name: 'none', means: 'none', source: 'CONTINUE, and nothing is guarded' },
  {
    name: 'uffdwp',
    means: 'handle',
    declaration: { policy: 'stall', mechanism: 'userfaultfd' },
    source: 'UFFDIO_WRITEPROTECT on the page of the argument (ioctl_userfaultfd(2))',
  },
  {
    name: 'mprotect',
    means: 'mprotect',
    source: 'PROT_READ on the page of the argument; writers wait in their SIGSEGV handler',
  },
  {
    name: 'addfd',
    means: 'emulate',
    source: 'the supervisor opens its own copy (SECCOMP_IOCTL_NOTIF_ADDFD)',
  },
  {
    name: 'trace',
    means: 'trace',
    source: 'RET_TRACE: the tracer copies the path into sealed memory and redirects the pointer',
  },
];

/** The seed's own policies, under each mechanism and over each scope that goes with it. */
export const SEED: readonly MatrixGuard[] = GUARD_POLICIES.filter(
  (policy) => policy !== 'none',
).flatMap((policy): MatrixGuard[] => {
  if (policy === 'freeze') return [seeded(policy)];
  return GUARD_MECHANISMS.flatMap((mechanism) =>
    (mechanism === 'vma' ? (['mapping'] as const) : (['mapping', 'frame'] as const)).map((scope) =>
      seeded(policy, mechanism, scope),
    ),
  );
});

function seeded(policy: GuardPolicy, mechanism?: GuardMechanism, scope?: GuardScope): MatrixGuard {
  return {
    name: [policy, mechanism, scope].filter((each) => each !== undefined).join('-'),
    means: 'handle',
    declaration: {
      policy,
      ...(mechanism !== undefined && { mechanism }),
      ...(scope !== undefined && { scope }),
    },
    source: 'the seed: what a manager reads through its handle is held still',
  };
}
