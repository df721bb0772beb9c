/** The report of an outcome as a whole. */

import { coloured } from '../../../scenarios/report/paint.ts';
import { outcomeText } from '../../../scenarios/report/text.ts';
import { is, match, ok, suite } from '../../support/suite.ts';
import { outcomeWith, runWith, stepWith } from '../../support/outcome.ts';

const violated = outcomeWith({
  verdict: 'violated',
  expected: 'violated',
  parameters: { readers: 2 },
  findings: [
    {
      kind: 'property',
      message: 'it breaks',
      token: 'rt2.sample.0.0.0',
      schedule: [stepWith({})],
    },
  ],
});

suite('scenarios/report/text', (test) => {
  test('the verdict comes first and the command that repeats it last', () => {
    const lines = outcomeText(violated).trimEnd().split('\n');
    is(lines[0], 'sample is violated: it breaks.');
    is(lines[2], 'readers=2');
    is(lines.at(-1), '  racetrap replay rt2.sample.0.0.0');
  });

  test('a finding in a file of the user is repeated with the file', () => {
    const last = (file: string) => outcomeText(violated, { file }).trimEnd().split('\n').at(-1);
    is(last('./mine.ts'), '  racetrap replay rt2.sample.0.0.0 ./mine.ts');
    is(last('my file.ts'), "  racetrap replay rt2.sample.0.0.0 'my file.ts'");
    is(last("it's.ts"), "  racetrap replay rt2.sample.0.0.0 'it'\\''s.ts'");
  });

  test('a report without paint has no escape code, and paint adds nothing else', () => {
    for (const outcome of [violated, outcomeWith(), runWith({ journal: ['#1 app: finished'] })]) {
      const text = outcomeText(outcome);
      ok(!text.includes('\u001b'));
      const painted = outcomeText(outcome, { paint: coloured });
      ok(painted !== text && painted.replaceAll(/\p{Cc}\[\d+m/gu, '') === text);
    }
  });

  test('a deadlock says who waits for what', () => {
    const text = outcomeText(
      outcomeWith({
        verdict: 'violated',
        findings: [{ kind: 'deadlock', message: 'deadlock', waits: ['a waits for b'] }],
      }),
    );
    ok(text.includes('    - a waits for b'), text);
  });

  test('what goes round for ever is shown behind the schedule, numbered on', () => {
    const finding = {
      kind: 'livelock',
      message: 'livelock: for ever without: a reply',
      schedule: [stepWith({ did: 'begin' }), stepWith({ did: 'turn' })],
      forever: [stepWith({ did: 'round and round' })],
    } as const;
    const text = outcomeText(outcomeWith({ verdict: 'violated', findings: [finding] }));
    match(text, /^ {2}livelock: for ever without: a reply$/m);
    match(text, /2 {2}turn[^]*then for ever:\n[^]*3 {2}round and round/);
  });

  test('properties that an engine leaves alone are named', () => {
    const text = outcomeText({ ...runWith(), unjudged: ['it ends', 'it begins'] });
    match(text, /^Not judged by runs, .*: it ends, it begins\.$/m);
  });

  test('a cycle of waits is told round to its beginning', () => {
    const told = (cycle: readonly string[]) =>
      outcomeText(
        outcomeWith({
          verdict: 'violated',
          findings: [{ kind: 'deadlock', message: 'deadlock', cycle }],
        }),
      );
    ok(
      told(['a', 'b']).includes('\n  cycle: a waits for b, which waits for a\n'),
      told(['a', 'b']),
    );
    ok(told(['a']).includes('\n  cycle: a waits for a\n'), told(['a']));
  });

  test('the journal shows its last lines and says what was dropped', () => {
    const journal = Array.from({ length: 30 }, (_none, number) => `#${number} app: native`);
    const text = outcomeText(runWith({ journal, journalDropped: 5 }));
    ok(text.includes('Last 12 events of the journal; the rings dropped 5 events'), text);
    ok(text.includes('#29 ') && text.includes('#18 ') && !text.includes('#17 '));
  });
});
