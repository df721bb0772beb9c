/**
 * Tree check: whether the words of a VMA tree are a tree at all. Like check.ts, whose part it is,
 * it trusts nothing that tree.ts promises; what an entry says of its child is computed here from
 * the records, in another way.
 * Tested by: test/kernel/vma/tree.test.ts
 */
import { isFreeSetSound, isTaken } from '../memory/free-set.js';
import { INNER_FAN_OUT, INNER_FILL_MIN, INNER_WIDTH, INNER_WORDS, LEAF_FAN_OUT, LEAF_FILL_MIN, LEAF_WIDTH, LEAF_WORDS, TREE, VMA, VMA_WORDS, } from '../memory/layout.js';
import { countWord, END_NONE, lastEndWord, nextWord, rootHeight, rootNode, widthOf, } from './tree.js';
/**
 * The first fault of the tree, in words, or undefined: nodes neither lost nor used twice, filled as
 * they must be, entries that tell the truth, leaves of one opinion with the records. Puts the
 * records, in order, into `order`. Preconditions: the table is a tree, and no edit is open.
 */
export function treeFault(world, order) {
    return new TreeChecker(world, order).fault();
}
/** One check: what was seen, and the first fault. */
class TreeChecker {
    #world;
    #order;
    /** First words of the nodes met. */
    #seen = new Set();
    #fault;
    constructor(world, order) {
        this.#world = world;
        this.#order = order;
    }
    fault() {
        const { words, layout } = this.#world;
        const { tree } = layout;
        const root = words.get(tree + TREE.ROOT);
        if (root !== words.get(tree + TREE.DRAFT) || words.get(tree + TREE.PATCH_OLD) !== 0)
            return 'an edit was not published';
        this.#visit(rootNode(root), rootHeight(root), true);
        this.#visitRetired();
        const { leafUsed, leaf, leafCapacity, innerUsed, inner, innerCapacity } = layout;
        this.#account(leafUsed, leaf, leafCapacity, LEAF_WORDS, TREE.LEAF_COUNT);
        this.#account(innerUsed, inner, innerCapacity, INNER_WORDS, TREE.INNER_COUNT);
        return this.#fault;
    }
    #say(fault) {
        this.#fault ??= fault;
    }
    /** Compares what is taken of one kind of node with what was met. */
    #account(used, first, capacity, size, head) {
        const { words, layout } = this.#world;
        let count = 0;
        for (let number = 0; number < capacity; number += 1) {
            const isMet = this.#seen.has(first + number * size);
            if (isMet)
                count += 1;
            if (isTaken(words, used, number) !== isMet)
                this.#say(`node ${first + number * size} is ${isMet ? 'free, but' : 'taken, but not'} in use`);
        }
        const counted = words.get(layout.tree + head);
        if (counted !== count)
            this.#say(`${count} nodes in use, ${counted} counted`);
        if (!isFreeSetSound(words, used, capacity))
            this.#say('the set of nodes contradicts itself');
    }
    /** Notes a node, or tells that there is no such node or that it was met before. */
    #meet(node) {
        const { layout } = this.#world;
        const isInner = node >= layout.inner;
        const first = isInner ? layout.inner : layout.leaf;
        const number = (node - first) / (isInner ? INNER_WORDS : LEAF_WORDS);
        const capacity = isInner ? layout.innerCapacity : layout.leafCapacity;
        if (!Number.isInteger(number) || number < 0 || number >= capacity)
            this.#say(`word ${node} is no node`);
        else if (this.#seen.has(node))
            this.#say(`node ${node} is in use twice`);
        else {
            this.#seen.add(node);
            return true;
        }
        return false;
    }
    #visit(node, level, isRoot) {
        const { words, layout } = this.#world;
        if (!this.#meet(node))
            return undefined;
        const isInner = level > 1;
        const width = isInner ? INNER_WIDTH : LEAF_WIDTH;
        if (widthOf(layout, node) !== width)
            return this.#say(`node ${node} stands in level ${level}`);
        const count = words.get(countWord(node, width));
        const fillMin = isInner ? INNER_FILL_MIN : LEAF_FILL_MIN;
        const least = isRoot ? (isInner ? 2 : 0) : fillMin;
        const most = isInner ? INNER_FAN_OUT : LEAF_FAN_OUT;
        if (count < least || count > most)
            return this.#say(`node ${node} has ${count} entries`);
        let start = END_NONE;
        let end = 0;
        let gap = 0;
        for (let entry = 0; entry < count; entry += 1) {
            const below = this.#entry(node + entry, level, width);
            if (below === undefined)
                return undefined;
            if (below.end <= end || below.start < end)
                return this.#say(`entry ${entry} of node ${node} begins before the one below it ends`);
            if (entry === 0)
                start = below.start;
            else
                gap = Math.max(gap, below.start - end);
            gap = Math.max(gap, below.gap);
            end = below.end;
        }
        for (let entry = count; entry < most; entry += 1)
            if (words.get(node + entry) !== END_NONE)
                return this.#say(`unused entry ${entry} of node ${node} has an end`);
        if (words.get(lastEndWord(node, width)) !== end)
            return this.#say(`node ${node} is wrong about its end`);
        return { start, end, gap };
    }
    /** What lies below an entry, if the entry says the same. */
    #entry(at, level, width) {
        const { words } = this.#world;
        const slot = words.get(at + width);
        const below = level > 1 ? this.#visit(slot, level - 1, false) : this.#record(slot);
        if (below === undefined)
            return undefined;
        const isTrue = words.get(at) === below.end &&
            words.get(at + 2 * width) === below.start &&
            (level === 1 || words.get(at + 3 * width) === below.gap);
        const what = `${below.start}-${below.end}, hole of ${below.gap}`;
        return isTrue ? below : this.#say(`an entry of level ${level} is wrong about ${what}`);
    }
    #record(record) {
        const { words, layout } = this.#world;
        if (record < 0 || record >= layout.bounds.vmaCapacity)
            return this.#say(`an entry leads to record ${record}`);
        this.#order.push(record);
        const at = layout.vma + record * VMA_WORDS;
        return { start: words.load(at + VMA.START), end: words.load(at + VMA.END), gap: 0 };
    }
    #visitRetired() {
        const { words, layout } = this.#world;
        const { tree } = layout;
        let count = 0;
        let last = 0;
        let node = words.get(tree + TREE.RETIRED_FIRST);
        while (node !== 0 && this.#meet(node)) {
            count += 1;
            last = node;
            node = words.get(nextWord(node, widthOf(layout, node)));
        }
        const counted = words.get(tree + TREE.RETIRED_COUNT);
        if (last !== words.get(tree + TREE.RETIRED_LAST))
            this.#say('the retired nodes end elsewhere');
        if (count !== counted)
            this.#say(`${count} nodes are retired, ${counted} counted`);
    }
}
//# sourceMappingURL=tree-check.js.map