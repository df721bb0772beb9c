/** Protections: what applies to which scenario, and that each changes one thing. */
import { ADDRESS_SPACE_DESIGNS, UsageError } from '../../../kernel/index.ts';
import { catalogue, defaultsOf } from '../../../scenarios/catalogue.ts';
import { throughHandle } from '../../../scenarios/guards/handle.ts';
import { expectProtections, protectionsOf } from '../../../scenarios/guards/protection.ts';
import { aliasBypass, inoutStructDeadlock } from '../../../scenarios/litmus/guarded-arguments.ts';
import { lostReplyKillable } from '../../../scenarios/litmus/interruption.ts';
import { rwsem } from '../../../scenarios/litmus/locks.ts';
import { unlockedLookup } from '../../../scenarios/litmus/memmap.ts';
import { toctouContinuePlain } from '../../../scenarios/litmus/toctou.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const kinds = (entry: (typeof catalogue)[number]): string[] => [
  ...new Set(protectionsOf(entry, defaultsOf(entry)).map(({ kind }) => kind)),
];

suite('scenarios/guards/protection', (test) => {
  test('an entry check can be replaced, and every lock of the address space tried', () => {
    const found = protectionsOf(unlockedLookup, {});
    equal(kinds(unlockedLookup), ['check', 'lock', 'twin']);
    is(found.filter(({ kind }) => kind === 'lock').length, ADDRESS_SPACE_DESIGNS.length - 1);
  });

  test('a kernel fix that is off can be switched on', () => {
    const [fix] = protectionsOf(lostReplyKillable, {});
    equal([fix?.kind, fix?.name], ['fix', 'wait-killable-replied']);
    equal(fix?.build().kernelFixes, { 'wait-killable-replied': true });
  });

  test('every guard that can be is tried in place of a broken one, whole', () => {
    const found = protectionsOf(aliasBypass, {}).filter(({ kind }) => kind === 'guard');
    // Four policies that mark pages by five marks, and freeze; one of them is the scenario's own.
    is(found.length, 4 * 5 + 1 - 1);
    for (const { build } of protectionsOf(inoutStructDeadlock, { writer: 1 })) {
      const { guard } = build();
      is(guard?.without, undefined);
    }
  });

  test('a supervisor that reads a call’s memory can read it through the handle, under every guard', () => {
    const found = protectionsOf(toctouContinuePlain, defaultsOf(toctouContinuePlain));
    const handles = found.filter(({ kind }) => kind === 'handle');
    is(handles.length, 4 * 5 + 1);
    const before = JSON.stringify(toctouContinuePlain.build({}).threads);
    for (const { build } of handles) {
      const { threads, guard } = build();
      ok(guard !== undefined);
      const after = JSON.stringify(threads);
      ok(!after.includes('process_vm_readv') && after.includes('notif_read'));
      // One copy is all that is made otherwise.
      is(after.split('notif_read').length, before.split('process_vm_readv').length);
    }
    equal(throughHandle(aliasBypass.build({}), { policy: 'stall' }), undefined);
    equal(throughHandle(rwsem.build(defaultsOf(rwsem)), { policy: 'stall' }), undefined);
  });

  test('the twin is asked what the scenario is asked', () => {
    const given = { ...defaultsOf(toctouContinuePlain), route: 1 };
    const twin = protectionsOf(toctouContinuePlain, given).find(({ kind }) => kind === 'twin');
    is(twin?.command, 'racetrap explore toctou-continue-fixed --set route=1');
    ok(JSON.stringify(twin?.build().regions).includes('alias'));
  });

  test('programs and properties stay, but for the twin', () => {
    for (const entry of catalogue.filter(({ kind }) => kind !== 'load')) {
      const base = entry.build(defaultsOf(entry));
      for (const { kind, build } of protectionsOf(entry, defaultsOf(entry))) {
        if (kind !== 'check' && kind !== 'lock' && kind !== 'fix' && kind !== 'guard') continue;
        const changed = build();
        equal([changed.threads, changed.properties], [base.threads, base.properties]);
      }
    }
  });

  test('where nothing applies, that is said', () => {
    const found = protectionsOf(rwsem, defaultsOf(rwsem));
    try {
      expectProtections(rwsem, found);
    } catch (error) {
      ok(error instanceof UsageError);
      return;
    }
    ok(false, `${found.length} protections`);
  });
});
