/**
 * Litmus scenarios of seccomp filters: which of several stacked filters decides, and what its
 * action does. The expected outcome is computed in the program by the rule of the manual, and the
 * kernel's own evaluation is held against it.
 *
 * Sources: seccomp(2); Documentation/userspace-api/seccomp_filter.rst; kernel/seccomp.c:
 * seccomp_run_filters().
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** All stacks of three filters: the strictest action decides, on a tie the newest filter. */
export declare const precedenceMatrix: CatalogueEntry;
/** Two filters, one of which has a listener: whose USER_NOTIF asks it. */
export declare const precedenceListener: CatalogueEntry;
/** TRACE stops once; then the filters run again on what the registers hold. */
export declare const precedenceTrace: CatalogueEntry;
