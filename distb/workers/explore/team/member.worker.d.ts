/**
 * Member worker: one searcher of a team, as one long task of the pool.
 */
import { type MemberOrder, type MemberReport } from './member.ts';
/** Searches with the others; returns what this one has seen. */
export default function member(order: MemberOrder): MemberReport;
