/** Steps: what one makes, what it rests before, and what a blocked one leaves alone. */
import fc from 'fast-check';
import { RecordedWords, SCRATCH_COUNT, THREAD, World } from '../../../kernel/index.ts';
import { catalogue, defaultsOf } from '../../../scenarios/catalogue.ts';
import {
  boot,
  compileScenario,
  layoutFor,
  type Program,
  STEP,
  createStepper,
} from '../../../actors/index.ts';
import { compileMachine, dispatchMachine } from '../../../actors/dispatch/index.ts';
import { createKernel } from '../../../kernel/index.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { bootScenario, scenarioOf, walk } from '../../support/walk.ts';
import { memmapBasic } from '../../../scenarios/litmus/memmap.ts';

const SEED = 7;

suite('actors/world/step', (test) => {
  test('a trapped call runs the handler and returns what the handler says', () => {
    const { outcomes } = walk(
      scenarioOf({
        regions: {
          native: { page: 0, pages: 1, prot: 'r-x' },
          foreign: { page: 2, pages: 1, prot: 'r-x!', foreign: true },
        },
        interposition: { kind: 'memmap', check: 'locked' },
        words: { calls: 0 },
        handler: {
          at: 'native',
          // The handler makes a native call of its own before it answers.
          program: [
            { do: 'add', word: 'calls', value: 'r0' },
            { do: 'syscall', name: 'getpid', into: 'r2' },
            { do: 'compute', into: 'r0', value: ['r2', '+', 'r1'] },
          ],
        },
        threads: {
          game: {
            at: 'foreign',
            program: [
              { do: 'compute', into: 'r2', value: 5 },
              { do: 'syscall', name: 'sysinfo', into: 'r0' },
            ],
          },
        },
        observe: ['game.r0', 'game.r2', 'calls'],
      }),
    );
    // 1000 + the page of the call; the program's own r2 is untouched; 99 is the trapped number.
    equal([...outcomes], ['1002,5,99']);
  });

  test('a handler that stands in marked memory is trapped again until the frames run out', () => {
    const { world, stepper } = bootScenario(
      scenarioOf({
        regions: { foreign: { page: 2, pages: 1, prot: 'r-x!', foreign: true } },
        interposition: { kind: 'memmap', check: 'locked' },
        handler: { at: 'foreign', program: [] },
        threads: { game: { at: 'foreign', program: [{ do: 'syscall', name: 'getpid' }] } },
      }),
    );
    while (stepper.step(0) === STEP.moved);
    ok(stepper.isKilled(0));
    is(world.counters(0).trapped, 2);
  });

  test('a thread in user mode has nothing of the kernel left in its scratch words', () => {
    for (const entry of catalogue.filter(({ kind }) => kind !== 'load')) {
      const { world, stepper, threadCount } = bootScenario(entry.build(defaultsOf(entry)));
      for (let turn = 0; turn < 400; turn += 1) {
        const thread = (turn * 7) % threadCount;
        stepper.step(thread);
        const at = world.thread(thread);
        if (world.words.get(at + THREAD.KERNEL_COUNTER) !== 0) continue;
        const scratch = world.words.array.slice(
          at + THREAD.SCRATCH,
          at + THREAD.SCRATCH + SCRATCH_COUNT,
        );
        equal([...scratch], Array<number>(SCRATCH_COUNT).fill(0), entry.name);
      }
    }
  });

  test('a computed jump out of the memory is a segmentation fault', () => {
    const { stepper, world } = bootScenario(
      scenarioOf({
        threads: {
          a: {
            at: 'native',
            program: [
              { do: 'compute', into: 'r0', value: 77 },
              { do: 'jump', to: 'r0' },
              { do: 'syscall', name: 'getpid' },
            ],
          },
        },
      }),
    );
    while (stepper.step(0) === STEP.moved);
    ok(stepper.isKilled(0));
    is(world.counters(0).syscall, 0);
  });

  test('a blocked step changes nothing', () => {
    const { world, stepper } = bootScenario(
      scenarioOf({
        words: { x: 0 },
        threads: { a: { at: 'native', program: [{ do: 'await', word: 'x', is: ['==', 1] }] } },
      }),
    );
    const before = world.snapshot();
    is(stepper.step(0), STEP.blocked);
    is(world.blockedWord, world.layout.memory);
    is(world.blockedValue, 0);
    equal(world.snapshot(), before);
    world.words.store(world.layout.memory, 1);
    is(stepper.step(0), STEP.moved);
    is(stepper.step(0), STEP.done);
  });

  test('private work runs on behind a shared access, up to the next one', () => {
    const { stepper } = bootScenario(
      scenarioOf({
        words: { x: 0 },
        threads: {
          a: {
            at: 'native',
            program: [
              { do: 'load', word: 'x', into: 'r0' },
              { do: 'compute', into: 'r0', value: ['r0', '+', 1] },
              { do: 'store', word: 'x', value: 'r0' },
            ],
          },
        },
      }),
    );
    is(stepper.step(0), STEP.moved);
    is(stepper.nextName(0), 'store');
    is(stepper.step(0), STEP.moved);
    is(stepper.step(0), STEP.done);
  });

  test('two increments that load and store can lose one; fetch-and-add loses none', () => {
    const slow: Program = [
      { do: 'load', word: 'x', into: 'r0' },
      { do: 'compute', into: 'r0', value: ['r0', '+', 1] },
      { do: 'store', word: 'x', value: 'r0' },
    ];
    const outcomes = (program: Program) =>
      [
        ...walk(
          scenarioOf({
            words: { x: 0 },
            threads: { a: { at: 'native', program, count: 2 } },
            observe: ['x'],
          }),
        ).outcomes,
      ].sort();
    equal(outcomes(slow), ['1', '2']);
    equal(outcomes([{ do: 'add', word: 'x', value: 1 }]), ['2']);
  });

  test('a barrier lets nobody through before all have come, round after round', () => {
    const { outcomes, deadlocks } = walk(
      scenarioOf({
        words: { x: 0 },
        threads: {
          a: {
            at: 'native',
            count: 2,
            program: [
              {
                do: 'loop',
                times: 3,
                body: [
                  { do: 'add', word: 'x', value: 1 },
                  { do: 'barrier', name: 'm' },
                  { do: 'load', word: 'x', into: 'r0' },
                  { do: 'barrier', name: 'm' },
                  { do: 'expect', when: ['r0', '>=', 2], otherwise: 'too early' },
                ],
              },
            ],
          },
        },
        observe: ['a-0.r0', 'a-1.r0'],
      }),
    );
    equal([...outcomes], ['6,6']);
    is(deadlocks, 0);
  });

  test('the kernel actor serves requests of all threads, and none is lost', () => {
    const scenario = scenarioOf({
      regions: {
        native: { page: 0, pages: 1, prot: 'r-x' },
        data: { page: 4, pages: 4, prot: 'rw-' },
      },
      threads: {
        a: {
          at: 'native',
          program: [{ do: 'syscall', name: 'mprotect', arguments: ['@data', 2, 1], into: 'r0' }],
        },
        b: {
          at: 'native',
          program: [{ do: 'syscall', name: 'munmap', arguments: [5, 1], into: 'r0' }],
        },
      },
      observe: ['a.r0', 'b.r0', 'mapCount'],
    });
    const byLock = walk(scenario);
    for (const futexWaits of [false, true]) {
      const byActor = walk({ ...scenario, owner: 'kernel-actor', futexWaits });
      is(byActor.deadlocks, 0);
      equal([...byActor.outcomes].sort(), [...byLock.outcomes].sort());
    }
    equal([...byLock.outcomes].sort(), ['-12,0,3', '0,0,3']);
  });

  test(`a step touches at most one shared word between two rests (seed ${SEED})`, () => {
    // Footprint: what the step reads or writes by atomic access, outside of what its locks guard.
    const scenario = memmapBasic.build({});
    const compiled = compileScenario(scenario);
    const table = compileMachine(dispatchMachine);
    const layout = layoutFor(compiled, table, { padded: false, observationWordCount: 0 });
    const touched = new Set<number>();
    const guarded = (index: number) =>
      (index >= layout.table && index < layout.memory) || index >= layout.identityLength;
    const words = new RecordedWords(new Int32Array(layout.length), (kind, index) => {
      if (kind !== 'get' && kind !== 'set' && kind !== 'wake' && !guarded(index))
        touched.add(index);
    });
    const world = new World(words, layout);
    boot(world, compiled, table);
    const stepper = createStepper(world, compiled, createKernel(compiled.design), table);
    fc.assert(
      fc.property(fc.array(fc.nat(2), { maxLength: 60 }), (schedule) => {
        words.array.fill(0);
        boot(world, compiled, table);
        for (const thread of schedule) {
          touched.clear();
          stepper.step(thread);
          ok(touched.size <= 1, `one step touched ${[...touched].join()}`);
        }
      }),
      { seed: SEED },
    );
  });
});
