/** The suite of page faults comes near what was published, where nothing was fitted on it. */
import { faultsSuite } from '../../../scenarios/suites/faults.ts';
import { runSuite } from '../../../scenarios/suites/run-suite.ts';
import type { SuitePoint } from '../../../scenarios/result/suite.ts';
import { is, ok, suite } from '../../support/suite.ts';

type Parameters = SuitePoint['parameters'];

/** Points of the suite, measured with one seed. */
async function measured(
  isWanted: (parameters: Parameters) => boolean,
): Promise<readonly SuitePoint[]> {
  const points = faultsSuite.points.filter(({ parameters }) => isWanted(parameters));
  const options = { engine: 'virtual', seeds: 1, hostCores: 1 } as const;
  return (await runSuite({ ...faultsSuite, points }, options)).result.points;
}

/** What was published of a figure, and what the model predicts. */
function beside({ figures, published }: SuitePoint, name: string): readonly [number, number] {
  const [value] = published?.[name] ?? [];
  ok(value !== undefined && value.isFitted !== true, `${name} was published and not fitted`);
  return [value.value, figures[name]!.median];
}

suite('scenarios/suites/faults', (test) => {
  test('P18, P19: efficiency stays within 10 percentage points', async () => {
    const threads = [1, 21, 56];
    const points = await measured(
      (each) =>
        each['profile'] === 'linux-6.14-56cpu' &&
        String(each['design']).startsWith('per-vma') &&
        threads.includes(each['threads'] as number),
    );
    is(points.length, 6);
    for (const point of points) {
      if (point.parameters['threads'] === 1) continue;
      const [published, predicted] = beside(point, 'efficiency');
      ok(Math.abs(predicted - published) < 0.1, `${published} and ${predicted}`);
    }
  });

  test('P21: the share of speculative faults that are given up, within a factor of 1.5', async () => {
    const points = await measured(
      ({ space, design }) => space === 'churned' && design === 'speculative',
    );
    is(points.length, 2);
    for (const point of points) {
      const [published, predicted] = beside(point, 'aborts');
      const factor = Math.max(published / predicted, predicted / published);
      ok(factor < 1.5, `${published} and ${predicted}`);
    }
  });

  test('P22: what one address space costs 192 threads, within a factor of 1.5', async () => {
    const points = await measured(({ profile }) => profile === 'skylake-4-socket');
    const shared = points.find(({ parameters }) => parameters['space'] === 'shared')!;
    const [published, predicted] = beside(shared, 'penalty');
    const factor = Math.max(published / predicted, predicted / published);
    ok(factor < 1.5, `${published} and ${predicted}`);
  });
});
