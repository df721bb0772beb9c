/** Suite worker: takes samples for a suite on one core of the host, one after the other. */

import { invariant } from '../../kernel/index.ts';
import { suites } from './registry.ts';
import type { PointParameters, Sample, SuiteEngine } from './suite.ts';

/** One sample that is to be taken. */
export interface SampleOrder {
  readonly suite: string;
  readonly parameters: PointParameters;
  readonly seed: number;
  readonly engine: SuiteEngine;
}

/** Takes one sample. */
export default function take({
  suite: name,
  parameters,
  seed,
  engine,
}: SampleOrder): Promise<Sample> {
  const suite = suites.find((each) => each.name === name);
  invariant(suite !== undefined, `there is no suite ${name}`);
  return suite.sample(parameters, seed, engine);
}
