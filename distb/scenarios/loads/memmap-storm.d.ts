/**
 * memmap-storm: threads issue system calls from native and foreign code while others mprotect, mmap
 * and munmap that code, over the address space of a real process. What the litmus scenarios show
 * one step at a time is counted here under load: escapes, trapped native calls, stale decisions.
 */
import { type CatalogueEntry, type Parameters, type Scenario } from '../../actors/index.ts';
import { type AddressSpace } from './address-space.ts';
/** Mappings whose code is foreign in the shipped address space. */
export declare const FOREIGN_DEFAULT = "^$|\\.(dll|exe)$";
/** Builds the storm over an address space. */
export declare function stormOver(space: AddressSpace, parameters: Parameters): Scenario;
/** The storm over a maps file instead of the shipped one. */
export declare function stormOverFile(file: string, foreign: string): CatalogueEntry;
/** The load of the main job. */
export declare const memmapStorm: CatalogueEntry;
