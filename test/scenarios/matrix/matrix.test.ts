/** The matrix guard x route: what searches say against what a real kernel did, cell by cell. */
import {
  CELL_ROUTES,
  type CellRoute,
  MATRIX_ROUTES,
  type MatrixRoute,
} from '../../../scenarios/matrix/cell.ts';
import { SEED, TODAY } from '../../../scenarios/matrix/guard.ts';
import { agreement, type CellAnswer, matrix } from '../../../scenarios/matrix/matrix.ts';
import { matrixText } from '../../../scenarios/report/matrix.ts';
import { isLong } from '../../support/effort.ts';
import { equal, is, match, ok, suite } from '../../support/suite.ts';

/** Cells in which guards of today differ; the long run searches all of them. */
const TELLING: Readonly<Record<string, readonly MatrixRoute[]>> = {
  none: ['store'],
  uffdwp: ['store', 'procmem', 'dontneed'],
  mprotect: ['procmem', 'pvwritev', 'dontneed'],
  addfd: ['store'],
  trace: ['store'],
};
/** Of the seed's: an alias gets past one mapping and not past a frame, and no edit past any. */
const OF_THE_SEED: Readonly<Record<string, readonly CellRoute[]>> = {
  'stall-vma-mapping': ['alias'],
  'stall-page-frame': ['alias', 'mremap'],
  'snapshot-page-frame': ['alias', 'pinned'],
  'sigbus-vma-mapping': ['pinned'],
};

async function answers(
  guards: typeof TODAY,
  routes: readonly CellRoute[],
): Promise<readonly CellAnswer[]> {
  return (await matrix(guards, routes)).cells;
}

const cell = {
  guard: 'uffdwp',
  route: 'alias',
  isBypassed: true,
  isWrong: false,
  hasFailures: false,
  deadlocks: false,
  states: 5,
  interruption: null,
} as const;

suite('scenarios/matrix/matrix', (test) => {
  for (const guard of TODAY)
    test(`${guard.name}: what a search allows is what a real kernel did`, async () => {
      const routes = isLong ? MATRIX_ROUTES : TELLING[guard.name]!;
      for (const answer of await answers([guard], routes))
        is(agreement(answer), 'agrees', JSON.stringify(answer));
    });

  test('a guard of one mapping is got round by an alias, one of its frame by nothing', async () => {
    for (const guard of SEED) {
      const routes = isLong ? CELL_ROUTES : (OF_THE_SEED[guard.name] ?? []);
      for (const answer of await answers([guard], routes)) {
        const { route, isBypassed, isWrong, deadlocks } = answer;
        const isOpen = route === 'alias' && guard.declaration!.scope === 'mapping';
        equal([isBypassed, isWrong, deadlocks], [isOpen, false, false], JSON.stringify(answer));
      }
    }
  });

  test('a transfer that has pinned the page gets past what protects it later, and past no copy', async () => {
    const open = ['none', 'uffdwp', 'mprotect'];
    const asked = isLong ? TODAY : TODAY.filter(({ name }) => name !== 'none');
    for (const answer of await answers(asked, ['pinned'])) {
      is(answer.isBypassed, open.includes(answer.guard), JSON.stringify(answer));
      is(agreement(answer), 'not measured');
    }
  });

  test('a cell differs in whatever a real kernel did otherwise', () => {
    is(agreement(cell), 'agrees');
    is(agreement({ ...cell, isBypassed: false }), 'differs');
    is(agreement({ ...cell, isWrong: true }), 'differs');
    is(agreement({ ...cell, hasFailures: true }), 'differs');
    is(agreement({ ...cell, guard: 'freeze' }), 'not measured');
    is(agreement({ ...cell, interruption: 'a signal' }), 'not measured');
  });

  test('the table says what holds, what differs, and what was not searched to its end', () => {
    const cells = [
      cell,
      { ...cell, route: 'store', isBypassed: false },
      { ...cell, guard: 'freeze', isBypassed: false },
      { ...cell, guard: 'freeze', route: 'store', isBypassed: false, interruption: 'a signal' },
      { ...cell, guard: 'addfd' },
    ] as const;
    const text = matrixText({ version: 1, cells });
    match(text, /^0 of 3 guards hold against 2 routes\./);
    match(text, /\nuffdwp +- +bypass\n/);
    match(text, /\nfreeze +\? +-\n/);
    match(text, /\naddfd +bypass !\n/);
    match(text, /3 cells measured on Linux 6\.18\.44: 1 cell differ/);
    ok(text.split('\n').every((line) => line.length <= 100));
  });
});
