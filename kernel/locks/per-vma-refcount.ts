/**
 * per-vma-refcount: the per-VMA locks of 2025, one reference count in place of lock and detached
 * flag, over records that are used again at once (SLAB_TYPESAFE_BY_RCU). A reader takes a reference
 * if the count is not 0, goes on only if the VMA is not write-locked, and then looks again whether
 * the record still is the VMA that holds its page, because it may have become another one between
 * the look-up and the reference (R38). In every other case it takes the mmap lock for reading.
 *
 * A count of 0 is detached, 1 attached, more are readers; a writer adds WRITER_OFFSET to keep new
 * readers out while it waits for those inside, and writes the address space's sequence into the
 * record. What it removes it detaches: it gives its 1 back and waits for the count to be 0, so that
 * a record is used again only when nobody refers to it.
 *
 * Lock order: mmap, vma. Twins: `the look again` (R38), `the sequence`.
 * Deviations: one address space, so the second look is at the range and not at vm_mm; detaching
 * stands behind the removal; neighbours that could join are write-locked whether they join or not;
 * the sequence is looked at once, behind the reference; who finds the VMA detached falls back,
 * where Linux looks it up again.
 * Source: Linux mm/mmap_lock.c, include/linux/mmap_lock.h (v10 of 2025-02-13, Linux 6.15).
 * Tested by: test/kernel/locks/designs.test.ts
 */

import type { World } from '../memory/world.ts';
import { BLOCKED, jump, type KernelStep, NEXT, type Part, placed } from '../routine.ts';
import { vmaEnd, vmaGeneration, vmaStart } from '../vma/index.ts';
import {
  type AddressSpaceDesign,
  concluded,
  type Editing,
  GROUND,
  HOLDING,
  keepRecord,
  keepVerdict,
  keptRecord,
  NOTHING,
  READ,
  type Reading,
  spaceWord,
  UNDECIDED,
  vmaLockWord,
  watch,
  WRITE,
} from './design.ts';
import { holdClass, letGoClass, LOCK_CLASS, TAKEN } from './held.ts';
import { attach, attachAll, findStep, nextVmaStep, PASS, withFallback } from './vma-record.ts';

const THE_LOOK_AGAIN = 'the look again';
const THE_SEQUENCE = 'the sequence';

const SEQUENCE = 0;
const RECORD = { COUNT: 0, SEQUENCE: 1, ATTACHED: 2, TOUCHED: 3 } as const;

/** VMA_LOCK_OFFSET. */
const WRITER_OFFSET = 0x4000_0000;

/** Sequence of a new address space; VMAs begin with 0, and so are not write-locked. */
const FIRST_SEQUENCE = 1;

function sequenceOf(world: World): number {
  return world.words.load(spaceWord(world, SEQUENCE));
}

function isAttached(world: World, record: number): boolean {
  const attached = world.words.get(vmaLockWord(world, record, RECORD.ATTACHED));
  return attached === vmaGeneration(world, record) + 1;
}

function put(world: World, thread: number, record: number): void {
  const count = vmaLockWord(world, record, RECORD.COUNT);
  letGoClass(world, thread, LOCK_CLASS.vma);
  const left = world.words.add(count, -1) - 1;
  // A write lock waits for the table's reference and its own, detaching for none.
  if (left === WRITER_OFFSET + 1 || left === 0) world.wake(count);
}

/** Steps of a reader up to its fallback. */
const READ_STEP_COUNT = 6;

function readSteps(reading: Reading, without: string | undefined, base: number): KernelStep[] {
  const { name, page, judge } = reading;
  const failed = base + 5;
  const fallback = base + READ_STEP_COUNT;
  return [
    findStep(reading, fallback),
    {
      name: `${name}.refer`,
      shared: true,
      run: (world, thread) => {
        const word = vmaLockWord(world, keptRecord(world, thread), RECORD.COUNT);
        for (;;) {
          const count = world.words.load(word);
          if (count === 0 || count >= WRITER_OFFSET) return jump(fallback);
          if (world.words.cas(word, count, count + 1) === count) break;
        }
        holdClass(world, thread, LOCK_CLASS.vma, TAKEN.TRY);
        return NEXT;
      },
    },
    {
      name: `${name}.recheck`,
      shared: true,
      run: (world, thread) => {
        if (without === THE_SEQUENCE) return NEXT;
        const own = vmaLockWord(world, keptRecord(world, thread), RECORD.SEQUENCE);
        return world.words.load(own) === sequenceOf(world) ? jump(failed) : NEXT;
      },
    },
    {
      name: `${name}.lookAgain`,
      shared: true,
      run: (world, thread) => {
        const record = keptRecord(world, thread);
        const looked = page(world, thread);
        if (without !== THE_LOOK_AGAIN) {
          if (vmaStart(world, record) > looked || vmaEnd(world, record) <= looked)
            return jump(failed);
          // It may be another VMA than the one that was found, and is the right one.
          keepRecord(world, thread, record);
        }
        const verdict = judge(world, thread, record, GROUND.record);
        keepVerdict(world, thread, verdict);
        return verdict === UNDECIDED ? jump(failed) : NEXT;
      },
    },
    {
      name: `${name}.put`,
      shared: true,
      run: (world, thread) => {
        const record = keptRecord(world, thread);
        const verdict = world.words.get(world.thread(thread) + READ.VERDICT);
        watch(world, thread, reading, verdict, record);
        put(world, thread, record);
        return concluded(reading, world, thread, verdict);
      },
    },
    {
      name: `${name}.put`,
      shared: true,
      run: (world, thread) => {
        put(world, thread, keptRecord(world, thread));
        return NEXT;
      },
    },
  ];
}

/** Puts a record on the list of those that the call has write-locked. */
function noteTouched(world: World, thread: number, record: number): void {
  const head = world.thread(thread) + WRITE.HEAD;
  const link = vmaLockWord(world, record, RECORD.TOUCHED);
  world.words.set(link, world.words.get(head));
  world.words.set(head, record + 1);
}

/** Write-locks what the call may edit and attaches what is new. */
function writeLockSteps(editing: Editing): Part {
  return (base) => [
    nextVmaStep(
      editing,
      (world, record) => {
        if (!isAttached(world, record)) return jump(base + 4);
        const own = vmaLockWord(world, record, RECORD.SEQUENCE);
        return world.words.get(own) === sequenceOf(world) ? PASS : NEXT;
      },
      base + 5,
    ),
    {
      name: 'mm.barReaders',
      shared: true,
      run: (world, thread) => {
        const record = world.words.get(world.thread(thread) + WRITE.RECORD);
        world.words.add(vmaLockWord(world, record, RECORD.COUNT), WRITER_OFFSET);
        return NEXT;
      },
    },
    {
      name: 'mm.awaitReaders',
      shared: true,
      run: (world, thread) => {
        const record = world.words.get(world.thread(thread) + WRITE.RECORD);
        const word = vmaLockWord(world, record, RECORD.COUNT);
        const count = world.words.load(word);
        if (count === WRITER_OFFSET + 1) {
          holdClass(world, thread, LOCK_CLASS.vma, TAKEN.WRITE);
          return NEXT;
        }
        world.blocked(word, count);
        return BLOCKED;
      },
    },
    {
      name: 'mm.markVma',
      shared: true,
      run: (world, thread) => {
        const { words } = world;
        const at = world.thread(thread);
        const record = words.get(at + WRITE.RECORD);
        words.store(vmaLockWord(world, record, RECORD.SEQUENCE), sequenceOf(world));
        noteTouched(world, thread, record);
        words.set(at + WRITE.SCAN, vmaEnd(world, record));
        letGoClass(world, thread, LOCK_CLASS.vma);
        words.add(vmaLockWord(world, record, RECORD.COUNT), -WRITER_OFFSET);
        return jump(base);
      },
    },
    {
      name: 'mm.attachVma',
      shared: true,
      run: (world, thread) => {
        const { words } = world;
        const at = world.thread(thread);
        const record = words.get(at + WRITE.RECORD);
        words.store(vmaLockWord(world, record, RECORD.SEQUENCE), sequenceOf(world));
        attach(world, record, RECORD.ATTACHED);
        noteTouched(world, thread, record);
        words.set(at + WRITE.SCAN, vmaEnd(world, record));
        // Publish: who takes a reference now sees a VMA that is write-locked.
        words.store(vmaLockWord(world, record, RECORD.COUNT), 1);
        return jump(base);
      },
    },
  ];
}

/** Detaches what the edit has removed: two steps a record. */
const detach: Part = (base) => [
  {
    name: 'mm.nextRemoved',
    shared: false,
    run: (world, thread) => {
      const { words } = world;
      const at = world.thread(thread);
      let link = at + WRITE.HEAD;
      for (let record = words.get(link) - 1; record >= 0; record = words.get(link) - 1) {
        const next = vmaLockWord(world, record, RECORD.TOUCHED);
        if (!isAttached(world, record)) {
          words.set(link, words.get(next));
          words.set(next, 0);
          words.set(at + WRITE.RECORD, record);
          return NEXT;
        }
        link = next;
      }
      return jump(base + 3);
    },
  },
  {
    name: 'mm.detachVma',
    shared: true,
    run: (world, thread) => {
      const record = world.words.get(world.thread(thread) + WRITE.RECORD);
      world.words.add(vmaLockWord(world, record, RECORD.COUNT), -1);
      return NEXT;
    },
  },
  {
    name: 'mm.awaitDetached',
    shared: true,
    run: (world, thread) => {
      const at = world.thread(thread) + WRITE.RECORD;
      const record = world.words.get(at);
      const word = vmaLockWord(world, record, RECORD.COUNT);
      const count = world.words.load(word);
      if (count !== 0) {
        world.blocked(word, count);
        return BLOCKED;
      }
      world.words.set(vmaLockWord(world, record, RECORD.ATTACHED), 0);
      world.words.set(at, 0);
      return jump(base);
    },
  },
];

/** Ends all write locks of VMAs at once, and forgets which they were. */
const endWriteAll: KernelStep = {
  name: 'mm.endWriteAll',
  shared: true,
  run: (world, thread) => {
    const { words } = world;
    const head = world.thread(thread) + WRITE.HEAD;
    for (let record = words.get(head) - 1; record >= 0; record = words.get(head) - 1) {
      const link = vmaLockWord(world, record, RECORD.TOUCHED);
      words.set(head, words.get(link));
      words.set(link, 0);
    }
    words.store(spaceWord(world, SEQUENCE), (sequenceOf(world) + 1) | 0);
    return NEXT;
  },
};

/** The design. */
export const perVmaRefcount: AddressSpaceDesign = {
  name: 'per-vma-refcount',
  order: ['mmap', 'vma'],
  omissions: [THE_LOOK_AGAIN, THE_SEQUENCE],
  words: {
    space: [{ name: 'sequence', guard: 'table' }],
    thread: [HOLDING],
    vma: [
      { name: 'reference count', guard: 'atomic' },
      { name: 'lock sequence', guard: 'table' },
      { name: 'attached', guard: 'table' },
      { name: 'touched', guard: 'table' },
    ],
  },
  isStepwise: true,
  boot: (world) => {
    world.words.set(spaceWord(world, SEQUENCE), FIRST_SEQUENCE);
    attachAll(world, RECORD.ATTACHED, (record) => {
      world.words.set(vmaLockWord(world, record, RECORD.COUNT), 1);
    });
  },
  read: (reading, context) =>
    withFallback(reading, context, READ_STEP_COUNT, (base) =>
      readSteps(reading, context.without, base),
    ),
  write: (editing, { mmap }) => ({
    begin: (base) => placed(base, mmap.writeAcquire, [editing.span], writeLockSteps(editing)),
    before: NOTHING,
    after: (base) => placed(base, detach, writeLockSteps(editing)),
    end: (base) => placed(base, [endWriteAll], mmap.writeRelease),
  }),
};
