/**
 * Engine: what answers a question about a scenario. An engine decides who moves next, what a
 * blocked thread does, how long things take and which random value is drawn; the world and its
 * steps are the same for all. Data flows one way: Scenario -> World -> Engine -> Outcome.
 */
import { createKernel } from '../kernel/index.js';
import { compileMachine, dispatchMachine } from '../actors/dispatch/index.js';
import { compileScenario, } from '../actors/index.js';
/** Compiles a scenario for any engine; throws a `UsageError` where it is wrong. */
export function ask(scenario, parameters = {}) {
    const compiled = compileScenario(scenario);
    return {
        scenario,
        parameters,
        compiled,
        table: compileMachine(dispatchMachine),
        kernel: createKernel(compiled.design),
    };
}
//# sourceMappingURL=engine.js.map