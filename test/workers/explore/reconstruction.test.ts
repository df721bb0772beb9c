/**
 * What a round on real workers was seen to do is done again by a schedule; and what no schedule
 * does is told as such. Real rounds are samples, so the scenarios are those whose race is lost
 * often.
 */
import type { CatalogueEntry, Parameters } from '../../../actors/index.ts';
import { compileObservations } from '../../../actors/index.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import type { FailedRound, SeenEvent } from '../../../workers/outcome.ts';
import { Mover } from '../../../workers/explore/mover.ts';
import { reconstruct } from '../../../workers/explore/reconstruction.ts';
import { replay } from '../../../workers/explore/replay.ts';
import { explore } from '../../../workers/explore/search.ts';
import { readToken } from '../../../workers/explore/token.ts';
import { Trial } from '../../../workers/explore/trial.ts';
import { isKeptInRounds } from '../../../workers/parallel/journal.ts';
import { run } from '../../../workers/parallel/run.ts';
import { findScenario, parametersOf } from '../../../scenarios/catalogue.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

function asked(name: string, set: Parameters = {}): Question {
  const entry: CatalogueEntry = findScenario(name)!;
  const parameters = parametersOf(entry, set);
  return ask(entry.build(parameters), parameters);
}

/** A round as its threads would have told it, had they made this schedule and run on to the end. */
async function roundOf(question: Question): Promise<FailedRound> {
  const { findings } = await explore(question);
  const schedule = readToken(question, findings[0]!.token!);
  const { ending } = schedule;
  const mover = new Mover(question);
  const events: SeenEvent[][] = Array.from({ length: mover.threadCount }, () => []);
  let order = 0;
  let moving = 0;
  mover.world.journal = {
    record(_thread, event, detail, result) {
      if (isKeptInRounds(event)) events[moving]!.push({ event, detail, result, order: order++ });
    },
  };
  const choices = [...schedule.choices];
  mover.script = () => choices.shift() ?? 0;
  const rest = new Trial(question, 'none').make({ threads: schedule.threads, draws: [] });
  for (const thread of ending === 'deadlock' ? schedule.threads : rest!.threads) {
    moving = thread;
    mover.move(thread, 0);
  }
  const readers = compileObservations(question.scenario.observe, question.compiled);
  return {
    round: 0,
    properties: typeof ending === 'object' ? [ending.property] : [],
    values: ending === 'deadlock' ? null : readers.map((read) => read(mover.world)),
    events,
  };
}

/** The same round, with the numbers across threads turned round. */
function unordered({ events, ...round }: FailedRound): FailedRound {
  return {
    ...round,
    events: events.map((told) => told?.map((each) => ({ ...each, order: -each.order })) ?? null),
  };
}

const DESIGNED = [
  'unlocked-lookup',
  'mark-publish-order',
  'lost-wakeup',
  'lost-reply',
  'tid-reuse',
];

suite('workers/explore/reconstruction', (test) => {
  for (const name of DESIGNED)
    test(`what the threads of ${name} told leads to a schedule that fails so`, async () => {
      const question = asked(name);
      const round = await roundOf(question);
      for (const each of [round, unordered(round)]) {
        const { token, states } = reconstruct(question, each);
        const { finding } = replay(question, token ?? '');
        const [property] = round.properties;
        if (property === undefined) is(finding?.kind, 'deadlock');
        else is(finding?.message, question.scenario.properties[property]?.name);
        ok(states > 0);
      }
      // The numbers are a hint that spares the search its detours.
      const { states, stepCount } = reconstruct(question, round);
      ok(states < 40 * stepCount, `${states} states for ${stepCount} steps`);
    });

  test('a round that no schedule makes is told to be none, and a limit to be a limit', async () => {
    const question = asked('unlocked-lookup');
    const round = await roundOf(question);
    const [first, ...others] = round.events;
    const impossible: readonly FailedRound[] = [
      { ...round, values: round.values!.map((value) => value + 1) },
      { ...round, events: [first!.slice(1), ...others] },
      { ...round, events: [[...first!, first!.at(-1)!], ...others] },
      { ...round, events: [first!.map((each) => ({ ...each, detail: 77 })), ...others] },
    ];
    for (const each of impossible) {
      const { token, isExhausted } = reconstruct(question, each);
      equal({ token, isExhausted }, { token: null, isExhausted: true });
    }
    const { token, isExhausted } = reconstruct(question, round, 5);
    equal({ token, isExhausted }, { token: null, isExhausted: false });
  });

  test('a journal that lost its begin constrains nothing, and the ending still does', async () => {
    const question = asked('mark-publish-order');
    const round = await roundOf(question);
    const { token } = reconstruct(question, { ...round, events: round.events.map(() => null) });
    ok(token !== null);
  });

  for (const [name, set, rounds] of [
    ['mark-publish-order', {}, 400],
    ['guard-replaced', {}, 400],
    ['toctou-window', { delay: 0 }, 500],
    ['notify-toctou', {}, 500],
    ['mmap-lock-convoy', {}, 300],
  ] as const)
    test(`${name}: a failing round on real workers becomes a schedule`, async () => {
      const question = asked(name, set);
      const { parallel } = await run(question, {
        amount: { rounds },
        deadlineMs: 10_000,
        roundDeadlineMs: 500,
      });
      const round = parallel!.failedRound;
      // A race that a busy machine did not lose shows nothing.
      if (round === null) return;
      const { token, isExhausted } = reconstruct(question, round);
      if (token === null && round.properties.length === 0 && isExhausted) return;
      const { finding } = replay(question, token ?? '');
      const [property] = round.properties;
      const names = question.scenario.properties.map(({ name: each }) => each);
      if (property === undefined) is(finding?.kind, 'deadlock');
      else is(finding?.message, names[property] ?? 'an expectation fails');
    });
});
