/** Scenarios as listings: what `show` prints of regions, programs and properties. */

import type { CatalogueEntry, Interposition, Parameters } from '../../../actors/index.ts';
import { catalogue, defaultsOf, parametersOf } from '../../../scenarios/catalogue.ts';
import { faultBesideEdit } from '../../../scenarios/litmus/faults.ts';
import { sharedAlias, tlbFrameReuseEarly } from '../../../scenarios/litmus/paging.ts';
import { instructionText, programLines, scenarioText } from '../../../scenarios/report/listing.ts';
import { pageWidth } from '../../../scenarios/report/table.ts';
import {
  branch,
  choose,
  expect,
  load,
  atomic,
  lock,
  loop,
  repeat,
  select,
  waitUntil,
  mmap,
  mprotect,
  pause,
  scenario,
  store,
  waitFor,
} from '../../../scenarios/file/build.ts';
import { equal, ok, suite } from '../../support/suite.ts';

suite('scenarios/report/listing', (test) => {
  test('a heap is part of the memory', () => {
    const built = { ...sharedAlias.build({}), heap: { page: 90, pages: 2 } };
    const text = scenarioText(sharedAlias, built);
    ok(text.includes('  heap from page 90, 2 pages at first\n'), text);
  });

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
        pause({ logNormal: [900, 0.5] }),
        pause({ oneIn: [8, 900] }),
        pause({ histogram: [[1, 2]] }),
        expect(['r0', '==', 1], 'it broke'),
        atomic(['x', '=', [1, '-', 'x']], ['r0', '=', 0]),
        waitUntil([['x', '==', 0], '&', ['r0', '>', 1]], { expect: 'x', otherwise: 'it broke' }),
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
        'pause log-normal, median 900 ns, sigma 0.5',
        'pause 900 ns once in 8 times',
        'pause as measured, 1 time',
        'expect r0 == 1, or else: it broke',
        'atomically x = 1 - x; r0 = 0',
        'when (x == 0) & (r0 > 1): expect x',
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
    const ways = select({ when: 'x', effects: [['x', '=', 0]] }, { then: [store('x', 1)] });
    equal(programLines([repeat(['r0', '==', 1], ways)]), [
      '  [0]                           repeat until r0 == 1',
      '  [0].body[0]                     select',
      '  [0].body[0].among[0]              when x: x = 0',
      '  [0].body[0].among[1]              atomically go on',
      '  [0].body[0].among[1].then[0]        x = 1',
    ]);
  });

  test('every scenario that ships is listed within the page', () => {
    for (const entry of catalogue) {
      const text = scenarioText(entry, entry.build(defaultsOf(entry)));
      for (const line of text.split('\n')) ok(line.length <= pageWidth(), `${line.length} ${line}`);
      for (const name of Object.keys(entry.parameters)) ok(text.includes(name));
    }
  });

  test('the lock design of the address space is told, and what its twin leaves out', () => {
    const text = (given: Parameters) =>
      scenarioText(faultBesideEdit, faultBesideEdit.build(parametersOf(faultBesideEdit, given)));
    ok(/address space +locked by per-vma$/m.test(text({})));
    ok(
      /address space +locked by per-vma, a twin without the sequence$/m.test(text({ without: 1 })),
    );
  });

  test('frames, cores and shared objects are told, and what a broken shootdown leaves out', () => {
    const alias = scenarioText(sharedAlias, sharedAlias.build({}));
    ok(/alias +page 4 +rw- +shared object object$/m.test(alias), alias);
    ok(/memory +1 frame of 1 word$/m.test(alias), alias);
    ok(/\[\d\] +r2 = page @alias word 0 = 8$/m.test(alias), alias);
    const early = scenarioText(tlbFrameReuseEarly, tlbFrameReuseEarly.build({}));
    ok(/shootdown +without the late release$/m.test(early), early);
    ok(early.includes('Thread owner at native on core 1'), early);
  });

  test('what intercepts calls is told, and every filter with its length', () => {
    const draft = { name: 'x', words: { selector: 0 }, threads: { a: [] } };
    const textOf = (interposition: Interposition): string => {
      const built = scenario({ ...draft, interposition });
      const entry: CatalogueEntry = {
        ...built,
        kind: 'litmus',
        parameters: {},
        build: () => built,
      };
      return scenarioText(entry, built);
    };
    const ranges = {
      ranges: Array.from({ length: 9 }, (_, index) => ({ page: 2 * index + 2, pages: 1 })),
      search: 'linear',
      inside: { action: 'ALLOW' },
      outside: { action: 'TRAP' },
    } as const;
    const text = textOf({ kind: 'seccomp', filters: [ranges], threads: ['a'] });
    ok(/calls +of a pass 1 filter$/m.test(text), text);
    ok(
      /interposition.filters\[0\] \(9 ranges, a chain\): 47 instructions, \d+ as Linux/.test(text),
      text,
    );
    ok(text.includes('\n     0: ld   ip.high\n') && text.includes('and 31 other instructions'));
    const dispatch = textOf({
      kind: 'user-dispatch',
      range: { page: 0, pages: 2 },
      selector: 'selector',
    });
    ok(
      /calls +from outside pages 0 to 1 are diverted if selector says so \(user/.test(dispatch),
      dispatch,
    );
    ok(/calls +are read, write, exit and rt_sigreturn, or kill/.test(textOf({ kind: 'strict' })));
  });
});
