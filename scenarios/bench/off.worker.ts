/**
 * Off worker: one isolate in which the cost of mechanisms that are off is measured. What the
 * compiler makes of the same code differs by some percent from isolate to isolate, and the class
 * that runs first in one is slower for good; so each measurement has an isolate of its own, and in
 * it a stepper that is not measured goes first.
 */

import { parentPort } from 'node:worker_threads';
import { createSharedWorld, invariant } from '../../kernel/index.ts';
import { ask } from '../../workers/index.ts';
import { loadBareStepper } from './bare-stepper.ts';
import { leastNs } from './bench.ts';
import { Caller, callerScenario } from './caller.ts';
import { UNTOUCHED } from './mechanism.ts';

/** What one isolate has measured, in ns a call. */
export interface OffTimes {
  /** The stepper, all mechanisms built in. */
  readonly builtNs: number;
  /** The stepper without them, twice: what differs between the two is noise. */
  readonly bareNs: number;
  readonly bareAgainNs: number;
}

const CALL_COUNT = 20_000;
const WARM_CALL_COUNT = 200_000;
const ROUND_COUNT = 41;

const port = parentPort;
invariant(port !== null, 'this module is the whole of a worker');
const question = ask(callerScenario(UNTOUCHED));
const bareCaller = async (): Promise<Caller> =>
  new Caller(UNTOUCHED, question, createSharedWorld, await loadBareStepper());
(await bareCaller()).callMany(WARM_CALL_COUNT);
const callers = [new Caller(UNTOUCHED, question), await bareCaller(), await bareCaller()];
const [builtNs, bareNs, bareAgainNs] = leastNs(
  callers.map((caller) => (count) => caller.callMany(count)),
  callers.map(() => CALL_COUNT),
  ROUND_COUNT,
) as [number, number, number];
const times: OffTimes = { builtNs, bareNs, bareAgainNs };
port.postMessage(times);
