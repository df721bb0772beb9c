/**
 * A search that clears dead registers against one that keeps them: the same answers, from exactly
 * the states that are left when what is dead is left out; and twins that clear what is not dead.
 */
import fc from 'fast-check';
import type { Scenario } from '../../../actors/index.ts';
import { THREAD } from '../../../kernel/index.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import type { Outcome } from '../../../workers/outcome.ts';
import { DeadRegisters } from '../../../workers/explore/dead-registers.ts';
import { Mover } from '../../../workers/explore/mover.ts';
import { explore } from '../../../workers/explore/search.ts';
import { Successors } from '../../../workers/explore/successors.ts';
import { CachedSuccessors } from '../../../workers/explore/transition-cache.ts';
import { Visited } from '../../../workers/explore/visited.ts';
import { WatchedWords } from '../../../workers/explore/watched-words.ts';
import { load, lock, store, unlock } from '../../../scenarios/file/build.ts';
import { readWriteLockEntry } from '../../../scenarios/litmus/guarded.ts';
import { parametersOf } from '../../../scenarios/catalogue.ts';
import { effort } from '../../support/effort.ts';
import { exhaustible } from '../../support/litmus.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { smallWorld } from '../../support/small-world.ts';
import { scenarioOf } from '../../support/walk.ts';

const SEED = 97;
const OPTIONS = { all: true, workerCount: 1 } as const;
const WORLD_COUNT = effort(100, 10_000);
/** Scenarios of more states are compared in the long run. */
const STATE_COUNT_MAX = effort(2_500, 1_000_000);

/** What must be the same whichever states are told apart. */
function answer({ verdict, findings, observations }: Outcome) {
  return {
    verdict,
    findings: findings
      .map(({ kind, message, schedule }) => `${kind} ${message} in ${schedule?.length}`)
      .sort(),
    ends: observations.map(({ values }) => values.join()).sort(),
  };
}

/** Collects the states that a search which keeps everything meets, as they are without the dead. */
class Projected extends Visited {
  readonly states = new Set<string>();
  readonly #mover: Mover;
  readonly #dead: DeadRegisters;

  constructor(question: Question, mover: Mover) {
    super();
    this.#mover = mover;
    this.#dead = new DeadRegisters(question);
    this.#project();
  }

  override add(low: number, high: number): boolean {
    const isNew = super.add(low, high);
    if (isNew) this.#project();
    return isNew;
  }

  #project(): void {
    const { world, threadCount } = this.#mover;
    const state = world.snapshot().subarray(0, world.layout.distinctLength);
    for (let thread = 0; thread < threadCount; thread += 1) {
      const at = world.thread(thread);
      const dead = this.#dead.deadAt(thread, state[at + THREAD.PROGRAM_COUNTER]!);
      for (let register = 0; dead >>> register !== 0; register += 1)
        if ((dead >>> register) & 1) state[at + THREAD.REGISTER + register] = 0;
    }
    this.states.add(state.join());
  }
}

/** Random scenarios in which registers are seen by what is stored from them, and not themselves. */
const world = smallWorld.map((scenario) => ({
  ...scenario,
  threads: Object.fromEntries(
    Object.entries(scenario.threads).map(([name, thread]) => [
      name,
      { ...thread, program: [...thread.program, store('z', 'r0')] },
    ]),
  ),
  observe: ['x', 'y', 'z'],
}));

/** Takes registers that the next instruction reads for dead. */
class Hasty extends DeadRegisters {
  override deadAt(thread: number, pc: number): number {
    return super.deadAt(thread, pc) | super.deadAt(thread, pc + 1);
  }
}

const hasty = (question: Question) =>
  new CachedSuccessors(question, new Mover(question, WatchedWords, new Hasty(question)));

/** A register that is read, and then holds what nobody reads, while another thread goes on. */
const leftover = scenarioOf({
  words: { x: 0, y: 0 },
  locks: { p: 'rwsem' },
  threads: {
    reader: { at: 'native', program: [load('x', 'r0'), lock('p', 'read'), unlock('p', 'read')] },
    writer: { at: 'native', program: [store('x', 1), store('y', 1)] },
  },
});

async function statesOf(scenario: Scenario, whole: boolean): Promise<number> {
  return (await explore(ask(scenario), { ...OPTIONS, whole })).explore!.states;
}

suite('workers/explore/dead-registers', (test) => {
  test(`random worlds end alike with and without what is dead (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(world, async (scenario) => {
        const question = ask(scenario);
        const whole = await explore(question, { ...OPTIONS, whole: true });
        equal(answer(await explore(question, OPTIONS)), answer(whole));
      }),
      { seed: SEED, numRuns: WORLD_COUNT },
    );
  });

  for (const { entry, parameters } of exhaustible)
    test(`${entry.name} has the states that are left without what is dead, and their answers`, async () => {
      const question = ask(entry.build(parameters));
      const cleared = await explore(question, { ...OPTIONS, stateCountMax: STATE_COUNT_MAX });
      if (cleared.explore!.states >= STATE_COUNT_MAX) return;
      const successors = new Successors(new Mover(question));
      const visited = new Projected(question, successors.mover);
      const parts = { successors: () => successors, visited };
      const whole = await explore(question, OPTIONS, {}, parts);
      equal(answer(cleared), answer(whole));
      is(cleared.explore!.states, visited.states.size);
      ok(visited.states.size <= whole.explore!.states);
    });

  test('what a thread leaves behind in a register tells no states apart', async () => {
    ok((await statesOf(leftover, false)) < (await statesOf(leftover, true)));
  });

  test('a register that a property or an observation looks at is kept', async () => {
    const observed = { ...leftover, observe: ['reader.r0'] };
    is(await statesOf(observed, false), await statesOf(observed, true));
  });

  test('programs that never enter the kernel keep all their registers', async () => {
    const scenario = readWriteLockEntry.build(parametersOf(readWriteLockEntry, {}));
    const depthFirst = await explore(ask(scenario), { ...OPTIONS, order: 'depth-first' });
    is(depthFirst.explore!.states, await statesOf(scenario, true));
  });

  test('a twin that clears what is still read is caught by a random world', async () => {
    const { failed } = await fc.check(
      fc.asyncProperty(world, async (scenario) => {
        const question = ask(scenario);
        const broken = await explore(question, OPTIONS, {}, { successors: hasty });
        equal(answer(broken), answer(await explore(question, { ...OPTIONS, whole: true })));
      }),
      { seed: SEED, numRuns: WORLD_COUNT, endOnFailure: true },
    );
    ok(failed);
  });

  test('a twin that clears what is still read is caught on the catalogue', async () => {
    const caught: string[] = [];
    for (const { entry, parameters } of exhaustible) {
      if (caught.length > 0) break;
      const question = ask(entry.build(parameters));
      const options = { ...OPTIONS, stateCountMax: STATE_COUNT_MAX };
      const right = answer(await explore(question, options));
      const broken = await explore(question, options, {}, { successors: hasty }).then(
        (outcome) => answer(outcome),
        (error: unknown) => error,
      );
      if (JSON.stringify(broken) !== JSON.stringify(right)) caught.push(entry.name);
    }
    ok(caught.length > 0);
  });
});
