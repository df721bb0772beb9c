/**
 * Queued rwsem: a read-write semaphore with the rules of Linux's mmap_lock. Whoever cannot enter at
 * once stands in a queue; anybody in the queue bars new readers; the head of the queue is woken, a
 * reader with all readers behind it up to READER_BATCH_MAX; a waiter at the head that has waited
 * for HANDOFF_NS sets HANDOFF, and then nobody may overtake it any more.
 *
 * COUNT is WRITER, READER units, WAITERS (somebody stands in the queue) and HANDOFF. The queue is a
 * list through one node a thread, guarded by the queue's own lock (GUARD, Linux's wait_lock).
 * Invariant: never a writer beside a reader or another writer; WAITERS is set exactly while the
 * queue is not empty, seen under GUARD; who sleeps stands in the queue, and every release that lets
 * its head enter wakes the head.
 *
 * Source: Linux kernel/locking/rwsem.c (5.11). Deviations: a failing reader does not first add
 * itself to COUNT and take itself back; a reader that steals the lock does not grant it to the
 * readers in the queue; a writer spins by trying once before it queues, so that a spin lasts as
 * long as the engine lets nobody run it, and several may spin (no OSQ lock); nobody downgrades. A
 * timer is asked where Linux asks jiffies, when a waiter looks at the lock; where time is not told
 * that is a choice. Who wakes a reader asks its own timer, as the sleeper cannot: the handoff to a
 * reader that was overtaken may come sooner than 4 ms.
 */
import { LOCK, QUEUE, QUEUE_NODE, THREAD } from '../memory/layout.js';
import { AGAIN, BLOCKED, jump, NEXT } from '../routine.js';
import { hold, letGo } from './held.js';
import { READER, WRITER } from './rwsem.js';
/** Somebody stands in the queue. */
export const WAITERS = 1 << 16;
/** The head of the queue must not be overtaken. */
export const HANDOFF = 1 << 17;
const READERS = WAITERS - READER;
/** Time after which the head of the queue asks for the handoff: RWSEM_WAIT_TIMEOUT, HZ / 250. */
export const HANDOFF_NS = 4_000_000;
/** Readers that one wake-up lets in: MAX_READERS_WAKEUP. */
export const READER_BATCH_MAX = 256;
/** States of a node. */
const NODE = { none: 0, reader: 1, writer: 2, woken: 3, granted: 4 };
/** Readers that the running wake-up still has to tell; see layout.ts, SCRATCH. */
const GRANTS = THREAD.SCRATCH + 6;
/** Whether a release has to wake the queue. */
const WAKE = THREAD.SCRATCH + 7;
/** The queue of a lock. */
class Queue {
    #lock;
    #name;
    constructor(name, lock) {
        this.#name = name;
        this.#lock = lock;
    }
    count(world) {
        return world.lock(this.#lock) + LOCK.COUNT;
    }
    word(world, offset) {
        return world.layout.queue + this.#lock * world.layout.queueStride + offset;
    }
    node(world, thread, offset) {
        return world.layout.queueNode + thread * world.layout.queueNodeStride + offset;
    }
    /** The thread at the head of the queue, or -1. Preconditions: GUARD is held. */
    head(world) {
        return world.words.get(this.word(world, QUEUE.HEAD)) - 1;
    }
    /** Takes the queue's lock. */
    guard() {
        return {
            name: `${this.#name}.guard`,
            shared: true,
            run: (world, thread) => {
                const word = this.word(world, QUEUE.GUARD);
                const owner = world.words.cas(word, 0, thread + 1);
                if (owner === 0)
                    return NEXT;
                world.blocked(word, owner);
                return BLOCKED;
            },
        };
    }
    /** Releases the queue's lock. */
    unguard(next) {
        return {
            name: `${this.#name}.unguard`,
            shared: true,
            run: (world) => {
                const word = this.word(world, QUEUE.GUARD);
                world.words.store(word, 0);
                world.wake(word);
                return next();
            },
        };
    }
    /** Appends the thread; returns whether it is the only one. Preconditions: GUARD is held. */
    append(world, thread, state) {
        const { words } = world;
        words.set(this.node(world, thread, QUEUE_NODE.STATE), state);
        const tail = this.word(world, QUEUE.TAIL);
        const last = words.get(tail) - 1;
        if (last < 0)
            words.set(this.word(world, QUEUE.HEAD), thread + 1);
        else
            words.set(this.node(world, last, QUEUE_NODE.NEXT), thread + 1);
        words.set(tail, thread + 1);
        return last < 0;
    }
    /** Takes a thread out of the queue. Preconditions: GUARD is held. */
    remove(world, thread) {
        const { words } = world;
        const next = words.get(this.node(world, thread, QUEUE_NODE.NEXT));
        let before = -1;
        for (let each = this.head(world); each !== thread;) {
            before = each;
            each = words.get(this.node(world, each, QUEUE_NODE.NEXT)) - 1;
        }
        if (before < 0)
            words.set(this.word(world, QUEUE.HEAD), next);
        else
            words.set(this.node(world, before, QUEUE_NODE.NEXT), next);
        if (next === 0)
            words.set(this.word(world, QUEUE.TAIL), before + 1);
        words.set(this.node(world, thread, QUEUE_NODE.NEXT), 0);
    }
    /** Readers in the queue, READER_BATCH_MAX at most. Preconditions: GUARD is held. */
    readers(world) {
        let count = 0;
        for (let each = this.head(world); each >= 0 && count < READER_BATCH_MAX;) {
            if (world.words.get(this.node(world, each, QUEUE_NODE.STATE)) === NODE.reader)
                count += 1;
            each = world.words.get(this.node(world, each, QUEUE_NODE.NEXT)) - 1;
        }
        return count;
    }
    /** Whether anybody stands behind the readers. Preconditions: GUARD is held. */
    outlasts(world, readers) {
        let length = 0;
        for (let each = this.head(world); each >= 0; length += 1)
            each = world.words.get(this.node(world, each, QUEUE_NODE.NEXT)) - 1;
        return length > readers;
    }
    /**
     * Wakes the head of the queue, as Linux's rwsem_mark_wake(): three steps that hold GUARD, then
     * its release. A writer only looks again; readers are let in here.
     */
    wake(next) {
        return (base) => [
            {
                name: `${this.#name}.wakeHead`,
                shared: true,
                run: (world, thread) => this.#wakeHead(world, thread, jump(base + 2)),
            },
            {
                name: `${this.#name}.grant`,
                shared: true,
                run: (world, thread) => this.#grantNext(world, thread),
            },
            this.unguard(() => next(base + 3)),
        ];
    }
    #wakeHead(world, thread, done) {
        const { words } = world;
        const head = this.head(world);
        if (head < 0)
            return done;
        const state = this.node(world, head, QUEUE_NODE.STATE);
        if (words.get(state) !== NODE.reader) {
            words.store(state, NODE.woken);
            world.wake(state);
            return done;
        }
        const word = this.count(world);
        const readers = this.readers(world);
        const rest = this.outlasts(world, readers) ? WAITERS : 0;
        for (;;) {
            const count = words.load(word);
            if ((count & WRITER) !== 0) {
                // A writer was quicker. A head that has waited too long is not overtaken again.
                if ((count & HANDOFF) !== 0 || !world.hasElapsed(thread, HANDOFF_NS))
                    return done;
                if (words.cas(word, count, count | HANDOFF) === count)
                    return done;
                continue;
            }
            const entered = (count & READERS) + readers * READER + rest;
            if (words.cas(word, count, entered) === count)
                break;
        }
        words.set(world.thread(thread) + GRANTS, readers);
        return NEXT;
    }
    /** Tells one reader that it is in. */
    #grantNext(world, thread) {
        const { words } = world;
        const grants = world.thread(thread) + GRANTS;
        let each = this.head(world);
        while (words.get(this.node(world, each, QUEUE_NODE.STATE)) !== NODE.reader)
            each = words.get(this.node(world, each, QUEUE_NODE.NEXT)) - 1;
        this.remove(world, each);
        const state = this.node(world, each, QUEUE_NODE.STATE);
        words.store(state, NODE.granted);
        world.wake(state);
        const left = words.get(grants) - 1;
        words.set(grants, left);
        return left === 0 ? NEXT : AGAIN;
    }
}
/** Steps that take a lock for reading: Linux's down_read(). */
export function queuedReadAcquire(name, lock) {
    const queue = new Queue(name, lock);
    return (base) => {
        const wake = queue.wake(jump)(base + 4);
        const awaiting = base + 4 + wake.length;
        return [
            {
                name: `${name}.read`,
                shared: true,
                run: (world, thread) => {
                    const word = queue.count(world);
                    for (;;) {
                        const count = world.words.load(word);
                        // In the fast path anybody who waits bars us; behind it a lock that nobody holds may be
                        // stolen, unless the head has asked for the handoff.
                        const isFree = (count & (WRITER | HANDOFF)) === 0 &&
                            ((count & WAITERS) === 0 || (count & READERS) === 0);
                        if (!isFree)
                            return NEXT;
                        if (world.words.cas(word, count, count + READER) === count)
                            break;
                    }
                    hold(world, thread, lock, false);
                    return jump(awaiting + 1);
                },
            },
            queue.guard(),
            {
                name: `${name}.queue`,
                shared: true,
                run: (world, thread) => {
                    const { words } = world;
                    world.startTimer(thread);
                    const isFirst = queue.append(world, thread, NODE.reader);
                    const word = queue.count(world);
                    const count = isFirst ? words.add(word, WAITERS) : words.load(word);
                    const isFree = (count & WRITER) === 0 && (isFirst || (count & READERS) === 0);
                    return isFree ? jump(base + 4) : NEXT;
                },
            },
            queue.unguard(() => jump(awaiting)),
            ...wake,
            {
                name: `${name}.readGranted`,
                shared: true,
                run: (world, thread) => {
                    const state = queue.node(world, thread, QUEUE_NODE.STATE);
                    const value = world.words.load(state);
                    if (value !== NODE.granted) {
                        world.blocked(state, value);
                        return BLOCKED;
                    }
                    world.words.set(state, NODE.none);
                    hold(world, thread, lock, false);
                    return NEXT;
                },
            },
        ];
    };
}
/** Steps that take a lock for writing: Linux's down_write(). */
export function queuedWriteAcquire(name, lock) {
    const queue = new Queue(name, lock);
    return (base) => {
        const done = base + 7;
        return [
            {
                name: `${name}.write`,
                shared: true,
                run: (world, thread) => {
                    const word = queue.count(world);
                    for (;;) {
                        const count = world.words.load(word);
                        if ((count & (WRITER | READERS | HANDOFF)) !== 0)
                            return NEXT;
                        if (world.words.cas(word, count, count + WRITER) === count)
                            break;
                    }
                    take(world, thread, lock);
                    return jump(done);
                },
            },
            queue.guard(),
            {
                name: `${name}.queue`,
                shared: true,
                run: (world, thread) => {
                    world.startTimer(thread);
                    if (queue.append(world, thread, NODE.writer))
                        world.words.add(queue.count(world), WAITERS);
                    return NEXT;
                },
            },
            {
                name: `${name}.tryWrite`,
                shared: true,
                run: (world, thread) => {
                    const { words } = world;
                    const word = queue.count(world);
                    const isFirst = queue.head(world) === thread;
                    for (;;) {
                        const count = words.load(word);
                        const isHeld = (count & (WRITER | READERS)) !== 0;
                        const isHanded = (count & HANDOFF) !== 0;
                        if (isHeld || (isHanded && !isFirst)) {
                            if (!isFirst || isHanded || !world.hasElapsed(thread, HANDOFF_NS))
                                break;
                            if (words.cas(word, count, count | HANDOFF) === count)
                                break;
                            continue;
                        }
                        const rest = queue.outlasts(world, 1) ? WAITERS : 0;
                        if (words.cas(word, count, WRITER + rest) !== count)
                            continue;
                        queue.remove(world, thread);
                        words.set(queue.node(world, thread, QUEUE_NODE.STATE), NODE.none);
                        take(world, thread, lock);
                        return jump(base + 6);
                    }
                    words.set(queue.node(world, thread, QUEUE_NODE.STATE), NODE.writer);
                    return NEXT;
                },
            },
            queue.unguard(() => NEXT),
            {
                name: `${name}.writeWoken`,
                shared: true,
                run: (world, thread) => {
                    const state = queue.node(world, thread, QUEUE_NODE.STATE);
                    const value = world.words.load(state);
                    if (value !== NODE.woken) {
                        world.blocked(state, value);
                        return BLOCKED;
                    }
                    // It goes on where it looks at the lock, which needs GUARD.
                    const guard = queue.word(world, QUEUE.GUARD);
                    const owner = world.words.cas(guard, 0, thread + 1);
                    if (owner === 0)
                        return jump(base + 3);
                    world.blocked(guard, owner);
                    return BLOCKED;
                },
            },
            queue.unguard(() => NEXT),
        ];
    };
}
function take(world, thread, lock) {
    world.words.set(world.lock(lock) + LOCK.OWNER, thread + 1);
    hold(world, thread, lock, true);
}
/** Steps that release a lock: Linux's up_read() and up_write(). */
export function queuedRelease(name, lock, write) {
    const queue = new Queue(name, lock);
    return (base) => {
        const done = base + 6;
        return [
            {
                name: write ? `${name}.writeRelease` : `${name}.readRelease`,
                shared: true,
                run: (world, thread) => {
                    letGo(world, thread, lock, write);
                    if (write)
                        world.words.set(world.lock(lock) + LOCK.OWNER, 0);
                    const unit = write ? WRITER : READER;
                    const count = world.words.add(queue.count(world), -unit) - unit;
                    const wakes = (count & WAITERS) !== 0 && (count & (WRITER | READERS)) === 0;
                    world.words.set(world.thread(thread) + WAKE, wakes ? 1 : 0);
                    return NEXT;
                },
            },
            {
                name: `${name}.wakes`,
                shared: false,
                run: (world, thread) => {
                    const wakes = world.thread(thread) + WAKE;
                    if (world.words.get(wakes) === 0)
                        return jump(done);
                    world.words.set(wakes, 0);
                    return NEXT;
                },
            },
            queue.guard(),
            ...queue.wake(jump)(base + 3),
        ];
    };
}
//# sourceMappingURL=queued-rwsem.js.map