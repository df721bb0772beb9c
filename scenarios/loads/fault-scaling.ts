/**
 * fault-scaling: threads that fault on pages of their own, beside one that maps, protects and
 * unmaps, under any lock design of the address space. One lock for all makes strangers wait for
 * each other; what each thread gets through, and how long it waits for locks, is the answer.
 *
 * There is one address space in a world. `shared` says whether the pages of all threads lie in one
 * mapping, which per-VMA locks cannot tell apart, or each thread's in a mapping of its own.
 */

import type { CatalogueEntry, Parameters, Program, Region, Scenario } from '../../actors/index.ts';
import {
  access,
  choose,
  compute,
  loop,
  mmap,
  mprotect,
  munmap,
  never,
  pause,
  scenario,
  sometimes,
} from '../file/build.ts';
import { designParameter, lockOf } from '../litmus/lock-parameters.ts';

/** Pages that each thread faults on. */
const OWN_PAGES = 8;
const FIRST = 32;
/** The editor's mapping: it protects and unmaps pages in its middle. */
const ARENA = 8;
const ARENA_PAGES = 6;

/** Faults for ever, on one page of its own after the other. */
function faulter(first: number): Program {
  const pages = Array.from({ length: OWN_PAGES }, (_none, page) => page);
  return [
    loop(
      'forever',
      choose('r0', ...pages),
      compute('r0', ['r0', '+', first]),
      access('r0', 'write'),
    ),
  ];
}

/** Splits its mapping, merges it, makes a hole and fills it, and rests. */
function editor(restNs: number): Program {
  const middle = ARENA + 2;
  return [
    loop(
      'forever',
      mprotect(middle, 2, 'r--'),
      mprotect(middle, 2, 'rw-'),
      munmap(middle, 2),
      mmap(middle, 2, 'rw-'),
      ...(restNs === 0 ? [] : [pause({ exponential: restNs })]),
    ),
  ];
}

function faults(parameters: Parameters): Scenario {
  const { threads = 2, editors = 1, shared = 1, rest = 20 } = parameters;
  const isShared = shared === 1;
  // A page stays free behind each thread's own mapping, so that mappings never merge.
  const stride = isShared ? OWN_PAGES : OWN_PAGES + 1;
  const first = (thread: number) => FIRST + thread * stride;
  const own: [string, Region][] = isShared
    ? [['heap', { page: FIRST, pages: threads * OWN_PAGES, prot: 'rw-', anon: 1 }]]
    : Array.from({ length: threads }, (_none, thread) => [
        `heap-${thread}`,
        { page: first(thread), pages: OWN_PAGES, prot: 'rw-', anon: thread + 1 },
      ]);
  const { name, question, standsFor } = faultScaling;
  return scenario({
    name,
    question,
    standsFor,
    regions: {
      native: { page: 0, pages: 2, prot: 'r-x' },
      arena: { page: ARENA, pages: ARENA_PAGES, prot: 'rw-' },
      ...Object.fromEntries(own),
    },
    mapCountLimit: own.length + 16,
    addressSpaceLock: lockOf(parameters),
    mmapLock: 'queued-rwsem',
    threads: {
      ...Object.fromEntries(
        Array.from({ length: threads }, (_none, thread) => [
          `worker-${thread}`,
          { at: 'native', program: faulter(first(thread)) },
        ]),
      ),
      ...(editors === 1 && { editor: { at: 'native', program: editor(rest * 1_000) } }),
    },
    properties: [
      never('a fault fails', { event: 'segfault' }),
      never('a fault ends with a permission that is gone', { event: 'staleDecision' }),
      never('a fault reads a freed mapping', { event: 'useAfterFree' }),
      sometimes('a page is looked up', { event: 'looked' }),
    ],
  });
}

/** Page faults of many threads beside an editor. */
export const faultScaling: CatalogueEntry = {
  name: 'fault-scaling',
  kind: 'load',
  question: 'How many page faults does each thread get through beside an editor, by lock design?',
  standsFor:
    'page faults of many threads behind one mmap_lock, and the per-VMA locks that were made for ' +
    'them (LWN 906852, “Concurrent page-fault handling with per-VMA locks”; mm/memory.c)',
  explainedBy: 'fault-beside-edit',
  parameters: {
    threads: { meaning: 'threads that fault', value: 2, min: 1, max: 1_000 },
    design: designParameter(2),
    shared: {
      meaning: '1 the pages of all threads lie in one mapping, 0 each thread has its own',
      value: 1,
      min: 0,
      max: 1,
    },
    editors: { meaning: 'threads that map, protect and unmap', value: 1, min: 0, max: 1 },
    rest: {
      meaning: 'mean rest of the editor between its turns, in us',
      value: 20,
      min: 0,
      max: 100_000,
    },
  },
  build: faults,
};
