/**
 * Caller: one simulated thread that makes the same system call for ever, under one mechanism, as
 * the subject of measurements; beside it whoever decides over its calls. Invariant: nobody else
 * runs, so every step is made for its calls.
 */

import {
  type CounterName,
  createSharedWorld,
  InvariantError,
  type Layout,
  World,
} from '../../kernel/index.ts';
import {
  boot,
  type Interposition,
  layoutFor,
  type Program,
  type Region,
  type Scenario,
  SCENARIO_VERSION,
  STEP,
  createStepper,
  type Stepper,
} from '../../actors/index.ts';
import { ask, type Question } from '../../workers/index.ts';
import { loop, syscall } from '../file/build.ts';

/** What stands between a call and the kernel. */
export interface Mechanism {
  readonly name: string;
  readonly interposition: Interposition;
  /** Default: getpid. */
  readonly call?: string;
  /** First value of the word `selector`; default 0. */
  readonly selector?: number;
  /** Page of the calling code; default 0. */
  readonly page?: number;
  /** What is counted as a call; default: those that run natively. */
  readonly counter?: CounterName;
  /** What the caller does before its first call. */
  readonly before?: Program;
  /** Who decides over its calls, as threads behind it. */
  readonly company?: Pick<Scenario, 'threads'> & Required<Pick<Scenario, 'tasks'>>;
}

/** The region of native code that no caller stands in, where SIGSYS is handled. */
export const LIBRARY_PAGE = 8_190;

/** The scenario of a caller. */
export function callerScenario({
  interposition,
  call = 'getpid',
  selector = 0,
  page = 0,
  before = [],
  company,
}: Mechanism): Scenario {
  const code = (at: number, pages: number): Region => ({ page: at, pages, prot: 'r-x' });
  return {
    version: SCENARIO_VERSION,
    name: 'bench-dispatch',
    question: '',
    standsFor: '',
    regions: {
      native: code(page, 2),
      foreign: { ...code(page + 4, 2), prot: 'r-x!', foreign: true },
      library: code(LIBRARY_PAGE, 1),
    },
    words: { selector },
    interposition,
    handler: { at: 'library', program: [] },
    threads: {
      caller: { at: 'native', program: [...before, loop('forever', syscall(call))] },
      ...company?.threads,
    },
    ...(company !== undefined && { tasks: company.tasks }),
    properties: [],
    observe: [],
    expect: {},
  };
}

/** Makes what moves threads: the stepper, or a twin of it. */
export type CreateStepper = (...parts: Parameters<typeof createStepper>) => Pick<Stepper, 'step'>;

/** A booted caller. */
export class Caller {
  readonly world: World;
  readonly #stepper: Pick<Stepper, 'step'>;
  readonly #counter: CounterName;
  readonly #threadCount: number;
  #thread = 0;

  constructor(
    mechanism: Mechanism,
    { compiled, table, kernel }: Question = ask(callerScenario(mechanism)),
    createWorld: (layout: Layout) => World = createSharedWorld,
    create: CreateStepper = createStepper,
  ) {
    const layout = layoutFor(compiled, table, { padded: true, observationWordCount: 0 });
    this.world = createWorld(layout);
    boot(this.world, compiled, table);
    this.#stepper = create(this.world, compiled, kernel, table);
    this.#counter = mechanism.counter ?? 'native';
    this.#threadCount = compiled.threads.length;
  }

  /** Calls made so far. */
  get calls(): number {
    return this.world.counters(0)[this.#counter];
  }

  /** One step, of whose turn it is: a thread goes on until it has to wait for the other. */
  step(): void {
    for (let asked = 0; asked < this.#threadCount; asked += 1) {
      if (this.#stepper.step(this.#thread) === STEP.moved) return;
      this.#thread = (this.#thread + 1) % this.#threadCount;
    }
    throw new InvariantError('a caller goes on for ever');
  }

  /** Steps until the caller has made `count` more calls. */
  callMany(count: number): void {
    const last = this.calls + count;
    do {
      // Reading the counters costs more than a step: look only every few calls.
      for (let step = 0; step < 1_000; step += 1) this.step();
    } while (this.calls < last);
  }
}
