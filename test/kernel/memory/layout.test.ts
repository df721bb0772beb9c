/** The layout: records do not overlap, and every word of identity has a name. */
import {
  type Bounds,
  COPY,
  COPY_NOTES,
  createLayout,
  THREAD,
  THREAD_NOTES,
  wordName,
  FILTER,
  FILTER_NOTES,
  PROCESS,
  PROCESS_NOTES,
  TASK,
  TASK_NOTES,
} from '../../../kernel/index.ts';
import { equal, is, ok, suite, throws } from '../../support/suite.ts';

const BOUNDS: Bounds = {
  threadCount: 3,
  signalDepth: 1,
  lockCount: 2,
  vmaCapacity: 5,
  memoryWordCount: 4,
  barrierCount: 1,
  processCount: 2,
  filterCount: 3,
  fileCount: 4,
  codeWordCount: 24,
  transitionCount: 20,
  observationWordCount: 8,
  padded: false,
};

suite('kernel/memory/layout', (test) => {
  test('records stand in order and do not overlap', () => {
    for (const padded of [false, true]) {
      const layout = createLayout({ ...BOUNDS, padded });
      const starts = [
        layout.thread,
        layout.lock,
        layout.table,
        layout.ends,
        layout.slots,
        layout.vma,
        layout.memory,
        layout.barrier,
        layout.task,
        layout.process,
        layout.filter,
        layout.identityLength,
        layout.control,
        layout.counter,
        layout.kick,
        layout.coverage,
        layout.observation,
        layout.code,
        layout.length,
      ];
      equal(
        starts,
        [...starts].sort((a, b) => a - b),
      );
      is(new Set(starts).size, starts.length);
    }
  });

  test('padded records of two threads share no pair of cache lines', () => {
    const layout = createLayout({ ...BOUNDS, padded: true });
    is(layout.threadStride % 32, 0);
    is(layout.counterStride % 32, 0);
    is(layout.lockStride % 32, 0);
  });

  test('every word of an unpadded identity has a name of its own', () => {
    const layout = createLayout(BOUNDS);
    const names = Array.from({ length: layout.identityLength }, (_, index) =>
      wordName(layout, index),
    );
    equal(
      names.filter((name) => name === 'pad' || name.includes('undefined')),
      [],
    );
    is(new Set(names).size, names.length);
    is(names[layout.threadStride + THREAD.PROGRAM_COUNTER], 'thread 1 program counter');
  });

  test('every word of a world with paging has a name of its own', () => {
    const paging = {
      firstPage: 2,
      pageCount: 3,
      frameCount: 2,
      wordsPerFrame: 2,
      coreCount: 1,
      coreOf: [0, 0, -1],
      handlerThread: 2,
      objectPageCount: 1,
      shared: [],
      pins: true,
    };
    const layout = createLayout({ ...BOUNDS, paging });
    const names = Array.from({ length: layout.identityLength }, (_, index) =>
      wordName(layout, index),
    );
    ok(!names.some((name) => name === 'pad' || name.includes('undefined')));
    is(new Set(names).size, names.length);
    is(names[layout.copy + layout.copyStride + COPY.SEEN_VALUE + 1], 'copy 1 seen value 1');
  });

  for (const [record, fields, notes] of [
    ['thread', THREAD, THREAD_NOTES],
    ['task', TASK, TASK_NOTES],
    ['copy', COPY, COPY_NOTES],
    ['process', PROCESS, PROCESS_NOTES],
    ['filter', FILTER, FILTER_NOTES],
  ] as const)
    test(`every field of a ${record} says what it holds and who may touch it`, () => {
      equal(Object.keys(notes).sort(), Object.keys(fields).sort());
      for (const { holds } of Object.values(notes)) ok(holds.length > 0);
    });

  test('bounds outside the limits are refused', () => {
    throws(() => createLayout({ ...BOUNDS, threadCount: 0 }), /1\.\.1024 threads/);
    throws(() => createLayout({ ...BOUNDS, lockCount: 99 }), /locks/);
    throws(() => createLayout({ ...BOUNDS, signalDepth: 9 }), /signal frames/);
  });
});
