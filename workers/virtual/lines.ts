/**
 * Lines: which words of a world share a cache line, as the records that they stand for do in Linux:
 * a semaphore with its queue (struct rw_semaphore), a VMA, the lock of a VMA on a line of its own
 * (vm_area_struct, vm_refcnt), a filter, a page of a page table. Each word of user memory has a
 * line of its own.
 *
 * Words that only their owner touches, and what is there to observe, have none (0): they are always
 * in the cache of who uses them.
 * Tested by: test/workers/virtual/contention.test.ts
 */

import {
  FILTER_WORDS,
  INNER_WORDS,
  type Layout,
  LEAF_WORDS,
  LOCK_WORDS,
  QUEUE_WORDS,
  THREAD,
  TREE_HEAD_WORDS,
  VMA_WORDS,
} from '../../kernel/index.ts';

/** Words of a line of 64 bytes. */
const LINE_WORDS = 16;

/** Lines of a node of the VMA tree: a maple node of 256 bytes (include/linux/maple_tree.h). */
const NODE_LINES = 4;

/** The line of each word of identity, or 0 (all others have none); how many lines that makes. */
export interface LineMap {
  readonly of: Int32Array;
  readonly count: number;
}

/** Maps the words of a world. */
export function mapLines(layout: Layout): LineMap {
  const { bounds } = layout;
  const of = new Int32Array(layout.identityLength);
  let next = 1;
  /** `count` records of `stride` words, each with `words` of them on its lines. */
  const place = (from: number, stride: number, count: number, words = stride): number => {
    const lines = Math.ceil(words / LINE_WORDS);
    const first = next;
    for (let record = 0; record < count; record += 1, next += lines)
      for (let word = 0; word < words; word += 1)
        of[from + record * stride + word] = next + Math.floor(word / LINE_WORDS);
    return first;
  };
  place(layout.thread + THREAD.REQUEST, layout.threadStride, bounds.threadCount, 1);
  const locks = place(layout.lock, layout.lockStride, bounds.lockCount, LOCK_WORDS);
  if (bounds.queued === true) {
    for (let lock = 0; lock < bounds.lockCount; lock += 1)
      of.fill(
        locks + lock,
        layout.queue + lock * layout.queueStride,
        layout.queue + lock * layout.queueStride + QUEUE_WORDS,
      );
    place(layout.queueNode, layout.queueNodeStride, bounds.threadCount);
  }
  place(layout.space, 1, bounds.locking?.space.length ?? 0);
  const own = bounds.locking?.thread.length ?? 0;
  place(layout.spaceThread, layout.spaceThreadStride, own === 0 ? 0 : bounds.threadCount, own);
  place(layout.table, layout.ends - layout.table, 1);
  place(layout.ends, layout.vma - layout.ends, 1);
  const records = place(layout.vma, VMA_WORDS, bounds.vmaCapacity);
  place(layout.used, layout.vmaLock - layout.used, 1);
  if (layout.vmaLockStride > 0) {
    place(layout.vmaLock, layout.vmaLockStride, bounds.vmaCapacity, 1);
    for (let record = 0; record < bounds.vmaCapacity; record += 1)
      for (let word = 1; word < layout.vmaLockStride; word += 1)
        of[layout.vmaLock + record * layout.vmaLockStride + word] = records + record;
  }
  place(layout.memory, 1, bounds.memoryWordCount);
  place(layout.barrier, 1, bounds.barrierCount * 2);
  const behind = layout.barrier + bounds.barrierCount * 2;
  place(behind, Math.max(0, layout.task - behind), 1);
  if (bounds.processCount > 0) {
    place(layout.task, layout.taskStride, bounds.threadCount);
    place(layout.process, layout.processStride, bounds.processCount);
  }
  place(layout.filter, FILTER_WORDS, bounds.filterCount);
  if (layout.tree !== 0) {
    place(layout.tree, TREE_HEAD_WORDS, 1);
    place(layout.leafUsed, layout.leaf - layout.leafUsed, 1);
    // A node here is wider than those of Linux, and stands for one of them.
    const nodes = (from: number, stride: number, count: number): void => {
      const width = stride / NODE_LINES;
      for (let node = 0; node < count; node += 1, next += NODE_LINES)
        for (let word = 0; word < stride; word += 1)
          of[from + node * stride + word] = next + Math.floor(word / width);
    };
    nodes(layout.leaf, LEAF_WORDS, layout.leafCapacity);
    nodes(layout.inner, INNER_WORDS, layout.innerCapacity);
  }
  return { of, count: next };
}
