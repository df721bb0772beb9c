/**
 * speculative: the speculative page faults that were proposed from 2017 to 2019 and never merged. A
 * reader takes no lock. It finds its VMA, notes the VMA's own sequence, does its work, and looks at
 * the sequence again (the recheck): if it is what it was, nobody has changed the VMA meanwhile and
 * the work counts; if not, or if a change was under way to begin with, it gives up what it did
 * (`retried` is counted) and takes the mmap lock for reading. A writer holds the mmap lock and
 * makes the sequence of each VMA that it may change odd before its first edit and even behind its
 * last.
 *
 * A record that was removed keeps a sequence that its old readers do not know, whoever it serves
 * next, so the recheck finds reuse as well. A new record is no VMA to a reader before its
 * sequence is odd ("attached", as in per-vma.ts).
 *
 * Lock order: mmap. Twins: `the recheck`, `the odd sequence`.
 * Deviations: records are type-stable, where the series holds a reference that is taken under a
 * lock of the tree, so that readers write no shared word; the entry check reads as a fault does;
 * in a world with pages a fault takes the mmap lock, as it changes an entry of the page table, for
 * which Linux rechecks under the page-table lock; other readers take the mmap lock; a sequence is
 * odd up to the end of a call, where the series makes it even behind each VMA (mprotect_fixup()).
 * Source: L. Dufour, "Speculative page faults", v11 (2018): mm/memory.c
 * __handle_speculative_fault(), vma_has_changed(); mm/mmap.c vm_write_begin().
 * Tested by: test/kernel/locks/designs.test.ts
 */

import { invariant } from '../assert.ts';
import { COUNTER } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { jump, type KernelStep, NEXT, type Part, placed } from '../routine.ts';
import { vmaEnd, vmaStart } from '../vma/index.ts';
import {
  type AddressSpaceDesign,
  concluded,
  type Editing,
  GROUND,
  HOLDING,
  keepRecord,
  keepVerdict,
  keptRecord,
  look,
  NOTHING,
  READ,
  type Reading,
  tell,
  UNDECIDED,
  vmaLockWord,
  WRITE,
} from './design.ts';
import { readUnderMmapLock } from './mmap-lock.ts';
import {
  attach,
  attachAll,
  findStep,
  isAttached,
  nextVmaStep,
  PASS,
  withFallback,
} from './vma-record.ts';

const THE_RECHECK = 'the recheck';
const THE_ODD_SEQUENCE = 'the odd sequence';

const RECORD = { SEQUENCE: 0, ATTACHED: 1, TOUCHED: 2 } as const;

function sequenceOf(world: World, record: number): number {
  return world.words.load(vmaLockWord(world, record, RECORD.SEQUENCE));
}

/** Steps of a reader up to its fallback. */
const READ_STEP_COUNT = 4;

function readSteps(reading: Reading, without: string | undefined, base: number): KernelStep[] {
  const { name, page, judge } = reading;
  const fallback = base + READ_STEP_COUNT;
  const find = findStep(reading, fallback);
  const retry = (world: World, thread: number): number => {
    world.count(thread, COUNTER.retried);
    return jump(fallback);
  };
  return [
    {
      ...find,
      run: (world, thread) => {
        if (name === 'fault' && world.layout.paging !== undefined) return jump(fallback);
        return find.run(world, thread);
      },
    },
    {
      name: `${name}.begin`,
      shared: true,
      run: (world, thread) => {
        const record = keptRecord(world, thread);
        const sequence = sequenceOf(world, record);
        if ((sequence & 1) !== 0 && without !== THE_ODD_SEQUENCE) return retry(world, thread);
        const looked = page(world, thread);
        const isRight =
          isAttached(world, record, RECORD.ATTACHED) &&
          vmaStart(world, record) <= looked &&
          looked < vmaEnd(world, record);
        if (!isRight) return retry(world, thread);
        // It may be another VMA than the one that was found, and is the right one.
        keepRecord(world, thread, record);
        world.words.set(world.thread(thread) + READ.EXTRA, sequence);
        return NEXT;
      },
    },
    {
      name: `${name}.speculate`,
      shared: true,
      run: (world, thread) => {
        // The recheck is the guard of what is read here.
        world.isUnguarded = true;
        const verdict = judge(world, thread, keptRecord(world, thread), GROUND.record);
        world.isUnguarded = false;
        keepVerdict(world, thread, verdict);
        return verdict === UNDECIDED ? jump(fallback) : NEXT;
      },
    },
    {
      name: `${name}.recheck`,
      shared: true,
      run: (world, thread) => {
        const at = world.thread(thread);
        const record = keptRecord(world, thread);
        const verdict = world.words.get(at + READ.VERDICT);
        // Before the sequence: behind it, the VMA may change and the verdict has been right.
        const sight = look(world, thread, reading, verdict, record);
        const isSame = sequenceOf(world, record) === world.words.get(at + READ.EXTRA);
        if (!isSame && without !== THE_RECHECK) return retry(world, thread);
        tell(world, thread, reading, verdict, sight);
        return concluded(reading, world, thread, verdict);
      },
    },
  ];
}

/** Makes the sequences of all VMAs of the edited range odd, and attaches what is new. */
function beginWriteSteps(editing: Editing): Part {
  return (base) => [
    nextVmaStep(
      editing,
      (world, record) => {
        const isOdd = (sequenceOf(world, record) & 1) !== 0;
        return isOdd && isAttached(world, record, RECORD.ATTACHED) ? PASS : NEXT;
      },
      base + 2,
    ),
    {
      name: 'mm.beginWrite',
      shared: true,
      run: (world, thread) => {
        const { words } = world;
        const at = world.thread(thread);
        const record = words.get(at + WRITE.RECORD);
        const sequence = sequenceOf(world, record);
        // One that this call has removed and used again is odd, and on the list.
        if ((sequence & 1) === 0) {
          words.store(vmaLockWord(world, record, RECORD.SEQUENCE), (sequence + 1) | 0);
          words.set(vmaLockWord(world, record, RECORD.TOUCHED), words.get(at + WRITE.HEAD));
          words.set(at + WRITE.HEAD, record + 1);
        }
        // Publish: who sees the VMA attached sees that it is being changed.
        attach(world, record, RECORD.ATTACHED);
        words.set(at + WRITE.SCAN, vmaEnd(world, record));
        return jump(base);
      },
    },
  ];
}

/** Makes the sequences of all that the call has touched even again, and forgets which they were. */
const endWrite: Part = (base) => [
  {
    name: 'mm.nextTouched',
    shared: false,
    run: (world, thread) =>
      world.words.get(world.thread(thread) + WRITE.HEAD) === 0 ? jump(base + 2) : NEXT,
  },
  {
    name: 'mm.endWrite',
    shared: true,
    run: (world, thread) => {
      const { words } = world;
      const head = world.thread(thread) + WRITE.HEAD;
      const record = words.get(head) - 1;
      const link = vmaLockWord(world, record, RECORD.TOUCHED);
      words.set(head, words.get(link));
      words.set(link, 0);
      const sequence = sequenceOf(world, record);
      invariant((sequence & 1) !== 0, 'what a call has touched is odd until its end');
      words.store(vmaLockWord(world, record, RECORD.SEQUENCE), (sequence + 1) | 0);
      return jump(base);
    },
  },
];

/** The design. */
export const speculative: AddressSpaceDesign = {
  name: 'speculative',
  order: ['mmap'],
  omissions: [THE_RECHECK, THE_ODD_SEQUENCE],
  words: {
    space: [],
    thread: [HOLDING],
    vma: [
      { name: 'sequence', guard: 'table' },
      { name: 'attached', guard: 'table' },
      { name: 'touched', guard: 'table' },
    ],
  },
  isStepwise: true,
  boot: (world) => {
    attachAll(world, RECORD.ATTACHED);
  },
  read: (reading, context) => {
    if (reading.name !== 'fault' && reading.name !== 'check')
      return readUnderMmapLock(reading, context);
    return withFallback(reading, context, READ_STEP_COUNT, (base) =>
      readSteps(reading, context.without, base),
    );
  },
  write: (editing, { mmap }) => ({
    begin: (base) => placed(base, mmap.writeAcquire, [editing.span], beginWriteSteps(editing)),
    before: NOTHING,
    after: beginWriteSteps(editing),
    end: (base) => placed(base, endWrite, mmap.writeRelease),
  }),
};
