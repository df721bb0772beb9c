/** Spans: what they are between, whose they are, and every slip refused. */
import { EVENT, UsageError } from '../../../kernel/index.ts';
import { compileScenario, type Scenario, Spans } from '../../../actors/index.ts';
import { mark, scenario, store } from '../../../scenarios/file/build.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const base = scenario({
  name: 'spans',
  words: { x: 0 },
  threads: { first: [mark('begun'), store('x', 1)], second: [store('x', 2), mark('ended')] },
});

function spansOf(spans: NonNullable<Scenario['spans']>): Spans {
  const whole = { ...base, spans };
  return new Spans(whole, compileScenario(whole));
}

/** What is told of a mark by its name. */
function told(spans: Spans, marked: string): string[] {
  const lines: string[] = [];
  const number = compileScenario(base).marks.indexOf(marked);
  const watcher = {
    spanBegins: (span: number) => lines.push(`begins ${span}`),
    spanEnds: (span: number) => lines.push(`ends ${span}`),
  };
  spans.record(watcher, 0, EVENT.marked, number);
  return lines;
}

suite('actors/world/span', (test) => {
  test('a span begins and ends with its events', () => {
    const spans = spansOf({ window: { from: { marked: 'begun' }, to: { marked: 'ended' } } });
    equal(told(spans, 'begun'), ['begins 0']);
    equal(told(spans, 'ended'), ['ends 0']);
    ok(spans.concerns(EVENT.marked));
    ok(!spans.concerns(EVENT.called));
  });

  test('what ends one span and begins the next ends first', () => {
    const pace = { from: { marked: 'begun' }, to: { marked: 'begun' }, within: 'thread' } as const;
    const spans = spansOf({ pace });
    equal(told(spans, 'begun'), ['ends 0', 'begins 0']);
    is(spans.isOwn[0], 1);
  });

  test('an event that nobody marks is refused, with its place', () => {
    try {
      spansOf({ window: { from: { marked: 'begin' }, to: { marked: 'ended' } } });
      ok(false, 'accepted');
    } catch (error) {
      ok(error instanceof UsageError);
      is(error.where, 'spans.window.from');
      is(error.message, "no program marks 'begin'");
    }
  });
});
