/**
 * The problems in guarded steps: as many states as SPIN, TLC and rumur find with the same steps,
 * counted by the naive engine and by the search, and the shortest schedule of each broken twin.
 */
import type { CatalogueEntry, Parameters } from '../../../actors/index.ts';
import {
  mprotectRace,
  mprotectRaceFixed,
  notifyRace,
  notifyRaceFixed,
  readWriteLockEntry,
  splitReadWriteLock,
} from '../../../scenarios/litmus/guarded.ts';
import { parametersOf } from '../../../scenarios/catalogue.ts';
import { ask } from '../../../workers/engine.ts';
import { explore } from '../../../workers/explore/search.ts';
import { finds, proves } from '../../support/litmus.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';

const lock = (readers: number, writers: number, turns: number) => ({ readers, writers, turns });

/** States of each problem, broken ones searched to their end (pan -c0 -DNOREDUCE). */
const COUNTS: readonly (readonly [CatalogueEntry, Parameters, number])[] = [
  [mprotectRaceFixed, { turns: 1 }, 112],
  [mprotectRaceFixed, { turns: 2 }, 621],
  [mprotectRaceFixed, { turns: 3 }, 1_834],
  [mprotectRaceFixed, { turns: 6 }, 12_757],
  [mprotectRace, { turns: 1 }, 84],
  [mprotectRace, { turns: 2 }, 541],
  [mprotectRace, { turns: 3 }, 1_696],
  [notifyRaceFixed, { transactions: 1, attackers: 1 }, 24],
  [notifyRaceFixed, {}, 129],
  [notifyRace, {}, 313],
  [readWriteLockEntry, lock(2, 1, 1), 87],
  [splitReadWriteLock, lock(2, 1, 1), 216],
  [readWriteLockEntry, lock(2, 2, 1), 297],
  [splitReadWriteLock, lock(2, 2, 1), 972],
  [readWriteLockEntry, lock(3, 2, 1), 1_269],
  [splitReadWriteLock, lock(3, 2, 1), 5_832],
  [readWriteLockEntry, lock(2, 2, 2), 2_565],
  [splitReadWriteLock, lock(2, 2, 2), 10_285],
  [readWriteLockEntry, lock(3, 2, 2), 19_845],
];

suite('scenarios/litmus/guarded', (test) => {
  for (const [entry, parameters, states] of COUNTS)
    test(`${entry.name} ${JSON.stringify(parameters)} has ${states} states`, async () => {
      const scenario = entry.build(parametersOf(entry, parameters));
      const { explore: figures } = await explore(ask(scenario), { all: true });
      is(figures!.states, states);
      if (states < 3_000) is(walk(scenario).states, states);
    });

  test('the repaired twins are proved, and their threads come to an end', async () => {
    await proves(mprotectRaceFixed, ['1 1']);
    await proves(notifyRaceFixed, ['']);
    await proves(readWriteLockEntry, ['']);
  });

  test('the broken twins fail, and by schedules that are shortest', async () => {
    await finds(mprotectRace, 'an expectation fails', 8);
    await finds(notifyRace, 'an expectation fails', 10);
    await finds(splitReadWriteLock, 'an expectation fails', 6);
  });

  test('a condition that is looked at in a step of its own is told from one that is not', () => {
    const states = [readWriteLockEntry, splitReadWriteLock].map(
      (entry) => walk(entry.build(lock(2, 1, 1))).violated.size,
    );
    equal(states, [0, 1]);
  });
});
