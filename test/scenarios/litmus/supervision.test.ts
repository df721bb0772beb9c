/** What is built around supervisors: keepers and watchdogs, the broken ones and their repairs. */
import {
  supervisorRestart,
  supervisorRestartFixed,
  supervisorRestartJournal,
  watchdogLateEffect,
  watchdogLateEffectFixed,
  watchdogRestart,
  watchdogRestartFixed,
} from '../../../scenarios/litmus/supervision.ts';
import { explored, finds, proves } from '../../support/litmus.ts';
import { equal, match, suite } from '../../support/suite.ts';

suite('scenarios/litmus/supervision', (test) => {
  for (const entry of [supervisorRestart, supervisorRestartJournal])
    test(`${entry.name}: a call that the dead supervisor had received waits for ever`, async () => {
      const { verdict, found, waits } = await explored(entry);
      equal([verdict, found], ['violated', 'deadlock']);
      match(waits.join('; '), /target waits for a reply to its notification 1/);
    });

  test('a successor that probes the next id answers every call', async () => {
    await proves(supervisorRestartFixed, ['50 0', '50 1']);
  });

  test('a call that timed out may have happened', async () => {
    await finds(watchdogLateEffect, 'a call that timed out was not made', 69);
  });

  test('who is killed behind its deed is followed by one that does it again', () =>
    finds(watchdogRestart, 'what the call is for is done once', 80));

  test('a deed that is noted with its id in one step is done once, by whoever is alive', () =>
    proves(watchdogRestartFixed, ['50 1 0', '50 1 1']));

  test('a supervisor that hangs is waited for when nobody watches it', async () => {
    const { found, waits } = await explored(watchdogRestartFixed, { watchdog: 0 });
    equal(found, 'deadlock');
    match(waits.join('; '), /target waits for a reply to its notification 1/);
  });

  test('who claims a notification before acting on it is alone with it', async () => {
    await proves(watchdogLateEffectFixed, ['-110 0', '50 1']);
  });
});
