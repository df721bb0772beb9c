/**
 * Bench guards: the seed's three questions in one table. How many special mappings are there at a
 * time, how often are they made, and what do they cost a program that does nothing wrong? Every
 * policy by every mechanism, over some numbers of targets that call back to back, each with a
 * supervisor that answers at once, beside an innocent writer on the page of the first argument.
 *
 * Times are virtual: the costs of a measured machine, on as many cores as there are threads, so
 * that the same table comes out on every machine and under every load. The mean of mappings is
 * Little's law: guards a second times how long one lives, two mappings each where a guard has a VMA
 * of its own.
 */

import { GUARD_MECHANISMS } from '../../kernel/index.ts';
import { ask, type Outcome, runVirtual, type Supervision } from '../../workers/index.ts';
import { parametersOf } from '../catalogue.ts';
import { guardedCalls, POLICIES } from '../loads/guarded-calls.ts';
import { loadProfile, PROFILE_DEFAULT } from '../profiles/profile-file.ts';
import { countText, nsText } from '../report/number.ts';
import { drawTable, paragraph } from '../report/table.ts';
import type { Bench, Figure } from './bench.ts';

/** Calls of a target in a round. */
const TURNS = 50;
const ROUNDS_DEFAULT = 4;
const TARGETS_DEFAULT = [1, 2, 4, 8];
const CORES = 32;

/** What is measured of one row, by the unit of its figure. */
const COLUMNS = [
  'guards/s',
  'splits/s',
  'mappings peak',
  'mappings mean',
  'ns a call',
  'ns added',
  'calls failed',
  'innocent stalls',
  'ns innocent p99',
  'innocent writes/s',
  'words copied',
] as const;

/** The same in a table, which has the rest below it; a call alone is what the row `none` tells. */
const TITLES: Partial<Record<(typeof COLUMNS)[number], string>> = {
  'guards/s': 'guards',
  'splits/s': 'splits',
  'mappings peak': 'maps',
  'mappings mean': 'mean',
  'ns added': 'added',
  'calls failed': 'failed',
  'innocent stalls': 'stalls',
  'ns innocent p99': 'p99',
  'innocent writes/s': 'writes',
  'words copied': 'copied',
};

/** Guards that the table compares, with the parameters that make them. */
const ROWS: readonly {
  readonly name: string;
  readonly policy: number;
  readonly mechanism: number;
}[] = POLICIES.flatMap((name, policy) => {
  const hasMechanism = ['stall', 'sigbus', 'eperm', 'snapshot'].includes(name);
  return hasMechanism
    ? GUARD_MECHANISMS.map((by, mechanism) => ({ name: `${name} by ${by}`, policy, mechanism }))
    : [{ name, policy, mechanism: 1 }];
});

/** What every guard costs. */
export const guardsBench: Bench = {
  name: 'guards',
  about: 'what a guard of arguments costs, by policy, mechanism and number of targets',
  run: async (supervision, { threads = TARGETS_DEFAULT, rounds = ROUNDS_DEFAULT }) => {
    const figures: Figure[] = [];
    for (const targets of threads) {
      let unguardedNs = 0;
      for (const row of ROWS) {
        if (supervision.signal?.aborted === true) return figures;
        supervision.progress?.(`${row.name}, ${targets} targets`);
        const outcome = await measured(row, targets, rounds, supervision);
        const values = valuesOf(outcome, row.name.endsWith('vma'), targets, unguardedNs);
        if (row.name === 'none') unguardedNs = values['ns a call'];
        for (const unit of COLUMNS)
          figures.push({ name: `${row.name}, ${targets}`, value: values[unit], unit });
      }
    }
    return figures;
  },
  draw: (figures) => {
    const names = [...new Set(figures.map(({ name }) => name))];
    const columns = [
      { title: 'guard' },
      { title: 'n', align: 'right' as const },
      ...Object.values(TITLES).map((title) => ({ title, align: 'right' as const })),
    ];
    const rows = names.map((name) => {
      const [guard = '', targets = ''] = name.split(', ');
      const own = figures.filter((each) => each.name === name);
      const shown = own.filter(({ unit }) => unit in TITLES);
      return [guard, targets, ...shown.map(({ value, unit }) => valueText(value, unit))];
    });
    return [
      ...drawTable(columns, rows),
      '',
      ...paragraph(
        'In virtual time, by the costs of a measured machine; n targets, whose supervisors answer at once; guards, ' +
          'splits and writes of an innocent a second. ' +
          `${figures.length === 0 ? '' : callTimes(figures)}Mappings at most, and the mean by how ` +
          'long a guard lives; marks by page and word stand on all mappings of the frame. Of 1,000 ' +
          'calls: those that failed, what an innocent met that writes another word of the page ' +
          'about every 1 us, and words copied; p99 of its writes. A freeze stops it ' +
          'wherever it is, mostly between two writes.',
      ),
    ];
  },
};

/** How long a call takes that nobody guards, by targets. */
function callTimes(figures: readonly Figure[]): string {
  const calls = figures
    .filter(({ name, unit }) => unit === 'ns a call' && name.startsWith('none, '))
    .map(({ name, value }) => `${nsText(value)} with ${name.slice('none, '.length)}`);
  return `A call without a guard: ${calls.join(', ')}; added is what comes on top. `;
}

type Values = Readonly<Record<(typeof COLUMNS)[number], number>>;

function measured(
  { policy, mechanism }: (typeof ROWS)[number],
  targets: number,
  rounds: number,
  supervision: Supervision,
): Promise<Outcome> {
  const parameters = parametersOf(guardedCalls, {
    policy,
    mechanism,
    targets,
    attackers: 0,
    innocents: 1,
    turns: TURNS,
  });
  const { signal } = supervision;
  return runVirtual(
    ask(guardedCalls.build(parameters), parameters),
    { amount: { rounds }, cores: CORES, profile: loadProfile(PROFILE_DEFAULT) },
    signal === undefined ? {} : { signal },
  );
}

function valuesOf(
  { parallel, observations }: Outcome,
  isByVma: boolean,
  targets: number,
  unguardedNs: number,
): Values {
  const { total, durationMs, rounds, addressSpace, spans } = parallel!;
  const seconds = Math.max(durationMs, 1e-6) / 1e3;
  const calls = Math.max(1, rounds * TURNS * targets);
  const perSecond = total.guardInstalled / seconds;
  const live = perSecond * (spans['guarded']!.meanNs / 1e9);
  const callNs = spans['call']!.p50Ns;
  const failed = observations.reduce((sum, { values, count }) => sum + values[0]! * count, 0);
  return {
    'guards/s': perSecond,
    'splits/s': addressSpace.splits / seconds,
    'mappings peak': addressSpace.mapCountPeak,
    'mappings mean': addressSpace.mapCount + (isByVma ? 2 * live : 0),
    'ns a call': callNs,
    'ns added': unguardedNs === 0 ? 0 : callNs - unguardedNs,
    'calls failed': (1_000 * failed) / calls,
    // Nobody writes but the innocent.
    'innocent stalls': (1_000 * (total.guardStall + total.guardRefused)) / calls,
    'ns innocent p99': spans['innocent']!.p99Ns,
    'innocent writes/s': spans['innocent']!.count / seconds,
    'words copied': (1_000 * total.guardCopy) / calls,
  };
}

function valueText(value: number, unit: string): string {
  if (unit.startsWith('ns ')) return value < 0 ? `-${nsText(-value)}` : nsText(value);
  return unit === 'mappings mean' ? value.toFixed(2) : countText(value);
}
