/**
 * Tree: the order of a large VMA table, a B+-tree of nodes with up to 31 entries in the manner of
 * Linux's maple tree. Lookup and edit are logarithmic, and so is the search for a hole, since each
 * entry knows the widest hole below it.
 *
 * Invariants: a node that a root ever led to does not change until its grace period is over. An
 * edit copies what it changes, up to the root, once; `endEdit` makes all of it visible with one
 * store of the root. Nodes that the new root does not lead to are retired with the sequence of
 * their edit, and used again when no reader announces a walk that began before that edit's end; so
 * a walk needs plain reads only. Every node besides the root has at least `NODE_FILL_MIN` entries,
 * ends in unused entries are `END_NONE`, and all of it is guarded by the mmap lock held for
 * writing, but ROOT and the readers' words, which are atomic.
 *
 * What stands in which node depends on history, and which VMA stands where does not: see
 * `distinctLength` in memory/layout.ts. Compare Linux lib/maple_tree.c, which publishes the lowest
 * parent instead of the root, and K. Fraser, "Practical lock freedom" (2004), on epochs.
 */

import { invariant } from '../assert.ts';
import { giveBack, takeLowest } from '../memory/free-set.ts';
import {
  FIGURE,
  NODE,
  NODE_FAN_OUT,
  NODE_FILL_MIN,
  NODE_WORDS,
  RETIRED_BATCH,
  TREE,
} from '../memory/layout.ts';
import type { Words } from '../memory/word.ts';
import type { World } from '../memory/world.ts';
import { giveRecord, NO_VMA } from './record.ts';

/** The end of an unused entry: behind every page. */
export const END_NONE = 0x7fff_ffff;

/** Levels that a tree can have: 15^6 VMAs are more than there are pages for. */
const HEIGHT_MAX = 7;
/** Bits of a root that are its height; the rest is the first word of its node. */
const HEIGHT_BITS = 3;
const HEIGHT_MASK = 7;

/** Entries that the left half of a split node keeps. */
const SPLIT_KEEP = 16;

/** Looks at the readers, some seconds, before one that never ends its walk is an error. */
const GRACE_LOOK_COUNT_MAX = 1 << 28;

/** No hole of that size. */
const NO_GAP = -1;

/**
 * The way of the operation at hand from the root (highest level) to the leaf (level 1): nodes, and
 * the entry taken in each. Not state: no operation finds anything of use in it.
 */
const pathNode = new Int32Array(HEIGHT_MAX + 1);
const pathEntry = new Int32Array(HEIGHT_MAX + 1);

/** The first word of the node that a root names. */
export function rootNode(root: number): number {
  return root >>> HEIGHT_BITS;
}

/** Levels below a root, its own included. */
export function rootHeight(root: number): number {
  return root & HEIGHT_MASK;
}

/** Makes the empty tree in a world whose words are zero. */
export function prepareTree(world: World): void {
  const { words, layout } = world;
  const root = (freshNode(world) << HEIGHT_BITS) | 1;
  words.set(layout.tree + TREE.ROOT, root);
  words.set(layout.tree + TREE.DRAFT, root);
}

/**
 * The record of the first VMA that ends behind the page, or `NO_VMA`, from the published root. The
 * reader announces its walk; `sequence` is what it read of the table's sequence, even.
 */
export function treeBehind(world: World, page: number, sequence: number): number {
  const { words, layout } = world;
  const announced = layout.reader + world.reader * layout.readerStride;
  // Announced before the root is read: an edit that retires a node of this root ends after this
  // sequence, and whoever wants to use the node again sees the announcement.
  words.store(announced, sequence + 1);
  const record = walk(words, words.load(layout.tree + TREE.ROOT), page);
  words.store(announced, 0);
  return record;
}

/** As `treeBehind`, for who holds the mmap lock, within an edit too. */
export function treeBehindHeld({ words, layout }: World, page: number): number {
  return walk(words, words.get(layout.tree + TREE.DRAFT), page);
}

/**
 * The position of the first VMA that ends behind the page, or the count. Visits the leaves below.
 * Preconditions: the mmap lock is held.
 */
export function treePosition({ words, layout }: World, page: number): number {
  const root = words.get(layout.tree + TREE.DRAFT);
  let node = rootNode(root);
  let position = 0;
  for (let level = rootHeight(root); level > 1; level -= 1) {
    const entry = Math.min(rank(words, node, page), words.get(node + NODE.COUNT) - 1);
    for (let left = 0; left < entry; left += 1)
      position += vmaCountWithin(words, words.get(node + NODE.SLOT + left), level - 1);
    node = words.get(node + NODE.SLOT + entry);
  }
  return position + rank(words, node, page);
}

/** The record at a position, or `NO_VMA`. Visits the leaves below. Preconditions: as above. */
export function treeAt({ words, layout }: World, position: number): number {
  const root = words.get(layout.tree + TREE.DRAFT);
  let node = rootNode(root);
  let rest = position;
  for (let level = rootHeight(root); level > 1; level -= 1) {
    const last = words.get(node + NODE.COUNT) - 1;
    let entry = 0;
    for (; entry < last; entry += 1) {
      const within = vmaCountWithin(words, words.get(node + NODE.SLOT + entry), level - 1);
      if (rest < within) break;
      rest -= within;
    }
    node = words.get(node + NODE.SLOT + entry);
  }
  return rest < words.get(node + NODE.COUNT) ? words.get(node + NODE.SLOT + rest) : NO_VMA;
}

/** Adds an entry. Returns whether its pages were free; if not, nothing has changed. */
export function treeInsert(world: World, start: number, end: number, record: number): boolean {
  const { words } = world;
  const height = seek(world, start);
  let at = pathEntry[1]!;
  const leaf = pathNode[1]!;
  if (at < words.get(leaf + NODE.COUNT) && words.get(leaf + NODE.START + at) < end) return false;
  ownPath(world, height);
  let newEnd = end;
  let newSlot = record;
  let newStart = start;
  let newGap = 0;
  for (let level = 1; ; level += 1) {
    const node = pathNode[level]!;
    if (words.get(node + NODE.COUNT) < NODE_FAN_OUT) {
      putEntry(words, node, at, newEnd, newSlot, newStart, newGap);
      refreshAbove(words, level, height);
      return true;
    }
    const right = splitNode(world, node);
    if (at > SPLIT_KEEP) putEntry(words, right, at - SPLIT_KEEP, newEnd, newSlot, newStart, newGap);
    else putEntry(words, node, at, newEnd, newSlot, newStart, newGap);
    if (level === height) {
      growRoot(world, node, right, height);
      return true;
    }
    refreshEntry(words, pathNode[level + 1]!, pathEntry[level + 1]!, node, level);
    newEnd = words.get(right + NODE.MAX);
    newSlot = right;
    newStart = words.get(right + NODE.START);
    newGap = widestGap(words, right, level);
    at = pathEntry[level + 1]! + 1;
  }
}

/**
 * Removes the entries within the range and frees their records; returns how many, or -1 if `start`
 * cuts a VMA.
 */
export function treeRemove(world: World, start: number, end: number): number {
  const { words } = world;
  for (let removed = 0; ;) {
    const height = seek(world, start);
    const leaf = pathNode[1]!;
    const count = words.get(leaf + NODE.COUNT);
    const from = pathEntry[1]!;
    let to = from;
    while (to < count && words.get(leaf + NODE.END + to) <= end) to += 1;
    if (to === from) return removed;
    if (words.get(leaf + NODE.START + from) < start) return -1;
    for (let entry = from; entry < to; entry += 1)
      giveRecord(world, words.get(leaf + NODE.SLOT + entry));
    ownPath(world, height);
    closeEntries(words, pathNode[1]!, from, to);
    rebalance(world, height);
    removed += to - from;
    if (to < count) return removed;
  }
}

/**
 * Moves the borders of the entry that ends at `oldEnd`. Returns whether the pages were free; if
 * not, nothing has changed.
 */
export function treeResize(world: World, oldEnd: number, start: number, end: number): boolean {
  const { words } = world;
  const height = seek(world, oldEnd - 1);
  if (endBefore(words, height) > start || startBehind(words, height) < end) return false;
  ownPath(world, height);
  const leaf = pathNode[1]!;
  const entry = pathEntry[1]!;
  words.set(leaf + NODE.END + entry, end);
  words.set(leaf + NODE.START + entry, start);
  if (entry + 1 === words.get(leaf + NODE.COUNT)) words.set(leaf + NODE.MAX, end);
  refreshAbove(words, 1, height);
  return true;
}

/** The lowest page from `floor` on with `want` free pages behind it, below all else or above. */
export function treeLowestGap({ words, layout }: World, want: number, floor: number): number {
  const root = words.get(layout.tree + TREE.DRAFT);
  const node = rootNode(root);
  const page = lowestGap(words, node, rootHeight(root), want, floor, floor);
  return page === NO_GAP ? Math.max(floor, words.get(node + NODE.MAX)) : page;
}

/** The page behind the highest hole below `ceiling` of `want` pages, or behind the lowest of all. */
export function treeHighestGap({ words, layout }: World, want: number, ceiling: number): number {
  const root = words.get(layout.tree + TREE.DRAFT);
  const node = rootNode(root);
  const end = highestGap(words, node, rootHeight(root), want, ceiling, ceiling);
  if (end !== NO_GAP) return end;
  const isEmpty = words.get(node + NODE.COUNT) === 0;
  return isEmpty ? ceiling : Math.min(ceiling, words.get(node + NODE.START));
}

/** Makes the edit visible, and looks after retired nodes. Preconditions: at the end of an edit. */
export function publishTree(world: World): void {
  const { words, layout } = world;
  const draft = words.get(layout.tree + TREE.DRAFT);
  if (draft === words.get(layout.tree + TREE.ROOT)) return;
  // Publish: who reads this root sees its nodes as they now are.
  words.store(layout.tree + TREE.ROOT, draft);
  if (words.get(layout.tree + TREE.RETIRED_COUNT) >= RETIRED_BATCH) reclaim(world, true);
}

function walk(words: Words, root: number, page: number): number {
  let node = rootNode(root);
  if (words.get(node + NODE.MAX) <= page) return NO_VMA;
  for (let level = rootHeight(root); level > 1; level -= 1)
    node = words.get(node + NODE.SLOT + rank(words, node, page));
  return words.get(node + NODE.SLOT + rank(words, node, page));
}

/**
 * How many of a node's ends are not behind the page. Always five probes and no branch, which the
 * processor would guess wrong half of the time: twice as fast as the usual binary search.
 */
function rank(words: Words, node: number, page: number): number {
  let at = node;
  at += ((words.get(at + 15) - page - 1) >>> 31) << 4;
  at += ((words.get(at + 7) - page - 1) >>> 31) << 3;
  at += ((words.get(at + 3) - page - 1) >>> 31) << 2;
  at += ((words.get(at + 1) - page - 1) >>> 31) << 1;
  at += (words.get(at) - page - 1) >>> 31;
  return at - node;
}

/** Notes the way to the first VMA that ends behind the page, or behind the last; its height. */
function seek({ words, layout }: World, page: number): number {
  const root = words.get(layout.tree + TREE.DRAFT);
  const height = rootHeight(root);
  let node = rootNode(root);
  for (let level = height; level > 1; level -= 1) {
    const entry = Math.min(rank(words, node, page), words.get(node + NODE.COUNT) - 1);
    pathNode[level] = node;
    pathEntry[level] = entry;
    node = words.get(node + NODE.SLOT + entry);
  }
  pathNode[1] = node;
  pathEntry[1] = rank(words, node, page);
  return height;
}

/** The end of the entry before the one at the end of the path, 0 if it is the first. */
function endBefore(words: Words, height: number): number {
  for (let level = 1; level <= height; level += 1)
    if (pathEntry[level]! > 0) return words.get(pathNode[level]! + pathEntry[level]! - 1);
  return 0;
}

/** The start of the entry behind the one at the end of the path, `END_NONE` if it is the last. */
function startBehind(words: Words, height: number): number {
  for (let level = 1; level <= height; level += 1) {
    const next = pathEntry[level]! + 1;
    const node = pathNode[level]!;
    if (next < words.get(node + NODE.COUNT)) return words.get(node + NODE.START + next);
  }
  return END_NONE;
}

/** Makes every node of the path the edit's own, from the root down. */
function ownPath(world: World, height: number): void {
  const { words, layout } = world;
  for (let level = height; level >= 1; level -= 1) {
    const node = pathNode[level]!;
    const own = ownNode(world, node);
    if (own === node) continue;
    pathNode[level] = own;
    if (level === height) words.set(layout.tree + TREE.DRAFT, (own << HEIGHT_BITS) | height);
    else words.set(pathNode[level + 1]! + NODE.SLOT + pathEntry[level + 1]!, own);
  }
}

/** The child at an entry of an own node, made the edit's own. */
function ownChild(world: World, parent: number, entry: number): number {
  const { words } = world;
  const own = ownNode(world, words.get(parent + NODE.SLOT + entry));
  words.set(parent + NODE.SLOT + entry, own);
  return own;
}

/** The node itself if this edit made it, else a copy, and the node is retired. */
function ownNode(world: World, node: number): number {
  const { words } = world;
  if (words.get(node + NODE.STAMP) === stampOf(world)) return node;
  const copy = freshNode(world);
  const count = words.get(node + NODE.COUNT);
  for (let entry = 0; entry < count; entry += 1) copyEntry(words, node, entry, copy, entry);
  words.set(copy + NODE.COUNT, count);
  words.set(copy + NODE.MAX, words.get(node + NODE.MAX));
  retire(world, node);
  return copy;
}

/** The mark of nodes that the open edit made: its sequence, which no other edit has. */
function stampOf({ words, layout }: World): number {
  return words.get(layout.figure + FIGURE.SEQUENCE);
}

/** An empty node of this edit. */
function freshNode(world: World): number {
  const { words, layout } = world;
  const countWord = layout.tree + TREE.NODE_COUNT;
  if (words.get(countWord) === layout.nodeCapacity) awaitReaders(world);
  words.set(countWord, words.get(countWord) + 1);
  const node = layout.node + takeLowest(words, layout.nodeUsed, layout.nodeCapacity) * NODE_WORDS;
  for (let entry = 0; entry < NODE_FAN_OUT; entry += 1) words.set(node + entry, END_NONE);
  words.set(node + NODE.COUNT, 0);
  words.set(node + NODE.MAX, 0);
  words.set(node + NODE.STAMP, stampOf(world));
  return node;
}

/** Frees a node to which no draft and no root leads, and that nobody walks. */
function freeNode({ words, layout }: World, node: number): void {
  const countWord = layout.tree + TREE.NODE_COUNT;
  words.set(countWord, words.get(countWord) - 1);
  const number = (node - layout.node) / NODE_WORDS;
  giveBack(words, layout.nodeUsed, layout.nodeCapacity, number);
}

/** Lets go of a node that left the draft. */
function discard(world: World, node: number): void {
  if (world.words.get(node + NODE.STAMP) === stampOf(world)) freeNode(world, node);
  else retire(world, node);
}

/** Queues a published node until its grace period is over. */
function retire(world: World, node: number): void {
  const { words, layout } = world;
  const { tree } = layout;
  const last = words.get(tree + TREE.RETIRED_LAST);
  words.set(node + NODE.STAMP, stampOf(world));
  words.set(node + NODE.NEXT, 0);
  words.set(last === 0 ? tree + TREE.RETIRED_FIRST : last + NODE.NEXT, node);
  words.set(tree + TREE.RETIRED_LAST, node);
  words.set(tree + TREE.RETIRED_COUNT, words.get(tree + TREE.RETIRED_COUNT) + 1);
}

/**
 * Frees retired nodes, oldest first, up to the first that a reader may still walk. Those of the
 * open edit may go only once its root is published.
 */
function reclaim(world: World, isPublished: boolean): void {
  const { words, layout } = world;
  const { tree } = layout;
  const oldest = oldestWalk(world);
  const stamp = stampOf(world);
  let node = words.get(tree + TREE.RETIRED_FIRST);
  let count = words.get(tree + TREE.RETIRED_COUNT);
  while (node !== 0) {
    const retired = words.get(node + NODE.STAMP);
    if (oldest !== 0 && ((oldest - retired) | 0) <= 0) break;
    if (!isPublished && retired === stamp) break;
    const next = words.get(node + NODE.NEXT);
    freeNode(world, node);
    node = next;
    count -= 1;
  }
  words.set(tree + TREE.RETIRED_FIRST, node);
  if (node === 0) words.set(tree + TREE.RETIRED_LAST, 0);
  words.set(tree + TREE.RETIRED_COUNT, count);
}

/** The sequence + 1 of the oldest walk that is announced, or 0 if nobody walks. */
function oldestWalk({ words, layout }: World): number {
  const { reader, readerStride, bounds } = layout;
  let oldest = 0;
  for (let thread = 0; thread < bounds.threadCount; thread += 1) {
    const announced = words.load(reader + thread * readerStride);
    if (announced !== 0 && (oldest === 0 || ((announced - oldest) | 0) < 0)) oldest = announced;
  }
  return oldest;
}

/**
 * Waits until a retired node is free again. A walk is a hundred nanoseconds, so this happens only
 * when a reader lost its processor within one and the writer used all spare nodes up meanwhile.
 */
function awaitReaders(world: World): void {
  const { words, layout } = world;
  for (let look = 0; look < GRACE_LOOK_COUNT_MAX; look += 1) {
    reclaim(world, false);
    if (words.get(layout.tree + TREE.NODE_COUNT) < layout.nodeCapacity) return;
  }
  invariant(false, `a reader has not ended its walk for ${GRACE_LOOK_COUNT_MAX} looks`);
}

function copyEntry(words: Words, from: number, entry: number, to: number, place: number): void {
  words.set(to + NODE.END + place, words.get(from + NODE.END + entry));
  words.set(to + NODE.SLOT + place, words.get(from + NODE.SLOT + entry));
  words.set(to + NODE.START + place, words.get(from + NODE.START + entry));
  words.set(to + NODE.GAP + place, words.get(from + NODE.GAP + entry));
}

/** Puts an entry into an own node that has room. */
function putEntry(
  words: Words,
  node: number,
  at: number,
  end: number,
  slot: number,
  start: number,
  gap: number,
): void {
  const count = words.get(node + NODE.COUNT);
  for (let entry = count; entry > at; entry -= 1) copyEntry(words, node, entry - 1, node, entry);
  words.set(node + NODE.END + at, end);
  words.set(node + NODE.SLOT + at, slot);
  words.set(node + NODE.START + at, start);
  words.set(node + NODE.GAP + at, gap);
  setCount(words, node, count + 1);
}

/** Takes the entries `from` up to `to` out of an own node. */
function closeEntries(words: Words, node: number, from: number, to: number): void {
  const count = words.get(node + NODE.COUNT);
  for (let entry = to; entry < count; entry += 1)
    copyEntry(words, node, entry, node, entry - to + from);
  const left = count - to + from;
  for (let entry = left; entry < count; entry += 1) words.set(node + NODE.END + entry, END_NONE);
  setCount(words, node, left);
}

function setCount(words: Words, node: number, count: number): void {
  words.set(node + NODE.COUNT, count);
  words.set(node + NODE.MAX, count === 0 ? 0 : words.get(node + NODE.END + count - 1));
}

/** Moves the upper entries of a full own node to a new one, which is returned. */
function splitNode(world: World, node: number): number {
  const { words } = world;
  const right = freshNode(world);
  moveEntries(words, node, SPLIT_KEEP, right);
  return right;
}

/** Moves the entries of an own node from `from` on behind those of another. */
function moveEntries(words: Words, node: number, from: number, to: number): void {
  const count = words.get(node + NODE.COUNT);
  const place = words.get(to + NODE.COUNT) - from;
  for (let entry = from; entry < count; entry += 1) {
    copyEntry(words, node, entry, to, entry + place);
    words.set(node + NODE.END + entry, END_NONE);
  }
  setCount(words, node, from);
  setCount(words, to, count + place);
}

/** A new root above two nodes. */
function growRoot(world: World, left: number, right: number, height: number): void {
  const { words, layout } = world;
  invariant(height < HEIGHT_MAX, `the VMA tree has ${height} levels`);
  const root = freshNode(world);
  setCount(words, root, 2);
  words.set(root + NODE.SLOT, left);
  words.set(root + NODE.SLOT + 1, right);
  refreshEntry(words, root, 0, left, height);
  refreshEntry(words, root, 1, right, height);
  words.set(layout.tree + TREE.DRAFT, (root << HEIGHT_BITS) | (height + 1));
}

/** Says in the levels above what has changed in the own node of a level. */
function refreshAbove(words: Words, level: number, height: number): void {
  for (let above = level + 1; above <= height; above += 1)
    if (!refreshEntry(words, pathNode[above]!, pathEntry[above]!, pathNode[above - 1]!, above - 1))
      return;
}

/** Says in an entry of an own node what its child holds; returns whether that was news. */
function refreshEntry(
  words: Words,
  parent: number,
  entry: number,
  child: number,
  level: number,
): boolean {
  const end = words.get(child + NODE.MAX);
  const start = words.get(child + NODE.START);
  const gap = widestGap(words, child, level);
  const at = parent + entry;
  if (
    words.get(at + NODE.END) === end &&
    words.get(at + NODE.START) === start &&
    words.get(at + NODE.GAP) === gap
  )
    return false;
  words.set(at + NODE.END, end);
  words.set(at + NODE.START, start);
  words.set(at + NODE.GAP, gap);
  if (entry + 1 === words.get(parent + NODE.COUNT)) words.set(parent + NODE.MAX, end);
  return true;
}

/** The widest hole between the first start and the last end below a node. */
export function widestGap(words: Words, node: number, level: number): number {
  const count = words.get(node + NODE.COUNT);
  let widest = level > 1 ? words.get(node + NODE.GAP) : 0;
  for (let entry = 1; entry < count; entry += 1) {
    const at = node + entry;
    const hole = words.get(at + NODE.START) - words.get(at + NODE.END - 1);
    if (hole > widest) widest = hole;
    if (level > 1 && words.get(at + NODE.GAP) > widest) widest = words.get(at + NODE.GAP);
  }
  return widest;
}

/** Fills up the nodes of the path that have too few entries now, and says above what changed. */
function rebalance(world: World, height: number): void {
  const { words, layout } = world;
  for (let level = 1; level < height; level += 1) {
    const node = pathNode[level]!;
    const parent = pathNode[level + 1]!;
    const entry = pathEntry[level + 1]!;
    if (words.get(node + NODE.COUNT) < NODE_FILL_MIN) fillUp(world, parent, entry, level);
    else if (!refreshEntry(words, parent, entry, node, level)) return;
  }
  let root = pathNode[height]!;
  let levels = height;
  while (levels > 1 && words.get(root + NODE.COUNT) === 1) {
    const child = words.get(root + NODE.SLOT);
    discard(world, root);
    root = child;
    levels -= 1;
  }
  words.set(layout.tree + TREE.DRAFT, (root << HEIGHT_BITS) | levels);
}

/** Merges the child at an entry of an own node with a neighbour, or shares evenly with it. */
function fillUp(world: World, parent: number, entry: number, level: number): void {
  const { words } = world;
  const isLast = entry + 1 === words.get(parent + NODE.COUNT);
  const leftEntry = isLast ? entry - 1 : entry;
  const left = ownChild(world, parent, leftEntry);
  const right = words.get(parent + NODE.SLOT + leftEntry + 1);
  const leftCount = words.get(left + NODE.COUNT);
  const rightCount = words.get(right + NODE.COUNT);
  if (leftCount + rightCount <= NODE_FAN_OUT) {
    for (let each = 0; each < rightCount; each += 1)
      copyEntry(words, right, each, left, leftCount + each);
    setCount(words, left, leftCount + rightCount);
    discard(world, right);
    closeEntries(words, parent, leftEntry + 1, leftEntry + 2);
  } else {
    shareEvenly(words, left, ownChild(world, parent, leftEntry + 1));
    const own = words.get(parent + NODE.SLOT + leftEntry + 1);
    refreshEntry(words, parent, leftEntry + 1, own, level);
  }
  refreshEntry(words, parent, leftEntry, left, level);
}

/** Leaves two own neighbours, one of which has too few entries, with half of them each. */
function shareEvenly(words: Words, left: number, right: number): void {
  const leftCount = words.get(left + NODE.COUNT);
  const rightCount = words.get(right + NODE.COUNT);
  const half = (leftCount + rightCount) >>> 1;
  if (leftCount < half) {
    const moved = half - leftCount;
    for (let entry = 0; entry < moved; entry += 1)
      copyEntry(words, right, entry, left, leftCount + entry);
    setCount(words, left, half);
    closeEntries(words, right, 0, moved);
    return;
  }
  const moved = leftCount - half;
  for (let entry = rightCount - 1; entry >= 0; entry -= 1)
    copyEntry(words, right, entry, right, entry + moved);
  setCount(words, right, 0);
  moveEntries(words, left, half, right);
  setCount(words, right, rightCount + moved);
}

function vmaCountWithin(words: Words, node: number, level: number): number {
  const count = words.get(node + NODE.COUNT);
  if (level === 1) return count;
  let total = 0;
  for (let entry = 0; entry < count; entry += 1)
    total += vmaCountWithin(words, words.get(node + NODE.SLOT + entry), level - 1);
  return total;
}

/**
 * Where `want` pages are free from `floor` on, below the last entry of the node; `page` is the end
 * of what lies before the node, or the floor. Enters at most one child that reaches below the floor
 * and one whose hole is known to be wide enough.
 */
function lowestGap(
  words: Words,
  node: number,
  level: number,
  want: number,
  floor: number,
  page: number,
): number {
  const count = words.get(node + NODE.COUNT);
  let free = page;
  for (let entry = rank(words, node, floor); entry < count; entry += 1) {
    const at = node + entry;
    const start = words.get(at + NODE.START);
    if (start - free >= want) return free;
    if (level > 1 && (start < floor || words.get(at + NODE.GAP) >= want)) {
      const found = lowestGap(words, words.get(at + NODE.SLOT), level - 1, want, floor, free);
      if (found !== NO_GAP) return found;
    }
    free = words.get(at + NODE.END);
  }
  return NO_GAP;
}

/** As `lowestGap` from above: the page behind the hole; `end` is where what lies above begins. */
function highestGap(
  words: Words,
  node: number,
  level: number,
  want: number,
  ceiling: number,
  end: number,
): number {
  let free = end;
  for (let entry = words.get(node + NODE.COUNT) - 1; entry >= 0; entry -= 1) {
    const at = node + entry;
    const start = words.get(at + NODE.START);
    if (start >= ceiling) continue;
    const last = words.get(at + NODE.END);
    if (free - last >= want) return free;
    if (level > 1 && (last > ceiling || words.get(at + NODE.GAP) >= want)) {
      const found = highestGap(words, words.get(at + NODE.SLOT), level - 1, want, ceiling, free);
      if (found !== NO_GAP) return found;
    }
    free = start;
  }
  return NO_GAP;
}
