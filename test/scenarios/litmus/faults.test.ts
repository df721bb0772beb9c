/** Page faults beside an editor, under every lock design and every twin. */
import { faultBesideEdit } from '../../../scenarios/litmus/faults.ts';
import { ask, explore } from '../../../workers/index.ts';
import { foundByDesign, proves } from '../../support/litmus.ts';
import { equal, ok, suite } from '../../support/suite.ts';

const GONE = 'a fault ends with a permission that is gone';
const FREED = 'a fault reads a freed mapping';

suite('scenarios/litmus/faults', (test) => {
  test('a fault beside an mprotect ends with the permission that stands', async () => {
    equal(await foundByDesign(faultBesideEdit, { edit: 0, threads: 1 }), [
      `per-vma without the sequence: ${GONE}`,
      `per-vma-refcount without the sequence: ${GONE}`,
      `speculative without the recheck: ${GONE}`,
      `speculative without the odd sequence: ${GONE}`,
    ]);
    await proves(faultBesideEdit, ['0 0', '0 2', '2 0', '2 2'], { edit: 0 });
  });

  test('a fault beside an unmap reads no freed mapping', async () =>
    equal(await foundByDesign(faultBesideEdit, { edit: 1, threads: 1 }), [
      `mmap-lock without the hold: ${FREED}`,
      `per-vma without the sequence: ${FREED}`,
      `per-vma without the detached check: ${FREED}`,
      `per-vma without the read section: ${FREED}`,
      'per-vma without the release before the fallback: deadlock',
      `per-vma-refcount without the look again: ${FREED}`,
      `per-vma-refcount without the sequence: ${FREED}`,
      `range-lock without the hold: ${FREED}`,
      `speculative without the recheck: ${FREED}`,
      `speculative without the odd sequence: ${FREED}`,
    ]));

  test('a schedule tells a page fault by its access, its end and the protection asked for', async () => {
    const scenario = faultBesideEdit.build({ design: 2, without: 1, threads: 1, edit: 0 });
    const schedule = (await explore(ask(scenario))).findings[0]?.schedule ?? [];
    const deeds = schedule.map(({ did }) => did);
    ok(deeds.includes('write page @data: fault.find'), deeds.join('\n'));
    ok(
      deeds.some((did) => did.startsWith('mprotect(@data, 1, r--)')),
      deeds.join('\n'),
    );
    const events = schedule.flatMap((step) => step.events);
    ok(events.includes('staleDecision at page 4: allow'), events.join('\n'));
  });
});
