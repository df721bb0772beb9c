/**
 * Partitioned searches: several searchers that own the states by what one thread has for itself
 * meet the same states as one, whoever expands what is lent; what they find is told by one; and a
 * searcher that loses a state on its way to the owner, or of what it borrows, is caught.
 */
import { parametersOf } from '../../../../scenarios/catalogue.ts';
import type { CatalogueEntry, Parameters } from '../../../../actors/index.ts';
import {
  mprotectRace,
  mprotectRaceFixed,
  notifyRaceFixed,
  readWriteLockEntry,
  splitReadWriteLock,
} from '../../../../scenarios/litmus/guarded.ts';
import { ask, type Question } from '../../../../workers/engine.ts';
import { explore, type ExploreOptions } from '../../../../workers/explore/search.ts';
import { pack, sharedModelOf } from '../../../../workers/explore/generated/model.ts';
import { PackedFrontier } from '../../../../workers/explore/generated/packed-frontier.ts';
import { PackedSet } from '../../../../workers/explore/generated/packed-set.ts';
import { Mover } from '../../../../workers/explore/mover.ts';
import { equal, is, not, ok, suite } from '../../../support/suite.ts';

const asked = (entry: CatalogueEntry, given: Parameters): Question => {
  const parameters = parametersOf(entry, given);
  return ask(entry.build(parameters), parameters);
};

/** All that a search says but for what it costs. */
async function said(question: Question, options: ExploreOptions, workerCount: number) {
  const parts = { partStateCountMin: 100, wideningMin: 0 };
  const { explore: figures, ...rest } = await explore(
    question,
    { ...options, workerCount },
    {},
    parts,
  );
  const { states, transitions, endStates, depth } = figures!;
  return { ...rest, states, transitions, endStates, depth };
}

/**
 * States that so many searchers meet, one after the other in one thread, where each expands half of
 * another's level; `lost` of each box do not arrive, and `forgotten` of what is lent is expanded by
 * nobody.
 */
function statesOf(question: Question, count: number, { lost = 0, forgotten = 0 } = {}): number {
  const model = sharedModelOf(question, false, new Map(), count)!;
  const { wordCount } = model.plan;
  const first = pack(model, new Mover(question).world);
  const members = Array.from({ length: count }, (_none, index) => {
    const set = new PackedSet();
    const frontier = new PackedFrontier(wordCount);
    const boxes = Array.from({ length: count }, () => new Int32Array(1 << 16));
    const boxAt = new Int32Array(count);
    const refuse = (): never => {
      throw new Error('the model is too small for this test');
    };
    const engine = model.make({
      set,
      frontier,
      pieceLength: frontier.pieceLength,
      exits: new Float64Array(question.compiled.threads.length),
      numberOf: null,
      reached: new Uint8Array(question.compiled.sources.length),
      active: 0,
      struck: () => false,
      rested: () => false,
      full: refuse,
      widen: refuse,
      share: { boxes, boxAt, index, entered: () => false },
    });
    engine.shared.adopt(first);
    return { set, boxes, boxAt, engine, lent: new Int32Array(1 << 16) };
  });
  while (members.some(({ engine }) => engine.waiting > 0)) {
    for (const [lender, { engine, lent }] of members.entries()) {
      engine.shared.level();
      const stateCount = engine.levelRest >> 1;
      engine.shared.lend(lent, stateCount);
      while (engine.levelRest > 0) engine.advance(engine.levelRest);
      const borrower = members[(lender + 1) % count]!.engine;
      borrower.shared.borrow(lent, 0, Math.max(0, stateCount - forgotten));
    }
    for (const [owner, { engine }] of members.entries())
      for (const { boxes, boxAt } of members)
        engine.shared.drain(boxes[owner]!, Math.max(0, boxAt[owner]! - lost * wordCount));
    for (const { boxAt } of members) boxAt.fill(0);
  }
  // The first state is taken over and in no set.
  return members.reduce((sum, { set }) => sum + set.count, 1);
}

const SMALL = { callers: 2, turns: 4 };

suite('workers/explore/generated/partition', (test) => {
  test('however many searchers own them, the states are the same', async () => {
    const question = asked(mprotectRaceFixed, SMALL);
    const { states } = await said(question, {}, 1);
    equal(
      [1, 2, 3, 5].map((count) => statesOf(question, count)),
      [states, states, states, states],
    );
  });

  test('a state that is lost on its way to its owner is missed', () => {
    const question = asked(mprotectRaceFixed, SMALL);
    not.equal(statesOf(question, 2, { lost: 1 }), statesOf(question, 2));
  });

  test('a state that is lent and not borrowed is missed', () => {
    const question = asked(mprotectRaceFixed, SMALL);
    not.equal(statesOf(question, 2, { forgotten: 1 }), statesOf(question, 2));
  });

  for (const [entry, given] of [
    [mprotectRaceFixed, { callers: 2, turns: 6 }],
    [notifyRaceFixed, { words: 3, transactions: 3, attackers: 3, flips: 3 }],
    [readWriteLockEntry, { readers: 2, writers: 2, turns: 3 }],
  ] as const)
    test(`workers prove ${entry.name} as one searcher does`, async () => {
      const question = asked(entry, given);
      for (const options of [{}, { all: true }, { symmetry: true }]) {
        const alone = await said(question, options, 1);
        is(alone.verdict, 'holds');
        ok(alone.states > 400, `${alone.states} states`);
        equal(await said(question, options, 2), alone);
      }
    });

  for (const [entry, given] of [
    [mprotectRace, { callers: 2, turns: 6 }],
    [splitReadWriteLock, { readers: 2, writers: 2, turns: 3 }],
  ] as const)
    test(`what workers find of ${entry.name} is told by one searcher`, async () => {
      const question = asked(entry, given);
      for (const options of [{}, { all: true }]) {
        const alone = await said(question, options, 1);
        is(alone.verdict, 'violated');
        equal(await said(question, options, 2), alone);
      }
    });

  test('a limit of states ends workers before it is passed', async () => {
    const question = asked(mprotectRaceFixed, { callers: 2, turns: 20 });
    const { verdict, states } = await said(question, { stateCountMax: 400_000 }, 2);
    is(verdict, 'interrupted');
    ok(states <= 400_000, `${states} states`);
  });
});
