/**
 * fault-scaling: threads that fault on pages of their own, beside one that maps, protects and
 * unmaps, under any lock design of the address space. One lock for all makes strangers wait for
 * each other; what each thread gets through, and how long it waits for locks, is the answer.
 *
 * There is one address space in a world. `shared` says whether the pages of all threads lie in one
 * mapping, which per-VMA locks cannot tell apart, or each thread's in a mapping of its own.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** Page faults of many threads beside an editor. */
export declare const faultScaling: CatalogueEntry;
