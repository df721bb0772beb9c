/**
 * range-lock: no lock of the whole address space, but of ranges of it. A reader locks its page for
 * reading, a writer what it may edit for writing, neighbours included; two ranges exclude each
 * other if they overlap and one of them writes, and who came first goes first. A reader whose page
 * lies in a hole, and must know what is above it, locks everything instead, and so does a writer
 * that looks for a place.
 *
 * The table itself is one structure: whoever edits it holds its own lock (class `table`) for that
 * edit. Each thread has one range; all ranges lie under one short lock (GUARD, which is innermost
 * and held while nothing is waited for).
 *
 * Lock order: range, table. Its twin `the hold` lets the range go before it reads the flags.
 * Source: D. Bueso, "locking: Introduce range reader/writer lock" (2017); A. Kogan, D. Dice,
 * S. Issa, "Scalable Range Locks for Scalable Address Spaces and Beyond" (EuroSys 2020).
 * Tested by: test/kernel/locks/designs.test.ts
 */
import { type AddressSpaceDesign } from './design.ts';
/** The design. */
export declare const rangeLock: AddressSpaceDesign;
