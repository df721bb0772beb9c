/**
 * Virtual time repeats: the same scenario, seed, cores and profile give the same outcome, byte for
 * byte. Another seed gives another run, or the law would say nothing.
 */
import { type CatalogueEntry, type Parameters } from '../../actors/index.ts';
import { ask } from '../../workers/engine.ts';
import { runVirtual } from '../../workers/virtual/engine.ts';
import { catalogue, parametersOf } from '../../scenarios/catalogue.ts';
import { loadProfile, PROFILE_DEFAULT } from '../../scenarios/profiles/profile-file.ts';
import { ok, suite } from '../support/suite.ts';

const profile = loadProfile(PROFILE_DEFAULT);

/** What repeats: loads for a time, and small scenarios for rounds. */
const REPEATED: Readonly<Record<string, Parameters>> = {
  'memmap-storm': {},
  'fault-scaling': { threads: 12, design: 3 },
  'notif-state-machine': {},
  'shared-alias': {},
  'mmap-lock-convoy': {},
};

async function textOf(entry: CatalogueEntry, set: Parameters, seed: number): Promise<string> {
  const parameters = parametersOf(entry, set);
  const amount = entry.kind === 'load' ? { durationMs: 2 } : { rounds: 20 };
  const asked = ask(entry.build(parameters), parameters);
  return JSON.stringify(await runVirtual(asked, { amount, cores: 4, profile, seed }));
}

suite('laws/virtual-repeats', (test) => {
  for (const [name, set] of Object.entries(REPEATED))
    test(`${name} is the same run with the same seed, and another with another`, async () => {
      const entry = catalogue.find((each) => each.name === name)!;
      const first = await textOf(entry, set, 1);
      ok(first === (await textOf(entry, set, 1)), 'the same seed gives another outcome');
      ok(first !== (await textOf(entry, set, 2)), 'another seed gives the same outcome');
    });
});
