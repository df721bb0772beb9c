/** Policies of guards: which go with which mechanism and scope, and what can be left out. */
import {
  GUARD_MECHANISMS,
  GUARD_OMISSIONS,
  GUARD_POLICIES,
  GUARD_SCOPES,
  guardDesign,
  guardFault,
} from '../../../kernel/guard/policy.ts';
import { equal, ok, suite } from '../../support/suite.ts';

suite('kernel/guard/policy', (test) => {
  test('every policy can do without being told a mechanism', () => {
    for (const policy of GUARD_POLICIES) equal(guardFault({ policy }), undefined);
  });

  test('the policies that mark pages go with every mechanism, the others with none', () => {
    for (const policy of GUARD_POLICIES)
      for (const mechanism of GUARD_MECHANISMS) {
        const isMarking = policy !== 'none' && policy !== 'freeze';
        equal(guardFault({ policy, mechanism }) === undefined, isMarking);
      }
  });

  test('a VMA stands on one mapping, a mark on one or on all of the frame', () => {
    for (const mechanism of GUARD_MECHANISMS)
      for (const scope of GUARD_SCOPES)
        equal(
          guardFault({ policy: 'stall', mechanism, scope }) === undefined,
          mechanism !== 'vma' || scope !== 'frame',
        );
    equal(guardDesign({ policy: 'stall', mechanism: 'vma' }).scope, 'mapping');
    equal(guardDesign({ policy: 'stall', mechanism: 'word' }).scope, 'frame');
  });

  test('each omission belongs to some design, and is refused where there is nothing to omit', () => {
    for (const without of GUARD_OMISSIONS) {
      ok(guardFault({ policy: 'none', without })?.includes(without));
      const designs = GUARD_POLICIES.flatMap((policy) =>
        [undefined, ...GUARD_MECHANISMS].map((mechanism) => ({ policy, mechanism })),
      );
      ok(
        designs.some(
          ({ policy, mechanism }) =>
            guardFault({ policy, without, ...(mechanism !== undefined && { mechanism }) }) ===
            undefined,
        ),
        without,
      );
    }
  });

  test('why it cannot be is one line', () => {
    for (const why of [
      guardFault({ policy: 'freeze', mechanism: 'page' }),
      guardFault({ policy: 'none', scope: 'frame' }),
      guardFault({ policy: 'stall', mechanism: 'vma', scope: 'frame' }),
      guardFault({ policy: 'stall', without: 'the reservation' }),
    ]) {
      ok(why !== undefined && !why.includes('\n'));
    }
  });
});
