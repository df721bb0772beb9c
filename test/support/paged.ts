/** Scenarios with pages: regions of data, a page table and a core for each thread. */
import { COUNTER, type CounterName, type World } from '../../kernel/index.ts';
import { type Program, type Scenario, STEP } from '../../actors/index.ts';
import { bootScenario, scenarioOf } from './walk.ts';

/** A scenario of threads that read and write pages of `data`, four pages from page 4 on. */
export function pagedOf(
  programs: Readonly<Record<string, Program>>,
  parts: Partial<Scenario> = {},
): Scenario {
  return scenarioOf({
    regions: {
      native: { page: 0, pages: 2, prot: 'r-x' },
      data: { page: 4, pages: 4, prot: 'rw-', anon: 1 },
    },
    paging: { frames: 4, wordsPerFrame: 2 },
    threads: Object.fromEntries(
      Object.entries(programs).map(([name, program]) => [name, { at: 'native', program }]),
    ),
    ...parts,
  });
}

/** A world whose threads have run one after the other to their end, services in between. */
export function ranInTurn(scenario: Scenario): World {
  const { world, stepper, threadCount } = bootScenario(scenario);
  for (let hasMoved = true; hasMoved;) {
    hasMoved = false;
    for (let thread = 0; thread < threadCount; thread += 1)
      while (stepper.step(thread) === STEP.moved) hasMoved = true;
  }
  return world;
}

/** A counter over all threads. */
export function total(world: World, name: CounterName): number {
  const { counter, counterStride, bounds } = world.layout;
  let sum = 0;
  for (let thread = 0; thread < bounds.threadCount; thread += 1)
    sum += world.words.get(counter + thread * counterStride + COUNTER[name]);
  return sum;
}
