/**
 * Supervised processes: scenarios in which a supervisor installs a filter with a listener and forks
 * its targets, for walking through all schedules or for driving the threads one call at a time.
 */
import {
  boot,
  compileScenario,
  Driver,
  type Instruction,
  layoutFor,
  type Operand,
  type Program,
  type Scenario,
  STEP,
  createStepper,
  Stepper,
} from '../../actors/index.ts';
import { compileMachine, dispatchMachine } from '../../actors/dispatch/index.ts';
import {
  createExclusiveWorld,
  createKernel,
  EVENT,
  FILTER_FLAG,
  type Journal,
  type Kernel,
  processOf,
  type World,
} from '../../kernel/index.ts';
import { sendSignal } from '../../kernel/signals/send.ts';
import { call, filterOn, install, tasksOf } from './tasks.ts';

/** What a test of supervision may set. */
export interface Supervision {
  /** Behind the installation and the forks, in the same process: the listener is descriptor 0. */
  readonly supervisor: Program;
  /** Processes of their own, forked by the supervisor; they inherit the listener. */
  readonly targets: Readonly<Record<string, Program>>;
  /** Threads of the supervisor's process that it clones before it does anything else. */
  readonly helpers?: Readonly<Record<string, Program>>;
  /** Processes that nobody supervises, alive from the beginning. */
  readonly others?: Readonly<Record<string, Program>>;
  /** Flags of the filter besides NEW_LISTENER. */
  readonly flags?: number;
  readonly parts?: Partial<Scenario>;
  readonly driven?: boolean;
}

const table = compileMachine(dispatchMachine);

/** The handler that tests install: it counts in the word `runs`. */
const handlers = { h: { at: 'native', program: [{ do: 'add', word: 'runs', value: 1 }] } } as const;

/** The scenario: getppid notifies the supervisor `s`. */
export function supervised(options: Supervision): Scenario {
  const { targets, helpers = {}, others = {}, flags = 0, parts = {}, driven = false } = options;
  const born: Program = [
    install('f', FILTER_FLAG.NEW_LISTENER | flags),
    ...Object.keys(helpers).map((name) => call('clone', 'r6', `$thread.${name}`)),
    ...Object.keys(targets).map((name) => call('fork', 'r6', `$thread.${name}`)),
  ];
  const own = (names: Readonly<Record<string, unknown>>, unborn: boolean) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, { process: name, unborn }]));
  const inSupervisor = (name: string) => [name, { process: 's', unborn: true }] as const;
  return tasksOf(
    { s: [...born, ...options.supervisor], ...helpers, ...targets, ...others },
    {
      filters: { f: filterOn('getppid', 'USER_NOTIF') },
      handlers,
      filterCapacity: 2,
      fileCapacity: 4,
      processes: Object.fromEntries(
        ['s', ...Object.keys(targets), ...Object.keys(others)].map((name) => [
          name,
          name === 's' ? { files: { 3: 9 } } : {},
        ]),
      ),
      threads: {
        s: { process: 's' },
        ...Object.fromEntries(Object.keys(helpers).map(inSupervisor)),
        ...own(targets, true),
        ...own(others, false),
      },
      driven,
    },
    { words: { runs: 0, ready: 0 }, ...parts },
  );
}

/** Something that happened, with its place in the order of all. */
export interface Happening {
  readonly thread: number;
  readonly event: number;
  readonly detail: number;
  readonly result: number;
}

/** Driven threads by name, with a record of what happened. */
export class Stage implements Journal {
  readonly world: World;
  readonly driver: Driver;
  readonly names: readonly string[];
  readonly happenings: Happening[] = [];
  readonly #stepper: Stepper;

  constructor(scenario: Scenario, alter: (kernel: Kernel) => Kernel = (kernel) => kernel) {
    const compiled = compileScenario(scenario);
    const layout = layoutFor(compiled, table, { padded: false, observationWordCount: 0 });
    this.world = createExclusiveWorld(layout);
    boot(this.world, compiled, table);
    this.world.journal = this;
    const kernel = alter(createKernel(compiled.design));
    this.#stepper = createStepper(this.world, compiled, kernel, table);
    this.driver = new Driver(this.world, this.#stepper, compiled);
    this.names = compiled.threads.map(({ name }) => name);
  }

  record(thread: number, event: number, detail: number, result: number): void {
    this.happenings.push({ thread, event, detail, result });
  }

  thread(name: string): number {
    return this.names.indexOf(name);
  }

  /** Moves a thread by one step; false if it cannot go on. */
  step(thread: number): boolean {
    return this.#stepper.step(thread) === STEP.moved;
  }

  /** Gives an instruction to a thread and runs it until it ends or blocks. */
  give(name: string, instruction: Instruction): number | undefined {
    this.driver.inject(this.thread(name), instruction);
    return this.run(name);
  }

  /** Runs a thread until it cannot go on; the result of the call that returned last, if one did. */
  run(name: string): number | undefined {
    const thread = this.thread(name);
    const from = this.happenings.length;
    this.driver.run(thread);
    return this.happenings
      .slice(from)
      .findLast((each) => each.thread === thread && each.event === EVENT.returned)?.result;
  }

  /** Runs a thread until its next step has this name. */
  runTo(name: string, step: string): void {
    const thread = this.thread(name);
    while (this.#stepper.nextName(thread) !== step)
      if (!this.step(thread)) throw new Error(`${name} does not come to ${step}`);
  }

  /** Sends a signal to a thread, from nowhere. */
  interrupt(name: string, signal: number): void {
    const thread = this.thread(name);
    sendSignal(this.world, processOf(this.world, thread), thread, signal);
  }

  /** What the thread sleeps for, one of WAIT. */
  waits(name: string): number {
    return this.driver.resting(this.thread(name)).waits;
  }
}

/** A stage on which the supervisor has installed its filter and borne everybody. */
export function stageOf(
  options: Omit<Supervision, 'supervisor' | 'targets'> & { readonly targets?: readonly string[] },
  alter?: (kernel: Kernel) => Kernel,
): Stage {
  const targets = Object.fromEntries((options.targets ?? ['t']).map((name) => [name, []]));
  const scenario = supervised({ ...options, targets, supervisor: [], driven: true });
  const stage = new Stage(scenario, alter);
  stage.give('s', install('f', FILTER_FLAG.NEW_LISTENER | (options.flags ?? 0)));
  for (const name of Object.keys(options.helpers ?? {}))
    stage.give('s', call('clone', 'r6', `$thread.${name}`));
  for (const name of Object.keys(targets)) {
    stage.give('s', call('fork', 'r6', `$thread.${name}`));
    stage.give(name, call('close', 'r6', 0));
  }
  return stage;
}

/**
 * A stage with a supervisor `s` outside of the filter: it shares the descriptors of the user `c`.
 */
export function outsideStage(kernelFixes: Readonly<Record<string, boolean>> = {}): Stage {
  const threads: Program[] = [[], [], [], []];
  const [c, s, d, e] = threads as [Program, Program, Program, Program];
  const stage = new Stage(
    tasksOf(
      { c, s, d, e },
      {
        filters: { f: filterOn('getppid', 'USER_NOTIF') },
        filterCapacity: 2,
        fileCapacity: 4,
        processes: { c: {}, s: { sharesFilesWith: 'c' }, d: {} },
        threads: {
          c: { process: 'c' },
          s: { process: 's' },
          d: { process: 'd', unborn: true },
          e: { process: 'c', unborn: true },
        },
        driven: true,
      },
      { kernelFixes },
    ),
  );
  stage.give('c', install('f', FILTER_FLAG.NEW_LISTENER));
  return stage;
}

/** RECV of descriptor 0, the id into r0; what follows answers in r5. */
export const recv: Instruction = { do: 'syscall', name: 'notif_recv', arguments: [0], into: 'r0' };

/** RECV into a buffer of another kind. */
export function recvInto(buffer: `$buffer.${string}`): Instruction {
  return { do: 'syscall', name: 'notif_recv', arguments: [0, buffer], into: 'r0' };
}

/** SEND to the id in r0. */
export function send(value: number, error = 0, flags: Operand = 0): Instruction {
  const list: Operand[] = [0, 'r0', value, error, flags];
  return { do: 'syscall', name: 'notif_send', arguments: list, into: 'r5' };
}

/** A call on descriptor 0 about the id in r0. */
export function about(name: string, ...rest: Operand[]): Instruction {
  return { do: 'syscall', name, arguments: [0, 'r0', ...rest], into: 'r5' };
}

/** ADDFD of a descriptor of the supervisor. */
export function addfd(flags: Operand, source: number, number = 0): Instruction {
  return about('notif_addfd', flags, source, number);
}
