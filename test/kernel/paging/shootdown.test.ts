/** Shootdown: no stale right behind the call, under every lock design, and its broken twins. */
import { ADDRESS_SPACE_DESIGNS, PAGING_OMISSIONS } from '../../../kernel/index.ts';
import type { Scenario } from '../../../actors/index.ts';
import { mprotect, munmap, read, store, waitFor, write } from '../../../scenarios/file/build.ts';
import { pagedOf, ranInTurn, total } from '../../support/paged.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { walk } from '../../support/walk.ts';

/** Two reads behind an mprotect, beside a writer that remembers the page. */
function guarded(parts: Partial<Scenario>): Scenario {
  return pagedOf(
    {
      writer: [write('@data', 0, 1), store('ready', 1), write('@data', 0, 2, 'r1')],
      guard: [
        waitFor('ready', '==', 1),
        mprotect('@data', 1, 'r--'),
        read('@data', 0, 'r1'),
        read('@data', 0, 'r2'),
      ],
    },
    {
      words: { ready: 0 },
      paging: { frames: 1, wordsPerFrame: 1 },
      observe: ['guard.r1', 'guard.r2'],
      properties: [{ kind: 'sometimes', name: 'stale', that: { event: 'staleTranslation' } }],
      ...parts,
    },
  );
}

/** One thread writes to many pages, and another core's thread unmaps them. */
function flushed(pages: number): readonly number[] {
  const world = ranInTurn(
    pagedOf(
      {
        a: Array.from({ length: pages }, (_, page) => write(4 + page, 0, 1)),
        b: [munmap('@data', pages)],
      },
      {
        regions: {
          native: { page: 0, pages: 2, prot: 'r-x' },
          data: { page: 4, pages, prot: 'rw-' },
        },
        paging: { frames: pages, wordsPerFrame: 1 },
      },
    ),
  );
  return [total(world, 'interrupt'), total(world, 'pageFlush'), total(world, 'fullFlush')];
}

suite('kernel/paging/shootdown', (test) => {
  for (const { name } of ADDRESS_SPACE_DESIGNS)
    test(`${name}: behind mprotect nobody writes, though somebody did before the flush`, () => {
      const walked = walk(guarded({ addressSpaceLock: { design: name } }));
      equal([...walked.outcomes].toSorted(), ['1,1', '2,2']);
      equal([walked.deadlocks, walked.unseen], [0, []]);
    });

  test('the kernel actor, which runs on no core, interrupts all of them', () => {
    const { outcomes, deadlocks } = walk(guarded({ owner: 'kernel-actor' }));
    equal([...outcomes].toSorted(), ['1,1', '2,2']);
    is(deadlocks, 0);
  });

  test('interrupts and their answers are told to who sleeps', () => {
    const { outcomes, deadlocks } = walk(guarded({ futexWaits: true }));
    equal([...outcomes].toSorted(), ['1,1', '2,2']);
    is(deadlocks, 0);
  });

  test('who does not wait for the acknowledgements is caught', () => {
    const [without] = PAGING_OMISSIONS;
    const { outcomes } = walk(guarded({ paging: { frames: 1, wordsPerFrame: 1, without } }));
    ok(outcomes.has('1,2'));
  });

  test('up to 33 pages go one by one, beyond them everything goes', () => {
    // Both cores flush.
    equal(flushed(33), [1, 66, 0]);
    equal(flushed(34), [1, 0, 2]);
  });
});
