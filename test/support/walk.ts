/**
 * Walk: the naive explorer. It holds whole states as strings and knows no reduction, so it is the
 * oracle of every faster engine on small worlds, and the way unit tests ask what can happen.
 */
import {
  createExclusiveWorld,
  createKernel,
  type Kernel,
  type KernelStep,
  THREAD,
  WINDOW_SEQUENCE,
  type World,
} from '../../kernel/index.ts';
import { compileMachine, dispatchMachine } from '../../actors/dispatch/index.ts';
import {
  boot,
  compileObservations,
  compileScenario,
  Judge,
  layoutFor,
  type Scenario,
  SCENARIO_VERSION,
  STEP,
  Stepper,
} from '../../actors/index.ts';

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

/** A world of a scenario, booted, with what moves it. */
export function bootScenario(
  scenario: Scenario,
  twin: Twin = itself,
): {
  world: World;
  stepper: Stepper;
  judge: Judge;
  threadCount: number;
} {
  const compiled = compileScenario(scenario);
  const layout = layoutFor(compiled, table, { padded: false, observationWordCount: 0 });
  const world = createExclusiveWorld(layout);
  world.futexWaits = compiled.futexWaits;
  boot(world, compiled, table);
  const judge = new Judge(scenario, compiled);
  world.journal = judge;
  const stepper = new Stepper(world, compiled, twin(createKernel(compiled.design)), table);
  return { world, stepper, judge, threadCount: compiled.threads.length };
}

/** Visits every state; random choices take every alternative. */
export function walk(scenario: Scenario, stateCountMax = 200_000, twin: Twin = itself): Walked {
  const { world, stepper, judge, threadCount } = bootScenario(scenario, twin);
  const compiled = compileScenario(scenario);
  const readers = compileObservations(scenario.observe, compiled);
  const services = compiled.threads.map(({ service }) => service);
  const violated = new Set<string>();
  const outcomes = new Set<string>();
  let deadlocks = 0;
  const first = world.snapshot();
  const seen = new Set([first.join()]);
  const open = [first];
  const note = (number: number) => {
    if (number >= 0) violated.add(judge.properties[number]!.name);
  };
  const visit = () => {
    note(judge.violated(world));
    const state = world.snapshot();
    const key = state.join();
    if (seen.has(key)) return;
    if (seen.size >= stateCountMax) throw new Error(`more than ${stateCountMax} states`);
    seen.add(key);
    open.push(state);
  };
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
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
    states: seen.size,
    violated,
    deadlocks,
    outcomes,
    unseen: judge.unseen().map(({ name }) => name),
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
