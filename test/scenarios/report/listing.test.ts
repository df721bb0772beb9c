/** Scenarios as listings: what `show` prints of regions, programs and properties. */

import { catalogue, defaultsOf } from '../../../scenarios/catalogue.ts';
import { instructionText, programLines, scenarioText } from '../../../scenarios/report/listing.ts';
import { PAGE_WIDTH } from '../../../scenarios/report/table.ts';
import {
  branch,
  choose,
  expect,
  load,
  lock,
  loop,
  mmap,
  mprotect,
  pause,
  store,
  waitFor,
} from '../../../scenarios/file/build.ts';
import { equal, ok, suite } from '../../support/suite.ts';

suite('scenarios/report/listing', (test) => {
  test('an instruction reads as a statement', () => {
    equal(
      [
        mprotect('@foreign', 4, 'r-x!', 'r1'),
        mmap('@foreign', 1, 'rw-'),
        load('x', 'r0'),
        store('x', 1),
        waitFor('x', '>=', 2),
        choose('r2', 1, 2, 3),
        lock('a', 'write'),
        pause({ uniform: [1, 5] }),
        expect(['r0', '==', 1], 'it broke'),
      ].map(instructionText),
      [
        'r1 = mprotect(@foreign, 4, r-x!)',
        'mmap(@foreign, 1, rw-, 50)',
        'r0 = x',
        'x = 1',
        'await x >= 2',
        'r2 = one of 1, 2, 3',
        'lock a for writing',
        'pause uniform 1 to 5 ns',
        'expect r0 == 1, or else: it broke',
      ],
    );
  });

  test('inner programs are indented behind their paths', () => {
    equal(programLines([loop(2, branch(['r0', '==', 1], [store('x', 1)], [store('x', 2)]))]), [
      '  [0]                       loop 2 times',
      '  [0].body[0]                 if r0 == 1',
      '  [0].body[0].then[0]           x = 1',
      '                              else',
      '  [0].body[0].otherwise[0]      x = 2',
    ]);
  });

  test('every scenario that ships is listed within the page', () => {
    for (const entry of catalogue) {
      const text = scenarioText(entry, entry.build(defaultsOf(entry)));
      for (const line of text.split('\n')) ok(line.length <= PAGE_WIDTH, `${line.length} ${line}`);
      for (const name of Object.keys(entry.parameters)) ok(text.includes(name));
    }
  });
});
