/**
 * Bench locks: what each lock design of the address space lets through on real workers, at several
 * numbers of threads and rates of edits. Every thread issues calls that are checked, and now and
 * then changes the protection of a page of its own, twice, so that its mapping is split and merged.
 * Beside the throughput stand the times that threads waited for locks and held them.
 *
 * The machine drifts more from one second to the next than designs differ. So all designs take
 * turns within each round, in an order that moves on by one from round to round, on the same
 * workers, which have run the code before; a figure is the median of the rounds and has its spread
 * beside it; what is compared is compared within a round.
 */
import { type Bench } from './bench.ts';
/** What the lock designs let through. */
export declare const locksBench: Bench;
