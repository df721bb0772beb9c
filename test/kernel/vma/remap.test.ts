/** mremap: laws as lists, and long histories of all calls against an array of pages. */
import * as fc from 'fast-check';
import {
  ACCESS,
  accessPage,
  brk,
  ERRNO,
  listText,
  mapCount,
  MAP,
  mmap,
  MORE,
  mprotect,
  MREMAP,
  mremap,
  mremapNext,
  mremapTarget,
  mseal,
  munmap,
  PAGE_COUNT_MAX,
  PROT,
  recordAt,
  tableFault,
  tableSequence,
  vmaEnd,
  vmaFile,
  vmaFlags,
  vmaShift,
  vmaStart,
  type World,
} from '../../../kernel/index.ts';
import { createAddressSpace, cursorOf, STRIP_PAGE } from '../../support/address-space.ts';
import { NaiveSpace } from '../../support/naive-space.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const { MAYMOVE, FIXED, DONTUNMAP } = MREMAP;
const RW = PROT.READ | PROT.WRITE;
const MAP_FIXED = MAP.PRIVATE | MAP.ANONYMOUS | MAP.FIXED;

/** Moves pages of a list, counted from its first page; the result likewise. */
function remap(world: World, page: number, old: number, wanted: number, flags = 0, to = 0): number {
  const at = STRIP_PAGE + page;
  const target = flags & (FIXED | DONTUNMAP) ? STRIP_PAGE + to : 0;
  const result = mremap(world, cursorOf(world), at, old, wanted, flags, target);
  is(world.words.get(cursorOf(world)), 0);
  is(tableFault(world), undefined);
  return result < 0 ? result : result - STRIP_PAGE;
}

type Move = readonly [page: number, old: number, wanted: number, flags?: number, to?: number];

/** Draws, moves, and compares the list and the last result. */
function after(draw: string, moves: readonly Move[], expected: string, result?: number): void {
  const world = createAddressSpace({ draw });
  let last = 0;
  for (const move of moves) last = remap(world, ...move);
  is(listText(world, STRIP_PAGE, STRIP_PAGE + 100, true), expected);
  if (result !== undefined) is(last, result);
}

suite('kernel/vma/remap: laws', (test) => {
  test('shrinking unmaps the tail, across VMAs and holes', () => {
    after('0-4:rw-+a', [[0, 4, 1]], '0-1:rw-+a', 0);
    after('0-4:rw-+a', [[1, 2, 1]], '0-2:rw-+a 3-4:rw-+a', 1);
    after('0-2:rw-+a 3-5:r-- 6-9:r-x', [[0, 8, 1]], '0-1:rw-+a 8-9:r-x', 0);
  });

  test('the same size is no change, even over a hole', () => {
    after('0-2:rw-+a 3-5:r--', [[0, 5, 5]], '0-2:rw-+a 3-5:r--', 0);
  });

  test('growing takes the room behind and joins what follows', () => {
    after('0-2:rw-+a', [[0, 2, 5]], '0-5:rw-+a', 0);
    after('0-2:rw-+a', [[1, 1, 3]], '0-4:rw-+a', 1);
    after('0-2:rw-+a#1 4-6:rw-+a', [[0, 2, 4]], '0-6:rw-+a#1', 0);
    after('0-2:rw-+a 4-6:rw-+a#2', [[0, 2, 4]], '0-6:rw-+a#2', 0);
    after('0-2:rw-+a#1 4-6:rw-+a#2', [[0, 2, 4]], '0-4:rw-+a#1 4-6:rw-+a#2', 0);
  });

  test('without room it moves where mmap would put it, or is refused', () => {
    const { ENOMEM } = ERRNO;
    after('0-2:rw-+a 3-5:r--', [[0, 2, 4]], '0-2:rw-+a 3-5:r--', -ENOMEM);
    after('0-4:rw-+a', [[0, 2, 3]], '0-4:rw-+a', -ENOMEM);
    const world = createAddressSpace({ draw: 'WW.RR' });
    is(remap(world, 0, 2, 4, MAYMOVE), 1_996 - STRIP_PAGE);
    is(listText(world, 0, 2_000), '103-105:r-- 1996-2000:rw-+a');
    is(remap(world, 3, 2, 1_900, MAYMOVE), -ENOMEM);
  });

  test('a fixed move replaces what is there and leaves a hole', () => {
    after('0-2:rw-+a 5-9:r--', [[0, 2, 2, MAYMOVE | FIXED, 6]], '5-6:r-- 6-8:rw-+a 8-9:r--', 6);
    after('0-4:rw-+a', [[1, 2, 3, MAYMOVE | FIXED, 8]], '0-1:rw-+a 3-4:rw-+a 8-11:rw-+a', 8);
    after('0-4:rw-+a', [[0, 4, 1, MAYMOVE | FIXED, 8]], '8-9:rw-+a', 8);
  });

  test('a fixed move of equal size takes all VMAs of the range along, with their holes', () => {
    const move: Move = [0, 9, 9, MAYMOVE | FIXED, 20];
    after('0-2:rw-+a 3-5:r-- 7-12:r-x', [move], '9-12:r-x 20-22:rw-+a 23-25:r-- 27-29:r-x', 20);
    after('1-2:rw-+a', [[0, 2, 2, MAYMOVE | FIXED, 20]], '1-2:rw-+a', -ERRNO.EFAULT);
    after(
      '0-2:rw-+a 2-4:r--',
      [[0, 4, 5, MAYMOVE | FIXED, 20]],
      '0-2:rw-+a 2-4:r--',
      -ERRNO.EFAULT,
    );
  });

  test('what nobody wrote to merges at its new place; what was written to keeps its offset', () => {
    const move: Move = [0, 2, 2, MAYMOVE | FIXED, 8];
    after('0-2:rw-+a 6-8:rw-+a', [move], '6-10:rw-+a');
    after('0-2:rw-+a 6-8:rw-+a#4', [move], '6-10:rw-+a#4');
    after('0-2:rw-+a#4 6-8:rw-+a', [move], '6-8:rw-+a 8-10:rw-+a#4');
    after('0-4:rw-+a#4', [move, [8, 2, 2, MAYMOVE | FIXED, 0]], '0-4:rw-+a#4');
    // Neighbours that move by as much join again.
    after('0-4:rw-+a#4', [move, [2, 2, 2, MAYMOVE | FIXED, 10]], '8-12:rw-+a#4');
  });

  test('DONTUNMAP leaves the old VMA, as if nobody had written to it if all of it moved', () => {
    const keep = MAYMOVE | FIXED | DONTUNMAP;
    after('0-2:rw-+a#4', [[0, 2, 2, keep, 8]], '0-2:rw-+a 8-10:rw-+a#4', 8);
    after('0-4:rw-+a#4', [[0, 2, 2, keep, 8]], '0-4:rw-+a#4 8-10:rw-+a#4', 8);
    after('0-2:rw-+a', [[0, 2, 2, keep, 2]], '0-4:rw-+a', 2);
    after('0-2:rw-+a#4', [[0, 2, 2, MAYMOVE | DONTUNMAP, 8]], '0-2:rw-+a 8-10:rw-+a#4', 8);
  });

  test('an anon_vma that a VMA lost and one that it gets later are two', () => {
    const world = createAddressSpace({ draw: 'WW' });
    accessPage(world, STRIP_PAGE, ACCESS.WRITE);
    remap(world, 0, 2, 2, MAYMOVE | FIXED | DONTUNMAP, 8);
    accessPage(world, STRIP_PAGE, ACCESS.WRITE);
    munmap(world, cursorOf(world), STRIP_PAGE + 1, 1);
    remap(world, 9, 1, 1, MAYMOVE | FIXED, 1);
    equal(listText(world, STRIP_PAGE, STRIP_PAGE + 2), '0-1:rw-+a 1-2:rw-+a');
  });

  test('arguments are refused before anything is looked at', () => {
    const refused = (move: Move, errno: number) => {
      after('0-4:rw-+a', [move], '0-4:rw-+a', -errno);
    };
    refused([0, 4, 0], ERRNO.EINVAL);
    refused([0, 4, 4, 8], ERRNO.EINVAL);
    refused([0, 4, 4, FIXED, 8], ERRNO.EINVAL);
    refused([0, 2, 2, MAYMOVE | FIXED, 1], ERRNO.EINVAL);
    refused([0, 4, 4, DONTUNMAP, 8], ERRNO.EINVAL);
    refused([0, 4, 2, MAYMOVE | DONTUNMAP, 8], ERRNO.EINVAL);
    refused([0, 2, 2, MAYMOVE | FIXED, PAGE_COUNT_MAX], ERRNO.EINVAL);
    refused([0, 0, 2, MAYMOVE], ERRNO.EINVAL);
    refused([4, 2, 1], ERRNO.EFAULT);
    refused([0, 5, 9, MAYMOVE], ERRNO.EFAULT);
  });

  test('no pages of a shared mapping are another mapping of the same', () => {
    const draw = '0-2:rw-+s@4';
    after(draw, [[0, 0, 2, MAYMOVE | FIXED, 8]], '0-2:rw-+s@4 8-10:rw-+s@4', 8);
    after(draw, [[0, 0, 2]], draw, -ERRNO.ENOMEM);
  });

  test('sealed memory neither moves nor is replaced', () => {
    const world = createAddressSpace({ draw: 'WW..RR' });
    mseal(world, STRIP_PAGE, 2);
    const before = world.snapshot();
    const moves: Move[] = [
      [0, 2, 1],
      [0, 2, 2],
      [0, 2, 2, MAYMOVE | FIXED, 8],
      [4, 2, 2, MAYMOVE | FIXED, 0],
    ];
    for (const move of moves) is(remap(world, ...move), -ERRNO.EPERM);
    equal(world.snapshot(), before);
  });

  test('a move needs headroom below the map-count limit, in place it needs none', () => {
    const draw = 'W.R..E.......';
    const at = (room: number, move: Move) =>
      remap(createAddressSpace({ draw, mapCountLimit: 3 + room }), ...move);
    is(at(5, [0, 1, 1, MAYMOVE | FIXED, 8]), -ERRNO.ENOMEM);
    is(at(6, [0, 1, 1, MAYMOVE | FIXED, 8]), 8);
    is(at(3, [0, 1, 3, MAYMOVE]), -ERRNO.ENOMEM);
    ok(at(4, [0, 1, 3, MAYMOVE]) > 0);
    is(at(0, [0, 1, 2]), 0);
  });
});

suite('kernel/vma/remap: long histories', (test) => {
  const LENGTH = 40;
  const HEAP = 20;
  const SEED = 20_200_605;
  const operation = fc.record({
    kind: fc.constantFrom('mmap', 'munmap', 'mprotect', 'write', 'mremap', 'mremap', 'brk'),
    page: fc.nat(LENGTH - 1),
    count: fc.integer({ min: 1, max: 8 }),
    wanted: fc.integer({ min: 0, max: 8 }),
    isResized: fc.boolean(),
    to: fc.nat(LENGTH - 1),
    prot: fc.constantFrom(1, 3, 3, 5),
    how: fc.constantFrom(0, MAYMOVE, MAYMOVE | FIXED, MAYMOVE | FIXED, MAYMOVE | DONTUNMAP, 7, 2),
    flags: fc.constantFrom(MAP.FIXED, MAP.FIXED_NOREPLACE, MAP.FIXED | MAP.NORESERVE, 0),
    file: fc.constantFrom(0, 0, 0, 3),
  });
  const histories = fc.array(operation, { minLength: 1, maxLength: 60 });

  const runsOf = (world: World) =>
    Array.from({ length: mapCount(world) }, (_, position) => {
      const record = recordAt(world, position);
      const attributes = `${vmaFlags(world, record)}@${vmaFile(world, record)}`;
      return `${vmaStart(world, record)}-${vmaEnd(world, record)}:${attributes}`;
    });

  for (const mapCountLimit of [200, 9])
    test(`all calls are those of an array of pages, limit ${mapCountLimit} (seed ${SEED})`, () => {
      fc.assert(
        fc.property(histories, (history) => {
          const world = createAddressSpace({
            mapCountLimit,
            placeFloor: 1,
            placeCeiling: LENGTH,
            heap: { page: HEAP, pages: 0 },
          });
          const cursor = cursorOf(world);
          const naive = new NaiveSpace(LENGTH, mapCountLimit, HEAP);
          for (const each of history) {
            const { kind, page, prot, flags, file, how } = each;
            const count = Math.min(each.count, LENGTH - page);
            const wanted = each.isResized ? each.wanted : count;
            // The array of pages ends where placement does; the simulated address space does not.
            const to = Math.min(each.to, LENGTH - Math.max(wanted, 1));
            const isSmall = page + wanted <= LENGTH;
            const type = MAP.PRIVATE | (file === 0 ? MAP.ANONYMOUS : 0) | flags;
            if (kind === 'mmap') {
              const result = mmap(world, cursor, page, count, prot, type, file);
              is(result, naive.mmap(page, count, prot, flags, file));
            } else if (kind === 'munmap')
              is(munmap(world, cursor, page, count), naive.munmap(page, count));
            else if (kind === 'mprotect')
              is(mprotect(world, cursor, page, count, prot), naive.mprotect(page, count, prot));
            else if (kind === 'write')
              is(accessPage(world, page, ACCESS.WRITE), naive.access(page, true));
            else if (kind === 'brk') {
              if (page < LENGTH - 1) is(brk(world, page), naive.brk(page));
            } else if (isSmall) {
              const target = mremapTarget(world, page, count, wanted, how, to);
              const next = () => mremapNext(world, cursor, page, count, wanted, how, to);
              const expected = naive.mremap(page, count, wanted, how, to);
              let result = MORE;
              while (result === MORE) {
                const sequence = tableSequence(world);
                result = next();
                ok(tableSequence(world) - sequence <= 2, 'a step makes one edit at most');
                is(tableFault(world), undefined);
              }
              is(result, expected);
              if (result >= 0) is(result, target);
            }
            equal(
              runsOf(world),
              naive.list((start, end, bits, of) => `${start}-${end}:${bits}@${of}`),
            );
            is(world.words.get(cursor), 0);
          }
        }),
        { seed: SEED, numRuns: 1_500 },
      );
    });

  test('the array of pages notices a move that forgets the offset, a broken twin', () => {
    const world = createAddressSpace({ placeFloor: 1, placeCeiling: LENGTH });
    const naive = new NaiveSpace(LENGTH, 200);
    for (const page of [2, 6]) {
      mmap(world, cursorOf(world), page, 2, RW, MAP_FIXED, 0);
      naive.mmap(page, 2, RW, MAP.FIXED, 0);
    }
    accessPage(world, 2, ACCESS.WRITE);
    naive.access(2, true);
    naive.mremap(2, 2, 2, MAYMOVE | FIXED, 8);
    mremap(world, cursorOf(world), 2, 2, 2, MAYMOVE | FIXED, 8);
    const moved = recordAt(world, 1);
    is(vmaShift(world, moved), -6);
    equal(
      naive.list((start, end) => `${start}-${end}`),
      ['6-8', '8-10'],
    );
  });
});
