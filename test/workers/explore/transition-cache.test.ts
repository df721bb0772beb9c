/**
 * Steps known by heart against the stepper: the same step in every state, and the same search, on
 * the catalogue and on random worlds; and twins that overlook what a step depends on.
 */
import fc from 'fast-check';
import { type Scenario, STEP } from '../../../actors/index.ts';
import type { Outcome } from '../../../workers/outcome.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import { Mover } from '../../../workers/explore/mover.ts';
import { explore, type SearchParts } from '../../../workers/explore/search.ts';
import { Successors } from '../../../workers/explore/successors.ts';
import { CachedSuccessors } from '../../../workers/explore/transition-cache.ts';
import { WatchedWords } from '../../../workers/explore/watched-words.ts';
import { add, load, loop, never, store } from '../../../scenarios/file/build.ts';
import { effort } from '../../support/effort.ts';
import { exhaustible } from '../../support/litmus.ts';
import { equal, is, not, ok, rejects, suite } from '../../support/suite.ts';
import { smallWorld } from '../../support/small-world.ts';
import { scenarioOf } from '../../support/walk.ts';

const SEED = 83;
const OPTIONS = { all: true, workerCount: 1 } as const;
/** Worlds to compare, and states of each catalogued scenario. */
const WORLD_COUNT = effort(100, 10_000);
const STATE_COUNT_MAX = effort(300, 100_000);

type Maker = NonNullable<SearchParts['successors']>;
const made: Maker = (question) => new Successors(new Mover(question));
const known: Maker = (question) => cached(question);

function cached(question: Question, Words = WatchedWords): CachedSuccessors {
  return new CachedSuccessors(question, new Mover(question, Words));
}

/** Has the stepper make each step as well, and compares. */
class Compared extends CachedSuccessors {
  override attempt(thread: number, code: number): number {
    const { mover, identity } = this;
    const result = super.attempt(thread, code);
    const expected = this.#answer(result);
    mover.words.begin();
    const again = mover.move(thread, code);
    this.nextCode = mover.nextCode;
    identity.measure(mover.words);
    this.isVisible = this.isVisible || mover.judge.violated(mover.world) >= 0;
    equal(this.#answer(again), expected);
    return super.attempt(thread, code);
  }

  /** What is known of a step; takes it back. */
  #answer(result: number): unknown {
    if (result !== STEP.moved) return result;
    const { nextLow, nextHigh } = this.identity;
    this.make();
    const behind = this.mover.world.snapshot();
    this.takeBack();
    return [result, this.nextCode, this.isVisible, nextLow, nextHigh, behind];
  }
}

/** Writes down by what each lesson can be told from the others: what the words held it touches. */
class Registered extends CachedSuccessors {
  readonly lessonsBy = new Map<string, number>();

  override attempt(thread: number, code: number): number {
    const before = this.mover.words.array.slice();
    const { lessons } = this;
    const result = super.attempt(thread, code);
    if (this.lessons > lessons) {
      const { read, readCount, written, writtenCount } = this.mover.words as WatchedWords;
      const touched = [...read.subarray(0, readCount), ...written.subarray(0, writtenCount)];
      const key = `${thread} ${code} ${touched.map((word) => `${word}=${before[word]}`).join()}`;
      this.lessonsBy.set(key, (this.lessonsBy.get(key) ?? 0) + 1);
    }
    return result;
  }
}

/** What a search by steps known by heart must not change: all that it says and counts. */
function answer({ verdict, findings, observations, transitions, explore: figures }: Outcome) {
  const { states, transitions: moves, endStates, depth } = figures!;
  const messages = findings.map(({ message, schedule }) => `${message} ${schedule?.length}`);
  return { verdict, messages, observations, taken: transitions, states, moves, endStates, depth };
}

async function search(scenario: Scenario, successors: Maker) {
  return answer(await explore(ask(scenario), OPTIONS, {}, { successors }));
}

/** Forgets that steps read user memory. */
class Forgetful extends WatchedWords {
  forgotten = [0, 0];
  override noteRead(index: number): void {
    if (index >= this.forgotten[0]! && index < this.forgotten[1]!) return;
    super.noteRead(index);
  }
}

const forgetting: Maker = (question) => {
  const successors = cached(question, Forgetful);
  const { layout } = successors.mover.world;
  const words = successors.mover.words as Forgetful;
  words.forgotten = [layout.memory, layout.memory + layout.bounds.memoryWordCount];
  return successors;
};

/** A thread that reads what no step of the scenario changes. */
const reader = scenarioOf({
  words: { x: 0 },
  threads: { reader: { at: 'native', program: [load('x', 'r0'), store('x', 'r0')] } },
});

suite('workers/explore/transition-cache', (test) => {
  test(`random worlds are searched alike with and without it (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(smallWorld, async (scenario) => {
        equal(await search(scenario, known), await search(scenario, made));
      }),
      { seed: SEED, numRuns: WORLD_COUNT },
    );
  });

  for (const { entry, parameters } of exhaustible)
    test(`${entry.name}: what is known of a step is what the stepper does`, async () => {
      const question = ask(entry.build(parameters));
      const successors = new Compared(question, new Mover(question, WatchedWords));
      const options = { ...OPTIONS, stateCountMax: STATE_COUNT_MAX };
      await explore(question, options, {}, { successors: () => successors });
      ok(successors.lessons > 0);
    });

  test('one that forgets what steps read is caught by a random world', async () => {
    const { failed } = await fc.check(
      fc.asyncProperty(smallWorld, async (scenario) => {
        equal(await search(scenario, forgetting), await search(scenario, made));
      }),
      { seed: SEED, numRuns: WORLD_COUNT, endOnFailure: true },
    );
    ok(failed);
  });

  test('one that forgets what steps read is caught by comparing step by step', async () => {
    const question = ask(
      scenarioOf({
        words: { x: 0, y: 0 },
        threads: {
          writer: { at: 'native', program: [loop(3, store('x', 1), store('x', 2))] },
          reader: { at: 'native', program: [loop(3, load('x', 'r0'), store('y', 'r0'))] },
        },
      }),
    );
    const { mover } = forgetting(question);
    const compared = new Compared(question, mover);
    await rejects(explore(question, OPTIONS, {}, { successors: () => compared }));
  });

  test('what a property comes to look at only later is seen', async () => {
    // While x is 0 the property does not look at y.
    const met = never('both are set', {
      all: [
        ['x', '==', 1],
        ['y', '==', 1],
      ],
    });
    const scenario = scenarioOf({
      words: { x: 0, y: 0 },
      threads: {
        a: { at: 'native', program: [loop(3, store('x', 0), store('x', 1))] },
        b: { at: 'native', program: [loop(3, store('y', 0), store('y', 1))] },
      },
      properties: [met],
    });
    const { verdict, messages } = await search(scenario, known);
    equal({ verdict, messages }, { verdict: 'violated', messages: ['both are set 6'] });
  });

  test('most steps of a search are known', async () => {
    for (const name of ['go-preempt-storm-fixed', 'lost-reply']) {
      const { entry, parameters } = exhaustible.find((each) => each.entry.name === name)!;
      const question = ask(entry.build(parameters));
      const successors = cached(question);
      await explore(question, OPTIONS, {}, { successors: () => successors });
      ok(successors.uses > successors.lessons * 10, `${name}: ${successors.lessons} lessons`);
    }
  });

  test('no step is learned twice, though more and more words begin to vary', async () => {
    for (const name of ['go-preempt-storm-fixed', 'lost-reply']) {
      const { entry, parameters } = exhaustible.find((each) => each.entry.name === name)!;
      const question = ask(entry.build(parameters));
      const successors = new Registered(question, new Mover(question, WatchedWords));
      const options = { ...OPTIONS, stateCountMax: 2_000 };
      await explore(question, options, {}, { successors: () => successors });
      const { lessonsBy, lessons } = successors;
      ok(lessons > 50, `${name}: ${lessons} lessons`);
      is(lessonsBy.size, lessons, name);
    }
  });

  test('it gives up where no step is met twice, and the search goes on', async () => {
    const counting = scenarioOf({
      words: { x: 0 },
      threads: { counter: { at: 'native', program: [loop('forever', add('x', 1))] } },
    });
    const question = ask(counting);
    const successors = cached(question);
    const options = { ...OPTIONS, stateCountMax: 40_000 };
    const outcome = await explore(question, options, {}, { successors: () => successors });
    is(outcome.explore!.states, 40_000);
    ok(successors.lessons < 20_000, `${successors.lessons} lessons`);
    equal(answer(outcome), answer(await explore(question, options, {}, { successors: made })));
  });

  test('what others have changed is looked at once they tell of it', () => {
    const question = ask(reader);
    const successors = cached(question);
    const { mover, identity } = successors;
    const word = mover.world.layout.memory;
    successors.attempt(0, 0);
    successors.takeBack();
    const before = [identity.nextLow, identity.nextHigh];
    mover.words.array[word] = 7;
    successors.attempt(0, 0);
    successors.takeBack();
    equal([identity.nextLow, identity.nextHigh], before, 'nobody has told of it');
    successors.learn({ varied: [word], seen: [] });
    successors.attempt(0, 0);
    successors.takeBack();
    not.equal([identity.nextLow, identity.nextHigh], before);
  });
});
