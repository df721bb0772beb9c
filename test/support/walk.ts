/**
 * Walk: the naive explorer. It holds states whole and knows no reduction, so it is the
 * oracle of every faster engine on small worlds, and the way unit tests ask what can happen.
 */
import {
  createKernel,
  designNamed,
  type Kernel,
  type KernelStep,
  RecordedWords,
  THREAD,
  WINDOW_SEQUENCE,
  World,
} from '../../kernel/index.ts';
import { Lockdep } from '../../kernel/locks/lockdep.ts';
import { compileMachine, dispatchMachine } from '../../actors/dispatch/index.ts';
import {
  boot,
  compileObservations,
  compileScenario,
  Judge,
  layoutFor,
  type Scenario,
  SCENARIO_VERSION,
  createStepper,
  STEP,
  type Stepper,
} from '../../actors/index.ts';
import { WholeStates } from './whole-states.ts';

/** What can happen in a scenario. */
export interface Walked {
  readonly states: number;
  /** Names of violated properties. */
  readonly violated: Set<string>;
  /** States in which nobody can move and somebody is not done. */
  readonly deadlocks: number;
  /** Final observations as joined text. */
  readonly outcomes: Set<string>;
  readonly unseen: string[];
  /** What broke the rules of the locks, in a design or a program that is meant to. */
  readonly lockFaults: Set<string>;
}

const table = compileMachine(dispatchMachine);

/** A kernel with one of its steps in another's place: the broken twin of a mechanism. */
export type Twin = (kernel: Kernel) => Kernel;

/** Replaces the step of this name. */
export function withStep(name: string, run: KernelStep['run']): Twin {
  return (kernel) => {
    const steps = kernel.text.steps.map((step) => (step.name === name ? { ...step, run } : step));
    return { ...kernel, text: { ...kernel.text, steps } };
  };
}

const itself: Twin = (kernel) => kernel;

/** Tells the checker of locks which thread moves. */
function tellWhoMoves(stepper: Stepper, lockdep: Lockdep): void {
  const step = stepper.step.bind(stepper);
  stepper.step = (thread) => {
    lockdep.thread = thread;
    try {
      return step(thread);
    } finally {
      lockdep.thread = -1;
    }
  };
}

/**
 * A world of a scenario, booted, with what moves it. Its locks are watched: what breaks their rules
 * is an error, unless the design is the RFC's or a broken twin, and then it is collected; so is a
 * program that takes its own locks in two orders.
 */
export function bootScenario(
  scenario: Scenario,
  twin: Twin = itself,
): {
  world: World;
  stepper: Stepper;
  judge: Judge;
  threadCount: number;
  lockFaults: Set<string>;
} {
  const compiled = compileScenario(scenario);
  const layout = layoutFor(compiled, table, { padded: false, observationWordCount: 0 });
  const { design, without } = compiled.design.addressSpaceLock;
  const isSound = design !== 'unlocked' && without === undefined;
  const lockFaults = new Set<string>();
  const lockdep = new Lockdep(designNamed(design), compiled.lockNames, (fault, rule) => {
    if (isSound && rule === 'declared') throw new Error(`lockdep: ${fault}`);
    lockFaults.add(fault);
  });
  const words = new RecordedWords(new Int32Array(layout.length), (kind, index) =>
    lockdep.touched(kind, index),
  );
  const world = new World(words, layout);
  lockdep.attach(world);
  world.futexWaits = compiled.futexWaits;
  world.recyclesIds = compiled.tasks?.recyclesIds ?? false;
  boot(world, compiled, table);
  const judge = new Judge(scenario, compiled);
  world.journal = lockdep.journal(judge);
  const stepper = createStepper(world, compiled, twin(createKernel(compiled.design)), table);
  tellWhoMoves(stepper, lockdep);
  return { world, stepper, judge, threadCount: compiled.threads.length, lockFaults };
}

/** Visits every state; random choices take every alternative. */
export function walk(scenario: Scenario, stateCountMax = 200_000, twin: Twin = itself): Walked {
  const { world, stepper, judge, threadCount, lockFaults } = bootScenario(scenario, twin);
  const compiled = compileScenario(scenario);
  const readers = compileObservations(scenario.observe, compiled);
  const services = compiled.threads.map(({ service }) => service);
  const violated = new Set<string>();
  const outcomes = new Set<string>();
  let deadlocks = 0;
  const seen = new WholeStates(world.layout.identityLength);
  seen.add(world.words.array);
  const open = [0];
  const note = (number: number) => {
    if (number >= 0) violated.add(judge.properties[number]!.name);
  };
  const visit = () => {
    note(judge.violated(world));
    if (!seen.add(world.words.array)) return;
    if (seen.count > stateCountMax) throw new Error(`more than ${stateCountMax} states`);
    open.push(seen.count - 1);
  };
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    const state = seen.state(number);
    let moved = false;
    for (let thread = 0; thread < threadCount; thread += 1) {
      const parkedWord = world.thread(thread) + THREAD.PARKED;
      if (state[parkedWord] !== 0) continue;
      let choices: number[] | undefined = [];
      while (choices !== undefined) {
        world.restore(state);
        judge.begin();
        // What the thread noted of the table's sequence is observation, which restoring leaves as
        // it is: a note that equals no sequence makes the kernel's watch look at the state alone.
        world.words.set(
          world.layout.counter + thread * world.layout.counterStride + WINDOW_SEQUENCE,
          -1,
        );
        const drawn = new Drawn(choices);
        world.environment = drawn;
        const result = stepper.step(thread);
        choices = drawn.next();
        if (result === STEP.moved) {
          moved = true;
          visit();
        } else if (result === STEP.blocked && world.futexWaits) {
          moved = true;
          world.words.set(parkedWord, world.blockedWord + 1);
          visit();
        }
      }
    }
    if (moved) continue;
    world.restore(state);
    if (services.every((service, thread) => service || stepper.isDone(thread))) {
      outcomes.add(readers.map((read) => read(world)).join());
      note(judge.violatedAtEnd(world));
    } else {
      deadlocks += 1;
    }
  }
  return {
    states: seen.count,
    violated,
    deadlocks,
    outcomes,
    unseen: judge.unseen().map(({ name }) => name),
    lockFaults,
  };
}

/** Answers choices from a prefix, then with 0, and says which prefix comes next. */
class Drawn {
  readonly #prefix: readonly number[];
  readonly #taken: { choice: number; count: number }[] = [];

  constructor(prefix: readonly number[]) {
    this.#prefix = prefix;
  }

  choose(_thread: number, count: number): number {
    const choice = this.#prefix[this.#taken.length] ?? 0;
    this.#taken.push({ choice, count });
    return choice;
  }

  pause(): void {
    // Untimed.
  }

  next(): number[] | undefined {
    for (let last = this.#taken.length - 1; last >= 0; last -= 1) {
      const { choice, count } = this.#taken[last]!;
      if (choice + 1 < count)
        return [...this.#taken.slice(0, last).map((taken) => taken.choice), choice + 1];
    }
    return undefined;
  }
}

/** A scenario with what a test does not care about filled in. */
export function scenarioOf(parts: Partial<Scenario> & Pick<Scenario, 'threads'>): Scenario {
  return {
    version: SCENARIO_VERSION,
    name: 'test',
    question: '',
    standsFor: '',
    regions: { native: { page: 0, pages: 2, prot: 'r-x' } },
    words: {},
    interposition: { kind: 'none' },
    properties: [],
    observe: [],
    expect: {},
    ...parts,
  };
}
