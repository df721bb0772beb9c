/**
 * Transition cache: the steps of a scenario, known by heart. What a step does is a function of the
 * words that it reads, and a thread meets few combinations of those, however many states the world
 * has: each is made once by the stepper, watched, and repeated from what was written down. This is
 * LTSmin's transition caching (S. Blom, J. van de Pol and M. Weber, "LTSmin", CAV 2010), but with
 * dependencies that are seen and not declared: what a step reads next depends on what it has read.
 *
 * So the steps of a thread are a decision tree. A node names the word that is read next, each edge
 * is a value of it, a leaf is the step: its result, its changes, and by how much they move the
 * fingerprint. Where a step leads is known without making it; most steps of a search lead to states
 * already met and are never made, and a blocked thread costs a walk down the tree.
 *
 * Invariants: a leaf is what the stepper does in every state that leads to it. Words that no step
 * has changed yet stand in no node; it is noted where they were left out, and one that changes is
 * looked at there from then on. A step that may violate a property by what it does, and not by
 * where it leads, is made by the stepper each time.
 */

import { STEP } from '../../actors/index.ts';
import { invariant, UsageError } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import { DeadRegisters } from './dead-registers.ts';
import { Mover } from './mover.ts';
import { type Lore, Successors } from './successors.ts';
import { Symmetry } from './symmetry.ts';
import { UndoWords } from './undo.ts';
import { WatchedWords } from './watched-words.ts';

/** Words of a node. Its first edge stands in it, the others in a table of edges. */
const NODE = {
  /** The word to look at, or one of KIND. */
  WORD: 0,
  VALUE: 1,
  /** The node that this value leads to; of a leaf, where it stands among the leaves. */
  CHILD: 2,
  /** While a word is put in: the node that comes before this one from now on, or -1. */
  BEFORE: 3,
} as const;
const NODE_WORDS = 4;

/** What a node is that looks at no word. */
const KIND = {
  /** Nobody was there yet. */
  unknown: -1,
  leaf: -2,
  /** A step that the stepper makes each time. */
  made: -3,
} as const;

/** Words of an edge: the node it comes from + 1, or 0 for a free place. */
const EDGE = { NODE: 0, VALUE: 1, CHILD: 2 } as const;
const EDGE_WORDS = 4;

/**
 * Words of a leaf; behind them what its changes add to the fingerprint of each image under
 * symmetry, its changes as index and value, and the transitions it takes.
 */
const LEAF = {
  RESULT: 0,
  NEXT_CODE: 1,
  /** What the changes add to the two halves of the fingerprint. */
  LOW: 2,
  HIGH: 3,
  IS_VISIBLE: 4,
  HITS: 5,
  CHANGE_COUNT: 6,
  TAKEN_COUNT: 7,
} as const;
const LEAF_WORDS = 8;

/** The tree is looked at when so many steps were learned since it was last: has it been of use? */
const LESSON_COUNT = 1 << 14;
/** It has if each was met so often; if not, the steps of this scenario are not worth knowing. */
const USES_PER_LESSON_MIN = 2;
/** Words of nodes beyond which all is forgotten: the steps of now are others than those of then. */
const NODE_WORDS_MAX = 1 << 23;

/** Which states a search tells apart; see ExploreOptions. */
export interface ToldApart {
  readonly whole: boolean;
  readonly symmetry: boolean;
}

/**
 * The successors of a search: known once they were made, but where the table of VMAs is a tree. A
 * step reads more of that than is ever met again. Dead registers are cleared unless states are
 * `whole`.
 */
export function createSuccessors(question: Question, { whole, symmetry }: ToldApart): Successors {
  const dead = whole ? null : new DeadRegisters(question);
  const mover = new Mover(question, WatchedWords, dead);
  if (mover.world.layout.tree === 0)
    return new CachedSuccessors(question, mover, symmetry ? Symmetry : null);
  if (symmetry)
    throw new UsageError(
      'symmetry is for scenarios of up to 64 mappings',
      'leave symmetry out: this search takes every state for itself',
    );
  return new Successors(createMover(question, { whole }));
}

/** A mover whose states are those of a search that tells so much apart. */
export function createMover(question: Question, { whole }: Pick<ToldApart, 'whole'>): Mover {
  return new Mover(question, UndoWords, whole ? null : new DeadRegisters(question));
}

/** Successors that are known without being made, once they were. */
export class CachedSuccessors extends Successors {
  /** Steps that were made in order to know them, and those that were known. */
  lessons = 0;
  uses = 0;
  readonly #words: WatchedWords;
  /**
   * 1 for words that properties of states have looked at. What a property says of a state is what
   * it said of the one before if none of the words has changed that it looked at there.
   */
  readonly #seen: Uint8Array;
  /** 1 for words that some step has changed. */
  readonly #varies: Uint8Array;
  /** What words held at first, and what those hold that none has. */
  readonly #first: Int32Array;
  /**
   * Words on which steps depend and that no node looks at, as none has changed them: runs of them,
   * each behind ~ the node before which they are read.
   */
  #leftOut = new Int32Array(1 << 10);
  #leftOutEnd = 0;
  /** 1 for words that stand there. */
  readonly #isLeftOut: Uint8Array;
  /** Words vary of which the symmetry was not told. */
  #hasMore = false;
  /** The root of each thread's tree for code 0, and those for other codes. */
  readonly #roots: Int32Array;
  readonly #otherRoots = new Map<number, number>();
  #nodes = new Int32Array(NODE_WORDS << 10);
  #nodeEnd = 0;
  #edges = new Int32Array(EDGE_WORDS << 10);
  #edgeMask = (1 << 10) - 1;
  #edgeCount = 0;
  #leaves = new Int32Array(1 << 14);
  #leafEnd = 0;
  /** The leaf of the move that was tried, or -1 where the world holds the state behind it. */
  #leaf = -1;
  #lessonsBefore = 0;
  #usesBefore = 0;
  #isGivenUp = false;
  /** While a step is learned: the words that it depends on, and what they held before it. */
  readonly #path: Int32Array;
  #pathLength = 0;
  readonly #isInPath: Uint8Array;
  readonly #held: Int32Array;
  readonly #coverage: Int32Array;

  /** Where states that only swap copies of a thread are one. */
  readonly #symmetry: Symmetry | null;
  /** Words of a leaf before its changes. */
  readonly #headWords: number;
  /** What the step at hand adds to the fingerprint of each image. */
  readonly #moves: Int32Array;

  /** The steps of a mover with watched words; with `Swaps`, up to swaps of copies of a thread. */
  constructor(question: Question, mover: Mover, Swaps: typeof Symmetry | null = null) {
    super(mover);
    this.#symmetry = Swaps === null ? null : new Swaps(question, mover, this.identity);
    this.#moves = new Int32Array((this.#symmetry?.count ?? 0) * 2);
    this.#headWords = LEAF_WORDS + this.#moves.length;
    invariant(mover.words instanceof WatchedWords, 'steps that are learned are watched');
    const { identityLength, coverageStride } = mover.world.layout;
    this.#words = mover.words;
    this.#seen = new Uint8Array(identityLength);
    this.#varies = new Uint8Array(identityLength);
    this.#isLeftOut = new Uint8Array(identityLength);
    this.#first = mover.words.array.slice(0, identityLength);
    this.#roots = new Int32Array(mover.threadCount);
    this.#path = new Int32Array(identityLength);
    this.#isInPath = new Uint8Array(identityLength);
    this.#held = new Int32Array(identityLength);
    this.#coverage = new Int32Array(coverageStride);
    this.#forget();
  }

  override get lore(): Lore {
    return { varied: marked(this.#varies), seen: marked(this.#seen) };
  }

  override learn({ varied, seen }: Lore): void {
    for (const word of varied) this.#vary(word);
    this.#tellSymmetry();
    this.#see(seen, seen.length);
  }

  override violates(): boolean {
    this.make();
    const words = this.#words;
    words.beginWatch();
    const isViolated = super.violates();
    this.#see(words.read, words.readCount);
    return isViolated;
  }

  override begin(): void {
    this.#symmetry?.begin();
  }

  override measure(): void {
    super.measure();
    if (this.#symmetry === null) return;
    this.#symmetry.movesOf(this.#moves, 0);
    this.#turn(this.#moves, 0);
  }

  override attempt(thread: number, code: number): number {
    let node = this.#rootOf(thread, code);
    const { array } = this.#words;
    const nodes = this.#nodes;
    let word = nodes[node]!;
    while (word >= 0) {
      const value = array[word]!;
      node =
        nodes[node + NODE.VALUE] === value ? nodes[node + NODE.CHILD]! : this.#edge(node, value);
      if (node < 0) return this.#learn(thread, code);
      word = nodes[node]!;
    }
    if (word !== KIND.leaf) {
      return word === KIND.unknown ? this.#learn(thread, code) : this.#makeNow(thread, code);
    }
    const leaves = this.#leaves;
    const leaf = nodes[node + NODE.CHILD]!;
    this.uses += 1;
    leaves[leaf + LEAF.HITS] = leaves[leaf + LEAF.HITS]! + 1;
    const result = leaves[leaf]!;
    if (result !== STEP.moved) return result;
    const { identity } = this;
    this.#leaf = leaf;
    this.nextCode = leaves[leaf + LEAF.NEXT_CODE]!;
    this.isVisible = leaves[leaf + LEAF.IS_VISIBLE] === 1;
    identity.nextLow = (identity.low + leaves[leaf + LEAF.LOW]!) | 0;
    identity.nextHigh = (identity.high + leaves[leaf + LEAF.HIGH]!) | 0;
    this.keyLow = identity.nextLow;
    this.keyHigh = identity.nextHigh;
    if (this.#symmetry !== null) this.#turn(leaves, leaf + LEAF_WORDS);
    return result;
  }

  override make(): void {
    if (this.#leaf < 0) return;
    const leaf = this.#leaf;
    this.#leaf = -1;
    this.mover.judge.begin();
    this.#words.change(
      this.#leaves,
      leaf + this.#headWords,
      this.#leaves[leaf + LEAF.CHANGE_COUNT]!,
    );
  }

  override takeBack(): void {
    if (this.#leaf < 0) this.#words.takeBack();
  }

  override settle(): void {
    const leaves = this.#leaves;
    const { array } = this.#words;
    for (let leaf = 0; leaf < this.#leafEnd;) {
      const takenCount = leaves[leaf + LEAF.TAKEN_COUNT]!;
      const taken = leaf + this.#headWords + leaves[leaf + LEAF.CHANGE_COUNT]! * 2;
      for (let position = 0; position < takenCount; position += 1) {
        const word = leaves[taken + position]!;
        array[word] = array[word]! + leaves[leaf + LEAF.HITS]!;
      }
      leaves[leaf + LEAF.HITS] = 0;
      leaf = taken + takenCount;
    }
  }

  #rootOf(thread: number, code: number): number {
    if (code === 0) return this.#roots[thread]!;
    const key = code * this.mover.threadCount + thread;
    let root = this.#otherRoots.get(key);
    if (root === undefined) {
      root = this.#newNode();
      this.#otherRoots.set(key, root);
    }
    return root;
  }

  /** Takes the least fingerprint of the state behind a step and of its images for its key. */
  #turn(moves: Int32Array, begin: number): void {
    const symmetry = this.#symmetry!;
    symmetry.turn(moves, begin);
    this.keyLow = symmetry.keyLow;
    this.keyHigh = symmetry.keyHigh;
  }

  #makeNow(thread: number, code: number): number {
    this.#leaf = -1;
    return super.attempt(thread, code);
  }

  /** Has the stepper make a step, and writes down what it does. */
  #learn(thread: number, code: number): number {
    this.#symmetry?.check(thread, code);
    if (this.#isGivenUp) return this.#makeNow(thread, code);
    const { array } = this.#words;
    const { coverage, coverageStride } = this.mover.world.layout;
    const first = coverage + thread * coverageStride;
    this.#coverage.set(array.subarray(first, first + coverageStride));
    const result = this.#makeNow(thread, code);
    const taken = this.#taken(first);
    this.lessons += 1;
    this.#noteVaried();
    if (this.#nodeEnd > NODE_WORDS_MAX) this.#forget();
    if (this.lessons - this.#lessonsBefore >= LESSON_COUNT) this.#reconsider();
    if (this.#isGivenUp) return result;
    this.#findPath();
    const node = this.#plant(this.#rootOf(thread, code));
    this.#nodes[node] = KIND.made;
    if (result === STEP.moved && this.mover.judge.hasStrikes) return result;
    this.#nodes[node] = KIND.leaf;
    this.#nodes[node + NODE.CHILD] = this.#newLeaf(result, taken);
    return result;
  }

  /** The words of the transitions that the step took: one each time. */
  #taken(coverage: number): number[] {
    const { array } = this.#words;
    const before = this.#coverage;
    const taken: number[] = [];
    for (let offset = 0; offset < before.length; offset += 1)
      for (
        let times = before[offset]!;
        times !== array[coverage + offset]!;
        times = (times + 1) | 0
      )
        taken.push(coverage + offset);
    return taken;
  }

  /** A property has looked at these words. */
  #see(words: ArrayLike<number>, count: number): void {
    let isNew = false;
    for (let position = 0; position < count; position += 1) {
      isNew = isNew || this.#seen[words[position]!] === 0;
      this.#seen[words[position]!] = 1;
    }
    // Which steps it can see was written down with them.
    if (isNew) this.#showLeaves();
  }

  /** Marks the steps that properties can see. */
  #showLeaves(): void {
    const leaves = this.#leaves;
    for (let leaf = 0; leaf < this.#leafEnd;) {
      const taken = leaf + this.#headWords + leaves[leaf + LEAF.CHANGE_COUNT]! * 2;
      for (let change = leaf + this.#headWords; change < taken; change += 2)
        if (this.#seen[leaves[change]!] === 1) leaves[leaf + LEAF.IS_VISIBLE] = 1;
      leaf = taken + leaves[leaf + LEAF.TAKEN_COUNT]!;
    }
  }

  /** Notes the words that the step has changed. */
  #noteVaried(): void {
    const { changed, before, count, array } = this.#words;
    for (let position = 0; position < count; position += 1) {
      const word = changed[position]!;
      if (array[word] !== before[position]) this.#vary(word);
    }
    this.#tellSymmetry();
  }

  /** A word has changed. */
  #vary(word: number): void {
    if (this.#varies[word] === 1) return;
    this.#varies[word] = 1;
    this.#hasMore = true;
    if (this.#isLeftOut[word] === 1) this.#lookAt(word);
  }

  #tellSymmetry(): void {
    if (this.#hasMore && this.#symmetry !== null) this.#symmetry.vary(this.#varies);
    this.#hasMore = false;
  }

  /** Puts a node that looks at a word before each node before which it was left out. */
  #lookAt(word: number): void {
    const leftOut = this.#leftOut;
    const end = this.#nodeEnd;
    for (let at = leftOut.indexOf(word); at >= 0; at = leftOut.indexOf(word, at + 1)) {
      if (at >= this.#leftOutEnd) break;
      let begin = at;
      while (leftOut[begin]! >= 0) begin -= 1;
      const node = ~leftOut[begin]!;
      const before = this.#newNode();
      this.#nodes[before] = word;
      this.#nodes[before + NODE.VALUE] = this.#first[word]!;
      this.#nodes[before + NODE.CHILD] = node;
      this.#nodes[node + NODE.BEFORE] = before;
      leftOut[begin] = ~before;
      leftOut[at] = ~node;
    }
    this.#redirect(end);
  }

  /** Has what leads to nodes lead to those before them; nodes from `end` on do so already. */
  #redirect(end: number): void {
    const nodes = this.#nodes;
    const edges = this.#edges;
    const into = (node: number): number => {
      const before = nodes[node + NODE.BEFORE]!;
      return before < 0 ? node : before;
    };
    for (let node = 0; node < end; node += NODE_WORDS)
      if (nodes[node]! >= 0) nodes[node + NODE.CHILD] = into(nodes[node + NODE.CHILD]!);
    for (let at = 0; at < edges.length; at += EDGE_WORDS)
      if (edges[at] !== 0) edges[at + EDGE.CHILD] = into(edges[at + EDGE.CHILD]!);
    for (let thread = 0; thread < this.#roots.length; thread += 1)
      this.#roots[thread] = into(this.#roots[thread]!);
    for (const [key, root] of this.#otherRoots) this.#otherRoots.set(key, into(root));
    for (let node = end; node < this.#nodeEnd; node += NODE_WORDS)
      nodes[nodes[node + NODE.CHILD]! + NODE.BEFORE] = -1;
  }

  /** The words that the step depends on, in its order, and what they held before it. */
  #findPath(): void {
    const { array, read, readCount, written, writtenCount, changed, before, count } = this.#words;
    this.#pathLength = 0;
    for (let position = 0; position < readCount; position += 1) this.#addToPath(read[position]!);
    // What a word held that is only written decides by how much the fingerprint moves.
    for (let position = 0; position < writtenCount; position += 1)
      this.#addToPath(written[position]!);
    for (let position = 0; position < this.#pathLength; position += 1) {
      const word = this.#path[position]!;
      this.#held[word] = array[word]!;
      this.#isInPath[word] = 0;
    }
    for (let position = 0; position < count; position += 1)
      this.#held[changed[position]!] = before[position]!;
  }

  #addToPath(word: number): void {
    if (this.#isInPath[word] === 1) return;
    this.#isInPath[word] = 1;
    this.#path[this.#pathLength] = word;
    this.#pathLength += 1;
  }

  /** Grows the tree along the path; returns its end. */
  #plant(root: number): number {
    let node = root;
    let next = 0;
    for (let position = 0; position < this.#pathLength; position += 1) {
      const word = this.#path[position]!;
      if (this.#varies[word] === 0) continue;
      if (this.#nodes[node] === KIND.unknown) {
        this.#leaveOut(node, next, position);
        this.#nodes[node] = word;
      }
      next = position + 1;
      invariant(this.#nodes[node] === word, 'what a step reads next depends on what it has read');
      const value = this.#held[word]!;
      const isFirst = this.#nodes[node + NODE.CHILD]! < 0;
      const isFound = !isFirst && this.#nodes[node + NODE.VALUE] === value;
      let child = isFound ? this.#nodes[node + NODE.CHILD]! : this.#edge(node, value);
      if (child < 0) {
        child = this.#newNode();
        if (isFirst) {
          this.#nodes[node + NODE.VALUE] = value;
          this.#nodes[node + NODE.CHILD] = child;
        } else {
          this.#addEdge(node, value, child);
        }
      }
      node = child;
    }
    invariant(this.#nodes[node] === KIND.unknown, 'a step is learned once');
    this.#leaveOut(node, next, this.#pathLength);
    return node;
  }

  /** Notes that words of the path, from one position to another, are read before a node. */
  #leaveOut(node: number, from: number, to: number): void {
    if (from === to) return;
    while (this.#leftOutEnd + 1 + to - from > this.#leftOut.length)
      this.#leftOut = enlarged(this.#leftOut);
    this.#leftOut[this.#leftOutEnd] = ~node;
    this.#leftOutEnd += 1;
    for (let position = from; position < to; position += 1) {
      const word = this.#path[position]!;
      this.#isLeftOut[word] = 1;
      this.#leftOut[this.#leftOutEnd] = word;
      this.#leftOutEnd += 1;
    }
  }

  #newLeaf(result: number, taken: readonly number[]): number {
    const { array, changed, before, count } = this.#words;
    const { identity } = this;
    const leaf = this.#leafEnd;
    const most = leaf + this.#headWords + count * 2 + taken.length;
    while (most > this.#leaves.length) this.#leaves = enlarged(this.#leaves);
    const leaves = this.#leaves;
    leaves.set(this.#moves, leaf + LEAF_WORDS);
    let end = leaf + this.#headWords;
    let isVisible = 0;
    for (let position = 0; position < count; position += 1) {
      const word = changed[position]!;
      if (array[word] === before[position]) continue;
      if (this.#seen[word] === 1) isVisible = 1;
      leaves[end] = word;
      leaves[end + 1] = array[word]!;
      end += 2;
    }
    const changeCount = (end - leaf - this.#headWords) / 2;
    for (const [position, word] of taken.entries()) leaves[end + position] = word;
    leaves[leaf + LEAF.RESULT] = result;
    leaves[leaf + LEAF.NEXT_CODE] = this.nextCode;
    leaves[leaf + LEAF.LOW] = (identity.nextLow - identity.low) | 0;
    leaves[leaf + LEAF.HIGH] = (identity.nextHigh - identity.high) | 0;
    leaves[leaf + LEAF.IS_VISIBLE] = isVisible;
    leaves[leaf + LEAF.HITS] = 0;
    leaves[leaf + LEAF.CHANGE_COUNT] = changeCount;
    leaves[leaf + LEAF.TAKEN_COUNT] = taken.length;
    this.#leafEnd = end + taken.length;
    return leaf;
  }

  /** Gives up where what was learned is hardly met again. */
  #reconsider(): void {
    const uses = this.uses - this.#usesBefore;
    this.#lessonsBefore = this.lessons;
    this.#usesBefore = this.uses;
    if (uses >= LESSON_COUNT * USES_PER_LESSON_MIN) return;
    this.#isGivenUp = true;
    this.#forget();
  }

  #forget(): void {
    this.settle();
    this.#leafEnd = 0;
    this.#nodeEnd = 0;
    this.#edges.fill(0);
    this.#edgeCount = 0;
    this.#otherRoots.clear();
    this.#isLeftOut.fill(0);
    this.#leftOutEnd = 0;
    for (let thread = 0; thread < this.#roots.length; thread += 1)
      this.#roots[thread] = this.#newNode();
  }

  #newNode(): number {
    const node = this.#nodeEnd;
    this.#nodeEnd += NODE_WORDS;
    if (this.#nodeEnd > this.#nodes.length) this.#nodes = enlarged(this.#nodes);
    this.#nodes[node] = KIND.unknown;
    this.#nodes[node + NODE.CHILD] = -1;
    this.#nodes[node + NODE.BEFORE] = -1;
    return node;
  }

  /** The node that an edge leads to which does not stand in its node, or -1. */
  #edge(node: number, value: number): number {
    const edges = this.#edges;
    const mask = this.#edgeMask;
    let slot = hashOf(node, value) & mask;
    for (;;) {
      const at = slot * EDGE_WORDS;
      const found = edges[at]!;
      if (found === 0) return -1;
      if (found === node + 1 && edges[at + EDGE.VALUE] === value) return edges[at + EDGE.CHILD]!;
      slot = (slot + 1) & mask;
    }
  }

  #addEdge(node: number, value: number, child: number): void {
    if (this.#edgeCount * 2 > this.#edgeMask) {
      const old = this.#edges;
      this.#edges = new Int32Array(old.length * 2);
      this.#edgeMask = this.#edgeMask * 2 + 1;
      for (let at = 0; at < old.length; at += EDGE_WORDS)
        if (old[at] !== 0)
          this.#putEdge(old[at]! - 1, old[at + EDGE.VALUE]!, old[at + EDGE.CHILD]!);
    }
    this.#putEdge(node, value, child);
    this.#edgeCount += 1;
  }

  #putEdge(node: number, value: number, child: number): void {
    const edges = this.#edges;
    const mask = this.#edgeMask;
    let slot = hashOf(node, value) & mask;
    while (edges[slot * EDGE_WORDS] !== 0) slot = (slot + 1) & mask;
    edges[slot * EDGE_WORDS] = node + 1;
    edges[slot * EDGE_WORDS + EDGE.VALUE] = value;
    edges[slot * EDGE_WORDS + EDGE.CHILD] = child;
  }
}

function marked(marks: Uint8Array): number[] {
  return Array.from(marks.keys()).filter((word) => marks[word] === 1);
}

function hashOf(node: number, value: number): number {
  const bits = Math.imul(node ^ Math.imul(value, 0x9e3779b1), 0x85ebca6b);
  return bits ^ (bits >>> 15);
}

function enlarged(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
