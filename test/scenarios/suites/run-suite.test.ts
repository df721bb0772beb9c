/**
 * A suite has the same result whoever takes its samples, in whatever order, at once or after an
 * interruption.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mechanismsSuite } from '../../../scenarios/suites/mechanisms.ts';
import { runSuite } from '../../../scenarios/suites/run-suite.ts';
import type { Suite } from '../../../scenarios/suites/suite.ts';
import { equal, ok, rejects, suite } from '../../support/suite.ts';

/** A suite whose samples count how often they are taken; those of odd points scatter. */
function counting(points: number): { readonly suite: Suite; readonly taken: string[] } {
  const taken: string[] = [];
  const values = Array.from({ length: points }, (_none, at) => at);
  return {
    taken,
    suite: {
      name: 'counting',
      about: 'what is counted',
      engines: ['virtual'],
      axes: [{ name: 'at', values }],
      points: values.map((at) => ({ parameters: { at } })),
      units: { value: 'ns' },
      decisive: 'value',
      notes: [],
      sample: ({ at }, seed) => {
        taken.push(`${at} ${seed}`);
        return Promise.resolve({ value: 100 + Number(at) + (Number(at) % 2) * (seed % 3) * 10 });
      },
    },
  };
}

/** Does something with a folder of its own. */
async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

suite('scenarios/suites/run-suite', (test) => {
  test('one and two cores of the host give the same bytes', async () => {
    const points = mechanismsSuite.points.filter((_point, at) => at % 12 === 0);
    const some = { ...mechanismsSuite, points };
    const [alone, both] = await Promise.all(
      [1, 2].map((hostCores) => runSuite(some, { engine: 'virtual', seeds: 2, hostCores })),
    );
    equal(JSON.stringify(both!.result), JSON.stringify(alone!.result));
  });

  test('a point is repeated until it is known well, or a cap is met', async () => {
    const { suite: counted, taken } = counting(2);
    await runSuite(counted, { engine: 'virtual', seeds: 5, hostCores: 1 });
    equal(taken, ['0 1', '0 2', '0 3', '1 1', '1 2', '1 3', '1 4', '1 5']);
  });

  test('an interrupted suite goes on with what is on disk, to the same result', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'samples');
      const { suite: counted, taken } = counting(4);
      const whole = await runSuite(counted, { engine: 'virtual', hostCores: 1 });
      const all = taken.splice(0);
      const controller = new AbortController();
      const cut = await runSuite(
        {
          ...counted,
          sample: (parameters, seed, engine) => {
            if (taken.length === 4) controller.abort();
            return counted.sample(parameters, seed, engine);
          },
        },
        { engine: 'virtual', hostCores: 1, samples: file },
        { signal: controller.signal },
      );
      ok(!cut.isComplete);
      // The last line was cut off by a crash.
      writeFileSync(file, readFileSync(file, 'utf8') + '{"point":"at=1","se');
      const rest = await runSuite(counted, { engine: 'virtual', hostCores: 1, samples: file });
      ok(rest.isComplete);
      equal(JSON.stringify(rest.result), JSON.stringify(whole.result));
      equal(taken, all, 'a sample was taken twice, or not at all');
    }));

  test('samples of another state of the suite are refused', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'samples');
      const { suite: counted } = counting(1);
      const options = { engine: 'virtual', hostCores: 1, samples: file } as const;
      const signal = AbortSignal.abort();
      await runSuite(counted, options, { signal });
      await rejects(runSuite(counting(2).suite, options), /samples of something else/);
    }));
});
