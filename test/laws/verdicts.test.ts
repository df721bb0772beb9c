/**
 * One verdict: whoever searches a scenario, and whatever is left out on the way, says the same of
 * it: what is violated, whether it deadlocks, what is never seen. The naive walk and the plain
 * search are compared with the search in the other order, the reduced one, that of traces,
 * generated code, and generated code under symmetry, over random worlds with locks, atomic steps,
 * system calls, draws and deadlocks; the catalogue is told in test/workers/explore.
 */
import fc from 'fast-check';
import type { Scenario } from '../../actors/index.ts';
import { ask, type Question } from '../../workers/engine.ts';
import { modelOf } from '../../workers/explore/generated/model.ts';
import { Mover } from '../../workers/explore/mover.ts';
import { Footprints } from '../../workers/explore/reduction/footprints.ts';
import { exploreReduced } from '../../workers/explore/reduction/reduced.ts';
import { VISIBLE_COUNT_MAX } from '../../workers/explore/reduction/watched-mover.ts';
import { explore } from '../../workers/explore/search.ts';
import { exploreTraces } from '../../workers/explore/traces/traces.ts';
import type { Outcome } from '../../workers/outcome.ts';
import { effort, isLong } from '../support/effort.ts';
import { randomScenario } from '../support/random-programs.ts';
import { smallWorld } from '../support/small-world.ts';
import { load, store } from '../../scenarios/file/build.ts';
import { equal, ok, rejects, suite } from '../support/suite.ts';
import { scenarioOf, walk } from '../support/walk.ts';

const SEED = 20_261_128;
/** Worlds of each kind. */
const WORLD_COUNT = effort(12, 5_000);
/** States beyond which a world is not compared, and those beyond which the naive walk is spared. */
const STATE_COUNT_MAX = 4_000;
const WALKED_STATE_COUNT_MAX = 1_000;
/** Executions beyond which the traces of a world are not compared. */
const SCHEDULE_COUNT_MAX = 400;

const OPTIONS = { all: true, workerCount: 1 } as const;

/** What must not depend on who searches; which of several deadlocks is shown does. */
function said({ verdict, findings }: Outcome): readonly string[] {
  return [
    verdict,
    ...new Set(
      findings.map(({ kind, message }) => (kind === 'deadlock' ? kind : `${kind} ${message}`)),
    ),
  ].sort();
}

/** The ends of a search: what is observed, however often. */
function ends({ observations }: Outcome): readonly string[] {
  return observations.map(({ values }) => values.join()).sort();
}

/** How many worlds each way to search was compared in, and how many ended badly or well. */
type Tally = Record<string, number>;

function count(tally: Tally, what: string): void {
  tally[what] = (tally[what] ?? 0) + 1;
}

/** A way to search, what it says, and whether it tells all ends. */
type Way = readonly [name: string, outcome: Outcome, tellsEnds: boolean];

/** Compares all ways to search one world; counts those that had something to say. */
async function compare(scenario: Scenario, tally: Tally, ways = otherWays): Promise<void> {
  const question = ask(scenario);
  const plain = await explore(
    question,
    { ...OPTIONS, stateCountMax: STATE_COUNT_MAX },
    {},
    { isGeneric: true },
  );
  if (plain.findings.some(({ kind }) => kind === 'deadline')) return;
  count(tally, 'plain');
  count(tally, plain.verdict);
  if (plain.findings.some(({ kind }) => kind === 'deadlock')) count(tally, 'deadlocked');
  if (plain.findings.some(({ kind }) => kind === 'unseen')) count(tally, 'unseen');
  for (const [way, outcome, tellsEnds] of await ways(question)) {
    if (outcome.findings.some(({ kind }) => kind === 'deadline')) continue;
    count(tally, way);
    equal(said(outcome), said(plain), way);
    if (tellsEnds) equal(ends(outcome), ends(plain), way);
  }
  if (plain.explore!.states > WALKED_STATE_COUNT_MAX) return;
  count(tally, 'naive');
  const naive = walk(scenario, WALKED_STATE_COUNT_MAX);
  equal(naive.states, plain.explore!.states);
  equal([...naive.outcomes].sort(), [...new Set(ends(plain))]);
  const found = (kind: string): string[] =>
    plain.findings.filter((each) => each.kind === kind).map(({ message }) => message);
  equal(naive.deadlocks > 0, found('deadlock').length > 0);
  // The walk lets what was merely observed run on, and so may miss an event; never the reverse.
  for (const name of naive.violated) ok(found('property').includes(name), `naive: ${name}`);
}

/** What the other ways to search say. */
async function otherWays(question: Question): Promise<Way[]> {
  const ways: Way[] = [
    ['depth first', await explore(question, { ...OPTIONS, order: 'depth-first' }), true],
    ['reduced', await exploreReduced(question, OPTIONS), true],
    [
      'traces',
      await exploreTraces(question, { all: true, scheduleCountMax: SCHEDULE_COUNT_MAX }),
      true,
    ],
  ];
  if (modelOf(question, false) === null) return ways;
  ways.push(['generated', await explore(question, OPTIONS), true]);
  if (modelOf(question, true)!.classes.length > 0)
    ways.push(['symmetric', await explore(question, { ...OPTIONS, symmetry: true }), false]);
  return ways;
}

/** What a thread reads depends on when another writes. */
const readBesideWrite = scenarioOf({
  words: { x: 0 },
  threads: {
    reader: { at: 'native', program: [load('x', 'r0')] },
    writer: { at: 'native', program: [store('x', 1)] },
  },
  observe: ['reader.r0'],
});

suite('laws/verdicts', (test) => {
  for (const [what, world, ways, rare] of [
    ['locks, calls and draws', smallWorld, ['reduced', 'traces'], ['deadlocked']],
    [
      'atomic steps and loops',
      randomScenario,
      ['generated', 'symmetric'],
      ['unseen', 'deadlocked'],
    ],
  ] as const)
    test(`worlds of ${what} have one verdict, whoever searches (seed ${SEED})`, async () => {
      const tally: Tally = {};
      await fc.assert(
        fc.asyncProperty(world, (scenario) => compare(scenario, tally)),
        { seed: SEED, numRuns: WORLD_COUNT },
      );
      if (isLong) console.log(`${what}: ${JSON.stringify(tally)}`);
      for (const each of ['plain', 'naive', ...ways, ...(isLong ? rare : [])])
        ok((tally[each] ?? 0) >= Math.ceil(WORLD_COUNT / 50), `${each}: ${JSON.stringify(tally)}`);
    });

  test('a search that says it has read what it has not is caught', async () => {
    const blind = async (question: Question): Promise<Way[]> => {
      const { identityLength } = new Mover(question).world.layout;
      const footprints = new (class extends Footprints {
        override learnReads(): void {}
      })(identityLength + VISIBLE_COUNT_MAX);
      return [['reduced', await exploreReduced(question, OPTIONS, {}, footprints), true]];
    };
    await rejects(compare(readBesideWrite, {}, blind), /reduced/);
  });
});
