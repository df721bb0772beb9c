/**
 * What a real kernel did, guard by guard and route by route: the ground truth that the matrix is
 * held to. Two runs of 1,500 trials a cell of openat(2) under USER_NOTIF with a delay of 50 us, the
 * attacker on a CPU of its own, on Linux 6.18.44 (x86-64, KVM guest with 2 vCPUs, AMD Zen 4),
 * measured for this project with C programs of its own.
 *
 * `bypassed` of `approved`: calls that opened the forbidden file. `neither`: calls that found
 * another content (ENOENT). `failed` of `operations`: what the attacker tried. First run, second
 * run. Control cells of `dontneed` show few bypasses, as the page is empty for most of the time.
 */

import type { MatrixRoute } from './cell.ts';

/** Counts of the two runs. */
type Runs = readonly [number, number];

/** What was counted in one cell. */
export interface MeasuredCell {
  readonly bypassed: Runs;
  readonly approved: Runs;
  readonly neither: Runs;
  readonly operations: Runs;
  readonly failed: Runs;
}

const NONE: Runs = [0, 0];

function counted(
  bypassed: Runs,
  approved: Runs,
  neither: Runs,
  operations: Runs,
  failed: Runs = NONE,
): MeasuredCell {
  return { bypassed, approved, neither, operations, failed };
}

/** The cells by guard and route. */
export const MEASURED: Readonly<Record<string, Readonly<Record<MatrixRoute, MeasuredCell>>>> = {
  none: {
    store: counted([418, 376], [774, 747], NONE, [1_837_449, 1_982_424]),
    alias: counted([364, 384], [732, 764], NONE, [1_787_848, 2_181_163]),
    mremap: counted([347, 852], [912, 1_169], NONE, [3_157, 3_166]),
    mmapfixed: counted([362, 382], [800, 740], NONE, [19_735, 10_066]),
    procmem: counted([374, 422], [737, 747], NONE, [36_689, 35_540]),
    pvwritev: counted([395, 352], [736, 759], NONE, [42_304, 45_630]),
    readinto: counted([359, 477], [762, 754], NONE, [73_172, 70_513]),
    dontneed: counted([0, 6], [111, 115], [108, 106], [4_458, 3_729]),
    mprotect_rw: counted([372, 352], [729, 706], NONE, [146_346, 108_084]),
  },
  uffdwp: {
    store: counted(NONE, [1_230, 865], NONE, [190_107, 352_061]),
    alias: counted([366, 359], [746, 737], NONE, [2_144_863, 2_200_882]),
    mremap: counted([145, 338], [562, 651], NONE, [3_607, 3_211]),
    mmapfixed: counted([406, 361], [750, 789], NONE, [11_972, 13_795]),
    procmem: counted(NONE, [743, 732], NONE, [48_084, 42_713], [27_726, 24_038]),
    pvwritev: counted(NONE, [748, 699], NONE, [5_357, 6_720]),
    readinto: counted(NONE, [422, 1_086], NONE, [5_658, 9_485]),
    dontneed: counted([9, 8], [297, 139], [284, 126], [5_634, 3_961]),
    mprotect_rw: counted(NONE, [898, 1_070], NONE, [25_113, 19_287]),
  },
  mprotect: {
    store: counted(NONE, [890, 948], NONE, [428_611, 408_289]),
    alias: counted([359, 382], [739, 739], NONE, [2_776_328, 2_668_060]),
    mremap: counted([54, 329], [322, 562], NONE, [3_535, 3_506]),
    mmapfixed: counted([450, 263], [669, 545], NONE, [16_326, 13_726]),
    procmem: counted([447, 366], [744, 704], NONE, [32_587, 33_697]),
    pvwritev: counted(NONE, [695, 694], NONE, [40_022, 43_165], [28_342, 30_139]),
    readinto: counted(NONE, [758, 748], NONE, [50_063, 48_975], [19_122, 19_139]),
    dontneed: counted(NONE, [201, 193], [200, 193], [2_022, 2_605]),
    mprotect_rw: counted([381, 342], [757, 736], NONE, [145_834, 155_491]),
  },
  addfd: {
    store: counted(NONE, [761, 745], NONE, [1_987_826, 2_275_396]),
    alias: counted(NONE, [720, 743], NONE, [2_049_074, 2_209_049]),
    mremap: counted(NONE, [825, 776], NONE, [3_172, 3_212]),
    mmapfixed: counted(NONE, [769, 725], NONE, [20_327, 17_869]),
    procmem: counted(NONE, [742, 787], NONE, [41_300, 51_169]),
    pvwritev: counted(NONE, [766, 738], NONE, [54_133, 51_821]),
    readinto: counted(NONE, [740, 787], NONE, [73_386, 73_991]),
    dontneed: counted(NONE, [154, 129], NONE, [5_280, 4_334]),
    mprotect_rw: counted(NONE, [778, 752], NONE, [171_804, 135_077]),
  },
  trace: {
    store: counted(NONE, [734, 722], NONE, [2_364_677, 2_000_870]),
    alias: counted(NONE, [754, 734], NONE, [2_362_176, 2_053_446]),
    mremap: counted(NONE, [816, 697], NONE, [5_292, 4_888]),
    mmapfixed: counted(NONE, [695, 775], NONE, [27_881, 25_065]),
    procmem: counted(NONE, [749, 736], NONE, [52_905, 50_110]),
    pvwritev: counted(NONE, [740, 768], NONE, [55_511, 57_623]),
    readinto: counted(NONE, [731, 768], NONE, [71_983, 80_515]),
    dontneed: counted(NONE, [220, 259], NONE, [9_266, 11_110]),
    mprotect_rw: counted(NONE, [759, 734], NONE, [162_295, 156_880]),
  },
};
