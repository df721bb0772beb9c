/**
 * Litmus scenarios of tracing: a tracer holds a thread at the entry of a system call, and another
 * thread puts the whole process into a sandbox meanwhile.
 *
 * Sources: kernel/entry/common.c: syscall_trace_enter(); CVE-2026-89603, "entry: Fix seccomp bypass
 * after ptrace with TSYNC" (in 6.12.110 by the stable changelog; absent from 6.18.44).
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** The kernel before the fix: the flags that were sampled before the stop decide. */
export declare const tsyncPtraceBypass: CatalogueEntry;
/** The flags are read again behind the stop. */
export declare const tsyncPtraceBypassFixed: CatalogueEntry;
