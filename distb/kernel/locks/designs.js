/**
 * Designs: all lock designs of an address space, by name. Invariant: each stands in a file of its
 * own, declares its lock order, and has a broken twin for each of its omissions.
 */
import { invariant } from '../assert.js';
import { mmapLock } from './mmap-lock.js';
import { perVmaRefcount } from './per-vma-refcount.js';
import { perVma } from './per-vma.js';
import { rangeCache } from './range-cache.js';
import { rangeLock } from './range-lock.js';
import { unlocked } from './unlocked.js';
import { userDispatchRange } from './user-dispatch-range.js';
/** All designs, from the RFC's to those that look nothing up. */
export const ADDRESS_SPACE_DESIGNS = [
    unlocked,
    mmapLock,
    perVma,
    perVmaRefcount,
    rangeCache,
    rangeLock,
    userDispatchRange,
];
/** The names of all designs. */
export const DESIGN_NAMES = ADDRESS_SPACE_DESIGNS.map(({ name }) => name);
/** The design of this name. */
export function designNamed(name) {
    const found = ADDRESS_SPACE_DESIGNS.find((design) => design.name === name);
    invariant(found !== undefined, `a lock design is named '${name}'`);
    return found;
}
/** Writes a design's words for the table that was just laid out. */
export function bootLocking(world, { design }) {
    designNamed(design).boot?.(world);
}
//# sourceMappingURL=designs.js.map