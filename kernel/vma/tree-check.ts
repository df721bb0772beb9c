/**
 * Tree check: whether the words of a VMA tree are a tree at all. Like check.ts, whose part it is,
 * it trusts nothing that tree.ts promises; what an entry says of its child is computed here from
 * the records, in another way.
 * Tested by: test/kernel/vma/tree.test.ts
 */

import { isFreeSetSound, isTaken } from '../memory/free-set.ts';
import {
  NODE,
  NODE_FAN_OUT,
  NODE_FILL_MIN,
  NODE_WORDS,
  TREE,
  VMA,
  VMA_WORDS,
} from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { END_NONE, rootHeight, rootNode } from './tree.ts';

/** What lies below a node: the least that an entry must say of it. */
interface Extent {
  readonly start: number;
  readonly end: number;
  readonly gap: number;
}

/**
 * The first fault of the tree, in words, or undefined: nodes neither lost nor used twice, filled as
 * they must be, entries that tell the truth, leaves of one opinion with the records. Puts the
 * records, in order, into `order`. Preconditions: the table is a tree, and no edit is open.
 */
export function treeFault(world: World, order: number[]): string | undefined {
  return new TreeChecker(world, order).fault();
}

/** One check: what was seen, and the first fault. */
class TreeChecker {
  readonly #world: World;
  readonly #order: number[];
  readonly #seen = new Set<number>();
  #fault: string | undefined;

  constructor(world: World, order: number[]) {
    this.#world = world;
    this.#order = order;
  }

  fault(): string | undefined {
    const { words, layout } = this.#world;
    const root = words.get(layout.tree + TREE.ROOT);
    if (root !== words.get(layout.tree + TREE.DRAFT)) return 'an edit was not published';
    this.#visit(rootNode(root), rootHeight(root), true);
    this.#visitRetired();
    if (this.#fault !== undefined) return this.#fault;
    for (let number = 0; number < layout.nodeCapacity; number += 1)
      if (isTaken(words, layout.nodeUsed, number) !== this.#seen.has(number))
        return `node ${number} is ${this.#seen.has(number) ? 'free, but' : 'taken, but not'} in use`;
    const taken = words.get(layout.tree + TREE.NODE_COUNT);
    if (taken !== this.#seen.size) return `${this.#seen.size} nodes in use, ${taken} counted`;
    if (!isFreeSetSound(words, layout.nodeUsed, layout.nodeCapacity))
      return 'the set of nodes contradicts itself';
    return undefined;
  }

  #say(fault: string): undefined {
    this.#fault ??= fault;
  }

  /** Notes a node; its number, or -1 if there is no such node or it was met before. */
  #meet(node: number): number {
    const { layout } = this.#world;
    const number = (node - layout.node) / NODE_WORDS;
    if (!Number.isInteger(number) || number < 0 || number >= layout.nodeCapacity) {
      this.#say(`word ${node} is no node`);
      return -1;
    }
    if (this.#seen.has(number)) {
      this.#say(`node ${number} is in use twice`);
      return -1;
    }
    this.#seen.add(number);
    return number;
  }

  #visit(node: number, level: number, isRoot: boolean): Extent | undefined {
    const number = this.#meet(node);
    if (number < 0) return undefined;
    const { words } = this.#world;
    const count = words.get(node + NODE.COUNT);
    const least = isRoot ? (level > 1 ? 2 : 0) : NODE_FILL_MIN;
    if (count < least || count > NODE_FAN_OUT)
      return this.#say(`node ${number} has ${count} entries`);
    let start = END_NONE;
    let end = 0;
    let gap = 0;
    for (let entry = 0; entry < count; entry += 1) {
      const told = this.#entry(node, entry, level);
      if (told === undefined) return undefined;
      if (told.end <= end || told.start < end)
        return this.#say(`entry ${entry} of node ${number} is out of order`);
      if (entry === 0) start = told.start;
      else gap = Math.max(gap, told.start - end);
      gap = Math.max(gap, told.gap);
      end = told.end;
    }
    for (let entry = count; entry < NODE_FAN_OUT; entry += 1)
      if (words.get(node + NODE.END + entry) !== END_NONE)
        return this.#say(`unused entry ${entry} of node ${number} has an end`);
    if (words.get(node + NODE.MAX) !== end) return this.#say(`node ${number} ends elsewhere`);
    return { start, end, gap };
  }

  /** What lies below an entry, if the entry says the same. */
  #entry(node: number, entry: number, level: number): Extent | undefined {
    const { words } = this.#world;
    const slot = words.get(node + NODE.SLOT + entry);
    const below = level > 1 ? this.#visit(slot, level - 1, false) : this.#record(slot);
    if (below === undefined) return undefined;
    const at = node + entry;
    const isTrue =
      words.get(at + NODE.START) === below.start &&
      words.get(at + NODE.END) === below.end &&
      (level === 1 || words.get(at + NODE.GAP) === below.gap);
    const where = `level ${level}, ${below.start}-${below.end}`;
    return isTrue ? below : this.#say(`an entry is wrong about what is below it (${where})`);
  }

  #record(record: number): Extent | undefined {
    const { words, layout } = this.#world;
    if (record < 0 || record >= layout.bounds.vmaCapacity)
      return this.#say(`an entry leads to record ${record}`);
    this.#order.push(record);
    const at = layout.vma + record * VMA_WORDS;
    return { start: words.load(at + VMA.START), end: words.load(at + VMA.END), gap: 0 };
  }

  #visitRetired(): void {
    const { words, layout } = this.#world;
    const { tree } = layout;
    let count = 0;
    let last = 0;
    let node = words.get(tree + TREE.RETIRED_FIRST);
    while (node !== 0 && this.#meet(node) >= 0) {
      count += 1;
      last = node;
      node = words.get(node + NODE.NEXT);
    }
    if (last !== words.get(tree + TREE.RETIRED_LAST)) this.#say('the retired nodes end elsewhere');
    if (count !== words.get(tree + TREE.RETIRED_COUNT)) this.#say(`${count} nodes are retired`);
  }
}
