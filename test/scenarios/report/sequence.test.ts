/** Schedules as Mermaid sequence diagrams. */
import { sequenceDiagram } from '../../../scenarios/report/sequence.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { stepWith } from '../../support/outcome.ts';

suite('scenarios/report/sequence', (test) => {
  test('what goes round for ever is a loop', () => {
    const text = sequenceDiagram([stepWith({ thread: 'a', did: 'x' })], null, [
      stepWith({ thread: 'b', did: 'y' }),
    ]);
    equal(text.trimEnd().split('\n').slice(-4), [
      '  t0->>t0: 1. x',
      '  loop for ever',
      '    t1->>t1: 2. y',
      '  end',
    ]);
  });

  test('reads come from memory, writes go there, and the critical step has a frame', () => {
    const text = sequenceDiagram(
      [
        stepWith({ thread: 'a', did: 'load x', reads: [{ word: 'x', value: 3 }] }),
        stepWith({
          thread: 'b',
          did: 'store 1',
          changes: [
            { word: 'x', before: 3, after: 1 },
            { word: 'a parked', before: 5, after: 0 },
          ],
          events: ['finished'],
        }),
      ],
      2,
    );
    equal(text.split('\n'), [
      'sequenceDiagram',
      '  participant t0 as a',
      '  participant t1 as b',
      '  participant memory',
      '  t0->>t0: 1. load x',
      '  memory-->>t0: x = 3',
      '  rect rgb(255, 226, 204)',
      '    Note over t1: behind this step every continuation fails',
      '    t1->>memory: 2. store 1<br/>x: 3 -#gt; 1',
      '    t1-)t0: wakes',
      '    Note over t1: finished',
      '  end',
      '',
    ]);
  });

  test('what a step reads comes before what it writes', () => {
    const text = sequenceDiagram([
      stepWith({
        thread: 'a',
        did: 'y = x',
        reads: [{ word: 'x', value: 3 }],
        changes: [{ word: 'y', before: 0, after: 3 }],
      }),
    ]);
    equal(text.split('\n').slice(3, -1), [
      '  t0->>t0: 1. y = x',
      '  memory-->>t0: x = 3',
      '  t0->>memory: y: 0 -#gt; 3',
    ]);
  });

  test('a step that changes mappings shows memory behind it', () => {
    const text = sequenceDiagram([
      stepWith({ did: 'look' }),
      stepWith({ did: 'unmap', mappings: '0-2:r-x' }),
    ]);
    ok(text.includes('t0->>memory: 2. unmap<br/>memory XX...\n'), text);
  });

  test('no text of a scenario ends a line or begins an entity', () => {
    const text = sequenceDiagram([stepWith({ thread: 'a;b#1', did: 'mark x; end\n<b>' })]);
    is(text.split('\n').length, 5);
    ok(text.includes('participant t0 as a#59;b#35;1'), text);
    ok(text.includes('mark x#59; end #lt;b#gt;'), text);
  });
});
