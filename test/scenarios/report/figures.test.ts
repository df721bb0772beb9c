/** Figures of both engines as text. */

import { exploreLines, parallelLines, threadLines } from '../../../scenarios/report/figures.ts';
import { pageWidth } from '../../../scenarios/report/table.ts';
import { invariant } from '../../../kernel/index.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { countersWith, runWith, searchWith, threadWith } from '../../support/outcome.ts';

const figuresWith = (...parts: Parameters<typeof runWith>) => {
  const { parallel } = runWith(...parts);
  invariant(parallel !== null, 'a run has figures');
  return parallel;
};

suite('scenarios/report/figures', (test) => {
  test('a search says what it cost', () => {
    equal(exploreLines(searchWith()), [
      '  states       1,234,567, 12 of them end states',
      '  transitions  3,000,000',
      '  depth        40 steps, breadth-first',
      '  programs     9 of 9 instructions reached',
      '  time         2.00 s, 617,284/s states',
      '  memory       41 B a state of 120 words',
      '  omission     probability at most 2.1e-9',
    ]);
  });

  test('a search that stores states whole leaves none out', () => {
    const lines = exploreLines(searchWith({ omissionProbability: 0 }));
    is(lines.at(-1), '  omission     none: states are stored whole');
  });

  test('what was never reached of the programs is named', () => {
    const unreached = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `threads.${name}.program[0]`);
    const text = exploreLines(searchWith({ instructions: { reached: 3, all: 9, unreached } })).join(
      '\n',
    );
    ok(/programs +3 of 9 instructions reached; never: a \[0\], b/.test(text), text);
    ok(/d \[0\] and 2\s+more/.test(text), text);
  });

  test('an estimate is told as one, in two figures', () => {
    const lines = exploreLines(searchWith({ states: 1_000, stateCountEstimate: 4_321 }));
    is(lines[1], '  estimate     about 4,300 states in all, of which 23.1% were met; no bound');
  });

  test('a search without an end state says that there was none', () => {
    is(
      exploreLines(searchWith({ endStates: 0 }))[0],
      '  states       1,234,567, none of them end states',
    );
  });

  test('each thread has a row, and the last is the total', () => {
    const lines = threadLines(
      figuresWith({ total: countersWith({ syscall: 2_500 }), callsPerSecond: 1_250 }),
    );
    is(lines.length, 4);
    ok(lines.at(-1)?.startsWith('  total      1,250  2,500'), lines.at(-1));
  });

  test('page faults have columns where there were any, beside what was intercepted', () => {
    const faults = { fault: 4_000 };
    const figures = { threads: [threadWith('worker', faults)], total: countersWith(faults) };
    const [head, worker] = threadLines(figuresWith(figures));
    is(head, '  thread  faults/s  faults  calls/s  calls  refused');
    is(worker, '  worker     2,000   4,000    1,000      0        0');
  });

  test('splits are told with their rate', () => {
    const line = parallelLines(figuresWith()).find((each) => each.includes('mappings'));
    is(line, '  mappings       3 now, 5 at most; 9 edits, 2 splits (1/s), 1 merges');
  });

  test('many copies of a thread are one row with their sums', () => {
    const threads = Array.from({ length: 64 }, (_none, copy) =>
      threadWith(`caller-${copy}`, { syscall: 10, escaped: 1 }),
    );
    const lines = threadLines(figuresWith({ threads: [...threads, threadWith('kernel', {})] }));
    is(lines.length, 4);
    ok(/^ {2}caller x64 +64,000 +640 +0 +0 +64 /.test(lines[1] ?? ''), lines[1]);
  });

  test('the race window is told with its interval', () => {
    const total = countersWith({ windowOpened: 263, windowCrossed: 81 });
    const line = parallelLines(figuresWith({ total })).find((each) => each.includes('race window'));
    is(
      line,
      '  race window    263 opened, 81 crossed by an edit (30.8%, 95% within 25.5% to 36.6%)',
    );
  });

  test('lines keep to the page with the largest counts', () => {
    const most = 2 ** 31 - 1;
    const total = countersWith({});
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] = most;
    const figures = figuresWith({ total, threads: [threadWith('caller-127', total)] });
    for (const line of [...parallelLines(figures), ...threadLines(figures)])
      ok(line.length <= pageWidth(), line);
  });
});
