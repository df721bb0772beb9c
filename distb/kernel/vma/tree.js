/**
 * Tree: the order of a large VMA table, a B+-tree in the manner of Linux's maple tree, leaves of up
 * to 31 entries under nodes of up to 127. Lookup and edit are logarithmic, and so is the search for
 * a hole, since each entry above the leaves knows the widest hole below it.
 *
 * An edit copies what it changes and leaves what readers may walk as it is. If that is one leaf and
 * what the levels above say of it stays true, as after most splits and merges, `endEdit` stores the
 * one word that leads to the leaf (a *patch*). Else it copied the whole way up and stores the root.
 *
 * Invariants: of a node that was ever published only the words that lead to its children change.
 * Nodes to which nothing leads are retired with the sequence of their edit, and used again when no
 * reader announces a walk that began before that edit's end. A walk therefore needs plain reads: it
 * meets whole nodes, and if it met a new one, the sequence that the reader looks at afterwards has
 * moved. Every node besides the root is filled to its minimum, ends of unused entries are
 * `END_NONE`. All of it is guarded by the mmap lock held for writing, but ROOT, the words that lead
 * to children, and the readers' announcements, which are atomic where they are stored.
 *
 * What stands in which node depends on history, and which VMA stands where does not: see
 * `distinctLength` in memory/layout.ts. Compare Linux lib/maple_tree.c, and K. Fraser, "Practical
 * lock freedom" (2004), on epochs.
 */
import { invariant } from '../assert.js';
import { giveBack, takeLowest } from '../memory/free-set.js';
import { FIGURE, INNER_FAN_OUT, INNER_FILL_MIN, INNER_WIDTH, INNER_WORDS, LEAF_FAN_OUT, LEAF_FILL_MIN, LEAF_WIDTH, LEAF_WORDS, RETIRED_BATCH, TREE, } from '../memory/layout.js';
import { giveRecord, NO_VMA } from './record.js';
/** The end of an unused entry: behind every page. */
export const END_NONE = 0x7fff_ffff;
/** Levels that a tree can have: four hold more VMAs than there are words. */
const HEIGHT_MAX = 7;
/** Bits of a root that are its height; the rest is the first word of its node. */
const HEIGHT_BITS = 3;
const HEIGHT_MASK = 7;
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
export function rootNode(root) {
    return root >>> HEIGHT_BITS;
}
/** Levels below a root, its own included. */
export function rootHeight(root) {
    return root & HEIGHT_MASK;
}
function rootOf(node, height) {
    return (node << HEIGHT_BITS) | height;
}
/** Words from column to column of a node, by its level. */
function widthAt(level) {
    return level > 1 ? INNER_WIDTH : LEAF_WIDTH;
}
/** Words from column to column of a node, by where it stands. */
export function widthOf(layout, node) {
    return node >= layout.inner ? INNER_WIDTH : LEAF_WIDTH;
}
function fanOutAt(level) {
    return level > 1 ? INNER_FAN_OUT : LEAF_FAN_OUT;
}
/** Word of a node that holds its last end, 0 if it is empty. */
export function lastEndWord(node, width) {
    return node + width - 1;
}
/** Word of a node that holds how many entries it has. */
export function countWord(node, width) {
    return node + 2 * width - 1;
}
/** Word of a node that holds the sequence of its edit, or of the one that retired it. */
export function stampWord(node, width) {
    return node + 3 * width - 1;
}
/**
 * Word of a retired node that leads to the next one. It is a start, which no reader looks at.
 */
export function nextWord(node, width) {
    return node + 2 * width;
}
/** Makes the empty tree in a world whose words are zero. */
export function prepareTree(world) {
    const { words, layout } = world;
    const leaf = freshNode(world, 1);
    setCount(words, leaf, 0, LEAF_WIDTH);
    clearEnds(words, leaf, 0, LEAF_FAN_OUT);
    words.set(layout.tree + TREE.ROOT, rootOf(leaf, 1));
    words.set(layout.tree + TREE.DRAFT, rootOf(leaf, 1));
}
/**
 * The record of the first VMA that ends behind the page, or `NO_VMA`, from the published root. The
 * reader announces its walk; `sequence` is what it read of the table's sequence, even, and it looks
 * at the sequence again afterwards.
 */
export function treeBehind(world, page, sequence) {
    const { words, layout } = world;
    const announced = layout.reader + world.reader * layout.readerStride;
    // Announced before the root is read: an edit that retires a node of this tree ends after this
    // sequence, and whoever wants to use the node again sees the announcement.
    words.store(announced, sequence + 1);
    const leaf = leafFor(words, words.load(layout.tree + TREE.ROOT), page);
    const record = leaf === 0 ? NO_VMA : words.get(leaf + LEAF_WIDTH + leafRank(words, leaf, page));
    words.store(announced, 0);
    return record;
}
/** As `treeBehind`, for who holds the mmap lock, within an edit too. */
export function treeBehindHeld(world, page) {
    const { words } = world;
    seek(world, page);
    const leaf = pathNode[1];
    const entry = pathEntry[1];
    const isFound = entry < words.get(countWord(leaf, LEAF_WIDTH));
    return isFound ? words.get(leaf + LEAF_WIDTH + entry) : NO_VMA;
}
/**
 * The record that begins at the page, or `NO_VMA`. The leaf knows: no record is looked at, which is
 * far away. Preconditions: the mmap lock is held.
 */
export function treeStartingAt(world, page) {
    const { words } = world;
    seek(world, page);
    const leaf = pathNode[1];
    const at = leaf + pathEntry[1];
    if (pathEntry[1] >= words.get(countWord(leaf, LEAF_WIDTH)))
        return NO_VMA;
    return words.get(at + 2 * LEAF_WIDTH) === page ? words.get(at + LEAF_WIDTH) : NO_VMA;
}
/** The record that ends before the page, or `NO_VMA`. Preconditions: as above. */
export function treeEndingAt(world, page) {
    const { words } = world;
    seek(world, page - 1);
    const at = pathNode[1] + pathEntry[1];
    return words.get(at) === page ? words.get(at + LEAF_WIDTH) : NO_VMA;
}
/**
 * The position of the first VMA that ends behind the page, or the count. Visits the leaves below.
 * Preconditions: the mmap lock is held, and no edit is open.
 */
export function treePosition({ words, layout }, page) {
    const root = words.get(layout.tree + TREE.DRAFT);
    let node = rootNode(root);
    let position = 0;
    for (let level = rootHeight(root); level > 1; level -= 1) {
        const entry = Math.min(innerRank(words, node, page), words.get(countWord(node, INNER_WIDTH)) - 1);
        for (let left = 0; left < entry; left += 1)
            position += vmaCountWithin(words, words.get(node + INNER_WIDTH + left), level - 1);
        node = words.get(node + INNER_WIDTH + entry);
    }
    return position + leafRank(words, node, page);
}
/** The record at a position, or `NO_VMA`. Visits the leaves below. Preconditions: as above. */
export function treeAt({ words, layout }, position) {
    const root = words.get(layout.tree + TREE.DRAFT);
    let node = rootNode(root);
    let rest = position;
    for (let level = rootHeight(root); level > 1; level -= 1) {
        const last = words.get(countWord(node, INNER_WIDTH)) - 1;
        let entry = 0;
        for (; entry < last; entry += 1) {
            const within = vmaCountWithin(words, words.get(node + INNER_WIDTH + entry), level - 1);
            if (rest < within)
                break;
            rest -= within;
        }
        node = words.get(node + INNER_WIDTH + entry);
    }
    const isFound = rest < words.get(countWord(node, LEAF_WIDTH));
    return isFound ? words.get(node + LEAF_WIDTH + rest) : NO_VMA;
}
/** Adds an entry. Returns whether its pages were free; if not, nothing has changed. */
export function treeInsert(world, start, end, record) {
    const { words } = world;
    const height = seek(world, start);
    const leaf = pathNode[1];
    const place = pathEntry[1];
    const isLast = place === words.get(countWord(leaf, LEAF_WIDTH));
    if (!isLast && words.get(leaf + 2 * LEAF_WIDTH + place) < end)
        return false;
    ownLeaf(world, height, start);
    let at = place;
    let newEnd = end;
    let newSlot = record;
    let newStart = start;
    let newGap = 0;
    for (let level = 1;; level += 1) {
        const width = widthAt(level);
        if (words.get(countWord(pathNode[level], width)) < fanOutAt(level)) {
            putEntry(words, pathNode[level], at, width, newEnd, newSlot, newStart, newGap);
            tellAbove(world, level, height);
            return true;
        }
        if (level === 1)
            ownPath(world, height);
        const node = pathNode[level];
        const right = splitNode(world, node, level);
        const kept = words.get(countWord(node, width));
        if (at > kept)
            putEntry(words, right, at - kept, width, newEnd, newSlot, newStart, newGap);
        else
            putEntry(words, node, at, width, newEnd, newSlot, newStart, newGap);
        if (level === height) {
            growRoot(world, node, right, height);
            return true;
        }
        tellEntry(words, pathNode[level + 1], pathEntry[level + 1], node, level);
        newEnd = words.get(lastEndWord(right, width));
        newSlot = right;
        newStart = words.get(right + 2 * width);
        newGap = widestGap(words, right, level);
        at = pathEntry[level + 1] + 1;
    }
}
/**
 * Removes the entries within the range and frees their records; returns how many, or -1 if `start`
 * cuts a VMA.
 */
export function treeRemove(world, start, end) {
    const { words } = world;
    for (let removed = 0;;) {
        const height = seek(world, start);
        const leaf = pathNode[1];
        const count = words.get(countWord(leaf, LEAF_WIDTH));
        const from = pathEntry[1];
        let to = from;
        while (to < count && words.get(leaf + to) <= end)
            to += 1;
        if (to === from)
            return removed;
        if (words.get(leaf + 2 * LEAF_WIDTH + from) < start)
            return -1;
        for (let entry = from; entry < to; entry += 1)
            giveRecord(world, words.get(leaf + LEAF_WIDTH + entry));
        ownLeaf(world, height, start);
        closeEntries(words, pathNode[1], from, to, LEAF_WIDTH);
        rebalance(world, height);
        removed += to - from;
        if (to < count)
            return removed;
    }
}
/**
 * Moves the borders of the entry that ends at `oldEnd`. Returns whether the pages were free; if
 * not, nothing has changed.
 */
export function treeResize(world, oldEnd, start, end) {
    const { words } = world;
    const height = seek(world, oldEnd - 1);
    if (endBefore(words, height) > start || startBehind(words, height) < end)
        return false;
    ownLeaf(world, height, oldEnd - 1);
    const leaf = pathNode[1];
    const entry = pathEntry[1];
    words.set(leaf + entry, end);
    words.set(leaf + 2 * LEAF_WIDTH + entry, start);
    if (entry + 1 === words.get(countWord(leaf, LEAF_WIDTH)))
        words.set(lastEndWord(leaf, LEAF_WIDTH), end);
    tellAbove(world, 1, height);
    return true;
}
/**
 * Splits the entry around a page; `lower` and `upper` are the records on both sides of it. Holes
 * and outer borders stay, so there is nothing to say above. Returns whether the leaf had room; if
 * not, nothing has changed.
 */
export function treeSplit(world, page, lower, upper) {
    const { words } = world;
    const height = seek(world, page);
    const before = pathNode[1];
    const entry = pathEntry[1];
    const count = words.get(countWord(before, LEAF_WIDTH));
    if (count === LEAF_FAN_OUT)
        return false;
    const start = words.get(before + 2 * LEAF_WIDTH + entry);
    const end = words.get(before + entry);
    ownLeafApart(world, height, page, 1, 2);
    const leaf = pathNode[1];
    putLeafEntry(words, leaf, entry, start, page, lower);
    putLeafEntry(words, leaf, entry + 1, page, end, upper);
    setCount(words, leaf, count + 1, LEAF_WIDTH);
    return true;
}
/**
 * Moves the border between two entries that touch there. As with a split there is nothing to say
 * above. Returns whether both stand in one leaf; if not, nothing has changed.
 */
export function treeShift(world, border, page) {
    const { words } = world;
    const height = seek(world, border - 1);
    const entry = pathEntry[1];
    if (entry + 1 >= words.get(countWord(pathNode[1], LEAF_WIDTH)))
        return false;
    ownLeaf(world, height, border - 1);
    const leaf = pathNode[1];
    words.set(leaf + entry, page);
    words.set(leaf + 2 * LEAF_WIDTH + entry + 1, page);
    return true;
}
/**
 * Makes one entry, that of `survivor`, of all within the range, and frees the other records;
 * returns how many, or -1 if they stand in several leaves or others reach into the range, and then
 * nothing has changed.
 */
export function treeMerge(world, survivor, start, end) {
    const { words } = world;
    const height = seek(world, start);
    const before = pathNode[1];
    const entry = pathEntry[1];
    const count = words.get(countWord(before, LEAF_WIDTH));
    let next = entry;
    while (next < count && words.get(before + next) <= end)
        next += 1;
    if (next === entry || words.get(before + 2 * LEAF_WIDTH + entry) < start)
        return -1;
    const isWhole = words.get(before + next - 1) === end ||
        (next < count && words.get(before + 2 * LEAF_WIDTH + next) >= end);
    if (!isWhole || (entry > 0 ? words.get(before + entry - 1) : endBefore(words, height)) > start)
        return -1;
    // Without a hole inside or at the borders, what the levels above say stays true.
    let areJoined = words.get(before + 2 * LEAF_WIDTH + entry) === start && words.get(before + next - 1) === end;
    for (let each = entry; each < next; each += 1) {
        const record = words.get(before + LEAF_WIDTH + each);
        if (record !== survivor)
            giveRecord(world, record);
        if (each > entry && words.get(before + each - 1) !== words.get(before + 2 * LEAF_WIDTH + each))
            areJoined = false;
    }
    ownLeafApart(world, height, start, next - entry, 1);
    const leaf = pathNode[1];
    const left = count - (next - entry) + 1;
    putLeafEntry(words, leaf, entry, start, end, survivor);
    setCount(words, leaf, left, LEAF_WIDTH);
    if (!areJoined || left < LEAF_FILL_MIN)
        rebalance(world, height);
    return count - left;
}
/** The lowest page from `floor` on with `want` free pages behind it, below all else or above. */
export function treeLowestGap({ words, layout }, want, floor) {
    const root = words.get(layout.tree + TREE.DRAFT);
    const node = rootNode(root);
    const height = rootHeight(root);
    const page = lowestGap(words, node, height, want, floor, floor);
    if (page !== NO_GAP)
        return page;
    return Math.max(floor, words.get(lastEndWord(node, widthAt(height))));
}
/**
 * The page behind the highest hole below `ceiling` of `want` pages, or behind the lowest of all.
 */
export function treeHighestGap({ words, layout }, want, ceiling) {
    const root = words.get(layout.tree + TREE.DRAFT);
    const node = rootNode(root);
    const width = widthAt(rootHeight(root));
    const end = highestGap(words, node, rootHeight(root), want, ceiling, ceiling);
    if (end !== NO_GAP)
        return end;
    const isEmpty = words.get(countWord(node, width)) === 0;
    return isEmpty ? ceiling : Math.min(ceiling, words.get(node + 2 * width));
}
/** Makes the edit visible, and looks after retired nodes. Preconditions: at the end of an edit. */
export function publishTree(world) {
    const { words, layout } = world;
    const { tree } = layout;
    if (words.get(tree + TREE.PATCH_OLD) !== 0) {
        const leaf = words.get(tree + TREE.PATCH_LEAF);
        const led = words.get(tree + TREE.PATCH_WORD);
        const areHolesTold = words.get(tree + TREE.PATCH_HOLES) === 0 ||
            widestGap(words, leaf, 1) === words.get(led + 2 * INNER_WIDTH);
        if (areHolesTold) {
            // Publish: who reads this word sees the whole leaf.
            words.store(led, leaf);
            endPatch(world);
        }
        else
            ownPatchedPath(world);
    }
    const draft = words.get(tree + TREE.DRAFT);
    // Publish: who reads this root sees its nodes as they now are.
    if (draft !== words.get(tree + TREE.ROOT))
        words.store(tree + TREE.ROOT, draft);
    if (words.get(tree + TREE.RETIRED_COUNT) >= RETIRED_BATCH)
        reclaim(world, true);
}
/** The leaf with the first VMA that ends behind the page, or 0; published nodes only. */
function leafFor(words, root, page) {
    let node = rootNode(root);
    const height = rootHeight(root);
    if (words.get(lastEndWord(node, widthAt(height))) <= page)
        return 0;
    for (let level = height; level > 1; level -= 1)
        node = words.get(node + INNER_WIDTH + innerRank(words, node, page));
    return node;
}
/** The leaf that stands for a leaf while an edit is open. */
function patched(words, { tree }, leaf) {
    return words.get(tree + TREE.PATCH_OLD) === leaf ? words.get(tree + TREE.PATCH_LEAF) : leaf;
}
/**
 * How many of a leaf's ends are not behind the page. Always five probes and no branch, which the
 * processor would guess wrong half of the time: twice as fast as the usual binary search.
 */
function leafRank(words, node, page) {
    let at = node;
    at += ((words.get(at + 15) - page - 1) >>> 31) << 4;
    at += ((words.get(at + 7) - page - 1) >>> 31) << 3;
    at += ((words.get(at + 3) - page - 1) >>> 31) << 2;
    at += ((words.get(at + 1) - page - 1) >>> 31) << 1;
    at += (words.get(at) - page - 1) >>> 31;
    return at - node;
}
/** As `leafRank`, seven probes, for a node above the leaves. */
function innerRank(words, node, page) {
    let at = node;
    at += ((words.get(at + 63) - page - 1) >>> 31) << 6;
    at += ((words.get(at + 31) - page - 1) >>> 31) << 5;
    return at - node + leafRank(words, at, page);
}
/**
 * Notes the way to the first VMA that ends behind the page, or behind the last; its height. The
 * entries of the way before are tried first: an edit asks for pages that lie beside each other.
 */
function seek({ words, layout }, page) {
    const root = words.get(layout.tree + TREE.DRAFT);
    const height = rootHeight(root);
    let node = rootNode(root);
    for (let level = height; level > 1; level -= 1) {
        let entry = pathEntry[level];
        if (!isRank(words, node, entry, page)) {
            const last = words.get(countWord(node, INNER_WIDTH)) - 1;
            entry = Math.min(innerRank(words, node, page), last);
            pathEntry[level] = entry;
        }
        pathNode[level] = node;
        node = words.get(node + INNER_WIDTH + entry);
    }
    node = patched(words, layout, node);
    pathNode[1] = node;
    if (!isRank(words, node, pathEntry[1], page))
        pathEntry[1] = leafRank(words, node, page);
    return height;
}
/** Whether the entry of a node, if there is such, is the first that ends behind the page. */
function isRank(words, node, entry, page) {
    const end = words.get(node + entry);
    return page < end && end !== END_NONE && (entry === 0 || words.get(node + entry - 1) <= page);
}
/** The end of the entry before the one at the end of the path, 0 if it is the first. */
function endBefore(words, height) {
    for (let level = 1; level <= height; level += 1)
        if (pathEntry[level] > 0)
            return words.get(pathNode[level] + pathEntry[level] - 1);
    return 0;
}
/** The start of the entry behind the one at the end of the path, `END_NONE` if it is the last. */
function startBehind(words, height) {
    for (let level = 1; level <= height; level += 1) {
        const next = pathEntry[level] + 1;
        const node = pathNode[level];
        const width = widthAt(level);
        if (next < words.get(countWord(node, width)))
            return words.get(node + 2 * width + next);
    }
    return END_NONE;
}
/**
 * Makes the leaf of the path, that of `page`, the edit's own: as a patch if it is the first that
 * the edit changes, else with its whole path.
 */
function ownLeaf(world, height, page) {
    const leaf = pathNode[1];
    if (isOwn(world, leaf, LEAF_WIDTH))
        return;
    if (canPatch(world, height))
        patch(world, leaf, copyNode(world, leaf, 1));
    else
        ownWithPath(world, height, page);
}
/**
 * As `ownLeaf`, with room for `added` entries in place of the `taken` at the end of the path. The
 * caller writes them, and the count.
 */
function ownLeafApart(world, height, page, taken, added) {
    const { words } = world;
    const leaf = pathNode[1];
    const entry = pathEntry[1];
    if (!isOwn(world, leaf, LEAF_WIDTH)) {
        if (canPatch(world, height)) {
            const own = freshNode(world, 1);
            copyApart(words, leaf, own, entry, taken, added);
            patch(world, leaf, own);
            return;
        }
        ownWithPath(world, height, page);
    }
    const own = pathNode[1];
    for (let more = taken; more < added; more += 1)
        putEntry(words, own, entry, LEAF_WIDTH, words.get(own + entry), 0, 0, 0);
    if (taken > added)
        closeEntries(words, own, entry + added, entry + taken, LEAF_WIDTH);
}
/** Whether the edit has changed nothing yet, and one word leads to the leaf of the path. */
function canPatch({ words, layout }, height) {
    const { tree } = layout;
    return (words.get(tree + TREE.PATCH_OLD) === 0 &&
        height > 1 &&
        words.get(tree + TREE.DRAFT) === words.get(tree + TREE.ROOT));
}
/** Lets an own leaf stand for the leaf of the path until the edit ends. */
function patch({ words, layout }, leaf, own) {
    const { tree } = layout;
    words.set(tree + TREE.PATCH_OLD, leaf);
    words.set(tree + TREE.PATCH_LEAF, own);
    words.set(tree + TREE.PATCH_WORD, pathNode[2] + INNER_WIDTH + pathEntry[2]);
    pathNode[1] = own;
}
/** Makes the whole path the edit's own, and before it that of a leaf that was patched. */
function ownWithPath(world, height, page) {
    if (world.words.get(world.layout.tree + TREE.PATCH_OLD) === 0) {
        ownPath(world, height);
        return;
    }
    // A second leaf changes, so what leads to the first is not enough: its way up is copied too.
    ownPatchedPath(world);
    ownPath(world, seek(world, page));
}
/** Turns the patch into a copied path, with what the levels above say of its leaf. */
function ownPatchedPath(world) {
    const { words, layout } = world;
    const leaf = words.get(layout.tree + TREE.PATCH_LEAF);
    const height = seek(world, words.get(leaf + 2 * LEAF_WIDTH));
    ownPath(world, height);
    tellAbove(world, 1, height);
}
/** Makes every node of the path the edit's own, from the root down; ends a patch of its leaf. */
function ownPath(world, height) {
    const { words, layout } = world;
    for (let level = height; level >= 1; level -= 1) {
        const own = ownNode(world, pathNode[level], level);
        pathNode[level] = own;
        if (level === height)
            words.set(layout.tree + TREE.DRAFT, rootOf(own, height));
        else
            words.set(pathNode[level + 1] + INNER_WIDTH + pathEntry[level + 1], own);
    }
    if (words.get(layout.tree + TREE.PATCH_OLD) !== 0)
        endPatch(world);
}
/** Retires the leaf that was patched. */
function endPatch(world) {
    const { words, layout } = world;
    const { tree } = layout;
    retire(world, words.get(tree + TREE.PATCH_OLD));
    words.set(tree + TREE.PATCH_OLD, 0);
    words.set(tree + TREE.PATCH_LEAF, 0);
    words.set(tree + TREE.PATCH_WORD, 0);
    words.set(tree + TREE.PATCH_HOLES, 0);
}
/** The child at an entry of an own node, made the edit's own. */
function ownChild(world, parent, entry, level) {
    const { words } = world;
    const own = ownNode(world, words.get(parent + INNER_WIDTH + entry), level);
    words.set(parent + INNER_WIDTH + entry, own);
    return own;
}
/** The node itself if this edit made it, else a copy, and the node is retired. */
function ownNode(world, node, level) {
    if (isOwn(world, node, widthAt(level)))
        return node;
    const copy = copyNode(world, node, level);
    retire(world, node);
    return copy;
}
function copyNode(world, node, level) {
    const { words } = world;
    const width = widthAt(level);
    const copy = freshNode(world, level);
    // All ends, since the unused ones are told by theirs.
    for (let word = 0; word < width; word += 1)
        words.set(copy + word, words.get(node + word));
    const count = words.get(countWord(node, width));
    words.set(countWord(copy, width), count);
    const columns = (level > 1 ? INNER_WORDS : LEAF_WORDS) - width;
    for (let column = width; column <= columns; column += width)
        for (let word = column; word < column + count; word += 1)
            words.set(copy + word, words.get(node + word));
    return copy;
}
/** Whether the open edit made the node: its stamp is the sequence, which no other edit has. */
function isOwn(world, node, width) {
    return world.words.get(stampWord(node, width)) === stampOf(world);
}
function stampOf({ words, layout }) {
    return words.get(layout.figure + FIGURE.SEQUENCE);
}
/** A node of this edit; its entries and its count are the caller's to set. */
function freshNode(world, level) {
    const { words, layout } = world;
    const isInner = level > 1;
    const capacity = isInner ? layout.innerCapacity : layout.leafCapacity;
    const taken = layout.tree + (isInner ? TREE.INNER_COUNT : TREE.LEAF_COUNT);
    if (words.get(taken) === capacity)
        awaitReaders(world, taken, capacity);
    words.set(taken, words.get(taken) + 1);
    const node = isInner
        ? layout.inner + takeLowest(words, layout.innerUsed, capacity) * INNER_WORDS
        : layout.leaf + takeLowest(words, layout.leafUsed, capacity) * LEAF_WORDS;
    words.set(stampWord(node, widthAt(level)), stampOf(world));
    return node;
}
/** Frees a node to which nothing leads, and that nobody walks. */
function freeNode({ words, layout }, node) {
    const isInner = node >= layout.inner;
    const taken = layout.tree + (isInner ? TREE.INNER_COUNT : TREE.LEAF_COUNT);
    words.set(taken, words.get(taken) - 1);
    if (isInner) {
        const number = (node - layout.inner) / INNER_WORDS;
        giveBack(words, layout.innerUsed, layout.innerCapacity, number);
    }
    else {
        const number = (node - layout.leaf) / LEAF_WORDS;
        giveBack(words, layout.leafUsed, layout.leafCapacity, number);
    }
}
/** Lets go of a node that left the draft. */
function discard(world, node, width) {
    if (isOwn(world, node, width))
        freeNode(world, node);
    else
        retire(world, node);
}
/** Queues a published node until its grace period is over. */
function retire(world, node) {
    const { words, layout } = world;
    const { tree } = layout;
    const width = widthOf(layout, node);
    const last = words.get(tree + TREE.RETIRED_LAST);
    words.set(stampWord(node, width), stampOf(world));
    words.set(nextWord(node, width), 0);
    if (last === 0)
        words.set(tree + TREE.RETIRED_FIRST, node);
    else
        words.set(nextWord(last, widthOf(layout, last)), node);
    words.set(tree + TREE.RETIRED_LAST, node);
    words.set(tree + TREE.RETIRED_COUNT, words.get(tree + TREE.RETIRED_COUNT) + 1);
}
/**
 * Frees retired nodes, oldest first, up to the first that a reader may still walk. Those of the
 * open edit may go only once it is published.
 */
function reclaim(world, isPublished) {
    const { words, layout } = world;
    const { tree } = layout;
    const oldest = oldestWalk(world);
    const open = stampOf(world);
    let node = words.get(tree + TREE.RETIRED_FIRST);
    let count = words.get(tree + TREE.RETIRED_COUNT);
    while (node !== 0) {
        const width = widthOf(layout, node);
        const stamp = words.get(stampWord(node, width));
        if (oldest !== 0 && ((oldest - stamp) | 0) <= 0)
            break;
        if (!isPublished && stamp === open)
            break;
        const next = words.get(nextWord(node, width));
        freeNode(world, node);
        node = next;
        count -= 1;
    }
    words.set(tree + TREE.RETIRED_FIRST, node);
    if (node === 0)
        words.set(tree + TREE.RETIRED_LAST, 0);
    words.set(tree + TREE.RETIRED_COUNT, count);
}
/** The sequence + 1 of the oldest walk that is announced, or 0 if nobody walks. */
function oldestWalk({ words, layout }) {
    const { reader, readerStride, bounds } = layout;
    let oldest = 0;
    for (let thread = 0; thread < bounds.threadCount; thread += 1) {
        const announced = words.load(reader + thread * readerStride);
        if (announced !== 0 && (oldest === 0 || ((announced - oldest) | 0) < 0))
            oldest = announced;
    }
    return oldest;
}
/**
 * Waits until one of so many nodes is free again. A walk is a hundred nanoseconds, so this happens
 * only when a reader lost its processor within one and the writer used all spare nodes up
 * meanwhile.
 */
function awaitReaders(world, taken, capacity) {
    for (let look = 0; look < GRACE_LOOK_COUNT_MAX; look += 1) {
        reclaim(world, false);
        if (world.words.get(taken) < capacity)
            return;
    }
    invariant(false, `a reader has not ended its walk for ${GRACE_LOOK_COUNT_MAX} looks`);
}
function copyEntry(words, from, entry, to, place, width) {
    words.set(to + place, words.get(from + entry));
    words.set(to + width + place, words.get(from + width + entry));
    words.set(to + 2 * width + place, words.get(from + 2 * width + entry));
    if (width === INNER_WIDTH)
        words.set(to + 3 * INNER_WIDTH + place, words.get(from + 3 * INNER_WIDTH + entry));
}
/** Puts an entry into an own node that has room. */
function putEntry(words, node, at, width, end, slot, start, gap) {
    const count = words.get(countWord(node, width));
    for (let entry = count; entry > at; entry -= 1)
        copyEntry(words, node, entry - 1, node, entry, width);
    words.set(node + at, end);
    words.set(node + width + at, slot);
    words.set(node + 2 * width + at, start);
    if (width === INNER_WIDTH)
        words.set(node + 3 * INNER_WIDTH + at, gap);
    setCount(words, node, count + 1, width);
}
function putLeafEntry(words, leaf, at, start, end, record) {
    words.set(leaf + at, end);
    words.set(leaf + LEAF_WIDTH + at, record);
    words.set(leaf + 2 * LEAF_WIDTH + at, start);
}
/** Copies a leaf's entries, but leaves `added` entries open in place of the `taken` at `at`. */
function copyApart(words, from, to, at, taken, added) {
    const count = words.get(countWord(from, LEAF_WIDTH));
    const shift = added - taken;
    for (let column = 0; column < LEAF_WORDS; column += LEAF_WIDTH) {
        for (let word = column; word < column + at; word += 1)
            words.set(to + word, words.get(from + word));
        for (let word = column + at + taken; word < column + count; word += 1)
            words.set(to + word + shift, words.get(from + word));
    }
    clearEnds(words, to, count + shift, LEAF_FAN_OUT);
}
/** Takes the entries `from` up to `to` out of an own node. */
function closeEntries(words, node, from, to, width) {
    const count = words.get(countWord(node, width));
    for (let entry = to; entry < count; entry += 1)
        copyEntry(words, node, entry, node, entry - to + from, width);
    const left = count - to + from;
    clearEnds(words, node, left, count);
    setCount(words, node, left, width);
}
function clearEnds(words, node, from, to) {
    for (let entry = from; entry < to; entry += 1)
        words.set(node + entry, END_NONE);
}
function setCount(words, node, count, width) {
    words.set(countWord(node, width), count);
    words.set(lastEndWord(node, width), count === 0 ? 0 : words.get(node + count - 1));
}
/** Moves the upper half of a full own node to a new one, which is returned. */
function splitNode(world, node, level) {
    const { words } = world;
    const right = freshNode(world, level);
    const width = widthAt(level);
    clearEnds(words, right, 0, fanOutAt(level));
    setCount(words, right, 0, width);
    moveEntries(words, node, width >>> 1, right, width);
    return right;
}
/** Moves the entries of an own node from `from` on behind those of another. */
function moveEntries(words, node, from, to, width) {
    const count = words.get(countWord(node, width));
    const place = words.get(countWord(to, width)) - from;
    for (let entry = from; entry < count; entry += 1)
        copyEntry(words, node, entry, to, entry + place, width);
    clearEnds(words, node, from, count);
    setCount(words, node, from, width);
    setCount(words, to, count + place, width);
}
/** A new root above two nodes. */
function growRoot(world, left, right, height) {
    const { words, layout } = world;
    invariant(height < HEIGHT_MAX, 'the VMA tree is too high');
    const root = freshNode(world, height + 1);
    clearEnds(words, root, 2, INNER_FAN_OUT);
    words.set(countWord(root, INNER_WIDTH), 2);
    words.set(root + INNER_WIDTH, left);
    words.set(root + INNER_WIDTH + 1, right);
    tellEntry(words, root, 0, left, height);
    tellEntry(words, root, 1, right, height);
    words.set(layout.tree + TREE.DRAFT, rootOf(root, height + 1));
}
/** Says in the levels above what has changed in the own node of a level, as far as it is news. */
function tellAbove(world, level, height) {
    for (let child = level; child < height; child += 1)
        if (!tellParent(world, child, height))
            return;
}
/** Says in the level above what the own node of a level holds; returns whether that is news. */
function tellParent(world, level, height) {
    const { words } = world;
    const width = widthAt(level);
    const child = pathNode[level];
    const end = words.get(lastEndWord(child, width));
    const start = words.get(child + 2 * width);
    const entry = pathEntry[level + 1];
    const told = pathNode[level + 1] + entry;
    const isSameRange = words.get(told) === end && words.get(told + 2 * INNER_WIDTH) === start;
    const isPatch = !isOwn(world, pathNode[level + 1], INNER_WIDTH);
    if (isSameRange && isPatch) {
        // The holes of a patch may change back before the edit ends: they are looked at then.
        words.set(world.layout.tree + TREE.PATCH_HOLES, 1);
        return false;
    }
    if (isPatch)
        ownPath(world, height);
    const gap = widestGap(words, child, level);
    if (isSameRange && words.get(told + 3 * INNER_WIDTH) === gap)
        return false;
    putTold(words, pathNode[level + 1], entry, end, start, gap);
    return true;
}
/** Says in an entry of an own node what its child holds. */
function tellEntry(words, parent, entry, child, level) {
    const width = widthAt(level);
    const end = words.get(lastEndWord(child, width));
    putTold(words, parent, entry, end, words.get(child + 2 * width), widestGap(words, child, level));
}
function putTold(words, parent, entry, end, start, gap) {
    words.set(parent + entry, end);
    words.set(parent + 2 * INNER_WIDTH + entry, start);
    words.set(parent + 3 * INNER_WIDTH + entry, gap);
    if (entry + 1 === words.get(countWord(parent, INNER_WIDTH)))
        words.set(lastEndWord(parent, INNER_WIDTH), end);
}
/** The widest hole between the first start and the last end below a node. */
function widestGap(words, node, level) {
    if (level > 1)
        return widestGapAbove(words, node);
    const count = words.get(countWord(node, LEAF_WIDTH));
    let widest = 0;
    for (let entry = 1; entry < count; entry += 1) {
        const hole = words.get(node + 2 * LEAF_WIDTH + entry) - words.get(node + entry - 1);
        if (hole > widest)
            widest = hole;
    }
    return widest;
}
function widestGapAbove(words, node) {
    const count = words.get(countWord(node, INNER_WIDTH));
    let widest = words.get(node + 3 * INNER_WIDTH);
    for (let entry = 1; entry < count; entry += 1) {
        const hole = words.get(node + 2 * INNER_WIDTH + entry) - words.get(node + entry - 1);
        const below = words.get(node + 3 * INNER_WIDTH + entry);
        widest = Math.max(widest, hole, below);
    }
    return widest;
}
/** Fills up the nodes of the path that have too few entries now, and says above what changed. */
function rebalance(world, height) {
    const { words, layout } = world;
    for (let level = 1; level < height; level += 1) {
        const fillMin = level > 1 ? INNER_FILL_MIN : LEAF_FILL_MIN;
        if (words.get(countWord(pathNode[level], widthAt(level))) < fillMin) {
            if (level === 1)
                ownPath(world, height);
            fillUp(world, pathNode[level + 1], pathEntry[level + 1], level);
        }
        else if (!tellParent(world, level, height))
            return;
    }
    let root = pathNode[height];
    let levels = height;
    while (levels > 1 && words.get(countWord(root, INNER_WIDTH)) === 1) {
        const child = words.get(root + INNER_WIDTH);
        discard(world, root, INNER_WIDTH);
        root = child;
        levels -= 1;
    }
    words.set(layout.tree + TREE.DRAFT, rootOf(root, levels));
}
/** Merges the child at an entry of an own node with a neighbour, or shares evenly with it. */
function fillUp(world, parent, entry, level) {
    const { words } = world;
    const width = widthAt(level);
    const isLast = entry + 1 === words.get(countWord(parent, INNER_WIDTH));
    const leftEntry = isLast ? entry - 1 : entry;
    const left = ownChild(world, parent, leftEntry, level);
    const leftCount = words.get(countWord(left, width));
    const other = words.get(parent + INNER_WIDTH + leftEntry + 1);
    const otherCount = words.get(countWord(other, width));
    if (leftCount + otherCount <= fanOutAt(level)) {
        for (let each = 0; each < otherCount; each += 1)
            copyEntry(words, other, each, left, leftCount + each, width);
        setCount(words, left, leftCount + otherCount, width);
        discard(world, other, width);
        closeEntries(words, parent, leftEntry + 1, leftEntry + 2, INNER_WIDTH);
    }
    else {
        const right = ownChild(world, parent, leftEntry + 1, level);
        shareEvenly(words, left, right, width);
        tellEntry(words, parent, leftEntry + 1, right, level);
    }
    tellEntry(words, parent, leftEntry, left, level);
}
/** Leaves two own neighbours, one of which has too few entries, with half of them each. */
function shareEvenly(words, left, right, width) {
    const leftCount = words.get(countWord(left, width));
    const rightCount = words.get(countWord(right, width));
    const half = (leftCount + rightCount) >>> 1;
    if (leftCount < half) {
        const moved = half - leftCount;
        for (let entry = 0; entry < moved; entry += 1)
            copyEntry(words, right, entry, left, leftCount + entry, width);
        setCount(words, left, half, width);
        closeEntries(words, right, 0, moved, width);
        return;
    }
    const moved = leftCount - half;
    for (let entry = rightCount - 1; entry >= 0; entry -= 1)
        copyEntry(words, right, entry, right, entry + moved, width);
    setCount(words, right, 0, width);
    moveEntries(words, left, half, right, width);
    setCount(words, right, rightCount + moved, width);
}
function vmaCountWithin(words, node, level) {
    const count = words.get(countWord(node, widthAt(level)));
    if (level === 1)
        return count;
    let total = 0;
    for (let entry = 0; entry < count; entry += 1)
        total += vmaCountWithin(words, words.get(node + INNER_WIDTH + entry), level - 1);
    return total;
}
/** Whether a hole of that width, or the reason to look for one, may be below an entry. */
function mayHold(words, at, level, want, isCut) {
    return level > 1 && (isCut || words.get(at + 3 * INNER_WIDTH) >= want);
}
/**
 * Where `want` pages are free from `floor` on, below the last entry of the node; `page` is the end
 * of what lies before the node, or the floor. Enters at most one child that reaches below the floor
 * and one whose hole is known to be wide enough.
 */
function lowestGap(words, node, level, want, floor, page) {
    const width = widthAt(level);
    const count = words.get(countWord(node, width));
    let free = page;
    for (let entry = 0; entry < count; entry += 1) {
        const at = node + entry;
        const end = words.get(at);
        if (end <= floor)
            continue;
        const start = words.get(at + 2 * width);
        if (start - free >= want)
            return free;
        if (mayHold(words, at, level, want, start < floor)) {
            const found = lowestGap(words, words.get(at + width), level - 1, want, floor, free);
            if (found !== NO_GAP)
                return found;
        }
        free = end;
    }
    return NO_GAP;
}
/** As `lowestGap` from above: the page behind the hole; `end` is where what lies above begins. */
function highestGap(words, node, level, want, ceiling, end) {
    const width = widthAt(level);
    let free = end;
    for (let entry = words.get(countWord(node, width)) - 1; entry >= 0; entry -= 1) {
        const at = node + entry;
        const start = words.get(at + 2 * width);
        if (start >= ceiling)
            continue;
        const last = words.get(at);
        if (free - last >= want)
            return free;
        if (mayHold(words, at, level, want, last > ceiling)) {
            const found = highestGap(words, words.get(at + width), level - 1, want, ceiling, free);
            if (found !== NO_GAP)
                return found;
        }
        free = start;
    }
    return NO_GAP;
}
//# sourceMappingURL=tree.js.map