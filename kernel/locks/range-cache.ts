/**
 * range-cache: each thread keeps the range that its last check found, with the verdict and the
 * serial that the address space had then. A check whose page lies in the range and whose serial is
 * still the address space's decides with one load; any other takes the mmap lock for reading, looks
 * up and fills the cache. A writer raises the serial under the mmap lock before it edits, so who
 * reads the old serial decides before the edit. Page faults take the mmap lock.
 *
 * Lock order: mmap. Its twin `the serial` trusts the range alone.
 * Source: OpenBSD sys/uvm/uvm_map.c uvm_map_inentry(), uvm_map_inentry_recheck() and _fix().
 * Deviations: one serial where OpenBSD has one for each kind of mapping; the verdict is cached.
 * Tested by: test/kernel/locks/designs.test.ts
 */

import { NEXT, placed } from '../routine.ts';
import { vmaBehind, NO_VMA, vmaEnd, vmaStart } from '../vma/index.ts';
import {
  type AddressSpaceDesign,
  concluded,
  concludeStep,
  GROUND,
  HOLDING,
  keepVerdict,
  NOTHING,
  openWindow,
  READ,
  spaceWord,
  threadWord,
  watch,
} from './design.ts';
import { readUnderMmapLock } from './mmap-lock.ts';

const THE_SERIAL = 'the serial';
const SERIAL = 0;
const CACHE = { START: 1, END: 2, SERIAL: 3, VERDICT: 4 } as const;

/** The design. */
export const rangeCache: AddressSpaceDesign = {
  name: 'range-cache',
  order: ['mmap'],
  omissions: [THE_SERIAL],
  words: {
    space: [{ name: 'serial', guard: 'table' }],
    thread: [
      HOLDING,
      { name: 'cached start', guard: 'owner' },
      { name: 'cached end', guard: 'owner' },
      { name: 'cached serial', guard: 'owner' },
      { name: 'cached verdict', guard: 'owner' },
    ],
    vma: [],
  },
  isStepwise: false,
  read: (reading, context) => {
    if (reading.name !== 'check') return readUnderMmapLock(reading, context);
    const { mmap, without } = context;
    const { page, judge } = reading;
    return (base) => {
      const fill = placed(
        base + 1,
        mmap.readAcquire,
        [
          {
            name: 'check.fillCache',
            shared: false,
            run: (world, thread) => {
              const { words } = world;
              const looked = page(world, thread);
              openWindow(world, thread, looked);
              const record = vmaBehind(world, looked);
              const verdict = judge(world, thread, record, GROUND.table);
              keepVerdict(world, thread, verdict);
              if (record === NO_VMA || vmaStart(world, record) > looked) return NEXT;
              words.set(threadWord(world, thread, CACHE.START), vmaStart(world, record));
              words.set(threadWord(world, thread, CACHE.END), vmaEnd(world, record));
              const serial = words.get(world.thread(thread) + READ.EXTRA);
              words.set(threadWord(world, thread, CACHE.SERIAL), serial);
              words.set(threadWord(world, thread, CACHE.VERDICT), verdict);
              return NEXT;
            },
          },
        ],
        mmap.readRelease,
      );
      return [
        {
          name: 'check.serial',
          shared: true,
          run: (world, thread) => {
            const { words } = world;
            const looked = page(world, thread);
            const serial = words.load(spaceWord(world, SERIAL));
            const cached = words.get(threadWord(world, thread, CACHE.VERDICT));
            const isCurrent =
              without === THE_SERIAL ||
              words.get(threadWord(world, thread, CACHE.SERIAL)) === serial;
            if (
              cached === 0 ||
              !isCurrent ||
              looked < words.get(threadWord(world, thread, CACHE.START)) ||
              looked >= words.get(threadWord(world, thread, CACHE.END))
            ) {
              words.set(world.thread(thread) + READ.EXTRA, serial);
              return NEXT;
            }
            // The note of the sequence moves on only with a verdict that is known to be right.
            if (watch(world, thread, reading, cached)) openWindow(world, thread, looked);
            return concluded(reading, world, thread, cached);
          },
        },
        ...fill,
        concludeStep(reading),
      ];
    };
  },
  write: (_editing, { mmap }) => ({
    begin: (base) =>
      placed(base, mmap.writeAcquire, [
        {
          name: 'mm.raiseSerial',
          shared: true,
          run: (world) => {
            const serial = spaceWord(world, SERIAL);
            world.words.store(serial, (world.words.load(serial) + 1) | 0);
            return NEXT;
          },
        },
      ]),
    before: NOTHING,
    after: NOTHING,
    end: mmap.writeRelease,
  }),
};
