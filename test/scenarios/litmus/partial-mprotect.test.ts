/** An mprotect over several mappings: what it leaves when it fails, and who sees it half done. */
import {
  mprotectHalfSeen,
  partialMprotect,
  partialMprotectFixed,
} from '../../../scenarios/litmus/partial-mprotect.ts';
import { finds, foundByDesign, proves } from '../../support/litmus.ts';
import { equal, suite } from '../../support/suite.ts';

const UNTOUCHED = 'memory that was said to be untouched is writable';
const HALF = 'an mprotect is seen half done';

suite('scenarios/litmus/partial-mprotect', (test) => {
  test('an mprotect that meets a hole has changed what lies before it', async () => {
    await finds(partialMprotect, UNTOUCHED, 13, { obstacle: 0 });
    // What mprotect returned, and what the attacker's write met: 2 is SEGV_ACCERR.
    await proves(partialMprotectFixed, ['-12 2', '0 0'], { obstacle: 0 });
  });

  test('an mprotect that meets what may not be written has changed what lies before it', async () => {
    await finds(partialMprotect, UNTOUCHED, 13, { obstacle: 1 });
    await proves(partialMprotectFixed, ['-13 2', '0 0'], { obstacle: 1 });
  });

  test('page faults see no mprotect half done but under twins that release mappings early', async () =>
    equal(await foundByDesign(mprotectHalfSeen, { by: 0 }), [
      `per-vma without the sequence: ${HALF}`,
      `per-vma-refcount without the sequence: ${HALF}`,
      `speculative without the odd sequence: ${HALF}`,
    ]));

  test('the unlocked entry check sees an mprotect half done', async () =>
    equal(await foundByDesign(mprotectHalfSeen, { by: 1 }), [
      `unlocked: ${HALF}`,
      `per-vma without the sequence: ${HALF}`,
      `per-vma-refcount without the sequence: ${HALF}`,
      `speculative without the odd sequence: ${HALF}`,
    ]));
});
