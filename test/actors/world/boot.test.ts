/** Booting a world: the same scenario gives the same words, and they are what the scenario says. */
import { listText, tableFault, THREAD } from '../../../kernel/index.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { bootScenario, scenarioOf } from '../../support/walk.ts';

const scenario = scenarioOf({
  regions: {
    native: { page: 0, pages: 2, prot: 'r-x' },
    data: { page: 2, pages: 3, prot: 'rw-' },
    later: { page: 9, pages: 1, prot: 'r-x', absent: true },
  },
  words: { x: -5, y: 7 },
  threads: {
    a: { at: 'native', program: [], count: 2 },
    b: { at: 'data', program: [{ do: 'exit' }] },
  },
});

suite('actors/world/boot', (test) => {
  test('the same scenario boots to the same words', () => {
    equal(bootScenario(scenario).world.words.array, bootScenario(scenario).world.words.array);
  });

  test('regions are mapped but the absent ones, and the table is sound', () => {
    const { world } = bootScenario(scenario);
    is(listText(world, 0, 100), '0-2:r-x 2-5:rw-+a');
    is(tableFault(world), undefined);
  });

  test('words have their first values and threads stand at their first instruction', () => {
    const { world } = bootScenario(scenario);
    const { memory } = world.layout;
    equal(Array.from(world.words.array.subarray(memory, memory + 2)), [-5, 7]);
    const counterOf = (thread: number) =>
      world.words.get(world.thread(thread) + THREAD.PROGRAM_COUNTER);
    is(counterOf(0), counterOf(1));
    is(counterOf(2), counterOf(0) + 1);
    is(world.words.get(world.thread(2) + THREAD.INSTRUCTION_PAGE), 2);
  });
});
