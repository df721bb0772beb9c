/**
 * Property: what must, must not, or can happen, as data. `always` and `finally` speak of states,
 * `never` and `sometimes` of states or events. A `sometimes` guards against a vacuous `always`: a
 * scenario in which nothing happens satisfies every `always`.
 * Tested by: test/actors/world/judge.test.ts
 */
export {};
//# sourceMappingURL=property.js.map