/**
 * user-dispatch-range: the check compares the page with a range that was set once, when the address
 * space was laid out, and looks nothing up: Syscall User Dispatch with an inclusive range. The
 * range spans the pages that carried the mark then. It is as right as the marks are static; a
 * mapping that is marked later, elsewhere, is not in it. Page faults and writers take the mmap
 * lock.
 *
 * Lock order: mmap. Its twin `the static range` lets the range follow the calls that map, mark and
 * unmap, one step behind each.
 * Source: Linux kernel/entry/syscall_user_dispatch.c. Deviations: one range for all threads, no
 * selector (kernel/entry/enter.ts has both, for threads that are tasks).
 * Tested by: test/kernel/locks/designs.test.ts
 */

import { THREAD } from '../memory/layout.ts';
import { PROT, VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { NEXT, OUTCOME, placed } from '../routine.ts';
import { SYSCALL_NUMBER } from '../syscalls/number.ts';
import { vmaBehind, NO_VMA, vmaEnd, vmaFlags, vmaStart } from '../vma/index.ts';
import {
  type AddressSpaceDesign,
  concluded,
  type Editing,
  HOLDING,
  openWindow,
  spaceWord,
  watch,
} from './design.ts';
import { readUnderMmapLock, writeUnderMmapLock } from './mmap-lock.ts';

const THE_STATIC_RANGE = 'the static range';
const RANGE = { START: 0, END: 1 } as const;

function setRange(world: World, start: number, end: number): void {
  world.words.store(spaceWord(world, RANGE.START), start);
  world.words.store(spaceWord(world, RANGE.END), end);
}

/** Lets the range follow a call that has just been made. */
function follow(world: World, thread: number, { caller }: Editing): void {
  const { words } = world;
  const at = world.thread(caller(world, thread));
  const page = words.get(at + THREAD.ARGUMENT);
  const end = page + words.get(at + THREAD.ARGUMENT + 1);
  if (words.get(at + THREAD.NUMBER) === SYSCALL_NUMBER.munmap) {
    const overlaps =
      page < words.get(spaceWord(world, RANGE.END)) &&
      end > words.get(spaceWord(world, RANGE.START));
    if (overlaps) setRange(world, 0, 0);
  } else if ((words.get(at + THREAD.ARGUMENT + 2) & PROT.NOSYSCALL) !== 0) {
    setRange(world, page, end);
  }
}

/** The design. */
export const userDispatchRange: AddressSpaceDesign = {
  name: 'user-dispatch-range',
  order: ['mmap'],
  omissions: [THE_STATIC_RANGE],
  words: {
    space: [
      { name: 'dispatch start', guard: 'atomic' },
      { name: 'dispatch end', guard: 'atomic' },
    ],
    thread: [HOLDING],
    vma: [],
  },
  isStepwise: false,
  boot: (world) => {
    let start = NO_VMA;
    let end = 0;
    for (let record = vmaBehind(world, 0); record !== NO_VMA;) {
      if ((vmaFlags(world, record) & VM.NOSYSCALL) !== 0) {
        if (start === NO_VMA) start = vmaStart(world, record);
        end = vmaEnd(world, record);
      }
      record = vmaBehind(world, vmaEnd(world, record));
    }
    if (start !== NO_VMA) setRange(world, start, end);
  },
  read: (reading, context) => {
    if (reading.name !== 'check') return readUnderMmapLock(reading, context);
    return [
      {
        name: 'check.compare',
        shared: true,
        run: (world, thread) => {
          const { words } = world;
          const page = reading.page(world, thread);
          const isInside =
            page >= words.load(spaceWord(world, RANGE.START)) &&
            page < words.load(spaceWord(world, RANGE.END));
          const verdict = isInside ? OUTCOME.TRAP : OUTCOME.ALLOW;
          if (watch(world, thread, reading, verdict)) openWindow(world, thread, page);
          return concluded(reading, world, thread, verdict);
        },
      },
    ];
  },
  write: (editing, context) => {
    const writing = writeUnderMmapLock(context);
    if (context.without !== THE_STATIC_RANGE) return writing;
    return {
      ...writing,
      end: (base) =>
        placed(base, writing.end, [
          {
            name: 'mm.moveRange',
            shared: true,
            run: (world, thread) => {
              follow(world, thread, editing);
              return NEXT;
            },
          },
        ]),
    };
  },
};
