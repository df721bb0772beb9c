/**
 * Lockdep: watches a world's steps and reports what breaks the rules of its locks: a lock of the
 * address space taken against the declared order, and a word touched without its guard. What a
 * thread holds is read from the world itself, so that the checker also serves an explorer that
 * jumps from state to state. Tests that boot a world have it on.
 *
 * The rules are the design's: its order, the guards of its words (LockingWord), and for the table
 * and the VMA records: who edits holds the mmap lock for writing, or the class `table` where the
 * design has one; who reads the flags or the file of a VMA holds any lock that keeps them still.
 * Bounds of VMAs are read under the table's sequence too, and so need no lock to be read. A lock
 * that is only tried cannot deadlock and may be taken in any order.
 *
 * A program declares no order of its locks, so theirs, and where the mmap lock stands among them,
 * is learnt as in Linux kernel/locking/lockdep.c: whoever takes B while it holds A says that A
 * comes before B, and who later says otherwise, by whatever way round, is reported, though nobody
 * has met a deadlock yet. Readers count as writers: a writer that waits between two of them bars
 * the second.
 */
import { EVENT } from '../event.js';
import { LOCK_COUNT_MAX } from '../limits.js';
import { TABLE, THREAD, VMA, VMA_WORDS, wordName } from '../memory/layout.js';
import { classWord, heldBit, LOCK_CLASS, MMAP_LOCK, TAKEN } from './held.js';
/** Watches one world. Give `touched` every access and `journal` every event. */
export class Lockdep {
    /** The thread that moves, or -1: what is touched between steps needs no lock. */
    thread = -1;
    #design;
    #report;
    #lockNames;
    /** By lock number: a bit for each lock that was taken while this one was held. */
    #later = new Int32Array(LOCK_COUNT_MAX);
    #world;
    /** `lockNames` by number; the mmap lock is the first. */
    constructor(design, lockNames, report) {
        this.#design = design;
        this.#lockNames = lockNames;
        this.#report = report;
    }
    /** Begins to watch. */
    attach(world) {
        this.#world = world;
    }
    /** A journal that sees locks taken and passes everything on. */
    journal(inner) {
        return {
            record: (thread, event, detail, result) => {
                if (event === EVENT.acquired)
                    this.#acquired(thread, detail, result);
                inner.record(thread, event, detail, result);
            },
        };
    }
    /** Sees one access to a word. */
    touched(kind, index) {
        const world = this.#world;
        if (world === undefined || this.thread < 0 || world.isUnguarded || kind === 'wake')
            return;
        const { layout } = world;
        const isRead = kind === 'get' || kind === 'load';
        const guarded = isRead ? this.#readNeeds(layout, index) : this.#writeNeeds(layout, index);
        if (guarded === '' || this.#holds(world, guarded))
            return;
        const held = [...this.#held(world, this.thread)].join(', ') || 'nothing';
        this.#report(`thread ${this.thread} ${isRead ? 'reads' : 'writes'} ${wordName(layout, index)} ` +
            `without its guard, holding ${held}`, 'declared');
    }
    /** What reading a word needs. */
    #readNeeds(layout, index) {
        const field = fieldOf(layout, index);
        return field === VMA.FLAGS || field === VMA.FILE ? 'still' : '';
    }
    /** What writing a word needs. */
    #writeNeeds(layout, index) {
        if (index >= layout.table && index < layout.vmaLock) {
            if (index === layout.table + TABLE.PENDING)
                return '';
            return fieldOf(layout, index) === VMA.ANON ? 'still' : 'table';
        }
        if (layout.tree > 0 && index >= layout.tree && index < layout.identityLength)
            return 'table';
        const { words } = this.#design;
        const within = (from, to, stride, list) => {
            if (index < from || index >= to || stride === 0)
                return '';
            const guard = list[(index - from) % stride]?.guard ?? 'atomic';
            if (guard !== 'owner')
                return guard === 'atomic' ? '' : guard;
            return Math.floor((index - from) / stride) === this.thread ? '' : 'owner';
        };
        return (within(layout.space, layout.spaceThread, words.space.length, words.space) ||
            within(layout.spaceThread, layout.table, layout.spaceThreadStride, words.thread) ||
            within(layout.vmaLock, layout.memory, layout.vmaLockStride, words.vma));
    }
    #holds(world, guard) {
        if (guard === 'owner')
            return false;
        if (guard === 'still')
            return this.#held(world, this.thread).size > 0;
        if (this.#design.order.includes('table'))
            return this.#held(world, this.thread).has('table');
        const held = world.words.array[world.thread(this.thread) + THREAD.HELD];
        return (held & heldBit(MMAP_LOCK, true)) !== 0;
    }
    /** The locks of the address space that a thread holds. */
    #held(world, thread) {
        const { array } = world.words;
        const held = new Set();
        const mmap = heldBit(MMAP_LOCK, true) | heldBit(MMAP_LOCK, false);
        if ((array[world.thread(thread) + THREAD.HELD] & mmap) !== 0)
            held.add('mmap');
        if (world.layout.spaceThreadStride === 0)
            return held;
        const classes = array[classWord(world, thread)];
        for (const name of Object.keys(LOCK_CLASS))
            if ((classes & (1 << LOCK_CLASS[name])) !== 0)
                held.add(name);
        return held;
    }
    #acquired(thread, detail, how) {
        const world = this.#world;
        if (world === undefined || (how & TAKEN.TRY) !== 0)
            return;
        if (detail < LOCK_COUNT_MAX)
            this.#learn(world, thread, detail);
        const taken = orderedLock(detail);
        if (taken === undefined)
            return;
        const { order, name } = this.#design;
        for (const held of this.#held(world, thread)) {
            if (held === taken || order.indexOf(held) < order.indexOf(taken))
                continue;
            this.#report(`thread ${thread} takes ${taken} while it holds ${held}; ` +
                `the order of ${name} is ${order.join(', ')}`, 'declared');
        }
    }
    /** Learns that a lock comes behind those that the thread holds, unless it came before one. */
    #learn(world, thread, taken) {
        const held = world.words.array[world.thread(thread) + THREAD.HELD];
        for (let lock = 0; lock < LOCK_COUNT_MAX; lock += 1) {
            const isHeld = (held & (heldBit(lock, true) | heldBit(lock, false))) !== 0;
            if (lock === taken || !isHeld || (this.#later[lock] & (1 << taken)) !== 0)
                continue;
            if (this.#comesBefore(taken, lock))
                this.#report(`thread ${thread} takes ${this.#nameOf(taken)} while it holds ${this.#nameOf(lock)}, ` +
                    `which was taken behind ${this.#nameOf(taken)} before`, 'learnt');
            else
                this.#later[lock] |= 1 << taken;
        }
    }
    /**
     * Whether a lock was seen to come before another, by whatever way. What is learnt has no ring.
     */
    #comesBefore(first, second) {
        const later = this.#later[first];
        if ((later & (1 << second)) !== 0)
            return true;
        for (let lock = 0; lock < LOCK_COUNT_MAX; lock += 1)
            if ((later & (1 << lock)) !== 0 && this.#comesBefore(lock, second))
                return true;
        return false;
    }
    #nameOf(lock) {
        return this.#lockNames[lock] ?? `lock ${lock}`;
    }
}
/** The field of a VMA record that a word is, or -1. */
function fieldOf({ bounds, vma }, index) {
    const within = index - vma;
    return within >= 0 && within < bounds.vmaCapacity * VMA_WORDS ? within % VMA_WORDS : -1;
}
/** The lock of an `acquired` event, if it is one of the address space. */
function orderedLock(detail) {
    if (detail === MMAP_LOCK)
        return 'mmap';
    return Object.keys(LOCK_CLASS).find((name) => LOCK_COUNT_MAX + LOCK_CLASS[name] === detail);
}
//# sourceMappingURL=lockdep.js.map