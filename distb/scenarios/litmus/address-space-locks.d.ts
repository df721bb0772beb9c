/**
 * Litmus scenarios of the lock designs of an address space: the entry check against threads that
 * unmap, map and mark, under every design; the convoy behind a queued writer; the reuse of a VMA
 * record. Each sound design is proved free of stale decisions and of freed records where the
 * unlocked one shows both, and each broken twin is caught.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** The entry check under each lock design, against threads that edit. */
export declare const nosyscallCheckDesigns: CatalogueEntry;
/** R38 without the second look. */
export declare const vmaReuse: CatalogueEntry;
/** R38 with it. */
export declare const vmaReuseFixed: CatalogueEntry;
/** R37 under the mmap lock. */
export declare const mmapLockConvoy: CatalogueEntry;
/** R37 under per-VMA locks: who only reads another VMA does not wait. */
export declare const mmapLockConvoyFixed: CatalogueEntry;
