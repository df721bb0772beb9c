/** What each policy says to each route by which what was read can change. */
import { ERRNO, GUARD_STATE, guardState, heldCount, MADV, MAP } from '../../../kernel/index.ts';
import type { Instruction } from '../../../actors/index.ts';
import { isTampered } from '../../../kernel/guard/guard.ts';
import { copiedWord } from '../../../kernel/guard/hold.ts';
import { SIGNAL } from '../../../kernel/signals/signal.ts';
import {
  answering,
  guardedStage,
  reading,
  readStage,
  registerOf,
  wordOf,
  writing,
} from '../../support/guarded.ts';
import { total } from '../../support/paged.ts';
import { call } from '../../support/tasks.ts';
import type { Stage } from '../../support/supervision.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

const FIXED = MAP.PRIVATE | MAP.ANONYMOUS | MAP.FIXED;

function system(name: string, ...list: (number | `@${string}` | `&${string}` | `$${string}`)[]) {
  return { do: 'syscall', name, arguments: list, into: 'r5' } as const satisfies Instruction;
}

/** Routes besides a store, each of which changes the first word that was read, or takes it away. */
const ROUTES: Readonly<Record<string, Instruction>> = {
  munmap: system('munmap', '@data+1', 1),
  'MAP_FIXED over it': system('mmap', '@data+1', 1, 3, FIXED),
  'mremap away': system('mremap', '@data+1', 1, 1, 3, '@spare'),
  'mremap over it': system('mremap', '@buffer', 1, 1, 3, '@data+1'),
  MADV_DONTNEED: system('madvise', '@data+1', 1, MADV.DONTNEED),
  process_vm_writev: system('process_vm_writev', '$thread.s', '&buffer', '&data+2', 1, 0),
};

const SPARE = {
  regions: {
    native: { page: 0, pages: 2, prot: 'r-x' },
    data: { page: 4, pages: 3, prot: 'rw-', anon: 1, contents: [0, 0, 1, 2, 3, 4] },
    buffer: { page: 8, pages: 1, prot: 'rw-', anon: 2, contents: [7, 0] },
    spare: { page: 10, pages: 1, prot: 'rw-', absent: true },
  },
  mapCountLimit: 30,
} as const;

/** Whether a thread sleeps in the middle of what it was given. */
const isWaiting = (stage: Stage, name: string): boolean =>
  !stage.driver.resting(stage.thread(name)).idle;

suite('kernel/guard/guard', (test) => {
  test('a store meets the policy: it waits, is refused, or passes', () => {
    for (const mechanism of ['vma', 'page', 'word'] as const) {
      const stall = readStage({ policy: 'stall', mechanism });
      stall.give('w', writing(9));
      ok(isWaiting(stall, 'w'));
      is(wordOf(stall, 5, 0), 1);
      is(total(stall.world, 'guardStall'), 1);

      const sigbus = readStage({ policy: 'sigbus', mechanism });
      sigbus.give('w', writing(9));
      is(registerOf(sigbus, 'w', 5), SIGNAL.SIGBUS);
      is(wordOf(sigbus, 5, 0), 1);

      const eperm = readStage({ policy: 'eperm', mechanism });
      eperm.give('w', writing(9));
      is(wordOf(eperm, 5, 0), 9);
      ok(isTampered(eperm.world, eperm.thread('t')));

      const snapshot = readStage({ policy: 'snapshot', mechanism });
      const { world } = snapshot;
      snapshot.give('w', writing(9));
      is(wordOf(snapshot, 5, 0), 9);
      const copy = copiedWord(world, snapshot.thread('t'), 5, 0);
      is(world.words.get(copy), 1);
      is(total(snapshot.world, 'guardCopy'), 2);
    }
  });

  test('every other route meets the same policy', () => {
    for (const mechanism of ['vma', 'page', 'word'] as const)
      for (const [route, instruction] of Object.entries(ROUTES)) {
        const of = (policy: 'stall' | 'sigbus' | 'eperm' | 'snapshot') => {
          const stage = readStage({ policy, mechanism }, { parts: SPARE });
          const result = stage.give('w', instruction);
          return { stage, result, target: stage.thread('t') };
        };
        const name = `${route}, ${mechanism}`;
        const stall = of('stall');
        ok(isWaiting(stall.stage, 'w'), name);
        is(wordOf(stall.stage, 5, 0), 1, name);
        stall.stage.give('s', answering(1, 5));
        stall.stage.run('t');
        ok((stall.stage.run('w') ?? -1) >= 0, name);

        const refused = of('sigbus');
        ok((refused.result ?? 0) < 0, name);
        is(wordOf(refused.stage, 5, 0), 1, name);

        const eperm = of('eperm');
        ok((eperm.result ?? -1) >= 0, name);
        ok(isTampered(eperm.stage.world, eperm.target), name);

        const snapshot = of('snapshot');
        ok((snapshot.result ?? -1) >= 0, name);
        const copy = copiedWord(snapshot.stage.world, snapshot.target, 5, 0);
        is(snapshot.stage.world.words.get(copy), 1, name);
        for (const { stage } of [stall, refused, eperm, snapshot]) {
          if (stage !== stall.stage) {
            stage.give('s', answering(1, 5));
            stage.run('t');
          }
          is(heldCount(stage.world), 0, name);
        }
      }
  });

  test('a guard that forgets edits is bypassed by each of them', () => {
    for (const route of ['MAP_FIXED over it', 'mremap over it', 'MADV_DONTNEED']) {
      const guard = { policy: 'stall', without: 'the edits' } as const;
      const stage = readStage(guard, { parts: SPARE });
      ok((stage.give('w', ROUTES[route]!) ?? -1) >= 0);
      is(guardState(stage.world, stage.thread('t')), GUARD_STATE.armed);
    }
  });

  test('a change of protection takes nothing away, and gives no way around the guard', () => {
    for (const mechanism of ['vma', 'page', 'word'] as const) {
      const stage = readStage({ policy: 'stall', mechanism }, { parts: SPARE });
      is(stage.give('w', system('mprotect', '@data', 3, 1)), 0);
      is(stage.give('w', system('mprotect', '@data', 3, 3)), 0);
      stage.give('w', writing(9));
      ok(isWaiting(stage, 'w'));
    }
  });

  test('an innocent writer of the page waits for a page, and passes where words count', () => {
    const one: Instruction = {
      do: 'syscall',
      name: 'notif_read',
      arguments: [0, 1, '&data+2', 1, '&buffer'],
      into: 'r4',
    };
    for (const mechanism of ['vma', 'page', 'word'] as const) {
      const stage = guardedStage({ policy: 'stall', mechanism });
      stage.give('t', call('getppid', 'r4'));
      stage.give('s', call('notif_recv', 'r4', 0));
      is(stage.give('s', one), 1);
      stage.give('w', writing(9, 1));
      is(isWaiting(stage, 'w'), mechanism !== 'word');
      is(total(stage.world, 'guardInnocent'), mechanism === 'word' ? 0 : 1);
      is(wordOf(stage, 5, 1), mechanism === 'word' ? 9 : 2);
    }
  });

  test('the last of two guards on a page lets it go, and not the first', () => {
    for (const mechanism of ['vma', 'page', 'word'] as const)
      for (const isBroken of [false, true]) {
        const stage = readStage(
          { policy: 'stall', mechanism, ...(isBroken && { without: 'the count' as const }) },
          { targets: ['t', 'u'] },
        );
        stage.give('u', call('getppid', 'r4'));
        stage.give('s', call('notif_recv', 'r4', 0));
        is(stage.give('s', reading(2)), 2);
        is(heldCount(stage.world), 2);
        stage.give('s', answering(1, 5));
        stage.run('t');
        stage.give('w', writing(9));
        is(isWaiting(stage, 'w'), !isBroken);
        stage.give('s', answering(2, 5));
        stage.run('u');
        stage.run('w');
        is(heldCount(stage.world), 0);
        is(wordOf(stage, 5, 0), 9);
      }
  });

  test('a guard on one mapping lets another one of the frame through, an rmap-wide one does not', () => {
    const shared = { page: 4, pages: 1, prot: 'rw-', shared: 'object' } as const;
    const parts = {
      regions: {
        native: SPARE.regions.native,
        data: { page: 4, pages: 2, prot: 'rw-', shared: 'object', contents: [0, 0, 1, 2] },
        buffer: SPARE.regions.buffer,
        alias: { ...shared, page: 10, pages: 2, contents: [0, 0, 1, 2] },
      },
    } as const;
    const throughAlias: Instruction = { do: 'write', at: '@alias+1', word: 0, value: 9 };
    for (const scope of ['mapping', 'frame'] as const)
      for (const mechanism of ['vma', 'page', 'word'] as const) {
        if (mechanism === 'vma' && scope === 'frame') continue;
        const stage = readStage({ policy: 'stall', mechanism, scope }, { parts });
        stage.give('w', throughAlias);
        is(isWaiting(stage, 'w'), scope === 'frame', `${scope} ${mechanism}`);
      }
    const broken = readStage({ policy: 'stall', without: 'the rmap' }, { parts });
    broken.give('w', throughAlias);
    ok(!isWaiting(broken, 'w'));
  });

  test('what a manager reads again is what it has read, whatever was written meanwhile', () => {
    const snapshot = readStage({ policy: 'snapshot' });
    snapshot.give('w', writing(9));
    is(snapshot.give('s', reading(1)), 2);
    is(wordOf(snapshot, 8, 0), 1);
    const eperm = readStage({ policy: 'eperm' });
    eperm.give('w', writing(9));
    is(eperm.give('s', reading(1)), -ERRNO.EPERM);
  });

  test('more ranges than there are spans for are refused, and nothing more is held', () => {
    const stage = guardedStage({ policy: 'stall', spans: 1 });
    stage.give('t', call('getppid', 'r4'));
    stage.give('s', call('notif_recv', 'r4', 0));
    const both: Instruction = {
      do: 'syscall',
      name: 'notif_read',
      arguments: [0, 1, '&data+1', 2, '&buffer'],
      into: 'r4',
    };
    is(stage.give('s', both), -ERRNO.ENOMEM);
    is(heldCount(stage.world), 0);
    is(guardState(stage.world, stage.thread('t')), GUARD_STATE.idle);
    is(stage.give('s', reading(1)), 2);
    is(stage.give('s', both), -ERRNO.ENOMEM);
    is(heldCount(stage.world), 1);
    equal(total(stage.world, 'guardInstalled'), 1);
  });
});
