/**
 * Litmus scenario of page faults beside one thread that edits: the small form of the load
 * `fault-scaling`. What is asked of each lock design is what a program takes for granted: every
 * fault ends, with the permission that stands when it ends, and who faults behind the return of an
 * mprotect meets the new protection.
 *
 * Source: Linux mm/memory.c handle_mm_fault(), lock_vma_under_rcu();
 * Documentation/mm/process_addrs.rst.
 */

import type { AddressSpaceLock } from '../../kernel/index.ts';
import type { CatalogueEntry, Parameters, Program, Scenario, Verdict } from '../../actors/index.ts';
import {
  access,
  add,
  atEnd,
  branch,
  load,
  mark,
  mmap,
  mprotect,
  munmap,
  never,
  scenario,
  sometimes,
  store,
} from '../file/build.ts';
import { NATIVE } from './entry.ts';
import { designParameter, lockOf, withoutParameter } from './lock-parameters.ts';

const REPLACES = 1;

/** What the editor does before it says that the page may not be written any more. */
const EDITORS: readonly Program[] = [
  [mprotect('@data', 1, 'r--')],
  [munmap('@data', 1), mmap('@data', 1, 'r--')],
];

/** Designs whose twins break the entry check alone: their page faults take the mmap lock. */
const FAULTS_UNDER_MMAP_LOCK: readonly string[] = ['range-cache', 'user-dispatch-range'];

/** Twins that any edit catches: they take no notice of the one that is under way. */
const CAUGHT_BY_ANY: readonly string[] = ['the sequence', 'the recheck', 'the odd sequence'];

/**
 * What exploration must find. A twin whose readers take no notice of a call that is under way is
 * caught by any edit, the others where mappings come and go.
 */
function verdictOf({ design, without }: AddressSpaceLock, edit: number): Verdict {
  if (without === undefined || FAULTS_UNDER_MMAP_LOCK.includes(design)) return 'holds';
  return CAUGHT_BY_ANY.includes(without) || edit === REPLACES ? 'violated' : 'holds';
}

function faults(parameters: Parameters): Scenario {
  const { threads = 2, edit = REPLACES } = parameters;
  const addressSpaceLock = lockOf(parameters);
  const { name, question, standsFor } = faultBesideEdit;
  return scenario({
    name,
    question,
    standsFor,
    regions: {
      native: NATIVE,
      // It has its anon_vma already: a write needs no look at the neighbours.
      data: { page: 4, pages: 2, prot: 'rw-', anon: 1 },
    },
    words: { revoked: 0, over: 0 },
    mapCountLimit: 4,
    addressSpaceLock,
    threads: {
      editor: [...(EDITORS[edit] ?? []), store('revoked', 1)],
      worker: {
        at: 'native',
        count: threads,
        program: [
          load('revoked', 'r1'),
          access('@data', 'write', 'r0'),
          branch(['r0', '==', 0], [branch(['r1', '==', 1], [mark('late')], [mark('in time')])]),
          add('over', 1),
        ],
      },
    },
    properties: [
      never('a write passes behind the return of the edit', { marked: 'late' }),
      never('a fault ends with a permission that is gone', { event: 'staleDecision' }),
      never('a fault reads a freed mapping', { event: 'useAfterFree' }),
      atEnd('every fault ends', ['over', '==', threads]),
      sometimes('a write passes', { marked: 'in time' }),
    ],
    observe:
      threads === 1
        ? ['worker.r0']
        : Array.from({ length: threads }, (_none, index) => `worker-${index}.r0`),
    expect: { explore: verdictOf(addressSpaceLock, edit) },
  });
}

/** Page faults beside one editor. */
export const faultBesideEdit: CatalogueEntry = {
  name: 'fault-beside-edit',
  kind: 'litmus',
  question: 'Does every page fault end, with the permission that stands, beside an editor?',
  standsFor:
    'page faults and mprotect of one address space: mmap_lock for reading, and the per-VMA locks ' +
    'that came in its place (mm/memory.c; LWN 906852, “Concurrent page-fault handling with per-VMA locks”)',
  parameters: {
    design: designParameter(2),
    without: withoutParameter,
    threads: { meaning: 'threads that fault', value: 2, min: 1, max: 6 },
    edit: {
      meaning: 'the editor 0 protects the page, 1 unmaps it and maps another',
      value: REPLACES,
      min: 0,
      max: EDITORS.length - 1,
    },
  },
  build: faults,
};
