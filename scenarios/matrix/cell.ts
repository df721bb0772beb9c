/**
 * A cell of the matrix guard x route: one call with a path in memory, one supervisor that judges
 * it, and one attacker who puts a forbidden path there by one route, once, at any time. It has no
 * property: all that is asked is how it can end, and an exhausted search says so.
 *
 * The path is one word, as the attackers of the real kernel flipped one byte: what is executed is
 * benign, forbidden, or neither. A write that faults because the page is not writable is made again
 * until it is, as a SIGSEGV handler does that waits for the guard's end.
 *
 * Deviation: all threads share the page table (a fork has no copy of its own), so that the
 * supervisor itself can protect a page of the target, and the sealed copy is a second mapping.
 */

import type { Instruction, Program, Region, Scenario } from '../../actors/index.ts';
import {
  branch,
  compute,
  dontNeed,
  exit,
  loop,
  moveOver,
  mprotect,
  openat2,
  openMemory,
  pwrite,
  read,
  readFile,
  readMemory,
  repeat,
  scenario,
  store,
  syscall,
  waitFor,
  write,
  writeMemory,
} from '../file/build.ts';
import { CONTINUE, exposed, filterOn, install, LISTENER, RECEIVE, reply } from '../litmus/entry.ts';
import type { MatrixGuard } from './guard.ts';

/** What the path names. */
export const BENIGN = 1;
export const FORBIDDEN = 2;
/** A struct open_how of three words, the path, and the zero behind it. */
const PATH = 3;
const WORDS = PATH + 2;
const argumentWith = (path: number): number[] => [0, 0, 0, path, 0];
const EPERM = -1;
/** SECCOMP_ADDFD_FLAG_SEND. */
const SEND = 2;
/** SEGV_ACCERR: the page is there and may not be written. */
const ACCERR = 2;
/** MAP_SHARED | MAP_FIXED, and PROT_READ | PROT_WRITE. */
const SHARED_FIXED = 0x11;
const READ_WRITE = 3;

/** Routes by which the memory changes, as the measurements name them. */
export const MATRIX_ROUTES = [
  'store',
  'alias',
  'mremap',
  'mmapfixed',
  'procmem',
  'pvwritev',
  'readinto',
  'dontneed',
  'mprotect_rw',
] as const;
/** A route by which the memory changes. */
export type MatrixRoute = (typeof MATRIX_ROUTES)[number];

/**
 * The same, and one that no measurement could time: process_vm_writev, interrupted between its pin
 * of the page and its copy. An attacker on a CPU of its own is over that in a fraction of a
 * microsecond, so that the nine above are searched as if nobody ever were.
 */
export const CELL_ROUTES = [...MATRIX_ROUTES, 'pinned'] as const;
/** A route of a cell. */
export type CellRoute = (typeof CELL_ROUTES)[number];

/** Notes in r5 that an operation has failed: its result in r6 is below 0. */
const NOTED = branch(['r6', '<', 0], [compute('r5', 1)]);
const tried = (each: Instruction): Program => [
  each.do === 'syscall' ? { ...each, into: 'r6' } : each,
  NOTED,
];
/** A store that waits in its SIGSEGV handler, and notes any other fault. */
const stored = (at: '@argument' | '@alias'): Program => [
  repeat(['r4', '!=', ACCERR], write(at, PATH, FORBIDDEN, 'r4')),
  branch(['r4', '!=', 0], [compute('r5', 1)]),
];

const PUT_BY_TRANSFER = tried(writeMemory('$thread.attacker', '&argument+3', '&spare+3', 1));

/** What the attacker does. */
const ATTACKS: Readonly<Record<CellRoute, Program>> = {
  store: stored('@argument'),
  alias: stored('@alias'),
  mremap: tried(moveOver('@spare', '@argument', 1)),
  // What is mapped over it holds the forbidden path already, as a file does.
  mmapfixed: tried(
    syscall('mmap', ['@argument', 1, READ_WRITE, SHARED_FIXED, '$object.replacement']),
  ),
  procmem: [
    // /proc/self/mem: the memory of the process is one.
    openMemory('$thread.attacker', 'r7'),
    ...tried(pwrite('r7', '&argument+3', '&spare+3', 1)),
  ],
  pvwritev: PUT_BY_TRANSFER,
  pinned: PUT_BY_TRANSFER,
  readinto: tried(readFile(0, '&argument+3', 1)),
  // The page is empty, and written to where nothing protects it any more.
  dontneed: [...tried(dontNeed('@argument', 1)), ...stored('@argument')],
  mprotect_rw: [...tried(mprotect('@argument', 1, 'rw-')), ...stored('@argument')],
};

const SPARE: Region = {
  page: 8,
  pages: 1,
  prot: 'rw-',
  anon: 8,
  contents: argumentWith(FORBIDDEN),
};
/** Regions that a route needs besides. */
const REGIONS: Readonly<Record<CellRoute, Readonly<Record<string, Region>>>> = {
  store: {},
  alias: { alias: { page: 8, pages: 1, prot: 'rw-', shared: 'object' } },
  mremap: { spare: SPARE },
  mmapfixed: {
    replacement: { page: 4, pages: 1, prot: 'rw-', shared: 'file', absent: true },
    file: { page: 8, pages: 1, prot: 'rw-', shared: 'file', contents: argumentWith(FORBIDDEN) },
  },
  procmem: { spare: SPARE },
  pvwritev: { spare: SPARE },
  pinned: { spare: SPARE },
  readinto: {},
  dontneed: {},
  mprotect_rw: {},
};

/** The words of a cell that a search observes at every end. */
export const CELL_OBSERVED = [
  'target.executed',
  'target.executed3',
  'supervisor.executed',
  'supervisor.executed3',
  'attacker.r5',
  'target.r0',
] as const;

/** The scenario of a cell. */
export function cell(guard: MatrixGuard, route: CellRoute): Scenario {
  const isTraced = guard.means === 'trace';
  return scenario({
    name: `${guard.name} against ${route}`,
    question: 'How can the call end?',
    standsFor: `${guard.source}; the memory changes by ${route}`,
    regions: {
      code: { page: 1, pages: 1, prot: 'r-x' },
      argument: {
        page: 4,
        pages: 1,
        prot: 'rw-',
        contents: argumentWith(BENIGN),
        ...(route === 'alias' ? { shared: 'object' } : { anon: 4 }),
      },
      own: {
        page: 6,
        pages: 1,
        prot: 'rw-',
        contents: argumentWith(0),
        ...(isTraced ? { shared: 'sealed' } : { anon: 6 }),
      },
      ...(isTraced && { sealed: { page: 7, pages: 1, prot: 'r--', shared: 'sealed' } }),
      ...REGIONS[route],
    },
    paging: { frames: 6, wordsPerFrame: WORDS, ...(route === 'pinned' && { pins: true }) },
    ...(guard.declaration !== undefined && { guard: { ...guard.declaration, spans: 1 } }),
    words: { listening: 0 },
    tasks: exposed({
      targets: ['target'],
      attackers: ['attacker'],
      filter: filterOn('openat2', isTraced ? 'TRACE' : 'USER_NOTIF'),
      files: [[FORBIDDEN]],
    }),
    threads: {
      supervisor: {
        at: 'code',
        service: true,
        core: 0,
        program: isTraced ? TRACER : serving(guard),
      },
      target: {
        at: 'code',
        core: 0,
        program: [
          install('$filter.notify', isTraced ? 0 : LISTENER),
          ...(isTraced ? [waitFor('listening', '==', 1)] : [store('listening', 1)]),
          openat2('&argument+3', '&argument', 'r0'),
          ...(guard.means === 'mprotect' ? [mprotect('@argument', 1, 'rw-')] : []),
        ],
      },
      attacker: { at: 'code', core: 0, program: ATTACKS[route] },
    },
    observe: CELL_OBSERVED,
    expect: { explore: 'holds' },
  });
}

/** Copies the path to memory of the supervisor's own. */
const COPY = readMemory('$thread.target', '&own+3', '&argument+3', 1, 'r1');

/** Looks at its copy; a copy that failed is denied. */
function judging(copy: Instruction, count: number, allowed: Program): Program {
  return [
    copy,
    branch(
      ['r1', '==', count],
      [read('@own', PATH, 'r2'), branch(['r2', '==', BENIGN], allowed, [reply(EPERM)])],
      [reply(EPERM)],
    ),
  ];
}

function deedsOf({ means }: MatrixGuard): Program {
  switch (means) {
    case 'none':
      return judging(COPY, 1, [CONTINUE]);
    case 'mprotect':
      return [mprotect('@argument', 1, 'r--'), ...judging(COPY, 1, [CONTINUE])];
    case 'emulate':
      return judging(COPY, 1, [
        openat2('&own+3', '&own', 'r4'),
        syscall('notif_addfd', ['r7', 'r0', SEND, 'r4']),
      ]);
    case 'handle':
      return judging(syscall('notif_read', ['r7', 'r0', '&argument+3', 1, '&own+3'], 'r1'), 1, [
        CONTINUE,
      ]);
    case 'trace':
      return [];
  }
}

function serving(guard: MatrixGuard): Program {
  return [
    waitFor('listening', '==', 1),
    compute('r7', 0),
    loop('forever', RECEIVE, branch(['r0', '>', 0], deedsOf(guard), [exit()])),
  ];
}

/** A tracer that puts the path into the sealed copy, and the copy into the registers. */
const TRACER: Program = [
  syscall('ptrace_seize', ['$thread.target', '$ptrace.TRACESECCOMP']),
  store('listening', 1),
  syscall('ptrace_wait', ['$thread.target'], 'r0'),
  COPY,
  read('@own', PATH, 'r2'),
  branch(
    ['r2', '==', BENIGN],
    // RSI is the path, RDX the struct open_how.
    [syscall('ptrace_pokeuser', ['$thread.target', 104, '&sealed+3'])],
    [
      syscall('ptrace_pokeuser', ['$thread.target', 120, -1]),
      syscall('ptrace_pokeuser', ['$thread.target', 80, EPERM]),
    ],
  ),
  syscall('ptrace_cont', ['$thread.target']),
];
