/**
 * Member worker: one searcher of a team, as one long task of the pool.
 */
import { searchAsMember } from './member.js';
/** Searches with the others; returns what this one has seen. */
export default function member(order) {
    return searchAsMember(order);
}
//# sourceMappingURL=member.worker.js.map