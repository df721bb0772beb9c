/** Races whose depth and whose failing schedules can be told by hand, for tests of sampling. */
import type { Scenario } from '../../actors/index.ts';
/** The lost update: two threads add one without a lock. A preemption between load and store. */
export declare const lostUpdate: Scenario;
/** The lost update in other words, where it takes some steps to get there and to go on. */
export declare const longLostUpdate: Scenario;
/** Needs no more than one order: b first. */
export declare const wrongOrder: Scenario;
/** A snapshot of two words that never stood together: needs two preemptions, as b writes twice. */
export declare const tornRead: Scenario;
/** Two locks in opposite orders: a deadlock. */
export declare const crossedLocks: Scenario;
/** A wrong sum that needs the right draw and the right order. */
export declare const unluckyDraw: Scenario;
/**
 * A chain of handshakes, each of which must come about by chance before the next can: thread a
 * meets b's counter at 1, then 2, and so on. Broken once a has met them all.
 */
export declare function chain(length: number): Scenario;
/** Somebody waits until all others are done. */
export declare const waiting: Scenario;
