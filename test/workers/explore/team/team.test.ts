/**
 * A team against one searcher: the same states, moves, ends and verdicts, whoever came first; also
 * when the set grows under it, when a bound ends it and when a member fails.
 */
import { ask } from '../../../../workers/engine.ts';
import type { Outcome } from '../../../../workers/outcome.ts';
import { explore, type ExploreOptions } from '../../../../workers/explore/search.ts';
import { catalogue, defaultsOf } from '../../../../scenarios/catalogue.ts';
import { add, loop } from '../../../../scenarios/file/build.ts';
import { equal, is, match, ok, suite } from '../../../support/suite.ts';
import { scenarioOf } from '../../../support/walk.ts';

/** Scenarios of some thousand states: proved, violated, deadlocked, with draws and with tasks. */
const NAMES = ['rwsem', 'unlocked-lookup', 'lost-wakeup', 'mark-publish-order', 'lost-reply'];

function search(name: string, options: ExploreOptions): Promise<Outcome> {
  const entry = catalogue.find((each) => each.name === name)!;
  const parameters = defaultsOf(entry);
  return explore(ask(entry.build(parameters), parameters), options, {}, { teamStateCountMin: 20 });
}

/** All that does not depend on who came first. */
function answer({ explore: figures, verdict, observations, findings, transitions }: Outcome) {
  return {
    states: figures?.states,
    transitions: figures?.transitions,
    endStates: figures?.endStates,
    depth: figures?.depth,
    verdict,
    observations: observations.map(({ values, count }) => `${values.join()} x${count}`).sort(),
    findings: findings
      .map(({ kind, message, schedule }) => `${kind} ${message} ${schedule?.length}`)
      .sort(),
    taken: transitions,
  };
}

suite('workers/explore/team/team', (test) => {
  for (const name of NAMES)
    test(`a team of three searches ${name} as one does`, async () => {
      const alone = await search(name, { all: true, workerCount: 1 });
      const team = await search(name, { all: true, workerCount: 3 });
      equal(answer(team), answer(alone));
    });

  test('the set grows under a team and no state is lost or counted twice', async () => {
    const times = 50;
    const program = (word: string) => [loop(times, add(word, 1))];
    const scenario = scenarioOf({
      words: { x: 0, y: 0, z: 0 },
      threads: {
        a: { at: 'native', program: program('x') },
        b: { at: 'native', program: program('y') },
        c: { at: 'native', program: program('z') },
      },
      observe: ['x', 'y', 'z'],
    });
    // A thread rests before its loop, before each addition and at its end. The first set of two
    // members has room for some 40,000 states.
    const team = await explore(ask(scenario), { workerCount: 2 }, {}, { teamStateCountMin: 20 });
    is(team.explore!.states, (times + 2) ** 3);
    is(team.explore!.transitions, 3 * (times + 1) * (times + 2) ** 2);
    is(team.explore!.endStates, 1);
    equal(team.observations[0]!.values, [times, times, times]);
  });

  test('a team stops at the limit of states and says so', async () => {
    const outcome = await search('precedence-matrix', { workerCount: 2, stateCountMax: 10_000 });
    is(outcome.verdict, 'interrupted');
    match(outcome.findings[0]!.message, /10000 states/);
    ok(outcome.explore!.states >= 10_000);
  });

  test('a team stops at the limit of memory and says so', async () => {
    const outcome = await search('precedence-matrix', { workerCount: 2, byteCountMax: 2 ** 20 });
    is(outcome.verdict, 'interrupted');
    match(outcome.findings[0]!.message, /its limit of 1 MiB of memory/);
  });
});
