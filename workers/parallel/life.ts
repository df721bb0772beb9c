/**
 * Life: a simulated thread on a real worker, from the start barrier to its end, through one run to
 * the end or through rounds. It is a generator that yields where the thread must sleep; the worker
 * sleeps as it can: an ordinary one in Atomics.wait, the kernel actor's with its event loop
 * turning.
 *
 * Rounds: all threads meet at one barrier between rounds. The leader, which is the first thread
 * that is no service, waits there for all others, counts what was observed, puts the first state
 * back and opens the barrier. A service never ends by itself: when all others have ended, the
 * leader recalls it, and it comes as soon as it has nothing to do. So does the thread of a task,
 * which may be born, or born again, as long as anybody lives.
 *
 * Tasks: a step of theirs is what Linux does under siglock and the like, several words at once. The
 * workers take one lock around it, so that a step is one step here as well.
 *
 * Invariant: before a thread sleeps it says where (THREAD.PARKED) and looks whether it must stop,
 * in this order; who stops it says so first and then wakes it, again and again until it has left.
 * So no sleep outlives a stop, and no wake-up is ever sent that could hide a lost one in a run.
 */

import {
  attachSharedWorld,
  CONTROL,
  COUNTER,
  createKernel,
  invariant,
  isLockWord,
  kickCount,
  kickWord,
  type Layout,
  LIFE,
  nap,
  park,
  TASK,
  taskWord,
  THREAD,
  type World,
} from '../../kernel/index.ts';
import {
  compileObservations,
  type CompiledScenario,
  Judge,
  type Scenario,
  Spans,
  STEP,
  createStepper,
  Stepper,
  type TransitionTable,
} from '../../actors/index.ts';
import { ThreadEnvironment } from './environment.ts';
import { Histogram } from './histogram.ts';
import { ThreadJournal } from './journal.ts';
import {
  observationOf,
  OBSERVED,
  type ObservationPlan,
  PHASE,
  planObservation,
} from './observation.ts';
import { PURPOSE, RandomStream } from '../stream.ts';
import { Tally } from './tally.ts';

/** What a worker must know of its run: plain data, but for the shared buffer. */
export interface RunOrder {
  readonly buffer: SharedArrayBuffer;
  readonly layout: Layout;
  readonly scenario: Scenario;
  readonly compiled: CompiledScenario;
  readonly table: TransitionTable;
  readonly seed: number;
  /** Rounds to run, or 0 for one run until the stop. */
  readonly rounds: number;
  /** Whether waiting threads look a while before they sleep. */
  readonly spin: boolean;
}

/** One thread's share of a run. */
export interface Assignment {
  readonly order: RunOrder;
  readonly thread: number;
}

/** Where a thread must sleep: until `word` no longer holds `value`. */
export interface Wait {
  word: number;
  value: number;
}

/** Exit code of a worker that an injected fault ends. */
export const FAULT_EXIT_CODE = 9;

/** Steps between two looks at the order to leave at once. */
const BURST_STEP_COUNT = 256;
/** What a burst says besides STEP: the order came to leave at once. */
const ORDERED_TO_LEAVE = -1;
/** What a burst says besides STEP: so many steps are done, and the worker may have other work. */
const PAUSED = -2;
/** The leader's nap between two calls to the services, in ms: the shortest that a timer can do. */
const RECALL_NAP_MS = 0.05;
/** Before a round each thread spins up to 2^0 .. 2^10 units, so that beginnings vary in scale. */
const DELAY_MAGNITUDES = 11;

/** The thread that leads the rounds: the first that is no service and lives at first; or -1. */
export function leaderOf({ threads, tasks }: CompiledScenario): number {
  return threads.findIndex(
    ({ service }, thread) => !service && tasks?.threads[thread]?.unborn !== true,
  );
}

/** Looks at both clocks of a worker, of which the two closest to each other count. */
const CLOCK_LOOK_COUNT = 100;

/**
 * A clock that the workers have in common, in ms: the clock of each begins with the worker. Why so
 * many looks: the first run code that is not compiled, and between any two of them the worker may
 * lose its core, which would shift all that it measures together with others.
 */
function commonClock(): () => number {
  let offsetMs = 0;
  let closestMs = Infinity;
  for (let look = 0; look < CLOCK_LOOK_COUNT; look += 1) {
    const beforeMs = performance.now();
    const commonMs = Number(process.hrtime.bigint()) / 1e6;
    const afterMs = performance.now();
    if (afterMs - beforeMs >= closestMs) continue;
    closestMs = afterMs - beforeMs;
    offsetMs = commonMs - (beforeMs + afterMs) / 2;
  }
  return () => offsetMs + performance.now();
}

/** The life of one simulated thread. */
export class ThreadLife {
  readonly world: World;
  readonly #order: RunOrder;
  readonly #thread: number;
  readonly #isService: boolean;
  readonly #isTask: boolean;
  /** Each step is taken alone: those of tasks, and those beside atomic steps. */
  readonly #stepsAlone: boolean;
  readonly #stepper: Stepper;
  readonly #journal: ThreadJournal;
  readonly #judge: Judge;
  readonly #environment: ThreadEnvironment;
  readonly #plan: ObservationPlan;
  readonly #record: number;
  readonly #control: number;
  readonly #parkedWord: number;
  readonly #lockWait: Histogram;
  readonly #delays: RandomStream;
  readonly #isShared: boolean;
  readonly #wait: Wait = { word: 0, value: 0 };
  /** When this thread began to wait for a lock, in ms, or negative. */
  #waitingSinceMs = -1;

  /** `isShared`: the worker has other work, so that `live` also yields when it need not sleep. */
  constructor({ order, thread }: Assignment, isShared: boolean) {
    const { buffer, layout, scenario, compiled, table, seed, rounds } = order;
    this.#order = order;
    this.#thread = thread;
    this.#isShared = isShared;
    this.#isService = compiled.threads[thread]!.service;
    this.#isTask = compiled.tasks !== undefined;
    this.#stepsAlone = this.#isTask || compiled.hasAtomicSteps;
    this.#plan = planObservation(scenario);
    const world = attachSharedWorld(buffer, layout);
    this.world = world;
    world.reader = thread;
    this.#record = observationOf(layout, thread);
    this.#control = layout.control;
    this.#parkedWord = world.thread(thread) + THREAD.PARKED;
    this.#lockWait = new Histogram(world.words, this.#record + this.#plan.lockWait);
    this.#delays = new RandomStream(seed, thread, PURPOSE.delay);
    this.#judge = new Judge(scenario, compiled);
    this.#journal = new ThreadJournal(
      world,
      thread,
      this.#plan,
      this.#judge,
      new Spans(scenario, compiled),
      seed,
      rounds > 0,
      commonClock(),
    );
    this.#environment = new ThreadEnvironment(
      world,
      this.#record + OBSERVED.NAP,
      seed,
      thread,
      compiled.histograms,
      this.#stepsAlone,
    );
    world.journal = this.#journal;
    world.environment = this.#environment;
    this.#stepper = createStepper(world, compiled, createKernel(compiled.design), table);
  }

  /**
   * Lives. Each yield is a wait, or undefined where nothing is waited for and a shared worker may
   * turn to its other work.
   */
  *live(): Generator<Wait | undefined, void, void> {
    const { words } = this.world;
    const leader = leaderOf(this.#order.compiled);
    const first = this.world.snapshot();
    const generation = words.load(this.#control + CONTROL.GENERATION);
    words.store(this.#record + OBSERVED.PHASE, PHASE.waiting);
    // The leader tells of a round before anybody can be in it.
    if (this.#order.rounds > 0) this.#journal.beginRound(0, this.#thread === leader);
    this.#arrive();
    if (yield* this.#passed(generation)) {
      words.store(this.#record + OBSERVED.PHASE, PHASE.running);
      if (this.#order.rounds === 0) yield* this.#run();
      else if (this.#thread === leader) yield* this.#lead(first);
      else yield* this.#follow();
    }
    this.#publish();
    words.store(this.#parkedWord, 0);
    words.store(this.#record + OBSERVED.PHASE, PHASE.left);
  }

  /** Rounds, as one of those who follow. */
  *#follow(): Generator<Wait | undefined, void, void> {
    const { words } = this.world;
    for (let round = 0; ; round += 1) {
      const generation = words.load(this.#control + CONTROL.GENERATION);
      this.#journal.beginRound(round, false);
      this.#delay();
      if (!(yield* this.#run())) return;
      this.#arrive();
      if (!(yield* this.#passed(generation))) return;
    }
  }

  /** Rounds, as the one who leads them. `first` is the state in which each begins. */
  *#lead(first: Int32Array): Generator<Wait | undefined, void, void> {
    const { words, layout } = this.world;
    const { compiled, rounds, scenario } = this.#order;
    const control = this.#control;
    const readers = compileObservations(scenario.observe, compiled);
    const values = new Int32Array(readers.length);
    const tally = new Tally(words, this.#record + this.#plan.tally, this.#plan.tallyStride);
    // All but the leader: a task's thread comes only when it is called.
    const services = compiled.threads.flatMap(({ service }, thread) =>
      thread !== this.#thread && (service || this.#isTask) ? [thread] : [],
    );
    const others = layout.bounds.threadCount - 1;
    for (let round = 0; ;) {
      const generation = words.load(control + CONTROL.GENERATION);
      this.#delay();
      if (!(yield* this.#run())) return;
      if (this.#isTask && !(yield* this.#rested())) return;
      if (!(yield* this.#arrived(others - services.length))) return;
      if (services.length > 0 && !this.#recall(services, generation, others)) return;

      readers.forEach((read, index) => {
        values[index] = read(this.world);
      });
      tally.add(values);
      this.#judgeRound(round, values);
      round += 1;
      words.store(control + CONTROL.ROUND, round);
      if (round === rounds) {
        words.store(control + CONTROL.GENERATION, -1);
        words.wake(control + CONTROL.GENERATION);
        return;
      }
      this.#journal.beginRound(round, true);
      this.world.restore(first);
      words.store(control + CONTROL.ARRIVED, 0);
      words.store(control + CONTROL.RECALL, 0);
      // Publish: who sees the new generation sees the first state and an empty barrier.
      words.store(control + CONTROL.GENERATION, generation + 1);
      words.wake(control + CONTROL.GENERATION);
    }
  }

  /** Runs until the program has ended (true) or the thread must leave the run (false). */
  *#run(): Generator<Wait | undefined, boolean, void> {
    const { world } = this;
    const { words, layout } = world;
    const control = this.#control;
    for (;;) {
      const kicks = this.#isTask ? kickCount(world, this.#thread) : 0;
      const result = this.#burst();
      const isDormant = result === STEP.done && this.#sleepsOn();
      if (result === STEP.done && !isDormant) return true;
      if (result === ORDERED_TO_LEAVE) return false;
      if (result === PAUSED) {
        yield undefined;
        continue;
      }
      if (isDormant) {
        world.blocked(kickWord(world, this.#thread), kicks);
        words.add(control + CONTROL.DORMANT, 1);
        words.wake(control + CONTROL.DORMANT);
      }
      const word = world.blockedWord;
      words.store(this.#parkedWord, word + 1);
      if (words.load(control + CONTROL.STOP) !== 0) return false;
      if (
        (this.#isService || isDormant) &&
        this.#order.rounds > 0 &&
        words.load(control + CONTROL.RECALL) === words.load(control + CONTROL.GENERATION)
      ) {
        this.#waitingSinceMs = -1;
        return true;
      }
      if (this.#waitingSinceMs < 0 && isLockWord(layout, word)) {
        world.count(this.#thread, COUNTER.lockWait);
        this.#waitingSinceMs = performance.now();
      }
      this.#wait.word = word;
      this.#wait.value = world.blockedValue;
      yield this.#wait;
      words.store(this.#parkedWord, 0);
    }
  }

  /** Whether a thread that is done waits for its birth, and in rounds for its rebirth. */
  #sleepsOn(): boolean {
    const { compiled, rounds } = this.#order;
    if (compiled.tasks === undefined) return false;
    if (rounds > 0) return this.#thread !== leaderOf(compiled);
    const life = taskWord(this.world, this.#thread) + TASK.LIFE;
    return this.world.words.load(life) === LIFE.unborn;
  }

  /** Steps until something is to be said: a STEP other than moved, or an order. */
  #burst(): number {
    const { words } = this.world;
    const stepper = this.#stepper;
    const thread = this.#thread;
    const stepsAlone = this.#stepsAlone;
    const fault = this.#record + OBSERVED.FAULT;
    if (this.#waitingSinceMs >= 0) {
      const result = this.#step();
      if (result !== STEP.moved) return result;
      this.#lockWait.record((performance.now() - this.#waitingSinceMs) * 1e6);
      this.#waitingSinceMs = -1;
      if (words.get(fault) !== 0) this.#meetFault();
    }
    for (;;) {
      for (let left = BURST_STEP_COUNT; left > 0; left -= 1) {
        const result = stepsAlone ? this.#step() : stepper.step(thread);
        if (result !== STEP.moved) return result;
        if (words.get(fault) !== 0) this.#meetFault();
      }
      if (words.load(this.#control + CONTROL.STOP) > 1) return ORDERED_TO_LEAVE;
      if (this.#isShared) return PAUSED;
    }
  }

  /** One step, taken alone where it has to be. */
  #step(): number {
    if (!this.#stepsAlone) return this.#stepper.step(this.#thread);
    const { words } = this.world;
    const lock = this.#control + CONTROL.STEPPING;
    for (let held = words.cas(lock, 0, 1); held !== 0; held = words.cas(lock, 0, 2))
      if (held === 2 || words.cas(lock, 1, 2) !== 0) park(words, lock, 2, true);
    let result: number;
    try {
      result = this.#stepper.step(this.#thread);
    } finally {
      if (words.add(lock, -1) !== 1) {
        words.store(lock, 0);
        words.wake(lock);
      }
    }
    this.#environment.settle();
    return result;
  }

  /** Ends the worker if it holds a lock at which it is told to die. */
  #meetFault(): void {
    const { words } = this.world;
    const held = words.get(this.world.thread(this.#thread) + THREAD.HELD);
    if ((held & words.load(this.#record + OBSERVED.FAULT)) !== 0) process.exit(FAULT_EXIT_CODE);
  }

  #arrive(): void {
    const { words } = this.world;
    const arrived = this.#control + CONTROL.ARRIVED;
    words.add(arrived, 1);
    words.wake(arrived);
  }

  /** Waits until the barrier opens behind `generation`; false if nothing is behind it. */
  *#passed(generation: number): Generator<Wait, boolean, void> {
    const { words } = this.world;
    const word = this.#control + CONTROL.GENERATION;
    for (;;) {
      const now = words.load(word);
      if (words.load(this.#control + CONTROL.STOP) !== 0) return false;
      if (now !== generation) return now >= 0;
      this.#wait.word = word;
      this.#wait.value = now;
      yield this.#wait;
    }
  }

  /** Waits until `count` threads are at the barrier; false if the thread must leave the run. */
  *#arrived(count: number): Generator<Wait, boolean, void> {
    const { words } = this.world;
    const word = this.#control + CONTROL.ARRIVED;
    for (;;) {
      const now = words.load(word);
      if (words.load(this.#control + CONTROL.STOP) !== 0) return false;
      if (now >= count) return true;
      this.#wait.word = word;
      this.#wait.value = now;
      yield this.#wait;
    }
  }

  /** Waits until no task that must come to an end lives; false if the thread must leave the run. */
  *#rested(): Generator<Wait, boolean, void> {
    const { words } = this.world;
    const { threads } = this.#order.compiled;
    const word = this.#control + CONTROL.DORMANT;
    for (;;) {
      const now = words.load(word);
      if (words.load(this.#control + CONTROL.STOP) !== 0) return false;
      if (threads.every(({ service }, thread) => service || this.#stepper.isDone(thread)))
        return true;
      this.#wait.word = word;
      this.#wait.value = now;
      yield this.#wait;
    }
  }

  /** Calls the services to the barrier. Everybody else is there, so no wake-up can be hidden. */
  #recall(services: readonly number[], generation: number, others: number): boolean {
    const { words } = this.world;
    words.store(this.#control + CONTROL.RECALL, generation);
    while (words.load(this.#control + CONTROL.ARRIVED) < others) {
      if (words.load(this.#control + CONTROL.STOP) !== 0) return false;
      for (const service of services) {
        const parked = words.load(this.world.thread(service) + THREAD.PARKED);
        if (parked !== 0) words.wake(parked - 1);
      }
      nap(words, this.#record + OBSERVED.NAP, RECALL_NAP_MS);
    }
    return true;
  }

  /** Counts the properties that this round violates; of the first such round more is kept. */
  #judgeRound(round: number, values: Int32Array): void {
    const { words, layout } = this.world;
    const violated = this.#record + this.#plan.violated;
    const struck = new Set<number>();
    for (let thread = 0; thread < layout.bounds.threadCount; thread += 1) {
      const at = observationOf(layout, thread) + this.#plan.struck;
      for (let property = 0; property < this.#plan.propertyCount; property += 1)
        if (words.get(at + property) === round + 1) struck.add(property);
    }
    const now = this.#judge.violated(this.world);
    if (now >= 0) struck.add(now);
    const atEnd = this.#judge.violatedAtEnd(this.world);
    if (atEnd >= 0) struck.add(atEnd);
    if (struck.size === 0) return;
    for (const property of struck)
      words.set(violated + property, words.get(violated + property) + 1);
    const rounds = this.#record + OBSERVED.VIOLATED_ROUNDS;
    words.set(rounds, words.get(rounds) + 1);
    const first = this.#record + OBSERVED.FIRST_VIOLATED;
    if (words.get(first) === 0) {
      words.set(first, round + 1);
      const failed = this.#record + this.#plan.failed;
      for (const property of struck) words.set(failed + property, 1);
      for (const [index, value] of values.entries())
        words.set(failed + this.#plan.propertyCount + index, value);
      words.store(this.#control + CONTROL.FROZEN, 1);
    }
  }

  /** A short random delay, so that rounds begin in different orders. */
  #delay(): void {
    this.#environment.spin(this.#delays.below(1 << this.#delays.below(DELAY_MAGNITUDES)));
  }

  /** Leaves behind what this thread has seen. */
  #publish(): void {
    const { words } = this.world;
    invariant(this.#judge.seen.length === this.#plan.propertyCount, 'every property has its word');
    this.#judge.seen.forEach((seen, property) => {
      words.set(this.#record + this.#plan.seen + property, seen);
    });
  }
}
