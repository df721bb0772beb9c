/**
 * The estimate against what a search finds out: how far off it is, in both orders and for generated
 * code, when a search is a quarter, half and three quarters done; and a twin that knows nothing.
 */
import { catalogue, parametersOf } from '../../../scenarios/catalogue.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import { Estimate, stateCountOf } from '../../../workers/explore/estimate.ts';
import { Mover } from '../../../workers/explore/mover.ts';

import { explore, type ExploreOptions } from '../../../workers/explore/search.ts';
import { isLong } from '../../support/effort.ts';
import { SMALLER } from '../../support/litmus.ts';
import { is, ok, suite } from '../../support/suite.ts';

/** Scenarios of thousands of states, by the stepper and by generated code. */
const NAMES = [
  'lost-reply-fixed',
  'tid-reuse-fixed',
  'tsync-ptrace-bypass-fixed',
  'mprotect-against-syscall-fixed',
  'read-write-lock',
  ...(isLong
    ? [
        'rwsem',
        'addfd-send-interrupted-fixed',
        'go-preempt-livelock-fixed',
        'listener-close-in-recv-fixed',
        'read-after-abandon-fixed',
      ]
    : []),
];

/** How many times too many or too few may be told when so much of a search is done. */
const LIMITS = { 0.25: 3.5, 0.5: 2.8, 0.75: 2.5 } as const;

function questionOf(name: string): Question {
  const entry = catalogue.find((each) => each.name === name)!;
  const parameters = parametersOf(entry, SMALLER[name] ?? {});
  return ask(entry.build(parameters), parameters);
}

const factorOf = (told: number, states: number): number => Math.max(told / states, states / told);

suite('workers/explore/estimate', (test) => {
  for (const order of ['breadth-first', 'depth-first'] as const)
    for (const name of NAMES)
      test(`${name}: it is good for the order of magnitude, ${order}`, async () => {
        const question = questionOf(name);
        const given: ExploreOptions = { order, all: true, workerCount: 1 };
        const { explore: whole } = await explore(question, given);
        is(whole!.stateCountEstimate, null, 'what is exhausted is counted');
        for (const [part, limit] of Object.entries(LIMITS)) {
          const stateCountMax = Math.floor(whole!.states * Number(part));
          const { explore: figures } = await explore(question, { ...given, stateCountMax });
          const factor = factorOf(figures!.stateCountEstimate!, whole!.states);
          ok(factor <= limit, `${factor.toFixed(2)} at ${part}`);
        }
      });

  test('a search that takes all that it meets for known would be caught', () => {
    const knowsAll = new Estimate(new Mover(questionOf('tid-reuse-fixed')), {
      begin: () => {},
      knows: () => true,
    });
    const told = stateCountOf(1_000, knowsAll.look(8), 'breadth-first')!;
    is(told, 1_000);
    ok(factorOf(told, 4_000) > LIMITS[0.25]);
  });

  test('it says nothing where no random schedule met what the search knows', () => {
    const nothing = new Estimate(new Mover(questionOf('tid-reuse-fixed')), {
      begin: () => {},
      knows: () => false,
    });
    is(stateCountOf(1_000, nothing.look(8), 'depth-first'), null);
  });

  test('a team and a partition know what one searcher knows', async () => {
    for (const name of ['tid-reuse-fixed', 'mprotect-against-syscall-fixed']) {
      const question = questionOf(name);
      const { explore: whole } = await explore(question, { workerCount: 1 });
      // The members stop where a clock or a limit says so; what they tell is the same law.
      const { explore: figures } = await explore(
        question,
        { workerCount: 2, stateCountMax: Math.floor(whole!.states / 2) },
        {},
        { teamStateCountMin: 500, partStateCountMin: 100, wideningMin: 0 },
      );
      const told = figures!.stateCountEstimate;
      if (told !== null) ok(factorOf(told, whole!.states) < LIMITS[0.25], `${told}`);
    }
  });
});
