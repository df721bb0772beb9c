/**
 * range-lock: no lock of the whole address space, but of ranges of it. A reader locks its page for
 * reading, a writer what it may edit for writing, neighbours included; two ranges exclude each
 * other if they overlap and one of them writes, and who came first goes first. A reader whose page
 * lies in a hole, and must know what is above it, locks everything instead, and so does a writer
 * that looks for a place.
 *
 * The table itself is one structure: whoever edits it holds its own lock (class `table`) for that
 * edit. Each thread has one range; all ranges lie under one short lock (GUARD, which is innermost
 * and held while nothing is waited for).
 *
 * Lock order: range, table. Its twin `the hold` lets the range go before it reads the flags.
 * Source: D. Bueso, "locking: Introduce range reader/writer lock" (2017); A. Kogan, D. Dice,
 * S. Issa, "Scalable Range Locks for Scalable Address Spaces and Beyond" (EuroSys 2020).
 * Tested by: test/kernel/locks/designs.test.ts
 */
import { PAGE_COUNT_MAX } from '../limits.js';
import { AGAIN, BLOCKED, jump, NEXT, placed } from '../routine.js';
import { findVma, lookupVma, NO_VMA, tableSequence, vmaEnd, vmaStart } from '../vma/index.js';
import { concludeStep, GROUND, HOLDING, keepVerdict, openWindow, READ, spaceWord, threadWord, UNDECIDED, watch, WRITE, } from './design.js';
import { holdClass, letGoClass, LOCK_CLASS, TAKEN } from './held.js';
import { decideLater, findKeeping } from './mmap-lock.js';
import { THREAD } from '../memory/layout.js';
const THE_HOLD = 'the hold';
const SPACE = { GUARD: 0, TABLE: 1 };
const RANGE = { FROM: 1, TO: 2, MODE: 3, BLOCKERS: 4 };
const MODE = { none: 0, read: 1, write: 2 };
/** The thread at which a release goes on; see layout.ts, SCRATCH. */
const CURSOR = THREAD.SCRATCH + 6;
/** Takes a lock of one word, which holds its owner + 1. */
function lockWord(name, offset, taken) {
    const step = {
        name,
        shared: true,
        run: (world, thread) => {
            const word = spaceWord(world, offset);
            const owner = world.words.cas(word, 0, thread + 1);
            if (owner === 0) {
                taken(world, thread);
                return NEXT;
            }
            world.blocked(word, owner);
            return BLOCKED;
        },
    };
    return step;
}
function unlockWord(world, offset) {
    const word = spaceWord(world, offset);
    world.words.store(word, 0);
    world.wake(word);
}
const guard = lockWord('range.guard', SPACE.GUARD, () => { });
function rangeWord(world, thread, offset) {
    return world.words.get(threadWord(world, thread, offset));
}
/** Whether the ranges of two threads exclude each other. Preconditions: GUARD is held. */
function conflict(world, thread, other) {
    const mode = rangeWord(world, other, RANGE.MODE);
    if (mode === MODE.none)
        return false;
    if (mode === MODE.read && rangeWord(world, thread, RANGE.MODE) === MODE.read)
        return false;
    return (rangeWord(world, other, RANGE.FROM) < rangeWord(world, thread, RANGE.TO) &&
        rangeWord(world, thread, RANGE.FROM) < rangeWord(world, other, RANGE.TO));
}
/** Steps that lock a range: three. */
function acquireRange(from, to, write) {
    return (base) => [
        guard,
        {
            name: write ? 'range.write' : 'range.read',
            shared: true,
            run: (world, thread) => {
                const { words } = world;
                words.set(threadWord(world, thread, RANGE.FROM), from(world, thread));
                words.set(threadWord(world, thread, RANGE.TO), to(world, thread));
                words.set(threadWord(world, thread, RANGE.MODE), write ? MODE.write : MODE.read);
                let blockers = 0;
                for (let other = 0; other < world.layout.bounds.threadCount; other += 1)
                    if (other !== thread && conflict(world, thread, other))
                        blockers += 1;
                words.store(threadWord(world, thread, RANGE.BLOCKERS), blockers);
                if (blockers === 0)
                    holdClass(world, thread, LOCK_CLASS.range, write ? 1 : 0);
                unlockWord(world, SPACE.GUARD);
                return blockers === 0 ? jump(base + 3) : NEXT;
            },
        },
        {
            name: 'range.await',
            shared: true,
            run: (world, thread) => {
                const word = threadWord(world, thread, RANGE.BLOCKERS);
                const blockers = world.words.load(word);
                if (blockers !== 0) {
                    world.blocked(word, blockers);
                    return BLOCKED;
                }
                holdClass(world, thread, LOCK_CLASS.range, write ? TAKEN.WRITE : TAKEN.READ);
                return NEXT;
            },
        },
    ];
}
/** Steps that let a range go: two. `leaving` runs at the last moment of the hold. */
function releaseRange(leaving) {
    return [
        guard,
        {
            name: 'range.release',
            shared: true,
            run: (world, thread) => {
                const { words } = world;
                const { threadCount } = world.layout.bounds;
                const cursor = world.thread(thread) + CURSOR;
                // Whoever excludes us now came behind us and has counted us: one of them a step.
                for (let other = words.get(cursor); other < threadCount; other += 1) {
                    if (other === thread || !conflict(world, thread, other))
                        continue;
                    if (words.get(cursor) === 0)
                        leaving(world, thread);
                    const blockers = threadWord(world, other, RANGE.BLOCKERS);
                    words.add(blockers, -1);
                    world.wake(blockers);
                    words.set(cursor, other + 1);
                    return AGAIN;
                }
                if (words.get(cursor) === 0)
                    leaving(world, thread);
                words.set(cursor, 0);
                for (const word of [RANGE.FROM, RANGE.TO, RANGE.MODE])
                    words.set(threadWord(world, thread, word), 0);
                letGoClass(world, thread, LOCK_CLASS.range);
                unlockWord(world, SPACE.GUARD);
                return NEXT;
            },
        },
    ];
}
const nothing = () => { };
/** A reader: its page, and everything if that does not decide. EXTRA is 1 for everything. */
function readSteps(reading) {
    const { name, page, judge } = reading;
    const isWhole = (world, thread) => world.words.get(world.thread(thread) + READ.EXTRA) !== 0;
    const from = (world, thread) => (isWhole(world, thread) ? 0 : page(world, thread));
    const to = (world, thread) => isWhole(world, thread) ? PAGE_COUNT_MAX : page(world, thread) + 1;
    return (base) => [
        ...placed(base, acquireRange(from, to, false), [
            {
                name: `${name}.decide`,
                shared: false,
                run: (world, thread) => {
                    const looked = page(world, thread);
                    openWindow(world, thread, looked);
                    const whole = isWhole(world, thread);
                    // The VMA above a hole is not in the range that is locked: others may edit it now, so
                    // only the one that holds the page is looked at.
                    const record = whole ? findVma(world, looked) : lookupVma(world, looked);
                    const verdict = whole || record !== NO_VMA
                        ? judge(world, thread, record, whole ? GROUND.table : GROUND.record)
                        : UNDECIDED;
                    keepVerdict(world, thread, verdict);
                    return NEXT;
                },
            },
        ], releaseRange((world, thread) => {
            const verdict = world.words.get(world.thread(thread) + READ.VERDICT);
            if (verdict !== UNDECIDED)
                watch(world, thread, reading, verdict);
        })),
        {
            name: `${name}.again`,
            shared: false,
            run: (world, thread) => {
                const at = world.thread(thread);
                if (world.words.get(at + READ.VERDICT) !== UNDECIDED)
                    return NEXT;
                world.words.set(at + READ.EXTRA, 1);
                return jump(base);
            },
        },
        concludeStep(reading),
    ];
}
/**
 * Widens the edited range to the whole of the VMAs that it touches. Others may edit what lies
 * behind the range, so it looks again if the table has changed meanwhile: their edits are short.
 */
function widen(world, thread, editing) {
    const { words } = world;
    const at = world.thread(thread);
    const from = editing.from(world, thread);
    const to = editing.to(world, thread);
    for (let isSteady = false; !isSteady;) {
        const sequence = tableSequence(world);
        if ((sequence & 1) !== 0)
            continue;
        let first = from;
        let last = to;
        for (let next = from; next < to;) {
            const record = findVma(world, next);
            if (record === NO_VMA || vmaStart(world, record) >= to)
                break;
            first = Math.min(first, vmaStart(world, record));
            last = Math.max(last, vmaEnd(world, record));
            // Never back, whatever has become of the record.
            next = Math.max(next + 1, vmaEnd(world, record));
        }
        words.set(at + WRITE.FROM, first);
        words.set(at + WRITE.TO, last);
        isSteady = tableSequence(world) === sequence;
    }
}
/**
 * A writer looks what it will touch, locks that, and looks again: what it sees the second time
 * cannot change any more. If that is more than it has locked, it locks everything.
 */
function beginWrite(editing) {
    const locked = (world, thread) => world.words.get(world.thread(thread) + WRITE.SCAN);
    const lockedEnd = (world, thread) => world.words.get(world.thread(thread) + WRITE.HEAD);
    const note = (world, thread, from, to) => {
        world.words.set(world.thread(thread) + WRITE.SCAN, from);
        world.words.set(world.thread(thread) + WRITE.HEAD, to);
    };
    const look = (world, thread) => {
        if (editing.isPlacedFreely(world, thread)) {
            world.words.set(world.thread(thread) + WRITE.FROM, 0);
            world.words.set(world.thread(thread) + WRITE.TO, PAGE_COUNT_MAX);
            return;
        }
        editing.span.run(world, thread);
        widen(world, thread, editing);
    };
    return (base) => placed(base, [
        {
            name: 'mm.lookWhat',
            shared: true,
            run: (world, thread) => {
                look(world, thread);
                note(world, thread, editing.from(world, thread), editing.to(world, thread));
                return NEXT;
            },
        },
    ], acquireRange(locked, lockedEnd, true), [
        {
            name: 'mm.lookAgain',
            shared: false,
            run: (world, thread) => {
                look(world, thread);
                const isEnough = locked(world, thread) <= editing.from(world, thread) &&
                    editing.to(world, thread) <= lockedEnd(world, thread);
                if (!isEnough)
                    return NEXT;
                note(world, thread, 0, 0);
                return jump(base + 8);
            },
        },
    ], releaseRange(nothing), [
        {
            name: 'mm.lockAll',
            shared: false,
            run: (world, thread) => {
                note(world, thread, 0, PAGE_COUNT_MAX);
                return jump(base + 1);
            },
        },
    ]);
}
/** The design. */
export const rangeLock = {
    name: 'range-lock',
    order: ['range', 'table'],
    omissions: [THE_HOLD],
    words: {
        space: [
            { name: 'range guard', guard: 'atomic' },
            { name: 'table lock', guard: 'atomic' },
        ],
        thread: [
            HOLDING,
            { name: 'range start', guard: 'owner' },
            { name: 'range end', guard: 'owner' },
            { name: 'range mode', guard: 'owner' },
            { name: 'range blockers', guard: 'atomic' },
        ],
        vma: [],
    },
    isStepwise: true,
    read: (reading, { without }) => {
        if (without !== THE_HOLD)
            return readSteps(reading);
        const { page } = reading;
        const behind = (world, thread) => page(world, thread) + 1;
        return (base) => placed(base, acquireRange(page, behind, false), [findKeeping(reading, false)], releaseRange(nothing), [decideLater(reading)]);
    },
    write: (editing) => ({
        begin: beginWrite(editing),
        before: [
            lockWord('mm.lockTable', SPACE.TABLE, (world, thread) => holdClass(world, thread, LOCK_CLASS.table, TAKEN.WRITE)),
        ],
        after: [
            {
                name: 'mm.unlockTable',
                shared: true,
                run: (world, thread) => {
                    letGoClass(world, thread, LOCK_CLASS.table);
                    unlockWord(world, SPACE.TABLE);
                    return NEXT;
                },
            },
        ],
        end: releaseRange(nothing),
    }),
};
//# sourceMappingURL=range-lock.js.map