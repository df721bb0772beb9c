/** Result files: what each command writes is known again, and everything else is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../../kernel/index.ts';
import { readResults, resultOf } from '../../../scenarios/result/read.ts';
import type { SuiteResult } from '../../../scenarios/result/suite.ts';
import { equal, is, suite, throws } from '../../support/suite.ts';
import { outcomeWith, runWith } from '../../support/outcome.ts';

const SUITE: SuiteResult = {
  version: 1,
  kind: 'suite',
  name: 'faults',
  engine: 'virtual',
  seed: 1,
  axes: [{ name: 'threads', values: [1, 2] }],
  points: [
    {
      parameters: { threads: 2, lock: 'rwsem' },
      figures: { faults: { median: 2, low: 1, high: 3, unit: 'faults/s', ideal: 4 } },
      published: { faults: [{ value: 1.9, source: 'P19' }] },
    },
  ],
};

function refuses(value: unknown, words: string): void {
  throws(
    () => resultOf(value, 'a.json'),
    (error: unknown) =>
      error instanceof UsageError && `${error.where}: ${error.message}` === `a.json: ${words}`,
  );
}

suite('scenarios/result/read', (test) => {
  test('a result of each kind is known by its shape, and loses nothing that it says', () => {
    const search = outcomeWith();
    const results: readonly (readonly [string, unknown])[] = [
      ['outcome', search],
      [
        'outcome',
        { ...runWith(), parity: { observed: [], rows: [], isExhausted: true, holds: true } },
      ],
      [
        'stress',
        {
          version: 3,
          scenario: 's',
          parameters: {},
          seed: 1,
          sweep: null,
          points: [],
          attack: null,
          failed: null,
          steps: null,
        },
      ],
      ['guards', { version: 1, scenario: 's', parameters: {}, answers: [] }],
      ['bench', { version: 1, bench: 'vma', figures: [{ name: 'a', value: 1, unit: 'ns' }] }],
      [
        'diff',
        {
          version: 1,
          sides: [
            { label: 'a', outcome: search },
            { label: 'b', outcome: search },
          ],
          observed: [],
          isExhausted: [true, true],
          isSame: true,
          observations: [],
          findings: [],
        },
      ],
      [
        'replay',
        {
          version: 1,
          scenario: 's',
          observed: [],
          schedule: [],
          forever: [],
          finding: null,
          observations: [],
          maps: '',
        },
      ],
      ['conform', { version: 1, passed: 1, failed: 0, failures: [] }],
      ['suite', SUITE],
    ];
    for (const [kind, value] of results) {
      const result = resultOf(structuredClone(value), 'a.json');
      is(result.kind, kind);
      equal(result.value, value);
    }
  });

  test('what is no result, is of another version or is malformed is refused in one line', () => {
    refuses(null, 'it is no result of racetrap');
    refuses('text', 'it is no result of racetrap');
    refuses({ version: 1, scenarios: [] }, 'it is no result of racetrap');
    refuses({ ...outcomeWith(), version: 2 }, 'it is of version 2, and this racetrap reads 1');
    refuses({ ...SUITE, version: undefined }, 'it is of version none, and this racetrap reads 1');
    refuses(
      { ...outcomeWith(), findings: [{ kind: 'property', message: 3 }] },
      'findings[0].message: Invalid input: expected string, received number',
    );
  });

  test('a file of several benches holds several results, an empty one none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'racetrap-result-'));
    const file = join(folder, 'a.json');
    const bench = { version: 1, bench: 'vma', figures: [] };
    try {
      writeFileSync(file, JSON.stringify([bench, bench]));
      equal(
        readResults(file).map(({ kind }) => kind),
        ['bench', 'bench'],
      );
      for (const [text, words] of [
        ['[]', /it holds no result/],
        ['', /ends too early/],
        ['{', /ends too early/],
      ] as const) {
        writeFileSync(file, text);
        throws(() => readResults(file), words);
      }
      throws(() => readResults(folder), /cannot read/);
      throws(() => readResults(join(folder, 'none.json')), /cannot read/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
