/**
 * Litmus scenario of concurrent edits of one address space: two threads map, unmap and protect
 * overlapping ranges while a third makes a call that the entry check looks up. However they
 * interleave, what they are told and what is mapped in the end must be what some order of whole
 * calls gives.
 *
 * The orders are computed here, on an array of pages, and stand in the property; nothing of the
 * kernel's table is used for them. Linux promises this much by holding mmap_lock from the first to
 * the last edit of a call (Documentation/mm/process_addrs.rst).
 */

import { type AddressSpaceLock, ERRNO } from '../../kernel/index.ts';
import type {
  CatalogueEntry,
  Instruction,
  Parameters,
  Program,
  Scenario,
  StateCondition,
  Verdict,
} from '../../actors/index.ts';
import {
  access,
  add,
  atEnd,
  compute,
  linearizable,
  mmap,
  mprotect,
  munmap,
  scenario,
  sometimes,
  store,
  syscall,
  waitFor,
} from '../file/build.ts';
import { NATIVE } from './entry.ts';
import { designParameter, lockOf, withoutParameter } from './lock-parameters.ts';

/** The edited pages: one mapping of marked code at first. */
const FIRST = 4;
const PAGE_COUNT = 4;
const CODE = 'r-x!';
const DATA = 'r--!';
const PLAIN = 'r-x';

/** One call of an editor; the first page is counted from the edited ones. */
interface Command {
  readonly call: 'mmap' | 'munmap' | 'mprotect' | 'check';
  readonly page: number;
  readonly pages: number;
  readonly prot: string;
}

const map = (page: number, pages: number, prot: string): Command => ({
  call: 'mmap',
  page,
  pages,
  prot,
});
const unmap = (page: number, pages: number): Command => ({ call: 'munmap', page, pages, prot: '' });
const protect = (page: number, pages: number, prot: string): Command => ({
  call: 'mprotect',
  page,
  pages,
  prot,
});

/** Commands of the two editors, and the page that the third thread calls from. */
interface History {
  readonly meaning: string;
  readonly loader: readonly Command[];
  readonly jit: readonly Command[];
  readonly from: number;
}

const HISTORIES: readonly History[] = [
  {
    meaning: 'a hole in the middle of an mprotect',
    loader: [unmap(2, 1), map(2, 1, CODE)],
    jit: [protect(0, 4, DATA)],
    from: 2,
  },
  {
    meaning: 'the mark goes and comes, page by page',
    loader: [protect(0, 2, PLAIN), protect(0, 4, CODE)],
    jit: [unmap(1, 2)],
    from: 1,
  },
  {
    meaning: 'code is replaced beside an unmap',
    loader: [map(1, 2, CODE)],
    jit: [unmap(3, 1), protect(0, 3, CODE)],
    from: 1,
  },
  {
    meaning: 'protections that split and merge',
    loader: [protect(1, 1, DATA), protect(1, 1, CODE)],
    jit: [protect(0, 3, DATA), protect(2, 2, CODE)],
    from: 1,
  },
];

const NATIVE_RESULT = 1000;
const EMULATED_RESULT = 39;

/** What is on each page: a protection, or nothing. */
type Pages = readonly (string | undefined)[];

/** The pages behind a command, and what the command returns. A call from a hole is trapped. */
function apply(pages: Pages, { call, page, pages: count, prot }: Command): [Pages, number] {
  const next = [...pages];
  if (call === 'check') return [next, pages[page] === PLAIN ? NATIVE_RESULT : EMULATED_RESULT];
  for (let at = page; at < page + count; at += 1) {
    if (call === 'mprotect' && next[at] === undefined) return [next, -ERRNO.ENOMEM];
    next[at] = call === 'munmap' ? undefined : prot;
  }
  return [next, call === 'mmap' ? FIRST + page : 0];
}

/** What the auditor finds on a page: 0 it runs, 1 nothing is there, 2 it does not run. */
function probe(prot: string | undefined): number {
  if (prot === undefined) return 1;
  return prot.includes('x') ? 0 : 2;
}

/** Mappings of the pages: neighbours of the same protection are one. */
function mappingCount(pages: Pages): number {
  return pages.filter((prot, page) => prot !== undefined && prot !== pages[page - 1]).length;
}

/** A value for each name that the property and the report speak of. */
type Ending = Readonly<Record<string, number>>;

/** The endings of all orders of whole calls, each once. */
function endings(programs: Readonly<Record<string, readonly Command[]>>): Ending[] {
  const found = new Map<string, Ending>();
  const go = (pages: Pages, done: Readonly<Record<string, number>>, results: Ending): void => {
    let isOver = true;
    for (const [name, commands] of Object.entries(programs)) {
      const index = done[name] ?? 0;
      const command = commands[index];
      if (command === undefined) continue;
      isOver = false;
      const [next, result] = apply(pages, command);
      go(next, { ...done, [name]: index + 1 }, { ...results, [`${name}.r${index}`]: result });
    }
    if (!isOver) return;
    const digits = pages.reduce((number, prot) => number * 10 + probe(prot), 0);
    const ending = { ...results, pages: digits, mapCount: 1 + mappingCount(pages) };
    const names = Object.keys(ending).toSorted();
    found.set(names.map((name) => ending[name as keyof typeof ending]).join(' '), ending);
  };
  go(
    Array.from({ length: PAGE_COUNT }, () => CODE),
    {},
    {},
  );
  return [...found.values()];
}

function instruction({ call, page, pages, prot }: Command, into: 'r0' | 'r1'): Instruction {
  const at = FIRST + page;
  switch (call) {
    case 'mmap':
      return mmap(at, pages, prot, into);
    case 'munmap':
      return munmap(at, pages, into);
    case 'mprotect':
      return mprotect(at, pages, prot, into);
    case 'check':
      return syscall('getpid', [], into);
  }
}

/** The commands, and word that they are over. */
function programOf(commands: readonly Command[]): Program {
  return [
    ...commands.map((command, index) => instruction(command, index === 0 ? 'r0' : 'r1')),
    add('over', 1),
  ];
}

/** When all is over: what is on each page, as the digits of a word. */
const AUDITOR: Program = [
  waitFor('over', '==', 3),
  ...Array.from({ length: PAGE_COUNT }, (_none, page): Program => [
    access(FIRST + page, 'execute', 'r0'),
    compute('r1', ['r1', '*', 10]),
    compute('r1', ['r1', '+', 'r0']),
  ]).flat(),
  store('pages', 'r1'),
];

/** Twins whose reader decides by what a call has half done, or which come to a standstill. */
const CAUGHT: readonly string[] = [
  'mmap-lock without the hold',
  'per-vma without the sequence',
  'per-vma without the detached check',
  'per-vma without the release before the fallback',
  'range-lock without the hold',
  'user-dispatch-range without the static range',
  'speculative without the recheck',
  'speculative without the odd sequence',
];

/** What exploration must find, in every history; what the other twins leave out is no matter. */
function verdictOf({ design, without = '' }: AddressSpaceLock): Verdict {
  return design === 'unlocked' || CAUGHT.includes(`${design} without ${without}`)
    ? 'violated'
    : 'holds';
}

/** Pages are told as digits, from below: 0 runs, 1 is not mapped, 2 does not run. */
const PROPERTY = 'results and pages (0 runs, 1 unmapped, 2 data) are those of some order of calls';

function oracle(parameters: Parameters): Scenario {
  const { history = 0 } = parameters;
  const { loader, jit, from } = HISTORIES[history] ?? HISTORIES[0]!;
  const programs = {
    loader,
    jit,
    game: [{ call: 'check', page: from, pages: 1, prot: '' }],
  } as const;
  const orders = endings(programs);
  const names = Object.keys(orders[0] ?? {});
  const varying = names.filter((name) => orders.some((order) => order[name] !== orders[0]?.[name]));
  const asInOrder = (order: Ending): StateCondition => ({
    all: names.map((name) => [name, '==', order[name] ?? 0]),
  });
  const addressSpaceLock = lockOf(parameters);
  const { name, question, standsFor } = splitMergeOracle;
  return scenario({
    name,
    question,
    standsFor,
    regions: {
      native: NATIVE,
      edited: { page: FIRST, pages: PAGE_COUNT, prot: CODE, foreign: true },
    },
    words: { over: 0, pages: 0 },
    mapCountLimit: 8,
    interposition: { kind: 'memmap', check: 'contained' },
    addressSpaceLock,
    threads: {
      loader: programOf(loader),
      jit: programOf(jit),
      game: {
        at: 'edited',
        program: [{ do: 'jump', to: FIRST + from, foreign: true }, ...programOf(programs.game)],
      },
      auditor: AUDITOR,
    },
    properties: [
      atEnd(PROPERTY, { any: orders.map(asInOrder) }),
      sometimes('all is over', ['over', '==', 3]),
    ],
    observe: varying.includes('game.r0') ? varying : ['game.r0', ...varying],
    expect: { explore: verdictOf(addressSpaceLock) },
  });
}

/** Concurrent edits against the orders of whole calls. */
export const splitMergeOracle: CatalogueEntry = {
  name: 'split-merge-oracle',
  kind: 'litmus',
  question: 'Do concurrent mmap, munmap and mprotect end as some order of whole calls would?',
  standsFor:
    'R21, R23: calls that split and merge the mappings of one address space under mmap_lock, and ' +
    'a look-up without it (mm/mmap.c, mm/mprotect.c; Documentation/mm/process_addrs.rst)',
  parameters: {
    design: designParameter(1),
    without: withoutParameter,
    history: {
      meaning: HISTORIES.map(({ meaning }, index) => `${index} ${meaning}`).join(', '),
      value: 0,
      min: 0,
      max: HISTORIES.length - 1,
    },
  },
  build: oracle,
};

/**
 * Under every design, twins included: all of them hold what excludes other writers from the first
 * to the last edit of a call, and differ in what readers hold. What a reader sees in between, such
 * as half of an mprotect, is no part of a history of calls.
 */
function calls(parameters: Parameters): Scenario {
  const { history = 0 } = parameters;
  const { loader, jit } = HISTORIES[history] ?? HISTORIES[0]!;
  const { name, question, standsFor } = memoryCallsLinearizable;
  return scenario({
    name,
    question,
    standsFor,
    regions: { native: NATIVE, edited: { page: FIRST, pages: PAGE_COUNT, prot: CODE } },
    words: { over: 0 },
    mapCountLimit: 8,
    addressSpaceLock: lockOf(parameters),
    threads: { loader: programOf(loader), jit: programOf(jit) },
    properties: [
      linearizable('calls are as in some order of whole calls'),
      sometimes('all is over', ['over', '==', 2]),
    ],
    observe: ['loader.r0', 'loader.r1', 'jit.r0', 'jit.r1'],
    expect: { explore: 'holds' },
  });
}

/** Concurrent edits against the kernel's own edits made one call at a time. */
export const memoryCallsLinearizable: CatalogueEntry = {
  name: 'memory-calls-linearizable',
  kind: 'litmus',
  question: 'Is each memory call as if it were made at once, between its begin and its return?',
  standsFor:
    'what mmap_lock promises to callers of mmap, munmap and mprotect (mm/mmap.c, mm/mprotect.c; ' +
    'linearizability: Herlihy and Wing, 1990)',
  parameters: splitMergeOracle.parameters,
  build: calls,
};
