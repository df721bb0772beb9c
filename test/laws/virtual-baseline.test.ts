/**
 * The baseline of virtual time: some points of every suite, to the last digit. What moves them is
 * seen in a diff; `UPDATE=1 node dist/test/laws/virtual-baseline.test.js` writes them anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { suites } from '../../scenarios/suites/registry.ts';
import { runSuite } from '../../scenarios/suites/run-suite.ts';
import { equal, ok, suite } from '../support/suite.ts';

/** Read and written where the sources stand. */
const FILE = new URL('../../../test/laws/virtual-baseline.json', import.meta.url);
/** One point in so many is kept. */
const STRIDE = 6;

const isUpdate = process.env['UPDATE'] === '1';
const kept = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>;

suite('laws/virtual-baseline', (test) => {
  for (const each of suites)
    test(`${each.name} gives what it gave, to the last digit`, async () => {
      const points = each.points.filter((_point, at) => at % STRIDE === 0);
      const options = { engine: 'virtual', seeds: 1, hostCores: 1 } as const;
      const { result } = await runSuite({ ...each, points }, options);
      const figures = result.points.map(({ parameters, figures: of }) => ({
        ...parameters,
        ...Object.fromEntries(Object.entries(of).map(([name, { median }]) => [name, median])),
      }));
      if (isUpdate) {
        kept[each.name] = figures;
        writeFileSync(FILE, `${JSON.stringify(kept, undefined, 2)}\n`);
      }
      ok(figures.length > 0);
      equal(figures, kept[each.name]);
    });
});
