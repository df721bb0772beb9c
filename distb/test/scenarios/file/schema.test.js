/**
 * The schema beside the types that it mirrors. That what it accepts is a scenario, the compiler
 * checks; that it accepts every scenario is checked here, by type and by example.
 */
import { catalogue, defaultsOf } from '../../../scenarios/catalogue.js';
import { faultOf } from '../../../scenarios/file/fault.js';
import { scenarioSchema } from '../../../scenarios/file/schema.js';
import { equal, is, ok, suite } from '../../support/suite.js';
// A field of the types that the schema lacks makes one of these lines an error.
const complete = [true, true, true, true, true, true];
suite('scenarios/file/schema', (test) => {
    test('every scenario that ships passes, and so does its JSON', () => {
        ok(complete.every((each) => each));
        for (const entry of catalogue) {
            const scenario = entry.build(defaultsOf(entry));
            for (const value of [scenario, JSON.parse(JSON.stringify(scenario))]) {
                const result = scenarioSchema.safeParse(value);
                if (!result.success)
                    throw faultOf(result.error.issues, value, entry.name);
                equal(result.data, scenario);
            }
        }
    });
    test('every field that is taken away or misspelt from a scenario is missed', () => {
        const [entry] = catalogue;
        ok(entry !== undefined);
        const scenario = entry.build(defaultsOf(entry));
        for (const field of Object.keys(scenario)) {
            const { [field]: value, ...rest } = scenario;
            const misspelt = { ...rest, [`${field}x`]: value };
            is(scenarioSchema.safeParse(misspelt).success, false, field);
        }
    });
});
//# sourceMappingURL=schema.test.js.map