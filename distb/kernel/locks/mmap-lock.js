/**
 * mmap-lock: readers take the mmap lock for reading, writers for writing, for the whole of what
 * they do; the lock has Linux's queue unless the scenario says otherwise (queued-rwsem.ts). This is
 * Linux before per-VMA locks, and where most other designs end up when they cannot go on.
 *
 * Lock order: mmap. Its twin `the hold` reads the flags behind the release.
 * Source: Linux mm/mmap.c, arch/x86/mm/fault.c (before 6.4).
 * Tested by: test/kernel/locks/designs.test.ts
 */
import { NEXT, placed } from '../routine.js';
import { findVma, NO_VMA, vmaBehind } from '../vma/index.js';
import { concluded, concludeStep, GROUND, HOLDING, keepRecord, keepVerdict, keptRecord, NOTHING, openWindow, READ, watch, } from './design.js';
const THE_HOLD = 'the hold';
/** Looks up and decides while the table cannot change. */
export function decideUnderLock(reading) {
    const { name, page, judge } = reading;
    return {
        name: `${name}.decide`,
        shared: false,
        run: (world, thread) => {
            openWindow(world, thread, page(world, thread));
            const record = vmaBehind(world, page(world, thread));
            keepVerdict(world, thread, judge(world, thread, record, GROUND.table));
            return NEXT;
        },
    };
}
/** A reader that holds the mmap lock while it decides. */
export function readUnderMmapLock(reading, { mmap }) {
    return (base) => placed(base, mmap.readAcquire, [decideUnderLock(reading)], mmap.readRelease, [
        concludeStep(reading),
    ]);
}
/** A writer that holds the mmap lock for writing, and nothing else. */
export function writeUnderMmapLock({ mmap }) {
    return {
        begin: mmap.writeAcquire,
        before: NOTHING,
        after: NOTHING,
        end: mmap.writeRelease,
    };
}
/** The last step of a reader that decides by a record which it found before. */
export function decideLater(reading) {
    return {
        name: `${reading.name}.readFlags`,
        shared: true,
        run: (world, thread) => {
            const verdict = world.words.get(world.thread(thread) + READ.VERDICT);
            if (verdict !== 0)
                return concluded(reading, world, thread, verdict);
            const record = keptRecord(world, thread);
            const decided = reading.judge(world, thread, record, GROUND.table);
            watch(world, thread, reading, decided, record);
            return concluded(reading, world, thread, decided);
        },
    };
}
/** Finds the record and keeps it; where there is none the verdict is clear. */
export function findKeeping(reading, isShared) {
    const { name, page, judge } = reading;
    return {
        name: `${name}.find`,
        shared: isShared,
        run: (world, thread) => {
            openWindow(world, thread, page(world, thread));
            const record = findVma(world, page(world, thread));
            if (record === NO_VMA)
                keepVerdict(world, thread, judge(world, thread, record, GROUND.table));
            else
                keepRecord(world, thread, record);
            return NEXT;
        },
    };
}
/** The design. */
export const mmapLock = {
    name: 'mmap-lock',
    order: ['mmap'],
    omissions: [THE_HOLD],
    words: { space: [], thread: [HOLDING], vma: [] },
    isStepwise: false,
    read: (reading, context) => {
        if (context.without !== THE_HOLD)
            return readUnderMmapLock(reading, context);
        const { mmap } = context;
        const find = findKeeping(reading, false);
        return (base) => placed(base, mmap.readAcquire, [find], mmap.readRelease, [decideLater(reading)]);
    },
    write: (_editing, context) => writeUnderMmapLock(context),
};
//# sourceMappingURL=mmap-lock.js.map