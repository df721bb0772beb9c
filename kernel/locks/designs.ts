/**
 * Designs: all lock designs of an address space, by name. Invariant: each stands in a file of its
 * own, declares its lock order, and has a broken twin for each of its omissions.
 */

import { invariant } from '../assert.ts';
import type { World } from '../memory/world.ts';
import type { AddressSpaceDesign, AddressSpaceLock, DesignName } from './design.ts';
import { mmapLock } from './mmap-lock.ts';
import { perVmaRefcount } from './per-vma-refcount.ts';
import { perVma } from './per-vma.ts';
import { rangeCache } from './range-cache.ts';
import { rangeLock } from './range-lock.ts';
import { speculative } from './speculative.ts';
import { unlocked } from './unlocked.ts';
import { userDispatchRange } from './user-dispatch-range.ts';

/** All designs, from the RFC's to those that look nothing up. */
export const ADDRESS_SPACE_DESIGNS: readonly AddressSpaceDesign[] = [
  unlocked,
  mmapLock,
  perVma,
  perVmaRefcount,
  rangeCache,
  rangeLock,
  userDispatchRange,
  speculative,
];

/** The names of all designs. */
export const DESIGN_NAMES: readonly DesignName[] = ADDRESS_SPACE_DESIGNS.map(({ name }) => name);

/** The design of this name. */
export function designNamed(name: DesignName): AddressSpaceDesign {
  const found = ADDRESS_SPACE_DESIGNS.find((design) => design.name === name);
  invariant(found !== undefined, `a lock design is named '${name}'`);
  return found;
}

/** Writes a design's words for the table that was just laid out. */
export function bootLocking(world: World, { design }: AddressSpaceLock): void {
  designNamed(design).boot?.(world);
}
