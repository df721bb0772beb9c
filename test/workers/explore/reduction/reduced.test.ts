/**
 * The reduced search against the full one: same verdicts, same findings, same ends with as many end
 * states, on every scenario of the catalogue and on random worlds; and twins that leave out too
 * much.
 */
import fc from 'fast-check';
import { isOfExecutions, type Scenario } from '../../../../actors/index.ts';
import { ask } from '../../../../workers/engine.ts';
import type { Outcome } from '../../../../workers/outcome.ts';
import { explore } from '../../../../workers/explore/search.ts';
import { Mover } from '../../../../workers/explore/mover.ts';
import { Footprints } from '../../../../workers/explore/reduction/footprints.ts';
import { exploreReduced } from '../../../../workers/explore/reduction/reduced.ts';
import { VISIBLE_COUNT_MAX } from '../../../../workers/explore/reduction/watched-mover.ts';
import { loop, never, store } from '../../../../scenarios/file/build.ts';
import { effort } from '../../../support/effort.ts';
import { exhaustible } from '../../../support/litmus.ts';
import { equal, is, not, ok, rejects, suite } from '../../../support/suite.ts';
import { smallWorld } from '../../../support/small-world.ts';
import { scenarioOf } from '../../../support/walk.ts';

const SEED = 71;
const OPTIONS = { all: true, workerCount: 1 } as const;
/** Worlds to compare. */
const WORLD_COUNT = effort(100, 10_000);

/** What a reduction must not change. */
function answer({ verdict, findings, observations }: Outcome) {
  return {
    verdict,
    findings: findings.map(({ kind, message }) => `${kind} ${message}`).sort(),
    ends: observations.map(({ values, count }) => `${values.join()} x${count}`).sort(),
  };
}

/** Whether the reduced search says what the full one says. */
async function agrees(scenario: Scenario, broken?: (wordCount: number) => Footprints) {
  const question = ask(scenario);
  const full = await explore(question, OPTIONS);
  const { identityLength } = new Mover(question).world.layout;
  const reduced = await exploreReduced(
    question,
    OPTIONS,
    {},
    broken?.(identityLength + VISIBLE_COUNT_MAX),
  );
  return { full: answer(full), reduced: answer(reduced) };
}

/** Twins that leave out too much, by what they forget. */
const TWINS: Readonly<Record<string, new (wordCount: number) => Footprints>> = {
  'what steps read': class extends Footprints {
    override learnReads(): void {}
  },
  'what steps write': class extends Footprints {
    override learnWrites(): void {}
  },
  'where steps lead': class extends Footprints {
    override learnWay(): void {}
  },
};

/** A twin that forgets what properties see. */
class Unseeing extends Footprints {
  readonly #visible: number;
  constructor(wordCount: number) {
    super(wordCount);
    this.#visible = wordCount - VISIBLE_COUNT_MAX;
  }
  override learnWrites(place: number, words: Int32Array, count: number): void {
    if (count > 0 && words[0]! < this.#visible) super.learnWrites(place, words, count);
  }
}

/** Two stores that commute, but for what a property sees between them. */
const between = scenarioOf({
  words: { x: 0, y: 0 },
  threads: {
    first: { at: 'native', program: [store('x', 1)] },
    second: { at: 'native', program: [store('y', 1)] },
  },
  properties: [
    never('y is ahead', {
      all: [
        ['x', '==', 0],
        ['y', '==', 1],
      ],
    }),
  ],
});

/** Two threads, one of which turns for ever: the other must not be put off for ever. */
const turning = scenarioOf({
  words: { x: 0, y: 0 },
  threads: {
    idle: { at: 'native', service: true, program: [loop('forever', store('y', 0))] },
    busy: { at: 'native', program: [store('x', 1), store('x', 2)] },
  },
  properties: [never('x is two', ['x', '==', 2])],
});

suite('workers/explore/reduction/reduced', (test) => {
  test(`random worlds end alike with and without reduction (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(smallWorld, async (scenario) => {
        const { full, reduced } = await agrees(scenario);
        equal(reduced, full);
      }),
      { seed: SEED, numRuns: WORLD_COUNT },
    );
  });

  for (const { entry, parameters } of exhaustible) {
    const scenario = entry.build(parameters);
    if (scenario.properties.some(isOfExecutions))
      test(`${entry.name} asks for whole executions, which a reduction refuses`, () =>
        rejects(exploreReduced(ask(scenario)), /a property of whole executions/));
    else
      test(`${entry.name} ends alike with and without reduction`, async () => {
        const { full, reduced } = await agrees(scenario);
        equal(reduced, full);
      });
  }

  for (const [what, Twin] of Object.entries(TWINS))
    test(`a reduction that forgets ${what} is caught by a random world`, async () => {
      const { failed } = await fc.check(
        fc.asyncProperty(smallWorld, async (scenario) => {
          const { full, reduced } = await agrees(scenario, (wordCount) => new Twin(wordCount));
          equal(reduced, full);
        }),
        { seed: SEED, numRuns: WORLD_COUNT, endOnFailure: true },
      );
      ok(failed);
    });

  test('what a property sees between steps that commute is seen', async () => {
    const { full, reduced } = await agrees(between);
    equal(reduced, full);
    is(full.verdict, 'violated');
  });

  test('a reduction that forgets what properties see is caught', async () => {
    const { full, reduced } = await agrees(between, (wordCount) => new Unseeing(wordCount));
    not.equal(reduced, full);
  });

  test('a thread is not put off for ever by one that turns', async () => {
    const { full, reduced } = await agrees(turning);
    equal(reduced, full);
    is(full.verdict, 'violated');
  });

  test('a reduction that does not look for cycles puts it off for ever', async () => {
    const { full, reduced } = await agrees(
      turning,
      (wordCount) =>
        new (class extends Footprints {
          override mayReturn(): boolean {
            return false;
          }
        })(wordCount),
    );
    not.equal(reduced, full);
  });
});
