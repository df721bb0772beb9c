/**
 * A search up to swaps of copies against the whole one: the same answers, and as many states as
 * there are orbits, counted by swapping words by their names; and twins that swap wrongly.
 */
import fc from 'fast-check';
import { ADDRESS_SPACE_DESIGNS, wordName, type World } from '../../../kernel/index.ts';
import type { Scenario } from '../../../actors/index.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import type { Outcome } from '../../../workers/outcome.ts';
import { Mover } from '../../../workers/explore/mover.ts';
import { replay } from '../../../workers/explore/replay.ts';
import { exploreReduced } from '../../../workers/explore/reduction/reduced.ts';
import { explore } from '../../../workers/explore/search.ts';
import { Successors } from '../../../workers/explore/successors.ts';
import { Symmetry } from '../../../workers/explore/symmetry.ts';
import { CachedSuccessors } from '../../../workers/explore/transition-cache.ts';
import { Visited } from '../../../workers/explore/visited.ts';
import { WatchedWords } from '../../../workers/explore/watched-words.ts';
import { findScenario, parametersOf } from '../../../scenarios/catalogue.ts';
import { mmapLockConvoy } from '../../../scenarios/litmus/address-space-locks.ts';
import { faultBesideEdit } from '../../../scenarios/litmus/faults.ts';
import { lostWakeup, rwsem, writerStarvation } from '../../../scenarios/litmus/locks.ts';
import { effort, isLong } from '../../support/effort.ts';
import { equal, is, ok, rejects, suite } from '../../support/suite.ts';
import { smallWorld } from '../../support/small-world.ts';

const SEED = 101;
const OPTIONS = { all: true, workerCount: 1 } as const;
const WORLD_COUNT = effort(30, 2_000);

/** What must be the same. */
function answer({ verdict, findings, observations }: Outcome) {
  return {
    verdict,
    findings: findings
      .map(({ kind, message, schedule }) => `${kind} ${message} in ${schedule?.length}`)
      .sort(),
    ends: observations.map(({ values }) => values.join()).sort(),
  };
}

/** Random scenarios whose first program is run by two or three threads, beside the others. */
const world = fc
  .record({ scenario: smallWorld, count: fc.integer({ min: 2, max: 3 }) })
  .map(({ scenario, count }): Scenario => {
    const { 'thread-0': first, 'thread-1': second, service } = scenario.threads;
    return {
      ...scenario,
      threads: {
        alike: { ...first!, count },
        other: second!,
        ...(service !== undefined && { service }),
      },
      observe: ['x', 'y', 'z'],
    };
  });

/** Counts the orbits of the states that a whole search meets. */
class Orbits extends Visited {
  readonly orbits = new Set<string>();
  readonly #world: World;
  readonly #swaps: readonly (readonly number[])[];
  readonly #names: readonly string[];

  constructor(mover: Mover, swaps: readonly (readonly number[])[]) {
    super();
    const { layout } = mover.world;
    this.#world = mover.world;
    this.#swaps = swaps;
    this.#names = Array.from({ length: layout.distinctLength }, (_none, word) =>
      wordName(layout, word),
    );
    this.#note();
  }

  override add(low: number, high: number): boolean {
    const isNew = super.add(low, high);
    if (isNew) this.#note();
    return isNew;
  }

  #note(): void {
    const { array } = this.#world.words;
    const images = this.#swaps.map((swap) => {
      const rename = (name: string) =>
        name.replace(/^thread (\d+)/, (_all, thread) => `thread ${swap[Number(thread)]!}`);
      return this.#names
        .map((name, word) => {
          const holdsThread = /owner$|queue (guard|head|tail|next)$/.test(name);
          const value = array[word]!;
          return `${rename(name)}=${holdsThread && value > 0 ? swap[value - 1]! + 1 : value}`;
        })
        .sort()
        .join();
    });
    this.orbits.add(images.sort()[0]!);
  }
}

/** All orders of some threads, with the others in their places. */
function swapsOf(threads: readonly number[], count: number): number[][] {
  const orders = (rest: readonly number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((first) =>
          orders(rest.filter((each) => each !== first)).map((order) => [first, ...order]),
        );
  return orders(threads).map((order) =>
    Array.from({ length: count }, (_none, thread) =>
      threads.includes(thread) ? order[threads.indexOf(thread)]! : thread,
    ),
  );
}

async function orbitCount(scenario: Scenario, threads: readonly number[]): Promise<number> {
  const question = ask(scenario);
  const successors = new Successors(new Mover(question));
  const visited = new Orbits(successors.mover, swapsOf(threads, successors.mover.threadCount));
  await explore(question, OPTIONS, {}, { successors: () => successors, visited });
  return visited.orbits.size;
}

/** Swaps the words of threads and not the numbers of threads in locks and queues. */
class Unnumbered extends Symmetry {
  protected override holdings(): Uint8Array {
    return new Uint8Array(super.holdings().length);
  }
}

/** Believes itself. */
class Unchecked extends Unnumbered {
  override check(): void {}
}

const swapping = (Swaps: typeof Symmetry) => (question: Question) =>
  new CachedSuccessors(question, new Mover(question, WatchedWords), Swaps);

suite('workers/explore/symmetry', (test) => {
  test(`random worlds end alike up to swaps (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(world, async (scenario) => {
        const question = ask(scenario);
        const whole = await explore(question, OPTIONS);
        const swapped = await explore(question, { ...OPTIONS, symmetry: true });
        equal(answer(swapped), answer(whole));
        ok(swapped.explore!.states <= whole.explore!.states);
      }),
      { seed: SEED, numRuns: WORLD_COUNT },
    );
  });

  for (const [title, scenario, threads] of [
    ['three writers', rwsem.build({ writers: 3, readers: 0, turns: 1 }), [0, 1, 2]],
    ['three readers', rwsem.build({ writers: 1, readers: 3, turns: 1 }), [1, 2, 3]],
    ['lost-wakeup', lostWakeup.build({}), [0, 1]],
    ['readers in a queue', mmapLockConvoy.build(parametersOf(mmapLockConvoy, { faults: 2 })), null],
  ] as const)
    test(`${title}: as many states as orbits`, async () => {
      const names = ask(scenario).compiled.threads.map(({ name }) => name);
      const copies = threads ?? [...names.keys()].filter((each) => /-\d$/.test(names[each] ?? ''));
      const options = { ...OPTIONS, whole: true, symmetry: true };
      const { explore: figures } = await explore(ask(scenario), options);
      is(figures!.states, await orbitCount(scenario, copies));
    });

  for (const [design, { name, omissions }] of ADDRESS_SPACE_DESIGNS.entries())
    test(`${name}: threads are alike, or symmetry refuses`, async () => {
      for (const without of [undefined, ...(isLong ? omissions.keys() : [])]) {
        const given = without === undefined ? { design } : { design, without };
        const scenario = faultBesideEdit.build(parametersOf(faultBesideEdit, given));
        const question = ask({ ...scenario, observe: ['over'] });
        const whole = await explore(question, OPTIONS);
        const swapped = await explore(question, { ...OPTIONS, symmetry: true }).catch(
          (error: unknown) => String(error),
        );
        if (typeof swapped === 'string') ok(/goes by their numbers/.test(swapped), swapped);
        else equal(answer(swapped), answer(whole));
      }
    });

  test('a schedule is one of the threads themselves, and replays', async () => {
    const question = ask(writerStarvation.build(parametersOf(writerStarvation, {})));
    const { findings } = await explore(question, { symmetry: true });
    for (const { message, token } of findings)
      if (token !== undefined) is(replay(question, token).finding?.message, message);
  });

  test('a team counts the same orbits', async () => {
    const question = ask(rwsem.build({ writers: 2, readers: 2, turns: 1 }));
    const options = { all: true, symmetry: true };
    const alone = await explore(question, { ...options, workerCount: 1 });
    const parts = { teamStateCountMin: 200 };
    const team = await explore(question, { ...options, workerCount: 2 }, {}, parts);
    is(team.explore!.states, alone.explore!.states);
    equal(answer(team), answer(alone));
  });

  test('numbers of threads that are not swapped along are found out', async () => {
    const question = ask(rwsem.build({ writers: 2, readers: 1, turns: 1 }));
    await rejects(
      explore(question, OPTIONS, {}, { successors: swapping(Unnumbered) }),
      /copies of a thread are not alike: .* goes by their numbers/,
    );
  });

  test('without that check the states would not be orbits', async () => {
    const scenario = rwsem.build({ writers: 3, readers: 0, turns: 1 });
    const parts = { successors: swapping(Unchecked) };
    const { explore: figures } = await explore(ask(scenario), OPTIONS, {}, parts);
    ok(figures!.states !== (await orbitCount(scenario, [0, 1, 2])));
  });

  test('whole states are as many as orbits, or symmetry is refused beside them', async () => {
    const generated = findScenario('read-write-lock')!;
    const question = ask(generated.build(parametersOf(generated, {})));
    const counts = [];
    for (const exact of [false, true]) {
      const { explore: figures } = await explore(question, { ...OPTIONS, symmetry: true, exact });
      counts.push(figures!.states);
    }
    is(counts[1], counts[0]);
    ok(counts[0]! < (await explore(question, OPTIONS)).explore!.states);
    const stepped = ask(lostWakeup.build(parametersOf(lostWakeup, {})));
    await rejects(explore(stepped, { symmetry: true, exact: true }), /stored whole as they are/);
  });

  test('what symmetry does not know it refuses in one line', async () => {
    const refused = (name: string, expected: RegExp) =>
      rejects(explore(ask(findScenario(name)!.build({})), { symmetry: true }), expected);
    await refused('lost-reply', /ids of tasks/);
    await refused('shared-alias', /which core/);
    await refused('unlocked-lookup', /no thread has a copy/);
    await refused('fault-beside-edit', /called by its name/);
    const question = ask(rwsem.build({ writers: 2, readers: 1, turns: 1 }));
    await rejects(exploreReduced(question, { symmetry: true }), /without reduction/);
    await rejects(explore(question, { symmetry: true, order: 'depth-first' }), /breadth-first/);
  });
});
