/**
 * VMA record: what the designs have in common whose readers keep the record of a VMA and no lock of
 * the address space (per-vma.ts, per-vma-refcount.ts, speculative.ts). A record serves one VMA and
 * later another, so each notes for which VMA it was attached: it stands in the table while that is
 * the VMA that it serves. Writers go through the VMAs of the range that they edit, one by one.
 *
 * Invariant: a record counts as attached from the store of `attach` until it is freed.
 * Tested by: test/kernel/locks/designs.test.ts
 */

import type { World } from '../memory/world.ts';
import { jump, type KernelStep, NEXT, type Part, placed } from '../routine.ts';
import { lookupVma, NO_VMA, vmaBehind, vmaEnd, vmaGeneration, vmaStart } from '../vma/index.ts';
import {
  concludeStep,
  type DesignContext,
  type Editing,
  keepRecord,
  openWindow,
  type Reading,
  vmaLockWord,
  WRITE,
} from './design.ts';
import { decideUnderLock } from './mmap-lock.ts';

/** What a word holds that says that a record is attached: another value for each VMA it serves. */
function attachedValue(world: World, record: number): number {
  return vmaGeneration(world, record) + 1;
}

/** Whether a record stands in the table; `field` is the design's word for that. */
export function isAttached(world: World, record: number, field: number): boolean {
  return world.words.load(vmaLockWord(world, record, field)) === attachedValue(world, record);
}

/** Notes that a record stands in the table. */
export function attach(world: World, record: number, field: number): void {
  world.words.store(vmaLockWord(world, record, field), attachedValue(world, record));
}

/** Visits the records of a table that was just laid out, and notes that they stand in it. */
export function attachAll(
  world: World,
  field: number,
  visit: (record: number) => void = () => {},
): void {
  for (let record = vmaBehind(world, 0); record !== NO_VMA;) {
    world.words.set(vmaLockWord(world, record, field), attachedValue(world, record));
    visit(record);
    record = vmaBehind(world, vmaEnd(world, record));
  }
}

/** A reader's look-up without a lock: keeps the record, or falls back where there is none. */
export function findStep({ name, page }: Reading, fallback: number): KernelStep {
  return {
    name: `${name}.find`,
    shared: true,
    run: (world, thread) => {
      const looked = page(world, thread);
      openWindow(world, thread, looked);
      const record = lookupVma(world, looked);
      if (record === NO_VMA) return jump(fallback);
      keepRecord(world, thread, record);
      return NEXT;
    },
  };
}

/** A reader whose own steps, `stepCount` of them, are followed by the same read under the lock. */
export function withFallback(
  reading: Reading,
  { mmap }: DesignContext,
  stepCount: number,
  own: (base: number) => readonly KernelStep[],
  last: Part = [],
): Part {
  return (base) => [
    ...own(base),
    ...placed(
      base + stepCount,
      mmap.readAcquire,
      [decideUnderLock(reading)],
      mmap.readRelease,
      last,
    ),
    concludeStep(reading),
  ];
}

/** A VMA with which there is nothing to do. */
export const PASS = -1;

/**
 * A writer's next VMA in the range that it edits: the first for which `go` is not PASS is kept in
 * WRITE.RECORD, and the routine goes on as `go` says; behind the last it goes on at `end`.
 */
export function nextVmaStep(
  { from, to }: Editing,
  go: (world: World, record: number) => number,
  end: number,
): KernelStep {
  return {
    name: 'mm.nextVma',
    shared: false,
    run: (world, thread) => {
      const { words } = world;
      const at = world.thread(thread);
      const limit = to(world, thread);
      let record = vmaBehind(world, Math.max(words.get(at + WRITE.SCAN), from(world, thread)));
      for (; record !== NO_VMA && vmaStart(world, record) < limit;) {
        const next = go(world, record);
        if (next !== PASS) {
          words.set(at + WRITE.RECORD, record);
          return next;
        }
        record = vmaBehind(world, vmaEnd(world, record));
      }
      words.set(at + WRITE.SCAN, 0);
      words.set(at + WRITE.RECORD, 0);
      return jump(end);
    },
  };
}
