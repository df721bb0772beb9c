/**
 * mmap, munmap and mprotect: laws as strips, every small table and every call against an array of
 * pages, long random histories, and the same laws for the stepwise form.
 */
import * as fc from 'fast-check';
import {
  accessPage,
  ACCESS,
  contains,
  ERRNO,
  FIGURE,
  guardVmas,
  listText,
  mapCount,
  MAP,
  mmap,
  mmapNext,
  MORE,
  mprotect,
  mprotectNext,
  munmap,
  munmapNext,
  PAGE_COUNT_MAX,
  parseStrip,
  placeVmas,
  PROT,
  PROT_GROWSDOWN,
  PROT_GROWSUP,
  recordAt,
  stripText,
  tableFault,
  tableSequence,
  unguardVmas,
  vmaEnd,
  vmaFile,
  vmaFlags,
  vmaStart,
  type World,
} from '../../../kernel/index.ts';
import { createAddressSpace, cursorOf, STRIP_PAGE } from '../../support/address-space.ts';
import { NaivePages } from '../../support/naive-pages.ts';
import { equal, is, ok, suite, throws } from '../../support/suite.ts';

const ANONYMOUS = MAP.PRIVATE | MAP.ANONYMOUS;
const FIXED = ANONYMOUS | MAP.FIXED;
const NOREPLACE = ANONYMOUS | MAP.FIXED_NOREPLACE;
const RW = PROT.READ | PROT.WRITE;

/** A call on the pages of a strip: counted from its first page. */
type Call = (world: World, cursor: number) => number;
const map =
  (page: number, count: number, prot: number, flags: number = FIXED, file = 0): Call =>
  (world, cursor) =>
    mmap(world, cursor, STRIP_PAGE + page, count, prot, flags, file);
const unmap =
  (page: number, count: number): Call =>
  (world, cursor) =>
    munmap(world, cursor, STRIP_PAGE + page, count);
const protect =
  (page: number, count: number, prot: number): Call =>
  (world, cursor) =>
    mprotect(world, cursor, STRIP_PAGE + page, count, prot);

function show(world: World, length: number): string {
  return stripText(world, STRIP_PAGE, STRIP_PAGE + length);
}

/** Draws, calls, and compares strip and result; a mapped page as result counts as 0. */
function after(before: string, call: Call, expected: string, errno = 0): void {
  const world = createAddressSpace({ draw: before });
  const result = call(world, cursorOf(world));
  is(show(world, expected.replaceAll('|', '').length), expected);
  is(Math.min(result, 0), errno === 0 ? 0 : -errno);
  is(tableFault(world), undefined);
  is(world.words.get(cursorOf(world)), 0);
}

/** The same with lists, which show accounting, files and anon_vmas. */
function afterList(before: string, calls: readonly Call[], expected: string): void {
  const world = createAddressSpace({ draw: before });
  for (const call of calls) call(world, cursorOf(world));
  is(listText(world, STRIP_PAGE, STRIP_PAGE + 100, true), expected);
  is(tableFault(world), undefined);
}

/** Runs a stepwise call to its end and looks at the world after each edit. */
function run(world: World, next: () => number, look: () => void): number {
  for (let edits = 0; edits < 1_000; edits += 1) {
    const sequence = tableSequence(world);
    const result = next();
    ok(tableSequence(world) - sequence <= 2, 'a step makes one edit at most');
    if (result !== MORE) return result;
    is(tableSequence(world) - sequence, 2, 'a step that is not the last makes an edit');
    look();
  }
  throw new Error('the call does not end');
}

suite('kernel/vma/edit: laws', (test) => {
  test('unmapping the middle splits a VMA in two', () => {
    after('WWWW', unmap(1, 2), 'W..W');
  });

  test('unmapping removes all that lies in the range and trims what crosses it', () => {
    after('WWW.RR.XXX', unmap(2, 7), 'WW.......X');
  });

  test('unmapping nothing succeeds', () => {
    after('W..W', unmap(1, 2), 'W..W');
  });

  test('unmapping no pages, or pages behind the last, is EINVAL', () => {
    after('WW', unmap(0, 0), 'WW', ERRNO.EINVAL);
    after('WW', unmap(0, PAGE_COUNT_MAX), 'WW', ERRNO.EINVAL);
  });

  test('a new mapping that fills a gap merges both sides', () => {
    after('WW.WW', map(2, 1, RW), 'WWWWW');
  });

  test('a new mapping merges with one side and not with a different one', () => {
    after('WW.RR', map(2, 1, RW), 'WWWRR');
    after('WW.RR', map(2, 1, PROT.READ), 'WWRRR');
    after('WW.RR', map(2, 1, PROT.EXEC), 'WWERR');
  });

  test('MAP_FIXED replaces what is there', () => {
    after('WWWWWW', map(2, 2, PROT.READ), 'WWRRWW');
    after('WW.RRX', map(1, 4, PROT.NONE), 'WNNNNX');
    after('WWWW', map(1, 2, RW), 'WWWW');
  });

  test('MAP_FIXED_NOREPLACE refuses any overlap and accepts neighbours', () => {
    after('.NNN.', map(0, 5, PROT.NONE, NOREPLACE), '.NNN.', ERRNO.EEXIST);
    after('.NNN.', map(3, 2, PROT.NONE, NOREPLACE), '.NNN.', ERRNO.EEXIST);
    after('.NNN.', map(0, 1, PROT.NONE, NOREPLACE), 'NNNN.');
    after('.NNN.', map(4, 1, PROT.NONE, NOREPLACE), '.NNNN');
  });

  test('a hint is honoured where it is free, else placement decides', () => {
    const world = createAddressSpace({ draw: 'WW', placeFloor: 500, placeCeiling: 600 });
    const at = (page: number, count = 2) =>
      mmap(world, cursorOf(world), page, count, PROT.READ, ANONYMOUS, 0);
    is(at(STRIP_PAGE + 2), STRIP_PAGE + 2);
    is(at(STRIP_PAGE + 1), 598);
    is(at(0), 596);
    is(at(PAGE_COUNT_MAX - 1), 594);
    is(at(0, 101), -ERRNO.ENOMEM);
  });

  test('mmap checks file, length, range and type in this order', () => {
    after('W', map(2, 0, RW, MAP.FIXED), 'W', ERRNO.EBADF);
    after('W', map(2, 0, RW, MAP.ANONYMOUS | MAP.FIXED), 'W', ERRNO.EINVAL);
    after('W', map(PAGE_COUNT_MAX, 1, RW), 'W', ERRNO.ENOMEM);
    after('W', map(2, PAGE_COUNT_MAX + 1, RW, ANONYMOUS), 'W', ERRNO.ENOMEM);
    after('W', map(0, 1, RW, MAP.ANONYMOUS | MAP.FIXED_NOREPLACE), 'W', ERRNO.EEXIST);
    after('W', map(0, 1, RW, MAP.ANONYMOUS | MAP.FIXED), 'W', ERRNO.EINVAL);
    after('W', map(0, 1, RW, FIXED | MAP.SHARED), 'W', ERRNO.EINVAL);
  });

  test('a shared mapping without a file identity is refused as our own mistake', () => {
    const world = createAddressSpace();
    const shared = MAP.SHARED | MAP.ANONYMOUS;
    throws(() => mmap(world, cursorOf(world), 0, 1, RW, shared, 0), /file identity/);
  });

  test('protecting the middle splits in three, an end in two, the whole not at all', () => {
    after('WWWW', protect(1, 2, PROT.READ), 'WRRW');
    after('WWWW', protect(0, 1, PROT.READ), 'RWWW');
    after('WWWW', protect(3, 1, PROT.READ), 'WWWR');
    after('WWWW', protect(0, 4, PROT.READ), 'RRRR');
  });

  test('what becomes equal to a neighbour joins it, partly or wholly, left, right or both', () => {
    after('..RRRRWWW', protect(3, 3, RW), '..RWWWWWW');
    after('RRRWWWW', protect(3, 3, PROT.READ), 'RRRRRRW');
    after('WWWRRRR', protect(3, 4, RW), 'WWWWWWW');
    after('RRRWW', protect(0, 3, RW), 'WWWWW');
    after('WWWRRRRWW', protect(3, 4, RW), 'WWWWWWWWW');
  });

  test('mprotect goes on over many VMAs and leaves equal ones alone', () => {
    after('WRXNW', protect(0, 5, PROT.READ), 'RRRRR');
    after('RR|RR|RR', protect(0, 6, PROT.READ), 'RR|RR|RR');
  });

  test('a hole stops mprotect with ENOMEM, and what came before has changed', () => {
    after('W..W', protect(0, 4, PROT.READ), 'R..W', ERRNO.ENOMEM);
    after('.WW', protect(0, 3, PROT.READ), '.WW', ERRNO.ENOMEM);
    after('WWW..', protect(1, 4, PROT.READ), 'WRR..', ERRNO.ENOMEM);
    after('', protect(0, 1, PROT.READ), '', ERRNO.ENOMEM);
  });

  test('mprotect of no pages succeeds before the protection is looked at', () => {
    after('.', protect(0, 0, 0x10), '.');
    after('W', protect(0, 1, 0x10), 'W', ERRNO.EINVAL);
    after('W', protect(0, 1, PROT.READ | 0x8), 'R');
  });

  test('PROT_GROWSDOWN and PROT_GROWSUP fail, as no VMA grows', () => {
    after('.W', protect(0, 0, PROT_GROWSDOWN | PROT_GROWSUP), '.W', ERRNO.EINVAL);
    after('.W', protect(0, 2, PROT_GROWSDOWN), '.W', ERRNO.EINVAL);
    after('.W', protect(0, 1, PROT_GROWSDOWN), '.W', ERRNO.ENOMEM);
    after('.W', protect(0, 2, PROT_GROWSUP), '.W', ERRNO.ENOMEM);
    after('.W', protect(1, 1, PROT_GROWSUP), '.W', ERRNO.EINVAL);
    after('', protect(1, 1, PROT_GROWSUP), '', ERRNO.ENOMEM);
  });

  test('PROT_NOSYSCALL keeps neighbours apart, and an mprotect without it clears the mark', () => {
    after('XXX', protect(1, 1, PROT.READ | PROT.EXEC | PROT.NOSYSCALL), 'XxX');
    after('xx.XX', map(2, 1, PROT.READ | PROT.EXEC | PROT.NOSYSCALL), 'xxxXX');
    after('XxX', protect(1, 1, PROT.READ | PROT.EXEC), 'XXX');
    after('xx', protect(1, 1, PROT.READ), 'xR');
  });

  test('accounting comes with PROT_WRITE and goes without it unless written to', () => {
    afterList('0-2:r--', [protect(0, 1, RW)], '0-1:rw-+a 1-2:r--');
    afterList('0-2:rw-+a', [protect(0, 1, PROT.READ)], '0-1:r-- 1-2:rw-+a');
    afterList('0-2:rw-+a#1', [protect(0, 1, PROT.READ)], '0-1:r--+a#1 1-2:rw-+a#1');
    afterList('0-2:rw-+a@4', [protect(0, 2, PROT.READ)], '0-2:r--+a@4');
    afterList('0-2:r--+n', [protect(0, 2, RW)], '0-2:rw-+n');
    afterList('0-2:r--+s@4', [protect(0, 2, RW)], '0-2:rw-+s@4');
  });

  test('accounting and reservation keep neighbours apart', () => {
    afterList('0-2:rw-+a#1 2-4:r--', [protect(0, 2, PROT.READ)], '0-2:r--+a#1 2-4:r--');
    const unreserved = map(2, 2, RW, FIXED | MAP.NORESERVE);
    afterList('0-2:rw-+a', [unreserved], '0-2:rw-+a 2-4:rw-+n');
    afterList('0-2:rw-+n', [unreserved], '0-4:rw-+n');
  });

  test('two anon_vmas do not merge; a missing one is taken over', () => {
    afterList('0-2:rw-+a#1 2-4:r--#2', [protect(2, 2, RW)], '0-2:rw-+a#1 2-4:rw-+a#2');
    afterList('0-2:rw-+a 2-4:r--+a#2', [protect(2, 2, RW)], '0-4:rw-+a#2');
    afterList('0-2:r--+a#1 2-4:rw-+a', [protect(0, 2, RW)], '0-4:rw-+a#1');
    afterList('0-2:rw-+a#1 3-4:rw-+a', [map(2, 1, RW)], '0-4:rw-+a#1');
    afterList('0-2:rw-+a 3-4:rw-+a#5', [map(2, 1, RW)], '0-4:rw-+a#5');
  });

  test('between two anon_vmas a range joins the left side', () => {
    afterList('0-2:rw-+a#1 3-4:rw-+a#2', [map(2, 1, RW)], '0-3:rw-+a#1 3-4:rw-+a#2');
    const sides = '0-3:rw-+a#1 3-7:r-- 7-9:rw-+a#2';
    afterList(sides, [protect(3, 4, RW)], '0-7:rw-+a#1 7-9:rw-+a#2');
  });

  test('mappings of files merge only if file and offset difference are one identity', () => {
    const file = MAP.PRIVATE | MAP.FIXED;
    afterList('0-2:r--@3', [map(2, 2, PROT.READ, file, 3)], '0-4:r--@3');
    afterList('0-2:r--@3', [map(2, 2, PROT.READ, file, 4)], '0-2:r--@3 2-4:r--@4');
    afterList('0-2:r--@3', [map(2, 2, PROT.READ, FIXED, 3)], '0-2:r--@3 2-4:r--');
    const shared = MAP.SHARED | MAP.ANONYMOUS | MAP.FIXED;
    afterList('', [map(0, 1, RW, shared, 9), map(1, 1, RW, shared, 9)], '0-2:rw-+s@9');
  });

  test('splits, merges and edits are counted', () => {
    const world = createAddressSpace({ draw: 'WWWW' });
    const figure = (index: number) => world.words.get(world.layout.figure + index);
    mprotect(world, cursorOf(world), 101, 2, PROT.READ);
    equal([figure(FIGURE.SPLIT), figure(FIGURE.MERGE), figure(FIGURE.EDIT)], [2, 0, 4]);
    mprotect(world, cursorOf(world), 101, 2, RW);
    equal([figure(FIGURE.SPLIT), figure(FIGURE.MERGE), figure(FIGURE.EDIT)], [2, 1, 5]);
    is(figure(FIGURE.MAP_COUNT_PEAK), 3);
  });
});

suite('kernel/vma/edit: the map-count limit', (test) => {
  test('a guard gives each page a mapping of its own: +2 inside, +1 at an edge, +0 alone', () => {
    const cost = (strip: string, page: number): readonly [number, number] => {
      const world = createAddressSpace({ draw: strip });
      const before = mapCount(world);
      is(guardVmas(world, STRIP_PAGE + page, STRIP_PAGE + page + 1), 0);
      is(tableFault(world), undefined);
      const guarded = mapCount(world) - before;
      unguardVmas(world, STRIP_PAGE + page, STRIP_PAGE + page + 1);
      is(tableFault(world), undefined);
      return [guarded, mapCount(world) - before];
    };
    equal(cost('WWW', 1), [2, 0]);
    equal(cost('WWW', 0), [1, 0]);
    equal(cost('WWW', 2), [1, 0]);
    equal(cost('.W.', 1), [0, 0]);
  });

  test('a guard that does not fit under the map-count limit leaves every mapping as it was', () => {
    for (let room = 0; room < 3; room += 1) {
      const world = createAddressSpace({ draw: 'WWW' });
      const limit = world.layout.figure + FIGURE.MAP_COUNT_LIMIT;
      const before = mapCount(world);
      world.words.set(limit, before + room);
      const result = guardVmas(world, STRIP_PAGE + 1, STRIP_PAGE + 2);
      is(result, room < 2 ? -ERRNO.ENOMEM : 0);
      is(mapCount(world), room < 2 ? before : before + 2);
      // Taking it away again needs no room at all.
      world.words.set(limit, before);
      unguardVmas(world, STRIP_PAGE + 1, STRIP_PAGE + 2);
      is(mapCount(world), before);
    }
  });

  test('a guard that reserves nothing leaves a split behind at the limit', () => {
    const world = createAddressSpace({ draw: 'WWW' });
    const before = mapCount(world);
    world.words.set(world.layout.figure + FIGURE.MAP_COUNT_LIMIT, before + 1);
    is(guardVmas(world, STRIP_PAGE + 1, STRIP_PAGE + 2, false), -ERRNO.ENOMEM);
    is(mapCount(world), before + 1);
  });

  test('guarded pages side by side stay apart, and a hole is refused as a whole', () => {
    const world = createAddressSpace({ draw: 'WWWW.' });
    is(guardVmas(world, STRIP_PAGE, STRIP_PAGE + 4), 0);
    is(mapCount(world), 4);
    unguardVmas(world, STRIP_PAGE + 1, STRIP_PAGE + 3);
    is(stripText(world, STRIP_PAGE, STRIP_PAGE + 5), 'W|WW|W.');
    is(guardVmas(world, STRIP_PAGE + 2, STRIP_PAGE + 5), -ERRNO.EFAULT);
    is(stripText(world, STRIP_PAGE, STRIP_PAGE + 5), 'W|WW|W.');
  });

  /** A table with as many VMAs as drawn, under that limit plus `room`. */
  const limited = (draw: string, room: number) => {
    const count = mapCount(createAddressSpace({ draw }));
    return createAddressSpace({ draw, mapCountLimit: count + room });
  };
  const check = (room: number, before: string, call: Call, expected: string, errno = 0) => {
    const world = limited(before, room);
    const result = call(world, cursorOf(world));
    is(show(world, expected.replaceAll('|', '').length), expected);
    is(Math.min(result, 0), -errno || 0);
    is(tableFault(world), undefined);
    is(world.words.get(cursorOf(world)), 0);
  };

  test('at the limit an mprotect that splits is ENOMEM and changes nothing', () => {
    check(0, 'NNNN', protect(1, 1, PROT.READ), 'NNNN', ERRNO.ENOMEM);
    check(0, 'NNNN', protect(0, 1, PROT.READ), 'NNNN', ERRNO.ENOMEM);
  });

  test('at the limit an mprotect of a whole VMA, one without effect, and a merge work', () => {
    check(0, 'NNNN', protect(0, 4, PROT.READ), 'RRRR');
    check(0, 'NNNN', protect(1, 2, PROT.NONE), 'NNNN');
    check(0, 'RRWRR', protect(2, 1, PROT.READ), 'RRRRR');
    check(0, 'RRWW', protect(2, 1, PROT.READ), 'RRRW');
  });

  test('one below the limit the first of two splits stays', () => {
    check(1, 'NNNNNN', protect(2, 1, PROT.READ), 'NN|NNNN', ERRNO.ENOMEM);
    check(1, 'NNNNNN', protect(0, 1, PROT.READ), 'RNNNNN');
  });

  test('at the limit punching a hole is ENOMEM, trimming works, also above it', () => {
    for (const room of [0, -1]) {
      check(room, 'N.NNNN', unmap(3, 1), 'N.NNNN', ERRNO.ENOMEM);
      check(room, 'N.NNNN', unmap(5, 1), 'N.NNN.');
      check(room, 'N.NNNN', unmap(2, 1), 'N..NNN');
      check(room, 'N.NNNN', unmap(1, 1), 'N.NNNN');
      check(room, 'NNWWRR', unmap(1, 4), 'N....R');
    }
  });

  test('mmap works once at the limit, and above it never', () => {
    check(0, 'N.R', map(4, 1, RW), 'N.R.W');
    check(-1, 'N.R', map(4, 1, RW), 'N.R..', ERRNO.ENOMEM);
    check(-1, 'N.R', map(1, 1, PROT.READ), 'N.R', ERRNO.ENOMEM);
    check(-1, 'N.R', map(2, 1, RW), 'N.R', ERRNO.ENOMEM);
  });

  test('above the limit an unmapped range can be unmapped, and nothing can be mapped', () => {
    check(-1, 'N.R', unmap(1, 1), 'N.R');
    check(-1, 'N.R', map(0, 1, PROT.NONE), 'N.R', ERRNO.ENOMEM);
    check(-1, 'RR.W', unmap(0, 2), '...W');
  });

  test('at the limit a call that merges makes room for one that splits', () => {
    const world = limited('RRWRRNNNN', 0);
    const cursor = cursorOf(world);
    is(protect(6, 1, PROT.READ)(world, cursor), -ERRNO.ENOMEM);
    is(protect(2, 1, PROT.READ)(world, cursor), 0);
    is(mapCount(world), 2);
    is(protect(6, 1, PROT.READ)(world, cursor), 0);
    is(protect(7, 1, PROT.READ)(world, cursor), 0);
    is(protect(0, 1, PROT.NONE)(world, cursor), -ERRNO.ENOMEM);
    is(show(world, 9), 'RRRRRNRRN');
  });

  test('at the limit MAP_FIXED inside a VMA is ENOMEM, and over two VMAs works', () => {
    check(0, 'NNNN', map(1, 2, RW), 'NNNN', ERRNO.ENOMEM);
    check(0, 'NNRR', map(1, 2, RW), 'NWWR');
  });
});

/** Tables that are drawn in every way: pages, what a page may be, and the limit, so the order. */
const EVERY_TABLE = [
  { LENGTH: 5, LETTERS: '.RWw', mapCountLimit: 5, order: 'columns' },
  { LENGTH: 6, LETTERS: '.RW', mapCountLimit: 100, order: 'a tree' },
] as const;

for (const { LENGTH, LETTERS, mapCountLimit, order } of EVERY_TABLE)
  suite(`kernel/vma/edit: every table of ${LENGTH} pages`, (test) => {
    const MARKED = RW | PROT.NOSYSCALL;

    /** One call in both worlds: result, and the stepwise form. */
    interface Pair {
      readonly name: string;
      readonly next: (world: World) => number;
      readonly naive: (pages: NaivePages) => number;
      readonly leavesHole: boolean;
    }

    const pairs: Pair[] = [];
    for (let page = 0; page < LENGTH; page += 1)
      for (let count = 1; page + count <= LENGTH; count += 1) {
        const at = STRIP_PAGE + page;
        pairs.push({
          name: `munmap ${page} ${count}`,
          next: (world) => munmapNext(world, cursorOf(world), at, count),
          naive: (pages) => pages.munmap(page, count),
          leavesHole: false,
        });
        for (const prot of [PROT.READ, RW, MARKED]) {
          pairs.push({
            name: `mprotect ${page} ${count} ${prot}`,
            next: (world) => mprotectNext(world, cursorOf(world), at, count, prot),
            naive: (pages) => pages.mprotect(page, count, prot),
            leavesHole: false,
          });
          for (const flags of [FIXED, NOREPLACE])
            pairs.push({
              name: `mmap ${page} ${count} ${prot} ${flags}`,
              next: (world) => mmapNext(world, cursorOf(world), at, count, prot, flags, 0),
              naive: (pages) => pages.mmap(page, count, prot, flags, 0),
              leavesHole: true,
            });
        }
      }

    const total = LETTERS.length ** LENGTH;
    /** Draws the table with this number: a digit a page. */
    const drawing = (number: number) =>
      Array.from({ length: LENGTH }, (_, page) =>
        LETTERS.charAt(Math.floor(number / LETTERS.length ** page) % LETTERS.length),
      ).join('');
    const naiveOf = (strip: string) => {
      const pages = new NaivePages(LENGTH);
      for (const { start, end, flags, file } of parseStrip(strip, 0))
        for (let page = start; page < end; page += 1) pages.pages[page] = { flags, file };
      return pages;
    };

    test(`every call on every table of ${order} does what the array of pages does`, () => {
      let cases = 0;
      for (let number = 0; number < total; number += 1) {
        const draw = drawing(number);
        const world = createAddressSpace({ mapCountLimit });
        placeVmas(world, parseStrip(draw, STRIP_PAGE));
        const snapshot = world.snapshot();
        for (const { name, next, naive, leavesHole } of pairs) {
          const pages = naiveOf(draw);
          const expected = naive(pages);
          const letters = pages.letters();
          // Between two edits a page is as before, as after, or, under MAP_FIXED, not there.
          const look = () => {
            const fault = tableFault(world);
            const seen = show(world, LENGTH).replaceAll('|', '');
            for (let page = 0; page < LENGTH; page += 1) {
              const letter = seen[page];
              const isKnown =
                letter === draw[page] || letter === letters[page] || (leavesHole && letter === '.');
              if (fault !== undefined || !isKnown)
                throw new Error(`${name} on ${draw} passes through ${seen}: ${fault ?? ''}`);
            }
          };
          const result = run(world, () => next(world), look);
          const wanted =
            expected < 0 || !name.startsWith('mmap') ? expected : STRIP_PAGE + expected;
          const fault = tableFault(world, true);
          const seen = show(world, LENGTH);
          if (result !== wanted || seen !== letters || fault !== undefined)
            throw new Error(`${name} on ${draw}: ${result} ${seen}, ${fault ?? `not ${letters}`}`);
          world.restore(snapshot);
          cases += 1;
        }
      }
      is(cases, total * pairs.length);
    });
  });

suite('kernel/vma/edit: long histories', (test) => {
  const LENGTH = 400;
  const SEED = 20_200_605;
  /** One operation of a history; the numbers are read as its kind needs them. */
  const operation = fc.record({
    kind: fc.constantFrom('mmap', 'place', 'munmap', 'mprotect', 'write'),
    page: fc.nat(LENGTH - 1),
    count: fc.integer({ min: 1, max: 60 }),
    prot: fc.constantFrom(0, 1, 3, 5, 7, 0x41, 0x43),
    flags: fc.constantFrom(MAP.FIXED, MAP.FIXED, MAP.FIXED_NOREPLACE, MAP.FIXED | MAP.NORESERVE),
    file: fc.constantFrom(0, 0, 0, 1, 2),
    topDown: fc.boolean(),
  });
  const histories = fc.array(operation, { minLength: 1, maxLength: 80 });
  const settings = { seed: SEED, numRuns: 150 };

  function runsOf(world: World): string[] {
    return Array.from({ length: mapCount(world) }, (_, position) => {
      const record = recordAt(world, position);
      const end = vmaEnd(world, record);
      const attributes = `${vmaFlags(world, record)}@${vmaFile(world, record)}`;
      return `${vmaStart(world, record)}-${end}:${attributes}`;
    });
  }
  const space = (topDown: boolean) =>
    createAddressSpace({ placeFloor: 1, placeCeiling: LENGTH, topDown });

  test(`a table that nobody writes to is the array of pages, merged (seed ${SEED})`, () => {
    fc.assert(
      fc.property(histories, fc.boolean(), (history, topDown) => {
        const world = space(topDown);
        const cursor = cursorOf(world);
        const pages = new NaivePages(LENGTH);
        for (const { kind, page, count: wanted, prot, flags, file } of history) {
          const count = Math.min(wanted, LENGTH - page);
          const type = MAP.PRIVATE | (file === 0 ? MAP.ANONYMOUS : 0);
          if (kind === 'mmap')
            is(
              mmap(world, cursor, page, count, prot, type | flags, file),
              pages.mmap(page, count, prot, flags, file),
            );
          else if (kind === 'place') {
            const gap = pages.gap(count, 1, LENGTH, topDown);
            if (gap >= 0) pages.mmap(gap, count, prot, 0, file);
            const result = mmap(world, cursor, 0, count, prot, type, file);
            is(result, gap < 0 ? -ERRNO.ENOMEM : gap);
          } else if (kind === 'munmap')
            is(munmap(world, cursor, page, count), pages.munmap(page, count));
          else if (kind === 'mprotect')
            is(mprotect(world, cursor, page, count, prot), pages.mprotect(page, count, prot));
          equal(runsOf(world), pages.runs());
        }
        is(tableFault(world, true), undefined);
      }),
      settings,
    );
  });

  test(`with writes and a low limit the table stays sound at every edit (seed ${SEED})`, () => {
    fc.assert(
      fc.property(histories, (history) => {
        const world = createAddressSpace({
          mapCountLimit: 12,
          placeFloor: 1,
          placeCeiling: LENGTH,
        });
        const twin = createAddressSpace({ mapCountLimit: 12, placeFloor: 1, placeCeiling: LENGTH });
        const cursor = cursorOf(world);
        const look = () => is(tableFault(world), undefined);
        for (const { kind, page, count, prot, flags, file } of history) {
          const type = MAP.PRIVATE | (file === 0 ? MAP.ANONYMOUS : 0);
          let result = 0;
          let expected = 0;
          if (kind === 'mmap' || kind === 'place') {
            const how = type | (kind === 'mmap' ? flags : 0);
            const next = () => mmapNext(world, cursor, page, count, prot, how, file);
            result = run(world, next, look);
            expected = mmap(twin, cursor, page, count, prot, how, file);
          } else if (kind === 'munmap') {
            result = run(world, () => munmapNext(world, cursor, page, count), look);
            expected = munmap(twin, cursor, page, count);
          } else if (kind === 'mprotect') {
            result = run(world, () => mprotectNext(world, cursor, page, count, prot), look);
            expected = mprotect(twin, cursor, page, count, prot);
          } else {
            result = accessPage(world, page, ACCESS.WRITE);
            expected = accessPage(twin, page, ACCESS.WRITE);
            is(result === 1, !contains(world, page));
          }
          is(result, expected);
          look();
          equal(world.snapshot(), twin.snapshot());
          ok(mapCount(world) <= 13);
        }
      }),
      settings,
    );
  });
});
