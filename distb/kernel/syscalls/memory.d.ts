/**
 * The calls that edit the address space: mmap, munmap, mprotect. Each edits between the locks that
 * the lock design of the address space takes and releases (kernel/locks/design.ts). Where every
 * reader of the table takes a lock that a writer holds, the edit is one step; where some reader
 * looks without it, each table operation is a step. Invariant: an edit begins and ends under the
 * design's locks.
 *
 * With `owner: kernel-actor` a call instead posts a request to the kernel actor's mailbox and waits
 * for the answer: message-based ownership, to be compared with the locks under the same load.
 */
import { type AddressSpaceDesign, type DesignContext } from '../locks/design.ts';
import { type PagingDesign } from '../paging/shootdown.ts';
import { type Routine } from '../routine.ts';
/** What the memory calls must know of their world. */
export interface MemoryOptions {
    readonly owner: 'threads' | 'kernel-actor';
    readonly design: AddressSpaceDesign;
    readonly context: DesignContext;
    readonly paging: PagingDesign | undefined;
}
/** The routine of mmap, munmap and mprotect: one for all three, told apart by the number. */
export declare function memoryRoutine(options: MemoryOptions): Routine;
/** The kernel actor's routine: takes the lowest posted request, executes it and answers. */
export declare function serveRoutine(options: MemoryOptions): Routine;
