/**
 * mmap, munmap and mprotect over the VMA table, as Linux 6.18 does them for private and shared
 * mappings: splits, merges, accounting, the map-count limit, partial effects before an error.
 *
 * Each call comes in two forms. `mmapNext` and its kin make at most one edit that a reader without
 * a lock could notice and say `MORE` until they return the call's result; `mmap` and its kin run to
 * the end. What a call must remember between its edits is one cursor word, zero before and after;
 * everything else is read again from the table. Invariant: between two edits of a call the table is
 * sound, and nothing is lost but what the call itself removes.
 *
 * Preconditions of all calls: the mmap lock is held for writing from the first to the last edit.
 *
 * Sources: Linux mm/mmap.c, mm/vma.c, mm/mprotect.c; measured on 6.18.44, see the oracle in
 * test/conformance. Deviations: MAP_FIXED removes the old range and inserts the new one in two
 * edits, so that readers without a lock see the hole, as they did before Linux 6.12; mappings are
 * never special or huge, and memory never runs out.
 */
import type { World } from '../memory/world.ts';
/**
 * How the mapped file was opened, beside the MAP bits; Linux asks the file (f_mode). Neither: for
 * reading and writing.
 */
export declare const FILE_OPENED: {
    readonly READ_ONLY: 268435456;
    readonly WRITE_ONLY: 536870912;
};
/** What a call says that made an edit and is not at its end: no page and no errno. */
export declare const MORE = -2147483648;
/**
 * VMAs that a table needs room for under a map-count limit. The limit can be passed by one (mmap
 * refuses only above it), and munmap then splits both ends of its range before it removes anything.
 */
export declare function vmaCapacity(mapCountLimit: number): number;
/**
 * Maps `count` pages. `flags` are MAP bits: FIXED replaces what is mapped, FIXED_NOREPLACE refuses
 * to, else `page` is a hint and 0 is none. `file` is the identity of file and offset difference:
 * mappings merge only if it is equal; 0 is anonymous. A shared mapping always has a file (a shared
 * anonymous one has a nameless file of its own). Returns the first page, or a negative errno:
 * EBADF, EINVAL, ENOMEM, EEXIST, EACCES (the file was not opened for that, see `FILE_OPENED`),
 * EPERM (FIXED would replace what is sealed).
 */
export declare function mmap(world: World, cursor: number, page: number, count: number, prot: number, flags: number, file: number): number;
/**
 * Unmaps all of `count` pages that is mapped. Returns 0 or a negative errno, which removes nothing:
 * EINVAL, ENOMEM, EPERM (sealed).
 */
export declare function munmap(world: World, cursor: number, page: number, count: number): number;
/**
 * Replaces the protection of `count` pages, VMA by VMA. Returns 0 or a negative errno, which leaves
 * the VMAs before the obstacle changed: EINVAL, ENOMEM, EACCES (never to be written), EPERM
 * (sealed).
 */
export declare function mprotect(world: World, cursor: number, page: number, count: number, prot: number): number;
/**
 * Seals `count` pages for good: the protection of sealed memory stays, and it stays mapped. Returns
 * 0 or a negative errno: EINVAL, ENOMEM (a hole, and nothing is sealed, or the map-count limit).
 * Compare Linux mm/mseal.c do_mseal().
 */
export declare function mseal(world: World, page: number, count: number): number;
/** The next edit of `mmap`: its result, or `MORE`. The word at `cursor` is 0 before the first. */
export declare function mmapNext(world: World, cursor: number, page: number, count: number, prot: number, flags: number, file: number): number;
/** The next edit of `munmap`: its result, or `MORE`. The table says all; the cursor stays 0. */
export declare function munmapNext(world: World, _cursor: number, page: number, count: number): number;
/**
 * The next edit of `mprotect`: its result, or `MORE`. The word at `cursor` is 0 before the first.
 */
export declare function mprotectNext(world: World, cursor: number, page: number, count: number, prot: number): number;
/** The flags that mmap gives a VMA. Compare Linux mm/mmap.c accountable_mapping(). */
export declare function mappingFlags(prot: number, flags: number): number;
/**
 * Whether two anon_vma identities allow a merge: equal, or one is missing and the other did not
 * come with a fork. Compare Linux mm/vma.c is_mergeable_anon_vma().
 */
export declare function areAnonCompatible(left: number, right: number): boolean;
/**
 * Where mmap maps, in Linux's order of checks (mm/mmap.c do_mmap()), or a negative errno. It edits
 * nothing. Preconditions: the mmap lock is held.
 */
export declare function place(world: World, page: number, count: number, prot: number, flags: number, file: number): number;
