/**
 * Published: what others measured, for curves to stand beside. Each number is as it was printed;
 * what is derived says from what. Invariant: nothing here was fitted, and nothing here steers.
 */

/** Page faults of threads that share one address space, per core. */
interface FaultRow {
  readonly threads: number;
  /** Faults per second and core, with per-VMA locks as rwsem and as a reference count. */
  readonly rwsem: number;
  readonly refcount: number;
}

/** pft on x86 with per-VMA locks, before and after they became a reference count. */
export const PUBLISHED_FAULTS = {
  rwsemSource: 'pft, per-VMA lock as rwsem: cover letter of per-VMA lock as refcount, v10 (2025)',
  refcountSource: 'pft, per-VMA lock as refcount: the same letter',
  rows: [
    { threads: 1, rwsem: 507_927, refcount: 506_519 },
    { threads: 4, rwsem: 479_120, refcount: 481_334 },
    { threads: 7, rwsem: 452_880, refcount: 455_846 },
    { threads: 12, rwsem: 347_639, refcount: 352_004 },
    { threads: 21, rwsem: 200_061, refcount: 229_597 },
    { threads: 30, rwsem: 145_251, refcount: 164_203 },
    { threads: 48, rwsem: 106_848, refcount: 120_642 },
    { threads: 56, rwsem: 92_472, refcount: 103_465 },
  ] satisfies readonly FaultRow[],
} as const;
