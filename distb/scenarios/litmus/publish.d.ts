/**
 * Litmus scenarios of the order in which a loader marks and publishes foreign code, under each
 * mechanism besides the memmap mode (see memmap.ts): what stands for the mark differs, a filter, an
 * armed thread, a supervisor's or tracer's list, and so does whether there is an order to keep.
 */
import type { CatalogueEntry } from '../../actors/index.ts';
/** The loader publishes, then installs the filter. */
export declare const publishFilter: CatalogueEntry;
/** The repaired twin: the filter is there, in every thread, before the code is published. */
export declare const publishFilterFixed: CatalogueEntry;
/** The loader arms the module's range before it publishes, and only itself. */
export declare const publishDispatch: CatalogueEntry;
/** The repaired twin: the thread exempts native code from the start; there is no order to keep. */
export declare const publishDispatchFixed: CatalogueEntry;
/** The loader publishes, then tells the supervisor. */
export declare const publishSupervisor: CatalogueEntry;
/** The repaired twin: the supervisor knows first. */
export declare const publishSupervisorFixed: CatalogueEntry;
/** The loader publishes, then tells the tracer. */
export declare const publishTracer: CatalogueEntry;
/** The repaired twin: the tracer knows first. */
export declare const publishTracerFixed: CatalogueEntry;
