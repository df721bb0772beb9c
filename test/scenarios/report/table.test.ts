/** Tables and wrapped text: aligned columns within the width. */

import * as fc from 'fast-check';
import { drawTable, fitPage, pageWidth, paragraph, wrap } from '../../../scenarios/report/table.ts';
import { equal, ok, suite } from '../../support/suite.ts';

suite('scenarios/report/table', (test) => {
  test('columns are aligned, numbers to the right', () => {
    equal(
      drawTable(
        [{ title: 'name' }, { title: 'count', align: 'right' }],
        [
          ['a', '1'],
          ['bcdef', '1,234'],
        ],
      ),
      ['name   count', 'a          1', 'bcdef  1,234'],
    );
  });

  test('a cell that is too long goes on below', () => {
    equal(drawTable([{ title: '', widthMax: 8 }, { title: '' }], [['one two three', 'x']]), [
      'one two   x',
      'three',
    ]);
  });

  test('wrapped text loses no letter and keeps its width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }),
        fc.integer({ min: 1, max: 30 }),
        (text, width) => {
          const lines = wrap(text, width);
          ok(lines.every((line) => line.length <= width));
          const letters = (each: string): string => each.replaceAll(/\s/g, '');
          ok(letters(lines.join('')) === letters(text));
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test('a paragraph keeps to the page', () => {
    const lines = paragraph('word '.repeat(60).trim(), '    ', '  - ');
    ok(lines.length > 2 && lines.every((line) => line.length <= pageWidth()));
    ok(lines[0]?.startsWith('  - ') === true && lines[1]?.startsWith('    word') === true);
  });

  test('the page is as narrow as the terminal, and no narrower than a table needs', () => {
    const widths = [undefined, 200, 80, 20].map((columns) => {
      fitPage(columns);
      const [line] = paragraph('a '.repeat(200));
      return [pageWidth(), line!.length <= pageWidth()];
    });
    fitPage(undefined);
    equal(
      widths,
      [100, 100, 80, 72].map((width) => [width, true]),
    );
  });
});
