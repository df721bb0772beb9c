/**
 * Fork: a child's VMA table made from its parent's. Invariant: the child has the same VMAs, and
 * what the parent wrote to has an anon_vma identity of the child's own, which is marked: as long as
 * it is chained to the parent's pages it joins nothing but its own parts, so that faults need not
 * look at two chains. Sources: Linux mm/mmap.c dup_mmap(), mm/rmap.c anon_vma_fork(). Deviation:
 * the mark stays after the parent is gone or every page was copied; so it does in Linux until an
 * exec.
 * Tested by: test/scenarios/conform/conform.test.ts
 */

import { TABLE } from '../memory/layout.ts';
import { VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { heapBreak } from './break.ts';
import {
  beginEdit,
  endEdit,
  inheritedIdentity,
  insertVma,
  NO_VMA,
  setVmaAnon,
  vmaAnon,
  vmaBehind,
  vmaEnd,
  vmaFile,
  vmaFlags,
  vmaShift,
  vmaStart,
} from './table.ts';

/**
 * Copies the parent's VMAs into the child's table, which is empty and has the parent's policy.
 * Preconditions: the parent's mmap lock is held for writing, and nobody runs in the child yet.
 */
export function inheritTable(parent: World, child: World): void {
  beginEdit(child);
  let source = vmaBehind(parent, 0);
  while (source !== NO_VMA) {
    const record = insertVma(
      child,
      vmaStart(parent, source),
      vmaEnd(parent, source),
      // What is guarded is the parent's call: the child's mapping is an ordinary one.
      vmaFlags(parent, source) & ~VM.GUARDED,
      vmaFile(parent, source),
      0,
      vmaShift(parent, source),
    );
    if (vmaAnon(parent, source) !== 0) setVmaAnon(child, record, inheritedIdentity(child, record));
    source = vmaBehind(parent, vmaEnd(parent, source));
  }
  endEdit(child);
  child.words.set(child.layout.table + TABLE.BREAK, heapBreak(parent));
}
