/** Faults of a scenario file: one line each, with the path into the file. */

import { faultOf, pathText, placeIn } from '../../../scenarios/file/fault.ts';
import { scenario, store, syscall } from '../../../scenarios/file/build.ts';
import { scenarioSchema } from '../../../scenarios/file/schema.ts';
import type { Instruction } from '../../../actors/index.ts';
import { equal, is, suite } from '../../support/suite.ts';

/** What is said of a scenario of which a part is wrong. */
function said(change: Record<string, unknown>): string[] {
  const value = { ...scenario({ name: 'a', threads: { app: [syscall('getpid')] } }), ...change };
  const result = scenarioSchema.safeParse(value);
  if (result.success) return [];
  const { where, message, hint } = faultOf(result.error.issues, value, 'my.json');
  return [`${where}: ${message}`, hint];
}

/** What is said of a thread's program of one instruction. */
function saidOf(instruction: unknown): string[] {
  return said({ threads: { app: { at: 'code', program: [instruction] } } });
}

suite('scenarios/file/fault', (test) => {
  test('a path reads as people write it', () => {
    is(pathText(['threads', 'app', 'program', 2, 'word']), 'threads.app.program[2].word');
    is(pathText(['words', 'a b']), 'words["a b"]');
  });

  test('a place is put behind its source once', () => {
    is(placeIn('my.json', 'words.x'), 'my.json: words.x');
    is(placeIn('my.json', 'my.json: words.x'), 'my.json: words.x');
    is(placeIn('my.json', ''), 'my.json');
  });

  test('of several forms, the one whose fields stand there is judged', () => {
    const ret = (action: string) => ({ rules: [{ when: { nr: 1 }, ret: { action } }] });
    const filter = (declared: unknown) => said({ tasks: { filters: { f: declared } } });
    equal(
      filter({ ...ret('ALOW'), default: { raw: 0 } })[0],
      "my.json: tasks.filters.f.rules[0].ret.action: 'ALOW' is not known here",
    );
    // No form has all of its fields here: nobody can say which is meant.
    equal(
      filter({ ...ret('ALLOW'), ranges: [] })[0]?.slice(0, 44),
      'my.json: tasks.filters.f: a filter is { rule',
    );
  });

  test('a scenario without fault has none', () => {
    equal(said({}), []);
    equal(saidOf(store('x', 1) satisfies Instruction), []);
  });

  test('an unknown instruction is told with the one that was meant', () => {
    const [line, hint = ''] = saidOf({ do: 'stor', word: 'x', value: 1 });
    is(line, "my.json: threads.app.program[0].do: 'stor' is not known here");
    is(hint.startsWith("did you mean 'store'? It is one of syscall, jump, load"), true);
  });

  test('a misspelt field is told with the one that is missing', () => {
    equal(saidOf({ do: 'store', wrod: 'x', value: 1 }), [
      "my.json: threads.app.program[0]: no field is named 'wrod'",
      "did you mean 'word'?",
    ]);
  });

  test('a value of the wrong kind is told with what should stand there', () => {
    equal(saidOf({ do: 'store', word: 4, value: 1 }), [
      'my.json: threads.app.program[0].word: a string should stand here, not 4',
      '',
    ]);
    equal(saidOf('exit'), [
      "my.json: threads.app.program[0]: an object should stand here, not 'exit'",
      '',
    ]);
    equal(saidOf({ do: 'store', word: 'x', value: 'r9' }), [
      'my.json: threads.app.program[0].value: ' +
        'a value is a number, a register r0 to r7, @ or & and the name of a region, or $ and a constant',
      '',
    ]);
    equal(saidOf({ do: 'atomic', effects: [['x', '+=', 1]] }), [
      "my.json: threads.app.program[0].effects[0][1]: '+=' is not known here",
      "did you mean '='? It is =",
    ]);
    equal(saidOf({ do: 'atomic', when: ['x', '=', 1], effects: [] }), [
      "my.json: threads.app.program[0].when[1]: '=' is not known here",
      "did you mean '+'? It is one of +, -, *, /, %, &, |, ^, ==, !=, <, <=, >, >=",
    ]);
    equal(said({ threads: undefined }), ['my.json: threads: missing: an object', '']);
    equal(said({ version: 2 }), ['my.json: version: 2 is not known here', 'it is 1']);
  });

  test('a fault deep inside is told where it is', () => {
    const inner = { do: 'loop', times: 2, body: [{ do: 'load', word: 'x', into: 'r8' }] };
    is(saidOf(inner)[0], "my.json: threads.app.program[0].body[0].into: 'r8' is not known here");
  });

  test('an unknown event is told with all that there are', () => {
    const [line, hint = ''] = said({
      properties: [{ kind: 'never', name: 'n', that: { event: 'escpaed' } }],
    });
    is(line, "my.json: properties[0].that: no event is named 'escpaed'");
    is(hint.startsWith('events: native, trapped, escaped'), true);
  });
});
