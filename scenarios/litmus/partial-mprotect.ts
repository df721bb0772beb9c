/**
 * Litmus scenarios of an mprotect over several mappings. It goes from one to the next and stops at
 * the first that it may not change: what it has changed by then stays changed, and the call says
 * only that it failed. Whether others can see it half done while it runs is the lock design's.
 *
 * Source: Linux mm/mprotect.c do_mprotect_pkey(): a hole is ENOMEM, a mapping that may not be
 * written EACCES, both behind the mappings before it; mprotect(2) leaves it open.
 */

import { type AddressSpaceLock, ERRNO, FILE_OPENED, MAP, PROT } from '../../kernel/index.ts';
import type {
  CatalogueEntry,
  Instruction,
  Parameters,
  Program,
  Scenario,
  Verdict,
} from '../../actors/index.ts';
import {
  access,
  branch,
  jump,
  load,
  mark,
  mprotect,
  munmap,
  never,
  scenario,
  sometimes,
  store,
  syscall,
  waitFor,
} from '../file/build.ts';
import { NATIVE } from './entry.ts';
import { designParameter, lockOf, withoutParameter } from './lock-parameters.ts';

/** What another thread puts in the way of the call, and the errno that the call then gives. */
const OBSTACLES: readonly { readonly put: Instruction; readonly errno: number }[] = [
  { put: munmap('@second', 1), errno: ERRNO.ENOMEM },
  {
    // A file that was opened for reading only, mapped shared: never to be written.
    put: syscall('mmap', [
      '@second',
      1,
      PROT.READ,
      MAP.SHARED | MAP.FIXED | FILE_OPENED.READ_ONLY,
      1,
    ]),
    errno: ERRNO.EACCES,
  },
];

/** Values of `told`: what the patcher has said of the memory. */
const WRITABLE = 1;
const UNTOUCHED = 2;

/**
 * A patcher makes two mappings writable with one call, while another thread puts an obstacle into
 * the second. If the call fails it says that nothing was touched, and who relies on that tries.
 */
function partial(
  name: string,
  question: string,
  afterFailure: Program,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R23: an mprotect that fails with ENOMEM or EACCES has changed the mappings before the ' +
    'obstacle (mm/mprotect.c, do_mprotect_pkey)';
  const build = ({ obstacle = 0 }: Parameters) => {
    const { put, errno } = OBSTACLES[obstacle] ?? OBSTACLES[0]!;
    return scenario({
      name,
      question,
      standsFor,
      regions: {
        native: NATIVE,
        first: { page: 4, pages: 1, prot: 'r--', file: 2 },
        second: { page: 5, pages: 1, prot: 'r--', file: 3 },
      },
      words: { told: 0 },
      threads: {
        patcher: [
          mprotect('@first', 2, 'rw-', 'r0'),
          branch(
            ['r0', '<', 0],
            [...afterFailure, store('told', UNTOUCHED)],
            [store('told', WRITABLE)],
          ),
        ],
        unloader: [put],
        attacker: [
          waitFor('told', '!=', 0),
          load('told', 'r1'),
          branch(
            ['r1', '==', UNTOUCHED],
            [access('@first', 'write', 'r0'), branch(['r0', '==', 0], [mark('writes')])],
          ),
        ],
      },
      properties: [
        never('memory that was said to be untouched is writable', { marked: 'writes' }),
        sometimes('the call fails', ['patcher.r0', '==', -errno]),
        sometimes('the call succeeds', ['attacker.r1', '==', WRITABLE]),
      ],
      observe: ['patcher.r0', 'attacker.r0'],
      expect: { explore: verdict },
    });
  };
  const parameters = {
    obstacle: {
      meaning: '0 the second mapping is unmapped (ENOMEM), 1 may not be written (EACCES)',
      value: 0,
      min: 0,
      max: OBSTACLES.length - 1,
    },
  };
  return { name, kind: 'race', question, standsFor, parameters, build };
}

/** The patcher takes a failed call for one that did nothing. */
export const partialMprotect = partial(
  'partial-mprotect',
  'Does an mprotect that fails leave the memory as it was?',
  [],
  'violated',
);

/** The repaired twin: it looks how far the call came, and takes that back. */
export const partialMprotectFixed = partial(
  'partial-mprotect-fixed',
  'Is memory as it was when the caller looks how far a failed mprotect came, and undoes that?',
  [access('@first', 'write', 'r1'), branch(['r1', '==', 0], [mprotect('@first', 1, 'r--')])],
  'holds',
);

/** Who looks at the two mappings while the call runs, first at the one that is changed first. */
interface Observer {
  readonly prot: string;
  readonly wanted: string;
  /** What a look says of a mapping that was changed. */
  readonly changed: number;
  readonly look: (into: 'r0' | 'r1') => Instruction;
}

const SYSINFO_EMULATED = 99;

const OBSERVERS: readonly Observer[] = [
  {
    prot: 'rw-',
    wanted: 'r--',
    changed: 2,
    look: (into) => access(into === 'r0' ? '@first' : '@second', 'write', into),
  },
  {
    prot: 'r-x',
    wanted: 'r-x!',
    changed: SYSINFO_EMULATED,
    look: (into) => syscall('sysinfo', [], into),
  },
];

const SEES_ALL = { marked: 'sees all' } as const;
const FAULT = 0;
const CHECK = 1;

/** Twins that forget that write locks of mappings last until the call ends show each change. */
const WITHOUT_SEQUENCE: readonly (string | undefined)[] = ['the sequence', 'the odd sequence'];

/** What exploration must find: the unlocked check sees halves, and so do three twins' readers. */
function halfVerdict({ design, without }: AddressSpaceLock, by: number): Verdict {
  const isBare = design === 'unlocked' && by === CHECK;
  return isBare || WITHOUT_SEQUENCE.includes(without) ? 'violated' : 'holds';
}

/** A range that was set once does not see the mark at all. */
function isBlind({ design, without }: AddressSpaceLock, by: number): boolean {
  return by === CHECK && design === 'user-dispatch-range' && without === undefined;
}

function half(parameters: Parameters): Scenario {
  const { by = CHECK } = parameters;
  const { prot, wanted, changed, look } = OBSERVERS[by] ?? OBSERVERS[0]!;
  const addressSpaceLock = lockOf(parameters);
  const goTo = (region: string): Program => (by === FAULT ? [] : [jump(`@${region}`)]);
  const { name, question, standsFor } = mprotectHalfSeen;
  return scenario({
    name,
    question,
    standsFor,
    regions: {
      native: NATIVE,
      first: { page: 4, pages: 1, prot, foreign: by !== FAULT, file: 1, anon: 1 },
      second: { page: 5, pages: 1, prot, foreign: by !== FAULT, file: 2, anon: 2 },
    },
    mapCountLimit: 4,
    interposition: by === FAULT ? { kind: 'none' } : { kind: 'memmap', check: 'contained' },
    addressSpaceLock,
    threads: {
      loader: [mprotect('@first', 2, wanted)],
      observer: [
        ...goTo('first'),
        look('r0'),
        branch(
          ['r0', '==', changed],
          [
            ...goTo('second'),
            look('r1'),
            branch(['r1', '==', changed], [mark('sees all')], [mark('sees half')]),
          ],
        ),
      ],
    },
    properties: [
      never('an mprotect is seen half done', { marked: 'sees half' }),
      ...(isBlind(addressSpaceLock, by) ? [] : [sometimes('it is seen done', SEES_ALL)]),
    ],
    observe: ['observer.r0', 'observer.r1'],
    expect: { explore: halfVerdict(addressSpaceLock, by) },
  });
}

/** Whether a thread can see the first mapping changed and the second not yet. */
export const mprotectHalfSeen: CatalogueEntry = {
  name: 'mprotect-half-seen',
  kind: 'race',
  question: 'Under which lock designs can another thread see an mprotect half done?',
  standsFor:
    'R23, while the call runs: mprotect goes from mapping to mapping, and who looks without the ' +
    'lock sees each change by itself (mm/mprotect.c; Documentation/mm/process_addrs.rst)',
  parameters: {
    design: designParameter(0),
    without: withoutParameter,
    by: {
      meaning: 'who looks: 0 page faults, 1 the entry check of system calls',
      value: CHECK,
      min: FAULT,
      max: CHECK,
    },
  },
  build: half,
};
