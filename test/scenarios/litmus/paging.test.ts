/** Stale translations, frames that are freed too early, and guards on one of two mappings. */
import * as paging from '../../../scenarios/litmus/paging.ts';
import { finds, proves } from '../../support/litmus.ts';
import { suite } from '../../support/suite.ts';

suite('scenarios/litmus/paging', (test) => {
  test('behind mprotect nobody writes, though somebody may have before the flush', () =>
    // What the writer is told, and the page twice.
    proves(paging.tlbStalePermission, ['0 2 2', '2 1 1']));

  test('a page still changes when mprotect does not wait for the other cores', () =>
    finds(paging.tlbStalePermissionEarly, 'behind mprotect the page stays as it is', 28));

  test('a frame has a new owner only when no core can reach it', () =>
    // What the old owner is told, and what the new one reads.
    proves(paging.tlbFrameReuse, ['0 5', '1 5']));

  test('a frame that is freed before the flush is written to by its old owner', () =>
    finds(paging.tlbFrameReuseEarly, 'nobody else writes to the page of its owner', 53));

  test('a guard on one mapping of a frame stops no write through another', () =>
    finds(paging.sharedAlias, 'what is judged is what is used', 28));

  test('a guard on every mapping of a frame stops them all', () =>
    proves(paging.sharedAliasFixed, ['0 0 2']));
});
