/** The critical step against every continuation made one by one. */
import type { Scenario } from '../../../actors/index.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import { criticalStep } from '../../../workers/explore/critical-step.ts';
import type { Ending } from '../../../workers/explore/examination.ts';
import type { Move } from '../../../workers/explore/mover.ts';
import { fewestPreemptions } from '../../../workers/explore/preemption.ts';
import { replaySchedule } from '../../../workers/explore/replay.ts';
import { scheduleOf } from '../../../workers/explore/schedule.ts';
import { lostWakeup } from '../../../scenarios/litmus/locks.ts';
import { boundaryIp } from '../../../scenarios/litmus/memmap.ts';
import { everySchedule } from '../../support/every-schedule.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { chain, lostUpdate, tornRead, unluckyDraw, wrongOrder } from '../../support/races.ts';

const NODES = 100_000;
const FIRST: Ending = { property: 0 };

function failing(question: Question, ending: Ending): readonly Move[] {
  return fewestPreemptions(question, ending, 8, NODES).moves ?? [];
}

/** The first step behind which no continuation passes, by looking at all of them. */
function criticalByHand(question: Question, moves: readonly Move[]): number {
  for (let length = 0; length <= moves.length; length += 1) {
    const runs = everySchedule(question, FIRST, moves.slice(0, length));
    if (runs.every(({ fails }) => fails)) return length;
  }
  return moves.length;
}

const RACES: readonly (readonly [string, Scenario])[] = [
  ['wrong order', wrongOrder],
  ['lost update', lostUpdate],
  ['torn read', tornRead],
  ['unlucky draw', unluckyDraw],
  ['chain', chain(2)],
];

suite('workers/explore/critical-step', (test) => {
  for (const [name, scenario] of RACES) {
    test(`behind the critical step all fails, and before it something passes: ${name}`, () => {
      const question = ask(scenario);
      const moves = failing(question, FIRST);
      is(criticalStep(question, moves, NODES)?.step, criticalByHand(question, moves));
    });

    test(`the passing schedule shares all steps before the critical one: ${name}`, () => {
      const question = ask(scenario);
      const moves = failing(question, FIRST);
      const { step, passing } = criticalStep(question, moves, NODES)!;
      equal(passing?.slice(0, step - 1), moves.slice(0, step - 1));
      const { observations } = replaySchedule(question, scheduleOf(question, 'none', passing!));
      ok(observations.every((value) => value !== undefined));
      const runs = everySchedule(question, FIRST, passing!);
      equal(
        runs.map(({ moves: all, fails }) => [all.length, fails]),
        [[passing!.length, false]],
      );
    });
  }

  test('where the sleeper falls asleep the wake-up is lost', () => {
    const question = ask(lostWakeup.build({ writers: 2, readers: 0, turns: 1 }));
    const moves = failing(question, 'deadlock');
    const { schedule } = replaySchedule(question, scheduleOf(question, 'deadlock', moves));
    const { step } = criticalStep(question, moves, NODES)!;
    ok(schedule[step - 1]?.did.endsWith('(falls asleep)'), schedule[step - 1]?.did);
  });

  test('a scenario that can only fail has no critical step and nothing that passes', () => {
    const question = ask(boundaryIp.build({}));
    equal(criticalStep(question, failing(question, FIRST), NODES), { step: 0, passing: null });
  });

  test('a limit of states leaves the answer open', () => {
    const question = ask(lostWakeup.build({ writers: 3, readers: 0, turns: 2 }));
    is(criticalStep(question, failing(question, 'deadlock'), 3), null);
  });

  test('of a schedule that is not lost yet the last step is not the critical one', () => {
    const question = ask(lostUpdate);
    const moves = failing(question, FIRST).slice(0, 1);
    is(criticalStep(question, moves, NODES)?.step, 2);
  });
});
