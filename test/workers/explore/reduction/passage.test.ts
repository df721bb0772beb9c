/**
 * Passages: what a search that stores fewer states says, beside the same search that stores each;
 * and twins that run on without looking.
 */
import type { Scenario } from '../../../../actors/index.ts';
import { ask } from '../../../../workers/engine.ts';
import { explore } from '../../../../workers/explore/search.ts';
import { Passage } from '../../../../workers/explore/reduction/passage.ts';
import { PersistentSets } from '../../../../workers/explore/reduction/persistent-sets.ts';
import { exploreReduced } from '../../../../workers/explore/reduction/reduced.ts';
import {
  createFootprints,
  WatchedMover,
} from '../../../../workers/explore/reduction/watched-mover.ts';
import { loop, never, store } from '../../../../scenarios/file/build.ts';
import { equal, is, ok, rejects, suite } from '../../../support/suite.ts';
import { scenarioOf } from '../../../support/walk.ts';

const OPTIONS = { all: true, workerCount: 1 } as const;

/** A thread alone: from every state there is one way on. */
const alone = scenarioOf({
  words: { x: 0 },
  threads: { writer: { at: 'native', program: [store('x', 1), store('x', 2), store('x', 3)] } },
  properties: [],
});

/** The same, and what it does on its way is wrong. */
const wrong: Scenario = { ...alone, properties: [never('x is two', ['x', '==', 2])] };

/** Two that meet at a word behind passages, and what they do there is wrong. */
const wrongBehind = scenarioOf({
  words: { x: 0, y: 0, z: 0 },
  threads: {
    first: { at: 'native', program: [store('y', 1), store('y', 2), store('x', 1), store('x', 3)] },
    second: { at: 'native', program: [store('z', 1), store('z', 2), store('x', 2)] },
  },
  properties: [never('x is two, then three', ['x', '==', 3])],
});

/** A thread alone that turns for ever. */
const turning = scenarioOf({
  words: { x: 0 },
  threads: {
    idle: { at: 'native', service: true, program: [loop('forever', store('x', 0))] },
  },
  properties: [],
});

/** Searches with what is known of the footprints from a search before. */
async function search(scenario: Scenario, Passing: typeof Passage | null) {
  const question = ask(scenario);
  const footprints = createFootprints(question);
  await exploreReduced(question, OPTIONS, {}, footprints);
  footprints.settle();
  const mover = new WatchedMover(question, footprints);
  const strategy = new PersistentSets(footprints, mover);
  const passage = Passing === null ? {} : { passage: new Passing(mover, strategy) };
  return explore(question, OPTIONS, {}, { mover, strategy, ...passage });
}

suite('workers/explore/reduction/passage', (test) => {
  test('states with one way on are not stored, and the end is', async () => {
    const each = await search(alone, null);
    const passing = await search(alone, Passage);
    ok(each.explore!.states > 3);
    is(passing.explore!.states, 2);
    is(passing.explore!.endStates, 1);
  });

  test('a passage is as deep as it has steps', async () => {
    const each = await search(alone, null);
    const passing = await search(alone, Passage);
    is(passing.explore!.depth, each.explore!.depth);
    is(passing.explore!.transitions, each.explore!.transitions);
  });

  test('what is wrong in a state that is passed through is found, with every step to it', async () => {
    const each = await search(wrong, null);
    const passing = await search(wrong, Passage);
    is(passing.verdict, 'violated');
    equal(
      passing.findings.map(({ schedule }) => schedule),
      each.findings.map(({ schedule }) => schedule),
    );
  });

  test('a passage that turns in a circle comes to an end', async () => {
    const { verdict, explore: figures } = await search(turning, Passage);
    is(verdict, 'holds');
    ok(figures!.states <= 3);
  });

  test('a twin that forgets the steps of its passages tells a way that does not replay', () =>
    rejects(
      search(
        wrongBehind,
        class extends Passage {
          override movesTo(): [] {
            return [];
          }
        },
      ),
      /not what replays/,
    ));
});
