/**
 * Designs: all lock designs of an address space, by name. Invariant: each stands in a file of its
 * own, declares its lock order, and has a broken twin for each of its omissions.
 */
import type { World } from '../memory/world.ts';
import type { AddressSpaceDesign, AddressSpaceLock, DesignName } from './design.ts';
/** All designs, from the RFC's to those that look nothing up. */
export declare const ADDRESS_SPACE_DESIGNS: readonly AddressSpaceDesign[];
/** The names of all designs. */
export declare const DESIGN_NAMES: readonly DesignName[];
/** The design of this name. */
export declare function designNamed(name: DesignName): AddressSpaceDesign;
/** Writes a design's words for the table that was just laid out. */
export declare function bootLocking(world: World, { design }: AddressSpaceLock): void;
