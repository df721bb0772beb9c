/** brk: laws of the heap's end; long histories with all calls stand in remap.test.ts. */
import {
  ACCESS,
  accessPage,
  brk,
  brkNext,
  heapBreak,
  heapStart,
  inheritTable,
  listText,
  MAP,
  mmap,
  MORE,
  mprotect,
  mseal,
  munmap,
  PAGE_COUNT_MAX,
  PROT,
  tableFault,
  type World,
} from '../../../kernel/index.ts';
import { createAddressSpace, cursorOf } from '../../support/address-space.ts';
import { is, suite } from '../../support/suite.ts';

const FIXED = MAP.PRIVATE | MAP.ANONYMOUS | MAP.FIXED;
const RW = PROT.READ | PROT.WRITE;

/** A heap of so many pages from page 10 on. */
function heapOf(pages: number, mapCountLimit = 50): World {
  return createAddressSpace({ heap: { page: 10, pages }, mapCountLimit });
}

function list(world: World): string {
  is(tableFault(world), undefined);
  return listText(world, 0, 500);
}

suite('kernel/vma/break', (test) => {
  test('the heap grows and shrinks at its end, as one VMA', () => {
    const world = heapOf(2);
    is(brk(world, 0), 12);
    is(brk(world, 15), 15);
    is(list(world), '10-15:rw-+a');
    is(brk(world, 11), 11);
    is(list(world), '10-11:rw-+a');
    is(brk(world, 10), 10);
    is(list(world), '');
    is(brk(world, 9), 10);
    is(heapStart(world), 10);
  });

  test('a heap that was written to still grows as one, a forked one does not', () => {
    const world = heapOf(2);
    accessPage(world, 10, ACCESS.WRITE);
    brk(world, 13);
    is(list(world), '10-13:rw-+a');
    const child = heapOf(0);
    inheritTable(world, child);
    is(heapBreak(child), 13);
    is(brk(child, 14), 14);
    is(list(child), '10-13:rw-+a 13-14:rw-+a');
  });

  test('a page stays free below the mapping above', () => {
    const world = heapOf(2);
    mmap(world, cursorOf(world), 16, 1, PROT.READ, FIXED, 0);
    is(brk(world, 17), 12);
    is(brk(world, 16), 12);
    is(brk(world, 15), 15);
    is(brk(world, PAGE_COUNT_MAX), 15);
  });

  test('what ends where the heap begins does not become part of it', () => {
    const world = heapOf(0);
    mmap(world, cursorOf(world), 8, 2, RW, FIXED, 0);
    is(brk(world, 12), 12);
    is(list(world), '8-10:rw-+a 10-12:rw-+a');
  });

  test('a heap whose protection changed gets a second VMA', () => {
    const world = heapOf(2);
    mprotect(world, cursorOf(world), 10, 2, PROT.READ);
    is(brk(world, 13), 13);
    is(list(world), '10-12:r-- 12-13:rw-+a');
  });

  test('shrinking takes whatever is there, is refused where nothing is, or it is sealed', () => {
    const world = heapOf(4);
    munmap(world, cursorOf(world), 12, 2);
    is(brk(world, 13), 14);
    is(brk(world, 11), 11);
    is(list(world), '10-11:rw-+a');
    mseal(world, 10, 1);
    is(brk(world, 10), 11);
  });

  test('at the map-count limit it grows, above it not', () => {
    const world = heapOf(2, 1);
    is(brk(world, 13), 13);
    mmap(world, cursorOf(world), 30, 1, PROT.READ, FIXED, 0);
    is(brk(world, 14), 13);
  });

  test('shrinking into a VMA is two edits, and the break moves with the last', () => {
    const world = heapOf(4);
    is(brkNext(world, 12), MORE);
    is(heapBreak(world), 14);
    is(brkNext(world, 12), 12);
    is(heapBreak(world), 12);
  });

  test('without a heap the break is 0 and stays there', () => {
    is(brk(createAddressSpace(), 5), 0);
  });
});
