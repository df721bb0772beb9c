/** `report` and `trace` as a user starts them: what they write, and what they refuse. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { racetrap } from '../../support/command-line.ts';
import { outcomeWith, stepWith } from '../../support/outcome.ts';

const folder = mkdtempSync(join(tmpdir(), 'racetrap-report-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

function saved(name: string, value: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

const found = saved(
  'found.json',
  outcomeWith({
    verdict: 'violated',
    findings: [{ kind: 'property', message: 'it fails', schedule: [stepWith({})] }],
  }),
);

suite('scenarios/cli/report', (test) => {
  test('a page and a trace are written, and where they are is told', async () => {
    const page = join(folder, 'found.html');
    const trace = join(folder, 'found.trace.json');
    const [reported, traced] = await Promise.all([
      racetrap(['report', found, found, '-o', page]),
      racetrap(['trace', found, '-o', trace]),
    ]);
    is(reported.code, 0, reported.stderr);
    ok(reported.stdout.startsWith(`${page}: 2 results, `), reported.stdout);
    ok(readFileSync(page, 'utf8').startsWith('<!doctype html>'));
    is(traced.code, 0, traced.stderr);
    ok(traced.stdout.includes('ui.perfetto.dev'), traced.stdout);
    ok(JSON.parse(readFileSync(trace, 'utf8')).traceEvents.length > 4);
  });

  test('what goes to stdout is the page or the trace alone', async () => {
    const { stdout } = await racetrap(['trace', found, '-o', '-']);
    is(JSON.parse(stdout).otherData.tool, 'racetrap');
  });

  test('wrong input is one line and a hint, and nothing is written', async () => {
    const list = saved('list.json', { version: 1, scenarios: [] });
    const other = saved('other.json', { ...outcomeWith(), version: 7 });
    const text = saved('notes.txt', 'no JSON');
    const bare = saved('bare.json', outcomeWith());
    const out = join(folder, 'out.html');
    const cases: readonly (readonly [readonly string[], string])[] = [
      [['report', text, '-o', out], `${text}:1:1: 'no' is no JSON`],
      [['report', list, '-o', out], `${list}: it is no result of racetrap`],
      [
        ['report', found, other, '-o', out],
        `${other}: it is of version 7, and this racetrap reads 1`,
      ],
      [
        ['report', join(folder, 'none.json'), '-o', out],
        `cannot read ${join(folder, 'none.json')}: `,
      ],
      [['report', found, '-o', join(folder, 'no', 'out.html')], 'cannot write '],
      [['report', found, '-o', folder], `cannot write ${folder}: it is a folder`],
      [['report', '-o', out], "missing required argument 'RESULTS'"],
      [['report', found], "required option '-o, --output <file>' not specified"],
      [['trace', bare, '-o', out], `${bare}: it has neither a schedule nor a journal`],
    ];
    const ended = await Promise.all(cases.map(([args]) => racetrap(args)));
    ended.forEach(({ code, stdout, stderr }, index) => {
      const [args, words] = cases[index]!;
      const lines = stderr.trimEnd().split('\n');
      equal([code, stdout, lines.length], [2, '', 2], `${args.join(' ')}\n${stderr}`);
      ok(lines[0]!.startsWith(`racetrap: ${words}`), lines[0]);
      ok(lines[1]!.startsWith('  hint: '), lines[1]);
    });
    ok(!readFileSync(found, 'utf8').includes('<'), 'the results are left alone');
  });
});
