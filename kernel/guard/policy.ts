/**
 * Policy: what becomes of a concurrent write, by which mechanism the kernel notices it, and over
 * which mappings. Not all of them can go together: `guardFault` is the table, with the reason for
 * each hole in it; README.md has both at length. Invariant: a world has one design, and every guard
 * in it follows it.
 * Tested by: test/kernel/guard/policy.test.ts
 */

/** What a write to what a manager has read meets. */
export const GUARD_POLICIES = ['none', 'stall', 'sigbus', 'eperm', 'snapshot', 'freeze'] as const;
/** What a write to what a manager has read meets. */
export type GuardPolicy = (typeof GUARD_POLICIES)[number];

/**
 * How the kernel notices the write: a VMA of its own for the pages, a mark at each page-table
 * entry, or a mark and the words within the page.
 */
export const GUARD_MECHANISMS = ['vma', 'page', 'word'] as const;
/**
 * All of them: what Linux has besides is a mark at the entry that UFFDIO_WRITEPROTECT sets. It goes
 * with the entry, so that whoever empties the page or maps over it takes it away, and a write by
 * force (/proc/TID/mem) does not wait but fails.
 */
export const KNOWN_MECHANISMS = [...GUARD_MECHANISMS, 'userfaultfd'] as const;
/** How the kernel notices a write. */
export type GuardMechanism = (typeof KNOWN_MECHANISMS)[number];

/** Which mappings are guarded: the one that was read through, or all of its frame (rmap). */
export const GUARD_SCOPES = ['mapping', 'frame'] as const;
/** Which mappings are guarded. */
export type GuardScope = (typeof GUARD_SCOPES)[number];

/** What a broken guard leaves out, for twins that must be caught. */
export const GUARD_OMISSIONS = [
  'the flush',
  'the rmap',
  'the count',
  'the release',
  'the reset',
  'the reservation',
  'the edits',
  'the pins',
  'the newborn',
] as const;
/** What a broken guard leaves out. */
export type GuardOmission = (typeof GUARD_OMISSIONS)[number];

/** How the guards of a world work. */
export interface GuardDesign {
  readonly policy: GuardPolicy;
  /** How writes are noticed; the policies `none` and `freeze` notice none. */
  readonly mechanism: GuardMechanism;
  readonly scope: GuardScope;
  readonly without: GuardOmission | undefined;
}

/** Whether a policy marks pages at all. */
export function marksPages(policy: GuardPolicy): boolean {
  return policy !== 'none' && policy !== 'freeze';
}

/** What a scenario asked for; undefined stands for the default of the policy. */
interface GuardWish {
  readonly policy: GuardPolicy;
  readonly mechanism?: GuardMechanism;
  readonly scope?: GuardScope;
  readonly without?: GuardOmission;
}

/** The design of what was asked for: a mark on every mapping of the frame, unless it says so. */
export function guardDesign({ policy, mechanism, scope, without }: GuardWish): GuardDesign {
  const by = mechanism ?? 'page';
  const isByMapping = by === 'vma' || by === 'userfaultfd';
  return { policy, mechanism: by, scope: scope ?? (isByMapping ? 'mapping' : 'frame'), without };
}

/** Why what was asked for cannot be, in one line; undefined if it can. */
export function guardFault({ policy, mechanism, scope, without }: GuardWish): string | undefined {
  if (!marksPages(policy)) {
    const why =
      policy === 'none'
        ? "'none' guards nothing"
        : "'freeze' stops the threads that could write, and marks no page";
    if (mechanism !== undefined)
      return `${why}: it goes with no mechanism, not with '${mechanism}'`;
    if (scope !== undefined) return `${why}: it goes with no scope, not with '${scope}'`;
  }
  if (mechanism === 'vma' && scope === 'frame')
    return (
      "a guard by 'vma' stands on one mapping: an rmap walk holds the lock of the frame's mappings, " +
      "under which no mmap_lock may be taken to split the others (mm/rmap.c), so 'frame' cannot be"
    );
  if (mechanism === 'userfaultfd' && (policy !== 'stall' || scope === 'frame'))
    return (
      "a mark of 'userfaultfd' makes writers through one mapping wait (ioctl_userfaultfd(2)): it " +
      "goes with 'stall' over 'mapping' alone"
    );
  return without === undefined ? undefined : omissionFault(without, policy, mechanism, scope);
}

/** Why there is nothing to leave out. */
function omissionFault(
  without: GuardOmission,
  policy: GuardPolicy,
  mechanism: GuardMechanism | undefined,
  scope: GuardScope | undefined,
): string | undefined {
  const isVma = mechanism === 'vma';
  const nothing = `a guard by '${policy}'${isVma ? " and 'vma'" : ''} has no '${without}' to leave out`;
  switch (without) {
    case 'the newborn':
      return policy === 'freeze' ? undefined : nothing;
    case 'the reservation':
      return marksPages(policy) && isVma ? undefined : nothing;
    case 'the rmap':
      return marksPages(policy) && !isVma && scope !== 'mapping' ? undefined : nothing;
    case 'the release':
      return policy === 'none' ? nothing : undefined;
    case 'the pins':
      return marksPages(policy) && mechanism !== 'userfaultfd' ? undefined : nothing;
    case 'the flush':
    case 'the count':
    case 'the reset':
    case 'the edits':
      return marksPages(policy) ? undefined : nothing;
  }
}
