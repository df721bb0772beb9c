/**
 * range-cache: each thread keeps the range that its last check found, with the verdict and the
 * serial that the address space had then. A check whose page lies in the range and whose serial is
 * still the address space's decides with one load; any other takes the mmap lock for reading, looks
 * up and fills the cache. A writer raises the serial under the mmap lock before it edits, so who
 * reads the old serial decides before the edit. Page faults take the mmap lock.
 *
 * Lock order: mmap. Its twin `the serial` trusts the range alone.
 * Source: OpenBSD sys/uvm/uvm_map.c uvm_map_inentry(), uvm_map_inentry_recheck() and _fix().
 * Deviations: one serial where OpenBSD has one for each kind of mapping; the verdict is cached.
 * Tested by: test/kernel/locks/designs.test.ts
 */
import { type AddressSpaceDesign } from './design.ts';
/** The design. */
export declare const rangeCache: AddressSpaceDesign;
