/**
 * Random histories of guarded calls: targets that call, a manager that receives, reads, answers and
 * dies, writers by every route that keeps mappings, signals and deaths, under random schedules and
 * all policies. A judge that knows nothing of guards but their words says behind every step which
 * law is broken, and at the end whether anything is left. Broken guards show that it can tell.
 */
import * as fc from 'fast-check';
import type { GuardDeclaration, Instruction } from '../../../actors/index.ts';
import {
  ACCESS,
  EVENT,
  GUARD_MECHANISMS,
  GUARD_POLICIES,
  GUARD_SCOPES,
  GUARD_STATE,
  guardFault,
  guardState,
  heldCount,
  lookupVma,
  MADV,
  mapCount,
  marksPages,
  PAGING,
  VM,
  vmaFlags,
  WAIT,
  type World,
} from '../../../kernel/index.ts';
import { guardsOf, spanWord } from '../../../kernel/guard/hold.ts';
import { SPAN } from '../../../kernel/guard/layout.ts';
import { pagingOf } from '../../../kernel/paging/frame.ts';
import { allows, frameOf } from '../../../kernel/paging/page-table.ts';
import { SIGNAL } from '../../../kernel/signals/signal.ts';
import { guardedStage, writing } from '../../support/guarded.ts';
import { total } from '../../support/paged.ts';
import { call } from '../../support/tasks.ts';
import type { Stage } from '../../support/supervision.ts';
import { is, ok, suite } from '../../support/suite.ts';

const SEED = 2_026_128;
const TARGETS = ['t', 'u'] as const;
const WRITERS = ['w', 'x'] as const;
const NAMES = ['s', ...TARGETS, ...WRITERS] as const;

/** Every guard that can be. */
const GUARDS: readonly GuardDeclaration[] = GUARD_POLICIES.filter(
  (policy) => policy !== 'none',
).flatMap((policy): GuardDeclaration[] =>
  marksPages(policy)
    ? GUARD_MECHANISMS.flatMap((mechanism) =>
        GUARD_SCOPES.map((scope) => ({ policy, mechanism, scope })),
      ).filter((guard) => guardFault(guard) === undefined)
    : [{ policy }],
);

/** What somebody does next. */
type Deed =
  | { readonly by: 't' | 'u'; readonly kind: 'call' }
  | { readonly by: 's'; readonly kind: 'recv' }
  | { readonly by: 's'; readonly kind: 'read'; readonly back: number; readonly count: number }
  | { readonly by: 's'; readonly kind: 'send'; readonly back: number }
  | { readonly by: 'w' | 'x'; readonly kind: 'write' | 'drop' | 'poke' | 'protect' };

const back = fc.constantFrom(0, 0, 1);
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ by: fc.constantFrom(...TARGETS), kind: fc.constant('call' as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ by: fc.constant('s' as const), kind: fc.constant('recv' as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      by: fc.constant('s' as const),
      kind: fc.constant('read' as const),
      back,
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      by: fc.constant('s' as const),
      kind: fc.constant('send' as const),
      back,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      by: fc.constantFrom(...WRITERS),
      kind: fc.constantFrom(
        'write' as const,
        'write' as const,
        'drop' as const,
        'poke' as const,
        'protect' as const,
      ),
    }),
  },
);

/** A thread moves by some steps, gets a signal (5 more), or is killed (10 more). */
const moves = fc.record({
  move: fc.oneof(
    { weight: 40, arbitrary: fc.nat(4) },
    { weight: 2, arbitrary: fc.integer({ min: 6, max: 7 }) },
    { weight: 1, arbitrary: fc.integer({ min: 10, max: 14 }) },
  ),
  steps: fc.constantFrom(1, 1, 2, 5, 15, 40),
});

const histories = fc.record({
  guard: fc.nat(GUARDS.length - 1),
  deeds: fc.array(deeds, { minLength: 6, maxLength: 24 }),
  moves: fc.array(moves, { minLength: 20, maxLength: 80 }),
});
type History = ReturnType<typeof histories.generate>['value'];

function instructionOf(deed: Deed, received: readonly number[]): Instruction {
  const id = 'back' in deed ? (received.at(-1 - deed.back) ?? 77) : 0;
  const system = (
    name: string,
    ...list: (number | `@${string}` | `&${string}`)[]
  ): Instruction => ({
    do: 'syscall',
    name,
    arguments: list,
    into: 'r4',
  });
  switch (deed.kind) {
    case 'call':
      return call('getppid', 'r4');
    case 'recv':
      return call('notif_recv', 'r4', 0);
    case 'read':
      return system('notif_read', 0, id, '&data+2', deed.count, '&buffer');
    case 'send':
      return system('notif_send', 0, id, 5);
    case 'write':
      return writing(9);
    case 'drop':
      return system('madvise', '@data+1', 1, MADV.DONTNEED);
    case 'poke':
      return {
        do: 'syscall',
        name: 'process_vm_writev',
        arguments: ['$thread.t', '&buffer', '&data+2', 1, 0],
        into: 'r4',
      };
    case 'protect':
      return system('mprotect', '@data', 3, 3);
  }
}

/** The laws of a state: counts, and rights of what is held. */
function broken(world: World): string[] {
  const laws: string[] = [];
  const { bounds, held, heldLength } = guardsOf(world);
  const { entry, bounds: paged } = pagingOf(world);
  const { design, spanCount } = bounds;
  let holding = 0;
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1) {
    for (let span = 0; span < (heldLength > 0 ? spanCount : 0); span += 1) {
      const at = spanWord(world, thread, span);
      if (world.words.get(at + SPAN.HELD) === 0) continue;
      holding += 1;
      if (guardState(world, thread) !== GUARD_STATE.armed)
        laws.push('a guard that is not armed holds');
      const frame = world.words.get(at + SPAN.FRAME) - 1;
      const page = world.words.get(at + SPAN.PAGE) - 1;
      const own = lookupVma(world, page);
      const isThere = design.mechanism !== 'vma' || (vmaFlags(world, own) & VM.GUARDED) !== 0;
      const now = world.words.get(entry + page - paged.firstPage);
      if (isThere && frameOf(now) === frame && allows(now, ACCESS.WRITE))
        laws.push('a page that is held may be written to');
    }
  }
  let counted = 0;
  for (let index = 0; index < heldLength; index += 1) counted += world.words.get(held + index);
  if (counted !== holding) laws.push(`${counted} spans are counted and ${holding} hold`);
  return laws;
}

/** What must not be left when nobody can move any more and the manager is dead. */
function left(stage: Stage, mappings: number): string[] {
  const laws: string[] = [];
  const { world } = stage;
  if (heldCount(world) !== 0) laws.push('a guard is left');
  if (mapCount(world) !== mappings) laws.push('mappings are not as before');
  for (const name of NAMES)
    if (stage.waits(name) === WAIT.guard) laws.push(`${name} waits for a guard for ever`);
  const { head, frame, frameStride, entry, bounds } = pagingOf(world);
  let used = 0;
  for (let each = 0; each < bounds.frameCount; each += 1) {
    const references = world.words.get(frame + each * frameStride);
    let shown = 0;
    for (let page = 0; page < bounds.pageCount; page += 1)
      if (frameOf(world.words.get(entry + page)) === each) shown += 1;
    if (references !== shown)
      laws.push(`frame ${each} has ${references} references and ${shown} pages`);
    if (references > 0) used += 1;
  }
  if (world.words.get(head + PAGING.FREE) !== bounds.frameCount - used)
    laws.push('free frames are miscounted');
  return laws;
}

/** Makes stages: one for each guard, which every history of that guard begins anew. */
function stages(omission: Partial<GuardDeclaration> = {}): (guard: number) => Stage {
  const made = new Map<number, readonly [Stage, Int32Array]>();
  return (number) => {
    let each = made.get(number);
    if (each === undefined) {
      const stage = guardedStage(
        { ...GUARDS[number]!, ...omission },
        { targets: TARGETS, others: WRITERS },
      );
      for (const name of TARGETS)
        stage.give(name, call('rt_sigaction', 'r6', SIGNAL.SIGUSR1, '$handler.h'));
      each = [stage, stage.world.snapshot()];
      made.set(number, each);
    }
    const [stage, first] = each;
    stage.world.restore(first);
    stage.happenings.length = 0;
    return stage;
  };
}

function settle(stage: Stage): void {
  for (let moved = true; moved;) {
    moved = false;
    for (const name of stage.names) moved = stage.driver.run(stage.thread(name)) > 0 || moved;
  }
}

/** Plays a history, and returns the laws that it breaks. */
function play(history: History, start: (guard: number) => Stage): string[] {
  const stage = start(history.guard);
  const mappings = mapCount(stage.world);
  const waiting = [...history.deeds];
  const received: number[] = [];
  const isAlive = (name: string) => stage.driver.resting(stage.thread(name)).life === 'alive';
  /** Moves a thread by a step, or gives it what it does next. */
  const advance = (name: string): void => {
    if (stage.step(stage.thread(name))) return;
    const index = waiting.findIndex(({ by }) => by === name);
    if (index < 0 || !stage.driver.resting(stage.thread(name)).idle) return;
    const [deed] = waiting.splice(index, 1) as [Deed];
    stage.driver.inject(stage.thread(name), instructionOf(deed, received));
  };
  for (const { move, steps } of history.moves) {
    const name = NAMES[move % NAMES.length]!;
    if (!isAlive(name)) continue;
    if (move >= 2 * NAMES.length) stage.interrupt(name, SIGNAL.SIGKILL);
    else if (move >= NAMES.length) stage.interrupt(name, SIGNAL.SIGUSR1);
    else
      for (let step = 0; step < steps; step += 1) {
        advance(name);
        const last = stage.happenings.at(-1);
        if (last !== undefined && last.event === EVENT.received && !received.includes(last.detail))
          received.push(last.detail);
        const laws = broken(stage.world);
        if (laws.length > 0) return laws;
      }
  }
  settle(stage);
  if (isAlive('s')) stage.interrupt('s', SIGNAL.SIGKILL);
  settle(stage);
  return left(stage, mappings);
}

/** The laws that the first bad one of so many histories breaks. */
function search(
  runs: number,
  omission: Partial<GuardDeclaration>,
  fits: (guard: GuardDeclaration) => boolean,
): string[] {
  const start = stages(omission);
  for (const history of fc.sample(histories, { seed: SEED, numRuns: runs })) {
    if (!fits(GUARDS[history.guard]!)) continue;
    const laws = play(history, start);
    if (laws.length > 0) return laws;
  }
  return [];
}

suite('kernel/guard/history', (test) => {
  test(`random histories leave no guard, no mapping and no reference (seed ${SEED})`, () => {
    const start = stages();
    fc.assert(
      fc.property(histories, (history) => {
        const laws = play(history, start);
        is(laws.join('; '), '', JSON.stringify(GUARDS[history.guard]));
      }),
      { seed: SEED, numRuns: 200 },
    );
    // Counters are no part of a state, and so go on from one history to the next.
    const worlds = GUARDS.map((_guard, index) => start(index).world);
    for (const name of ['guardInstalled', 'guardStall', 'guardTampered', 'guardCopy'] as const)
      ok(worlds.reduce((sum, world) => sum + total(world, name), 0) > 0, name);
  });

  test(`a guard that is not released at death is caught (seed ${SEED})`, () => {
    const laws = search(1_000, { without: 'the release' }, () => true);
    ok(
      laws.some((law) => law.includes('left') || law.includes('for ever')),
      laws.join('; '),
    );
  });

  test(`a guard that counts nothing is caught (seed ${SEED})`, () => {
    const laws = search(1_000, { without: 'the count' }, ({ policy }) => marksPages(policy));
    ok(laws.length > 0);
  });
});
