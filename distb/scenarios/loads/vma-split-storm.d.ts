/**
 * vma-split-storm: threads that put guard pages into one address space until it has no mapping
 * left, at the true limit of 65,530, and take them out again. What `vma-split-budget` shows with
 * three mappings to spare is met here at full size: a guard that is refused has often got one of
 * the two splits that it needed, which stays until the page is guarded and opened again.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** Guards up to the map-count limit. */
export declare const vmaSplitStorm: CatalogueEntry;
