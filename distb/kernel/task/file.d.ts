/**
 * File descriptors: a small table a process, each entry one descriptor word. Files have no content:
 * a word says which file it is, and two words that are equal name the same open file. Only the file
 * of a listener has a life: FILES of its filter counts who holds it, and who drops it last has to
 * release the listener on its way out of the kernel, as task work does (RELEASES).
 *
 * Invariant: FILES is the number of descriptors, running calls (USING) and ADDFD requests that hold
 * the listener.
 * Source: fs/file.c: alloc_fd(), do_dup2(), replace_fd(), fdget(); fs/file_table.c: fput().
 * Deviations: close-on-exec is not modelled; no number is reserved before it has its file.
 * Tested by: test/kernel/notify/listener.test.ts, test/kernel/notify/addfd.test.ts
 */
import type { World } from '../memory/world.ts';
/** What a descriptor word names; 0 is a free entry. */
export declare const FILE_KIND: {
    readonly plain: 1;
    readonly listener: 2;
};
/** The word of a plain file, or of the listener of a filter. */
export declare function fileWord(kind: number, number: number): number;
/** The filter whose listener a descriptor word names, or -1. */
export declare function listenerFilter(file: number): number;
/** First descriptor word of the table that a process uses. */
export declare function fileTable(world: World, process: number): number;
/** The file of a descriptor of the thread, or 0. */
export declare function fileOfDescriptor(world: World, thread: number, descriptor: number): number;
/**
 * Whether the thread alone can change the table that it uses, so that fdget() takes no reference.
 */
export declare function ownsTable(world: World, thread: number): boolean;
/** Takes a reference to a file, unless nobody holds it any more. */
export declare function holdFile(world: World, file: number): boolean;
/** Drops a reference: the thread that drops the last one of a listener has to release it. */
export declare function dropFile(world: World, thread: number, file: number): void;
/** Puts a file, of which the caller holds a reference, at the lowest free descriptor; or EMFILE. */
export declare function installLowest(world: World, thread: number, file: number): number;
/** Puts a file at a descriptor, and closes what was there; -EBADF beyond the limit. */
export declare function installAt(world: World, thread: number, file: number, descriptor: number): number;
/** Takes a file out of the table: what close(2) does before it drops the file. */
export declare function closeDescriptor(world: World, thread: number, descriptor: number): number;
/** Closes the table of a process that has died, unless another one shares it. */
export declare function closeAll(world: World, thread: number): void;
