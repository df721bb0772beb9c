/**
 * Scenario: one question about a race, as a value. Memory layout, programs, interposition,
 * properties and the expected answers; nothing in it is a function, so that it can be printed,
 * hashed, shrunk and sent to a worker. A `CatalogueEntry` is a scenario with parameters.
 * Tested by: test/actors/scenario/compile.test.ts
 */
/** The version of the scenario format. */
export const SCENARIO_VERSION = 1;
//# sourceMappingURL=scenario.js.map