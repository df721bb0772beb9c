/**
 * per-vma: the per-VMA locks of Linux 6.4. A reader finds its VMA within a read section (RCU),
 * tries the VMA's own lock, and goes on only if the VMA is not write-locked, is still in the table
 * and holds the page; in every other case it takes the mmap lock for reading. A writer holds the
 * mmap lock; it write-locks each VMA that it may change by barring new readers, waiting for those
 * inside and writing the address space's sequence into it, and raising that sequence ends all these
 * write locks at once.
 *
 * Lock order: mmap, vma. A reader only tries the VMA's lock, and holds it while it takes nothing.
 * Twins: `the sequence`, `the detached check`, `the read section`, `the release before the
 * fallback`.
 *
 * Memory of records: a record that was removed is not used again before every read section that was
 * open then has ended. Linux frees such records later (call_rcu) and takes others meanwhile; here a
 * writer waits before its next edit; one edit either removes records or inserts some. "In the
 * table" is a word of the record that equals its generation + 1. Deviations: neighbours that could
 * join are write-locked whether they join or not; the sequence is looked at once, behind the VMA's
 * lock and not also before it; who finds the VMA gone falls back, where Linux looks it up again.
 * Source: Linux mm/memory.c lock_vma_under_rcu(), include/linux/mm.h vma_start_read() and
 * vma_start_write() (6.4); Documentation/mm/process_addrs.rst.
 * Tested by: test/kernel/locks/designs.test.ts
 */

import type { World } from '../memory/world.ts';
import { AGAIN, BLOCKED, jump, type KernelStep, NEXT, type Part, placed } from '../routine.ts';
import { mapCount, vmaEnd, vmaStart } from '../vma/index.ts';
import {
  type AddressSpaceDesign,
  concluded,
  type Editing,
  GROUND,
  HOLDING,
  keepVerdict,
  keptRecord,
  READ,
  type Reading,
  spaceWord,
  threadWord,
  UNDECIDED,
  vmaLockWord,
  watch,
  watchRecord,
  WRITE,
} from './design.ts';
import { classWord, holdClass, letGoClass, LOCK_CLASS, TAKEN } from './held.ts';
import {
  attach,
  attachAll,
  findStep,
  isAttached,
  nextVmaStep,
  PASS,
  withFallback,
} from './vma-record.ts';

const THE_SEQUENCE = 'the sequence';
const THE_DETACHED_CHECK = 'the detached check';
const THE_READ_SECTION = 'the read section';
const THE_RELEASE = 'the release before the fallback';

const SPACE = { SEQUENCE: 0, GRACE: 1 } as const;
const SECTION = 1;
const RECORD = { LOCK: 0, SEQUENCE: 1, ATTACHED: 2 } as const;

/** LOCK: the writer's bit, and one unit a reader. */
const WRITER = 1;
const READER = 2;

/** mm_lock_seq of a new address space; VMAs begin with 0, and so are not write-locked. */
const FIRST_SEQUENCE = 1;

function sequenceOf(world: World): number {
  return world.words.load(spaceWord(world, SPACE.SEQUENCE));
}

/** A reader leaves; the last one wakes the writer that has barred the others. */
function leaveLock(world: World, thread: number, record: number): void {
  const lock = vmaLockWord(world, record, RECORD.LOCK);
  letGoClass(world, thread, LOCK_CLASS.vma);
  const left = world.words.add(lock, -READER) - READER;
  if (left === WRITER) world.wake(lock);
}

/** Ends a read section. Who waits for it has said so before it looked. */
function leaveSection(world: World, thread: number): void {
  const section = threadWord(world, thread, SECTION);
  world.words.store(section, 0);
  if (world.words.load(spaceWord(world, SPACE.GRACE)) !== 0) world.wake(section);
}

/** Steps of a reader up to its fallback. */
const READ_STEP_COUNT = 10;

function readSteps(reading: Reading, without: string | undefined, base: number): KernelStep[] {
  const { name, page, judge } = reading;
  const release = base + 7;
  const failed = base + 8;
  const fallback = base + 9;
  return [
    {
      name: `${name}.enterSection`,
      shared: true,
      run: (world, thread) => {
        if (without !== THE_READ_SECTION) world.words.store(threadWord(world, thread, SECTION), 1);
        return NEXT;
      },
    },
    findStep(reading, fallback),
    {
      name: `${name}.tryVma`,
      shared: true,
      run: (world, thread) => {
        const record = keptRecord(world, thread);
        // Outside of a read section the memory of the record may be somebody else's by now.
        if (world.words.get(threadWord(world, thread, SECTION)) === 0)
          watchRecord(world, thread, page(world, thread), record, UNDECIDED);
        const lock = vmaLockWord(world, record, RECORD.LOCK);
        for (;;) {
          const count = world.words.load(lock);
          if ((count & WRITER) !== 0) return jump(fallback);
          if (world.words.cas(lock, count, count + READER) === count) break;
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
      name: `${name}.attached`,
      shared: true,
      run: (world, thread) => {
        if (without === THE_DETACHED_CHECK) return NEXT;
        const record = keptRecord(world, thread);
        const looked = page(world, thread);
        const isRight =
          isAttached(world, record, RECORD.ATTACHED) &&
          vmaStart(world, record) <= looked &&
          looked < vmaEnd(world, record);
        return isRight ? NEXT : jump(failed);
      },
    },
    {
      name: `${name}.leaveSection`,
      shared: true,
      run: (world, thread) => {
        leaveSection(world, thread);
        return NEXT;
      },
    },
    {
      name: `${name}.decide`,
      shared: false,
      run: (world, thread) => {
        const verdict = judge(world, thread, keptRecord(world, thread), GROUND.record);
        keepVerdict(world, thread, verdict);
        return verdict === UNDECIDED ? jump(failed) : jump(release);
      },
    },
    {
      name: `${name}.releaseVma`,
      shared: true,
      run: (world, thread) => {
        const record = keptRecord(world, thread);
        const verdict = world.words.get(world.thread(thread) + READ.VERDICT);
        watch(world, thread, reading, verdict, record);
        leaveLock(world, thread, record);
        return concluded(reading, world, thread, verdict);
      },
    },
    {
      name: `${name}.releaseVma`,
      shared: true,
      run: (world, thread) => {
        if (without !== THE_RELEASE) leaveLock(world, thread, keptRecord(world, thread));
        return NEXT;
      },
    },
    {
      name: `${name}.leaveSection`,
      shared: true,
      run: (world, thread) => {
        leaveSection(world, thread);
        return NEXT;
      },
    },
  ];
}

/** The twin's: who fell back with the VMA's lock in hand lets it go in the end. */
const releaseAtLast: KernelStep = {
  name: 'vma.releaseAtLast',
  shared: true,
  run: (world, thread) => {
    if ((world.words.get(classWord(world, thread)) & (1 << LOCK_CLASS.vma)) !== 0)
      leaveLock(world, thread, keptRecord(world, thread));
    return NEXT;
  },
};

/**
 * Write-locks every VMA of the edited range that is not: three steps a VMA. As in a rwsem a writer
 * that waits bars new readers, or they could keep it waiting for ever.
 */
function writeLockSteps(editing: Editing): Part {
  return (base) => [
    nextVmaStep(
      editing,
      (world, record) => {
        const own = vmaLockWord(world, record, RECORD.SEQUENCE);
        const isLocked =
          world.words.get(own) === sequenceOf(world) && isAttached(world, record, RECORD.ATTACHED);
        return isLocked ? PASS : NEXT;
      },
      base + 4,
    ),
    {
      name: 'mm.barReaders',
      shared: true,
      run: (world, thread) => {
        const record = world.words.get(world.thread(thread) + WRITE.RECORD);
        world.words.add(vmaLockWord(world, record, RECORD.LOCK), WRITER);
        return NEXT;
      },
    },
    {
      name: 'mm.awaitReaders',
      shared: true,
      run: (world, thread) => {
        const record = world.words.get(world.thread(thread) + WRITE.RECORD);
        const lock = vmaLockWord(world, record, RECORD.LOCK);
        const count = world.words.load(lock);
        if (count === WRITER) {
          holdClass(world, thread, LOCK_CLASS.vma, TAKEN.WRITE);
          return NEXT;
        }
        world.blocked(lock, count);
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
        attach(world, record, RECORD.ATTACHED);
        words.set(at + WRITE.SCAN, vmaEnd(world, record));
        letGoClass(world, thread, LOCK_CLASS.vma);
        // Nobody waits for this: readers only try, and other writers wait for the mmap lock.
        words.add(vmaLockWord(world, record, RECORD.LOCK), -WRITER);
        return jump(base);
      },
    },
  ];
}

/** Waits for the read sections that were open when the last record was removed. */
const grace: Part = (base) => [
  {
    name: 'mm.needsGrace',
    shared: false,
    run: (world, thread) => {
      const { words } = world;
      words.set(world.thread(thread) + WRITE.HEAD, mapCount(world));
      return words.get(spaceWord(world, SPACE.GRACE)) === 0 ? jump(base + 2) : NEXT;
    },
  },
  {
    name: 'mm.awaitGrace',
    shared: true,
    run: (world) => {
      const { words } = world;
      const { threadCount } = world.layout.bounds;
      const count = spaceWord(world, SPACE.GRACE);
      // GRACE counts down the threads that were not yet seen outside of a section.
      const left = words.get(count);
      const section = threadWord(world, threadCount - left, SECTION);
      if (words.load(section) !== 0) {
        world.blocked(section, 1);
        return BLOCKED;
      }
      words.store(count, left - 1);
      return left === 1 ? NEXT : AGAIN;
    },
  },
];

/** Notes whether the edit has removed records; what it inserts or joins, it does not remove. */
const noteRemoval: KernelStep = {
  name: 'mm.noteRemoval',
  shared: false,
  run: (world, thread) => {
    const { words } = world;
    const before = world.thread(thread) + WRITE.HEAD;
    if (mapCount(world) < words.get(before))
      words.store(spaceWord(world, SPACE.GRACE), world.layout.bounds.threadCount);
    words.set(before, 0);
    return NEXT;
  },
};

/** Ends all write locks of VMAs at once: vma_end_write_all(). */
const endWriteAll: KernelStep = {
  name: 'mm.endWriteAll',
  shared: true,
  run: (world) => {
    const sequence = spaceWord(world, SPACE.SEQUENCE);
    world.words.store(sequence, (world.words.load(sequence) + 1) | 0);
    return NEXT;
  },
};

/** The design. */
export const perVma: AddressSpaceDesign = {
  name: 'per-vma',
  order: ['mmap', 'vma'],
  omissions: [THE_SEQUENCE, THE_DETACHED_CHECK, THE_READ_SECTION, THE_RELEASE],
  words: {
    space: [
      { name: 'sequence', guard: 'table' },
      { name: 'grace', guard: 'table' },
    ],
    thread: [HOLDING, { name: 'read section', guard: 'owner' }],
    vma: [
      { name: 'lock', guard: 'atomic' },
      { name: 'lock sequence', guard: 'table' },
      { name: 'attached', guard: 'table' },
    ],
  },
  isStepwise: true,
  boot: (world) => {
    world.words.set(spaceWord(world, SPACE.SEQUENCE), FIRST_SEQUENCE);
    attachAll(world, RECORD.ATTACHED);
  },
  read: (reading, context) =>
    withFallback(
      reading,
      context,
      READ_STEP_COUNT,
      (base) => readSteps(reading, context.without, base),
      context.without === THE_RELEASE ? [releaseAtLast] : [],
    ),
  write: (editing, { mmap }) => ({
    begin: (base) => placed(base, mmap.writeAcquire, [editing.span], writeLockSteps(editing)),
    before: grace,
    after: (base) => placed(base, [noteRemoval], writeLockSteps(editing)),
    end: (base) => placed(base, [endWriteAll], mmap.writeRelease),
  }),
};
