/**
 * Parity: what real workers do is among what exploration says can happen. An observation or a
 * violation of a run that the exhausted search does not reach would mean that a step is too large,
 * and that everything `holds` says is worth nothing.
 */
import type { Scenario } from '../../actors/index.ts';
import {
  choose,
  jump,
  load,
  lock,
  mmap,
  mprotect,
  never,
  store,
  syscall,
  unlock,
} from '../../scenarios/file/build.ts';
import { compareObservations } from '../../scenarios/report/observation.ts';
import { bothAnswers, catalogued, crewFor, isAtPar } from '../support/parity.ts';
import { ok, suite } from '../support/suite.ts';
import { scenarioOf, threadsOf } from '../workers/parallel/scenarios.ts';

/** Store buffering: with sequential consistency not both threads read zero. */
const storeBuffering = scenarioOf({
  name: 'store buffering',
  words: { x: 0, y: 0 },
  threads: threadsOf({
    a: [store('x', 1), load('y', 'r0')],
    b: [store('y', 1), load('x', 'r0')],
  }),
  observe: ['a.r0', 'b.r0'],
});

/** Unguarded increments lose updates; locked ones do not. */
const increments = (isLocked: boolean): Scenario => {
  const increment = [
    load('x', 'r0'),
    { do: 'compute', into: 'r0', value: ['r0', '+', 1] },
    store('x', 'r0'),
  ] as const;
  const program = isLocked
    ? [lock('a', 'write'), ...increment, unlock('a', 'write')]
    : [...increment];
  return scenarioOf({
    name: isLocked ? 'locked increments' : 'unguarded increments',
    words: { x: 0 },
    locks: { a: 'rwsem' },
    threads: threadsOf({ a: program, b: program }),
    observe: ['x'],
  });
};

/** The entry check beside an edit of the mapping that it looks up. */
const checked = (
  check: 'unlocked' | 'locked' | 'contained',
  owner: 'threads' | 'kernel-actor',
): Scenario =>
  scenarioOf({
    name: `${check} check, owner ${owner}`,
    owner,
    regions: {
      native: { page: 0, pages: 2, prot: 'r-x' },
      foreign: { page: 4, pages: 2, prot: 'r-x', foreign: true },
    },
    interposition: { kind: 'memmap', check },
    threads: threadsOf({
      loader: [mprotect('@foreign', 1, 'r-x!', 'r0'), mmap('@foreign', 2, 'r-x!', 'r1')],
      game: [jump('@foreign'), syscall('getpid', [], 'r0')],
    }),
    properties: [never('a call escapes', { event: 'escaped' })],
    observe: ['loader.r0', 'game.r0'],
  });

const inline: readonly Scenario[] = [
  storeBuffering,
  increments(false),
  increments(true),
  checked('unlocked', 'threads'),
  checked('locked', 'threads'),
  checked('contained', 'kernel-actor'),
];

suite('laws/parity', (test) => {
  const scenarios = [...inline, ...catalogued.filter(({ tasks }) => tasks === undefined)];
  const crew = crewFor(scenarios);

  for (const scenario of scenarios)
    test(`${scenario.name}: workers and virtual cores see only what exploration reaches`, () =>
      isAtPar(scenario, crew));

  test('an engine that sees more than exploration reaches is caught', async () => {
    const drawing = (...values: number[]): Scenario =>
      scenarioOf({ threads: threadsOf({ a: [choose('r0', ...values)] }), observe: ['a.r0'] });
    // The broken twin: the search believes that only one of the two values can be drawn.
    const [seen, reachable] = await bothAnswers(drawing(0, 1), crew, drawing(0));
    ok(!compareObservations(seen, reachable).holds);
  });

  test('the workers leave', () => crew.close());
});
