/** Each call of a caller in company is decided over by the other thread. */
import { ask } from '../../../workers/engine.ts';
import { Caller, callerScenario } from '../../../scenarios/bench/caller.ts';
import { IN_COMPANY } from '../../../scenarios/bench/company.ts';
import { ok, suite } from '../../support/suite.ts';

const CALL_COUNT = 1_000;

suite('scenarios/bench/company', (test) => {
  for (const mechanism of IN_COMPANY)
    test(`two calls of the other thread go with each call, ${mechanism.name}`, () => {
      const caller = new Caller(mechanism, ask(callerScenario(mechanism)));
      caller.callMany(CALL_COUNT);
      const decided = caller.world.counters(1).syscall;
      ok(decided >= caller.calls * 2 - 2, `${decided} for ${caller.calls} calls`);
    });
});
