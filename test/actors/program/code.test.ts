/** Programs as words: what they do, and what is refused with its place. */
import { UsageError } from '../../../kernel/index.ts';
import { compileScenario, type Program } from '../../../actors/index.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { scenarioOf, walk } from '../../support/walk.ts';
import { calculate, compare } from '../../../actors/program/arithmetic.ts';

/** The final r0 values of a program that runs alone. */
function results(program: Program, words: Record<string, number> = {}): string[] {
  return [
    ...walk(scenarioOf({ words, threads: { a: { at: 'native', program } }, observe: ['a.r0'] }))
      .outcomes,
  ].sort();
}

/** Where and why a program is refused. */
function refusal(program: Program): string {
  try {
    compileScenario(scenarioOf({ words: { x: 0 }, threads: { a: { at: 'native', program } } }));
  } catch (error) {
    ok(error instanceof UsageError, String(error));
    return `${error.where}: ${error.message}`;
  }
  return 'accepted';
}

suite('actors/program/code', (test) => {
  test('loops nest and run their bodies as often as they say', () => {
    const add = { do: 'compute', into: 'r0', value: ['r0', '+', 1] } as const;
    const inner = { do: 'loop', times: 3, body: [add] } as const;
    equal(results([{ do: 'loop', times: 4, body: [inner, add] }]), ['16']);
  });

  test('a branch takes one of its sides', () => {
    const set = (value: number) => ({ do: 'compute', into: 'r0', value }) as const;
    const program = (value: number): Program => [
      set(value),
      { do: 'branch', when: ['r0', '>', 5], then: [set(1)], otherwise: [set(2)] },
    ];
    equal(results(program(6)), ['1']);
    equal(results(program(5)), ['2']);
    equal(results([{ do: 'branch', when: ['r0', '!=', 0], then: [set(1)] }]), ['0']);
  });

  test('a choice is every alternative', () => {
    const program: Program = [
      { do: 'choose', among: [1, 2], into: 'r0' },
      { do: 'choose', among: [10, 20, '@native'], into: 'r1' },
      { do: 'compute', into: 'r0', value: ['r0', '+', 'r1'] },
    ];
    equal(results(program), ['1', '11', '12', '2', '21', '22']);
  });

  test('compare and swap swaps once and tells the value before', () => {
    const program: Program = [
      { do: 'cas', word: 'x', expected: 1, desired: 5, into: 'r0' },
      { do: 'cas', word: 'x', expected: 1, desired: 7, into: 'r1' },
      { do: 'compute', into: 'r0', value: ['r0', '*', 'r1'] },
    ];
    equal(results(program, { x: 1 }), ['5']);
  });

  test('an exit ends the program where it stands', () => {
    equal(results([{ do: 'exit' }, { do: 'compute', into: 'r0', value: 1 }]), ['0']);
  });

  test('arithmetic wraps at 32 bits and division by zero gives zero', () => {
    is(calculate(1, 0x7fff_ffff, 1), -0x8000_0000);
    is(calculate(3, 0x10000, 0x10001), 0x10000);
    is(calculate(4, 7, 0), 0);
    is(calculate(5, 7, 0), 0);
    is(calculate(4, -7, 2), -3);
  });

  test('comparisons are what they say', () => {
    const holds = (left: number, right: number) =>
      [0, 1, 2, 3, 4, 5].filter((number) => compare(number, left, right));
    equal(holds(1, 1), [0, 3, 5]);
    equal(holds(1, 2), [1, 2, 3]);
    equal(holds(2, 1), [1, 4, 5]);
  });

  test('what a program cannot name is refused with its place', () => {
    is(
      refusal([{ do: 'load', word: 'y', into: 'r0' }]),
      "threads.a.program[0]: no word of memory is named 'y'",
    );
    is(
      refusal([{ do: 'loop', times: 2, body: [{ do: 'jump', to: '@nowhere' }] }]),
      "threads.a.program[0].body[0]: no region is named 'nowhere'",
    );
    is(
      refusal([{ do: 'syscall', name: 'frobnicate' }]),
      "threads.a.program[0]: no system call is named 'frobnicate'",
    );
    is(
      refusal([{ do: 'lock', lock: 'a', mode: 'read' }]),
      "threads.a.program[0]: no lock is named 'a'",
    );
  });

  test('numbers out of range are refused with their place', () => {
    ok(refusal([{ do: 'loop', times: 0, body: [] }]).includes('times is a whole number'));
    ok(refusal([{ do: 'store', word: 'x', value: 2 ** 31 }]).includes('a value is a whole number'));
    ok(refusal([{ do: 'jump', to: 0, offset: 0 }]).includes('byte 1..4096'));
    ok(refusal([{ do: 'jump', to: 2 }]).includes('leaves the program'));
    ok(refusal([{ do: 'jump', to: -1 }]).includes('leaves the program'));
    ok(refusal([{ do: 'pause', for: { uniform: [5, 1] } }]).includes('smaller to its larger'));
    ok(refusal([{ do: 'pause', for: { exponential: -1 } }]).includes('a time in ns is a whole'));
    ok(refusal([{ do: 'pause', for: { logNormal: [5, -1] } }]).includes('sigma of a log-normal'));
    ok(refusal([{ do: 'pause', for: { oneIn: [0, 5] } }]).includes('how many times is a whole'));
    ok(refusal([{ do: 'pause', for: { histogram: [] } }]).includes('at least one time'));
    ok(refusal([{ do: 'pause', for: { histogram: [[5, 0]] } }]).includes('a weight is a whole'));
    ok(refusal([{ do: 'choose', among: [], into: 'r0' }]).includes('nothing to choose'));
    const long = Array.from({ length: 65_536 }, () => ({ do: 'exit' }) as const);
    ok(refusal(long).includes('more than 65536 instructions'));
  });
});
