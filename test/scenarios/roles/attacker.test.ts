/** Attackers as values: what each of them writes and when, and every slip refused. */
import { UsageError } from '../../../kernel/index.ts';
import {
  type AttackTiming,
  bodiesOf,
  type Instruction,
  type Program,
} from '../../../actors/index.ts';
import { attacking, followsCalls, storeRoute } from '../../../scenarios/roles/attacker.ts';
import { equal, is, match, ok, suite } from '../../support/suite.ts';

const route = storeRoute('path');

function program(timing: AttackTiming, turns = 1): Program {
  return attacking({ timing, route, benign: 0, forbidden: 1 }, turns);
}

function flat(given: Program): Instruction[] {
  return given.flatMap((each) => [each, ...bodiesOf(each).flatMap(flat)]);
}

/** What is written to the argument, with the pauses between. */
function writes(timing: AttackTiming): unknown[] {
  return flat(program(timing)).flatMap((each): unknown[] => {
    if (each.do === 'pause') return [each.for];
    return each.do === 'store' && each.word === 'path' ? [each.value] : [];
  });
}

function refusal(timing: AttackTiming): string {
  try {
    program(timing);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
}

suite('scenarios/roles/attacker', (test) => {
  test('one flip comes at its time', () => {
    equal(writes({ kind: 'once', withinNs: 9 }), [{ uniform: [0, 9] }, 1]);
    equal(writes({ kind: 'poisson', meanNs: 9 }), [{ exponential: 9 }, 1]);
  });

  test('ABA is forbidden, benign, and forbidden again', () => {
    const gap = { exponential: 9 };
    equal(writes({ kind: 'aba', meanNs: 9 }), [gap, 1, gap, 0, gap, 1]);
  });

  test('who writes on its own goes on until the target is done, and leaves it benign', () => {
    for (const timing of [
      { kind: 'tight' },
      { kind: 'telegraph', meanNs: 9 },
      { kind: 'square', halfPeriodNs: 9 },
    ] as const) {
      ok(!followsCalls(timing));
      const values = writes(timing).filter((each) => typeof each === 'number');
      equal(values, [1, 0]);
      ok(flat(program(timing)).some((each) => each.do === 'repeat'));
    }
  });

  test('a page fault tells the attacker when, and waits until it has written', () => {
    const steps = flat(program({ kind: 'fault' })).map((each) => each.do);
    equal(steps.slice(-5), ['await', 'store', 'mark', 'store', 'store']);
  });

  test('who learns waits for what it has learned', () => {
    const pauses = writes({ kind: 'adaptive', fromNs: 1, untilNs: 9 });
    equal(pauses, [{ constant: 'r6' }, 1]);
  });

  test('a time that is none, or runs backwards, is refused', () => {
    match(refusal({ kind: 'poisson', meanNs: -1 }), /^meanNs of an attacker that is poisson .*-1/);
    match(refusal({ kind: 'once', withinNs: undefined as never }), /not undefined$/);
    match(
      refusal({ kind: 'adaptive', fromNs: 9, untilNs: 1 }),
      /from its shorter to its longer delay/,
    );
    is(refusal({ kind: 'tight' }), 'accepted');
  });
});
