/**
 * Graph search: walks all states breadth-first and writes the state graph down. Safety was judged
 * before: here each step is only asked which properties of whole executions it fulfils.
 *
 * Invariant: the world holds the state that is being expanded, but for the step under trial; states
 * are expanded in the order of their numbers.
 */

import { type LivenessJudge, STEP } from '../../../actors/index.ts';
import { invariant, InvariantError } from '../../../kernel/index.ts';
import type { Question } from '../../engine.ts';
import { workingThreads } from '../examination.ts';
import { Frontier } from '../frontier.ts';
import { Identity } from '../identity.ts';
import { type Move, Mover } from '../mover.ts';
import type { Order } from '../order.ts';
import { StateGraph } from './state-graph.ts';

/** The search that fills a state graph. */
export class GraphSearch implements Order {
  transitions = 0;
  depth = 0;
  readonly levelRest = Infinity;
  readonly graph: StateGraph;
  /** The properties that the first state fulfils, as bits. */
  readonly first: number;
  readonly #mover: Mover;
  readonly #judge: LivenessJudge;
  readonly #working: readonly number[];
  readonly #identity: Identity;
  readonly #frontier: Frontier;
  #current = -1;
  #levelEnd = 1;

  constructor(question: Question, stateCountMax: number) {
    const mover = new Mover(question);
    const { liveness } = mover.judge;
    invariant(liveness !== null, 'a graph is for properties of whole executions');
    this.#mover = mover;
    this.#judge = liveness;
    mover.world.journal = liveness;
    this.#working = workingThreads(question);
    const { distinctLength, identityLength } = mover.world.layout;
    const { array } = mover.words;
    this.#identity = new Identity(array, distinctLength);
    this.#frontier = new Frontier(array, identityLength);
    this.graph = new StateGraph(mover.threadCount, stateCountMax);
    mover.words.begin();
    this.graph.add(this.#identity.low, this.#identity.high);
    this.#identity.measure(mover.words);
    this.#frontier.put(mover.words, this.#identity);
    this.first = this.#fulfilled();
  }

  /** The properties that are judged; the place of each is its bit. */
  get properties(): LivenessJudge['properties'] {
    return this.#judge.properties;
  }

  get waiting(): number {
    return this.#frontier.count;
  }

  get bytes(): number {
    return this.#frontier.bytes;
  }

  advance(stateCount: number): boolean {
    for (let expanded = 0; expanded < stateCount; expanded += 1) {
      if (this.#frontier.count === 0) return false;
      this.#frontier.take(this.#mover.words.array, this.#identity);
      this.#current += 1;
      if (this.#current === this.#levelEnd) {
        this.#levelEnd = this.graph.count;
        this.depth += 1;
      }
      this.graph.beginSteps();
      eachMove(
        this.#mover,
        () => this.#judge.begin(),
        ({ thread }) => {
          this.#note(thread);
          return true;
        },
      );
    }
    return true;
  }

  trail(): Move[] {
    throw new InvariantError('the ways to states are read from their graph');
  }

  #note(thread: number): void {
    const { words } = this.#mover;
    const identity = this.#identity;
    this.transitions += 1;
    identity.measure(words);
    if (this.graph.add(identity.nextLow, identity.nextHigh)) this.#frontier.put(words, identity);
    this.graph.note(this.graph.last, thread, this.#fulfilled());
  }

  /** What the last step fulfils: where all work is done, there is nothing to wait for any more. */
  #fulfilled(): number {
    const { world, stepper } = this.#mover;
    const judge = this.#judge;
    const bits = judge.fulfilled(world);
    if (judge.progressBits === 0) return bits;
    const isDone = this.#working.every((thread) => stepper.isDone(thread));
    return isDone ? bits | judge.progressBits : bits;
  }
}

/**
 * Makes the moves of a state one by one, in an order that is the same each time, and takes each
 * back for which `look` returns true; the first one for which it does not stays made.
 */
export function eachMove(mover: Mover, before: () => void, look: (move: Move) => boolean): void {
  for (let thread = 0; thread < mover.threadCount; thread += 1) {
    let code = 0;
    do {
      before();
      if (mover.move(thread, code) !== STEP.moved) break;
      const { nextCode } = mover;
      if (!look({ thread, code })) return;
      mover.words.takeBack();
      code = nextCode;
    } while (code >= 0);
  }
}
