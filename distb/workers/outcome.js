/**
 * Outcome: what an engine answers, as plain JSON with a version. `holds` is said by an exhausted
 * search only; what a budget, a deadline or the user ended is `interrupted`; a failed property is
 * `violated`. Every finding carries its cure: the schedule in words and the token that repeats it.
 */
/** The version of the outcome format. */
export const OUTCOME_VERSION = 1;
//# sourceMappingURL=outcome.js.map