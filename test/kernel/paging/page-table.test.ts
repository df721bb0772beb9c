/** The page table: what entries allow, guard markers, and pages that are emptied or moved. */
import { ACCESS } from '../../../kernel/index.ts';
import {
  allows,
  entryWord,
  frameOf,
  guardPages,
  isGuarded,
  movePages,
  unguardPages,
  zapPages,
} from '../../../kernel/paging/page-table.ts';
import { frameWord, NO_FRAME } from '../../../kernel/paging/frame.ts';
import { mmap, mprotect, munmap, read, write } from '../../../scenarios/file/build.ts';
import { bootScenario, scenarioOf } from '../../support/walk.ts';
import { pagedOf, ranInTurn } from '../../support/paged.ts';
import { equal, is, ok, suite, throws } from '../../support/suite.ts';

/** What the entry of a page allows: `rw`, `r`, or nothing, and `g` for a marker. */
function rights(world: ReturnType<typeof ranInTurn>, page: number): string {
  const entry = world.words.get(entryWord(world, page));
  return (
    (allows(entry, ACCESS.READ) ? 'r' : '') +
    (allows(entry, ACCESS.WRITE) ? 'w' : '') +
    (isGuarded(world, page) ? 'g' : '')
  );
}

const plain = scenarioOf({ threads: { a: { at: 'native', program: [] } } });

suite('kernel/paging/page-table', (test) => {
  test('a page has what its first touch asked for', () => {
    const world = ranInTurn(pagedOf({ a: [read('@data', 0, 'r0'), write('@data+1', 0, 7)] }));
    equal(
      [4, 5, 6].map((page) => rights(world, page)),
      ['r', 'rw', ''],
    );
  });

  test('mprotect takes rights from entries and leaves the frame', () => {
    const program = [write('@data', 0, 7), write('@data+1', 0, 8), mprotect('@data', 1, 'r--')];
    const world = ranInTurn(pagedOf({ a: [...program, mprotect('@data+1', 1, '---')] }));
    equal(
      [4, 5].map((page) => rights(world, page)),
      ['r', ''],
    );
    const frames = [4, 5].map((page) => frameOf(world.words.get(entryWord(world, page))));
    equal(
      frames.map((frame) => world.words.get(frameWord(world, frame, 0))),
      [7, 8],
    );
  });

  test('what a failing mprotect has changed before the hole, the entries show', () => {
    const world = ranInTurn(
      pagedOf({
        a: [
          write('@data', 0, 7),
          write('@data+2', 0, 8),
          munmap('@data+1', 1),
          mprotect('@data', 3, 'r--', 'r7'),
        ],
      }),
    );
    equal(
      [4, 5, 6].map((page) => rights(world, page)),
      ['r', '', 'rw'],
    );
  });

  test('memory that MAP_FIXED replaces is new', () => {
    const program = [write('@data', 0, 7), mmap('@data', 1, 'rw-'), read('@data', 0, 'r0')];
    const world = ranInTurn(pagedOf({ a: program }));
    is(world.words.get(frameWord(world, frameOf(world.words.get(entryWord(world, 4))), 0)), 0);
  });

  test('a guard marker takes the frame, and goes when it is taken away', () => {
    const world = ranInTurn(pagedOf({ a: [write('@data', 0, 7)] }));
    guardPages(world, 4, 2);
    equal(
      [4, 5, 6].map((page) => rights(world, page)),
      ['g', 'g', ''],
    );
    unguardPages(world, 4, 1);
    equal(
      [4, 5].map((page) => rights(world, page)),
      ['', 'g'],
    );
  });

  test('pages that are emptied keep their markers', () => {
    const world = ranInTurn(pagedOf({ a: [write('@data', 0, 7)] }));
    guardPages(world, 5, 1);
    zapPages(world, 4, 2);
    equal(
      [4, 5].map((page) => rights(world, page)),
      ['', 'g'],
    );
    is(frameOf(world.words.get(entryWord(world, 4))), NO_FRAME);
  });

  test('moved pages take frame and marker along', () => {
    const world = ranInTurn(pagedOf({ a: [write('@data', 1, 7)] }));
    guardPages(world, 5, 1);
    movePages(world, 4, 6, 2);
    equal(
      [4, 5, 6, 7].map((page) => rights(world, page)),
      ['', '', 'rw', 'g'],
    );
    is(world.words.get(frameWord(world, frameOf(world.words.get(entryWord(world, 6))), 1)), 7);
  });

  test('unmapping takes markers away', () => {
    const scenario = pagedOf({ a: [munmap('@data', 1), mmap('@data', 1, 'rw-')] });
    const { world, stepper } = bootScenario(scenario);
    guardPages(world, 4, 1);
    while (stepper.step(0) === 0);
    ok(!isGuarded(world, 4));
  });

  test('without a page table pages have no markers, and nothing to empty or move', () => {
    const { world } = bootScenario(plain);
    const before = world.snapshot();
    zapPages(world, 0, 2);
    unguardPages(world, 0, 2);
    movePages(world, 0, 4, 1);
    ok(!isGuarded(world, 0));
    equal(world.snapshot(), before);
    throws(() => guardPages(world, 0, 1), /guard pages are markers in a page table/);
  });

  test('the page table covers the regions, and no page beyond', () => {
    const world = ranInTurn(pagedOf({ a: [] }));
    throws(() => zapPages(world, 8, 1), /page 8 lies outside of the page table/);
  });
});
